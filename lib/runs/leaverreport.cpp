#include "base/displaytext.h"
#include "runs/leaver.h"
#include "runs/report.h"
#include "runs/run.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {
namespace {

QString utc(qint64 ms) {
    return QDateTime::fromMSecsSinceEpoch(ms).toUTC().toString(Qt::ISODate);
}

struct Found {
    const Item* item = nullptr;
    const Outcome* outcome = nullptr;
};

Found itemOf(const Run& run, const QString& id) {
    const auto& items = run.plan().items;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].id == id)
            return {&items[i], &run.outcomes()[i]};
    }
    return {};
}

QString asRead(const Found& found, const LeavingAccount& leaving) {
    if (!found.item)
        return u"not asked for"_s;
    if (found.outcome->state == State::LeftOut)
        return (leaving.found.isEmpty() ? u"not known"_s : leaving.found) + u", left out: "_s + found.outcome->reason;
    const StepOutcome& step = found.outcome->steps.front();
    if (step.readBack.applied != ReadBack::Applied::NotTold)
        return step.readBack.text;
    if (!step.readBack.text.isEmpty())
        return u"not known: "_s + step.readBack.text;
    return step.error ? u"not known: "_s + step.error->sentence : u"not known"_s;
}

struct FoundStep {
    const StepOutcome* step = nullptr; ///< null: not part of the run
    const Outcome* outcome = nullptr;  ///< of its item
};

FoundStep stepOf(const Run* run, const Step& wanted) {
    for (std::size_t i = 0; run && i < run->plan().items.size(); ++i) {
        const auto& steps = run->plan().items[i].steps;
        for (std::size_t s = 0; s < steps.size(); ++s) {
            if (steps[s].kind == wanted.kind && steps[s].arguments == wanted.arguments)
                return {&run->outcomes()[i].steps[s], &run->outcomes()[i]};
        }
    }
    return {};
}

QString sessionsLeft(const Run* rest, const QString& id) {
    const StepOutcome* step = stepOf(rest, userStep(u"user.logout"_s, {{u"id"_s, id}})).step;
    if (!step)
        return u"not known: nobody was signed out"_s;
    if (step->readBack.applied != ReadBack::Applied::NotTold)
        return step->readBack.text;
    return step->error ? u"not known: "_s + step->error->sentence : u"not known"_s;
}

QString before(const LeavingMembership& membership) {
    switch (membership.role) {
    case MemberRole::Owner:
        return u"OWNER"_s;
    case MemberRole::Collaborator:
        return u"COLLABORATOR"_s;
    case MemberRole::NotTold:
        break;
    }
    return u"a member, role not told"_s;
}

QString whyKept(LeavingMembership::Kept kept) {
    switch (kept) {
    case LeavingMembership::Kept::Default:
        return u"still a member: the account's own default workspace"_s;
    case LeavingMembership::Kept::NoNewOwner:
        return u"still a member: nobody else owns it, and no new owner was chosen"_s;
    default:
        return u"not touched"_s;
    }
}

/// What became of it.
QString after(const Run* rest, const LeavingMembership& membership) {
    const auto [step, outcome] =
        membership.kept == LeavingMembership::Kept::No ? stepOf(rest, membership.remove) : FoundStep();
    if (!step)
        return whyKept(membership.kept);
    if (outcome->state == State::LeftOut)
        return u"left as it was: "_s + outcome->reason;
    switch (step->state) {
    case State::Done:
        if (step->readBack.applied == ReadBack::Applied::Yes)
            return u"no member (read back)"_s;
        return step->readBack.applied == ReadBack::Applied::No ? u"STILL A MEMBER"_s : u"removed, not read back"_s;
    case State::Failed:
        return u"still a member: "_s + (step->error ? step->error->sentence : QString());
    case State::Unknown:
        return u"not known"_s;
    case State::LeftOut:
        return u"left as it was: "_s + step->result.note;
    default:
        return u"still a member: not sent"_s;
    }
}

/// Whether the one who was to own it does; empty: nobody was needed.
QString newOwner(const Run* rest, const LeavingMembership& membership) {
    if (!membership.newOwner || membership.kept != LeavingMembership::Kept::No)
        return {};
    const StepOutcome* step = stepOf(rest, *membership.newOwner).step;
    const bool isOwner = step && step->state == State::Done && step->readBack.applied != ReadBack::Applied::No;
    if (step && step->state == State::Unknown)
        return u"whether %1 is its owner is not known"_s.arg(displayText(membership.newOwnerName));
    return (isOwner ? u"%1 is its owner"_s : u"%1 was not made its owner"_s).arg(displayText(membership.newOwnerName));
}

