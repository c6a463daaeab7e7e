#include "runs/workspaceactions.h"

#include "runs/memberslookup.h"
#include "runs/rolechange.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::WorkspaceActions)
};

constexpr auto lane = http::Lane::Bulk;

const QString roleStepKind = QString::fromUtf16(roleKind);
const QString createStepKind = QString::fromUtf16(createKind);

QString beingWords(std::optional<MemberRole> role) {
    return role ? roleWords(*role) : Say::tr("no member");
}

std::vector<WorkspaceId> workspacesOf(const std::vector<Step>& steps) {
    std::vector<WorkspaceId> found;
    QSet<WorkspaceId> seen;
    for (const Step& step : steps) {
        const auto membership = membershipOf(step);
        if (membership && !seen.contains(membership->workspace)) {
            seen.insert(membership->workspace);
            found.push_back(membership->workspace);
        }
    }
    return found;
}

/// Why a step cannot go on as planned; empty: it can.
QString hindranceOf(const Step& step, const MembersLookup::Found& found) {
    const auto planned = membershipOf(step);
    if (!planned)
        return {};
    const auto& members = found.value(planned->workspace, api::Members());
    if (!members)
        return members.error().sentence;
    const std::optional<MemberRole> now = roleIn(*members, planned->person.id);
    if (!now && members->unreadable > 0) // may be among those that could not be read
        return Say::tr("what they are by now is not known: %Ln members could not be read", nullptr,
                       members->unreadable);
    if (now == planned->before)
        return {};
    return now == planned->after ? Say::tr("already %1 meanwhile").arg(beingWords(now))
                                 : Say::tr("is %1 by now").arg(beingWords(now));
}

using Reasons = std::vector<QString>; ///< one per step

/// Where several share an item one of them can be left out; not the new owner, without whom nobody may go.
bool isShared(const Item& item) {
    return item.afterFailure == AfterFailure::GoOn && item.steps.size() > 1;
}

Hindrance hindranceOf(const Item& item, const Reasons& reasons) {
    Hindrance hindrance;
    QStringList named;
    bool goesOn = false;
    for (std::size_t step = 0; step < item.steps.size(); ++step) {
        const auto planned = membershipOf(item.steps[step]);
        const bool isAside = planned && planned->notes.isAside;
        goesOn = goesOn || (reasons[step].isEmpty() && !isAside);
        if (reasons[step].isEmpty())
            continue;
        if (isAside || !isShared(item))
            return {reasons[step], {}};
        hindrance.steps[step] = reasons[step];
        named << Say::tr("%1: %2", "Bo Lind in fraud: is collaborator by now")
                     .arg(subjectOf(item, item.steps[step]).name, reasons[step]);
    }
    return goesOn ? hindrance : Hindrance{named.join(u"; "_s), {}};
}

/// Who would be the active owners of each workspace after all of a run.
QHash<WorkspaceId, QSet<UserId>> ownersAfter(const std::vector<Step>& steps, const MembersLookup::Found& found,
                                             const WorkspaceActions::IsInactive& isInactive) {
    QHash<WorkspaceId, QSet<UserId>> owners;
    for (auto it = found.begin(); it != found.end(); ++it) {
        QSet<UserId>& ofThis = owners[it.key()];
        for (const Member& member : it.value() ? it.value()->members : std::vector<Member>()) {
            if (member.role == MemberRole::Owner && !(isInactive && isInactive(member.user)))
                ofThis.insert(member.user);
        }
    }
    for (const Step& step : steps) {
        const auto planned = membershipOf(step);
        const bool isActive = planned && !(isInactive && isInactive(planned->person.id));
        if (planned && planned->after == MemberRole::Owner && isActive)
            owners[planned->workspace].insert(planned->person.id);
        else if (planned)
            owners[planned->workspace].remove(planned->person.id);
    }
    return owners;
}

/// Somebody else may have taken the other owners out since the plan was made.
QString lastOwnerHindrance(const Step& step, const QHash<WorkspaceId, QSet<UserId>>& owners) {
    const auto planned = membershipOf(step);
    const bool takesBack = planned && planned->notes.wasOwnerless;
    const bool takesOwner =
        planned && !takesBack && planned->before == MemberRole::Owner && planned->after != MemberRole::Owner;
    return takesOwner && owners.value(planned->workspace).isEmpty() ? Say::tr("is the last owner by now") : QString();
}

std::vector<Hindrance> hindrancesOf(const std::vector<Item>& items, const MembersLookup::Found& found,
                                    const WorkspaceActions::IsInactive& isInactive) {
    std::vector<Reasons> reasons(items.size());
    std::vector<Step> goingOn; // who is left out makes nobody an owner
    for (std::size_t i = 0; i < items.size(); ++i) {
        for (const Step& step : items[i].steps)
            reasons[i].push_back(hindranceOf(step, found));
        const Hindrance sofar = hindranceOf(items[i], reasons[i]);
        for (std::size_t step = 0; sofar.reason.isEmpty() && step < items[i].steps.size(); ++step) {
            if (reasons[i][step].isEmpty())
                goingOn.push_back(items[i].steps[step]);
        }
    }
    const auto owners = ownersAfter(goingOn, found, isInactive);
    std::vector<Hindrance> hindrances;
    hindrances.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        for (std::size_t step = 0; step < items[i].steps.size(); ++step) {
            if (reasons[i][step].isEmpty())
                reasons[i][step] = lastOwnerHindrance(items[i].steps[step], owners);
        }
        hindrances.push_back(hindranceOf(items[i], reasons[i]));
    }
    return hindrances;
}

} // namespace

