#pragma once

#include "models/accessmodel.h"
#include "models/usersmodel.h"
#include "models/workspacesmodel.h"
#include "support/accessfeed.h"
#include "widgets/findingsbar.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QStackedLayout;
class QVBoxLayout;

namespace wallaroo {

struct Account;
struct WindowParts;
class AccessLegend;
class AccessView;
class Banner;
class FilterChoice;
class FilterField;
class MembershipDesk;
class PageHead;
class ResultsList;
class StatePanel;

/// Who may touch what: people × workspaces, on one page. Filled while it is looked at, the visible part first; each
/// side has its filter; findings stand on top.
class AccessPage final : public QWidget {
    Q_OBJECT
public:
    /// All outlive the page.
    AccessPage(Account& account, const WindowParts& parts, QWidget* parent = nullptr);
    ~AccessPage() override;

    /// Asks for everything anew; the lists are the window's to fetch (listsRequested()).
    void refresh();
    /// The page is looked at, for the first time or again.
    void enter();
    /// Now, or as soon as there is one.
    void focusMatrix();
    void focusFilter();
    /// How the list of workspaces, which the matrix stands on, fared: nothing: well.
    void setListFailure(const std::optional<Error>& failure);
    /// The selected block as cells of a spreadsheet, with both heads.
    void copyCells();
    [[nodiscard]] QString lastRefreshText() const;

    /// Goes to a person or a workspace, as from the palette; what hides them is cleared.
    void goToPerson(const UserId& id);
    void goToWorkspace(WorkspaceId id);

    [[nodiscard]] AccessView& view() const { return *m_view; }

    [[nodiscard]] MembershipDesk& desk() const { return *m_desk; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

Q_SIGNALS:
    void listsRequested(bool anew); ///< users and workspaces are to be fetched; if not anew, only what is missing
    void otherAccountRequested();
    void refreshed();

private:
    QWidget* buildFilters();
    QWidget* buildGoTo();
    void buildFoot(QVBoxLayout& column);
    void watch();
    void watchFeed();
    void sayLoading();
    /// Where nothing outside of it has it, until there is a matrix.
    void takeFocusIn(const QWidget& area);
    void showMatrix();
    void showState();
    [[nodiscard]] bool areListsRead() const;
    void showAround(bool isMatrixShown);
    void showCounts();
    void showFindings();
    void learnRights();
    void showCurrent();
    void choose(FindingsBar::Finding finding);
    void clearFilters();
    void goTo(const QString& text);
    void fillMenu(QMenu& menu);
    void propose(std::optional<MemberRole> after);
    void makeLike(models::AccessMatrix::Number person);
    void exportTo(bool longForm);

    Account& m_account;
    const WindowParts& m_parts;
    models::AccessModel m_model;
    PageHead* m_head;
    QPushButton* m_export;
    Banner* m_banner;
    FindingsBar* m_findings;
    FilterField* m_peopleFilter;
    FilterField* m_workspaceFilter;
    FilterChoice* m_peopleKind;
    FilterChoice* m_workspaceKind;
    QCheckBox* m_defaults;
    QCheckBox* m_archived;
    AccessLegend* m_legend;
    QLabel* m_count;
    QWidget* m_foot;
    QLabel* m_current;
    QLineEdit* m_goTo;
    QStackedLayout* m_screens;
    AccessView* m_view;
    StatePanel* m_panel;
    ResultsList* m_results;
    MembershipDesk* m_desk;
    QTimer m_soon; ///< counts and findings: not with each of a thousand answers
    std::optional<Error> m_listFailure;
    qint64 m_completeAt = 0;
    bool m_wasEntered = false;
    bool m_wereRightsAsked = false; ///< since it was entered or refreshed
    bool m_wantsFocus = false;      ///< as soon as there is a matrix
};

} // namespace wallaroo