QString membershipLine(const Run* rest, const LeavingMembership& membership) {
    const QString heir = newOwner(rest, membership);
    return u"workspace %1: before %2, after %3"_s.arg(displayText(membership.workspace), before(membership),
                                                      after(rest, membership))
           + (heir.isEmpty() ? QString() : u"; "_s + heir);
}

QStringList stillWorks(const LeaverFacts& facts) {
    QStringList lines;
    lines << (facts.tokensEndAtMs > 0
                  ? u"Tokens issued before may work until "_s + utc(facts.tokensEndAtMs)
                  : u"Tokens issued before work until they end; how long they live here is not known"_s);
    lines
        << u"Offline sessions, where there are any, are not ended by signing out; a deactivated account cannot use them"_s;
    if (!facts.inferenceClient.isEmpty())
        lines
            << u"If this person knew the secret of %1, inference tokens can still be made with it. Change it in Keycloak"_s
                   .arg(displayText(facts.inferenceClient));
    return lines;
}

} // namespace

QString leaverReportText(const Run& deactivation, const Run* rest, const LeaverFacts& facts) {
    QStringList lines{u"Somebody has left: access removed"_s,
                      u"Instance: "_s + deactivation.plan().instance,
                      u"Account:  "_s + deactivation.plan().actor,
                      u"Started:  "_s + utc(deactivation.startedAtMs()),
                      u"Ended:    "_s + utc(rest ? rest->endedAtMs() : deactivation.endedAtMs()),
                      QString()};
    for (const LeavingAccount& leaving : facts.accounts) {
        const QString id = leaving.account.id().toString();
        lines << displayText(leaving.account.displayName()) + u" <"_s + displayText(leaving.account.email()) + u"> ["_s
                     + displayText(id) + u']';
        lines << u"    account:  "_s + asRead(itemOf(deactivation, id), leaving);
        lines << u"    sessions: "_s + sessionsLeft(rest, id);
        for (const LeavingMembership& membership : leaving.memberships)
            lines << u"    "_s + membershipLine(rest, membership);
        if (leaving.memberships.empty() && facts.membershipsNote.isEmpty())
            lines << u"    workspaces: none that the acting account may see"_s;
        lines << QString();
    }
    if (!facts.membershipsNote.isEmpty())
        lines << u"Workspaces: "_s + facts.membershipsNote << QString();
    lines << u"What still works:"_s;
    for (const QString& line : stillWorks(facts))
        lines << u"    "_s + line;
    lines << QString() << u"Calls"_s << reportText(deactivation);
    if (rest)
        lines << reportText(*rest);
    return lines.join(u'\n');
}

QByteArray leaverReportJson(const Run& deactivation, const Run* rest, const LeaverFacts& facts) {
    QJsonArray accounts;
    for (const LeavingAccount& leaving : facts.accounts) {
        const QString id = leaving.account.id().toString();
        QJsonArray memberships;
        for (const LeavingMembership& membership : leaving.memberships)
            memberships.append(QJsonObject{{u"workspace"_s, membership.workspace},
                                           {u"before"_s, before(membership)},
                                           {u"after"_s, after(rest, membership)},
                                           {u"newOwner"_s, newOwner(rest, membership)}});
        accounts.append(QJsonObject{{u"id"_s, id},
                                    {u"username"_s, leaving.account.username()},
                                    {u"email"_s, leaving.account.email()},
                                    {u"account"_s, asRead(itemOf(deactivation, id), leaving)},
                                    {u"sessions"_s, sessionsLeft(rest, id)},
                                    {u"memberships"_s, memberships}});
    }
    QJsonArray runs{QJsonDocument::fromJson(reportJson(deactivation)).object()};
    if (rest)
        runs.append(QJsonDocument::fromJson(reportJson(*rest)).object());
    return QJsonDocument(QJsonObject{{u"instance"_s, deactivation.plan().instance},
                                     {u"account"_s, deactivation.plan().actor},
                                     {u"startedUtc"_s, utc(deactivation.startedAtMs())},
                                     {u"endedUtc"_s, utc(rest ? rest->endedAtMs() : deactivation.endedAtMs())},
                                     {u"accounts"_s, accounts},
                                     {u"workspacesNotKnown"_s, facts.membershipsNote},
                                     {u"stillWorks"_s, QJsonArray::fromStringList(stillWorks(facts))},
                                     {u"runs"_s, runs}})
        .toJson(QJsonDocument::Indented);
}

} // namespace wallaroo::runs
