#include "pages/membershipdesk.h"

#include "base/displaytext.h"
#include "dialogs/callsbutton.h"
#include "dialogs/newowners.h"
#include "pages/membershipsheet.h"
#include "runs/membershipsteps.h"
#include "support/account.h"
#include "support/plancalls.h"
#include "support/windowparts.h"
#include "widgets/announce.h"
#include "widgets/resultslist.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace wallaroo {
namespace {

using models::AccessMatrix;

RunTools toolsOf(Account& account, const WindowParts& parts) {
    return {account.workspaceActions, account.session.clock(), parts.prompts, account.membershipRunFolder(),
            account.log.get()};
}

} // namespace

MembershipDesk::MembershipDesk(Account& account, const WindowParts& parts, ResultsList& results, QWidget* page)
    : QObject(page),
      m_account(account),
      m_parts(parts),
      m_page(page),
      m_runs(results, toolsOf(account, parts)) {
    connect(&m_runs, &RunController::started, this, &MembershipDesk::noteSteps);
    connect(&m_runs, &RunController::ended, this, &MembershipDesk::runEnded);
    connect(&m_runs, &RunController::quietlyDone, this, &MembershipDesk::quietlyDone);
    connect(&m_runs, &RunController::undoPlanned, this, &MembershipDesk::showUndo);
    connect(&m_runs, &RunController::fileFailed, this, &MembershipDesk::failed);
    connect(&account.access, &AccessMatrix::membersChanged, this, &MembershipDesk::goOnIfRead);
    connect(&account.access, &AccessMatrix::sidesChanged, this, &MembershipDesk::goOnIfRead);
    connect(&account.accessFeed, &AccessFeed::halted, this, &MembershipDesk::goOnIfRead);
}

MembershipDesk::~MembershipDesk() = default;

bool MembershipDesk::mayAct() const {
    return !m_account.session.profile().readOnly;
}

runs::MembershipChange MembershipDesk::change(AccessMatrix::Number person, AccessMatrix::Number workspace,
                                              Being after) const {
    const AccessMatrix& matrix = m_account.access;
    const User& user = matrix.person(person);
    runs::MembershipChange change;
    change.workspace = matrix.workspace(workspace).id;
    change.workspaceName = matrix.workspaceLabel(workspace);
    change.isDefault = matrix.workspace(workspace).isDefault();
    change.isNamedForThem = matrix.workspace(workspace).isDefaultOf(user.email())
                            || matrix.workspace(workspace).isDefaultOf(user.username());
    change.person = {user.id(), user.email()};
    change.personName = user.displayName().isEmpty() ? user.id().toString() : user.displayName();
    change.isInactive = matrix.isPersonListed(person) && user.status == UserStatus::Inactive;
    switch (matrix.cell(person, workspace).access) {
    case models::Access::Owner:
        change.before = MemberRole::Owner;
        break;
    case models::Access::Collaborator:
        change.before = MemberRole::Collaborator;
        break;
    case models::Access::NotTold:
        change.before = MemberRole::NotTold;
        break;
    case models::Access::None:
        break;
    case models::Access::NotKnown:
        change.isBeforeKnown = false;
        break;
    }
    change.after = after;
    return change;
}

runs::MembershipChange MembershipDesk::addition(AccessMatrix::Number person, AccessMatrix::Number workspace,
                                                MemberRole role) const {
    runs::MembershipChange made = change(person, workspace, role);
    made.isAddition = true;
    return made;
}

std::vector<runs::OwnersBefore> MembershipDesk::ownersBefore(const std::vector<runs::MembershipChange>& changes) const {
    const AccessMatrix& matrix = m_account.access;
    std::vector<runs::OwnersBefore> owners;
    QSet<WorkspaceId> seen;
    for (const runs::MembershipChange& change : changes) {
        const auto number = matrix.findWorkspace(change.workspace);
        if (!number || seen.contains(change.workspace))
            continue;
        seen.insert(change.workspace);
        runs::OwnersBefore before{change.workspace, {}, matrix.known(*number) == AccessMatrix::Known::Yes};
        for (const AccessMatrix::Number person : models::activeOwners(matrix, *number))
            before.activeOwners.push_back(matrix.person(person).id());
        owners.push_back(std::move(before));
    }
    return owners;
}

