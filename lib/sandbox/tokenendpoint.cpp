#include "sandbox/claims.h"
#include "sandbox/realm.h"
#include "sandbox/scopes.h"
#include "sandbox/signin.h"

#include <boost/json/serialize.hpp>

#include <array>
#include <chrono>

namespace wallaroo::sandbox {

namespace {

namespace json = boost::json;

// What the account is in the way of, as the password grant says it.
User signedInUser(const Realm& realm, const Form& form, const std::string& address) {
    if (!form.has("username"))
        throw Refusal{oauthError(401, "invalid_request", "Missing parameter: username")};
    SignIn result = signIn(realm, form, address);
    switch (result.fault) {
    case SignInFault::Disabled:
        throw Refusal{oauthError(400, "invalid_grant", "Account disabled")};
    case SignInFault::Wrong:
        throw Refusal{oauthError(401, "invalid_grant", "Invalid user credentials")};
    case SignInFault::NotSetUp:
        throw Refusal{oauthError(400, "invalid_grant", "Account is not fully set up")};
    case SignInFault::None:
        break;
    }
    return std::move(*result.user);
}

Reply passwordGrant(const Realm& realm, const Call& call, const Form& form, const Client& client) {
    if (!client.directGrants)
        return oauthError(400, "unauthorized_client", "Client not allowed for direct access grants");
    if (client.wantsConsent)
        return oauthError(400, "invalid_client", "Client requires user consent");
    const TokenFacts facts{Realm::issuer(call), secondsNow(), requestedScope(form), client};
    const User user = signedInUser(realm, form, call.remoteAddress);
    const Session session = realm.sessions.begin(user.id, client.id, hasScope(facts.scope, "offline_access"), facts.now,
                                                 call.remoteAddress);
    noteSignIn(realm, user.id);
    return sessionTokens(realm, facts, user, session);
}

// A second use tells that the token was copied: the session is taken from the client, the newest token with it.
void refuseReuse(const Realm& realm, const RefreshToken& token, std::int64_t now) {
    switch (realm.rotation.use(token.claims, now)) {
    case Rotation::Use::Allowed:
        return;
    case Rotation::Use::Stale:
        realm.rotation.detach(token.sessionId);
        throw Refusal{oauthError(400, "invalid_grant", "Stale token")};
    case Rotation::Use::TooOften:
        realm.rotation.detach(token.sessionId);
        throw Refusal{oauthError(400, "invalid_grant", "Maximum allowed refresh token reuse exceeded")};
    }
}

Reply refreshGrant(const Realm& realm, const Call& call, const Form& form, const Client& client) {
    const auto given = form.value("refresh_token");
    if (!given)
        return oauthError(400, "invalid_request", "No refresh token");
    const RefreshToken token = checkedRefreshToken(realm, call, client, *given, false);
    const auto session = realm.sessions.find(token.sessionId);
    const auto user = realm.users.byId(token.userId);
    const std::int64_t now = secondsNow();
    if (!session || !user || (!session->offline && now >= session->started + client.sessionMaximumSeconds))
        return oauthError(400, "invalid_grant",
                          token.offline ? "Offline user session not found" : "Session not active");
    if (!user->enabled)
        return oauthError(400, "invalid_grant", "User disabled");
    if (realm.rotation.isDetached(session->id))
        return oauthError(400, "invalid_grant", "Session doesn't have required client");
    refuseReuse(realm, token, now);
    const auto asked = form.value("scope");
    const TokenFacts facts{Realm::issuer(call), now, asked ? narrowedScope(token.scope, *asked) : token.scope, client};
    realm.sessions.touch(session->id, now);
    return sessionTokens(realm, facts, *user, *session);
}

Reply clientCredentialsGrant(const Realm& realm, const Call& call, const Form& form, const Client& client) {
    if (client.isPublic)
        return oauthError(401, "unauthorized_client", "Public client not allowed to retrieve service account");
    if (!client.serviceAccount)
        return oauthError(401, "unauthorized_client", "Client not enabled to retrieve service account");
    const TokenFacts facts{Realm::issuer(call), secondsNow(), requestedScope(form), client};
    const std::string access = realm.keys.signedByRsa(serviceClaims(facts, call.remoteAddress));
    json::object answer{{"access_token", access},
                        {"expires_in", client.accessTokenSeconds},
                        {"refresh_expires_in", 0},
                        {"token_type", "Bearer"}};
    if (hasScope(facts.scope, "openid"))
        answer["id_token"] = realm.keys.signedByRsa(serviceIdClaims(facts, access));
    answer["not-before-policy"] = 0;
    answer["scope"] = facts.scope;
    return jsonReply(200, json::serialize(answer));
}

Reply granted(const Realm& realm, const Call& call) {
    using Grant = Reply (*)(const Realm&, const Call&, const Form&, const Client&);
    static constexpr std::array<std::pair<std::string_view, Grant>, 4> kGrants{
        {{"password", passwordGrant},
         {"refresh_token", refreshGrant},
         {"client_credentials", clientCredentialsGrant},
         {"urn:ietf:params:oauth:grant-type:device_code", deviceGrant}}};

    const Form form = Form::ofBody(call.body, call.contentType);
    const auto type = form.value("grant_type");
    if (!type)
        return oauthError(400, "invalid_request", "Missing form parameter: grant_type");
    for (const auto& [name, grant] : kGrants) {
        if (name != *type)
            continue;
        const Client& client = realm.clients.authenticate(call, form);
        if (form.hasDuplicates())
            return oauthError(400, "invalid_request", "duplicated parameter");
        return grant(realm, call, form, client);
    }
    return oauthError(400, "unsupported_grant_type", "Unsupported grant_type");
}

} // namespace

std::int64_t secondsNow() {
    // Not std::time(): Linux reads a coarse clock for it, which is up to a tick late when a second turns.
    using namespace std::chrono;
    return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

RefreshToken checkedRefreshToken(const Realm& realm, const Call& call, const Client& client, const std::string& token,
                                 bool mayBeExpired) {
    CheckedJwt jwt = realm.keys.checkHmac(token, secondsNow());
    if (jwt.fault == JwtFault::Form || jwt.fault == JwtFault::Signature)
        throw Refusal{oauthError(400, "invalid_grant", "Invalid refresh token")};
    const std::string issuer = Realm::issuer(call);
    if (textClaim(jwt.claims, "iss") != issuer)
        throw Refusal{oauthError(400, "invalid_grant", "Invalid token issuer. Expected '" + issuer + "'")};
    if (jwt.fault == JwtFault::Expired && !mayBeExpired)
        throw Refusal{oauthError(400, "invalid_grant", "Token is not active")};
    if (textClaim(jwt.claims, "azp") != client.id)
        throw Refusal{
            oauthError(400, "invalid_grant", "Invalid refresh token. Token client and authorized client don't match")};
    return {textClaim(jwt.claims, "sid"), textClaim(jwt.claims, "sub"), textClaim(jwt.claims, "scope"),
            textClaim(jwt.claims, "typ") == "Offline", std::move(jwt.claims)};
}

Reply tokenEndpoint(const Realm& realm, const Call& call) {
    Reply reply;
    try {
        reply = granted(realm, call);
    } catch (Refusal& refusal) {
        reply = std::move(refusal.reply);
    }
    reply.headers.emplace_back("Cache-Control", "no-store"); // RFC 6749 section 5.1, on refusals too
    reply.headers.emplace_back("Pragma", "no-cache");
    return reply;
}

} // namespace wallaroo::sandbox
