#pragma once

#include "base/clock.h"

#include <optional>

namespace wallaroo::runs {

/// How many requests may be on their way at a time, and until when none may leave. 429 holds all back for as long as
/// the server asks and halves the width; each round of good answers widens it by one again.
class Throttle {
public:
    Throttle(const Clock& clock, int widest) : m_clock(&clock), m_widest(widest), m_width(widest) {}

    /// A request was answered by 429. Several of one burst count once.
    void refused(std::optional<int> retryAfterSeconds);
    void accepted();

    [[nodiscard]] int width() const { return m_width; }

    /// How long still nothing may leave.
    [[nodiscard]] qint64 holdMs() const;

private:
    const Clock* m_clock;
    int m_widest;
    int m_width;
    int m_good = 0;     ///< answers since the width last changed
    int m_refusals = 0; ///< in a row, without a good answer in between
    std::optional<Deadline> m_until;
};

/// How long the rest will take, judged by how quickly it went since it began.
class Pace {
public:
    explicit Pace(const Clock& clock) : m_clock(&clock) {}

    void begin();

    void oneIsOver() { ++m_over; }

    [[nodiscard]] std::optional<qint64> msLeft(int remaining) const;

private:
    const Clock* m_clock;
    qint64 m_beganMs = 0;
    int m_over = 0;
};

} // namespace wallaroo::runs
