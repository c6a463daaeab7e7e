#pragma once

#include "api/accountactions.h"
#include "api/keycloakadminapi.h"
#include "api/usersapi.h"
#include "api/workspacesapi.h"
#include "domain/protection.h"
#include "domain/table.h"
#include "http/transport.h"
#include "models/usersmodel.h"
#include "models/workspacesmodel.h"
#include "runs/actionlog.h"
#include "runs/useractions.h"
#include "runs/workspaceactions.h"
#include "secrets/secretstore.h"
#include "session/session.h"
#include "support/accessfeed.h"

#include <QSet>
#include <QTemporaryDir>

#include <memory>

namespace wallaroo {

/// Everything that belongs to one signed-in account, and to no other: connections, session, calls and tables. Ends as a
/// whole, so that nothing of one account is ever seen under another (rules 44, 60).
struct Account {
    /// store and clock outlive the account.
    Account(const session::Profile& profile, secrets::SecretStore& store, const Clock& clock);

    /// Opens the journals of this account below the program's data folder; of a sandbox, or without a folder, in a
    /// place that ends with the account.
    void keepJournals(const QString& dataFolder);

    /// Where runs are noted until their results were seen.
    [[nodiscard]] QString runFolder() const { return journalFolder + QStringLiteral("/runs"); }

    /// The same of runs on memberships, which are carried out by other actions than those on users.
    [[nodiscard]] QString membershipRunFolder() const { return runFolder() + QStringLiteral("/memberships"); }

    /// Who is signed in: by the token's subject, else by the name in the list; empty: not known.
    [[nodiscard]] UserId ownId() const;
    /// Judges who may not lose access, by the list as it is now.
    [[nodiscard]] AccessGuard guard() const;
    /// The same of these people right before they lose it. Whose user name was typed is not "cannot tell" any more.
    [[nodiscard]] std::vector<Protection> judge(const std::vector<UserId>& people) const;

    /// For this session: somebody typed the name of who may be the last administrator.
    void noteNameTyped(const UserId& person) { m_typed.insert(person); }

    /// Whether lists leave nobody and nothing out, by Keycloak's word and the list's: who may read people there and is
    /// administrator of the platform. False as long as it is not known.
    [[nodiscard]] bool seesEverything() const;

    /// The same for people to read.
    [[nodiscard]] QString actorName() const;
    /// Instance, account and time, for what leaves the program.
    [[nodiscard]] Provenance provenance(const QString& title) const;

    http::Transport transport;
    session::Session session;
    api::UsersApi usersApi;
    api::WorkspacesApi workspacesApi;
    api::KeycloakAdminApi keycloakApi;
    api::AccountActions accountActions;
    runs::UserActions userActions;
    runs::WorkspaceActions workspaceActions;
    models::UsersModel users;
    models::WorkspacesModel workspaces;
    models::AccessMatrix access; ///< who may touch what, as far as it is known
    AccessFeed accessFeed;
    bool isSandbox = false;
    QString journalFolder;
    std::unique_ptr<runs::ActionLog> log;   ///< the journal of own actions
    std::unique_ptr<QTemporaryDir> passing; ///< the folder of journals that end with the account

private:
    QSet<UserId> m_typed;
};

} // namespace wallaroo
