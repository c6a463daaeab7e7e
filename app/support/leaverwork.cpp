#include "support/leaverwork.h"

#include "base/displaytext.h"
#include "runs/actionlog.h"
#include "runs/journal.h"
#include "runs/membershipsteps.h"
#include "support/account.h"

namespace wallaroo {
namespace {

QString nameIn(const runs::Item& item) {
    return isolatedText(item.name.isEmpty() ? item.id : item.name, 80);
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

LeaverWork::~LeaverWork() = default;

void LeaverWork::lookUp(const std::vector<User>& accounts) {
    std::vector<UserId> ids;
    for (const User& one : accounts)
        ids.push_back(one.id());
    m_lookup.start(ids);
}

std::unique_ptr<runs::Run> LeaverWork::makeRun(runs::Plan plan) {
    auto begun = runs::RunJournal::begin(m_account.runFolder(), plan, m_account.session.clock().wallMs());
    auto run = std::make_unique<runs::Run>(std::move(plan), m_actions, m_account.session.clock(),
                                           begun ? std::move(*begun) : nullptr);
    auto* made = run.get();
    connect(made, &runs::Run::outcomeChanged, this, &LeaverWork::changed);
    connect(made, &runs::Run::stepEnded, this, [this, made](int item, int step) {
        if (m_account.log)
            (void)m_account.log->append(runs::ActionLog::recordOf(*made, item, step));
    });
    return run;
}

void LeaverWork::start(const std::vector<User>& accounts, const AccessGuard& guard, const Wishes& wishes) {
    m_wishes = wishes;
    m_facts = {};
    m_facts.inferenceClient = m_account.session.profile().inferenceClient();
    for (const User& one : accounts)
        m_facts.accounts.push_back({one, wishes.signOut, {}});
    if (const auto token = m_account.session.mlopsToken())
        m_facts.tokensEndAtMs = m_account.session.clock().wallMs() + token->lifetimeMs;
    if (!m_lookup.isRunning())
        lookUp(accounts); // others may have been chosen meanwhile
    m_first = makeRun(runs::leaverDeactivatePlan(m_actor, accounts, guard));
    connect(m_first.get(), &runs::Run::finished, this, [this] {
        m_isFirstOver = true;
        goOn();
    });
    m_first->start();
    Q_EMIT changed();
}

void LeaverWork::stop() {
    m_isStopped = true;
    if (m_rest)
        m_rest->stop();
    else if (m_first)
        m_first->stop();
}

void LeaverWork::goOn() {
    Q_EMIT changed();
    if (m_rest || m_isOver || !m_isFirstOver)
        return;
    if (m_isStopped)
        end();
    else if (!m_wishes.takeOut || !m_lookup.isRunning())
        startRest();
}

std::vector<runs::LeavingMembership> LeaverWork::membershipsOf(const User& account) const {
    std::vector<runs::LeavingMembership> memberships;
    const api::PersonRef leaver{account.id(), account.email()};
    for (const auto& place : m_lookup.placesOf(account.id())) {
        if (place.workspace.isDefault())
            continue; // one per person: it goes with the account
        runs::LeavingMembership leaving;
        leaving.workspace = place.workspace.name;
        leaving.isOwner = place.role == MemberRole::Owner;
        if (place.isOnlyOwner && !m_wishes.newOwner)
            continue; // it would be nobody's
        if (place.isOnlyOwner)
            leaving.newOwner = runs::addStep(m_account.workspacesApi, place.workspace.id,
                                             {m_wishes.newOwner->id(), m_wishes.newOwner->email()}, MemberRole::Owner);
        leaving.remove = runs::removeStep(place.workspace.id, leaver, place.role);
        memberships.push_back(std::move(leaving));
    }
    return memberships;
}

void LeaverWork::startRest() {
    for (size_t i = 0; i < m_facts.accounts.size() && m_wishes.takeOut; ++i)
        m_facts.accounts[i].memberships = membershipsOf(m_facts.accounts[i].account);
    auto plan = runs::leaverRestPlan(m_actor, m_facts.accounts);
    if (plan.items.empty()) {
        end();
        return;
    }
    m_rest = makeRun(std::move(plan));
    connect(m_rest.get(), &runs::Run::finished, this, &LeaverWork::end);
    m_rest->start();
    Q_EMIT changed();
}

void LeaverWork::end() {
    m_isOver = true;
    m_first->forgetJournal();
    if (m_rest)
        m_rest->forgetJournal();
    Q_EMIT changed();
    Q_EMIT finished();
}

QString LeaverWork::lineText(const runs::Item& item, const runs::Step& step) const {
    if (step.kind == QLatin1String("user.deactivate"))
        return tr("Deactivate %1").arg(nameIn(item));
    if (step.kind == QLatin1String("user.logout"))
        return tr("Sign out %1").arg(nameIn(item));
    const auto membership = runs::membershipOf(step);
    QString workspace = membership ? QString::number(membership->workspace.number()) : QString();
    for (const auto& place : m_lookup.placesOf(UserId::fromString(item.id))) {
        if (membership && place.workspace.id == membership->workspace)
            workspace = isolatedText(place.workspace.name, 60);
    }
    if (step.kind == QStringView(runs::removeKind))
        return tr("Take %1 out of %2", "person, workspace").arg(nameIn(item), workspace);
    return tr("New owner of %1").arg(workspace);
}

void LeaverWork::addLines(QList<Line>& lines, const runs::Run& run) const {
    const auto& items = run.plan().items;
    for (size_t i = 0; i < items.size(); ++i) {
        const auto& outcome = run.outcome(static_cast<int>(i));
        for (size_t s = 0; s < items[i].steps.size(); ++s) {
            Line line{lineText(items[i], items[i].steps[s]), outcome.state, {}};
            if (!items[i].leftOut.isEmpty()) {
                line.state = runs::State::LeftOut;
                line.found = items[i].leftOut;
            } else if (s < outcome.steps.size()) {
                const auto& step = outcome.steps[s];
                line.state = step.state;
                line.found = step.error ? step.error->sentence : step.readBack.text;
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
