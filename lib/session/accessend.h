#pragma once

#include <QtGlobal>

#include <optional>
#include <vector>

namespace wallaroo::session {

/// What is known about the tokens of a person who is deactivated. Milliseconds since 1970 UTC, by the server's clock.
struct AccessFacts {
    qint64 nowMs = 0;
    /// When the account was closed; nothing while it is open, or where that is not known: then "now" counts.
    std::optional<qint64> deactivatedMs;
    /// How long access tokens live, as far as this program knows: those of its own client.
    qint64 tokenLifetimeMs = 0;
    /// When each of the person's sessions got its last token, where the account may ask for that; nothing where not.
    std::optional<std::vector<qint64>> lastAccessMs;
};

/// The last moment a token can still work. Keycloak gives no new one to a closed account; one given before is believed
/// by the platform until its end, because nobody asks Keycloak about it again.
struct AccessEnd {
    qint64 atMs = 0;
    /// Known from the person's own sessions, not only assumed from the moment of closing.
    bool fromSessions = false;
    bool isPast = false; ///< nothing works any more
};

[[nodiscard]] AccessEnd accessEnd(const AccessFacts& facts);

} // namespace wallaroo::session
