#include "sandbox/mlops.h"

#include "sandbox/encoding.h"
#include "sandbox/realm.h"

#include <array>
#include <chrono>

namespace wallaroo::sandbox {

namespace {

namespace json = boost::json;

using Endpoint = Reply (*)(const Mlops&, const Caller&, const Call&);

struct Route {
    std::string_view path; ///< below /v1/api; all are POST
    Endpoint endpoint;
};

// With the shape of the reference: the values are texts. It takes no body, or any.
Reply featuresList(const Mlops&, const Caller&, const Call&) {
    return jsonReply(200, R"({"features":{"plateau":"true"},"name":"Wallaroo sandbox","is_auth_enabled":true})");
}

constexpr std::array<Route, 12> kRoutes{{
    {"/features/list", featuresList},
    {"/users/query", usersQuery},
    {"/users/invite", usersInvite},
    {"/users/activate", usersActivate},
    {"/users/deactivate", usersDeactivate},
    {"/user", userEdit},
    {"/workspaces/create", workspacesCreate},
    {"/workspaces/list", workspacesList},
    {"/workspaces/list_users", workspacesListUsers},
    {"/workspaces/add_user", workspacesAddUser},
    {"/workspaces/remove_user", workspacesRemoveUser},
    {"/workspaces/validate", workspacesValidate},
}};

[[noreturn]] void refuseToken(const Call& call, const std::string& text, bool tokenGiven) {
    Reply reply = textReply(401, text);
    std::string challenge = "Bearer realm=\"" + call.origin + call.target + "\"";
    if (tokenGiven)
        challenge += ", error=\"invalid_token\"";
    reply.headers.emplace_back("www-authenticate", challenge);
    throw Refusal{reply};
}

bool rolesHoldAdmin(const json::object& claims) {
    const json::value* access = claims.if_contains("realm_access");
    const json::value* roles =
        access != nullptr && access->is_object() ? access->get_object().if_contains("roles") : nullptr;
    if (roles == nullptr || !roles->is_array())
        return false;
    for (const json::value& role : roles->get_array()) {
        if (role.is_string() && role.get_string() == "admin")
            return true;
    }
    return false;
}

Reply dispatched(const Mlops& mlops, const Call& call) {
    constexpr std::string_view kBase = "/v1/api";
    const std::string_view path = std::string_view(call.path).substr(std::min(kBase.size(), call.path.size()));
    const bool inApi = call.path.compare(0, kBase.size(), kBase) == 0;
    if (inApi && path == "/config") // read by the vendor's SDK before it has a token
        return call.method == "GET" || call.method == "HEAD" ? jsonReply(200, R"({"default_arch":"x86"})")
                                                             : emptyReply(405);
    const Caller caller = checkedCaller(mlops.keys, call);
    for (const Route& route : kRoutes) {
        if (!inApi || route.path != path)
            continue;
        if (call.method != "POST") {
            Reply reply = emptyReply(405);
            reply.headers.emplace_back("allow", "POST");
            return reply;
        }
        if (caller.service) // good for inference only
            return textReply(403, "RBAC: access denied");
        if (mlops.people != nullptr)
            mlops.people->pull();
        return route.endpoint(mlops, caller, call);
    }
    return htmlReply(404, "Not found", "There is nothing at this address.");
}

} // namespace

Reply apiError(int status, const std::string& message) {
    std::string body = "{\"msg\":";
    appendJsonString(body, message);
    return jsonReply(status, body + ",\"code\":" + std::to_string(status) + "}");
}

Caller checkedCaller(const TokenVerifier& keys, const Call& call) {
    if (lowerCase(call.authorization.substr(0, 7)) != "bearer ")
        refuseToken(call, "Jwt is missing", false);
    const CheckedJwt jwt = keys.checkRsa(std::string_view(call.authorization).substr(7), secondsNow());
    if (jwt.fault == JwtFault::Form)
        refuseToken(call, "Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections", true);
    if (jwt.fault == JwtFault::Signature || textClaim(jwt.claims, "typ") != "Bearer")
        refuseToken(call, "Jwt verification fails", true);
    if (jwt.fault == JwtFault::Expired)
        refuseToken(call, "Jwt is expired", true);
    if (!keys.trusts(textClaim(jwt.claims, "iss")))
        refuseToken(call, "Jwt issuer is not configured", true);
    return {textClaim(jwt.claims, "sub"), rolesHoldAdmin(jwt.claims), jwt.claims.contains("client_id")};
}

Reply answerMlops(const Mlops& mlops, const Call& call) {
    const auto start = std::chrono::steady_clock::now();
    Reply reply;
    try {
        reply = dispatched(mlops, call);
    } catch (Refusal& refusal) {
        reply = std::move(refusal.reply);
        if (reply.status == 422) // JSON that is no such call
            reply.status = mlops.badFieldStatus;
    }
    const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
    if (reply.status != 401) // those come from the proxy itself
        reply.headers.emplace_back("x-envoy-upstream-service-time", std::to_string(spent.count()));
    reply.headers.emplace_back("server", "envoy");
    return reply;
}

} // namespace wallaroo::sandbox
