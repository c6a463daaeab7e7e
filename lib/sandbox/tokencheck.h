#pragma once

#include "sandbox/realm.h"

#include <boost/json/object.hpp>

#include <optional>

namespace wallaroo::sandbox {

enum class TokenState { Active, Invalid, Revoked, SessionEnded, UserDisabled };

/// What introspection, userinfo and revocation find out about a token of any kind.
struct CheckedToken {
    TokenState state = TokenState::Invalid;
    boost::json::object claims; ///< empty when invalid
    std::optional<User> user;   ///< absent for inference tokens
    bool isRefreshToken = false;
};

/// Signature, issuer, time, revocation, then session and user: unlike the MLOps API, Keycloak asks its own state.
CheckedToken checkedToken(const Realm& realm, const Call& call, const std::string& token);

} // namespace wallaroo::sandbox
