#include "pages/userspage.h"

#include "base/displaytext.h"
#include "pages/membershipdesk.h"
#include "pages/tableexport.h"
#include "pages/userdetails.h"
#include "pages/userfilters.h"
#include "pages/usermenu.h"
#include "support/account.h"
#include "support/clipboard.h"
#include "support/locklookup.h"
#include "support/windowparts.h"
#include "widgets/banner.h"
#include "widgets/detailspanel.h"
#include "widgets/filterfield.h"
#include "widgets/pagehead.h"
#include "widgets/resourcetable.h"
#include "widgets/resultslist.h"
#include "widgets/toast.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QPushButton>
#include <QShortcut>

namespace wallaroo {
namespace {

constexpr int lateAnswersMs = 600; ///< after the last of them
constexpr int offerStandsMs = 3'600'000;

} // namespace

UsersPage::UsersPage(Account& account, const WindowParts& parts, QWidget* parent)
    : ResourcePage(account.users, parts.clipboard, account.session.clock(),
                   {QStringLiteral("users"), tr("Users"), tr("Filter users"), tr("Name, e-mail, status… or email:word"),
                    tr("Loading users…"), tr("No users yet"), tr("No user matches “%1”"),
                    [](int n) { return tr("%Ln people", nullptr, n); }},
                   parent),
      m_account(account),
      m_parts(parts),
      m_users(account.users),
      m_filters(new UserFilters(filterField(), filterRow(), this)),
      m_export(new TableExport(
          table(), account, parts, words().id, [this](int rows) { return described(rows); }, this)),
      m_panel(new DetailsPanel(this)),
      m_details(new UserDetails(*m_panel, account, this)),
      m_results(new ResultsList(this)),
      m_interrupted(new Banner(this)),
      m_locks(new LockLookup(account.keycloakApi, account.users, this)),
      m_lockBar(new Banner(this)),
      m_toast(new Toast(account.session.clock(), this)),
      m_acts(new UserActs(account, parts, *m_results, this)),
      m_memberResults(new ResultsList(this)),
      m_desk(new MembershipDesk(account, parts, *m_memberResults, this)) {
    build();
    addKeys();
    addExport();
    connectActs();
    if (!isReadOnly())
        addActs();
}

UsersPage::~UsersPage() {
    m_account.userActions.onPeopleRead({});
}

bool UsersPage::isReadOnly() const {
    return m_account.session.profile().readOnly;
}

void UsersPage::build() {
    m_panel->setObjectName(QStringLiteral("usersDetails"));
    m_panel->hide();
    setSidePanel(m_panel);
    m_interrupted->setObjectName(QStringLiteral("interruptedRun"));
    addAboveTable(m_interrupted);
    addInsteadOfTable(m_results);
    m_memberResults->setObjectName(QStringLiteral("usersMemberResults"));
    addInsteadOfTable(m_memberResults);
    auto* putBack = new Banner(this);
    putBack->setObjectName(QStringLiteral("usersPutBack"));
    addAboveTable(putBack);
    m_desk->setPutBackBanner(*putBack);
    m_toast->setObjectName(QStringLiteral("usersToast"));
    addBelowTable(m_toast);
    updateNote();
    watchLocks();
    connect(m_filters, &UserFilters::changed, this, &UsersPage::applyChoices);
    connect(&table(), &ResourceTable::rowActivated, this, &UsersPage::openDetails);
    connect(&table(), &ResourceTable::rowMenuRequested, this, &UsersPage::fillRowMenu);
    connect(table().selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) { currentRowChanged(current.row()); });
    connect(&m_users, &models::TableModel::phaseChanged, this, [this] {
        const bool isLoaded = m_users.phase() == models::TableModel::Phase::Loaded;
        if (isLoaded && m_panel->isVisible() && m_users.userById(m_details->shownId()))
            m_details->update();
    });
    connect(this, &ResourcePage::refreshed, this, &UsersPage::learnRights);
    connect(m_panel, &DetailsPanel::closed, this, &UsersPage::closeDetails);
    connect(m_panel, &DetailsPanel::textCopyRequested, this,
            [this](const QString& text) { m_parts.clipboard.copyText(text); });
    connect(m_toast, &Toast::actionTriggered, this, [this] {
        m_toast->dismiss();
        if (const auto action = std::exchange(m_onToast, nullptr))
            action();
    });
}

