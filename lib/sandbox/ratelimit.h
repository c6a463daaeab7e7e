#pragma once

#include "sandbox/exchange.h"

#include <chrono>
#include <mutex>
#include <optional>

namespace wallaroo::sandbox {

/// A proxy that lets so many calls a second through, and answers 429 to the rest, with the seconds to wait.
class RateLimit {
public:
    /// 0 a second: no limit.
    explicit RateLimit(int perSecond) : m_perSecond(perSecond), m_left(perSecond) {}

    std::optional<Reply> refusal();

private:
    using Clock = std::chrono::steady_clock;

    const int m_perSecond;
    std::mutex m_mutex;
    double m_left; ///< calls that may come at once
    Clock::time_point m_filled = Clock::now();
};

} // namespace wallaroo::sandbox
