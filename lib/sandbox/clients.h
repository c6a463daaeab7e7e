#pragma once

#include "sandbox/encoding.h"
#include "sandbox/exchange.h"

#include <string>
#include <vector>

namespace wallaroo::sandbox {

/// An OAuth client of the realm.
struct Client {
    std::string id;
    bool isPublic = false;
    std::string secret;
    bool enabled = true;
    bool directGrants = true; ///< may use the password grant
    bool wantsConsent = false;
    bool deviceGrant = false;
    bool serviceAccount = false;
    int accessTokenSeconds = 60;
    int sessionIdleSeconds = 1800; ///< life of a refresh token
    int sessionMaximumSeconds = 36000;
    int deviceCodeSeconds = 600;
    int deviceInterval = 5;       ///< seconds between two polls
    std::string serviceAccountId; ///< the `sub` of its inference tokens
};

/// How a request named its client, and whether that was right.
class Clients {
public:
    explicit Clients(std::vector<Client> clients) : m_clients(std::move(clients)) {}

    const std::vector<Client>& all() const { return m_clients; }

    const Client* find(const std::string& id) const;

    /// Authenticates by HTTP Basic or by the form; what the form says wins. Throws Refusal with Keycloak's answer.
    const Client& authenticate(const Call& call, const Form& form) const;

private:
    std::vector<Client> m_clients;
};

/// The body of an OAuth error: `error` and, unless empty, `error_description`.
Reply oauthError(int status, const std::string& error, const std::string& description = {});

} // namespace wallaroo::sandbox
