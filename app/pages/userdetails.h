#pragma once

#include "domain/ids.h"
#include "domain/keycloak.h"
#include "models/momenttext.h"
#include "support/membershiplookup.h"

#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

namespace wallaroo {

struct Account;
class AccessEndPanel;
class DetailsPanel;

namespace runs {
struct Outcome;
}

/// Fills the details panel with a person: at once what the list told, then, when somebody stays there, workspaces, and
/// what Keycloak tells those it lets: sessions, roles, the lock.
class UserDetails final : public QObject {
    Q_OBJECT
public:
    /// All outlive this.
    UserDetails(DetailsPanel& panel, Account& account, QObject* parent = nullptr);
    ~UserDetails() override;

    /// An id that is in the model.
    void show(const QString& id);
    /// The shown person was changed or read again.
    void update();
    void clear();

    [[nodiscard]] const QString& shownId() const { return m_id; }

    /// Where a run stands that ends the shown person's sessions.
    void showEnding(const runs::Outcome& outcome);

Q_SIGNALS:
    void endSessionsRequested(const QString& id);

private:
    void showFields();
    void showAccessEnd();
    void ask();
    void askKeycloak();
    void askForSessions();
    void askForRoles();
    void showWorkspaces();
    void showSessions(const Result<std::vector<UserSession>>& sessions);
    void showRoles(const QStringList& ofRealm, const Result<QStringList>& ofClients);
    void rolesNotTold(const Error& error);
    void showAtKeycloak(const KeycloakUser& told);
    void showLock(const Result<LockState>& lock);
    void denied();
    void dropCalls();

    DetailsPanel& m_panel;
    Account& m_account;
    models::MomentText m_moments;
    MembershipLookup m_lookup;
    QTimer m_settle; ///< nothing is asked of whom somebody only passes on the way down
    AccessEndPanel* m_end;
    QString m_id;
    std::optional<std::vector<qint64>> m_lastAccess; ///< of the sessions; nothing: not told
    std::vector<http::Handle> m_calls;
    bool m_isDenied = false; ///< Keycloak tells this account nothing: asked once
};

} // namespace wallaroo
