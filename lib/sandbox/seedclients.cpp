#include "sandbox/seedclients.h"

#include "sandbox/randomness.h"

#include <algorithm>
#include <stdexcept>

namespace wallaroo::sandbox {

namespace {

Client publicClient(const char* id) {
    Client client;
    client.id = id;
    client.isPublic = true;
    return client;
}

std::string storedUuid(Database& database, const std::string& name) {
    if (const auto uuid = database.setting(name))
        return *uuid;
    std::string uuid = randomUuid();
    database.setSetting(name, uuid);
    return uuid;
}

} // namespace

std::vector<Client> seedClients(Database& database, const std::string& confidentialId, const std::string& secret) {
    Client confidential;
    confidential.id = confidentialId;
    confidential.secret = secret;
    confidential.serviceAccount = true;
    confidential.accessTokenSeconds = 3600;
    confidential.serviceAccountId = storedUuid(database, "service-account");
    Client sdk = publicClient("sdk-client");
    sdk.deviceGrant = true;

    Client expiring = publicClient("expiry-client");
    expiring.accessTokenSeconds = 2;
    expiring.sessionIdleSeconds = 3;
    Client hurried = publicClient("device-short-client");
    hurried.deviceGrant = true;
    hurried.deviceCodeSeconds = 2;
    hurried.deviceInterval = 1;
    Client browserOnly = publicClient("browser-only-client");
    browserOnly.directGrants = false;
    Client asking = publicClient("consent-client");
    asking.wantsConsent = true;
    Client off = publicClient("disabled-client");
    off.enabled = false;
    Client noService = confidential;
    noService.id = "no-service-client";
    noService.serviceAccount = false;
    std::vector<Client> clients{confidential, sdk, expiring, hurried, browserOnly, asking, off, noService};
    const auto isTwin = [&confidentialId](const Client& client) { return client.id == confidentialId; };
    if (std::count_if(clients.begin(), clients.end(), isTwin) > 1)
        throw std::runtime_error("the sandbox has a client " + confidentialId
                                 + " of its own: call the confidential one otherwise");
    return clients;
}

} // namespace wallaroo::sandbox
