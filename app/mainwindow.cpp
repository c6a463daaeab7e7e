#include "mainwindow.h"

#include "base/displaytext.h"
#include "dialogs/signoutdialog.h"
#include "http/transport.h"
#include "pages/tokenspage.h"
#include "pages/userspage.h"
#include "pages/workspacespage.h"
#include "style/look.h"
#include "style/metrics.h"
#include "support/account.h"
#include "support/clipboard.h"
#include "support/windowstate.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/instancebar.h"
#include "widgets/navigationlist.h"
#include "widgets/resourcetable.h"
#include "widgets/statusline.h"
#include "widgets/toast.h"
#include "widgets/tokencard.h"

#include <QCloseEvent>
#include <QDateTime>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>

namespace wallaroo {
namespace {

constexpr int narrowWidth = 800; ///< at the sketches' font: below it the list of pages shrinks to icons

} // namespace

using session::Keeping;
using session::Session;
using session::State;

MainWindow::MainWindow(Account& account, Clipboard& clipboard, const QString& statePath, QWidget* parent)
    : QWidget(parent),
      m_account(account),
      m_clipboard(clipboard),
      m_state(std::make_unique<WindowState>(account.isSandbox ? QString() : statePath, account.session.profile().id)),
      m_bar(new InstanceBar(this)),
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
    addKeys();
    watchSession();
    watchClipboard();
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
    const auto& profile = m_account.session.profile();
    m_bar->setInstance(profile.name.isEmpty() ? profile.instance.label() : profile.name, profile.instance.label());
    m_bar->setSandbox(m_account.isSandbox);
    m_bar->setNotEncrypted(profile.instance.apiBase.scheme() == QLatin1String("http"));
    m_bar->setAccountName(profile.way == session::Way::Password ? profile.username : profile.clientId);
    connect(m_bar, &InstanceBar::signOutRequested, this, &MainWindow::askToSignOut);
    connect(m_bar, &InstanceBar::otherAccountRequested, this, &MainWindow::otherAccountRequested);
    connect(m_bar, &InstanceBar::startOverRequested, this, &MainWindow::sandboxRestartRequested);

    const Metrics metrics(this);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_navigation);
    auto* content = new QVBoxLayout;
    content->setSpacing(0);
    content->addWidget(m_banner);
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
    connect(m_status, &StatusLine::sessionPressed, this, [this] {
        if (m_account.session.state() == State::PasswordNeeded)
            Q_EMIT signInAgainRequested(sessionEndedError());
        else
            askToSignOut();
    });
    connect(m_status, &StatusLine::keychainPressed, this, &MainWindow::explainKeychain);
    connect(m_status, &StatusLine::refreshPressed, this, [this] {
        if (auto* page = currentResource())
            page->refresh();
    });
}

void MainWindow::addPages() {
    const Clock& clock = m_account.session.clock();
    // An inference sign-in has no user: pages that need one are not offered.
    if (m_account.session.profile().way == session::Way::Password) {
        m_navigation->addGroup(tr("People"));
        addPage(new UsersPage(m_account.usersApi, m_account.users, m_clipboard, clock, this), QStringLiteral("users"));
        addPage(new WorkspacesPage(m_account.workspacesApi, m_account.workspaces, m_clipboard, clock, this),
                QStringLiteral("workspaces"));
    }
    m_navigation->addGroup(tr("Secrets"));
    m_tokens = new TokensPage(m_account.session, m_clipboard, this);
    m_navigation->addPage(QStringLiteral("tokens"), QStringLiteral("tokens"), tr("Tokens"));
    m_pages->addWidget(m_tokens);
    connect(m_navigation, &NavigationList::pageChosen, this, &MainWindow::showPage);
    openPage(m_navigation->pages().value(0));
    showPage(m_navigation->currentPage());
}

void MainWindow::addPage(ResourcePage* page, const QString& iconName) {
    const QString id = page->words().id;
    m_navigation->addPage(id, iconName, page->words().title);
    m_pages->addWidget(page);
    m_resources << page;
    page->table().restoreColumnState(m_state->columns(id));
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
    };
    key(QKeySequence(Qt::Key_F5), refresh);
    key(QKeySequence(Qt::CTRL | Qt::Key_R), refresh);
    key(QKeySequence(QKeySequence::Find), [this] {
        if (auto* page = currentResource())
            page->focusFilter();
    });
    key(QKeySequence(QKeySequence::Copy), [this] {
        if (auto* page = currentResource())
            page->copyRows();
        else
            m_tokens->copyToken();
    });
    key(QKeySequence(QKeySequence::Quit), [this] { close(); });
}

void MainWindow::watchSession() {
    connect(&m_account.session, &Session::stateChanged, this, &MainWindow::showSessionState);
    connect(&m_account.session, &Session::tokensChanged, this, &MainWindow::tick);
    connect(&m_account.session, &Session::keepingChanged, this, &MainWindow::showKeeping);
    connect(m_banner, &Banner::actionTriggered, this, [this](int index) {
        const auto action = std::exchange(m_bannerAction, nullptr);
        m_banner->clear();
        if (index == 1)
            Q_EMIT otherAccountRequested();
        else if (action)
            action();
    });
}

