#include "sandbox/rolebook.h"

#include "sandbox/randomness.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace wallaroo::sandbox {

namespace {

constexpr const char* kDefaultRole = "default-roles-master";

constexpr std::array<std::string_view, 5> kRealmRoles{kDefaultRole, "uma_authorization", "admin", "offline_access",
                                                      "create-realm"};
constexpr std::array<std::string_view, 18> kMasterRealmRoles{"manage-users",
                                                             "view-users",
                                                             "query-users",
                                                             "create-client",
                                                             "impersonation",
                                                             "manage-clients",
                                                             "query-groups",
                                                             "manage-realm",
                                                             "view-identity-providers",
                                                             "view-realm",
                                                             "view-authorization",
                                                             "view-events",
                                                             "manage-events",
                                                             "manage-identity-providers",
                                                             "manage-authorization",
                                                             "query-realms",
                                                             "query-clients",
                                                             "view-clients"};

// A version 4 UUID made of a digest, so that one stored value is enough for all ids.
std::string derivedUuid(const std::string& base, const std::string& name) {
    const std::string text = base + "\n" + name;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
    digest[6] = static_cast<unsigned char>((digest[6] & 0x0fU) | 0x40U);
    digest[8] = static_cast<unsigned char>((digest[8] & 0x3fU) | 0x80U);
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string uuid;
    for (std::size_t i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            uuid += '-';
        uuid += kHex[digest[i] >> 4U];
        uuid += kHex[digest[i] & 0x0fU];
    }
    return uuid;
}

std::string storedBase(Database& database) {
    if (const auto base = database.setting("realm-id"))
        return *base;
    std::string base = randomUuid();
    database.setSetting("realm-id", base);
    return base;
}

bool isComposite(std::string_view name) {
    return name == kDefaultRole || name == "admin" || name == "view-users" || name == "view-clients";
}

template <std::size_t N>
std::vector<Role> rolesIn(const std::array<std::string_view, N>& names, const std::string& base,
                          const std::string& container, bool ofClient) {
    std::vector<Role> roles;
    roles.reserve(N);
    for (const std::string_view name : names)
        roles.push_back({derivedUuid(base, "role " + container + " " + std::string(name)), std::string(name),
                         isComposite(name), ofClient, container});
    return roles;
}

} // namespace

RoleBook::RoleBook(Database& database, const Clients& clients) : m_realmId(storedBase(database)) {
    m_clients = {{{}, "account", true, false},      {{}, "account-console", true, false},
                 {{}, "admin-cli", true, false},    {{}, "broker", false, true},
                 {{}, "master-realm", false, true}, {{}, "security-admin-console", true, false}};
    for (const Client& client : clients.all())
        m_clients.push_back(
            {{}, client.id, client.isPublic, false, client.serviceAccount, client.enabled, client.directGrants});
    std::sort(m_clients.begin(), m_clients.end(),
              [](const ListedClient& a, const ListedClient& b) { return a.clientId < b.clientId; });
    for (ListedClient& client : m_clients)
        client.id = derivedUuid(m_realmId, "client " + client.clientId);
    m_realmRoles = rolesIn(kRealmRoles, m_realmId, m_realmId, false);
    m_masterRealmRoles = rolesIn(kMasterRealmRoles, m_realmId, clientNamed("master-realm")->id, true);
}

const ListedClient* RoleBook::client(const std::string& id) const {
    const auto found =
        std::find_if(m_clients.begin(), m_clients.end(), [&id](const ListedClient& client) { return client.id == id; });
    return found == m_clients.end() ? nullptr : &*found;
}

const ListedClient* RoleBook::clientNamed(const std::string& clientId) const {
    const auto found = std::find_if(m_clients.begin(), m_clients.end(),
                                    [&clientId](const ListedClient& client) { return client.clientId == clientId; });
    return found == m_clients.end() ? nullptr : &*found;
}

std::vector<std::string> RoleBook::directRealmRoles(const User& user) {
    std::vector<std::string> names = user.realmRoles;
    if (user.admin)
        addName(names, "admin");
    return names;
}

std::vector<std::string> RoleBook::effectiveRealmRoles(const User& user) {
    std::vector<std::string> names = directRealmRoles(user);
    const auto has = [&names](const char* name) { return std::find(names.begin(), names.end(), name) != names.end(); };
    if (has(kDefaultRole)) {
        addName(names, "offline_access");
        addName(names, "uma_authorization");
    }
    if (has("admin"))
        addName(names, "create-realm");
    return names;
}

std::vector<std::string> RoleBook::effectiveRights(const User& user) {
    if (user.admin)
        return {kMasterRealmRoles.begin(), kMasterRealmRoles.end()};
    std::vector<std::string> names = user.rights;
    const auto has = [&user](const char* name) {
        return std::find(user.rights.begin(), user.rights.end(), name) != user.rights.end();
    };
    if (has("view-users")) {
        addName(names, "query-users");
        addName(names, "query-groups");
    }
    if (has("view-clients"))
        addName(names, "query-clients");
    return names;
}

const Role* roleNamed(const std::vector<Role>& roles, const std::string& name) {
    const auto found =
        std::find_if(roles.begin(), roles.end(), [&name](const Role& role) { return role.name == name; });
    return found == roles.end() ? nullptr : &*found;
}

void addName(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
}

} // namespace wallaroo::sandbox
