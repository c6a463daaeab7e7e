#include "sandbox/rotation.h"

#include "sandbox/keyring.h"

namespace wallaroo::sandbox {

Rotation::Use Rotation::use(const boost::json::object& claims, std::int64_t now) {
    if (!isOn())
        return Use::Allowed;
    const std::lock_guard held(m_mutex);
    Last& last = m_last[textClaim(claims, "sid")];
    const std::string jti = textClaim(claims, "jti");
    if (last.jti != jti) {
        const boost::json::value* issued = claims.if_contains("iat");
        if (!last.jti.empty() && issued != nullptr && issued->is_int64() && issued->get_int64() < last.when)
            return Use::Stale;
        last = {jti, now, 0, last.detached};
    }
    return ++last.uses > m_reuse + 1 ? Use::TooOften : Use::Allowed;
}

void Rotation::detach(const std::string& session) {
    const std::lock_guard held(m_mutex);
    m_last[session].detached = true;
}

bool Rotation::isDetached(const std::string& session) {
    const std::lock_guard held(m_mutex);
    const auto found = m_last.find(session);
    return found != m_last.end() && found->second.detached;
}

} // namespace wallaroo::sandbox
