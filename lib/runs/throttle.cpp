#include "runs/throttle.h"

#include <algorithm>

namespace wallaroo::runs {
namespace {

constexpr int longestHoldSeconds = 120;

} // namespace

void Throttle::refused(std::optional<int> retryAfterSeconds) {
    const bool burst = holdMs() > 0;
    if (!burst) {
        m_width = std::max(1, m_width / 2);
        m_refusals = std::min(m_refusals + 1, 6);
    } else if (m_refusals == 0) { // a good answer that was on its way already came between
        m_refusals = 1;
    }
    m_good = 0;
    // Without a word from the server 1, 2, 4, … seconds
    const int asked = retryAfterSeconds ? *retryAfterSeconds : 1 << (m_refusals - 1);
    const int seconds = std::clamp(asked, 0, longestHoldSeconds);
    const Deadline until(*m_clock, std::max(1000LL * seconds, 100LL));
    if (!burst || until.leftMs(*m_clock) > holdMs())
        m_until = until;
}

void Throttle::accepted() {
    m_refusals = 0;
    if (++m_good < m_width)
        return;
    m_good = 0;
    m_width = std::min(m_width + 1, m_widest);
}

qint64 Throttle::holdMs() const {
    return m_until ? m_until->leftMs(*m_clock) : 0;
}

void Pace::begin() {
    m_beganMs = m_clock->steadyMs();
    m_over = 0;
}

std::optional<qint64> Pace::msLeft(int remaining) const {
    if (remaining == 0)
        return 0;
    if (m_over == 0)
        return std::nullopt;
    return (m_clock->steadyMs() - m_beganMs) * remaining / m_over;
}

} // namespace wallaroo::runs
