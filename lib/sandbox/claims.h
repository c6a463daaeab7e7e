#pragma once

#include "sandbox/clients.h"
#include "sandbox/sessions.h"
#include "sandbox/users.h"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>

namespace wallaroo::sandbox {

/// What all tokens of one answer have in common.
struct TokenFacts {
    std::string issuer;
    std::int64_t now = 0; ///< seconds since 1970 UTC
    std::string scope;
    const Client& client;
    std::int64_t signedInAt = 0; ///< `auth_time`, of whoever signed in on a page
};

boost::json::object accessClaims(const TokenFacts& facts, const User& user, const Session& session);
boost::json::object refreshClaims(const TokenFacts& facts, const Session& session);
boost::json::object idClaims(const TokenFacts& facts, const User& user, const Session& session,
                             const std::string& accessToken);
/// The inference token of a confidential client: no user behind it, no session.
boost::json::object serviceClaims(const TokenFacts& facts, const std::string& clientAddress);
boost::json::object serviceIdClaims(const TokenFacts& facts, const std::string& accessToken);

/// Adds email_verified, name, preferred_username, given_name, family_name and email, as far as they are set.
void addProfile(boost::json::object& claims, const User& user);

/// A refresh token's end: idle time, but not past the session's maximum.
std::int64_t refreshEnd(const TokenFacts& facts, const Session& session);

} // namespace wallaroo::sandbox
