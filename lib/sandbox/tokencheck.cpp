#include "sandbox/tokencheck.h"

namespace wallaroo::sandbox {

namespace json = boost::json;

CheckedToken checkedToken(const Realm& realm, const Call& call, const std::string& token) {
    CheckedToken checked;
    CheckedJwt jwt = realm.keys.checkRsa(token, secondsNow());
    if (jwt.fault == JwtFault::Signature) {
        jwt = realm.keys.checkHmac(token, secondsNow());
        checked.isRefreshToken = true;
    }
    if (jwt.fault != JwtFault::None || textClaim(jwt.claims, "iss") != Realm::issuer(call))
        return checked;
    if (realm.sessions.isRevoked(textClaim(jwt.claims, "jti"))) {
        checked.state = TokenState::Revoked;
        return checked;
    }
    checked.claims = std::move(jwt.claims);
    checked.state = TokenState::Active;
    const std::string sid = textClaim(checked.claims, "sid");
    if (sid.empty())
        return checked; // an inference token has no session that could have ended
    checked.user = realm.users.byId(textClaim(checked.claims, "sub"));
    const json::value* issued = checked.claims.if_contains("iat");
    const bool isVoid =
        checked.user && issued != nullptr && issued->is_int64() && issued->get_int64() < checked.user->notBefore;
    if (!checked.user || isVoid || !realm.sessions.find(sid) || realm.rotation.isDetached(sid))
        checked.state = TokenState::SessionEnded;
    else if (!checked.user->enabled)
        checked.state = TokenState::UserDisabled;
    return checked;
}

} // namespace wallaroo::sandbox
