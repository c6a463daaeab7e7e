#include "sandbox/clients.h"

#include "sandbox/passwords.h"

#include <optional>

namespace wallaroo::sandbox {

namespace {

struct Credentials {
    std::optional<std::string> id;
    std::optional<std::string> secret;
};

// Both halves are form-encoded before base64 (RFC 6749 section 2.3.1), and Keycloak insists: a secret with a bare
// percent sign is an error of its own kind.
Credentials basicCredentials(const std::string& authorization) {
    if (lowerCase(authorization.substr(0, 6)) != "basic ")
        return {};
    const auto text = fromBase64(std::string_view(authorization).substr(6));
    const std::size_t colon = text ? text->find(':') : std::string::npos;
    if (colon == std::string::npos)
        return {};
    Credentials credentials{formDecoded(text->substr(0, colon)), formDecoded(text->substr(colon + 1))};
    if (!credentials.id || !credentials.secret)
        throw Refusal{oauthError(400, "unauthorized_client", "Unexpected error when authenticating client")};
    return credentials;
}

} // namespace

Reply oauthError(int status, const std::string& error, const std::string& description) {
    std::string body = "{\"error\":";
    appendJsonString(body, error);
    if (!description.empty()) {
        body += ",\"error_description\":";
        appendJsonString(body, description);
    }
    return jsonReply(status, body + "}");
}

const Client* Clients::find(const std::string& id) const {
    for (const Client& client : m_clients) {
        if (client.id == id)
            return &client;
    }
    return nullptr;
}

const Client& Clients::authenticate(const Call& call, const Form& form) const {
    Credentials credentials = basicCredentials(call.authorization);
    if (const auto id = form.value("client_id"))
        credentials.id = id;
    if (const auto secret = form.value("client_secret"))
        credentials.secret = secret;
    const Client* client = credentials.id ? find(*credentials.id) : nullptr;
    if (client == nullptr || !client->enabled)
        throw Refusal{oauthError(401, "invalid_client", "Invalid client or Invalid client credentials")};
    if (!client->isPublic && (!credentials.secret || !sameSecret(*credentials.secret, client->secret)))
        throw Refusal{oauthError(401, "unauthorized_client", "Invalid client or Invalid client credentials")};
    return *client;
}

} // namespace wallaroo::sandbox
