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
    qint64 refreshLifetimeMs = 0; ///< of the refresh token, when it came

    /// A new access token; a new refresh token replaces the old one, none keeps it (RFC 6749 §6).
    void take(const TokenAnswer& answer, const Clock& clock);
    /// Whether a call may go out with the access token: not within 10 s of its end, or the last fifth of a short life.
    [[nodiscard]] bool isFresh(const Clock& clock) const;
};

/// 80 % of the shorter of the two lives, the refresh token's ignored where it has none (rule 15): with 3600 and 1800 s,
/// as a real instance gives them, waiting for the access token's end would come too late every time. At least 5 s, so
/// that no answer makes a loop.
[[nodiscard]] qint64 refreshDueMs(const TokenAnswer& answer);

/// The access token with its lives, for the other processes on the same profile to find in the keychain. Ends are by
/// the wall clock, which they have in common.
[[nodiscard]] Secret packedTokens(const TokenAnswer& answer, const Clock& clock);
/// What is left of them; nothing where it is garbage, of a newer version or past. Without the refresh token.
[[nodiscard]] std::optional<TokenAnswer> unpackedTokens(const Secret& packed, const Clock& clock);

/// With less than this left another process's access token is not worth taking over.
inline constexpr qint64 adoptableMs = 15'000;

} // namespace wallaroo::session
