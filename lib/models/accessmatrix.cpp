#include "models/accessmatrix.h"

#include <QCoreApplication>

#include <algorithm>

namespace wallaroo::models {
namespace {

// lupdate of Qt 6.8 does not find the class itself.
struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::models::AccessMatrix)
};

constexpr quint32 roleBits = 2;
constexpr quint32 roleMask = (1U << roleBits) - 1;

Access accessOf(MemberRole role) {
    switch (role) {
    case MemberRole::NotTold:
        return Access::NotTold;
    case MemberRole::Collaborator:
        return Access::Collaborator;
    case MemberRole::Owner:
        return Access::Owner;
    }
    return Access::NotTold;
}

AccessMatrix::Entry entryOf(quint32 packed) {
    return {packed >> roleBits, static_cast<MemberRole>(packed & roleMask)};
}

/// Where a person would be among a workspace's members.
template <typename Members>
auto placeOf(Members& members, AccessMatrix::Number person) {
    return std::lower_bound(members.begin(), members.end(), person << roleBits);
}

} // namespace

AccessMatrix::Number AccessMatrix::numberOf(const UserId& id) {
    const auto known = m_personNumbers.constFind(id);
    if (known != m_personNumbers.constEnd())
        return *known;
    const Number number = personCount();
    m_people.push_back({User(id, {}), false});
    m_personNumbers.insert(id, number);
    return number;
}

void AccessMatrix::setPeople(std::vector<User> people, bool isWhole) {
    for (Person& person : m_people)
        person.isListed = false;
    m_people.reserve(people.size());
    for (User& user : people) {
        Person& person = m_people[numberOf(user.id())];
        person.user = std::move(user);
        person.isListed = true;
    }
    m_hasPeople = true;
    m_arePeopleWhole = isWhole;
    Q_EMIT sidesChanged();
}

void AccessMatrix::setWorkspaces(std::vector<Workspace> workspaces, bool isWhole) {
    for (Column& column : m_columns)
        column.isListed = false;
    m_names.clear();
    m_columns.reserve(workspaces.size());
    for (Workspace& workspace : workspaces) {
        const auto known = m_workspaceNumbers.constFind(workspace.id);
        const Number number = known != m_workspaceNumbers.constEnd() ? *known : workspaceCount();
        if (number == workspaceCount()) {
            m_columns.emplace_back();
            m_workspaceNumbers.insert(workspace.id, number);
        }
        ++m_names[workspace.name];
        m_columns[number].workspace = std::move(workspace);
        m_columns[number].isListed = true;
    }
    for (Column& column : m_columns) {
        if (!column.isListed) { // should it come back, it is asked anew
            column.members = {};
            column.otherRoles.clear();
            column.failure.reset();
            column.known = Known::No;
        }
    }
    m_hasWorkspaces = true;
    m_areWorkspacesWhole = isWhole;
    Q_EMIT sidesChanged();
}

void AccessMatrix::clear() {
    m_people.clear();
    m_columns.clear();
    m_personNumbers.clear();
    m_workspaceNumbers.clear();
    m_names.clear();
    m_hasPeople = false;
    m_hasWorkspaces = false;
    m_arePeopleWhole = true;
    m_areWorkspacesWhole = true;
    Q_EMIT sidesChanged();
}

std::optional<AccessMatrix::Number> AccessMatrix::findPerson(const UserId& id) const {
    const auto known = m_personNumbers.constFind(id);
    return known == m_personNumbers.constEnd() ? std::nullopt : std::optional(*known);
}

std::optional<AccessMatrix::Number> AccessMatrix::findWorkspace(WorkspaceId id) const {
    const auto known = m_workspaceNumbers.constFind(id);
    return known == m_workspaceNumbers.constEnd() ? std::nullopt : std::optional(*known);
}

bool AccessMatrix::isNameTwice(Number workspace) const {
    return m_names.value(m_columns[workspace].workspace.name) > 1;
}