void UsersPage::addActs() {
    auto* invite = head().setMainAction(tr("Invite…"), QStringLiteral("add"));
    invite->setObjectName(QStringLiteral("usersInvite"));
    invite->setAccessibleName(tr("Invite…"));
    invite->setToolTip(tr("Ctrl+N"));
    connect(&head(), &PageHead::mainActionRequested, this, &UsersPage::startMainAction);
    for (const UserAct act : {UserAct::Deactivate, UserAct::Activate}) {
        auto* button = new QPushButton(actText(act), this);
        button->setObjectName(act == UserAct::Deactivate ? QStringLiteral("usersDeactivate")
                                                         : QStringLiteral("usersActivate"));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, act] { ask(act); });
        addSelectionButton(button);
    }
    auto* more = new QPushButton(tr("More"), this);
    more->setObjectName(QStringLiteral("usersMore"));
    more->setAutoDefault(false);
    auto* menu = new QMenu(more);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        fillMore(*menu);
    });
    more->setMenu(menu);
    addSelectionButton(more);
}

void UsersPage::addKeys() {
    if (isReadOnly())
        return;
    auto* shortcut = new QShortcut(QKeySequence(Qt::Key_Delete), &table());
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, [this] { ask(UserAct::Deactivate); });
}

void UsersPage::connectActs() {
    connect(m_acts, &UserActs::noticed, this, &UsersPage::notice);
    m_acts->setOther(m_desk->runs());
    connect(m_results, &ResultsList::offerTaken, this, [this] {
        m_toast->dismiss();
        const auto action = m_onOffer;
        action();
    });
    connect(m_acts, &UserActs::passwordsMade, this, &UsersPage::handOut);
    auto& runs = m_acts->runs();
    connect(&runs, &RunController::ended, this, &UsersPage::runEnded);
    connect(&runs, &RunController::quietlyDone, this, &UsersPage::runEnded);
    connect(&runs, &RunController::answeredLate, this, &UsersPage::rereadSoon);
    m_rereadSoon.setSingleShot(true);
    m_rereadSoon.setInterval(lateAnswersMs);
    connect(&m_rereadSoon, &QTimer::timeout, this, [this] {
        if (!m_acts->runs().isRunning())
            refresh();
    });
    connect(&runs, &RunController::fileFailed, this, [this](const Error& error) { banner().show(error); });
    connect(&runs, &RunController::started, this, [this] {
        m_memberResults->hide(); // one list at a time
        m_handedOut.clear();
        tellDetailsOfSessions();
    });
    connect(m_details, &UserDetails::endSessionsRequested, this,
            [this](const QString& id) { m_acts->ask(UserAct::LogOut, {id}); });
    connect(&m_desk->runs(), &RunController::started, m_results, &QWidget::hide);
    connect(&m_desk->runs(), &RunController::ended, m_details, &UserDetails::update);
    connect(&m_desk->runs(), &RunController::quietlyDone, m_details, &UserDetails::update);
    connect(m_desk, &MembershipDesk::noticed, this, &UsersPage::notice);
    connect(m_desk, &MembershipDesk::failed, this, [this](const Error& error) { banner().show(error); });
    connect(
        &m_account.workspaces, &models::TableModel::phaseChanged, this,
        [this] {
            if (!m_toBeAdded.isEmpty() && m_account.access.workspaceCount() > 0)
                askWhichWorkspaces();
            else if (!m_toBeAdded.isEmpty() && m_account.workspaces.phase() == models::TableModel::Phase::Failed)
                notice(tr("Workspaces could not be loaded: see their page."), {}, {});
        },
        Qt::QueuedConnection);
    connect(&runs, &RunController::reportSaved, this,
            [this](const QString& path) { notice(tr("Report saved as %1").arg(path), {}, {}); });
    m_account.userActions.onPeopleRead([this](const std::vector<User>& people) {
        m_users.takeAnswers(people);
        if (m_panel->isVisible())
            m_details->update();
    });
}

http::Handle UsersPage::startLoad() {
    m_areLocksOld = true;
    return m_account.usersApi.list(
        this, [this](std::vector<User> rows) { m_users.append(std::move(rows)); },
        [this](const Result<api::ListSummary>& result) {
            if (result)
                m_account.accessFeed.setUnreadablePeople(result->unreadable);
            finishLoad(result);
        });
}

std::optional<Error> UsersPage::emptyIsNotAllowed() const {
    // Everybody may see at least themselves: an empty answer is what a token with query-users alone gets
    return Error{ErrorKind::NotAllowed,
                 tr("Your account may not list users."),
                 tr("The server answered with an empty list, in which not even you are. Ask an administrator of this "
                    "instance for the role admin, or view-users of master-realm."),
                 {}};
}