void MembershipDesk::propose(const std::vector<runs::MembershipChange>& changes) {
    if (mayAct() && !changes.empty() && !isBusy())
        whenRead(changes, [this, changes] { proposeAsRead(changes); });
}

void MembershipDesk::whenRead(const std::vector<runs::MembershipChange>& changes, std::function<void()> then) {
    m_awaited.clear();
    for (const runs::MembershipChange& change : changes) {
        if (isWaitedFor(change.workspace)
            && std::find(m_awaited.begin(), m_awaited.end(), change.workspace) == m_awaited.end())
            m_awaited.push_back(change.workspace);
    }
    m_thenOpen = std::move(then);
    if (!m_awaited.empty()) {
        m_account.accessFeed.lookAt(m_awaited);
        announce(m_page, tr("Reading who is in these workspaces…"));
    }
    goOnIfRead();
}

/// Asked, or to be asked, and not answered. What failed stays unknown, and the sheet says so.
bool MembershipDesk::isWaitedFor(WorkspaceId workspace) const {
    const auto number = m_account.access.findWorkspace(workspace);
    if (!number || !m_account.access.isWorkspaceListed(*number))
        return false;
    const auto known = m_account.access.known(*number);
    return known == AccessMatrix::Known::No || known == AccessMatrix::Known::Stale;
}

void MembershipDesk::goOnIfRead() {
    if (!m_thenOpen)
        return;
    const bool isRead = std::none_of(m_awaited.begin(), m_awaited.end(),
                                     [this](WorkspaceId workspace) { return isWaitedFor(workspace); });
    if (isRead || m_account.accessFeed.isHalted())
        std::exchange(m_thenOpen, nullptr)();
}

/// The same change, with what its person is by now.
runs::MembershipChange MembershipDesk::asRead(const runs::MembershipChange& earlier) const {
    const auto person = m_account.access.findPerson(earlier.person.id);
    const auto workspace = m_account.access.findWorkspace(earlier.workspace);
    if (!person || !workspace)
        return earlier;
    runs::MembershipChange now = change(*person, *workspace, earlier.after);
    now.isAddition = earlier.isAddition;
    return now;
}

std::vector<runs::MembershipChange> MembershipDesk::asRead(const std::vector<runs::MembershipChange>& earlier) const {
    std::vector<runs::MembershipChange> changes;
    changes.reserve(earlier.size());
    std::transform(earlier.begin(), earlier.end(), std::back_inserter(changes),
                   [this](const runs::MembershipChange& change) { return asRead(change); });
    return changes;
}

void MembershipDesk::proposeAsRead(const std::vector<runs::MembershipChange>& earlier) {
    if (!mayAct() || isBusy())
        return;
    const auto changes = asRead(earlier);
    const auto owners = ownersBefore(changes);
    showSheet(runs::membershipPlan(m_account.workspacesApi, changes, owners), changes, owners);
}

void MembershipDesk::showSheet(const runs::Plan& plan, const std::vector<runs::MembershipChange>& changes,
                               const std::vector<runs::OwnersBefore>& owners) {
    auto* sheet = new ConsequenceSheet(membershipSheet(plan, m_account.session.profile().title()), m_page);
    const auto orphans = runs::orphansOf(changes, owners);
    NewOwners* newOwners = nullptr;
    if (!orphans.empty()) {
        newOwners = new NewOwners(orphans, m_account.access, changes, sheet);
        sheet->addExtra(newOwners);
        sheet->setActEnabled(newOwners->isComplete());
        connect(newOwners, &NewOwners::changed, sheet,
                [sheet, newOwners] { sheet->setActEnabled(newOwners->isComplete()); });
    } else {
        sheet->setActEnabled(plan.taking() > 0);
    }
    const auto made = [this, changes, owners, newOwners] {
        return runs::membershipPlan(m_account.workspacesApi, changes, owners,
                                    newOwners ? newOwners->chosen() : std::vector<runs::NewOwner>());
    };
    auto* calls = callsButton(made, sheet);
    calls->setEnabled(newOwners || plan.taking() > 0);
    sheet->addButton(calls);
    connect(sheet, &QDialog::accepted, this, [this, made] { begin(made()); });
    sheet->open();
}

