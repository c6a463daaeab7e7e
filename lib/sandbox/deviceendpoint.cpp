#include "sandbox/devicepage.h"
#include "sandbox/scopes.h"
#include "sandbox/signin.h"

#include <boost/json/serialize.hpp>

namespace wallaroo::sandbox {

namespace {

namespace json = boost::json;

Reply devicePending(const char* error, const std::string& description) {
    return oauthError(400, error, description);
}

} // namespace

Reply deviceEndpoint(const Realm& realm, const Call& call) {
    const Form form = Form::ofBody(call.body, call.contentType);
    const Client& client = realm.clients.authenticate(call, form);
    if (!client.deviceGrant)
        return oauthError(400, "unauthorized_client",
                          "Client is not allowed to initiate OAuth 2.0 Device Authorization Grant. "
                          "The flow is disabled for the client.");
    const DeviceRequest request =
        realm.devices.begin(client, lenientScope(form.value("scope").value_or("")), challengeOf(form));
    const std::string page = Realm::issuer(call) + "/device";
    Reply reply = jsonReply(200, json::serialize(json::object{
                                     {"device_code", request.deviceCode},
                                     {"user_code", request.userCode},
                                     {"verification_uri", page},
                                     {"verification_uri_complete", page + "?user_code=" + request.userCode},
                                     {"expires_in", client.deviceCodeSeconds},
                                     {"interval", client.deviceInterval},
                                 }));
    reply.headers.emplace_back("Cache-Control", "no-store");
    return reply;
}

Reply deviceGrant(const Realm& realm, const Call& call, const Form& form, const Client& client) {
    if (!client.deviceGrant)
        return oauthError(400, "invalid_grant", "Client not allowed OAuth 2.0 Device Authorization Grant");
    const auto code = form.value("device_code");
    if (!code)
        return oauthError(400, "invalid_request", "Missing parameter: device_code");
    const DeviceCodes::Polled polled = realm.devices.poll(*code, client, form.value("code_verifier"));
    switch (polled.state) {
    case DeviceCodes::State::Unknown:
        return devicePending("invalid_grant", "Device code not valid");
    case DeviceCodes::State::OfOtherClient:
        return devicePending("invalid_grant", "unauthorized client");
    case DeviceCodes::State::Expired:
        return devicePending("expired_token", "Device code is expired");
    case DeviceCodes::State::TooSoon:
        return devicePending("slow_down", "Slow down");
    case DeviceCodes::State::Denied:
        return devicePending("access_denied", "The end user denied the authorization request");
    case DeviceCodes::State::Pending:
        return devicePending("authorization_pending", "The authorization request is still pending");
    case DeviceCodes::State::NotProven:
        return devicePending("invalid_grant", polled.fault);
    case DeviceCodes::State::Approved:
        break;
    }
    const auto user = realm.users.byId(polled.request.userId);
    if (!user || !user->enabled)
        return oauthError(400, "invalid_grant", "User disabled");
    const std::string& scope = polled.request.scope;
    TokenFacts facts{Realm::issuer(call), secondsNow(), scope, client};
    facts.signedInAt = polled.request.signedInAt;
    noteSignIn(realm, user->id);
    return sessionTokens(
        realm, facts, *user,
        realm.sessions.begin(user->id, client.id, hasScope(scope, "offline_access"), facts.now, call.remoteAddress));
}

} // namespace wallaroo::sandbox
