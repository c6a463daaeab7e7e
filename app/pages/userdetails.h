#pragma once

#include "domain/ids.h"
#include "domain/keycloak.h"
#include "http/sender.h"
#include "models/momenttext.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace wallaroo {

struct Account;
class DetailsPanel;

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

private:
    void showFields();
    void ask();
    void askKeycloak();
    void showSessions(const Result<std::vector<UserSession>>& sessions);
    void showLock(const Result<LockState>& lock);
    void denied();
    void dropCalls();

    DetailsPanel& m_panel;
    Account& m_account;
    models::MomentText m_moments;
    QTimer m_settle; ///< nothing is asked of whom somebody only passes on the way down
    QString m_id;
    std::vector<http::Handle> m_calls;
    bool m_isDenied = false; ///< Keycloak tells this account nothing: asked once
};

} // namespace wallaroo
