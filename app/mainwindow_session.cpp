#include "base/displaytext.h"
#include "dialogs/aboutdialog.h"
#include "dialogs/handoutdialog.h"
#include "dialogs/reentryform.h"
#include "dialogs/sessionpanel.h"
#include "dialogs/signoutdialog.h"
#include "http/transport.h"
#include "mainwindow.h"
#include "pages/accesspage.h"
#include "pages/resourcepage.h"
#include "pages/tokenspage.h"
#include "support/account.h"
#include "support/clipboard.h"
#include "widgets/banner.h"
#include "widgets/instancebar.h"
#include "widgets/navigationlist.h"
#include "widgets/statusline.h"
#include "widgets/toast.h"
#include "widgets/tokencard.h"

#include <QDateTime>
#include <QLocale>
#include <QShortcut>

// What the window shows of the session, the keychain and the clipboard, and how it lets a person leave.

namespace wallaroo {

namespace {

constexpr int lostStandsMs = 600'000;

} // namespace

using session::Keeping;
using session::Session;
using session::State;

void MainWindow::watchSession() {
    connect(&m_account.session, &Session::stateChanged, this, &MainWindow::showSessionState);
    connect(&m_account.session, &Session::tokensChanged, this, &MainWindow::tick);
    connect(&m_account.session, &Session::keepingChanged, this, &MainWindow::showKeeping);
    connect(m_banner, &Banner::actionTriggered, this, [this](int index) {
        const auto action = m_bannerActions.at(static_cast<std::size_t>(index));
        m_bannerActions = {};
        m_banner->clear();
        if (action)
            action();
    });
    connect(m_banner, &Banner::focusLeft, this, [this] {
        if (auto* page = currentResource())
            page->focusRows();
        else if (isAccessShown())
            m_access->focusMatrix();
        else
            m_navigation->setFocus(Qt::OtherFocusReason);
    });
}

void MainWindow::setBannerActions(const QString& first, std::function<void()> onFirst, const QString& second,
                                  std::function<void()> onSecond) {
    m_banner->setActions(first, second);
    m_bannerActions = {std::move(onFirst), std::move(onSecond)};
}

void MainWindow::connectBar() {
    const auto& profile = m_account.session.profile();
    m_bar->setInstance(profile.title(), profile.instance.label());
    m_bar->setColour(profile.colour);
    m_bar->setReadOnly(profile.readOnly);
    m_bar->setSandbox(m_account.isSandbox);
    m_bar->setInferenceOnly(profile.way == session::Way::InferenceOnly);
    m_bar->setNotEncrypted(profile.instance.apiBase.scheme() == QLatin1String("http"));
    m_bar->setAccountName(profile.username.isEmpty() ? profile.clientId : profile.username);
    connect(m_bar, &InstanceBar::signOutRequested, this, [this] { askToSignOut(false); });
    connect(m_bar, &InstanceBar::signOutEverywhereRequested, this, [this] { askToSignOut(true); });
    connect(m_bar, &InstanceBar::otherAccountRequested, this, &MainWindow::otherAccountRequested);
    connect(m_bar, &InstanceBar::startOverRequested, this, &MainWindow::sandboxRestartRequested);
    connect(m_bar, &InstanceBar::lockRequested, this, &MainWindow::lockRequested);
    connect(m_bar, &InstanceBar::sessionRequested, this, &MainWindow::openSessionPanel);
    connect(m_bar, &InstanceBar::settingsRequested, this, &MainWindow::settingsRequested);
    connect(m_bar, &InstanceBar::aboutRequested, this, &MainWindow::openAbout);
    connect(m_bar, &InstanceBar::profileChosen, this, &MainWindow::profileChosen);
    connect(m_bar, &InstanceBar::profilesRequested, this, &MainWindow::profilesRequested);
}

void MainWindow::openAbout() {
    auto* dialog = new AboutDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AboutDialog::copyRequested, this,
            [this](const QString& text) { m_parts.clipboard.copyText(text); });
    dialog->open();
}

