#pragma once

#include "sandbox/exchange.h"
#include "sandbox/foreignpeople.h"
#include "sandbox/keyring.h"
#include "sandbox/lockouts.h"
#include "sandbox/userpages.h"
#include "sandbox/users.h"
#include "sandbox/workspaces.h"

#include <string>

namespace wallaroo::sandbox {

/// What the MLOps API works with.
struct Mlops {
    Users& users;
    Workspaces& workspaces;
    const TokenVerifier& keys;
    UserPages& pagesForAdmins;
    UserPages& pagesForOthers;
    int seats = 0;                   ///< active users allowed; 0: no limit
    bool managesUsers = true;        ///< false: somebody else does, as in some products
    bool uniqueNames = true;         ///< of workspaces
    bool partialView = false;        ///< who is no administrator sees the people of the own workspaces only
    int badFieldStatus = 422;        ///< of a body that lacks a field or has a wrong one
    ForeignPeople* people = nullptr; ///< where the users really are, if not here
    Lockouts* lockouts = nullptr;    ///< of the users that are here
};

/// Who calls, by the claims of the token alone: the API checks JWTs offline, so a token of somebody who was signed out,
/// disabled or promoted since goes on as it was until it expires.
struct Caller {
    std::string userId;
    bool admin = false;
    bool service = false; ///< an inference token
};

/// Checks the bearer token as the proxy in front does. Throws Refusal (401, text).
Caller checkedCaller(const TokenVerifier& keys, const Call& call);

/// An error of the API service, `{msg, code}`.
Reply apiError(int status, const std::string& message);

// The calls. They may throw Refusal.
Reply usersQuery(const Mlops& mlops, const Caller& caller, const Call& call);
Reply usersInvite(const Mlops& mlops, const Caller& caller, const Call& call);
Reply usersActivate(const Mlops& mlops, const Caller& caller, const Call& call);
Reply usersDeactivate(const Mlops& mlops, const Caller& caller, const Call& call);
Reply userEdit(const Mlops& mlops, const Caller& caller, const Call& call);
Reply workspacesCreate(const Mlops& mlops, const Caller& caller, const Call& call);
Reply workspacesList(const Mlops& mlops, const Caller& caller, const Call& call);
Reply workspacesListUsers(const Mlops& mlops, const Caller& caller, const Call& call);
Reply workspacesAddUser(const Mlops& mlops, const Caller& caller, const Call& call);
Reply workspacesRemoveUser(const Mlops& mlops, const Caller& caller, const Call& call);
Reply workspacesValidate(const Mlops& mlops, const Caller& caller, const Call& call);

/// Everything under /v1 and /v2.
Reply answerMlops(const Mlops& mlops, const Call& call);

} // namespace wallaroo::sandbox
