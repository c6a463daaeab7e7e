#include "session/refreshgate.h"

#include <utility>

namespace wallaroo::session {

bool RefreshGate::close() {
    return !std::exchange(m_closed, true);
}

void RefreshGate::wait(QObject* context, Passed passed) {
    m_waiting.push_back({context, std::move(passed)});
}

void RefreshGate::open(const Result<void>& outcome) {
    m_closed = false;
    // Those who go on may come back at once, or end everything: only what is on the stack is touched here.
    const std::vector<Waiting> leaving = std::exchange(m_waiting, {});
    const Result<void> told = outcome; // NOLINT(performance-unnecessary-copy-initialization): the caller's may die
    for (const Waiting& waiting : leaving) {
        if (waiting.context)
            waiting.passed(told);
    }
}

} // namespace wallaroo::session