void MainWindow::watchClipboard() {
    connect(&m_clipboard, &Clipboard::secretCopied, this, [this](const QString& what, qint64 worksMs) {
        // The toast fills %1 with what is left on the clipboard.
        const int minutes = static_cast<int>(worksMs / 60'000);
        m_toast->showCountdown(tr("%1 copied. It works for %n min and leaves the clipboard in %2.", nullptr, minutes)
                                   .arg(what, QStringLiteral("%1")),
                               m_clipboard.secretEnd(), tr("Clear now"));
    });
    connect(&m_clipboard, &Clipboard::secretGone, m_toast, &Toast::dismiss);
    connect(m_toast, &Toast::actionTriggered, &m_clipboard, &Clipboard::clearSecret);
}

void MainWindow::sessionBegan() {
    m_banner->clear();
    for (auto* page : m_resources) {
        if ((!page->wasLoaded() || page->hasFailed()) && (page == currentResource() || page == m_resources.first()))
            page->refresh(); // workspaces name people, so people come first; the rest when looked at
    }
}

void MainWindow::showPage(const QString& id) {
    const int index = static_cast<int>(m_navigation->pages().indexOf(id));
    if (index < 0)
        return;
    m_pages->setCurrentIndex(index);
    if (auto* page = currentResource(); page && !page->wasAsked() && m_account.session.state() == State::SignedIn)
        page->refresh();
    showLastRefresh();
}

void MainWindow::openPage(const QString& page) {
    m_navigation->setCurrentPage(page);
}

ResourcePage* MainWindow::currentResource() const {
    return qobject_cast<ResourcePage*>(m_pages->currentWidget());
}

void MainWindow::showLastRefresh() {
    const auto* page = currentResource();
    m_status->setLastRefresh(page ? page->lastRefreshText() : QString());
}

Error MainWindow::sessionEndedError() const {
    return {ErrorKind::SessionEnded,
            tr("Your session at the server has ended."),
            tr("Enter the password to go on where you were."),
            {}};
}

void MainWindow::showSessionState() {
    QString text;
    switch (m_account.session.state()) {
    case State::SignedOut:
        text = tr("Signed out");
        break;
    case State::SigningIn:
        text = tr("Signing in…");
        break;
    case State::SignedIn:
        text = tr("Signed in");
        break;
    case State::InferenceOnly:
        text = tr("Inference token only");
        break;
    case State::PasswordNeeded:
        text = tr("Session ended: sign in again");
        break;
    case State::SigningOut:
        text = tr("Signing out…");
        break;
    }
    if (m_account.session.state() == State::SignedIn) {
        if (const auto end = m_account.session.sessionEnd()) {
            const auto time = QDateTime::fromMSecsSinceEpoch(end->wallMs()).time();
            text = tr("Signed in, asked again at about %1 if nothing is done")
                       .arg(QLocale().toString(time, QStringLiteral("HH:mm")));
        }
    }
    m_status->setSession(text);
}

void MainWindow::showKeeping() {
    const auto keeping = m_account.session.keeping();
    const QString name = m_account.session.keychainName();
    switch (keeping) {
    case Keeping::NotAsked:
        m_status->setKeychain({}, false);
        break;
    case Keeping::Kept:
        m_status->setKeychain(name, false);
        break;
    case Keeping::SessionOnly:
        m_status->setKeychain(tr("Nothing kept"), false);
        break;
    case Keeping::Failed:
        m_status->setKeychain(tr("Not kept in %1").arg(name), true);
        break;
    }
    if (keeping == Keeping::Failed && !m_keepingSaid) {
        m_keepingSaid = true;
        explainKeychain();
    }
}

void MainWindow::explainKeychain() {
    const auto& session = m_account.session;
    m_bannerAction = nullptr;
    m_banner->setActions({});
    if (const auto error = session.keepingError())
        m_banner->showMessage(Banner::Kind::Warning, error->sentence,
                              tr("The program works for this session. %1").arg(error->advice), error->details);
    else if (session.keeping() == Keeping::Kept)
        m_banner->showMessage(
            Banner::Kind::Info,
            tr("The client secret and the refresh token are kept in %1. The password is never stored.")
                .arg(session.keychainName()));
    else
        m_banner->showMessage(Banner::Kind::Info, tr("Nothing of this sign-in is stored: it ends with the program."));
}

void MainWindow::showSignInFailure(const Error& error) {
    m_banner->setActions(tr("Try again"), tr("Sign in as someone else…"));
    m_bannerAction = [this] { m_account.session.resume(); };
    m_banner->show(error);
    for (auto* page : m_resources)
        page->showFailure(error);
}

void MainWindow::showFailure(const Error& error) {
    m_bannerAction = nullptr;
    m_banner->setActions({});
    m_banner->show(error);
}

void MainWindow::showSandboxLost() {
    m_bannerAction = [this] { Q_EMIT sandboxRestartRequested(); };
    m_banner->setActions(tr("Start over"));
    m_banner->show({ErrorKind::ConnectionLost, tr("The sandbox has ended."), tr("Start over for a new one."), {}});
}

void MainWindow::tick() {
    const auto token = m_account.session.mlopsToken();
    m_status->setTokenTimeLeft(
        token ? tr("MLOps token %1", "time left, 42:10").arg(timeLeftText(token->end.leftMs(m_account.session.clock())))
              : QString());
    m_tokens->tick();
    showSessionState();
}

void MainWindow::askToSignOut() {
    const auto& profile = m_account.session.profile();
    auto* dialog =
        new SignOutDialog(profile.instance.label(), m_account.session.keychainName(), profile.clientSecretStored, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { m_account.session.signOut(dialog->forgetsClientSecret()); });
    dialog->open();
}

void MainWindow::saveState() {
    m_state->save(*this);
    for (const auto* page : m_resources)
        m_state->setColumns(page->words().id, page->table().columnState());
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
