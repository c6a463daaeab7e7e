#pragma once

#include "api/usersapi.h"
#include "api/workspacesapi.h"
#include "http/transport.h"
#include "models/usersmodel.h"
#include "models/workspacesmodel.h"
#include "secrets/secretstore.h"
#include "session/session.h"
#include "support/wanted.h"

#include <memory>

namespace wallaroo {

/// Everything that belongs to one signed-in account, and to no other: connections, session, calls and tables. Ends as a
/// whole, so that nothing of one account is ever seen under another (rules 44, 60).
struct Account {
    /// store and clock outlive the account.
    Account(const session::Profile& profile, secrets::SecretStore& store, const Clock& clock);

    http::Transport transport;
    session::Session session;
    api::UsersApi usersApi;
    api::WorkspacesApi workspacesApi;
    models::UsersModel users;
    models::WorkspacesModel workspaces;
    Wanted wanted; ///< goes on after signing in again
    bool isSandbox = false;
};

} // namespace wallaroo
