#include "runs/membershipplan.h"

#include "runs/membershipsteps.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::MembershipPlan)
};

const OwnersBefore* ownersOf(WorkspaceId workspace, const std::vector<OwnersBefore>& owners) {
    const auto found = std::find_if(owners.begin(), owners.end(),
                                    [workspace](const OwnersBefore& before) { return before.workspace == workspace; });
    return found == owners.end() ? nullptr : &*found;
}

bool takesOwnerAway(const MembershipChange& change) {
    return change.before == MemberRole::Owner && change.after != MemberRole::Owner;
}

/// "ana@example.com - Default Workspace", "v-ana@example.com - Default Workspace", or by the user name.
bool isOwnDefault(const MembershipChange& change) {
    if (!change.isDefault)
        return false;
    // The name is made from an address that may have changed since: whoever owns a default workspace is whose it is
    return change.before == MemberRole::Owner
           || (!change.person.email.isEmpty() && change.workspaceName.contains(change.person.email));
}

QString leftOutReason(const MembershipChange& change) {
    if (change.before == change.after)
        return change.before ? Say::tr("already %1").arg(roleWords(*change.before)) : Say::tr("no member");
    if (isOwnDefault(change) && change.after != MemberRole::Owner)
        return Say::tr("it is their own default workspace");
    return {};
}

Step stepFor(const api::WorkspacesApi& api, const MembershipChange& change) {
    if (!change.after)
        return removeStep(change.workspace, change.person, change.before.value_or(MemberRole::NotTold));
    if (!change.before)
        return addStep(api, change.workspace, change.person, *change.after);
    return roleStep(api, change.workspace, change.person, *change.before, *change.after);
}

Item itemFor(const api::WorkspacesApi& api, const MembershipChange& change, const std::vector<NewOwner>& newOwners,
             bool takesLastOwner) {
    Item item;
    item.id = membershipItemId(change.workspace, change.person.id);
    item.name = Say::tr("%1 in %2", "Ana Solano in fraud").arg(change.personName, change.workspaceName);
    item.email = change.person.email;
    item.leftOut = leftOutReason(change);
    item.afterFailure = AfterFailure::StopHere;
    if (!item.leftOut.isEmpty())
        return item;
    const auto heir = std::find_if(newOwners.begin(), newOwners.end(), [&change](const NewOwner& owner) {
        return owner.workspace == change.workspace && owner.person.id != change.person.id;
    });
    if (takesOwnerAway(change) && heir != newOwners.end() && heir->before != MemberRole::Owner) {
        item.steps.push_back(heir->before
                                 ? roleStep(api, heir->workspace, heir->person, *heir->before, MemberRole::Owner)
                                 : addStep(api, heir->workspace, heir->person, MemberRole::Owner));
        item.consequences << Say::tr("%1 becomes owner first").arg(heir->name);
    } else if (takesOwnerAway(change) && takesLastOwner) {
        item.consequences << Say::tr("%1 is left without an active owner").arg(change.workspaceName);
    }
    Step step = stepFor(api, change);
    step.needs = item.steps.empty() ? -1 : 0;
    item.steps.push_back(std::move(step));
    if (change.isInactive && change.after)
        item.consequences << Say::tr("inactive: cannot sign in");
    return item;
}

QString verbOf(const std::vector<MembershipChange>& changes) {
    bool adds = false;
    bool removes = false;
    bool changesRoles = false;
    for (const MembershipChange& change : changes) {
        adds = adds || (!change.before && change.after);
        removes = removes || (change.before && !change.after);
        changesRoles = changesRoles || (change.before && change.after);
    }
    if (adds + removes + changesRoles != 1)
        return u"members.change"_s;
    return adds ? u"members.add"_s : removes ? u"members.remove"_s : u"members.role"_s;
}

} // namespace

QString membershipItemId(WorkspaceId workspace, const UserId& person) {
    return QString::number(workspace.number()) + u'/' + person.toString();
}

std::vector<Orphan> orphansOf(const std::vector<MembershipChange>& changes, const std::vector<OwnersBefore>& owners) {
    std::vector<Orphan> orphans;
    for (const OwnersBefore& before : owners) {
        std::vector<UserId> left = before.activeOwners;
        QString name;
        bool losesOwner = false;
        for (const MembershipChange& change : changes) {
            if (change.workspace != before.workspace || !leftOutReason(change).isEmpty())
                continue;
            name = change.workspaceName;
            losesOwner = losesOwner || takesOwnerAway(change);
            left.erase(std::remove(left.begin(), left.end(), change.person.id), left.end());
            if (change.after == MemberRole::Owner && !change.isInactive)
                left.push_back(change.person.id);
        }
        if (losesOwner && before.isKnown && left.empty())
            orphans.push_back({before.workspace, name});
    }
    return orphans;
}

Plan membershipPlan(const api::WorkspacesApi& api, const std::vector<MembershipChange>& changes,
                    const std::vector<OwnersBefore>& owners, const std::vector<NewOwner>& newOwners) {
    Plan plan;
    plan.verb = verbOf(changes);
    plan.canBeUndone = true;
    const std::vector<Orphan> orphans = orphansOf(changes, owners);
    bool anyNotKnown = false;
    bool anyAdded = false;
    for (const MembershipChange& change : changes) {
        const bool isOrphan = std::any_of(orphans.begin(), orphans.end(), [&change](const Orphan& orphan) {
            return orphan.workspace == change.workspace;
        });
        plan.items.push_back(itemFor(api, change, newOwners, isOrphan));
        const OwnersBefore* before = ownersOf(change.workspace, owners);
        anyNotKnown = anyNotKnown || (takesOwnerAway(change) && (!before || !before->isKnown));
        anyAdded = anyAdded || (!change.before && change.after);
    }
    if (anyAdded || !newOwners.empty())
        plan.consequences << Say::tr("The server may send each person added an e-mail with the address %1.")
                                 .arg(api.instance().apiBase.toString());
    if (anyNotKnown)
        plan.consequences << Say::tr("Whether an active owner is left is not known for every workspace.");
    return plan;
}

Plan creationPlan(const QString& name) {
    Plan plan;
    plan.verb = u"workspaces.create"_s;
    Item item;
    item.id = item.name = name;
    item.steps.push_back(createStep(name));
    plan.items.push_back(std::move(item));
    return plan;
}

} // namespace wallaroo::runs
