#include "mainwindow.h"

#include "dialogs/reentryform.h"
#include "pages/accesspage.h"
#include "pages/activitypage.h"
#include "pages/tokenspage.h"
#include "pages/userspage.h"
#include "pages/workspacespage.h"
#include "style/look.h"
#include "style/metrics.h"
#include "support/account.h"
#include "support/clipboard.h"
#include "support/copynotices.h"
#include "support/tray.h"
#include "support/windowstate.h"
#include "widgets/banner.h"
#include "widgets/instancebar.h"
#include "widgets/navigationlist.h"
#include "widgets/resourcetable.h"
#include "widgets/statusline.h"
#include "widgets/taborder.h"
#include "widgets/toast.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>

namespace wallaroo {
namespace {

constexpr int narrowWidth = 800; ///< at the sketches' font: below it the list of pages shrinks to icons

} // namespace

using session::State;

MainWindow::MainWindow(Account& account, const WindowParts& parts, QWidget* parent)
    : QWidget(parent),
      m_account(account),
      m_parts(parts),
      m_state(
          std::make_unique<WindowState>(account.isSandbox ? QString() : parts.statePath, account.session.profile().id)),
      m_bar(new InstanceBar(this)),
      m_reentry(new ReentryForm({parts.prompts, parts.clipboard, account.session.clock()}, this)),
      m_banner(new Banner(this)),
      m_navigation(new NavigationList(this)),
      m_pages(new QStackedWidget(this)),
      m_toast(new Toast(account.session.clock(), this)),
      m_status(new StatusLine(this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Wallaroo Admin"));
    m_toast->setObjectName(QStringLiteral("toast"));
    build();
    addPages();
    tabInOrderOfLayout(*this);
    addKeys();
    addSessionKeys();
    watchSession();
    new CopyNotices(m_parts.clipboard, *m_toast, this);
    m_state->restore(*this);
    showSessionState();
    showKeeping();
    if (auto* page = currentResource())
        page->table().setFocus(); // not the first button of the bar
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &MainWindow::tick);
    m_second.start();
}

MainWindow::~MainWindow() {
    saveState();
}

void MainWindow::build() {
    connectBar();
    const Metrics metrics(this);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_navigation);
    auto* content = new QVBoxLayout;
    content->setSpacing(0);
    // What waits for an answer stands first; both as wide as the page under them, with room between.
    for (QWidget* notice : {static_cast<QWidget*>(m_reentry), static_cast<QWidget*>(m_banner)}) {
        notice->setContentsMargins(metrics.px(20), metrics.px(12), metrics.px(20), 0);
        content->addWidget(notice);
    }
    content->addWidget(m_pages, 1);
    auto* toastRow = new QHBoxLayout;
    toastRow->setContentsMargins(metrics.px(20), 0, metrics.px(20), metrics.px(12));
    toastRow->addWidget(m_toast);
    content->addLayout(toastRow);
    middle->addLayout(content, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addLayout(middle, 1);
    column->addWidget(m_status);

    connect(m_status, &StatusLine::tokenPressed, this, [this] { openPage(QStringLiteral("tokens")); });
    connect(m_status, &StatusLine::sessionPressed, this, &MainWindow::openSessionPanel);
    connect(m_status, &StatusLine::keychainPressed, this, &MainWindow::explainKeychain);
    connect(m_status, &StatusLine::refreshPressed, this, [this] {
        if (auto* page = currentResource())
            page->refresh();
        else if (isAccessShown())
            m_access->refresh();
    });
}

void MainWindow::addPages() {
    // An inference sign-in has no user: pages that need one are not offered.
    if (m_account.session.profile().way != session::Way::InferenceOnly) {
        m_navigation->addGroup(tr("People"));
        m_users = new UsersPage(m_account, m_parts, this);
        m_users->setSavedFilters(m_state->filters(QStringLiteral("users")));
        if (m_state->isKeycloakWay(m_account.session.clock().wallMs()))
            m_account.accountActions.setWay(api::AccountActions::Way::Keycloak);
        if (m_state->areInvitedInKeycloak(m_account.session.clock().wallMs()))
            m_account.accountActions.setInviteWay(api::AccountActions::Way::Keycloak);
        addPage(m_users, QStringLiteral("users"));
        connect(m_users, &UsersPage::listsRequested, this, [this] { fetchLists(false); });
        m_workspaces = new WorkspacesPage(m_account, m_parts, this);
        addPage(m_workspaces, QStringLiteral("workspaces"));
        addAccessPage(*m_workspaces);
    }
    m_navigation->addGroup(tr("Secrets"));
    addTokensPage();
    addActivity();
    connect(m_navigation, &NavigationList::pageChosen, this, &MainWindow::showPage);
    openPage(m_navigation->pages().value(0));
    showPage(m_navigation->currentPage());
}

void MainWindow::addActivity() {
    if (!m_users)
        return; // nobody acts
    m_navigation->addGroup(tr("Record"));
    m_activity = new ActivityPage(m_account, m_parts, this);
    m_navigation->addPage(QStringLiteral("activity"), QStringLiteral("activity"), tr("Activity"));
    m_pages->addWidget(m_activity);
}

void MainWindow::addTokensPage() {
    m_tokens = new TokensPage(m_account, m_parts.clipboard, this);
    m_navigation->addPage(QStringLiteral("tokens"), QStringLiteral("tokens"), tr("Tokens"));
    m_pages->addWidget(m_tokens);
    connect(m_tokens, &TokensPage::noticed, this, [this](const QString& text) { m_toast->showText(text); });
    connect(m_tokens, &TokensPage::signInNeeded, this, [this] { Q_EMIT signInAgainRequested(sessionEndedError()); });
    m_tray = new Tray(m_tokens->copier(), m_parts.settings, this);
    connect(m_tray, &Tray::windowRequested, this, [this] {
        show();
        raise();
        activateWindow();
    });
}

void MainWindow::addPage(ResourcePage* page, const QString& iconName) {
    const QString id = page->words().id;
    m_navigation->addPage(id, iconName, page->words().title);
    m_pages->addWidget(page);
    m_resources << page;
    page->table().restoreColumnState(m_state->columns(id));
    page->restoreSplit(m_state->split(id));
    page->restoreChoices(m_state->choices(id));
    connect(page, &ResourcePage::countChanged, this,
            [this, id](const QString& count) { m_navigation->setCount(id, count); });
    connect(page, &ResourcePage::refreshed, this, &MainWindow::showLastRefresh);
    connect(page, &ResourcePage::otherAccountRequested, this, &MainWindow::otherAccountRequested);
}

void MainWindow::addKeys() {
    const auto key = [this](const QKeySequence& keys, auto act) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, act);
    };
    const QStringList pages = m_navigation->pages();
    for (int i = 0; i < pages.size() && i < 9; ++i)
        key(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i)), [this, id = pages[i]] { openPage(id); });
    const auto refresh = [this] {
        if (auto* page = currentResource())
            page->refresh();
        else if (isAccessShown())
            m_access->refresh();
    };
    key(QKeySequence(Qt::Key_F5), refresh);
    key(QKeySequence(Qt::CTRL | Qt::Key_R), refresh);
    key(QKeySequence(QKeySequence::Find), [this] {
        if (auto* page = currentResource())
            page->focusFilter();
        else if (m_activity && m_pages->currentWidget() == m_activity)
            m_activity->focusFilter();
        else if (isAccessShown())
            m_access->focusFilter();
    });
    key(QKeySequence(QKeySequence::Copy), [this] {
        if (auto* page = currentResource())
            page->copyRows();
        else if (isAccessShown())
            m_access->copyCells();
        else
            m_tokens->copier().copyUsual();
    });
    auto* anywhere = new QShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), this);
    anywhere->setContext(Qt::ApplicationShortcut); // from dialogs too
    connect(anywhere, &QShortcut::activated, this, [this] { m_tokens->copier().copyUsual(); });
    key(QKeySequence(QKeySequence::Quit), [this] { close(); });
}

