#include "support/leaverwork.h"

#include "base/displaytext.h"
#include "runs/actionlog.h"
#include "runs/journal.h"
#include "runs/membershipsteps.h"
#include "runs/userplans.h"
#include "runs/userreadback.h"
#include "support/account.h"

#include <algorithm>

namespace wallaroo {
namespace {

/// With the address: somebody's accounts tend to have the same name.
QString nameOf(const User& account) {
    const QString name = isolatedText(account.displayName(), 80);
    const QString address = isolatedText(account.email().isEmpty() ? account.username() : account.email(), 80);
    return name == address ? name : LeaverWork::tr("%1, %2", "name, e-mail").arg(name, address);
}

} // namespace

LeaverWork::LeaverWork(Account& account, runs::Actor actor, QObject* parent)
    : QObject(parent),
      m_account(account),
      m_actor(std::move(actor)),
      m_actions({&account.userActions, &account.workspaceActions}),
      m_lookup(account.workspacesApi) {
    connect(&m_lookup, &MembershipLookup::progressed, this, &LeaverWork::changed);
    connect(&m_lookup, &MembershipLookup::finished, this, &LeaverWork::goOn);
}

LeaverWork::~LeaverWork() {
    m_leftOut.cancel();
    if (!m_isOver)
        return; // found at the next start
    m_first->forgetJournal();
    if (m_rest)
        m_rest->forgetJournal();
}

void LeaverWork::lookUp(const std::vector<User>& accounts) {
    std::vector<UserId> ids;
    ids.reserve(accounts.size());
    for (const User& one : accounts)
        ids.push_back(one.id());
    m_lookedUp = QSet<UserId>(ids.begin(), ids.end());
    m_lookup.start(ids);
}

std::unique_ptr<runs::Run> LeaverWork::makeRun(runs::Plan plan) {
    auto begun = runs::RunJournal::begin(m_account.runFolder(), plan, m_account.session.clock().wallMs());
    if (!begun && !m_journalError)
        m_journalError = begun.error(); // access goes all the same: that cannot wait for a disk
    auto run = std::make_unique<runs::Run>(std::move(plan), m_actions, m_account.session.clock(),
                                           begun ? std::move(*begun) : nullptr);
    auto* made = run.get();
    connect(made, &runs::Run::outcomeChanged, this, &LeaverWork::changed);
    connect(made, &runs::Run::finished, this, &LeaverWork::goOn);
    connect(made, &runs::Run::stepEnded, this, [this, made](int item, int step) {
        if (m_account.log)
            (void)m_account.log->append(runs::ActionLog::recordOf(*made, item, step));
    });
    return run;
}

void LeaverWork::take(const std::vector<User>& accounts, const AccessGuard& guard, const Wishes& wishes) {
    m_wishes = wishes;
    m_facts = {};
    m_protected.clear();
    m_facts.inferenceClient = m_account.session.profile().inferenceClient();
    const std::vector<Protection> verdicts = guard.judge(accounts);
    for (size_t i = 0; i < accounts.size(); ++i) {
        const bool isProtected = !runs::reasonOf(verdicts[i], accounts.size() == 1).isEmpty(); // left out there, too
        if (isProtected)
            m_protected.insert(accounts[i].id());
        m_facts.accounts.push_back({accounts[i], wishes.signOut && !isProtected, {}});
    }
}

runs::Plan LeaverWork::preview(const std::vector<User>& accounts, const AccessGuard& guard, const Wishes& wishes) {
    take(accounts, guard, wishes);
    runs::Plan whole = runs::leaverDeactivatePlan(m_actor, accounts, guard);
    const runs::Plan rest = restPlan();
    whole.items.insert(whole.items.end(), rest.items.begin(), rest.items.end());
    return whole;
}

void LeaverWork::start(const std::vector<User>& accounts, const AccessGuard& guard, const Wishes& wishes) {
    take(accounts, guard, wishes);
    if (const auto token = m_account.session.mlopsToken())
        m_facts.tokensEndAtMs = m_account.session.clock().wallMs() + token->lifetimeMs;
    const bool areAllLookedUp = std::all_of(accounts.begin(), accounts.end(),
                                            [this](const User& one) { return m_lookedUp.contains(one.id()); });
    if (!areAllLookedUp || m_lookup.error())
        lookUp(accounts);
    m_first = makeRun(runs::leaverDeactivatePlan(m_actor, accounts, guard));
    m_first->start();
    Q_EMIT changed();
}

void LeaverWork::stop() {
    m_isStopped = true;
    m_lookup.stop();
    m_leftOut.cancel();
    m_isReading = false;
    if (m_rest)
        m_rest->stop();
    if (m_first)
        m_first->stop();
    goOn();
}

bool LeaverWork::isIncomplete() const {
    const auto isLeft = [](const runs::Run& run) {
        const auto& counts = run.counts();
        return counts.failed + counts.unknown + counts.notSent > 0;
    };
    return m_isOver && ((m_first && isLeft(*m_first)) || (m_rest && isLeft(*m_rest)) || !m_isRestMade);
}

bool LeaverWork::isDoubtful() const {
    const auto lines = this->lines();
    return std::any_of(lines.begin(), lines.end(), [](const Line& line) { return line.isDoubtful; });
}

void LeaverWork::tryAgain() {
    m_isOver = false;
    m_isStopped = false;
    if (!m_isRestMade) {
        std::vector<User> accounts;
        for (const auto& one : m_facts.accounts)
            accounts.push_back(one.account);
        lookUp(accounts);
    }
    for (auto* run : {m_first.get(), m_rest.get()}) {
        if (!run)
            continue;
        if (run->counts().failed > 0)
            run->retryFailed();
        else if (run->counts().unknown > 0)
            run->checkUnknown();
        else if (run->counts().notSent > 0)
            run->resume();
    }
    goOn();
}

void LeaverWork::goOn() {
    Q_EMIT changed();
    const auto isOver = [](const runs::Run& run) { return run.phase() == runs::Run::Phase::Over; };
    if (m_isOver || !m_first || !isOver(*m_first))
        return;
    if (!m_isRestMade && !m_isStopped) {
        if (m_wishes.takeOut && m_lookup.isRunning())
            return;
        makeRest();
        if (m_rest) {
            m_rest->start();
            return;
        }
    }
    if ((m_rest && !isOver(*m_rest)) || m_lookup.isRunning() || m_isReading)
        return;
    if (m_isStopped || m_isLeftOutRead)
        end();
    else
        readLeftOut();
}

bool LeaverWork::isLeftOut(const User& account) const {
    const auto& items = m_first->plan().items;
    for (size_t i = 0; i < items.size(); ++i) {
        if (items[i].id == account.id().toString())
            return m_first->outcome(static_cast<int>(i)).state == runs::State::LeftOut;
    }
    return false;
}

/// Whoever was inactive before, or is protected, was sent nothing: how they are now is read all the same.
void LeaverWork::readLeftOut() {
    m_isLeftOutRead = true;
    std::vector<UserId> ids;
    for (const auto& one : m_facts.accounts) {
        if (isLeftOut(one.account))
            ids.push_back(one.account.id());
    }
    m_isReading = !ids.empty();
    if (ids.empty())
        return end();
    m_leftOut = m_account.usersApi.query(ids, http::Lane::Bulk, this, [this](const Result<std::vector<User>>& people) {
        m_isReading = false;
        takeLeftOut(people);
        end();
    });
}

void LeaverWork::takeLeftOut(const Result<std::vector<User>>& people) {
    for (auto& one : m_facts.accounts) {
        if (!isLeftOut(one.account))
            continue;
        if (!people) {
            one.found = QStringLiteral("not known: ") + people.error().sentence;
            continue;
        }
        const auto found = std::find_if(people->begin(), people->end(),
                                        [&one](const User& user) { return user.id() == one.account.id(); });
        one.found = runs::judge(runs::userStep(QStringLiteral("user.deactivate"), {}),
                                found == people->end() ? nullptr : &*found)
                        .text;
    }
}

runs::LeavingMembership LeaverWork::leaving(const User& account, const MembershipLookup::Place& place) const {
    using Kept = runs::LeavingMembership::Kept;
    runs::LeavingMembership leaving;
    leaving.workspace = place.workspace.name;
    leaving.role = place.role;
    leaving.remove =
        runs::removeStep(place.workspace.id, {account.id(), account.email()}, place.role,
                         {tr("%1 in %2", "person, workspace").arg(account.displayName(), leaving.workspace)});
    if (place.workspace.isDefault()) {
        leaving.kept = Kept::Default; // one per person: it goes with the account
        return leaving;
    }
    const auto& heir = m_wishes.newOwner;
    if (place.role != MemberRole::Owner || isOwnedByAnother(place.workspace.id))
        return leaving;
    if (!heir) {
        leaving.kept = Kept::NoNewOwner;
        return leaving;
    }
    const api::PersonRef person{heir->id(), heir->email()};
    leaving.newOwnerName = heir->displayName();
    const auto& members = m_lookup.membersOf(place.workspace.id);
    const auto member =
        std::find_if(members.begin(), members.end(), [&heir](const Member& one) { return one.user == heir->id(); });
    const runs::StepNotes notes{tr("%1 in %2", "person, workspace").arg(leaving.newOwnerName, leaving.workspace), true};
    leaving.newOwner = member == members.end() ? runs::addStep(m_account.workspacesApi, place.workspace.id, person,
                                                               MemberRole::Owner, notes)
                                               : runs::roleStep(m_account.workspacesApi, place.workspace.id, person,
                                                                member->role, MemberRole::Owner, notes);
    return leaving;
}

/// By somebody who can sign in and is not about to leave.
bool LeaverWork::isOwnedByAnother(WorkspaceId workspace) const {
    const auto& members = m_lookup.membersOf(workspace);
    return std::any_of(members.begin(), members.end(), [this](const Member& one) {
        if (one.role != MemberRole::Owner)
            return false;
        const bool isLeaving = std::any_of(m_facts.accounts.begin(), m_facts.accounts.end(),
                                           [&one](const auto& leaver) { return leaver.account.id() == one.user; });
        const User* user = m_account.users.userById(one.user.toString());
        return !isLeaving && (!user || user->status != UserStatus::Inactive);
    });
}

std::vector<runs::LeavingMembership> LeaverWork::membershipsOf(const User& account, bool isLeft) const {
    std::vector<runs::LeavingMembership> memberships;
    for (const auto& place : m_lookup.placesOf(account.id())) {
        memberships.push_back(leaving(account, place));
        if (!isLeft)
            memberships.back().kept = runs::LeavingMembership::Kept::NotAsked;
    }
    return memberships;
}

QString LeaverWork::membershipsNote() const {
    if (const auto& error = m_lookup.error())
        return QStringLiteral("not known: ") + error->sentence;
    if (m_isStopped)
        return QStringLiteral("not all are known: stopped before they were looked up");
    return m_lookup.notLookedAt() > 0
               ? QStringLiteral("not all are known: %1 could not be looked at").arg(m_lookup.notLookedAt())
               : QString();
}

runs::Plan LeaverWork::restPlan() {
    for (auto& one : m_facts.accounts) {
        if (m_wishes.takeOut)
            one.memberships = membershipsOf(one.account, !m_protected.contains(one.account.id()));
    }
    return runs::leaverRestPlan(m_actor, m_facts.accounts);
}

void LeaverWork::makeRest() {
    m_isRestMade = true;
    auto plan = restPlan();
    if (!plan.items.empty())
        m_rest = makeRun(std::move(plan));
}

void LeaverWork::end() {
    m_isOver = true;
    m_facts.membershipsNote = membershipsNote();
    for (auto& one : m_facts.accounts) {
        if (one.memberships.empty())
            one.memberships = membershipsOf(one.account, false); // nobody was taken out: they are told all the same
    }
    Q_EMIT changed();
    Q_EMIT finished();
}

QString LeaverWork::lineText(const runs::Item& item, const runs::Step& step) const {
    const User* subject = m_account.users.userById(item.id);
    QString subjectName = subject ? nameOf(*subject) : isolatedText(item.name, 80);
    if (step.kind == QLatin1String("user.deactivate"))
        return tr("Deactivate %1").arg(subjectName);
    if (step.kind == QLatin1String("user.logout"))
        return tr("Sign out %1").arg(subjectName);
    const auto membership = runs::membershipOf(step);
    QString workspace = membership ? QString::number(membership->workspace.number()) : QString();
    if (!membership)
        return subjectName;
    for (const auto& leaver : m_facts.accounts) {
        for (const auto& place : m_lookup.placesOf(leaver.account.id())) {
            if (place.workspace.id == membership->workspace)
                workspace = isolatedText(place.workspace.name, 60);
        }
    }
    const User* person = m_account.users.userById(membership->person.id.toString());
    const QString name = person ? nameOf(*person) : isolatedText(membership->person.email, 80);
    // The workspace first: it is what tells these lines apart where they are cut short.
    if (step.kind == QStringView(runs::removeKind))
        return tr("%1: take %2 out", "workspace, person").arg(workspace, name);
    return tr("%1: make %2 owner", "workspace, person").arg(workspace, name);
}

/// ", enabled: false" of whom no step was sent.
QString LeaverWork::foundOf(const QString& id) const {
    const auto found = std::find_if(m_facts.accounts.begin(), m_facts.accounts.end(), [&id](const auto& one) {
        return one.account.id().toString() == id && !one.found.isEmpty();
    });
    return found == m_facts.accounts.end() ? QString() : QStringLiteral(", ") + found->found;
}

void LeaverWork::addLines(QList<Line>& lines, const runs::Run& run) const {
    const auto& items = run.plan().items;
    for (size_t i = 0; i < items.size(); ++i) {
        const auto& outcome = run.outcome(static_cast<int>(i));
        for (size_t s = 0; s < items[i].steps.size(); ++s) {
            Line line{lineText(items[i], items[i].steps[s]), outcome.state, {}, false};
            if (!items[i].leftOut.isEmpty()) {
                line.state = runs::State::LeftOut;
                line.found = items[i].leftOut + foundOf(items[i].id);
            } else if (outcome.state == runs::State::LeftOut) { // only just before it would have been sent
                line.found = outcome.reason + foundOf(items[i].id);
            } else if (s < outcome.steps.size()) {
                const auto& step = outcome.steps[s];
                const QString notSent = runs::whyNotSent(items[i], outcome, s);
                const bool isOver = run.phase() == runs::Run::Phase::Over || !notSent.isEmpty();
                line.state = isOver && step.state == runs::State::Waiting ? runs::State::NotSent : step.state;
                line.isDoubtful =
                    step.state == runs::State::Done && step.readBack.applied == runs::ReadBack::Applied::No;
                line.found = step.state == runs::State::LeftOut ? step.result.note
                             : !notSent.isEmpty()               ? notSent
                             : step.error                       ? step.error->sentence
                                                                : step.readBack.text;
            }
            lines << line;
        }
    }
}

QList<LeaverWork::Line> LeaverWork::lines() const {
    QList<Line> lines;
    if (m_first)
        addLines(lines, *m_first);
    if (m_rest)
        addLines(lines, *m_rest);
    return lines;
}

QString LeaverWork::reportText() const {
    return runs::leaverReportText(*m_first, m_rest.get(), m_facts);
}

QByteArray LeaverWork::reportJson() const {
    return runs::leaverReportJson(*m_first, m_rest.get(), m_facts);
}

} // namespace wallaroo
