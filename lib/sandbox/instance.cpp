#include "sandbox/instance.h"

#include "sandbox/passwords.h"
#include "sandbox/randomness.h"
#include "sandbox/seed.h"

namespace wallaroo::sandbox {

namespace {

std::string storedUuid(Database& database, const std::string& name) {
    if (const auto uuid = database.setting(name))
        return *uuid;
    std::string uuid = randomUuid();
    database.setSetting(name, uuid);
    return uuid;
}

std::vector<Client> clientsOf(Database& database, const Credentials& credentials) {
    Client confidential;
    confidential.id = credentials.clientId;
    confidential.secret = credentials.clientSecret;
    confidential.serviceAccount = true;
    confidential.accessTokenSeconds = 3600;
    confidential.serviceAccountId = storedUuid(database, "service-account");
    Client open;
    open.id = "sdk-client";
    open.isPublic = true;
    return {confidential, open};
}

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

Reply landingPage() {
    return htmlReply(200, "Wallaroo sandbox",
                     "A local instance for trying, demonstrating and testing. Nothing in it is "
                     "real. The API is under /v1/api, Keycloak under /auth.");
}

} // namespace

Instance::Instance(const Options& options)
    : m_credentials(credentialsFor(options)),
      m_database(options.databaseFile),
      m_users(m_database),
      m_workspaces(m_database),
      m_sessions(m_database),
      m_keys(m_database),
      m_clients(clientsOf(m_database, m_credentials)),
      m_pagesForAdmins(m_users, true),
      m_pagesForOthers(m_users, false),
      m_realm{m_users, m_sessions, m_keys, m_clients},
      m_mlops{m_users, m_workspaces, m_keys, m_pagesForAdmins, m_pagesForOthers, options.seats} {
    if (m_database.isNew())
        seedInstance(m_database, m_users, m_workspaces, options, m_credentials.accounts);
    else
        giveAccounts();
    m_users.onChanged([this](std::int64_t position) {
        m_pagesForAdmins.invalidate(position);
        m_pagesForOthers.invalidate(position);
    });
    m_pagesForAdmins.body(); // render now: the first caller should not wait longer than the next
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
        administrator->admin = true;
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
    if (startsWith(call.path, "/v1/") || startsWith(call.path, "/v2/"))
        return answerMlops(m_mlops, call);
    if (startsWith(call.path, "/auth/"))
        return answerAuth(m_realm, call);
    if (call.path == "/")
        return landingPage();
    return htmlReply(404, "Not found", "There is nothing at this address.");
}

std::vector<std::string> Instance::accountLines() const {
    const bool secrets = !m_credentials.fromFile;
    std::vector<std::string> lines;
    lines.push_back("Client: " + oneLine(m_credentials.clientId)
                    + (secrets ? " secret=" + m_credentials.clientSecret : std::string()));
    lines.emplace_back("Client: sdk-client public");
    for (const Account& account : m_credentials.accounts)
        lines.push_back("Account: " + account.kind + " username=" + oneLine(account.user.username)
                        + (secrets ? " password=" + account.password : std::string()));
    return lines;
}

} // namespace wallaroo::sandbox