CallsButton* MembershipDesk::callsButton(const std::function<runs::Plan()>& plan, QWidget* parent) {
    return new CallsButton(
        m_parts.clipboard,
        [this, plan](exchange::Tool tool) { return planText(tool, m_account.session.profile().instance, plan()); },
        parent);
}

void MembershipDesk::showUndo(runs::Plan plan) {
    runs::noteMails(plan, m_account.session.profile().instance);
    auto* sheet = new ConsequenceSheet(membershipSheet(plan, m_account.session.profile().title()), m_page);
    sheet->setActEnabled(plan.taking() > 0);
    auto* calls = callsButton([plan] { return plan; }, sheet);
    calls->setEnabled(plan.taking() > 0);
    sheet->addButton(calls);
    connect(sheet, &QDialog::accepted, this, [this, plan] { begin(plan); });
    sheet->open();
}

void MembershipDesk::create(const QString& name) {
    if (mayAct() && !isBusy())
        begin(runs::creationPlan(name), Shown::InNotice);
}

bool MembershipDesk::isBusy() {
    if (m_runs.isRunning())
        Q_EMIT failed(RunController::busyError());
    return m_runs.isRunning();
}

void MembershipDesk::begin(runs::Plan plan, Shown shown) {
    if (isBusy())
        return;
    const auto& profile = m_account.session.profile();
    plan.instance = profile.instance.label();
    plan.instanceId = instanceId();
    plan.actor = profile.username;
    m_touched.clear();
    const QString title = membershipTitle(plan);
    if (shown == Shown::InNotice)
        m_runs.startQuietly(std::move(plan), title);
    else
        m_runs.start(std::move(plan), title);
}

QString MembershipDesk::instanceId() const {
    const auto& instance = m_account.session.profile().instance;
    return instance.apiBase.toString() + u' ' + instance.authBase.toString();
}

Result<void> MembershipDesk::takeUp(const runs::RunJournal::Found& found) {
    if (m_runs.isRunning())
        return tl::unexpected(RunController::busyError());
    m_touched.clear();
    runs::RunJournal::Found mine = found;
    mine.plan.goOnAs(m_account.actorName());
    auto taken = m_runs.takeUp(mine, membershipTitle(found.plan));
    if (taken)
        noteSteps();
    return taken;
}

void MembershipDesk::noteSteps() {
    connect(m_runs.run(), &runs::Run::stepEnded, this, [this](int item, int step) {
        const auto& steps = m_runs.run()->plan().items[static_cast<size_t>(item)].steps;
        if (const auto membership = runs::membershipOf(steps[static_cast<size_t>(step)])) {
            m_account.access.setStale(membership->workspace); // whatever came of it
            m_touched.insert(membership->workspace);
        }
    });
}

/// What was touched is asked again once, when all is over: each step may touch the same workspace.
void MembershipDesk::runEnded() {
    for (const WorkspaceId workspace : std::as_const(m_touched))
        m_account.accessFeed.changed(workspace);
    const runs::Run& run = *m_runs.run();
    if (run.plan().verb == QStringLiteral("workspaces.create")) {
        const QString name = run.plan().items.front().name;
        if (run.counts().done > 0)
            Q_EMIT created(name);
        else if (const Error* error = run.outcome(0).error())
            Q_EMIT notCreated(name, *error);
        return;
    }
    notePutBack();
}

} // namespace wallaroo
