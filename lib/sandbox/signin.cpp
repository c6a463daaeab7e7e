#include "sandbox/signin.h"

#include "sandbox/passwords.h"
#include "sandbox/scopes.h"

#include <boost/json/serialize.hpp>

#include <chrono>

namespace wallaroo::sandbox {

namespace json = boost::json;

namespace {

bool secretsAreRight(const Realm& realm, const Form& form, const User& user) {
    const std::string password = form.value("password").value_or("");
    if (password.empty() || !user.passwordHash || !passwordMatches(password, *user.passwordHash))
        return false;
    if (!realm.codes.wanted(user.username))
        return true;
    const auto totp = form.value("totp");
    const std::string code = totp ? *totp : form.value("otp").value_or("");
    return realm.codes.accept(user.username, code, secondsNow());
}

} // namespace

// Keycloak looks at the account before it looks at the password, and at required actions after both secrets.
SignIn signIn(const Realm& realm, const Form& form, const std::string& address) {
    auto user = realm.users.bySignInName(form.value("username").value_or(""));
    if (user && !user->enabled)
        return {SignInFault::Disabled, {}};
    if (!user)
        return {};
    const bool locked = realm.lockouts.isLocked(user->id, secondsNow());
    if (!secretsAreRight(realm, form, *user)) {
        realm.lockouts.failed(user->id, address, secondsNow());
        return {};
    }
    if (locked) // it says no more than that
        return {};
    realm.lockouts.clear(user->id);
    if (!user->requiredActions.empty())
        return {SignInFault::NotSetUp, {}};
    return {SignInFault::None, std::move(user)};
}

void noteSignIn(const Realm& realm, const std::string& userId) {
    using namespace std::chrono;
    const auto held = realm.users.lock();
    auto user = realm.users.byId(userId);
    if (!user)
        return;
    user->lastLoginTold = true;
    user->lastLogin = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    realm.users.update(*user);
}

std::string requestedScope(const Form& form) {
    const std::string requested = form.value("scope").value_or("");
    const auto granted = grantedScope(requested);
    if (!granted)
        throw Refusal{oauthError(400, "invalid_scope", "Invalid scopes: " + requested)};
    return *granted;
}

Reply sessionTokens(const Realm& realm, const TokenFacts& facts, const User& user, const Session& session) {
    const std::string access = realm.keys.signedByRsa(accessClaims(facts, user, session));
    const std::int64_t life = session.offline ? 0 : refreshEnd(facts, session) - facts.now;
    json::object answer{{"access_token", access},
                        {"expires_in", facts.client.accessTokenSeconds},
                        {"refresh_expires_in", life},
                        {"refresh_token", realm.keys.signedByHmac(refreshClaims(facts, session))},
                        {"token_type", "Bearer"}};
    if (hasScope(facts.scope, "openid"))
        answer["id_token"] = realm.keys.signedByRsa(idClaims(facts, user, session, access));
    answer["not-before-policy"] = user.notBefore;
    answer["session_state"] = session.id;
    answer["scope"] = facts.scope;
    return jsonReply(200, json::serialize(answer));
}

} // namespace wallaroo::sandbox