void MainWindow::addSessionKeys() {
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_L), this), &QShortcut::activated, this, [this] {
        if (m_account.isSandbox)
            m_toast->showText(tr("A sandbox has nothing to lock."));
        else
            Q_EMIT lockRequested();
    });
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Comma), this), &QShortcut::activated, this,
            &MainWindow::settingsRequested);
}

void MainWindow::setProfiles(const QList<session::Profile>& profiles) {
    const auto& own = m_account.session.profile();
    m_bar->setProfiles(m_account.isSandbox ? QList<session::Profile>() : profiles, own.id);
    m_bar->setInstance(own.title(), own.instance.label());
    m_bar->setColour(own.colour);
    m_bar->setReadOnly(own.readOnly);
}

void MainWindow::openSessionPanel() {
    const auto state = m_account.session.state();
    if (waitsForKeychain() && !m_reentry->isAsking()) {
        showResumeFailure(*m_account.session.keepingError(), true);
        return;
    }
    if (state == State::PasswordNeeded && !m_reentry->isAsking()) {
        Q_EMIT signInAgainRequested(sessionEndedError());
        return;
    }
    if (findChild<SessionPanel*>())
        return;
    auto* panel = new SessionPanel(m_account.session, this); // deletes itself
    connect(panel, &SessionPanel::signOutRequested, this, [this] { askToSignOut(false); });
    connect(panel, &SessionPanel::signOutEverywhereRequested, this, [this] { askToSignOut(true); });
    panel->show(); // beside the work, not in its way
}

/// At a start: what is kept may be a living session, but nobody has read it yet.
bool MainWindow::waitsForKeychain() const {
    const auto& session = m_account.session;
    return session.state() == State::PasswordNeeded && session.profile().refreshTokenStored
           && session.keeping() == Keeping::Failed && session.keepingError();
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
        text = waitsForKeychain() ? tr("Not signed in: %1 was not read").arg(m_account.session.keychainName())
                                  : tr("Session ended: sign in again");
        break;
    case State::SecretNeeded:
        text = tr("Client secret needed");
        break;
    case State::Locked:
        text = tr("Locked");
        break;
    case State::SigningOut:
        text = tr("Signing out…");
        break;
    }
    if (m_account.session.state() == State::SignedIn) {
        if (m_account.session.profile().staySignedIn)
            text = tr("Signed in until you sign out");
        else if (const auto end = m_account.session.sessionEnd()) {
            const auto time = QDateTime::fromMSecsSinceEpoch(end->wallMs()).time();
            text = tr("Signed in, asked again at about %1 if nothing is done")
                       .arg(QLocale().toString(time, QStringLiteral("HH:mm")));
        }
    }
    m_status->setSession(text);
    nameKeychain(); // kept or not read: it depends
}

void MainWindow::nameKeychain() {
    const QString name = m_account.session.keychainName();
    switch (m_account.session.keeping()) {
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
        m_status->setKeychain(waitsForKeychain() ? tr("%1 not read").arg(name) : tr("Not kept in %1").arg(name), true);
        break;
    }
}

void MainWindow::showKeeping() {
    nameKeychain();
    const auto keeping = m_account.session.keeping();
    const QString name = m_account.session.keychainName();
    if (std::exchange(m_retriesKeychain, false) && keeping == Keeping::Kept)
        m_toast->showText(tr("Kept in %1.").arg(name));
    if (keeping == Keeping::Kept)
        m_keepingSaid = false; // what fails from now on is news
    if (keeping == Keeping::Failed && !m_keepingSaid) {
        m_keepingSaid = true;
        explainKeychain();
    }
}

