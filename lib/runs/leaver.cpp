#include "runs/leaver.h"

#include "runs/membershipplan.h"
#include "runs/membershipsteps.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::Leaver)
};

/// Before the @ without what stands behind a +; the whole where there is no @.
QString mailbox(const QString& address) {
    const QString local = address.section(u'@', 0, 0).toCaseFolded();
    return local.section(u'+', 0, 0);
}

QString plainAddress(const QString& address) {
    const qsizetype at = address.indexOf(u'@');
    return at < 0 ? address.toCaseFolded() : mailbox(address) + address.mid(at).toCaseFolded();
}

/// "Solano, José" is josé solano is jose solano.
QString fullName(const User& person) {
    if (person.firstName().isEmpty() || person.lastName().isEmpty())
        return {};
    QString letters;
    const QString whole = (person.firstName() + u' ' + person.lastName()).normalized(QString::NormalizationForm_KD);
    for (const QChar c : whole) {
        if (!c.isMark())
            letters += c;
    }
    QStringList words = letters.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    words.sort();
    return words.join(u' ');
}

QStringList addressesOf(const User& person) {
    QStringList addresses{plainAddress(person.username())};
    if (!person.email().isEmpty())
        addresses << plainAddress(person.email());
    return addresses;
}

std::optional<Candidate::Why> whyMayBe(const User& person, const User& other) {
    if (person.id() == other.id())
        return Candidate::Why::Chosen;
    const QStringList ours = addressesOf(person);
    const QStringList theirs = addressesOf(other);
    for (const QString& address : ours) {
        if (theirs.contains(address))
            return Candidate::Why::SameEmail;
    }
    if (!fullName(person).isEmpty() && fullName(person) == fullName(other))
        return Candidate::Why::SameName;
    for (const QString& address : ours) {
        const QString box = mailbox(address);
        // info@, admin@ and the like are many people's
        if (box.size() > 5 && std::any_of(theirs.begin(), theirs.end(), [&box](const QString& their) {
                return mailbox(their) == box;
            }))
            return Candidate::Why::SameMailbox;
    }
    return std::nullopt;
}

Item itemOf(const User& account) {
    Item item;
    item.id = account.id().toString();
    item.name = account.displayName();
    item.email = account.email();
    return item;
}

/// An item of its own, so that what became of one workspace meanwhile holds up nothing else.
Item membershipItem(const User& account, const LeavingMembership& membership) {
    Item item = itemOf(account);
    if (const auto step = membershipOf(membership.remove))
        item.id = membershipItemId(step->workspace, account.id());
    item.name = Say::tr("%1 in %2", "person, workspace").arg(item.name, membership.workspace);
    Step remove = membership.remove;
    remove.needs = -1;
    if (membership.newOwner) {
        item.steps.push_back(*membership.newOwner);
        remove.needs = 0;
    }
    item.steps.push_back(std::move(remove));
    return item;
}

} // namespace

std::vector<Candidate> accountsOf(const User& person, const std::vector<User>& everybody) {
    std::vector<Candidate> candidates;
    for (const User& other : everybody) {
        if (const auto why = whyMayBe(person, other))
            candidates.push_back({other, *why});
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.why < b.why; });
    return candidates;
}

Plan leaverDeactivatePlan(const Actor& actor, const std::vector<User>& accounts, const AccessGuard& guard) {
    Plan plan = deactivatePlan(actor, accounts, guard);
    plan.verb = u"users.leaver"_s;
    return plan;
}

Plan leaverRestPlan(const Actor& actor, const std::vector<LeavingAccount>& accounts) {
    Plan plan;
    plan.verb = u"users.leaver-rest"_s;
    plan.instance = actor.instance;
    plan.instanceId = actor.instanceId;
    plan.actor = actor.name;
    for (const LeavingAccount& leaving : accounts) {
        if (!leaving.signOut)
            continue;
        Item item = itemOf(leaving.account);
        item.steps.push_back(userStep(u"user.logout"_s, {{u"id"_s, item.id}}));
        plan.items.push_back(std::move(item));
    }
    for (const LeavingAccount& leaving : accounts) {
        for (const LeavingMembership& membership : leaving.memberships) {
            if (membership.kept != LeavingMembership::Kept::No)
                continue;
            const Item item = membershipItem(leaving.account, membership);
            if (std::none_of(plan.items.begin(), plan.items.end(),
                             [&item](Item& earlier) { return joinNewOwner(earlier, item); }))
                plan.items.push_back(item);
        }
    }
    return plan;
}

} // namespace wallaroo::runs
