#include "sandbox/claims.h"
#include "sandbox/realm.h"
#include "sandbox/scopes.h"
#include "sandbox/tokencheck.h"

#include <boost/json/serialize.hpp>

namespace wallaroo::sandbox {

namespace {

namespace json = boost::json;

// Empty body: what is wrong stands in the header alone.
Reply bearerRefusal(int status, const std::string& error, const std::string& description) {
    Reply reply = emptyReply(status);
    reply.headers.emplace_back("Content-Type", "text/plain;charset=utf-8");
    std::string challenge = "Bearer realm=\"master\"";
    if (!error.empty())
        challenge += ", error=\"" + error + "\", error_description=\"" + description + "\"";
    reply.headers.emplace_back("WWW-Authenticate", challenge);
    return reply;
}

std::string bearerToken(const Call& call) {
    if (lowerCase(call.authorization.substr(0, 7)) == "bearer ")
        return call.authorization.substr(7);
    return Form::ofBody(call.body, call.contentType).value("access_token").value_or("");
}

// Of a refresh token Keycloak tells what an access token of its session would hold.
void addAccessClaims(const Realm& realm, json::object& claims, const User& user) {
    const Client* client = realm.clients.find(textClaim(claims, "azp"));
    if (client == nullptr)
        return;
    const TokenFacts facts{textClaim(claims, "iss"), secondsNow(), textClaim(claims, "scope"), *client};
    Session session;
    session.id = textClaim(claims, "sid");
    for (auto& [name, value] : accessClaims(facts, user, session))
        claims.emplace(name, value); // what the refresh token has of its own stays
}

std::string inactive() {
    return "{\"active\":false}";
}

} // namespace

Reply userInfoEndpoint(const Realm& realm, const Call& call) {
    const std::string token = bearerToken(call);
    if (token.empty())
        return bearerRefusal(401, {}, {});
    const CheckedToken checked = checkedToken(realm, call, token);
    if (checked.state == TokenState::Invalid || checked.state == TokenState::Revoked || checked.isRefreshToken
        || textClaim(checked.claims, "typ") != "Bearer")
        return bearerRefusal(401, "invalid_token", "Token verification failed");
    if (!hasScope(textClaim(checked.claims, "scope"), "openid"))
        return bearerRefusal(403, "insufficient_scope", "Missing openid scope");
    if (checked.state == TokenState::SessionEnded)
        return bearerRefusal(401, "invalid_token", "User session not found or doesn't have client attached on it");
    if (checked.state == TokenState::UserDisabled)
        return bearerRefusal(401, "invalid_token", "User disabled");
    json::object answer{{"sub", textClaim(checked.claims, "sub")}};
    if (checked.user) {
        addProfile(answer, *checked.user);
    } else {
        answer["email_verified"] = false;
        answer["preferred_username"] = textClaim(checked.claims, "preferred_username");
    }
    Reply reply = jsonReply(200, json::serialize(answer));
    reply.headers.emplace_back("Cache-Control", "no-store");
    return reply;
}

Reply introspectEndpoint(const Realm& realm, const Call& call) {
    const Form form = Form::ofBody(call.body, call.contentType);
    try {
        if (realm.clients.authenticate(call, form).isPublic)
            return oauthError(403, "invalid_request", "Client not allowed.");
    } catch (const Refusal&) {
        return oauthError(401, "invalid_request", "Authentication failed.");
    }
    const auto token = form.value("token");
    if (!token)
        return oauthError(400, "invalid_request", "Token not provided.");
    CheckedToken checked = checkedToken(realm, call, *token);
    if (checked.state != TokenState::Active)
        return jsonReply(200, inactive());
    json::object answer = std::move(checked.claims);
    if (checked.isRefreshToken && checked.user)
        addAccessClaims(realm, answer, *checked.user);
    answer.erase("clientHost"); // in the token, not in what is said about it
    answer.erase("clientAddress");
    answer["client_id"] = textClaim(answer, "azp");
    answer["username"] = checked.user ? checked.user->username : textClaim(answer, "preferred_username");
    answer["token_type"] = textClaim(answer, "typ");
    answer["active"] = true;
    return jsonReply(200, json::serialize(answer));
}

Reply revokeEndpoint(const Realm& realm, const Call& call) {
    const Form form = Form::ofBody(call.body, call.contentType);
    const Client& client = realm.clients.authenticate(call, form);
    const auto token = form.value("token");
    if (!token)
        return oauthError(400, "invalid_request", "Token not provided");
    const CheckedToken checked = checkedToken(realm, call, *token);
    if (checked.state == TokenState::Revoked)
        return oauthError(409, "unknown_error", "Duplicate resource error"); // as Keycloak 26 stumbles; 22 says nothing
    if (checked.state == TokenState::Invalid || checked.state == TokenState::SessionEnded)
        return oauthError(200, "invalid_token", "Invalid token"); // said with 200: RFC 7009 section 2.2
    if (textClaim(checked.claims, "azp") != client.id)
        return oauthError(400, "invalid_request", "Unmatching clients");
    if (checked.isRefreshToken) // measured on Keycloak: it ends every session of this user with this client
        realm.sessions.endAll(textClaim(checked.claims, "sub"), client.id);
    else
        realm.sessions.revoke(textClaim(checked.claims, "jti"));
    return emptyReply(200);
}

} // namespace wallaroo::sandbox
