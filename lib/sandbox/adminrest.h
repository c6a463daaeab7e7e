#pragma once

#include "sandbox/realm.h"

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace wallaroo::sandbox {

/// What a caller's token allows, by the roles of the client master-realm in it.
struct AdminRights {
    bool queryUsers = false; ///< any right about users: lists are answered, if only by nobody
    bool viewUsers = false;
    bool manageUsers = false;
    bool impersonate = false;
    bool viewRealm = false;
    bool manageRealm = false;
    bool listRealm = false; ///< may see a little of the realm, and the names of its roles
    bool listClients = false;
    bool viewClients = false;
    bool admin = false; ///< the realm role itself, which nobody else may give away
};

/// A call of Keycloak's admin REST whose token was accepted.
struct AdminCall {
    const Call& call;
    AdminRights rights;
    std::vector<std::string> ids; ///< what stands in the path where the route has a star
    Form query;
};

/// Ends the call with 403 unless `allowed`.
void demand(bool allowed);
/// The user a path names; 404 when there is none, but 403 to callers who may not know.
User namedUser(const Realm& realm, const AdminCall& admin);
/// The same for callers who may look, or change.
User visibleUser(const Realm& realm, const AdminCall& admin);
User manageableUser(const Realm& realm, const AdminCall& admin);

/// `{"error": text}`, the form of most refusals of the admin REST.
Reply adminError(int status, const std::string& error);
Reply adminJson(std::string body);

// The endpoints. They may throw Refusal.
Reply adminRealm(const Realm& realm, const AdminCall& admin);
Reply adminRealmChange(const Realm& realm, const AdminCall& admin);
Reply adminUsers(const Realm& realm, const AdminCall& admin);
Reply adminUserCount(const Realm& realm, const AdminCall& admin);
Reply adminUserCreate(const Realm& realm, const AdminCall& admin);
Reply adminUser(const Realm& realm, const AdminCall& admin);
Reply adminUserChange(const Realm& realm, const AdminCall& admin);
Reply adminUserDelete(const Realm& realm, const AdminCall& admin);
Reply adminResetPassword(const Realm& realm, const AdminCall& admin);
Reply adminUserEmptyList(const Realm& realm, const AdminCall& admin);
Reply adminCredentials(const Realm& realm, const AdminCall& admin);
Reply adminSessions(const Realm& realm, const AdminCall& admin);
Reply adminOfflineSessions(const Realm& realm, const AdminCall& admin);
Reply adminSessionEnd(const Realm& realm, const AdminCall& admin);
Reply adminLogout(const Realm& realm, const AdminCall& admin);
Reply adminLockState(const Realm& realm, const AdminCall& admin);
Reply adminUnlock(const Realm& realm, const AdminCall& admin);
Reply adminUnlockAll(const Realm& realm, const AdminCall& admin);
Reply adminRoles(const Realm& realm, const AdminCall& admin);
Reply adminRole(const Realm& realm, const AdminCall& admin);
Reply adminRoleUsers(const Realm& realm, const AdminCall& admin);
Reply adminMappings(const Realm& realm, const AdminCall& admin);
Reply adminRealmMappings(const Realm& realm, const AdminCall& admin);
Reply adminRealmMappingsComposite(const Realm& realm, const AdminCall& admin);
Reply adminRealmMappingsAvailable(const Realm& realm, const AdminCall& admin);
Reply adminRealmMappingsAdd(const Realm& realm, const AdminCall& admin);
Reply adminRealmMappingsRemove(const Realm& realm, const AdminCall& admin);
Reply adminClientMappings(const Realm& realm, const AdminCall& admin);
Reply adminClientMappingsComposite(const Realm& realm, const AdminCall& admin);
Reply adminClientMappingsAdd(const Realm& realm, const AdminCall& admin);
Reply adminClientMappingsRemove(const Realm& realm, const AdminCall& admin);
Reply adminClients(const Realm& realm, const AdminCall& admin);
Reply adminClient(const Realm& realm, const AdminCall& admin);
Reply adminClientRoles(const Realm& realm, const AdminCall& admin);
Reply adminClientRole(const Realm& realm, const AdminCall& admin);

/// Everything under /auth/admin/realms.
Reply answerAdminRest(const Realm& realm, const Call& call);

} // namespace wallaroo::sandbox
