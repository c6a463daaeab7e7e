#include "pages/useracts.h"

#include "base/displaytext.h"
#include "dialogs/callsbutton.h"
#include "dialogs/requireactionsdialog.h"
#include "exchange/csv.h"
#include "runs/actionlog.h"
#include "support/account.h"
#include "support/plancalls.h"
#include "support/prompts.h"
#include "support/windowparts.h"

#include <QPushButton>

#include <algorithm>

namespace wallaroo {
namespace {

constexpr size_t mostLookedUp = 100; ///< people whose workspaces a sheet looks up

bool isAboutAccess(const QString& kind) {
    return kind == QLatin1String("user.deactivate") || kind == QLatin1String("user.delete");
}

RunTools toolsOf(Account& account, runs::Actions& actions, const WindowParts& parts) {
    return {actions, account.session.clock(), parts.prompts, account.runFolder(), account.log.get()};
}

} // namespace

UserActs::UserActs(Account& account, const WindowParts& parts, ResultsList& results, QWidget* window)
    : QObject(window),
      m_account(account),
      m_parts(parts),
      m_window(window),
      m_actions({&account.userActions, &account.workspaceActions}),
      m_runs(results, toolsOf(account, m_actions, parts)),
      m_lookup(account.workspacesApi) {
    connect(&m_runs, &RunController::undoPlanned, this, &UserActs::askForPlan);
    connect(&m_runs, &RunController::quietlyDone, this, &UserActs::quietlyDone);
    connect(&m_runs, &RunController::busy, this, [this] { isRefused(busyReason()); });
    connect(&m_runs, &RunController::ended, this, &UserActs::runEnded);
    connect(&m_lookup, &MembershipLookup::progressed, this, &UserActs::showLookedUp);
    connect(&m_lookup, &MembershipLookup::finished, this, &UserActs::showLookedUp);
}

UserActs::~UserActs() = default;

runs::Actor UserActs::actor() const {
    const auto& profile = m_account.session.profile();
    return {profile.instance.label(), profile.instance.apiBase.toString() + u' ' + profile.instance.authBase.toString(),
            m_account.actorName()};
}

AccessGuard UserActs::guard() const {
    return m_account.guard();
}

runs::Plan UserActs::guarded(const runs::Plan& plan) const {
    return runs::guarded(plan, guard(), [this](const QString& id) { return m_account.users.userById(id); });
}

/// Of whom it cannot be told whether nobody would be left: the user name is typed first.
const User* UserActs::toBeTyped(const runs::Plan& plan) const {
    if (plan.items.size() != 1 || !plan.items[0].leftOut.isEmpty())
        return nullptr;
    const auto& item = plan.items[0];
    const User* person = m_account.users.userById(item.id);
    const bool goes = std::any_of(item.steps.begin(), item.steps.end(), runs::takesAccess);
    return person && goes && guard().judge(*person) == Protection::CannotTell ? person : nullptr;
}

std::vector<User> UserActs::people(const QStringList& ids) const {
    std::vector<User> people;
    people.reserve(static_cast<size_t>(ids.size()));
    for (const QString& id : ids) {
        const User* person = m_account.users.userById(id);
        if (!person)
            continue;
        people.push_back(*person);
        people.back().type = m_account.users.shownType(people.back());
    }
    return people;
}

QString UserActs::busyReason() const {
    return m_runs.isRunning() || (m_other && m_other->isRunning())
               ? tr("A run is under way: wait for its end, or stop it.")
               : QString();
}

bool UserActs::isRefused(const QString& why) {
    if (!why.isEmpty())
        Q_EMIT noticed(why, {}, {});
    return !why.isEmpty();
}

QString UserActs::refusal() const {
    if (QString busy = busyReason(); !busy.isEmpty())
        return busy;
    if (m_account.users.phase() == models::TableModel::Phase::Failed)
        return tr("What is shown may be old: refresh first.");
    return {};
}

runs::Plan UserActs::planFor(UserAct act, const QStringList& ids) const {
    const auto chosen = people(ids);
    switch (act) {
    case UserAct::Deactivate:
        return runs::deactivatePlan(actor(), chosen, guard());
    case UserAct::Activate:
        return runs::activatePlan(actor(), chosen);
    case UserAct::Password:
        return runs::passwordPlan(actor(), chosen);
    case UserAct::GiveAdmin:
        return runs::giveAdminPlan(actor(), chosen);
    case UserAct::TakeAdmin:
        return runs::takeAdminPlan(actor(), chosen, guard());
    case UserAct::LogOut:
        return runs::logOutPlan(actor(), chosen);
    case UserAct::Unlock:
        return runs::unlockPlan(actor(), chosen);
    case UserAct::Delete:
        return runs::deletePlan(actor(), chosen, guard());
    case UserAct::RequireActions:
        break; // asks which first
    }
    return {};
}

void UserActs::ask(UserAct act, const QStringList& ids) {
    if (ids.isEmpty() || isRefused(refusal()))
        return;
    if (act == UserAct::RequireActions)
        askWhichActions(ids);
    else
        showSheet(planFor(act, ids));
}

void UserActs::askWhichActions(const QStringList& ids) {
    auto* dialog = new RequireActionsDialog(static_cast<int>(ids.size()), m_window);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, ids] { askForPlan(runs::requireActionsPlan(actor(), people(ids), dialog->actions())); });
    dialog->open();
}

void UserActs::askForPlan(const runs::Plan& plan) {
    if (!isRefused(busyReason()))
        showSheet(guarded(plan));
}

