#include "session/alarm.h"

#include <algorithm>
#include <chrono>

namespace wallaroo::session {
namespace {

constexpr qint64 longestSleepMs = 30'000;

} // namespace

Alarm::Alarm(const Clock& clock, std::function<void()> ring) : m_clock(clock), m_ring(std::move(ring)) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Alarm::check);
}

void Alarm::set(const Deadline& deadline) {
    m_deadline = deadline;
    // Also where it is past already: nothing rings from inside set().
    m_timer.start(std::chrono::milliseconds(std::min(deadline.leftMs(m_clock), longestSleepMs)));
}

void Alarm::clear() {
    m_deadline.reset();
    m_timer.stop();
}

void Alarm::check() {
    if (!m_deadline)
        return;
    if (!m_deadline->isPast(m_clock))
        return set(*m_deadline);
    clear();
    m_ring();
}

} // namespace wallaroo::session
