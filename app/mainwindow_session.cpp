#include "dialogs/signoutdialog.h"
#include "http/transport.h"
#include "mainwindow.h"
#include "pages/resourcepage.h"
#include "pages/tokenspage.h"
#include "support/account.h"
#include "support/clipboard.h"
#include "widgets/banner.h"
#include "widgets/statusline.h"
#include "widgets/toast.h"
#include "widgets/tokencard.h"

#include <QDateTime>
#include <QLocale>

// What the window shows of the session, the keychain and the clipboard, and how it lets a person leave.

namespace wallaroo {

using session::Keeping;
using session::Session;
using session::State;

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
    connect(&m_parts.clipboard, &Clipboard::secretCopied, this, [this](const QString& what, qint64 worksMs) {
        // The toast fills %1 with what is left on the clipboard.
        const int minutes = static_cast<int>(worksMs / 60'000);
        m_toast->showCountdown(tr("%1 copied. It works for %n min and leaves the clipboard in %2.", nullptr, minutes)
                                   .arg(what, QStringLiteral("%1")),
                               m_parts.clipboard.secretEnd(), tr("Clear now"));
    });
    connect(&m_parts.clipboard, &Clipboard::secretGone, m_toast, &Toast::dismiss);
    connect(m_toast, &Toast::actionTriggered, &m_parts.clipboard, &Clipboard::clearSecret);
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

} // namespace wallaroo
