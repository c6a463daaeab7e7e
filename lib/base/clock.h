#pragma once

#include <QtGlobal>

namespace wallaroo {

/// The two clocks that deadlines are kept on: a steady one may stop in sleep, the wall clock may jump, so what matters
/// is past as soon as either says so. Injected, so that tests can turn both.
class Clock {
public:
    Clock() = default;
    virtual ~Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;

    /// Milliseconds from an arbitrary start, never backwards.
    [[nodiscard]] virtual qint64 steadyMs() const = 0;
    /// Milliseconds since 1970 UTC.
    [[nodiscard]] virtual qint64 wallMs() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] qint64 steadyMs() const override;
    [[nodiscard]] qint64 wallMs() const override;
};

/// A moment in the future by both clocks.
class Deadline {
public:
    Deadline() = default;

    Deadline(const Clock& clock, qint64 inMs) : m_steadyMs(clock.steadyMs() + inMs), m_wallMs(clock.wallMs() + inMs) {}

    /// What is left, by the clock that says less; 0 when past; never negative.
    [[nodiscard]] qint64 leftMs(const Clock& clock) const;

    [[nodiscard]] bool isPast(const Clock& clock) const { return leftMs(clock) == 0; }

    /// The moment on the wall clock, for "until about 17:30".
    [[nodiscard]] qint64 wallMs() const { return m_wallMs; }

private:
    qint64 m_steadyMs = 0;
    qint64 m_wallMs = 0;
};

} // namespace wallaroo
