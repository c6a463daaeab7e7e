#include "support/membershiplookup.h"

#include "base/displaytext.h"

#include <QLocale>

#include <algorithm>

namespace wallaroo {
namespace {

constexpr int mostNamed = 4; ///< workspaces in a line of words

} // namespace

MembershipLookup::MembershipLookup(api::WorkspacesApi& api, QObject* parent)
    : QObject(parent),
      m_api(api),
      m_loader(api) {
    connect(&m_loader, &api::MemberLoader::answered, this, &MembershipLookup::take);
    connect(&m_loader, &api::MemberLoader::failed, this, [this] { ++m_notLookedAt; });
    connect(&m_loader, &api::MemberLoader::halted, this, [this](const Error& error) {
        m_notLookedAt += m_loader.left();
        m_error = error;
        m_loader.stop();
        end();
    });
    connect(&m_loader, &api::MemberLoader::finished, this, &MembershipLookup::end);
}

MembershipLookup::~MembershipLookup() {
    m_list.cancel();
}

void MembershipLookup::stop() {
    m_list.cancel();
    m_loader.stop();
    m_isRunning = false;
}

void MembershipLookup::start(const std::vector<UserId>& people) {
    stop();
    m_workspaces.clear();
    m_places.clear();
    m_members.clear();
    m_error.reset();
    m_notLookedAt = 0;
    m_isRunning = true;
    for (const UserId& person : people)
        m_places.insert(person, {});
    m_list = m_api.listOf(
        people, this,
        [this](const std::vector<Workspace>& rows) {
            m_workspaces.insert(m_workspaces.end(), rows.begin(), rows.end());
        },
        [this](const Result<api::ListSummary>& result) { listed(result); });
}

void MembershipLookup::listed(const Result<api::ListSummary>& result) {
    if (!result) {
        m_error = result.error();
        end();
        return;
    }
    // Default workspaces last: they are the least of what somebody wants to know
    std::stable_partition(m_workspaces.begin(), m_workspaces.end(),
                          [](const Workspace& workspace) { return !workspace.isDefault(); });
    const auto asked = std::min<size_t>(m_workspaces.size(), most);
    m_notLookedAt += static_cast<int>(m_workspaces.size() - asked);
    std::vector<WorkspaceId> ids;
    for (size_t i = 0; i < asked; ++i)
        ids.push_back(m_workspaces[i].id);
    if (ids.empty())
        end();
    else
        m_loader.want(ids);
}

void MembershipLookup::take(WorkspaceId id, const api::Members& members) {
    const auto found = std::find_if(m_workspaces.begin(), m_workspaces.end(),
                                    [id](const Workspace& workspace) { return workspace.id == id; });
    if (found == m_workspaces.end())
        return;
    m_members.insert(id, members.members);
    const auto owners = std::count_if(members.members.begin(), members.members.end(),
                                      [](const Member& member) { return member.role == MemberRole::Owner; });
    for (const Member& member : members.members) {
        const auto places = m_places.find(member.user);
        if (places != m_places.end())
            places->push_back({*found, member.role,
                               member.role == MemberRole::Owner && owners == 1 && members.unreadable == 0,
                               member.otherRole});
    }
    Q_EMIT progressed();
}

void MembershipLookup::end() {
    m_isRunning = false;
    Q_EMIT finished();
}

const std::vector<MembershipLookup::Place>& MembershipLookup::placesOf(const UserId& person) const {
    static const std::vector<Place> none;
    const auto found = m_places.constFind(person);
    return found == m_places.constEnd() ? none : *found;
}

const std::vector<Member>& MembershipLookup::membersOf(WorkspaceId workspace) const {
    static const std::vector<Member> none;
    const auto found = m_members.constFind(workspace);
    return found == m_members.constEnd() ? none : *found;
}

QStringList MembershipLookup::onlyOwnedBy(const UserId& person) const {
    QStringList names;
    for (const Place& place : placesOf(person)) {
        if (place.isOnlyOwner && !place.workspace.isDefault() && !place.workspace.archived)
            names << displayText(place.workspace.name, 60);
    }
    return names;
}

QString MembershipLookup::summaryOf(const UserId& person) const {
    const QStringList owned = onlyOwnedBy(person);
    if (!owned.isEmpty()) {
        QString names = owned.mid(0, mostNamed).join(QStringLiteral(", "));
        if (owned.size() > mostNamed)
            names =
                tr("%1, … (%2)", "some of the workspaces, number of all").arg(names, QLocale().toString(owned.size()));
        return tr("%1: sole owner", "workspaces").arg(names); // they first: the end may be cut short
    }
    const auto& places = placesOf(person);
    const auto shared =
        std::count_if(places.begin(), places.end(), [](const Place& place) { return !place.workspace.isDefault(); });
    return shared > 0 ? tr("member of %n workspaces", nullptr, static_cast<int>(shared)) : QString();
}

QString MembershipLookup::gaps(int people) const {
    QStringList sentences;
    if (m_error)
        sentences << tr("What they own is not known: %1").arg(m_error->sentence);
    else if (m_notLookedAt > 0)
        sentences << tr("%n workspaces were not looked at.", nullptr, m_notLookedAt);
    const auto asked = static_cast<int>(m_places.size());
    if (!m_error && people > asked)
        sentences << tr("Workspaces were looked up for the first %n people.", nullptr, asked);
    return sentences.join(u' ');
}

} // namespace wallaroo
