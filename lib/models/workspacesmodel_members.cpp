#include "base/displaytext.h"
#include "models/workspacesmodel.h"

#include <algorithm>

namespace wallaroo::models {

void WorkspacesModel::setMatrix(const AccessMatrix& matrix) {
    m_matrix = &matrix;
    const auto soon = [this] {
        if (!m_membersSoon.isActive())
            m_membersSoon.start();
    };
    connect(&matrix, &AccessMatrix::membersChanged, this, soon);
    connect(&matrix, &AccessMatrix::sidesChanged, this, soon); // names and statuses of owners
}

/// Twice a column is cheaper than once a row: 10,000 rows take 20 ms, whatever number of them changed.
void WorkspacesModel::membersCame() {
    m_membersSoon.stop();
    if (recordCount() == 0)
        return;
    noteColumnChanged(Owners, true);
    noteColumnChanged(Members, false);
    if (needsMembers(m_facet) || m_facet == Facet::Mine)
        noteLeftOutChanged();
}

std::vector<Workspace> WorkspacesModel::all() const {
    std::vector<Workspace> workspaces;
    workspaces.reserve(m_workspaces.size());
    for (SourceRow row = 0; row < m_workspaces.size(); ++row)
        workspaces.push_back(m_workspaces.at(row));
    return workspaces;
}

const Workspace* WorkspacesModel::workspaceById(WorkspaceId id) const {
    const auto row = m_workspaces.find(id);
    return row ? &m_workspaces.at(*row) : nullptr;
}

const Workspace* WorkspacesModel::workspaceByName(const QString& name) const {
    for (SourceRow row = 0; row < m_workspaces.size(); ++row) {
        if (m_workspaces.at(row).name == name)
            return &m_workspaces.at(row);
    }
    return nullptr;
}

void WorkspacesModel::countNames() {
    m_names.clear();
    for (SourceRow row = 0; row < m_workspaces.size(); ++row)
        ++m_names[m_workspaces.at(row).name];
}

void WorkspacesModel::setMe(const UserId& me, const QString& email) {
    m_me = me;
    m_myEmail = email;
    if (m_facet == Facet::Mine)
        noteLeftOutChanged();
}

void WorkspacesModel::setFacet(Facet facet) {
    if (facet == m_facet)
        return;
    m_facet = facet;
    noteLeftOutChanged();
}

bool WorkspacesModel::needsMembers(Facet facet) {
    return facet == Facet::WithoutActiveOwner || facet == Facet::SoleOwner || facet == Facet::Mine;
}

std::optional<AccessMatrix::Number> WorkspacesModel::numberOf(SourceRow row) const {
    return m_matrix ? m_matrix->findWorkspace(m_workspaces.at(row).id) : std::nullopt;
}

bool WorkspacesModel::areMembersKnown(SourceRow row) const {
    const auto number = numberOf(row);
    if (!number)
        return false;
    const auto known = m_matrix->known(*number);
    return known == AccessMatrix::Known::Yes || known == AccessMatrix::Known::Stale;
}

bool WorkspacesModel::isMine(const Workspace& workspace) const {
    if (!m_me.isEmpty() && UserId::fromString(workspace.createdBy) == m_me)
        return true;
    if (const User* creator = creatorOf(workspace); creator && creator->id() == m_me)
        return true;
    if (!m_myEmail.isEmpty() && workspace.createdBy.compare(m_myEmail, Qt::CaseInsensitive) == 0)
        return true;
    const auto number = m_matrix ? m_matrix->findWorkspace(workspace.id) : std::nullopt;
    const auto person = number ? m_matrix->findPerson(m_me) : std::nullopt;
    if (!person)
        return false;
    const Access access = m_matrix->cell(*person, *number).access;
    return access != Access::None && access != Access::NotKnown;
}

bool WorkspacesModel::passes(SourceRow row) const {
    const Workspace& workspace = m_workspaces.at(row);
    const auto ownership = [this, row] {
        const auto number = numberOf(row);
        return number ? ownershipOf(*m_matrix, *number) : Ownership::NotKnown;
    };
    switch (m_facet) {
    case Facet::All:
        return true;
    case Facet::Mine:
        return isMine(workspace);
    case Facet::WithoutActiveOwner:
        return ownership() == Ownership::NoActiveOwner;
    case Facet::SoleOwner:
        return ownership() == Ownership::OneActiveOwner;
    case Facet::Empty:
        return workspace.models.isEmpty() && workspace.pipelines.isEmpty();
    case Facet::DuplicateName:
        return m_names.value(workspace.name) > 1;
    }
    return true;
}

int WorkspacesModel::facetNotKnown() const {
    if (!needsMembers(m_facet))
        return 0;
    int count = 0;
    for (SourceRow row = 0; row < m_workspaces.size(); ++row) {
        if (isHiddenKind(m_workspaces.at(row)))
            continue;
        const auto number = numberOf(row);
        const bool isKnown = m_facet == Facet::Mine ? areMembersKnown(row) || isMine(m_workspaces.at(row))
                                                    : number && ownershipOf(*m_matrix, *number) != Ownership::NotKnown;
        count += isKnown ? 0 : 1;
    }
    return count;
}

std::vector<WorkspacesModel::Owner> WorkspacesModel::ownersOf(SourceRow row) const {
    const auto number = numberOf(row);
    if (!number || !areMembersKnown(row))
        return {};
    std::vector<Owner> owners;
    for (const AccessMatrix::Entry& entry : m_matrix->members(*number)) {
        if (entry.role != MemberRole::Owner)
            continue;
        const User& user = m_matrix->person(entry.person);
        if (!m_matrix->isPersonListed(entry.person))
            owners.push_back({user.id().toString(), Owner::NotListed});
        else
            owners.push_back(
                {user.displayName(), user.status == UserStatus::Inactive ? Owner::Inactive : Owner::Active});
    }
    if (owners.size() > 1)
        std::sort(owners.begin(), owners.end(), [](const Owner& a, const Owner& b) {
            return std::pair(a.kind != Owner::Active, a.name) < std::pair(b.kind != Owner::Active, b.name);
        });
    return owners;
}

/// Such a member may be an owner.
bool WorkspacesModel::isAnyRoleNotTold(SourceRow row) const {
    const auto number = numberOf(row);
    const std::vector<AccessMatrix::Entry> members =
        number ? m_matrix->members(*number) : std::vector<AccessMatrix::Entry>();
    return std::any_of(members.begin(), members.end(),
                       [](const AccessMatrix::Entry& entry) { return entry.role == MemberRole::NotTold; });
}

QString WorkspacesModel::ownerNames(SourceRow row) const {
    QStringList names;
    for (const Owner& owner : ownersOf(row))
        names << (owner.kind == Owner::Inactive ? tr("%1 (inactive)", "an owner").arg(owner.name) : owner.name);
    return names.join(u' ');
}

QString WorkspacesModel::ownersText(SourceRow row, int most, Words words) const {
    if (!areMembersKnown(row))
        return tr("not known");
    const std::vector<Owner> owners = ownersOf(row);
    if (owners.empty())
        return isAnyRoleNotTold(row) ? tr("not known") : tr("none", "no owner");
    QStringList names;
    for (const Owner& owner : owners) {
        if (names.size() == most)
            break;
        // A name from right to left shall not take the mark, or the next name, to its other side
        const QString name = words == Words::Shown ? isolatedText(owner.name) : displayText(owner.name);
        names << (owner.kind == Owner::Inactive ? tr("%1 (inactive)", "an owner").arg(name) : name);
    }
    const auto more = static_cast<int>(owners.size()) - static_cast<int>(names.size());
    const QString shown = names.join(QStringLiteral(", "));
    return more == 0 ? shown : tr("%1 and %Ln more", "Ana Solano, Bo Lind and 4 more", more).arg(shown);
}

QString WorkspacesModel::membersDetail(SourceRow row) const {
    const auto number = numberOf(row);
    if (!number)
        return {};
    if (const Error* failure = m_matrix->failure(*number))
        return failure->sentence;
    return areMembersKnown(row) ? ownersText(row, 20, Words::Shown) : QString();
}

} // namespace wallaroo::models
