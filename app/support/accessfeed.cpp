#include "support/accessfeed.h"

#include <algorithm>

namespace wallaroo {
namespace {

using models::AccessMatrix;
using models::TableModel;

constexpr int peopleAfterMs = 300; ///< several people may change one after the other
constexpr int progressEveryMs = 100;

} // namespace

AccessFeed::AccessFeed(api::WorkspacesApi& api, models::UsersModel& users, models::WorkspacesModel& workspaces,
                       AccessMatrix& matrix, QString userName, QObject* parent)
    : QObject(parent),
      m_users(users),
      m_workspaces(workspaces),
      m_matrix(matrix),
      m_loader(api),
      m_userName(std::move(userName)) {
    m_peopleSoon.setSingleShot(true);
    m_peopleSoon.setInterval(peopleAfterMs);
    m_progress.setSingleShot(true);
    m_progress.setInterval(progressEveryMs);
    connect(&m_peopleSoon, &QTimer::timeout, this, &AccessFeed::peopleLoaded);
    connect(&m_progress, &QTimer::timeout, this, &AccessFeed::progressed);
    // Queued: what did not come again leaves a model only after its phase has changed
    const auto takePeopleWhenLoaded = [this] {
        if (m_users.phase() == TableModel::Phase::Loaded)
            peopleLoaded();
    };
    const auto takeWorkspacesWhenLoaded = [this] {
        if (m_workspaces.phase() == TableModel::Phase::Loaded)
            takeWorkspaces();
    };
    connect(&users, &TableModel::phaseChanged, this, takePeopleWhenLoaded, Qt::QueuedConnection);
    connect(&workspaces, &TableModel::phaseChanged, this, takeWorkspacesWhenLoaded, Qt::QueuedConnection);
    connect(&users, &QAbstractItemModel::dataChanged, this, [this] {
        if (m_users.phase() == TableModel::Phase::Loaded && !m_peopleSoon.isActive())
            m_peopleSoon.start();
    });
    connect(&m_loader, &api::MemberLoader::answered, this, [this](WorkspaceId workspace, const api::Members& members) {
        m_matrix.setMembers(workspace, members.members, members.unreadable == 0);
        noteProgress();
    });
    connect(&m_loader, &api::MemberLoader::failed, this, [this](WorkspaceId workspace, const Error& error) {
        m_matrix.setFailed(workspace, error);
        noteProgress();
    });
    connect(&m_loader, &api::MemberLoader::started, this, &AccessFeed::noteProgress);
    connect(&m_loader, &api::MemberLoader::finished, this, &AccessFeed::finished);
    connect(&m_loader, &api::MemberLoader::halted, this, &AccessFeed::halted);
}

void AccessFeed::noteProgress() {
    if (!m_progress.isActive())
        m_progress.start();
}

void AccessFeed::peopleLoaded() {
    m_peopleSoon.stop();
    m_arePeopleLoaded = true;
    findMe();
    if (m_matrix.hasWorkspaces())
        takePeople();
}

void AccessFeed::takePeople() {
    m_matrix.setPeople(m_users.all(), m_unreadablePeople == 0);
}

void AccessFeed::findMe() {
    const QByteArray name = m_userName.toUtf8();
    const User* found = nullptr;
    m_users.forEach([&](const User& user) {
        if (!found
            && (user.usernameUtf8().compare(name, Qt::CaseInsensitive) == 0
                || user.emailUtf8().compare(name, Qt::CaseInsensitive) == 0))
            found = &user;
    });
    m_me = found ? found->id() : UserId();
    m_workspaces.setMe(m_me, found ? found->email() : QString());
}

void AccessFeed::takeWorkspaces() {
    const bool isRefresh = m_matrix.workspaceCount() > 0;
    if (!m_matrix.hasPeople() && m_arePeopleLoaded)
        takePeople();
    m_matrix.setWorkspaces(m_workspaces.all(), m_unreadableWorkspaces == 0);
    if (isRefresh)
        m_matrix.setAllStale();
    const std::vector<WorkspaceId> some = missing(m_areDefaultsWanted);
    if (m_isAllWanted || some.size() <= mostByItself)
        m_loader.want(some);
}

std::vector<WorkspaceId> AccessFeed::missing(bool defaults) const {
    std::vector<WorkspaceId> ids;
    std::vector<WorkspaceId> archived; // seldom looked at: last
    for (AccessMatrix::Number number = 0; number < m_matrix.workspaceCount(); ++number) {
        const Workspace& workspace = m_matrix.workspace(number);
        if (!m_matrix.isWorkspaceListed(number) || m_matrix.known(number) == AccessMatrix::Known::Yes
            || (workspace.isDefault() && !defaults))
            continue;
        (workspace.archived ? archived : ids).push_back(workspace.id);
    }
    ids.insert(ids.end(), archived.begin(), archived.end());
    return ids;
}

void AccessFeed::lookAt(const std::vector<WorkspaceId>& workspaces) {
    std::vector<WorkspaceId> unknown;
    for (const WorkspaceId id : workspaces) {
        const auto number = m_matrix.findWorkspace(id);
        if (number
            && (m_matrix.known(*number) == AccessMatrix::Known::No
                || m_matrix.known(*number) == AccessMatrix::Known::Stale))
            unknown.push_back(id);
    }
    m_loader.want(unknown);
    m_loader.prefer(unknown);
}

void AccessFeed::wantAll() {
    m_isAllWanted = true;
    m_loader.want(missing(m_areDefaultsWanted));
}

void AccessFeed::wantDefaults() {
    m_areDefaultsWanted = true;
    wantAll();
}

void AccessFeed::refresh() {
    m_matrix.setAllStale();
    wantAll();
}

void AccessFeed::changed(WorkspaceId workspace) {
    m_matrix.setStale(workspace);
    m_loader.wantAnew(workspace);
}

void AccessFeed::tryAgain() {
    m_loader.resume();
    m_loader.want(missing(m_areDefaultsWanted));
}

void AccessFeed::stop() {
    m_loader.stop();
}

} // namespace wallaroo