void MainWindow::sessionBegan() {
    if (m_users && !std::exchange(m_interruptedAsked, true))
        offerInterrupted();
    m_banner->clear();
    tick(); // not a second later
    for (auto* page : m_resources) {
        if ((!page->wasLoaded() || page->hasFailed()) && (page == currentResource() || page == m_resources.first()))
            page->refresh(); // workspaces name people, so people come first; the rest when looked at
    }
    if (isAccessShown())
        m_access->enter();
}

void MainWindow::showPage(const QString& id) {
    const int index = static_cast<int>(m_navigation->pages().indexOf(id));
    if (index < 0)
        return;
    m_pages->setCurrentIndex(index);
    if (auto* page = currentResource())
        page->focusScreen();
    if (isAccessShown() && m_account.session.state() == State::SignedIn)
        m_access->enter();
    if (auto* page = currentResource(); page && !page->wasAsked() && m_account.session.state() == State::SignedIn)
        page->refresh();
    showLastRefresh();
}

void MainWindow::openPage(const QString& page) {
    m_navigation->setCurrentPage(page);
}

QString MainWindow::currentPage() const {
    return m_navigation->currentPage();
}

ResourcePage* MainWindow::currentResource() const {
    return qobject_cast<ResourcePage*>(m_pages->currentWidget());
}

void MainWindow::showLastRefresh() {
    const auto* page = currentResource();
    m_status->setLastRefresh(page              ? page->lastRefreshText()
                             : isAccessShown() ? m_access->lastRefreshText()
                                               : QString());
}

void MainWindow::saveState() {
    m_state->save(*this);
    if (m_users) {
        m_state->setFilters(QStringLiteral("users"), m_users->savedFilters());
        m_state->setKeycloakWay(m_account.accountActions.way() == api::AccountActions::Way::Keycloak,
                                m_account.session.clock().wallMs());
        m_state->setInvitedInKeycloak(m_account.accountActions.inviteWay() == api::AccountActions::Way::Keycloak,
                                      m_account.session.clock().wallMs());
    }
    for (const auto* page : m_resources) {
        const QString& id = page->words().id;
        m_state->setColumns(id, page->table().columnState());
        m_state->setSplit(id, page->splitState());
        m_state->setChoices(id, page->choices());
    }
}

void MainWindow::closeEvent(QCloseEvent* event) {
    event->accept();
    Q_EMIT closed();
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_navigation->setCompact(width() < Metrics(this).px(narrowWidth));
}

} // namespace wallaroo
