#pragma once

#include "sandbox/claims.h"
#include "sandbox/realm.h"

#include <optional>

namespace wallaroo::sandbox {

enum class SignInFault { None, Wrong, Disabled, NotSetUp };

struct SignIn {
    SignInFault fault = SignInFault::Wrong;
    std::optional<User> user; ///< without a fault
};

/// User name, password and, of who needs one, the one-time code. Wrong is all that is said of any of them, nor of
/// an account that is locked; `address` is remembered of who guesses.
SignIn signIn(const Realm& realm, const Form& form, const std::string& address);

/// Somebody signed in, with a password or with a code: that is the last sign-in that is told from now on. Keycloak's
/// log of events, which it is told from, has a refresh as something else.
void noteSignIn(const Realm& realm, const std::string& userId);

/// The scope that a request asks for. Throws Refusal when a word in it is unknown.
std::string requestedScope(const Form& form);

/// Access and refresh token of a session, as the token endpoint hands them out.
Reply sessionTokens(const Realm& realm, const TokenFacts& facts, const User& user, const Session& session);

/// `grant_type=urn:ietf:params:oauth:grant-type:device_code`.
Reply deviceGrant(const Realm& realm, const Call& call, const Form& form, const Client& client);

} // namespace wallaroo::sandbox