QString AccessMatrix::workspaceLabel(Number workspace) const {
    const Workspace& record = m_columns[workspace].workspace;
    return isNameTwice(workspace) ? Say::tr("%1 (ID %2)").arg(record.name).arg(record.id.number()) : record.name;
}

void AccessMatrix::setMembers(WorkspaceId workspace, const std::vector<Member>& members, bool isWhole) {
    const auto number = findWorkspace(workspace);
    if (!number || !m_columns[*number].isListed)
        return;
    std::vector<quint32> packed;
    packed.reserve(members.size());
    QHash<Number, QString> otherRoles;
    const Number peopleBefore = personCount();
    for (const Member& member : members) {
        const Number person = numberOf(member.user);
        packed.push_back(person << roleBits | static_cast<quint32>(member.role));
        if (!member.otherRole.isEmpty())
            otherRoles.insert(person, member.otherRole);
    }
    std::sort(packed.begin(), packed.end());
    Column& column = m_columns[*number];
    column.members = std::move(packed);
    column.otherRoles = std::move(otherRoles);
    column.failure.reset();
    column.known = isWhole ? Known::Yes : Known::Partly;
    if (personCount() != peopleBefore)
        Q_EMIT sidesChanged(); // members that the list of users does not know
    Q_EMIT membersChanged(*number);
}

void AccessMatrix::setFailed(WorkspaceId workspace, const Error& error) {
    const auto number = findWorkspace(workspace);
    if (!number)
        return;
    Column& column = m_columns[*number];
    column.members = {};
    column.otherRoles.clear();
    column.failure = std::make_unique<Error>(error);
    column.known = Known::Failed;
    Q_EMIT membersChanged(*number);
}

void AccessMatrix::setStale(WorkspaceId workspace) {
    const auto number = findWorkspace(workspace);
    if (!number)
        return;
    Known& known = m_columns[*number].known;
    if (known != Known::Yes && known != Known::Partly)
        return;
    known = Known::Stale;
    Q_EMIT membersChanged(*number);
}

void AccessMatrix::setAllStale() {
    for (const Column& column : m_columns)
        setStale(column.workspace.id);
}

AccessCell AccessMatrix::cell(Number person, Number workspace) const {
    const Column& column = m_columns[workspace];
    if (column.known == Known::No || column.known == Known::Failed)
        return {};
    const bool isStale = column.known == Known::Stale;
    const auto place = placeOf(column.members, person);
    if (place != column.members.end() && *place >> roleBits == person)
        return {accessOf(entryOf(*place).role), isStale};
    return {column.known == Known::Partly ? Access::NotKnown : Access::None, isStale};
}

std::vector<AccessMatrix::Entry> AccessMatrix::members(Number workspace) const {
    const Column& column = m_columns[workspace];
    std::vector<Entry> entries;
    entries.reserve(column.members.size());
    std::transform(column.members.begin(), column.members.end(), std::back_inserter(entries), entryOf);
    return entries;
}

int AccessMatrix::memberCount(Number workspace) const {
    return static_cast<int>(m_columns[workspace].members.size());
}

std::vector<std::pair<AccessMatrix::Number, MemberRole>> AccessMatrix::workspacesOf(Number person) const {
    std::vector<std::pair<Number, MemberRole>> found;
    for (Number number = 0; number < workspaceCount(); ++number) {
        const Column& column = m_columns[number];
        const auto place = placeOf(column.members, person);
        if (column.isListed && place != column.members.end() && *place >> roleBits == person)
            found.emplace_back(number, entryOf(*place).role);
    }
    return found;
}

int AccessMatrix::notKnownCount(bool withDefaults) const {
    return static_cast<int>(std::count_if(m_columns.begin(), m_columns.end(), [withDefaults](const Column& column) {
        return column.isListed && column.known != Known::Yes && (withDefaults || !column.workspace.isDefault());
    }));
}

} // namespace wallaroo::models
