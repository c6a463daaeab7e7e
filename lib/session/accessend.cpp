#include "session/accessend.h"

#include <algorithm>

namespace wallaroo::session {

AccessEnd accessEnd(const AccessFacts& facts) {
    const qint64 closed = std::min(facts.deactivatedMs.value_or(facts.nowMs), facts.nowMs);
    AccessEnd end;
    end.atMs = closed + facts.tokenLifetimeMs;
    if (facts.lastAccessMs && !facts.lastAccessMs->empty()) {
        // A session's last access is its last token; none came after the account was closed.
        const qint64 last = *std::max_element(facts.lastAccessMs->begin(), facts.lastAccessMs->end());
        end.atMs = std::min(last, closed) + facts.tokenLifetimeMs;
        end.fromSessions = true;
    }
    // No session at all proves nothing: it may have ended while its last token lives on.
    end.isPast = end.atMs <= facts.nowMs;
    return end;
}

} // namespace wallaroo::session
