#include "sandbox/realm.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace wallaroo::sandbox {

namespace {

namespace json = boost::json;

json::array clientAuthentication() {
    return {"client_secret_basic", "client_secret_post"};
}

// What a real realm lists and this one has. The authorization endpoint is there because OpenID Connect Discovery
// requires it; no client has the browser flow switched on, and it answers so. Response modes are those that hold where
// none are named; challenges (PKCE) are those of the device grant.
json::object discoveryDocument(const std::string& origin) {
    const std::string protocol = origin + Realm::kProtocol;
    return {
        {"issuer", origin + Realm::kPath},
        {"authorization_endpoint", protocol + "/auth"},
        {"token_endpoint", protocol + "/token"},
        {"introspection_endpoint", protocol + "/token/introspect"},
        {"userinfo_endpoint", protocol + "/userinfo"},
        {"end_session_endpoint", protocol + "/logout"},
        {"jwks_uri", protocol + "/certs"},
        {"device_authorization_endpoint", protocol + "/auth/device"},
        {"grant_types_supported",
         {"refresh_token", "password", "client_credentials", "urn:ietf:params:oauth:grant-type:device_code"}},
        {"acr_values_supported", {"0", "1"}},
        {"response_types_supported", {"none"}},
        {"response_modes_supported", {"query", "fragment"}},
        {"subject_types_supported", {"public"}},
        {"id_token_signing_alg_values_supported", {"RS256"}},
        {"userinfo_signing_alg_values_supported", {"none"}},
        {"token_endpoint_auth_methods_supported", clientAuthentication()},
        {"introspection_endpoint_auth_methods_supported", clientAuthentication()},
        {"revocation_endpoint", protocol + "/revoke"},
        {"revocation_endpoint_auth_methods_supported", clientAuthentication()},
        {"claims_supported",
         {"aud", "sub", "iss", "auth_time", "name", "given_name", "family_name", "preferred_username", "email", "acr"}},
        {"claim_types_supported", {"normal"}},
        {"claims_parameter_supported", false},
        {"scopes_supported",
         {"openid", "profile", "email", "roles", "web-origins", "acr", "basic", "address", "phone", "offline_access",
          "microprofile-jwt", "organization"}},
        {"code_challenge_methods_supported", {"plain", "S256"}},
        {"request_parameter_supported", false},
        {"request_uri_parameter_supported", false},
        {"require_request_uri_registration", false},
        {"frontchannel_logout_supported", false},
        {"frontchannel_logout_session_supported", false},
        {"backchannel_logout_supported", false},
        {"backchannel_logout_session_supported", false},
        {"require_pushed_authorization_requests", false},
        {"authorization_response_iss_parameter_supported", false},
        {"tls_client_certificate_bound_access_tokens", false}};
}

// Keycloak marks these so, and not the answers to forms.
Reply withCharset(Reply reply) {
    reply.contentType += ";charset=UTF-8";
    return reply;
}

} // namespace

Reply certsEndpoint(const Realm& realm, const Call&) {
    Reply reply = withCharset(jsonReply(200, realm.keys.jwks()));
    reply.headers.emplace_back("Cache-Control", "no-cache");
    return reply;
}

Reply discoveryEndpoint(const Realm&, const Call& call) {
    Reply reply = withCharset(jsonReply(200, json::serialize(discoveryDocument(call.origin))));
    reply.headers.emplace_back("Cache-Control", "no-cache, must-revalidate, no-transform, no-store");
    return reply;
}

Reply realmEndpoint(const Realm& realm, const Call& call) {
    return withCharset(
        jsonReply(200, json::serialize(json::object{{"realm", "master"},
                                                    {"public_key", realm.keys.publicKey()},
                                                    {"token-service", call.origin + Realm::kProtocol},
                                                    {"account-service", Realm::issuer(call) + "/account"},
                                                    {"tokens-not-before", 0}})));
}

} // namespace wallaroo::sandbox
