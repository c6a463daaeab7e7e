#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>

namespace wallaroo::sandbox {

/// The time-based one-time codes (RFC 6238: SHA-1, 6 digits, 30 s) of those accounts that need one beside their
/// password. In memory: keys are made anew at each start, as passwords are. Safe to use from several threads.
class OneTimeCodes {
public:
    /// A key of 20 random bytes that fits any authenticator.
    static std::string newKey();
    /// As authenticators take it: base32 without padding.
    static std::string base32(const std::string& key);

    void give(const std::string& username, const std::string& key);
    bool wanted(const std::string& username) const;

    /// Right for now, the step before or the one after, and not used before. Uses it up.
    bool accept(const std::string& username, const std::string& code, std::int64_t now);

private:
    struct Device {
        std::string key;
        std::set<std::int64_t> used; ///< steps whose code was taken
    };

    mutable std::mutex m_mutex;
    std::map<std::string, Device> m_devices;
};

} // namespace wallaroo::sandbox
