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

/// The name is made from an address that may have changed since: whoever owns a default workspace is whose it is.
bool isOwnDefault(const MembershipChange& change) {
    return change.isDefault && (change.before == MemberRole::Owner || change.isNamedForThem);
}

QString leftOutReason(const MembershipChange& change) {
    if (change.isBeforeKnown && change.before == change.after)
        return change.before ? Say::tr("already %1").arg(roleWords(*change.before)) : Say::tr("no member");
    if (!change.isBeforeKnown && !change.isAddition)
        return Say::tr("what they are there is not known");
    if (change.isAddition && change.before == MemberRole::Owner) // nobody is made less by being added
        return Say::tr("already %1").arg(roleWords(MemberRole::Owner));
    if (isOwnDefault(change) && change.after != MemberRole::Owner)
        return Say::tr("it is their own default workspace");
    return {};
}

QString subjectName(const QString& person, const QString& workspace) {
    return Say::tr("%1 in %2", "Ana Solano in fraud").arg(person, workspace);
}

Step stepFor(const api::WorkspacesApi& api, const MembershipChange& change, bool wasOwnerless, bool isHandover) {
    StepNotes notes;
    notes.subject = subjectName(change.personName, change.workspaceName);
    notes.wasOwnerless = wasOwnerless && change.after == MemberRole::Owner;
    notes.isBeforeKnown = change.isBeforeKnown;
    notes.isHandover = isHandover;
    if (!change.after)
        return removeStep(change.workspace, change.person, change.before.value_or(MemberRole::NotTold), notes);
    if (!change.before)
        return addStep(api, change.workspace, change.person, *change.after, notes);
    return roleStep(api, change.workspace, change.person, *change.before, *change.after, notes);
}

Step newOwnerStep(const api::WorkspacesApi& api, const NewOwner& heir, const QString& workspace, bool wasOwnerless) {
    const StepNotes notes{subjectName(heir.name, workspace), true, wasOwnerless};
    return heir.before ? roleStep(api, heir.workspace, heir.person, *heir.before, MemberRole::Owner, notes)
                       : addStep(api, heir.workspace, heir.person, MemberRole::Owner, notes);
}

/// What is the same for all changes of a plan.
struct Frame {
    const api::WorkspacesApi& api;
    const std::vector<OwnersBefore>& owners;
    const std::vector<NewOwner>& newOwners;
    std::vector<Orphan> orphans;
};

Item itemFor(const Frame& frame, const MembershipChange& change) {
    Item item;
    item.id = membershipItemId(change.workspace, change.person.id);
    item.name = subjectName(change.personName, change.workspaceName);
    item.email = change.person.email;
    item.leftOut = leftOutReason(change);
    item.afterFailure = AfterFailure::StopHere;
    if (!item.leftOut.isEmpty())
        return item;
    const OwnersBefore* before = ownersOf(change.workspace, frame.owners);
    const bool wasOwnerless = before && before->isKnown && before->activeOwners.empty();
    const auto heir = std::find_if(frame.newOwners.begin(), frame.newOwners.end(), [&change](const NewOwner& owner) {
        return owner.workspace == change.workspace && owner.person.id != change.person.id;
    });
    const bool takesLastOwner =
        std::any_of(frame.orphans.begin(), frame.orphans.end(),
                    [&change](const Orphan& orphan) { return orphan.workspace == change.workspace; });
    if (takesOwnerAway(change) && heir != frame.newOwners.end() && heir->before != MemberRole::Owner) {
        item.steps.push_back(newOwnerStep(frame.api, *heir, change.workspaceName, wasOwnerless));
        item.consequences << Say::tr("%1 becomes owner first").arg(heir->name);
    } else if (takesOwnerAway(change) && takesLastOwner) {
        item.consequences << Say::tr("%1 is left without an active owner").arg(change.workspaceName);
    }
    const bool isHandover = !item.steps.empty();
    Step step = stepFor(frame.api, change, wasOwnerless, isHandover);
    step.needs = isHandover ? 0 : -1;
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
        if (change.isAddition && change.before == MemberRole::Owner)
            continue; // left out
        adds = adds || (!change.before && change.after);
        removes = removes || (change.before && !change.after);
        changesRoles = changesRoles || (change.before && change.after);
    }
    if (adds + removes + changesRoles != 1)
        return u"members.change"_s;
    return adds ? u"members.add"_s : removes ? u"members.remove"_s : u"members.role"_s;
}

} // namespace

bool joinNewOwner(Item& into, const Item& item) {
    if (into.steps.size() < 2 || item.steps.size() < 2 || into.steps[0] != item.steps[0] || into.steps[1].needs != 0)
        return false;
    const auto heir = membershipOf(item.steps[0]);
    if (!heir)
        return false;
    into.id = QString::number(heir->workspace.number());
    into.name = Say::tr("%1, %2", "Ana Solano in fraud, Dana Reed in fraud").arg(into.name, item.name);
    into.email.clear();
    into.afterFailure = AfterFailure::GoOn; // one of them refused is no reason for the others, but the new owner is
    into.steps.insert(into.steps.end(), item.steps.begin() + 1, item.steps.end());
    into.consequences << item.consequences;
    into.consequences.removeDuplicates();
    return true;
}

void noteMails(Plan& plan, const Instance& instance) {
    const auto adds = [](const Step& step) {
        const auto membership = membershipOf(step);
        return membership && membership->after;
    };
    if (std::any_of(plan.items.begin(), plan.items.end(), [&adds](const Item& item) {
            return item.leftOut.isEmpty() && std::any_of(item.steps.begin(), item.steps.end(), adds);
        }))
        plan.consequences << Say::tr("The server may send each person added an e-mail with the address %1.")
                                 .arg(instance.apiBase.toString());
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
    const Frame frame{api, owners, newOwners, orphansOf(changes, owners)};
    bool anyNotKnown = false;
    for (const MembershipChange& change : changes) {
        const Item item = itemFor(frame, change);
        if (std::none_of(plan.items.begin(), plan.items.end(),
                         [&item](Item& earlier) { return joinNewOwner(earlier, item); }))
            plan.items.push_back(item);
        const OwnersBefore* before = ownersOf(change.workspace, owners);
        anyNotKnown =
            anyNotKnown || (item.leftOut.isEmpty() && takesOwnerAway(change) && (!before || !before->isKnown));
    }
    noteMails(plan, api.instance());
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
