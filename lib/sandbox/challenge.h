#pragma once

#include "sandbox/encoding.h"

#include <optional>
#include <string>

namespace wallaroo::sandbox {

/// RFC 7636: what a client commits itself to when it asks for a code; with the code it has to show the verifier.
struct Challenge {
    std::string text;     ///< empty: the client gave none, and needs none
    bool isPlain = false; ///< the verifier as it is, else its SHA-256
};

/// `code_challenge` and `code_challenge_method` of a form. Throws Refusal with Keycloak's answer.
Challenge challengeOf(const Form& form);

/// What Keycloak says of this verifier; nothing when it is the right one.
std::optional<std::string> verifierFault(const Challenge& challenge, const std::optional<std::string>& verifier);

} // namespace wallaroo::sandbox