WorkspaceActions::WorkspaceActions(api::WorkspacesApi& api, IsInactive isInactive)
    : m_api(api),
      m_isInactive(std::move(isInactive)) {
}

WorkspaceActions::~WorkspaceActions() = default;

bool WorkspaceActions::knows(const QString& kind) const {
    return kind == QString::fromUtf16(addKind) || kind == QString::fromUtf16(removeKind) || kind == roleStepKind
           || kind == createStepKind;
}

void WorkspaceActions::prepare(const std::vector<Item>& items, QObject* context, Prepared done) {
    std::vector<Step> steps;
    for (const Item& item : items)
        steps.insert(steps.end(), item.steps.begin(), item.steps.end());
    MembersLookup::begin(m_api, workspacesOf(steps), context,
                         [this, items, done = std::move(done)](const MembersLookup::Found& found) {
                             done(hindrancesOf(items, found, m_isInactive));
                         });
}

api::Handle WorkspaceActions::perform(const Step& step, QObject* context, Performed done) {
    const auto simply = [done](const Result<void>& result) {
        done(result ? Result<StepResult>(StepResult()) : tl::unexpected(result.error()));
    };
    if (step.kind == createStepKind) {
        return m_api.create(step.arguments.value(u"name"_s).toString(), context,
                            [done](const Result<WorkspaceId>& created) {
                                if (!created)
                                    return done(tl::unexpected(created.error()));
                                StepResult result;
                                result.newId = QString::number(created->number());
                                done(std::move(result));
                            });
    }
    const auto planned = membershipOf(step);
    if (!planned) {
        QMetaObject::invokeMethod(
            context, [done] { done(failure(ErrorKind::BadInput, Say::tr("This step cannot be read."))); },
            Qt::QueuedConnection);
        return {};
    }
    if (step.kind == roleStepKind || makesNeededOwner(*planned))
        return changeRole(*planned, context, std::move(done));
    if (planned->after)
        return m_api.addUser(planned->workspace, planned->person, *planned->after, lane, context, simply);
    return m_api.removeUser(planned->workspace, planned->person, lane, context, [done](const Result<qint64>& gone) {
        if (!gone)
            return done(tl::unexpected(gone.error()));
        if (*gone == 0) // said with 200
            return done(failure(ErrorKind::NotFound, Say::tr("This person was no member any more.")));
        done(StepResult());
    });
}

api::Handle WorkspaceActions::changeRole(const MembershipStep& step, QObject* context, Performed done) {
    auto* change =
        new RoleChange(m_api, step, m_isInactive, context, [done = std::move(done)](const Result<QString>& changed) {
            if (!changed)
                return done(tl::unexpected(changed.error()));
            StepResult result;
            result.note = *changed;
            done(std::move(result));
        });
    m_roleChanges.erase(std::remove(m_roleChanges.begin(), m_roleChanges.end(), nullptr), m_roleChanges.end());
    m_roleChanges.emplace_back(change);
    change->begin();
    return api::Handle(change);
}

void WorkspaceActions::sendNoMore(const Step& step) {
    const auto stopped = membershipOf(step);
    for (const QPointer<RoleChange>& change : m_roleChanges) {
        if (stopped && change && change->step() == *stopped)
            change->sendNoMore();
    }
}

void WorkspaceActions::readBack(const std::vector<Sent>& sent, QObject* context, Read done) {
    std::vector<Step> steps;
    steps.reserve(sent.size());
    for (const Sent& one : sent)
        steps.push_back(one.step);
    MembersLookup::begin(m_api, workspacesOf(steps), context,
                         [steps, done = std::move(done)](const MembersLookup::Found& found) {
                             std::vector<ReadBack> read;
                             read.reserve(steps.size());
                             for (const Step& step : steps) {
                                 ReadBack& back = read.emplace_back();
                                 const auto planned = membershipOf(step);
                                 if (!planned)
                                     continue;
                                 const auto& members = found.value(planned->workspace, api::Members());
                                 if (!members) {
                                     back.error = members.error();
                                     continue;
                                 }
                                 const std::optional<MemberRole> now = roleIn(*members, planned->person.id);
                                 back.text = beingWords(now);
                                 if (!now && members->unreadable > 0) { // may be among those that could not be read
                                     back.text.clear();
                                     continue;
                                 }
                                 if (planned->after && now == MemberRole::NotTold)
                                     continue; // is there, and perhaps as they shall be
                                 back.applied = now == planned->after ? ReadBack::Applied::Yes : ReadBack::Applied::No;
                                 if (step.kind == roleStepKind && !now) // ended between taking out and adding
                                     back.error = RoleChange::halfDone(*planned);
                             }
                             done(std::move(read));
                         });
}

std::optional<Step> WorkspaceActions::inverse(const Step& step, const StepResult&) const {
    const auto done = membershipOf(step);
    if (!done)
        return std::nullopt; // no call deletes a workspace
    if (!done->after)        // an unknown role comes back as the lesser one
        return addStep(m_api, done->workspace, done->person,
                       done->before == MemberRole::Owner ? MemberRole::Owner : MemberRole::Collaborator, done->notes);
    if (!done->before)
        return removeStep(done->workspace, done->person, *done->after, done->notes);
    return roleStep(m_api, done->workspace, done->person, *done->after, *done->before, done->notes);
}

} // namespace wallaroo::runs
