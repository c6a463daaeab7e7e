#include "sandbox/seed.h"

#include "sandbox/names.h"
#include "sandbox/passwords.h"
#include "sandbox/seedleaver.h"
#include "sandbox/seedworkspaces.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace wallaroo::sandbox {

namespace {

// 2026-06-01 08:00:00 UTC: the instance's "today". A fixed day, so that the same seed gives the same bytes tomorrow.
constexpr std::int64_t kToday = 1780300800000;
constexpr std::int64_t kDay = 24LL * 3600 * 1000;
constexpr std::array<std::string_view, 4> kDomains{"example.com", "example.com", "example.org", "example.net"};

/// Makes people, each with an address and a user name nobody has yet.
class People {
public:
    explicit People(SeededRandom& random) : m_random(random) {}

    void reserve(const User& user) {
        m_taken.insert(user.username);
        if (user.email)
            m_taken.insert(*user.email);
    }

    User invent();
    void giveTimes(User& user);

private:
    void giveConditions(User& user);
    std::string freeAddress(const std::string& ascii);

    SeededRandom& m_random;
    std::unordered_map<std::string, int> m_namesakes;
    std::unordered_set<std::string> m_taken;
};

std::string People::freeAddress(const std::string& ascii) {
    const std::string domain(kDomains[m_random.below(kDomains.size())]);
    for (;;) {
        const int number = ++m_namesakes[ascii];
        const std::string local = number == 1 ? ascii : ascii + std::to_string(number);
        std::string address = local + "@" + domain;
        if (m_taken.count(address) == 0 && m_taken.count(local) == 0)
            return address;
    }
}

void People::giveTimes(User& user) {
    user.created = kToday - m_random.between(kDay, 900 * kDay);
    const auto kind = m_random.below(10);
    user.lastLoginTold = kind != 0;
    if (kind > 2)
        user.lastLogin = m_random.between(user.created, kToday);
}

void People::giveConditions(User& user) {
    user.enabled = !m_random.perMille(60);
    user.emailVerified = m_random.perMille(850);
    user.admin = m_random.perMille(12);
    if (m_random.perMille(30))
        user.requiredActions.emplace_back("UPDATE_PASSWORD");
    if (m_random.perMille(8))
        user.requiredActions.emplace_back("CONFIGURE_TOTP");
    if (m_random.perMille(40))
        user.federated = "example-idp";
}

User People::invent() {
    const PersonName name = inventedName(m_random);
    User user;
    user.id = m_random.uuid();
    user.rights = usualRights();
    user.email = freeAddress(name.ascii);
    // Few have a user name of their own; the part before the @ is as free as the whole.
    user.username = m_random.perMille(50) ? user.email->substr(0, user.email->find('@')) : *user.email;
    const auto kind = m_random.below(100);
    if (kind >= 4) // 4 % never set a name, 2 % only half of it
        user.firstName = name.first;
    if (kind >= 6)
        user.lastName = name.last;
    giveTimes(user);
    giveConditions(user);
    return user;
}

} // namespace

void seedInstance(Database& database, Users& users, Workspaces& workspaces, Sessions& sessions, const Options& options,
                  const Credentials& credentials) {
    const std::vector<Account>& accounts = credentials.accounts;
    SeededRandom random(options.seed);
    People people(random);
    std::vector<Creator> creators;
    SQLite::Transaction transaction(database.sql());
    for (const Account& account : accounts) {
        User user = account.user;
        user.id = random.uuid();
        if (user.rights.empty())
            user.rights = usualRights();
        people.giveTimes(user);
        user.passwordHash = hashedPassword(account.password);
        people.reserve(user);
        users.add(user);
        if (account.kind != "leaver") // what she has is told by her scenario
            creators.push_back({user.id, user.email.value_or(""), user.enabled});
    }
    for (auto i = static_cast<int>(accounts.size()); i < options.users; ++i) {
        const User user = people.invent();
        users.add(user);
        creators.push_back({user.id, *user.email, user.enabled});
    }
    seedWorkspaces(workspaces, creators, options.workspaces, random, kToday);
    if (options.scenario == Scenario::Leaver)
        seedLeaver(users, workspaces, sessions, credentials.clientId, kToday);
    for (int id = 2; options.scenario == Scenario::PartialView && id <= std::min(5, options.workspaces); ++id)
        workspaces.setMember(id, creators.front().id, id == 2 ? "OWNER" : "COLLABORATOR");
    database.setSetting("filled", "yes");
    transaction.commit();
}

void seedAround(Database& database, Users& users, Workspaces& workspaces, const Options& options) {
    SeededRandom random(options.seed);
    std::vector<Creator> creators;
    users.each(0, users.lastPosition(), [&creators](const User& user) {
        creators.push_back({user.id, user.email.value_or("")});
    });
    SQLite::Transaction transaction(database.sql());
    seedWorkspaces(workspaces, creators, options.workspaces, random, kToday);
    database.setSetting("filled", "yes");
    transaction.commit();
}

} // namespace wallaroo::sandbox
