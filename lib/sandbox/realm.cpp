#include "sandbox/realm.h"

#include "sandbox/adminrest.h"
#include "sandbox/devicepage.h"

#include <array>

namespace wallaroo::sandbox {

namespace {

using Endpoint = Reply (*)(const Realm&, const Call&);

struct Route {
    std::string_view method;
    std::string_view path; ///< below /auth/realms/master
    Endpoint endpoint;
};

Reply browserSignIn(const Realm&, const Call&) {
    return htmlReply(400, "We are sorry...",
                     "Client is not allowed to initiate browser login with given response_type.");
}

constexpr std::array<Route, 17> kRoutes{{
    {"GET", "", realmEndpoint},
    {"GET", "/.well-known/openid-configuration", discoveryEndpoint},
    {"GET", "/.well-known/oauth-authorization-server", discoveryEndpoint},
    {"GET", "/protocol/openid-connect/auth", browserSignIn},
    {"GET", "/device", deviceStart},
    {"POST", "/device", deviceSignIn},
    {"POST", "/device/consent", deviceConsent},
    {"GET", "/protocol/openid-connect/auth/device", deviceStart},
    {"POST", "/protocol/openid-connect/auth/device", deviceEndpoint},
    {"GET", "/protocol/openid-connect/certs", certsEndpoint},
    {"POST", "/protocol/openid-connect/token", tokenEndpoint},
    {"POST", "/protocol/openid-connect/token/introspect", introspectEndpoint},
    {"GET", "/protocol/openid-connect/logout", logoutByGet},
    {"POST", "/protocol/openid-connect/logout", logoutByPost},
    {"POST", "/protocol/openid-connect/revoke", revokeEndpoint},
    {"GET", "/protocol/openid-connect/userinfo", userInfoEndpoint},
    {"POST", "/protocol/openid-connect/userinfo", userInfoEndpoint},
}};

Reply answerRealm(const Realm& realm, const Call& call, std::string_view path) {
    bool known = false;
    for (const Route& route : kRoutes) {
        if (route.path != path)
            continue;
        known = true;
        if (route.method == call.method || (route.method == "GET" && call.method == "HEAD"))
            return route.endpoint(realm, call);
    }
    if (known)
        return oauthError(405, "HTTP 405 Method Not Allowed");
    return oauthError(404, "Unable to find matching target resource method");
}

void addSecurityHeaders(Reply& reply) {
    reply.headers.emplace_back("Referrer-Policy", "no-referrer");
    reply.headers.emplace_back("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
    reply.headers.emplace_back("X-Frame-Options", "SAMEORIGIN");
}

} // namespace

Reply answerAuth(const Realm& realm, const Call& call) {
    constexpr std::string_view kRealms = "/auth/realms/";
    constexpr std::string_view kAdmin = "/auth/admin/realms/";
    const std::string_view path = call.path;
    Reply reply;
    if (path.substr(0, kAdmin.size()) == kAdmin) {
        reply = answerAdminRest(realm, call);
    } else if (path.substr(0, kRealms.size()) != kRealms) {
        reply = htmlReply(404, "Resource not found",
                          "This sandbox has no administration console. The secret of "
                          "api-client was printed when it started, or is in its creds.json.");
    } else {
        const std::string_view rest = path.substr(kRealms.size());
        const std::size_t end = std::min(rest.find('/'), rest.size());
        try {
            reply = rest.substr(0, end) == "master" ? answerRealm(realm, call, rest.substr(end))
                                                    : oauthError(404, "Realm does not exist");
        } catch (Refusal& refusal) {
            reply = std::move(refusal.reply);
        }
    }
    addSecurityHeaders(reply);
    return reply;
}

} // namespace wallaroo::sandbox
