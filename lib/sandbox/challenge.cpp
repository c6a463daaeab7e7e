#include "sandbox/challenge.h"

#include "sandbox/clients.h"
#include "sandbox/passwords.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace wallaroo::sandbox {

namespace {

// Challenges and verifiers are of one form: RFC 7636, sections 4.1 and 4.2.
bool isWellFormed(const std::string& text) {
    return text.size() >= 43 && text.size() <= 128 && std::all_of(text.begin(), text.end(), [](unsigned char letter) {
               return std::isalnum(letter) != 0
                      || std::string_view("-._~").find(static_cast<char>(letter)) != std::string_view::npos;
           });
}

std::string hashed(const std::string& verifier) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(verifier.data(), verifier.size(), digest.data(), &size, EVP_sha256(), nullptr);
    return base64Url({reinterpret_cast<const char*>(digest.data()), size});
}

Refusal invalidRequest(const char* description) {
    return {oauthError(400, "invalid_request", description)};
}

} // namespace

Challenge challengeOf(const Form& form) {
    const auto text = form.value("code_challenge");
    const auto method = form.value("code_challenge_method");
    if (!text && method)
        throw invalidRequest("Missing parameter: code_challenge");
    if (!text)
        return {};
    if (method && *method != "plain" && *method != "S256")
        throw invalidRequest("Invalid parameter: code_challenge_method");
    if (!isWellFormed(*text))
        throw invalidRequest("Invalid parameter: code_challenge");
    return {*text, method != "S256"};
}

std::optional<std::string> verifierFault(const Challenge& challenge, const std::optional<std::string>& verifier) {
    if (challenge.text.empty() && verifier)
        return "PKCE code verifier specified but challenge not present in authorization";
    if (challenge.text.empty())
        return std::nullopt;
    if (!verifier)
        return "PKCE code verifier not specified";
    if (!isWellFormed(*verifier))
        return "PKCE verification failed: Invalid code verifier";
    if (!sameSecret(challenge.isPlain ? *verifier : hashed(*verifier), challenge.text))
        return "PKCE verification failed: Code mismatch";
    return std::nullopt;
}

} // namespace wallaroo::sandbox
