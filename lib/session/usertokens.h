#pragma once

#include "base/clock.h"
#include "domain/token.h"

#include <optional>

namespace wallaroo::session {

/// What a user's sign-in holds in memory.
struct UserTokens {
    std::optional<Token> access; ///< absent: no session to send with
    Secret refresh;              ///< may be there without a session: for another try after a failed resume
    std::optional<Deadline> refreshEnd;

    /// A new access token; a new refresh token replaces the old one, none keeps it (RFC 6749 §6).
    void take(const TokenAnswer& answer, const Clock& clock);
    /// Whether a call may go out with the access token: not within 10 s of its end, or the last fifth of a short life.
    [[nodiscard]] bool isFresh(const Clock& clock) const;
};

/// 80 % of the shorter of the two lives, the refresh token's ignored where it has none (rule 15): with 3600 and 1800 s,
/// as a real instance gives them, waiting for the access token's end would come too late every time. At least 5 s, so
/// that no answer makes a loop.
[[nodiscard]] qint64 refreshDueMs(const TokenAnswer& answer);

} // namespace wallaroo::session
