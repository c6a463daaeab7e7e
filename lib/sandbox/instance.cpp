#include "sandbox/instance.h"

#include "sandbox/credsfile.h"
#include "sandbox/passwords.h"
#include "sandbox/randomness.h"
#include "sandbox/seed.h"
#include "sandbox/seedclients.h"

#include <algorithm>
#include <stdexcept>

namespace wallaroo::sandbox {

namespace {

bool startsWith(const std::string& text, std::string_view start) {
    return text.compare(0, start.size(), start) == 0;
}

// A line of output stays one line, whatever a creds file holds.
std::string oneLine(std::string text) {
    for (char& letter : text) {
        if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f)
            letter = '?';
    }
    return text;
}

Upstream upstreamOf(const Options& options) {
    const Creds service = readServiceCreds(options.authServiceFile);
    return Upstream(options.authUrl, service.client, service.clientSecret);
}

Reply landingPage() {
    return htmlReply(200, "Wallaroo sandbox",
                     "A local instance for trying, demonstrating and testing. Nothing in it is "
                     "real. The API is under /v1/api, Keycloak under /auth.");
}

std::vector<Client> clientsFor(Database& database, const Credentials& credentials, Scenario scenario) {
    auto clients = seedClients(database, credentials.clientId, credentials.clientSecret);
    for (Client& client : clients) {
        if (scenario != Scenario::ShortTokens)
            break;
        client.accessTokenSeconds = std::min(client.accessTokenSeconds, 60);
        client.sessionIdleSeconds = std::min(client.sessionIdleSeconds, 30); // dies before the access token
        client.sessionMaximumSeconds = 600;
    }
    return clients;
}

} // namespace

Instance::Instance(const Options& options)
    : m_credsFile(options.credsFile),
      m_credentials(credentialsFor(options)),
      m_database(options.databaseFile),
      m_users(m_database),
      m_workspaces(m_database),
      m_sessions(m_database),
      m_keys(m_database),
      m_clients(clientsFor(m_database, m_credentials, options.scenario)),
      m_rotation(options.refreshReuse),
      m_lockouts(m_database),
      m_roles(m_database, m_clients),
      m_abroad(options.authUrl.empty() ? nullptr : std::make_unique<Abroad>(options, m_users)),
      m_pagesForAdmins(m_users, true),
      m_pagesForOthers(m_users, false),
      m_realm{m_users, m_sessions, m_keys, m_clients, m_codes, m_devices, m_rotation, m_lockouts, m_roles},
      m_mlops{m_users,
              m_workspaces,
              m_abroad ? static_cast<const TokenVerifier&>(m_abroad->keys) : m_keys,
              m_pagesForAdmins,
              m_pagesForOthers,
              options.seats,
              options.scenario != Scenario::Enterprise,
              !options.duplicateWorkspaceNames,
              options.scenario == Scenario::PartialView,
              options.badFieldStatus,
              m_abroad ? &m_abroad->people : nullptr,
              &m_lockouts},
      m_rate(options.rate) {
    for (const std::string& rule : options.refusals)
        m_refusals.add(rule);
    fill(options);
    for (const Account& account : m_credentials.accounts) {
        if (!account.oneTimeKey.empty())
            m_codes.give(account.user.username, account.oneTimeKey);
    }
    m_users.onChanged([this](std::int64_t position) {
        m_pagesForAdmins.invalidate(position);
        m_pagesForOthers.invalidate(position);
    });
    m_pagesForAdmins.body(); // render now: the first caller should not wait longer than the next
}

Instance::Abroad::Abroad(const Options& options, Users& users)
    : upstream(upstreamOf(options)),
      keys(upstream),
      people(upstream, users) {
}

void Instance::fill(const Options& options) {
    if (m_abroad) {
        try {
            m_abroad->people.pull();
        } catch (const Refusal&) {
            throw std::runtime_error("the Keycloak at " + options.authUrl
                                     + " cannot be asked for its users with the account in " + options.authServiceFile);
        }
        if (m_database.isNew())
            seedAround(m_database, m_users, m_workspaces, options);
    } else if (m_database.isNew()) {
        seedInstance(m_database, m_users, m_workspaces, m_sessions, options, m_credentials);
    } else {
        giveAccounts();
    }
}

// A state from an earlier run keeps its people as they are. Only the passwords are those of this run, and its
// administrator can be one.
void Instance::giveAccounts() {
    for (const Account& account : m_credentials.accounts) {
        auto user = m_users.bySignInName(account.user.username);
        if (user) {
            user->passwordHash = hashedPassword(account.password);
            m_users.update(*user);
        }
    }
    const Account& first = m_credentials.accounts.front();
    if (auto administrator = m_users.bySignInName(first.user.username)) {
        administrator->admin = first.user.admin;
        administrator->enabled = true;
        administrator->requiredActions.clear();
        m_users.update(*administrator);
    } else {
        User added = first.user;
        added.id = randomUuid();
        added.passwordHash = hashedPassword(first.password);
        if (added.email && m_users.byEmail(*added.email))
            added.email.reset();
        m_users.add(added);
    }
}

Reply Instance::answer(const Call& call) const {
    const bool isLimited = startsWith(call.path, "/v1/") || startsWith(call.path, "/auth/admin/");
    if (auto refused = isLimited ? m_rate.refusal() : std::nullopt)
        return *std::move(refused);
    if (auto refused = m_refusals.refusal(call))
        return *std::move(refused);
    if (startsWith(call.path, "/v1/") || startsWith(call.path, "/v2/"))
        return answerMlops(m_mlops, call);
    if (startsWith(call.path, "/auth/") && m_abroad)
        return htmlReply(404, "Not found", "People sign in to this instance at another address.");
    if (startsWith(call.path, "/auth/"))
        return answerAuth(m_realm, call);
    if (call.path == "/")
        return landingPage();
    return htmlReply(404, "Not found", "There is nothing at this address.");
}

std::vector<std::string> Instance::warnings() const {
    std::vector<std::string> sentences;
    if (othersMayRead(m_credsFile))
        sentences.push_back("others may read " + m_credsFile + " (chmod 600 keeps it yours)");
    if (!m_credentials.isSecretTold)
        sentences.push_back(m_credsFile + " has no confidentialPassword: nobody can use the client "
                            + oneLine(m_credentials.clientId) + " (sdk-client needs no secret)");
    return sentences;
}

std::vector<std::string> Instance::accountLines() const {
    const bool secrets = !m_credentials.fromFile;
    std::vector<std::string> lines;
    if (m_abroad)
        return {"Keycloak: " + oneLine(m_abroad->upstream.address())};
    for (const Client& client : m_clients.all()) {
        std::string line = "Client: " + oneLine(client.id);
        if (client.isPublic)
            line += " public";
        else if (secrets)
            line += " secret=" + client.secret;
        lines.push_back(line);
    }
    for (const Account& account : m_credentials.accounts) {
        std::string line = "Account: " + account.kind + " username=" + oneLine(account.user.username);
        if (secrets)
            line += " password=" + account.password;
        if (secrets && !account.oneTimeKey.empty())
            line += " totp=" + OneTimeCodes::base32(account.oneTimeKey);
        lines.push_back(line);
    }
    return lines;
}

} // namespace wallaroo::sandbox
