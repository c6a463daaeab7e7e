// Who is in a workspace. The list of members tells ids and roles; names come from the people.
#include "api/usersapi.h"
#include "api/workspacesapi.h"
#include "cli/runner.h"
#include "cli/words.h"

#include <algorithm>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::cli {
namespace {

/// By name, and who has none by id behind them.
struct Named {
    Member member;
    QString username{};
    QString email{};

    [[nodiscard]] auto place() const { return std::tuple(username.isEmpty(), username.toUtf8(), member.user.toUtf8()); }
};

std::vector<Named> inOrder(const std::vector<Member>& members, const std::vector<User>& people) {
    std::vector<Named> rows;
    rows.reserve(members.size());
    for (const Member& member : members) {
        const auto person = std::find_if(people.begin(), people.end(),
                                         [&member](const User& user) { return user.id() == member.user; });
        rows.push_back({member});
        if (person != people.end())
            rows.back() = {member, person->username(), person->email()};
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Named& a, const Named& b) { return a.place() < b.place(); });
    return rows;
}

void add(Rows& rows, const Named& named) {
    const QString id = named.member.user.toString();
    const QString role = named.member.otherRole.isEmpty() ? word(named.member.role) : named.member.otherRole;
    rows.cells << QStringList{named.username, named.email, role, id};
    QJsonObject value{{u"id"_s, id}};
    if (!role.isEmpty())
        value[u"role"_s] = role;
    if (!named.username.isEmpty()) { // there is nobody without one
        value[u"username"_s] = named.username;
        value[u"email"_s] = named.email;
    }
    rows.values << value;
}

} // namespace

void Runner::listMembers() {
    api::WorkspacesApi(*m_session, m_session->profile().instance)
        .listUsers(WorkspaceId(m_arguments.workspace), http::Lane::Interactive, this,
                   [this](const Result<api::Members>& found) {
                       if (!found)
                           return againOrFail(found.error(), [this] { listMembers(); });
                       if (found->unreadable > 0)
                           lack(tr("%n members could not be read and are left out.", nullptr, found->unreadable));
                       nameMembers(found->members);
                   });
}

void Runner::nameMembers(const std::vector<Member>& members) {
    if (members.empty()) // a list of nobody might be taken for one of everybody
        return printMembers(members, {});
    std::vector<UserId> ids;
    ids.reserve(members.size());
    for (const Member& member : members)
        ids.push_back(member.user);
    api::UsersApi(*m_session, m_session->profile().instance)
        .query(ids, http::Lane::Interactive, this, [this, members](const Result<std::vector<User>>& people) {
            if (!people && pause(people.error(), [this, members] { nameMembers(members); }))
                return;
            if (!people && !m_ended) // who they are is known by id
                lack(tr("Their names could not be read: %1").arg(people.error().sentence));
            printMembers(members, people ? *people : std::vector<User>());
        });
}

void Runner::printMembers(const std::vector<Member>& members, const std::vector<User>& people) {
    m_rows.heads = {u"NAME"_s, u"E-MAIL"_s, u"ROLE"_s, u"ID"_s};
    for (const Named& named : inOrder(members, people))
        add(m_rows, named);
    printRows();
}

} // namespace wallaroo::cli
