#pragma once

#include "sandbox/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wallaroo::sandbox {

/// A signed-in user at one client, as Keycloak keeps it.
struct Session {
    std::string id;
    std::string userId;
    std::string clientId;
    bool offline = false;
    std::int64_t started = 0; ///< seconds since 1970 UTC
    std::string address;      ///< numeric address of whoever signed in
    std::int64_t lastAccess = 0;
};

/// Sessions that have not been ended. Safe to use from several threads.
class Sessions {
public:
    explicit Sessions(Database& database) : m_database(database) {}

    Session begin(const std::string& userId, const std::string& clientId, bool offline, std::int64_t now,
                  const std::string& address);
    std::optional<Session> find(const std::string& id);
    /// Those an administrator sees, the oldest first. One with an offline token is among them until it is ended there.
    std::vector<Session> onlineOf(const std::string& userId);
    std::vector<Session> offlineOf(const std::string& userId, const std::string& clientId);
    void touch(const std::string& id, std::int64_t now); ///< a refresh is an access
    void end(const std::string& id);
    /// What revoking a refresh token does: every session of this user with this client.
    void endAll(const std::string& userId, const std::string& clientId);
    /// What an administrator's "log out" does: offline tokens go on. False when there is no such session.
    bool endOnline(const std::string& id);
    void endAllOnline(const std::string& userId);
    /// What deleting the user does.
    void endEverything(const std::string& userId);

    /// Single access tokens that were revoked while their session lives, by their `jti`.
    void revoke(const std::string& jti);
    bool isRevoked(const std::string& jti);

private:
    std::vector<Session> select(const char* condition, const std::string& first, const std::string& second);
    int endWhere(const char* condition, const std::string& value);

    Database& m_database;
};

} // namespace wallaroo::sandbox
