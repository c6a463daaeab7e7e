#include "sandbox/adminuserjson.h"
#include "sandbox/representation.h"

#include <algorithm>

namespace wallaroo::sandbox {

namespace {

using Names = std::vector<std::string>;

void appendRole(std::string& out, const Role& role) {
    const bool isDefault = role.name.rfind("default-roles-", 0) == 0;
    std::string word = isDefault ? "default-roles" : role.name;
    if (!role.ofClient && word == "offline_access")
        word = "offline-access";
    out += "{\"id\":\"" + role.id + "\",\"name\":\"" + role.name + "\",\"description\":\"${role_" + word + "}\"";
    out += std::string(",\"composite\":") + (role.composite ? "true" : "false");
    out += std::string(",\"clientRole\":") + (role.ofClient ? "true" : "false");
    out += ",\"containerId\":\"" + role.containerId + "\"}";
}

std::string listOf(const std::vector<Role>& roles) {
    std::string body = "[";
    for (const Role& role : roles) {
        if (body.size() > 1)
            body += ',';
        appendRole(body, role);
    }
    return body + "]";
}

bool holds(const Names& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<Role> among(const std::vector<Role>& roles, const Names& names, bool wanted) {
    std::vector<Role> chosen;
    std::copy_if(roles.begin(), roles.end(), std::back_inserter(chosen),
                 [&](const Role& role) { return holds(names, role.name) == wanted; });
    return chosen;
}

Reply oneRole(const std::vector<Role>& roles, const std::string& name) {
    const Role* role = roleNamed(roles, name);
    if (role == nullptr)
        return adminError(404, "Could not find role");
    std::string body;
    appendRole(body, *role);
    body.pop_back();
    return adminJson(body + ",\"attributes\":{}}");
}

std::string textMember(const boost::json::object& object, const char* member) {
    const boost::json::value* value = object.if_contains(member);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

// The roles a body names; id and name both have to be right.
std::vector<Role> namedRoles(const AdminCall& admin, const std::vector<Role>& known) {
    std::vector<Role> named;
    for (const boost::json::object& entry : objectsBody(admin.call.body, admin.call.contentType)) {
        const Role* role = roleNamed(known, textMember(entry, "name"));
        if (role == nullptr || role->id != textMember(entry, "id"))
            throw Refusal{adminError(404, "Role not found")};
        named.push_back(*role);
    }
    return named;
}

void removeName(Names& names, const std::string& name) {
    names.erase(std::remove(names.begin(), names.end(), name), names.end());
}

// Gives or takes realm roles. Who does not hold the role admin cannot give or take what it brings.
Reply changeRealmRoles(const Realm& realm, const AdminCall& admin, bool give) {
    const auto held = realm.users.lock();
    User user = manageableUser(realm, admin);
    for (const Role& role : namedRoles(admin, realm.roles.realmRoles())) {
        if (role.name == "admin" || role.name == "create-realm")
            demand(admin.rights.admin);
        if (role.name == "admin")
            user.admin = give;
        else if (give)
            addName(user.realmRoles, role.name);
        else
            removeName(user.realmRoles, role.name);
    }
    realm.users.update(user);
    return emptyReply(204);
}

const std::vector<Role>& rolesOfClient(const Realm& realm, const ListedClient& client) {
    static const std::vector<Role> none;
    return client.clientId == "master-realm" ? realm.roles.masterRealmRoles() : none;
}

const ListedClient& namedClient(const Realm& realm, const std::string& id, const char* error) {
    const ListedClient* client = realm.roles.client(id);
    if (client == nullptr)
        throw Refusal{adminError(404, error)};
    return *client;
}

Reply changeClientRoles(const Realm& realm, const AdminCall& admin, bool give) {
    const auto held = realm.users.lock();
    User user = manageableUser(realm, admin);
    const ListedClient& client = namedClient(realm, admin.ids.back(), "Client not found");
    for (const Role& role : namedRoles(admin, rolesOfClient(realm, client))) {
        if (role.name.find("users") == std::string::npos && role.name != "query-groups")
            demand(admin.rights.admin);
        if (give)
            addName(user.rights, role.name);
        else
            removeName(user.rights, role.name);
    }
    realm.users.update(user);
    return emptyReply(204);
}

Reply clientMappings(const Realm& realm, const AdminCall& admin, Names (*namesOf)(const User&)) {
    const User user = visibleUser(realm, admin);
    const ListedClient& client = namedClient(realm, admin.ids.back(), "Client not found");
    return adminJson(listOf(among(rolesOfClient(realm, client), namesOf(user), true)));
}

} // namespace

Reply adminRoles(const Realm& realm, const AdminCall& admin) {
    demand(admin.rights.listRealm);
    return adminJson(listOf(realm.roles.realmRoles()));
}

Reply adminRole(const Realm& realm, const AdminCall& admin) {
    demand(admin.rights.viewRealm);
    return oneRole(realm.roles.realmRoles(), admin.ids.front());
}

Reply adminRoleUsers(const Realm& realm, const AdminCall& admin) {
    demand(admin.rights.viewRealm);
    const std::string& name = admin.ids.front();
    if (roleNamed(realm.roles.realmRoles(), name) == nullptr)
        return adminError(404, "Could not find role");
    const auto number = [&admin](const char* parameter, int absent) {
        const auto text = admin.query.value(parameter);
        return text ? std::atoi(text->c_str()) : absent;
    };
    UserFilter filter{"admin = 1", {}};
    if (name != "admin") // given directly: what a composite role brings along does not count
        filter = {"instr(' ' || realmroles || ' ', ?) > 0", {" " + name + " "}};
    std::string body = "[";
    realm.users.list(filter, std::max(0, number("first", 0)), number("max", 100), [&body](const User& user) {
        if (body.size() > 1)
            body += ',';
        appendRepresentation(body, user, Representation::Full, user.enabled);
    });
    return adminJson(body + "]");
}

Reply adminMappings(const Realm& realm, const AdminCall& admin) {
    const User user = visibleUser(realm, admin);
    const auto ofRealm = among(realm.roles.realmRoles(), RoleBook::directRealmRoles(user), true);
    const auto ofClient = among(realm.roles.masterRealmRoles(), user.rights, true);
    std::string body;
    if (!ofRealm.empty())
        body += "\"realmMappings\":" + listOf(ofRealm);
    if (!ofClient.empty()) {
        const std::string id = realm.roles.clientNamed("master-realm")->id;
        body += body.empty() ? "" : ",";
        body += R"("clientMappings":{"master-realm":{"id":")" + id + R"(","client":"master-realm","mappings":)"
                + listOf(ofClient) + "}}";
    }
    return adminJson("{" + body + "}");
}

Reply adminRealmMappings(const Realm& realm, const AdminCall& admin) {
    const User user = visibleUser(realm, admin);
    return adminJson(listOf(among(realm.roles.realmRoles(), RoleBook::directRealmRoles(user), true)));
}

Reply adminRealmMappingsComposite(const Realm& realm, const AdminCall& admin) {
    const User user = visibleUser(realm, admin);
    return adminJson(listOf(among(realm.roles.realmRoles(), RoleBook::effectiveRealmRoles(user), true)));
}

Reply adminRealmMappingsAvailable(const Realm& realm, const AdminCall& admin) {
    const User user = visibleUser(realm, admin);
    auto roles = among(realm.roles.realmRoles(), RoleBook::directRealmRoles(user), false);
    if (!admin.rights.admin)
        roles = among(roles, {"admin", "create-realm"}, false);
    return adminJson(admin.rights.manageUsers ? listOf(roles) : "[]");
}

Reply adminRealmMappingsAdd(const Realm& realm, const AdminCall& admin) {
    return changeRealmRoles(realm, admin, true);
}

Reply adminRealmMappingsRemove(const Realm& realm, const AdminCall& admin) {
    return changeRealmRoles(realm, admin, false);
}

Reply adminClientMappings(const Realm& realm, const AdminCall& admin) {
    return clientMappings(realm, admin, [](const User& user) { return user.rights; });
}

Reply adminClientMappingsComposite(const Realm& realm, const AdminCall& admin) {
    return clientMappings(realm, admin, RoleBook::effectiveRights);
}

Reply adminClientMappingsAdd(const Realm& realm, const AdminCall& admin) {
    return changeClientRoles(realm, admin, true);
}

Reply adminClientMappingsRemove(const Realm& realm, const AdminCall& admin) {
    return changeClientRoles(realm, admin, false);
}

Reply adminClientRoles(const Realm& realm, const AdminCall& admin) {
    demand(admin.rights.viewClients);
    return adminJson(listOf(rolesOfClient(realm, namedClient(realm, admin.ids.front(), "Could not find client"))));
}

Reply adminClientRole(const Realm& realm, const AdminCall& admin) {
    demand(admin.rights.viewClients);
    const ListedClient& client = namedClient(realm, admin.ids.front(), "Could not find client");
    return oneRole(rolesOfClient(realm, client), admin.ids.back());
}

} // namespace wallaroo::sandbox