void UserActs::showSheet(const runs::Plan& asked) {
    const runs::Plan plan = asSent(asked);
    const auto& session = m_account.session;
    const auto token = session.mlopsToken();
    Consequences consequences = UserWords::consequences(
        plan, {session.profile().title(), token ? token->lifetimeMs : 0, session.clock().wallMs()});
    UserWords::warnOfOwn(consequences, plan, m_account.ownId().toString());
    UserId typed;
    if (const User* person = toBeTyped(plan)) {
        typed = person->id();
        UserWords::askForName(consequences, person->username());
    }
    m_sheet = new ConsequenceSheet(consequences, m_window);
    m_sheet->setActEnabled(plan.taking() > 0);
    connect(m_sheet, &QDialog::accepted, this, [this, plan, typed] {
        if (!typed.isEmpty())
            m_account.noteNameTyped(typed);
        run(plan);
    });
    connect(m_sheet, &QDialog::finished, &m_lookup, &MembershipLookup::stop);
    connect(m_sheet, &ConsequenceSheet::listSaveRequested, this, [this](const QString& text) {
        m_parts.prompts.chooseNewFile(m_sheet, tr("Save as a list"), QStringLiteral("consequences.txt"),
                                      tr("Text (*.txt)"), this, [this, text](const QString& path) {
                                          if (const auto saved = exchange::writePrivately(path, text.toUtf8()); !saved)
                                              Q_EMIT m_runs.fileFailed(saved.error());
                                      });
    });
    auto* calls = callsButton([plan] { return runs::Plan(plan); }, m_sheet);
    calls->setEnabled(plan.taking() > 0);
    m_sheet->addButton(calls);
    lookUp(m_sheet, plan);
    m_sheet->open();
    Q_EMIT sheetOpened(m_sheet);
}

QPushButton* UserActs::callsButton(const std::function<runs::Plan()>& plan, QWidget* parent) const {
    return new CallsButton(
        m_parts.clipboard,
        [this, plan](exchange::Tool tool) {
            return planText(tool, m_account.session.profile().instance, asSent(plan()));
        },
        parent);
}

/// Where the instance's API does not manage users, Keycloak is asked at once.
runs::Plan UserActs::asSent(const runs::Plan& plan) const {
    return m_account.accountActions.way() == api::AccountActions::Way::Keycloak ? shownByKeycloak(plan) : plan;
}

void UserActs::lookUp(ConsequenceSheet* sheet, const runs::Plan& plan) {
    m_lookedUp.clear();
    m_taking = plan.taking();
    if (!isAboutAccess(UserWords::kindOf(plan)))
        return;
    for (const auto& item : plan.items) {
        if (item.leftOut.isEmpty() && m_lookedUp.size() < mostLookedUp)
            m_lookedUp.push_back(UserId::fromString(item.id));
    }
    if (m_lookedUp.empty())
        return;
    sheet->setLookup(tr("Looking up what they own…"));
    m_lookup.start(m_lookedUp);
}

void UserActs::showLookedUp() {
    if (!m_sheet)
        return;
    for (const UserId& id : m_lookedUp) {
        const QString text = m_lookup.summaryOf(id);
        if (!text.isEmpty())
            m_sheet->setNote(id.toString(), text, !m_lookup.onlyOwnedBy(id).isEmpty());
    }
    if (m_lookup.isRunning())
        return;
    m_sheet->setLookup(m_lookup.gaps(m_taking));
}

void UserActs::run(const runs::Plan& plan) {
    if (isRefused(busyReason()))
        return;
    const QString kind = UserWords::kindOf(plan);
    QString title = UserWords::act(kind, plan.taking());
    if (plan.isUndo)
        title = tr("Undo: %1").arg(title);
    const bool isSmall = plan.taking() == 1 && plan.items.size() == 1 && !UserWords::losesSomething(kind);
    if (isSmall || (plan.taking() == 1 && kind == QLatin1String("user.deactivate")))
        m_runs.startQuietly(plan, title);
    else
        m_runs.start(plan, title);
}

/// At once where nothing is in the way; where somebody is protected, the sheet says so.
void UserActs::undo(const runs::Plan& plan) {
    if (isRefused(refusal()))
        return;
    const runs::Plan made = guarded(plan);
    if (made.taking() < static_cast<int>(made.items.size()) || toBeTyped(made))
        showSheet(made);
    else
        run(made);
}

Result<void> UserActs::takeUp(const runs::RunJournal::Found& found, const QString& title) {
    if (!busyReason().isEmpty())
        return tl::unexpected(RunController::busyError());
    runs::RunJournal::Found mine = found;
    mine.plan.goOnAs(actor().name);
    return m_runs.takeUp(mine, title);
}

void UserActs::quietlyDone() {
    const auto& plan = m_runs.run()->plan();
    const auto& item = plan.items.front();
    const QString name = isolatedText(item.name.isEmpty() ? item.id : item.name, 80);
    const auto taken = m_runs.run()->undoPlan();
    Q_EMIT passwordsMade(*m_runs.run());
    if (taken.items.empty() || plan.isUndo)
        Q_EMIT noticed(UserWords::done(UserWords::kindOf(plan), name), {}, {});
    else
        Q_EMIT noticed(UserWords::done(UserWords::kindOf(plan), name), tr("Undo"), [this, taken] { undo(taken); });
}

void UserActs::runEnded() {
    Q_EMIT passwordsMade(*m_runs.run());
}

} // namespace wallaroo
