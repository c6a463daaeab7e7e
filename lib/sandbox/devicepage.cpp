#include "sandbox/devicepage.h"

#include "sandbox/signin.h"

namespace wallaroo::sandbox {

namespace {

constexpr const char* kDevicePath = "/auth/realms/master/device";

std::string escaped(std::string_view text) {
    std::string html;
    for (const char letter : text) {
        switch (letter) {
        case '&':
            html += "&amp;";
            break;
        case '<':
            html += "&lt;";
            break;
        case '>':
            html += "&gt;";
            break;
        case '"':
            html += "&quot;";
            break;
        default:
            html += letter;
        }
    }
    return html;
}

std::string field(const char* name, const char* label, const char* type) {
    const std::string id = name;
    return "<p><label for=\"" + id + "\">" + label + "</label><br><input id=\"" + id + "\" name=\"" + id + "\" type=\""
           + type + "\" autocomplete=\"off\"></p>";
}

std::string hidden(const char* name, const std::string& value) {
    return std::string("<input type=\"hidden\" name=\"") + name + "\" value=\"" + escaped(value) + "\">";
}

std::string form(const std::string& method, const std::string& path, const std::string& content) {
    return "<form method=\"" + method + "\" action=\"" + path + "\">" + content + "</form>";
}

// Not to be framed, and nothing but this server's own forms.
Reply page(const std::string& title, const std::string& content) {
    Reply reply = htmlReply(200, title, "</p>" + content + "<p>");
    reply.headers.emplace_back("Cache-Control", "no-store, must-revalidate, max-age=0");
    reply.headers.emplace_back(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'");
    return reply;
}

Reply codePage(const std::string& problem) {
    return page("Device Login",
                "<p class=\"problem\">" + problem + "</p>"
                    + form("get", kDevicePath,
                           field("user_code", "Enter the code provided by your device and click Submit", "text")
                               + "<p><button id=\"kc-login\">Submit</button></p>"));
}

Reply signInPage(const DeviceRequest& request, const std::string& problem) {
    return page("Sign in to your account",
                "<p>Code: " + request.userCode + "</p><p class=\"problem\" id=\"input-error\">" + problem + "</p>"
                    + form("post", kDevicePath,
                           hidden("user_code", request.userCode) + field("username", "Username or email", "text")
                               + field("password", "Password", "password")
                               + field("totp", "One-time code, if your account has one", "text")
                               + "<p><button id=\"kc-login\" name=\"login\">Sign In</button></p>"));
}

Reply consentPage(const DeviceRequest& request, const User& user, const std::string& ticket) {
    return page("Grant Access to " + request.clientId,
                "<p>" + escaped(user.username) + ", do you grant these access privileges?</p><ul><li>" + request.scope
                    + "</li></ul>"
                    + form("post", std::string(kDevicePath) + "/consent",
                           hidden("code", ticket)
                               + "<p><button id=\"kc-login\" name=\"accept\" value=\"Yes\">Yes</button> "
                                 "<button id=\"kc-cancel\" name=\"cancel\" value=\"No\">No</button></p>"));
}

Reply endPage(bool approved) {
    if (approved)
        return page("Device Login Successful", "<p>You may close this browser window and go back to your device.</p>");
    return page("Device Login Failed", "<p>Consent denied for connecting the device.</p>");
}

const char* sentenceOf(SignInFault fault) {
    switch (fault) {
    case SignInFault::Disabled:
        return "Account is disabled, contact your administrator.";
    case SignInFault::NotSetUp:
        return "Account is not fully set up.";
    default:
        return "Invalid username or password.";
    }
}

constexpr const char* kInvalidCode = "Invalid code, please try again.";

} // namespace

Reply deviceStart(const Realm& realm, const Call& call) {
    const auto code = Form::ofQuery(call.query).value("user_code");
    if (!code)
        return codePage({});
    const auto request = realm.devices.waiting(*code);
    return request ? signInPage(*request, {}) : codePage(kInvalidCode);
}

Reply deviceSignIn(const Realm& realm, const Call& call) {
    const Form sent = Form::ofBody(call.body, call.contentType);
    const auto request = realm.devices.waiting(sent.value("user_code").value_or(""));
    if (!request)
        return codePage(kInvalidCode);
    const SignIn result = signIn(realm, sent, call.remoteAddress);
    if (!result.user)
        return signInPage(*request, sentenceOf(result.fault));
    return consentPage(*request, *result.user, realm.devices.ticket(*request, result.user->id, secondsNow()));
}

Reply deviceConsent(const Realm& realm, const Call& call) {
    const Form sent = Form::ofBody(call.body, call.contentType);
    const bool approved = sent.has("accept") && !sent.has("cancel");
    if (!realm.devices.answer(sent.value("code").value_or(""), approved))
        return codePage(kInvalidCode);
    return endPage(approved);
}

} // namespace wallaroo::sandbox
