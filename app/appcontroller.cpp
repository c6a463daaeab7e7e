#include "appcontroller.h"

#include "dialogs/signindialog.h"
#include "mainwindow.h"
#include "support/account.h"
#include "support/clipboard.h"
#include "support/instanceprobe.h"
#include "support/prompts.h"
#include "support/sandboxprocess.h"
#include "support/settings.h"
#include "support/windowparts.h"

namespace wallaroo {

using session::Session;

AppController::AppController(const Parts& parts, QObject* parent)
    : QObject(parent),
      m_parts(parts),
      m_probe(std::make_unique<InstanceProbe>()) {
    connect(&m_parts.settings, &Settings::changed, this, &AppController::applySettings);
    applySettings();
}

AppController::~AppController() {
    delete m_dialog; // before the window it may stand over, and the probe it listens to
    closeWindow();
}

void AppController::start() {
    const auto loaded = m_parts.profiles.load();
    const auto last = m_parts.profiles.lastUsed();
    if (last && last->way == session::Way::Password && last->refreshTokenStored) {
        m_account = makeAccount(*last);
        openWindow();
        m_account->session.resume();
        return;
    }
    showDialog();
    if (last)
        m_dialog->setProfile(*last, last->clientSecretStored);
    if (!loaded)
        m_dialog->showNote(loaded.error().sentence);
}

void AppController::showDialog() {
    if (m_dialog)
        return;
    m_dialog = new SignInDialog(*m_probe, m_parts.prompts, m_window.get());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setKeychainName(m_parts.keychain.displayName());
    m_dialog->setSandboxOffered(!m_parts.sandboxProgram.isEmpty() && !m_window);
    connect(m_dialog, &SignInDialog::signInRequested, this, &AppController::signIn);
    connect(m_dialog, &SignInDialog::inferenceTokenRequested, this, &AppController::signInForInference);
    connect(m_dialog, &SignInDialog::sandboxRequested, this, &AppController::startSandbox);
    connect(m_dialog, &SignInDialog::signInCanceled, this, &AppController::cancelSignIn);
    connect(m_dialog, &QDialog::rejected, this, [this] {
        cancelSignIn();
        m_dialog = nullptr; // closes and deletes itself
        if (!m_window)
            Q_EMIT finished();
    });
    if (m_window)
        m_dialog->open(); // over the window, which keeps its place
    else
        m_dialog->show();
}

void AppController::dropDialog() {
    if (auto* dialog = std::exchange(m_dialog, nullptr).data())
        dialog->accept();
}

bool AppController::isOwn(const session::Profile& profile) const {
    if (!m_account)
        return false;
    const auto& current = m_account->session.profile();
    return current.id == profile.id && current.instance == profile.instance && current.username == profile.username
           && current.clientId == profile.clientId && current.way == profile.way
           && current.authoritiesPem == profile.authoritiesPem;
}

std::unique_ptr<Account> AppController::makeAccount(const session::Profile& profile) {
    const bool sandbox = !m_sandboxProfile.isNull() && profile.id == m_sandboxProfile;
    auto& store = sandbox ? static_cast<secrets::SecretStore&>(m_sessionOnly) : m_parts.keychain;
    auto account = std::make_unique<Account>(profile, store, m_parts.clock);
    account->isSandbox = sandbox;
    auto* made = account.get();
    connect(&made->session, &Session::signedIn, this, [this, made] { signedIn(made); });
    connect(&made->session, &Session::signInFailed, this, &AppController::signInFailed);
    connect(&made->session, &Session::passwordNeeded, this, &AppController::passwordNeeded);
    connect(&made->session, &Session::profileChanged, this, [this, made] { saveProfile(*made); });
    // Queued: signing out ends the account that says so.
    connect(&made->session, &Session::signedOut, this, &AppController::signedOut, Qt::QueuedConnection);
    return account;
}

Session& AppController::sessionFor(const session::Profile& profile) {
    if (isOwn(profile))
        return m_account->session; // the password of the account behind the window was asked for
    if (!m_candidate || m_candidate->session.profile() != profile)
        m_candidate = makeAccount(profile);
    // Else the one that failed tries again: it knows when the last password was sent (rule 21).
    return m_candidate->session;
}

void AppController::openWindow() {
    m_window = std::make_unique<MainWindow>(
        *m_account, WindowParts{m_parts.clipboard, m_parts.prompts, m_parts.settings, m_parts.windowStatePath});
    connect(m_window.get(), &MainWindow::otherAccountRequested, this, [this] {
        showDialog();
        const auto& profile = m_account->session.profile();
        m_dialog->setProfile(profile, profile.clientSecretStored); // the next session knows what the keychain does
    });
    connect(m_window.get(), &MainWindow::signInAgainRequested, this, &AppController::passwordNeeded);
    // Queued: the window asks for its own end.
    connect(
        m_window.get(), &MainWindow::sandboxRestartRequested, this,
        [this] {
            closeWindow();
            startSandbox();
        },
        Qt::QueuedConnection);
    connect(m_window.get(), &MainWindow::closed, this, &AppController::finished);
    m_window->show();
    Q_EMIT windowShown();
}

void AppController::closeWindow() {
    m_parts.clipboard.clearSecret();
    m_candidate.reset();
    m_window.reset();
    m_account.reset();
}

void AppController::signIn(const session::Profile& profile, const session::Credentials& credentials) {
    m_dialog->setBusy(true);
    sessionFor(profile).signIn(credentials);
}

void AppController::signInForInference(const session::Profile& profile, const Secret& clientSecret, bool remember) {
    m_dialog->setBusy(true);
    sessionFor(profile).signInForInference(clientSecret, remember);
}

void AppController::cancelSignIn() {
    if (m_candidate)
        m_candidate->session.cancelSignIn();
    else if (m_account)
        m_account->session.cancelSignIn();
    if (!m_window)
        endSandbox();
    if (m_dialog)
        m_dialog->setBusy(false);
}

void AppController::signedIn(Account* account) {
    const bool taken = m_candidate && account == m_candidate.get();
    dropDialog();
    if (taken) {
        auto next = std::move(m_candidate);
        closeWindow();
        m_account = std::move(next);
    }
    if (!m_account->isSandbox)
        endSandbox();
    saveProfile(*m_account);
    if (!m_window)
        openWindow();
    m_window->sessionBegan();
}

void AppController::signInFailed(const Error& error) {
    if (m_dialog) {
        m_dialog->setBusy(false);
        m_dialog->showFailure(error);
    } else if (m_window) {
        m_window->showSignInFailure(error);
    }
}

void AppController::passwordNeeded(const Error& why) {
    if (!m_account)
        return;
    showDialog();
    m_dialog->setBusy(false);
    m_dialog->askForPassword(m_account->session.profile(), why);
}

void AppController::signedOut(bool serverEnded) {
    if (!m_account)
        return;
    const auto profile = m_account->session.profile();
    const bool sandbox = m_account->isSandbox;
    const auto keepingError = m_account->session.keepingError();
    closeWindow();
    endSandbox();
    showDialog();
    if (!sandbox)
        m_dialog->setProfile(profile, profile.clientSecretStored);
    QStringList notes;
    if (!serverEnded)
        notes << tr("Signed out here. The server was not reached: its session ends by itself.");
    if (keepingError) // what should have gone may still be there
        notes << keepingError->sentence << keepingError->advice;
    if (!notes.isEmpty())
        m_dialog->showNote(notes.join(u' '));
}

SignInDialog* AppController::dialog() const {
    return m_dialog;
}

void AppController::startSandbox() {
    showDialog();
    if (!m_sandbox) {
        m_sandbox = std::make_unique<SandboxProcess>(m_parts.sandboxProgram, m_parts.sandboxOptions);
        connect(m_sandbox.get(), &SandboxProcess::ready, this, &AppController::sandboxReady);
        connect(m_sandbox.get(), &SandboxProcess::failed, this, &AppController::signInFailed);
        connect(m_sandbox.get(), &SandboxProcess::lost, this, [this] {
            if (m_window)
                m_window->showSandboxLost();
        });
    }
    m_dialog->setBusy(true, tr("Starting the sandbox…"));
    m_sandbox->start();
}

void AppController::sandboxReady(const SandboxAccount& account) {
    if (!m_dialog)
        return;
    auto profile = session::Profile::make();
    profile.name = tr("Sandbox");
    profile.instance = {account.address, QUrl(account.address.toString() + QStringLiteral("/auth"))};
    profile.typedInstance = account.address.toString();
    profile.clientId = account.clientId;
    profile.username = account.username;
    profile.remember = false;
    m_sandboxProfile = profile.id;
    m_dialog->setBusy(false);
    m_dialog->fillForSandbox(profile, QString::fromUtf8(account.password.reveal()), account.clientSecret);
}

void AppController::endSandbox() {
    m_sandboxProfile = {};
    m_sandbox.reset();
}

void AppController::saveProfile(Account& account) {
    // A candidate is saved once it has signed in: a mistyped one leaves no trace.
    if (account.isSandbox || &account != m_account.get())
        return;
    if (const auto saved = m_parts.profiles.save(account.session.profile()); !saved && m_window)
        m_window->showFailure(saved.error());
}

void AppController::applySettings() {
    m_parts.clipboard.setLifetime(std::chrono::seconds(m_parts.settings.number(Setting::ClipboardSeconds)));
}

} // namespace wallaroo
