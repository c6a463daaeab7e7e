// The commands that list something.
#include "api/usersapi.h"
#include "api/workspacesapi.h"
#include "cli/runner.h"
#include "cli/words.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::cli {
namespace {

void add(Rows& rows, const User& user) {
    const QString id = user.id().toString();
    rows.cells << QStringList{user.username(),
                              user.email(),
                              word(user.status),
                              word(user.type),
                              isoDate(user.lastLogin),
                              isoDate(user.created),
                              id};
    QJsonObject value{{u"id"_s, id},
                      {u"username"_s, user.username()},
                      {u"email"_s, user.email()},
                      {u"firstName"_s, user.firstName()},
                      {u"lastName"_s, user.lastName()},
                      {u"status"_s, word(user.status)},
                      {u"created"_s, isoDate(user.created)}};
    // What the server did not tell has no member: absent is not "no".
    if (user.type != UserType::NotTold)
        value[u"type"_s] = word(user.type);
    if (user.lastLogin.isTold())
        value[u"lastLogin"_s] = isoDate(user.lastLogin);
    rows.values << value;
}

void add(Rows& rows, const Workspace& workspace) {
    const QString id = QString::number(workspace.id.number());
    rows.cells << QStringList{id, workspace.name, workspace.createdBy, isoDate(workspace.created),
                              workspace.archived ? u"archived"_s : QString()};
    rows.values << QJsonObject{{u"id"_s, workspace.id.number()},
                               {u"name"_s, workspace.name},
                               {u"created_by"_s, workspace.createdBy},
                               {u"created"_s, isoDate(workspace.created)},
                               {u"archived"_s, workspace.archived},
                               {u"models"_s, workspace.models.size()},
                               {u"pipelines"_s, workspace.pipelines.size()}};
}

/// The server's order has no meaning and is another one each time: two lists could not be compared.
template <typename Row, typename KeyOf>
void sortByName(std::vector<Row>& rows, KeyOf keyOf) {
    std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return keyOf(a) < keyOf(b); });
}

} // namespace

void Runner::listProfiles() {
    m_rows.heads = {u"NAME"_s, u"ADDRESS"_s, u"USER"_s, u"CLIENT"_s, u"ID"_s};
    for (const auto& profile : m_surroundings.profiles.profiles()) {
        const QString name = profile.title();
        const QString address = profile.instance.apiBase.toString(QUrl::FullyEncoded);
        const QString id = profile.id.toString(QUuid::WithoutBraces);
        m_rows.cells << QStringList{name, address, profile.username, profile.clientId, id};
        m_rows.values << QJsonObject{{u"name"_s, name},
                                     {u"address"_s, address},
                                     {u"username"_s, profile.username},
                                     {u"client"_s, profile.clientId},
                                     {u"id"_s, id}};
    }
    printRows();
}

void Runner::listUsers() {
    const auto people = std::make_shared<std::vector<User>>();
    api::UsersApi(*m_session, m_session->profile().instance)
        .list(
            this,
            [people](const std::vector<User>& users) { people->insert(people->end(), users.begin(), users.end()); },
            [this, people](const Result<api::ListSummary>& summary) {
                if (!summary)
                    return againOrFail(summary.error(), [this] { listUsers(); });
                printUsers(*people, *summary);
            });
}

void Runner::printUsers(std::vector<User>& people, const api::ListSummary& summary) {
    m_rows.heads = {u"NAME"_s, u"E-MAIL"_s, u"STATUS"_s, u"TYPE"_s, u"LAST SIGN-IN"_s, u"CREATED"_s, u"ID"_s};
    sortByName(people,
               [](const User& user) { return std::pair(user.usernameUtf8().toByteArray(), user.id().toUtf8()); });
    for (User& user : people) {
        if (summary.typesTold && user.type == UserType::NotTold)
            user.type = UserType::User; // roles are there for administrators alone
        add(m_rows, user);
    }
    if (summary.unreadable > 0)
        lack(tr("%n people could not be read and are left out.", nullptr, summary.unreadable));
    printRows();
}

void Runner::listWorkspaces() {
    const auto found = std::make_shared<std::vector<Workspace>>();
    api::WorkspacesApi(*m_session, m_session->profile().instance)
        .list(
            this,
            [found](const std::vector<Workspace>& rows) { found->insert(found->end(), rows.begin(), rows.end()); },
            [this, found](const Result<api::ListSummary>& summary) {
                if (!summary)
                    return againOrFail(summary.error(), [this] { listWorkspaces(); });
                printWorkspaces(*found, *summary);
            });
}

void Runner::printWorkspaces(std::vector<Workspace>& workspaces, const api::ListSummary& summary) {
    m_rows.heads = {u"ID"_s, u"NAME"_s, u"CREATED BY"_s, u"CREATED"_s, u"STATE"_s};
    sortByName(workspaces, [](const Workspace& one) { return std::pair(one.name.toUtf8(), one.id.number()); });
    for (const Workspace& workspace : workspaces)
        add(m_rows, workspace);
    if (summary.unreadable > 0)
        lack(tr("%n workspaces could not be read and are left out.", nullptr, summary.unreadable));
    printRows();
}

/// Half a list must not pass for a whole one, and a script reads no sentence.
void Runner::lack(const QString& what) {
    say(what);
    m_listCode = Incomplete;
}

void Runner::printRows() {
    if (m_ended) // half of it, as the session's end has cut it: that was told
        return;
    m_surroundings.out(print(m_rows, m_arguments.output));
    end(m_listCode);
}

} // namespace wallaroo::cli
