#pragma once

#include "sandbox/database.h"

#include <cstdint>
#include <optional>
#include <string>

namespace wallaroo::sandbox {

/// A signed-in user at one client, as Keycloak keeps it.
struct Session {
    std::string id;
    std::string userId;
    std::string clientId;
    bool offline = false;
    std::int64_t started = 0; ///< seconds since 1970 UTC
};

/// Sessions that have not been ended. Safe to use from several threads.
class Sessions {
public:
    explicit Sessions(Database& database) : m_database(database) {}

    Session begin(const std::string& userId, const std::string& clientId, bool offline, std::int64_t now);
    std::optional<Session> find(const std::string& id);
    void end(const std::string& id);
    /// What revoking a refresh token does: every session of this user with this client.
    void endAll(const std::string& userId, const std::string& clientId);

    /// Single access tokens that were revoked while their session lives, by their `jti`.
    void revoke(const std::string& jti);
    bool isRevoked(const std::string& jti);

private:
    Database& m_database;
};

} // namespace wallaroo::sandbox
