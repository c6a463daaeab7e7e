#pragma once

#include "api/workspacesapi.h"
#include "domain/table.h"
#include "exchange/commandtexts.h"
#include "models/workspacesmodel.h"
#include "pages/resourcepage.h"

#include <QTimer>

#include <functional>

class QCheckBox;
class QMenu;

namespace wallaroo {

struct Account;
struct WindowParts;
class DetailsPanel;
class Banner;
class MemberFailures;
class FilterChoice;
class InterruptedRuns;
class MembershipDesk;
class ResultsList;
class TableExport;
class WorkspaceDetails;

/// The workspaces this account may see. Default workspaces (one per person) and archived ones are hidden at first, with
/// a count. Details and members at the right; people are added, taken out and given other roles from here.
class WorkspacesPage final : public ResourcePage {
    Q_OBJECT
public:
    /// All outlive the page.
    WorkspacesPage(Account& account, const WindowParts& parts, QWidget* parent = nullptr);
    ~WorkspacesPage() override;

    /// "Create…"
    void startMainAction() override;

    [[nodiscard]] QString choices() const override;
    void restoreChoices(const QString& choices) override;

    [[nodiscard]] MembershipDesk& desk() const { return *m_desk; }

    /// Looks for runs that a crash ended, whatever page they were begun on, and offers them. How many there are.
    int offerInterrupted();

Q_SIGNALS:
    void accessRequested(wallaroo::WorkspaceId workspace); ///< shown on the page Access

protected:
    http::Handle startLoad() override;
    [[nodiscard]] QString hiddenReason() const override;
    void showHidden() override;
    [[nodiscard]] bool hasChoices() const override;
    void clearChoices() override;

private:
    void buildFilters();
    void buildActs();
    void followDesk();
    void watchSight();
    void updateSwitches();
    void lookAtSight();
    void chooseFacet(const QString& key);
    void openDetails(int row);
    void fillRowMenu(QMenu& menu, int row);
    void addPeople(const std::vector<WorkspaceId>& workspaces);
    void create(const QString& name, const QString& refusal);
    void workspaceCreated(const QString& name);
    [[nodiscard]] exchange::ApiCall readCall(WorkspaceId id) const;
    [[nodiscard]] QStringList filterWords() const;
    [[nodiscard]] Provenance described(int rows) const;
    [[nodiscard]] std::vector<WorkspaceId> selectedWorkspaces() const;

    Account& m_account;
    Clipboard& m_clipboard;
    models::WorkspacesModel& m_workspaces;
    QCheckBox* m_defaults;
    QCheckBox* m_archived;
    FilterChoice* m_facet;
    TableExport* m_export;
    DetailsPanel* m_panel;
    ResultsList* m_results;
    MembershipDesk* m_desk;
    WorkspaceDetails* m_details;
    Banner* m_interruptedBanner;
    MemberFailures* m_memberFailures = nullptr;
    InterruptedRuns* m_interrupted;
    QTimer m_sightSoon;
    std::function<void()> m_onToast;
};

} // namespace wallaroo
