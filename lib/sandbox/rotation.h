#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace wallaroo::sandbox {

/// The realm setting "Revoke refresh token": how often a refresh token may be used. Keycloak counts the uses of the
/// token that was used last; an older one is stale. In memory, as it is in Keycloak. Safe to use from several threads.
class Rotation {
public:
    enum class Use { Allowed, Stale, TooOften };

    /// reuse: further uses of the same token; negative: rotation is off, all may be used for ever.
    explicit Rotation(int reuse) : m_reuse(reuse) {}

    bool isOn() const { return m_reuse >= 0; }

    /// After a violation: the session is no longer of this client.
    void detach(const std::string& session);
    bool isDetached(const std::string& session);

    /// claims: those of the refresh token that is being used.
    Use use(const boost::json::object& claims, std::int64_t now);

private:
    struct Last {
        std::string jti;
        std::int64_t when = 0; ///< of its first use
        int uses = 0;
        bool detached = false;
    };

    const int m_reuse;
    std::mutex m_mutex;
    std::map<std::string, Last> m_last; ///< by session
};

} // namespace wallaroo::sandbox
