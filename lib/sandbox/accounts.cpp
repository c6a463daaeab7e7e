#include "sandbox/accounts.h"

#include "sandbox/credsfile.h"
#include "sandbox/encoding.h"
#include "sandbox/onetimecodes.h"
#include "sandbox/randomness.h"
#include "sandbox/seedleaver.h"

#include <algorithm>

namespace wallaroo::sandbox {

namespace {

/// Begins each secret: wherever one turns up, it is known for one of a sandbox.
constexpr const char* kMark = "sandbox-";
constexpr std::size_t kPasswordLength = 20;
constexpr std::size_t kSecretLength = 32;

Account account(const char* kind, const std::string& username, const char* firstName, const char* lastName) {
    Account made;
    made.kind = kind;
    made.user.username = username;
    if (username.find('@') != std::string::npos)
        made.user.email = username;
    if (*firstName != '\0') {
        made.user.firstName = firstName;
        made.user.lastName = lastName;
    }
    made.user.emailVerified = made.user.email.has_value();
    made.password = kMark + randomSecret(kPasswordLength);
    return made;
}

std::vector<Account> usualAccounts() {
    std::vector<Account> accounts;
    accounts.push_back(account("administrator", "ana.solano@example.com", "Ana", "Solano"));
    accounts.back().user.admin = true;
    accounts.push_back(account("administrator", "admin", "", "")); // Keycloak's own: no e-mail, no names
    accounts.back().user.admin = true;
    accounts.push_back(account("user", "mira.solano@example.com", "Mira", "Solano"));
    accounts.push_back(account("disabled", "noor.haddad@example.com", "نور", "حداد"));
    accounts.back().user.enabled = false;
    accounts.push_back(account("temporary", "petra.novak@example.com", "", ""));
    accounts.back().user.requiredActions = {"UPDATE_PASSWORD"};
    accounts.back().user.emailVerified = false;
    accounts.push_back(account("one-time-code", "otto.berg@example.com", "Otto", "Berg"));
    accounts.back().oneTimeKey = OneTimeCodes::newKey();
    return accounts;
}

void takeAdministrator(Credentials& credentials, const Creds& creds) {
    Account& administrator = credentials.accounts.front();
    administrator.user.username = lowerCase(creds.username);
    administrator.user.email.reset();
    if (!creds.email.empty())
        administrator.user.email = lowerCase(creds.email);
    administrator.password = creds.password;
    credentials.clientId = creds.client;
    credentials.clientSecret = creds.clientSecret;
    credentials.isSecretTold = creds.isSecretTold;
    auto& accounts = credentials.accounts;
    accounts.erase(std::remove_if(accounts.begin() + 1, accounts.end(),
                                  [&](const Account& other) {
                                      return other.user.username == accounts.front().user.username
                                             || (other.user.email && other.user.email == accounts.front().user.email);
                                  }),
                   accounts.end());
}

} // namespace

Credentials credentialsFor(const Options& options) {
    Credentials credentials;
    credentials.clientSecret = kMark + randomSecret(kSecretLength);
    credentials.accounts = usualAccounts();
    if (!options.credsFile.empty()) {
        const Account& administrator = credentials.accounts.front();
        const Creds fresh{administrator.user.username, administrator.password, *administrator.user.email,
                          credentials.clientId, credentials.clientSecret};
        takeAdministrator(credentials, readOrWriteCreds(options.credsFile, fresh));
        credentials.fromFile = true;
    }
    if (options.scenario == Scenario::PartialView) {
        credentials.accounts.front().user.admin = false;
        credentials.accounts.front().user.rights = {"query-users"};
    }
    if (options.scenario == Scenario::Leaver)
        credentials.accounts.push_back(account("leaver", kLeaver, "Dana", "Whitfield"));
    const auto wanted = static_cast<std::size_t>(options.users);
    if (credentials.accounts.size() > wanted)
        credentials.accounts.resize(wanted);
    return credentials;
}

} // namespace wallaroo::sandbox
