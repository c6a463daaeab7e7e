#pragma once

#include "base/clock.h"

namespace wallaroo::test {

/// Two clocks that stand still until a test turns them, together or one alone (sleep, a changed wall clock).
class FakeClock final : public Clock {
public:
    /// 2025-01-01T00:00:00Z
    static constexpr qint64 startWallMs = 1'735'689'600'000;

    explicit FakeClock(qint64 wallMs = startWallMs) : m_wallMs(wallMs) {}

    [[nodiscard]] qint64 steadyMs() const override { return m_steadyMs; }

    [[nodiscard]] qint64 wallMs() const override { return m_wallMs; }

    /// Time goes by.
    void advance(qint64 ms) {
        m_steadyMs += ms;
        m_wallMs += ms;
    }

    /// Somebody sets the wall clock, or the computer slept while the steady clock stood still.
    void jumpWall(qint64 ms) { m_wallMs += ms; }

    /// Time goes by while the wall clock is held back by as much.
    void advanceSteady(qint64 ms) { m_steadyMs += ms; }

private:
    qint64 m_steadyMs = 1'000'000;
    qint64 m_wallMs;
};

} // namespace wallaroo::test
