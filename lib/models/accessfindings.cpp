#include "models/accessfindings.h"

#include <algorithm>

namespace wallaroo::models {
namespace {

using Number = AccessMatrix::Number;

bool isActive(const AccessMatrix& matrix, Number person) {
    return matrix.isPersonListed(person) && matrix.person(person).status != UserStatus::Inactive;
}

/// Who is in any workspace but default ones; how many answers are missing for that.
struct Reach {
    std::vector<bool> hasAccess; ///< per person
    int notKnown = 0;
    int withUnlisted = 0; ///< workspaces that are known, with members who are not in the list of users
};

Reach reachOf(const AccessMatrix& matrix) {
    Reach reach;
    reach.hasAccess.resize(matrix.personCount());
    for (Number workspace = 0; workspace < matrix.workspaceCount(); ++workspace) {
        if (!matrix.isWorkspaceListed(workspace) || matrix.workspace(workspace).isDefault())
            continue;
        bool hasUnlisted = false;
        for (const AccessMatrix::Entry& entry : matrix.members(workspace)) {
            reach.hasAccess[entry.person] = true;
            hasUnlisted = hasUnlisted || !matrix.isPersonListed(entry.person);
        }
        const bool isKnown = matrix.known(workspace) == AccessMatrix::Known::Yes;
        reach.notKnown += isKnown ? 0 : 1;
        reach.withUnlisted += isKnown && hasUnlisted ? 1 : 0;
    }
    return reach;
}

} // namespace

std::vector<Number> activeOwners(const AccessMatrix& matrix, Number workspace) {
    std::vector<Number> owners;
    for (const AccessMatrix::Entry& entry : matrix.members(workspace)) {
        if (entry.role == MemberRole::Owner && isActive(matrix, entry.person))
            owners.push_back(entry.person);
    }
    return owners;
}

Ownership ownershipOf(const AccessMatrix& matrix, Number workspace) {
    if (!matrix.hasPeople() || matrix.known(workspace) != AccessMatrix::Known::Yes)
        return Ownership::NotKnown;
    int active = 0;
    bool isDoubtful = false;
    for (const AccessMatrix::Entry& entry : matrix.members(workspace)) {
        if (entry.role == MemberRole::Owner && isActive(matrix, entry.person))
            ++active;
        else if (entry.role == MemberRole::NotTold
                 || (entry.role == MemberRole::Owner && !matrix.isPersonListed(entry.person)))
            isDoubtful = true;
    }
    if (active > 1)
        return Ownership::Several;
    if (isDoubtful)
        return Ownership::NotKnown;
    return active == 1 ? Ownership::OneActiveOwner : Ownership::NoActiveOwner;
}

AccessFindings findingsOf(const AccessMatrix& matrix) {
    AccessFindings findings;
    findings.isPeopleKnown = matrix.hasPeople();
    findings.areWorkspacesKnown = matrix.hasWorkspaces();
    findings.arePeopleWhole = matrix.arePeopleWhole();
    findings.areWorkspacesWhole = matrix.areWorkspacesWhole();
    if (!findings.areWorkspacesKnown)
        return findings;
    for (Number workspace = 0; workspace < matrix.workspaceCount(); ++workspace) {
        const Workspace& record = matrix.workspace(workspace);
        if (!matrix.isWorkspaceListed(workspace) || record.isDefault() || record.archived)
            continue;
        const Ownership ownership = ownershipOf(matrix, workspace);
        // One active owner is enough to know, whoever else may be one
        if (ownership == Ownership::NotKnown)
            findings.withoutActiveOwner.notKnown += activeOwners(matrix, workspace).empty() ? 1 : 0;
        else if (ownership == Ownership::NoActiveOwner)
            findings.withoutActiveOwner.who.push_back(workspace);
    }
    const Reach reach = reachOf(matrix);
    findings.withoutAccess.notKnown = reach.notKnown;
    findings.inactiveWithAccess.notKnown = reach.notKnown + reach.withUnlisted;
    for (Number person = 0; person < matrix.personCount(); ++person) {
        if (!matrix.isPersonListed(person))
            continue;
        const bool isInactive = matrix.person(person).status == UserStatus::Inactive;
        if (isInactive && reach.hasAccess[person])
            findings.inactiveWithAccess.who.push_back(person);
        else if (!isInactive && !reach.hasAccess[person])
            findings.withoutAccess.who.push_back(person);
    }
    return findings;
}

} // namespace wallaroo::models
