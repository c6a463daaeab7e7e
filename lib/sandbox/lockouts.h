#pragma once

#include "sandbox/database.h"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>

namespace wallaroo::sandbox {

/// How the realm defends passwords against guessing; the members as Keycloak names them, times in seconds.
struct BruteForceRules {
    bool bruteForceProtected = true;
    bool permanentLockout = false;
    std::int64_t failureFactor = 30;
    std::int64_t waitIncrementSeconds = 60;
    std::int64_t maxFailureWaitSeconds = 900;
};

/// What is known about wrong passwords for one user.
struct LockState {
    std::int64_t failures = 0;
    std::int64_t lockouts = 0;
    std::int64_t lastFailure = 0; ///< ms since 1970 UTC
    std::string lastAddress = "n/a";
    std::int64_t lockedTill = 0; ///< seconds; kForever: until somebody unlocks

    static constexpr std::int64_t kForever = INT64_MAX;

    bool isLocked(std::int64_t now) const { return lockedTill > now; }
};

/// Counts wrong passwords and locks accounts for a while, as Keycloak's brute force detection does. A lock is not the
/// account's own `enabled`, which stays as it is. Safe to use from several threads.
class Lockouts {
public:
    explicit Lockouts(Database& database) : m_database(database) {}

    BruteForceRules rules();
    /// Takes the members named as in BruteForceRules out of a realm representation; others do not matter here.
    void setRules(const boost::json::object& realm);

    /// As a caller sees it: zeros while the protection is off.
    LockState state(const std::string& userId);

    bool isLocked(const std::string& userId, std::int64_t now) { return state(userId).isLocked(now); }

    void failed(const std::string& userId, const std::string& address, std::int64_t now);
    void lockForever(const std::string& userId, const std::string& address, std::int64_t now);
    void clear(const std::string& userId);
    void clearAll();

private:
    LockState stored(const std::string& userId);
    void store(const std::string& userId, const LockState& state);

    Database& m_database;
};

} // namespace wallaroo::sandbox
