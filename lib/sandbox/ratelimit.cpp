#include "sandbox/ratelimit.h"

#include <algorithm>

namespace wallaroo::sandbox {

std::optional<Reply> RateLimit::refusal() {
    if (m_perSecond == 0)
        return std::nullopt;
    const std::lock_guard held(m_mutex);
    const auto now = Clock::now();
    const double seconds = std::chrono::duration<double>(now - m_filled).count();
    m_left = std::min<double>(m_perSecond, m_left + seconds * m_perSecond);
    m_filled = now;
    if (m_left >= 1) {
        m_left -= 1;
        return std::nullopt;
    }
    Reply reply = textReply(429, "local_rate_limited"); // as Envoy says it
    reply.headers.emplace_back("Retry-After", "1");
    return reply;
}

} // namespace wallaroo::sandbox
