#pragma once

#include "base/error.h"
#include "http/request.h"

namespace wallaroo::session {

// What a session itself has to say; everything else comes from the server's answer or the keychain.

[[nodiscard]] Error signInNeeded();
[[nodiscard]] Error sessionEnded(const QString& details = {});
/// A second 401, after a refresh that worked.
[[nodiscard]] Error tokenRefused(const Error& answer);
/// Outside the profile's two origins: nothing was sent there.
[[nodiscard]] Error foreignAddress(const http::Request& request);
/// A call that was under way when its session was closed; `sent`: it may have been applied.
[[nodiscard]] Error endedWithSession(const http::Request& request, bool sent);
[[nodiscard]] Error stillSigningOut();
[[nodiscard]] Error noClientSecret(const QString& clientId);
/// The profile says that something is there, the keychain that nothing is (rule 31).
[[nodiscard]] Error secretOutOfReach(const QString& keychain);

/// The same after a change of desktop: it was saved in another one (rule 71).
[[nodiscard]] Error secretInAnotherKeychain(const QString& savedIn, const QString& keychain);
/// The client's secret was changed at the server; the session is kept.
[[nodiscard]] Error newSecretNeeded(const Error& answer, const QString& clientId);
[[nodiscard]] Error deviceCodeExpired();
[[nodiscard]] Error lockedError();
/// Somebody else signed in where `expected`'s session was to go on.
[[nodiscard]] Error otherPerson(const QString& expected);

/// Whether the answer to a refresh says that the session is over: sign in again.
[[nodiscard]] bool endsSession(const Error& error);
/// Whether the refresh token itself is finished, so that it is dropped everywhere. Nothing else drops it (rule 19).
[[nodiscard]] bool finishesToken(const Error& error);

} // namespace wallaroo::session
