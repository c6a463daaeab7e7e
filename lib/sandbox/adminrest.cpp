#include "sandbox/adminrest.h"

#include "sandbox/tokencheck.h"

#include <array>
#include <set>

namespace wallaroo::sandbox {

namespace {

namespace json = boost::json;

using Endpoint = Reply (*)(const Realm&, const AdminCall&);

struct Route {
    std::string_view method;
    std::string_view path; ///< below /auth/admin/realms/master; a star stands for one segment
    Endpoint endpoint;
};

constexpr std::array<Route, 38> kRoutes{{
    {"GET", "", adminRealm},
    {"PUT", "", adminRealmChange},
    {"GET", "/users", adminUsers},
    {"POST", "/users", adminUserCreate},
    {"GET", "/users/count", adminUserCount},
    {"GET", "/users/*", adminUser},
    {"PUT", "/users/*", adminUserChange},
    {"DELETE", "/users/*", adminUserDelete},
    {"PUT", "/users/*/reset-password", adminResetPassword},
    {"GET", "/users/*/credentials", adminCredentials},
    {"GET", "/users/*/groups", adminUserEmptyList},
    {"GET", "/users/*/sessions", adminSessions},
    {"GET", "/users/*/offline-sessions/*", adminOfflineSessions},
    {"POST", "/users/*/logout", adminLogout},
    {"DELETE", "/sessions/*", adminSessionEnd},
    {"GET", "/attack-detection/brute-force/users/*", adminLockState},
    {"DELETE", "/attack-detection/brute-force/users/*", adminUnlock},
    {"DELETE", "/attack-detection/brute-force/users", adminUnlockAll},
    {"GET", "/users/*/role-mappings", adminMappings},
    {"GET", "/users/*/role-mappings/realm", adminRealmMappings},
    {"POST", "/users/*/role-mappings/realm", adminRealmMappingsAdd},
    {"DELETE", "/users/*/role-mappings/realm", adminRealmMappingsRemove},
    {"GET", "/users/*/role-mappings/realm/composite", adminRealmMappingsComposite},
    {"GET", "/users/*/role-mappings/realm/available", adminRealmMappingsAvailable},
    {"GET", "/users/*/role-mappings/clients/*", adminClientMappings},
    {"POST", "/users/*/role-mappings/clients/*", adminClientMappingsAdd},
    {"DELETE", "/users/*/role-mappings/clients/*", adminClientMappingsRemove},
    {"GET", "/users/*/role-mappings/clients/*/composite", adminClientMappingsComposite},
    {"GET", "/roles", adminRoles},
    {"GET", "/roles/*", adminRole},
    {"GET", "/roles/*/users", adminRoleUsers},
    {"GET", "/clients", adminClients},
    {"GET", "/clients/*", adminClient},
    {"GET", "/clients/*/roles", adminClientRoles},
    {"GET", "/clients/*/roles/*", adminClientRole},
    {"GET", "/users/*/federated-identity", adminUserEmptyList},
    {"GET", "/users/*/consents", adminUserEmptyList},
    {"GET", "/users/*/configured-user-storage-credential-types", adminUserEmptyList},
}};

// The segments that stand where the pattern has stars; nothing when the path is another one.
std::optional<std::vector<std::string>> matched(std::string_view pattern, std::string_view path) {
    std::vector<std::string> ids;
    while (!pattern.empty() || !path.empty()) {
        if (pattern.empty() || path.empty() || path.front() != '/')
            return std::nullopt;
        const std::size_t patternEnd = std::min(pattern.find('/', 1), pattern.size());
        const std::size_t pathEnd = std::min(path.find('/', 1), path.size());
        const std::string_view wanted = pattern.substr(1, patternEnd - 1);
        const std::string_view given = path.substr(1, pathEnd - 1);
        if (wanted == "*" && !given.empty())
            ids.emplace_back(given);
        else if (wanted != given)
            return std::nullopt;
        pattern.remove_prefix(patternEnd);
        path.remove_prefix(pathEnd);
    }
    return ids;
}

std::set<std::string> rolesOf(const json::value* access) {
    std::set<std::string> names;
    const json::value* roles =
        access != nullptr && access->is_object() ? access->get_object().if_contains("roles") : nullptr;
    if (roles == nullptr || !roles->is_array())
        return names;
    for (const json::value& role : roles->get_array()) {
        if (role.is_string())
            names.emplace(role.get_string());
    }
    return names;
}

AdminRights rightsOf(const json::object& claims) {
    const json::value* access = claims.if_contains("resource_access");
    const bool hasAccess = access != nullptr && access->is_object();
    const auto held = rolesOf(hasAccess ? access->get_object().if_contains("master-realm") : nullptr);
    const auto has = [&held](const char* role) { return held.count(role) > 0; };
    AdminRights rights;
    rights.manageUsers = has("manage-users");
    rights.viewUsers = rights.manageUsers || has("view-users");
    rights.queryUsers = rights.viewUsers || has("query-users");
    rights.impersonate = has("impersonation");
    rights.manageRealm = has("manage-realm");
    rights.viewRealm = rights.manageRealm || has("view-realm");
    rights.viewClients = has("view-clients") || has("manage-clients");
    // Measured: query-users opens this list too, manage-users alone does not.
    rights.listClients = rights.viewClients || has("query-clients") || has("query-users");
    rights.listRealm = rights.viewRealm || rights.listClients;
    rights.admin = rolesOf(claims.if_contains("realm_access")).count("admin") > 0;
    return rights;
}

AdminRights checkedRights(const Realm& realm, const Call& call) {
    const bool hasToken = lowerCase(call.authorization.substr(0, 7)) == "bearer ";
    const CheckedToken token = hasToken ? checkedToken(realm, call, call.authorization.substr(7)) : CheckedToken();
    if (token.state != TokenState::Active || token.isRefreshToken || textClaim(token.claims, "typ") != "Bearer")
        throw Refusal{adminError(401, "HTTP 401 Unauthorized")};
    return rightsOf(token.claims);
}

Reply answerMaster(const Realm& realm, const Call& call, std::string_view path) {
    bool known = false;
    for (const Route& route : kRoutes) {
        auto ids = matched(route.path, path);
        if (!ids)
            continue;
        known = true;
        if (route.method == call.method)
            return route.endpoint(realm,
                                  {call, checkedRights(realm, call), std::move(*ids), Form::ofQuery(call.query)});
    }
    checkedRights(realm, call);
    return known ? adminError(405, "HTTP 405 Method Not Allowed") : adminError(404, "HTTP 404 Not Found");
}

} // namespace

Reply adminError(int status, const std::string& error) {
    return oauthError(status, error);
}

Reply adminJson(std::string body) {
    Reply reply = jsonReply(200, std::move(body));
    reply.contentType += ";charset=UTF-8";
    reply.headers.emplace_back("Cache-Control", "no-cache");
    return reply;
}

void demand(bool allowed) {
    if (!allowed)
        throw Refusal{adminError(403, "HTTP 403 Forbidden")};
}

User namedUser(const Realm& realm, const AdminCall& admin) {
    auto user = realm.users.byId(admin.ids.front());
    if (!user || user->id != admin.ids.front()) { // ids are compared with their letter case
        demand(admin.rights.queryUsers);
        throw Refusal{adminError(404, "User not found")};
    }
    return *user;
}

User visibleUser(const Realm& realm, const AdminCall& admin) {
    User user = namedUser(realm, admin);
    demand(admin.rights.viewUsers);
    return user;
}

User manageableUser(const Realm& realm, const AdminCall& admin) {
    User user = namedUser(realm, admin);
    demand(admin.rights.manageUsers);
    return user;
}

Reply answerAdminRest(const Realm& realm, const Call& call) {
    constexpr std::string_view kRealms = "/auth/admin/realms/";
    const std::string_view rest = std::string_view(call.path).substr(kRealms.size());
    const std::size_t end = std::min(rest.find('/'), rest.size());
    try {
        if (rest.substr(0, end) == "master")
            return answerMaster(realm, call, rest.substr(end));
        checkedRights(realm, call);
        return adminError(404, "Realm not found.");
    } catch (Refusal& refusal) {
        return std::move(refusal.reply);
    }
}

} // namespace wallaroo::sandbox
