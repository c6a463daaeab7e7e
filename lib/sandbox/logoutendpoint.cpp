#include "sandbox/realm.h"

namespace wallaroo::sandbox {

namespace {

Reply askingPage() {
    Reply page = htmlReply(200, "Logging out", "Do you want to log out?");
    page.headers.emplace_back("Set-Cookie", "AUTH_SESSION_ID=none; Path=/auth/realms/master/; HttpOnly");
    return page;
}

Reply errorPage(const std::string& sentence) {
    return htmlReply(400, "We are sorry...", sentence);
}

bool isRegistered(const std::string& address) {
    const bool hasControls = address.find_first_of("\r\n") != std::string::npos; // it becomes a header
    return !hasControls && (address.rfind("http://127.0.0.1/", 0) == 0 || address.rfind("http://localhost/", 0) == 0);
}

} // namespace

Reply logoutByPost(const Realm& realm, const Call& call) {
    const Form form = Form::ofBody(call.body, call.contentType);
    const auto given = form.value("refresh_token");
    if (!given)
        return askingPage(); // the browser's way out: nothing is ended without a person
    const Client& client = realm.clients.authenticate(call, form);
    const RefreshToken token = checkedRefreshToken(realm, call, client, *given, true);
    realm.sessions.end(token.sessionId);
    return emptyReply(204);
}

Reply logoutByGet(const Realm& realm, const Call& call) {
    const Form form = Form::ofQuery(call.query);
    const auto hint = form.value("id_token_hint");
    const auto target = form.value("post_logout_redirect_uri");
    if (!hint)
        return askingPage();
    const CheckedJwt jwt = realm.keys.checkRsa(*hint, secondsNow());
    if (jwt.fault == JwtFault::Form || jwt.fault == JwtFault::Signature)
        return errorPage("Invalid parameter: id_token_hint");
    if (target && !isRegistered(*target))
        return errorPage("Invalid redirect uri");
    realm.sessions.end(textClaim(jwt.claims, "sid"));
    if (!target)
        return htmlReply(200, "You are logged out", "The session has ended.");
    Reply redirect = emptyReply(302);
    const std::string state = form.value("state").value_or("");
    redirect.headers.emplace_back("Location", *target + (state.empty() ? "" : "?state=" + percentEncoded(state)));
    return redirect;
}

} // namespace wallaroo::sandbox
