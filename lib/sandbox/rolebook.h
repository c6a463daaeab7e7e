#pragma once

#include "sandbox/clients.h"
#include "sandbox/users.h"

#include <optional>
#include <string>
#include <vector>

namespace wallaroo::sandbox {

struct Role {
    std::string id;
    std::string name;
    bool composite = false;
    bool ofClient = false;
    std::string containerId; ///< of the realm or of the client
};

/// A client as the admin REST lists it; not every one of them can sign in here.
struct ListedClient {
    std::string id; ///< Keycloak's own, not the client id
    std::string clientId;
    bool isPublic = false;
    bool bearerOnly = false;
    bool serviceAccount = false;
    bool enabled = true;
    bool directGrants = false;
};

/// Which roles and clients the realm has, with ids that stay the same as long as the state lives.
class RoleBook {
public:
    /// `clients` are those that can sign in here; Keycloak's own are added.
    RoleBook(Database& database, const Clients& clients);

    const std::string& realmId() const { return m_realmId; }

    const std::vector<Role>& realmRoles() const { return m_realmRoles; }

    const std::vector<Role>& masterRealmRoles() const { return m_masterRealmRoles; }

    const std::vector<ListedClient>& clients() const { return m_clients; }

    const ListedClient* client(const std::string& id) const;
    const ListedClient* clientNamed(const std::string& clientId) const;

    /// The names of the realm roles somebody was given.
    static std::vector<std::string> directRealmRoles(const User& user);
    /// With what those bring along.
    static std::vector<std::string> effectiveRealmRoles(const User& user);
    /// The roles of the client master-realm, with what composite ones bring along.
    static std::vector<std::string> effectiveRights(const User& user);

private:
    std::string m_realmId;
    std::vector<ListedClient> m_clients;
    std::vector<Role> m_realmRoles;
    std::vector<Role> m_masterRealmRoles;
};

/// The role with this name; null when there is none.
const Role* roleNamed(const std::vector<Role>& roles, const std::string& name);

/// Appends an id unless the list holds it.
void addName(std::vector<std::string>& names, const std::string& name);

} // namespace wallaroo::sandbox
