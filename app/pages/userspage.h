#pragma once

#include "domain/table.h"
#include "exchange/commandtexts.h"
#include "exchange/invitations.h"
#include "models/usersmodel.h"
#include "pages/resourcepage.h"
#include "pages/useracts.h"

#include <QSet>
#include <QStringList>
#include <QTimer>

class QMenu;

namespace wallaroo {

struct Account;
struct WindowParts;
class DetailsPanel;
class LockLookup;
class MembershipDesk;
class ResultsList;
class TableExport;
class Toast;
class UserDetails;
class UserFilters;

/// The people of the instance, as far as this account may see them: found, looked at, acted upon.
class UsersPage final : public ResourcePage {
    Q_OBJECT
public:
    /// Both outlive the page.
    UsersPage(Account& account, const WindowParts& parts, QWidget* parent = nullptr);
    ~UsersPage() override;

    /// Invite…
    void startMainAction() override;
    /// Runs that a crash ended, found at the start: offered above the table.
    void offerInterrupted();

    [[nodiscard]] QString choices() const override;
    void restoreChoices(const QString& choices) override;
    /// Filters that were given a name, for settings.
    [[nodiscard]] QStringList savedFilters() const;
    void setSavedFilters(const QStringList& saved);

Q_SIGNALS:
    /// Workspaces are needed beside people.
    void listsRequested();

protected:
    http::Handle startLoad() override;
    [[nodiscard]] bool hasChoices() const override;
    void clearChoices() override;
    [[nodiscard]] QString stillLooking() const override;
    [[nodiscard]] QString nothingFound() const override;
    [[nodiscard]] std::optional<Error> emptyIsNotAllowed() const override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void addActs();
    void addKeys();
    void connectActs();
    [[nodiscard]] QString whyNot(UserAct act) const;
    void learnRights();
    [[nodiscard]] bool seesEverybody() const;
    void updateNote();
    void fillMore(QMenu& menu);
    void fillRowMenu(QMenu* menu, int row);
    void openDetails(int row);
    void closeDetails();
    void currentRowChanged(int row);
    void ask(UserAct act);
    /// What the menu of a row is about: the selection it belongs to, else it alone.
    [[nodiscard]] QStringList idsAround(const QString& id) const;
    void edit(const QString& id);
    void invite(bool inKeycloak, const std::vector<exchange::InviteRow>& rows);
    void runEnded();
    void rereadSoon();
    void tellDetailsOfSessions();
    void showUnlocked(bool isDeactivated);
    void watchLocks();
    void applyChoices();
    [[nodiscard]] bool isAboutLocks() const;
    /// The filter and the choices but for that of the status.
    [[nodiscard]] QStringList idsBesideStatus() const;
    [[nodiscard]] int lockedCount() const;
    void askForLocks();
    void askForLocksAnew();
    void tellLocksUnderWay();
    void tellLocks();
    void tellLocksAsked();
    void handOut(const runs::Run& run);
    void notice(const QString& text, const QString& action, const std::function<void()>& onAction);
    /// The same, until somebody takes it up or something else is said.
    void offer(const QString& text, const QString& action, const std::function<void()>& onAction);
    void openLeaver(const QString& id);
    void offerRestOfLeaver(const runs::Run& run);
    void addToWorkspaces(const QStringList& ids);
    void askWhichWorkspaces();
    void openDormant();
    void addExport();
    [[nodiscard]] exchange::ApiCall readCall(const QString& id) const;
    [[nodiscard]] Provenance described(int rows) const;
    /// The selected people, else the one with the keyboard.
    [[nodiscard]] QStringList chosenIds() const;
    [[nodiscard]] bool isReadOnly() const;

    Account& m_account;
    const WindowParts& m_parts;
    models::UsersModel& m_users;
    UserFilters* m_filters;
    TableExport* m_export;
    DetailsPanel* m_panel;
    UserDetails* m_details;
    ResultsList* m_results;
    Banner* m_interrupted;
    LockLookup* m_locks;
    QTimer m_rereadSoon;
    QTimer m_locksSoon;         ///< while somebody types a filter
    bool m_areLocksOld = false; ///< from the start of a load until they are asked for anew
    Banner* m_lockBar;
    Toast* m_toast;
    UserActs* m_acts;
    ResultsList* m_memberResults;
    MembershipDesk* m_desk;
    QSet<QString> m_handedOut; ///< whose passwords of this run were copied
    QStringList m_toBeAdded;   ///< to workspaces, as soon as these are listed
    std::function<void()> m_onToast;
    std::function<void()> m_onOffer; ///< of the list of results
};

} // namespace wallaroo
