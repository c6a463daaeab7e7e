// Who is in a workspace. The list of members tells ids and roles; names come from the people.
#include "api/usersapi.h"
#include "api/workspacesapi.h"
#include "cli/runner.h"
#include "cli/words.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::cli {
namespace {

void add(Rows& rows, const Member& member, const std::vector<User>& people) {
    const auto person =
        std::find_if(people.begin(), people.end(), [&member](const User& user) { return user.id() == member.user; });
    const bool known = person != people.end();
    const QString id = member.user.toString();
    const QString role = member.otherRole.isEmpty() ? word(member.role) : member.otherRole;
    rows.cells << QStringList{known ? person->username() : QString(), known ? person->email() : QString(), role, id};
    QJsonObject value{{u"id"_s, id}};
    if (!role.isEmpty())
        value[u"role"_s] = role;
    if (known) {
        value[u"username"_s] = person->username();
        value[u"email"_s] = person->email();
    }
    rows.values << value;
}

} // namespace

void Runner::listMembers() {
    m_rows.heads = {u"NAME"_s, u"E-MAIL"_s, u"ROLE"_s, u"ID"_s};
    api::WorkspacesApi(*m_session, m_session->profile().instance)
        .listUsers(WorkspaceId(m_arguments.workspace), http::Lane::Interactive, this,
                   [this](const Result<api::Members>& found) {
                       if (!found)
                           return fail(found.error());
                       if (found->unreadable > 0)
                           lack(tr("%n members could not be read and are left out.", nullptr, found->unreadable));
                       nameMembers(found->members);
                   });
}

void Runner::nameMembers(const std::vector<Member>& members) {
    std::vector<UserId> ids;
    ids.reserve(members.size());
    for (const Member& member : members)
        ids.push_back(member.user);
    api::UsersApi(*m_session, m_session->profile().instance)
        .query(ids, http::Lane::Interactive, this, [this, members](const Result<std::vector<User>>& people) {
            if (!people) // who they are is known by id
                lack(tr("Their names could not be read: %1").arg(people.error().sentence));
            for (const Member& member : members)
                add(m_rows, member, people ? *people : std::vector<User>());
            printRows();
        });
}

} // namespace wallaroo::cli