bool UsersPage::hasChoices() const {
    return !m_filters->facets().isEmpty();
}

void UsersPage::clearChoices() {
    m_filters->clear();
}

QString UsersPage::choices() const {
    return m_filters->chosen();
}

void UsersPage::restoreChoices(const QString& choices) {
    m_filters->setChosen(choices);
    applyChoices();
}

QStringList UsersPage::savedFilters() const {
    return m_filters->saved();
}

void UsersPage::setSavedFilters(const QStringList& saved) {
    m_filters->setSaved(saved);
}

QStringList UsersPage::chosenIds() const {
    QStringList ids = m_users.selectedIds();
    if (ids.isEmpty() && table().currentIndex().isValid())
        ids << table().currentIndex().data(models::TableModel::IdRole).toString();
    return ids;
}

void UsersPage::ask(UserAct act) {
    m_acts->ask(act, chosenIds());
}

void UsersPage::openDetails(int row) {
    if (row < 0 || row >= m_users.rowCount())
        return;
    m_panel->show();
    m_details->show(m_users.index(row, 0).data(models::TableModel::IdRole).toString());
}

void UsersPage::currentRowChanged(int row) {
    if (m_panel->isVisible())
        openDetails(row);
}

void UsersPage::closeDetails() {
    m_details->clear();
    m_panel->hide();
    table().setFocus();
}

void UsersPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && m_panel->isVisible())
        closeDetails(); // one step at a time: the selection went before
    else if (event->key() == Qt::Key_Escape && m_results->isVisible() && !m_results->isRunning())
        m_results->hide();
    else
        ResourcePage::keyPressEvent(event);
}

void UsersPage::notice(const QString& text, const QString& action, const std::function<void()>& onAction) {
    m_onToast = onAction;
    m_toast->showText(text, action);
}

void UsersPage::offer(const QString& text, const QString& action, const std::function<void()>& onAction) {
    m_onToast = m_onOffer = onAction;
    m_toast->showText(text, action, offerStandsMs);
    m_results->setOffer(action); // where it stays when the notice was closed, or another one took its place
}

/// What became of [End sessions now] is said where it stands.
void UsersPage::tellDetailsOfSessions() {
    const auto& run = *m_acts->runs().run();
    const auto& items = run.plan().items;
    if (UserWords::kindOf(run.plan()) != QLatin1String("user.logout"))
        return;
    for (size_t i = 0; i < items.size(); ++i) {
        if (items[i].id == m_details->shownId())
            m_details->showEnding(run.outcome(static_cast<int>(i)));
    }
}

/// What an answer by id cannot tell of people whom a lock holds.
void UsersPage::showUnlocked(bool isDeactivated) {
    const auto& run = *m_acts->runs().run();
    for (size_t i = 0; i < run.plan().items.size(); ++i) {
        const auto& outcome = run.outcome(static_cast<int>(i));
        if (outcome.state != runs::State::Done || outcome.isDoubtful())
            continue;
        const bool isSeen = outcome.steps.front().readBack.applied == runs::ReadBack::Applied::Yes;
        if (isDeactivated && isSeen)
            m_users.setInactive(run.plan().items[i].id);
        else if (!isDeactivated)
            m_users.setLocked(run.plan().items[i].id, false);
    }
    if (m_panel->isVisible())
        m_details->update();
}

void UsersPage::runEnded() {
    const QString kind = UserWords::kindOf(m_acts->runs().run()->plan());
    tellDetailsOfSessions();
    offerRestOfLeaver(*m_acts->runs().run());
    const bool isDeactivated = kind == QLatin1String("user.deactivate");
    if (isDeactivated || kind == QLatin1String("user.unlock"))
        showUnlocked(isDeactivated);
    // Who came, went or changed roles shows in the whole list alone; others were read back by id
    const QStringList ofTheList{QStringLiteral("user.invite"), QStringLiteral("user.create"),
                                QStringLiteral("user.delete"), QStringLiteral("user.give-admin"),
                                QStringLiteral("user.take-admin")};
    if (ofTheList.contains(kind))
        refresh();
    else
        rereadSoon();
}

/// Of a run that was stopped nobody was read back, and answers may still come.
void UsersPage::rereadSoon() {
    const auto& runs = m_acts->runs();
    const auto& counts = runs.run()->counts();
    const bool isUnread = counts.notSent > 0 && counts.done + counts.unknown > 0;
    if (isUnread && !runs.isRunning() && runs.run()->endedAtMs() > 0)
        m_rereadSoon.start();
}

} // namespace wallaroo
