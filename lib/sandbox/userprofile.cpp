#include "sandbox/userprofile.h"

#include "sandbox/encoding.h"

#include <algorithm>
#include <array>

namespace wallaroo::sandbox {

namespace {

constexpr std::size_t kLongest = 255;
constexpr std::size_t kShortestUsername = 3;

std::size_t lengthOf(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](unsigned char byte) { return (byte & 0xc0U) != 0x80U; }));
}

bool hasControls(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](unsigned char byte) { return byte < 0x20 || byte == 0x7f; });
}

bool isBlank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

} // namespace

void ProfileFaults::add(const char* field, const char* message, const std::string& params) {
    m_faults.push_back(std::string("{\"field\":\"") + field + "\",\"errorMessage\":\"" + message + "\",\"params\":[\""
                       + field + "\"" + params + "]}");
}

void ProfileFaults::readOnlyUsername() {
    add("username", "error-user-attribute-read-only", {});
}

void ProfileFaults::checkUsername(const std::string& username) {
    const std::size_t length = lengthOf(username);
    if (length < kShortestUsername || length > kLongest)
        add("username", "error-invalid-length", ",3,255");
    if (username.find_first_of("<>&\" $%!#?,;:*~/\\|^=[]{}()`") != std::string::npos || hasControls(username))
        add("username", "error-username-invalid-character", {});
}

void ProfileFaults::checkEmail(const std::string& email) {
    if (email.empty())
        return;
    if (lengthOf(email) > kLongest)
        add("email", "error-invalid-length-too-long", ",null,255");
    if (looksLikeAddress(email))
        return;
    std::string given = ",";
    appendJsonString(given, email);
    add("email", "error-invalid-email", given);
}

void ProfileFaults::checkName(const char* member, const std::string& name) {
    if (isBlank(name))
        return;
    if (lengthOf(name) > kLongest)
        add(member, "error-invalid-length-too-long", ",null,255");
    if (name.find_first_of("<>&\"$%!#?;*~/\\|^=[]{}()") != std::string::npos || hasControls(name))
        add(member, "error-person-name-invalid-character", {});
}

void ProfileFaults::refuseIfAny() const {
    if (m_faults.size() == 1)
        throw Refusal{jsonReply(400, m_faults.front())};
    if (m_faults.empty())
        return;
    std::string body = "{\"errors\":[";
    for (const std::string& fault : m_faults)
        body += (&fault == &m_faults.front() ? "" : ",") + fault;
    throw Refusal{jsonReply(400, body + "]}")};
}

bool looksLikeAddress(const std::string& email) {
    const std::size_t at = email.find('@');
    return at != std::string::npos && at > 0 && at + 1 < email.size() && email.find('@', at + 1) == std::string::npos
           && email.find_first_of(" \t\r\n<>\"") == std::string::npos;
}

std::vector<std::string> knownRequiredActions(const std::vector<std::string>& names) {
    constexpr std::array<std::string_view, 12> kKnown{"CONFIGURE_RECOVERY_AUTHN_CODES",
                                                      "CONFIGURE_TOTP",
                                                      "TERMS_AND_CONDITIONS",
                                                      "UPDATE_EMAIL",
                                                      "UPDATE_PASSWORD",
                                                      "UPDATE_PROFILE",
                                                      "VERIFY_EMAIL",
                                                      "VERIFY_PROFILE",
                                                      "delete_account",
                                                      "update_user_locale",
                                                      "webauthn-register",
                                                      "webauthn-register-passwordless"};
    std::vector<std::string> known;
    for (const std::string_view name : kKnown) {
        if (std::find(names.begin(), names.end(), name) != names.end())
            known.emplace_back(name);
    }
    return known;
}

} // namespace wallaroo::sandbox
