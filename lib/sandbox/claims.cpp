#include "sandbox/claims.h"

#include "sandbox/randomness.h"
#include "sandbox/rolebook.h"

#include <boost/json/array.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace wallaroo::sandbox {

namespace {

namespace json = boost::json;

json::array namesOf(const std::vector<std::string>& names) {
    json::array array;
    for (const std::string& name : names)
        array.emplace_back(name);
    return array;
}

const json::object& accountAccess() {
    static const json::object access{{"roles", {"manage-account", "manage-account-links", "view-profile"}}};
    return access;
}

json::object hasuraClaims(const std::string& userId, const std::optional<std::string>& email, bool admin) {
    json::object claims{{"x-hasura-user-id", userId}, {"x-hasura-default-role", admin ? "admin_user" : "user"}};
    if (email)
        claims["x-hasura-user-email"] = *email;
    claims["x-hasura-allowed-roles"] = admin ? json::array{"user", "admin_user"} : json::array{"user"};
    claims["x-hasura-user-groups"] = "{}";
    return claims;
}

json::object beginning(const TokenFacts& facts, json::value audience, const std::string& subject, const char* type) {
    return {{"exp", facts.now + facts.client.accessTokenSeconds},
            {"iat", facts.now},
            {"jti", randomUuid()},
            {"iss", facts.issuer},
            {"aud", std::move(audience)},
            {"sub", subject},
            {"typ", type},
            {"azp", facts.client.id}};
}

// OpenID Connect Core, section 3.1.3.6: the left half of the token's SHA-256.
std::string halfHash(const std::string& token) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(token.data(), token.size(), digest.data(), &size, EVP_sha256(), nullptr);
    return base64Url({reinterpret_cast<const char*>(digest.data()), size / 2});
}

std::string serviceUserName(const Client& client) {
    return "service-account-" + client.id;
}

} // namespace

void addProfile(json::object& claims, const User& user) {
    claims["email_verified"] = user.emailVerified;
    std::string name = user.firstName.value_or("");
    if (user.lastName)
        name += (name.empty() ? "" : " ") + *user.lastName;
    if (!name.empty())
        claims["name"] = name;
    claims["preferred_username"] = user.username;
    if (user.firstName)
        claims["given_name"] = *user.firstName;
    if (user.lastName)
        claims["family_name"] = *user.lastName;
    if (user.email)
        claims["email"] = *user.email;
}

std::int64_t refreshEnd(const TokenFacts& facts, const Session& session) {
    return std::min(facts.now + facts.client.sessionIdleSeconds, session.started + facts.client.sessionMaximumSeconds);
}

json::object accessClaims(const TokenFacts& facts, const User& user, const Session& session) {
    const auto rights = RoleBook::effectiveRights(user);
    json::value audience = "account"; // of one client alone it is no list
    json::object access{{"account", accountAccess()}};
    if (!rights.empty()) {
        audience = json::array{"master-realm", "account"};
        access["master-realm"] = json::object{{"roles", namesOf(rights)}};
    }
    json::object claims = beginning(facts, std::move(audience), user.id, "Bearer");
    if (facts.signedInAt > 0)
        claims["auth_time"] = facts.signedInAt;
    claims["sid"] = session.id;
    claims["acr"] = "1";
    claims["allowed-origins"] = json::array{"*"};
    claims["realm_access"] = json::object{{"roles", namesOf(RoleBook::effectiveRealmRoles(user))}};
    claims["resource_access"] = std::move(access);
    claims["scope"] = facts.scope;
    claims["https://hasura.io/jwt/claims"] = hasuraClaims(user.id, user.email, user.admin);
    addProfile(claims, user);
    return claims;
}

json::object refreshClaims(const TokenFacts& facts, const Session& session) {
    json::object claims =
        beginning(facts, json::string(facts.issuer), session.userId, session.offline ? "Offline" : "Refresh");
    if (session.offline)
        claims.erase("exp");
    else
        claims["exp"] = refreshEnd(facts, session);
    claims["sid"] = session.id;
    claims["scope"] = facts.scope;
    return claims;
}

json::object idClaims(const TokenFacts& facts, const User& user, const Session& session,
                      const std::string& accessToken) {
    json::object claims = beginning(facts, json::string(facts.client.id), user.id, "ID");
    claims["sid"] = session.id;
    claims["at_hash"] = halfHash(accessToken);
    claims["acr"] = "1";
    addProfile(claims, user);
    return claims;
}

json::object serviceClaims(const TokenFacts& facts, const std::string& clientAddress) {
    const std::string& id = facts.client.serviceAccountId;
    json::object claims = beginning(facts, "account", id, "Bearer");
    claims["acr"] = "1";
    claims["allowed-origins"] = json::array{"*"};
    claims["realm_access"] = json::object{{"roles", namesOf(RoleBook::effectiveRealmRoles(User()))}};
    claims["resource_access"] = json::object{{"account", accountAccess()}};
    claims["scope"] = facts.scope;
    claims["https://hasura.io/jwt/claims"] = hasuraClaims(id, std::nullopt, false);
    claims["clientHost"] = clientAddress;
    claims["email_verified"] = false;
    claims["preferred_username"] = serviceUserName(facts.client);
    claims["clientAddress"] = clientAddress;
    claims["client_id"] = facts.client.id;
    return claims;
}

json::object serviceIdClaims(const TokenFacts& facts, const std::string& accessToken) {
    json::object claims = beginning(facts, json::string(facts.client.id), facts.client.serviceAccountId, "ID");
    claims["at_hash"] = halfHash(accessToken);
    claims["acr"] = "1";
    claims["email_verified"] = false;
    claims["preferred_username"] = serviceUserName(facts.client);
    return claims;
}

} // namespace wallaroo::sandbox