void MainWindow::explainKeychain() {
    auto& session = m_account.session;
    const auto stored = [this] { Q_EMIT storedRequested(); };
    if (const auto error = session.keepingError()) {
        m_banner->showMessage(Banner::Kind::Warning, error->sentence,
                              tr("The program works for this session. %1").arg(error->advice), error->details);
        setBannerActions(
            tr("Try again"),
            [this, &session] {
                m_keepingSaid = false; // so that it is said again, whatever comes of it
                m_retriesKeychain = true;
                session.retryKeychain();
            },
            tr("What is stored where…"), stored);
    } else if (session.keeping() == Keeping::Kept) {
        m_banner->showMessage(
            Banner::Kind::Info,
            tr("The client secret and the refresh token are kept in %1. The password is never stored.")
                .arg(session.keychainName()));
        setBannerActions(tr("What is stored where…"), stored);
    } else {
        m_banner->showMessage(Banner::Kind::Info, tr("Nothing of this sign-in is stored: it ends with the program."));
        setBannerActions(tr("What is stored where…"), stored);
    }
}

void MainWindow::showResumeFailure(const Error& error, bool ofTheKeychain) {
    const auto again = [this] { Q_EMIT retryResumeRequested(); };
    if (ofTheKeychain) {
        m_banner->showMessage(Banner::Kind::Warning, error.sentence, error.advice, error.details);
        setBannerActions(tr("Try again"), again, tr("Continue without it"),
                         [this] { Q_EMIT withoutKeychainRequested(); });
    } else {
        m_banner->show(error);
        setBannerActions(tr("Try again"), again, tr("Sign in as someone else…"),
                         [this] { Q_EMIT otherAccountRequested(); });
    }
    for (auto* page : m_resources)
        page->showFailure(error);
}

void MainWindow::showKeychainWait(const QString& keychain) {
    m_banner->showMessage(Banner::Kind::Info, tr("Waiting for %1.").arg(displayText(keychain, 64)),
                          tr("It may be asking for its password in a window of its own."));
    setBannerActions(tr("Continue without it"), [this] { Q_EMIT withoutKeychainRequested(); });
}

void MainWindow::showSwitching(const QString& title) {
    m_toast->showText(tr("Signing in to %1…").arg(isolatedText(title, 64)));
}

void MainWindow::showSwitchFailure(const session::Profile& profile, const Error& error) {
    m_banner->showMessage(
        Banner::Kind::Warning, error.sentence,
        tr("%1 is not open yet; you are still here. %2").arg(isolatedText(profile.title(), 64), error.advice),
        error.details);
    setBannerActions(
        tr("Try again"), [this, profile] { Q_EMIT profileChosen(profile); }, tr("Sign in without it…"),
        [this, profile] { Q_EMIT profileByHandChosen(profile); });
}

void MainWindow::showFailure(const Error& error) {
    setBannerActions({}, {});
    m_banner->show(error);
}

void MainWindow::showSandboxLost() {
    setBannerActions(tr("Start over"), [this] { Q_EMIT sandboxRestartRequested(); });
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

void MainWindow::askToSignOut(bool everywhere) {
    const auto& profile = m_account.session.profile();
    const auto ends = profile.way == session::Way::InferenceOnly ? SignOutDialog::Ends::Nothing
                      : everywhere                               ? SignOutDialog::Ends::EverySession
                                                                 : SignOutDialog::Ends::ThisSession;
    auto* dialog = new SignOutDialog({ends, profile.instance.label(), profile.clientId,
                                      m_account.session.keychainName(), profile.mayKeepClientSecret()},
                                     this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, everywhere] {
        if (everywhere)
            m_account.session.signOutEverywhere(dialog->forgetsClientSecret());
        else
            m_account.session.signOut(dialog->forgetsClientSecret());
    });
    dialog->open();
}

int MainWindow::uncopiedPasswords() const {
    int count = 0;
    const auto dialogs = findChildren<HandOutDialog*>();
    for (const auto* dialog : dialogs)
        count += dialog->isVisible() ? dialog->uncopied() : 0;
    return count;
}

void MainWindow::tellLostPasswords(int people) {
    m_toast->showText(
        tr("Temporary passwords of %n people were not copied and are gone: set new ones.", nullptr, people), {},
        lostStandsMs);
}

} // namespace wallaroo
