#include "appcontroller.h"

#include "base/displaytext.h"
#include "dialogs/signindialog.h"
#include "dialogs/signinways.h"
#include "lockwindow.h"
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
      m_stored(parts.keychain, parts.profiles),
      m_probe(std::make_unique<InstanceProbe>()) {
    heedOrganisation();
    m_probe->setProxyAccess(m_proxies);
    connect(&m_proxies, &http::ProxyAccess::needed, this, &AppController::askForProxy);
    connect(&m_parts.settings, &Settings::changed, this, &AppController::applySettings);
    applySettings();
    m_leavingEnds.setObjectName(QStringLiteral("leavingEnds"));
    m_leavingEnds.setSingleShot(true);
    connect(&m_leavingEnds, &QTimer::timeout, this, [this] { m_leaving.reset(); });
}

void AppController::heedOrganisation() {
    const auto& organisation = m_parts.organisation;
    if (organisation.clipboardSeconds)
        m_parts.settings.lock(Setting::ClipboardSeconds, *organisation.clipboardSeconds);
    if (organisation.idleMinutes)
        m_parts.settings.lock(Setting::IdleMinutes, *organisation.idleMinutes);
    if (!organisation.sandboxOffered.value_or(true))
        m_parts.sandboxProgram.clear();
}

AppController::~AppController() {
    delete m_dialog; // before the window it may stand over, and the probe it listens to
    m_lock.reset();
    closeWindow();
}

void AppController::start() {
    const auto loaded = m_parts.profiles.load();
    const auto last = m_parts.profiles.lastUsed();
    if (last && last->locked && m_parts.organisation.allows(last->way)) {
        m_account = makeAccount(*last);
        showLock();
        return;
    }
    if (last && canResume(*last)) {
        m_account = makeAccount(*last);
        openWindow();
        resume();
        return;
    }
    showDialog();
    if (last)
        fillDialog(*last);
    if (loaded)
        return;
    Error problem = loaded.error();
    if (const auto other = configurationProblem()) {
        problem.advice = QStringList{problem.advice, other->sentence, other->advice}.join(u' ').trimmed();
        problem.details = QStringList{problem.details, other->details}.join(u'\n').trimmed();
    }
    m_dialog->showProblem(problem);
}

void AppController::showDialog() {
    if (m_dialog)
        return;
    m_asked = nullptr;
    QWidget* over = m_window ? static_cast<QWidget*>(m_window.get()) : m_lock.get();
    m_dialog = new SignInDialog(*m_probe, desktop(), over);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setKeychainName(m_parts.keychain.displayName());
    m_dialog->setProfiles(m_parts.profiles.profiles());
    m_dialog->setGuardsLock(isLocked());
    m_dialog->setSandboxOffered(!m_parts.sandboxProgram.isEmpty() && !over);
    m_dialog->setAllowedWays(m_parts.organisation.waysIn);
    if (const auto problem = configurationProblem())
        m_dialog->showProblem(*problem);
    connectDialog();
    if (over)
        m_dialog->open(); // over the window, which keeps its place
    else
        m_dialog->show();
}

std::optional<Error> AppController::configurationProblem() const {
    const auto& problems = m_parts.organisation.problems;
    if (problems.isEmpty())
        return m_parts.settings.problem();
    QStringList details;
    for (const auto& problem : problems)
        details << displayText(problem.text(), 300);
    Error error;
    error.kind = ErrorKind::BadInput;
    error.sentence = tr("Something in your organisation's settings is wrong and left out.");
    //: %1 is a file, a line, and what is wrong there
    error.advice = tr("The first mistake: %1. Tell whoever looks after this computer.").arg(details.first());
    error.details = details.join(u'\n');
    return error;
}

void AppController::connectDialog() {
    connect(m_dialog, &SignInDialog::signInRequested, this, &AppController::signIn);
    connect(m_dialog, &SignInDialog::deviceSignInRequested, this, &AppController::signInWithDevice);
    connect(m_dialog, &SignInDialog::inferenceTokenRequested, this, &AppController::signInForInference);
    connect(m_dialog, &SignInDialog::sandboxRequested, this, &AppController::startSandbox);
    connect(m_dialog, &SignInDialog::clientSecretGiven, this, &AppController::giveClientSecret);
    connect(m_dialog, &SignInDialog::signInCanceled, this, &AppController::cancelSignIn);
    connect(m_dialog, &SignInDialog::manageProfilesRequested, this, [this] { showProfiles(m_dialog); });
    connect(m_dialog, &QDialog::rejected, this, [this] {
        cancelSignIn();
        m_candidate.reset();
        m_dialog = nullptr; // closes and deletes itself
        if (!m_window && !m_lock)
            leave();
    });
}

void AppController::fillDialog(const session::Profile& profile) {
    showDialog();
    m_dialog->setProfile(profile, profile.hasStoredSignInSecret());
    if (!m_parts.organisation.allows(profile.way))
        m_dialog->showNote(
            tr("Your organisation no longer allows the way that this profile signs in: %1. Choose one of those below.")
                .arg(nameOf(profile.way)));
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
           && current.clientId == profile.clientId && current.inferenceClientId == profile.inferenceClientId
           && current.way == profile.way && current.staySignedIn == profile.staySignedIn
           && current.acceptedIssuer == profile.acceptedIssuer && current.authoritiesPem == profile.authoritiesPem
           && current.pinnedPem == profile.pinnedPem;
}

std::unique_ptr<Account> AppController::makeAccount(const session::Profile& profile) {
    const bool sandbox = !m_sandboxProfile.isNull() && profile.id == m_sandboxProfile;
    auto& store = sandbox ? static_cast<secrets::SecretStore&>(m_sessionOnly) : m_parts.keychain;
    auto account = std::make_unique<Account>(profile, store, m_parts.clock);
    account->isSandbox = sandbox;
    account->transport.setProxyAccess(m_proxies);
    account->keepJournals(m_parts.dataFolder);
    account->session.setLockFolder(m_parts.lockFolder);
    account->session.setIdleLimit(m_parts.settings.number(Setting::IdleMinutes) * 60'000LL);
    connectSession(account.get());
    return account;
}

void AppController::connectSession(Account* made) {
    const auto* from = &made->session;
    using Need = ReentryForm::Need;
    connect(from, &Session::signedIn, this, [this, made] { signedIn(made); });
    connect(from, &Session::signInFailed, this, [this, made](const Error& error) { signInFailed(made, error); });
    connect(from, &Session::deviceCodeReady, this, [this, made] { showDeviceCode(made); });
    connect(from, &Session::passwordNeeded, this, [this, made](const Error& why) { passwordNeeded(made, why); });
    connect(from, &Session::secretNeeded, this,
            [this, made](const Error& why) { askAgain(made, Need::ClientSecret, why); });
    connect(from, &Session::profileChanged, this, [this, made] { saveProfile(*made); });
    // Queued: locking and signing out end the account that says so.
    connect(from, &Session::lockedUp, this, &AppController::moveToLock, Qt::QueuedConnection);
    connect(
        from, &Session::stateChanged, this, [this, made] { signsOut(made); }, Qt::QueuedConnection);
    connect(
        from, &Session::signedOut, this, [this, made](session::ServerEnd atServer) { signedOut(made, atServer); },
        Qt::QueuedConnection);
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
        *m_account, WindowParts{m_parts.clipboard, m_parts.prompts, m_parts.settings, m_parts.windowStatePath,
                                m_parts.organisation.deletionOffered.value_or(true)});
    m_window->setProfiles(m_parts.profiles.profiles());
    connectWindow();
    showConfigurationNote();
    m_window->show();
    Q_EMIT windowShown();
}

void AppController::showConfigurationNote() {
    if (const auto problem = configurationProblem())
        m_window->showFailure(*problem);
}

void AppController::connectWindow() {
    const auto* window = m_window.get();
    m_window->installEventFilter(this);
    connectReentry(m_window->reentry());
    connect(window, &MainWindow::otherAccountRequested, this, [this] {
        m_candidate.reset(); // another switch, if one is under way, is no longer wanted
        // The next session knows what the keychain does.
        fillDialog(m_account->session.profile());
    });
    connect(window, &MainWindow::signInAgainRequested, this, [this](const Error& why) {
        askAgain(m_account.get(), ReentryForm::needOf(m_account->session.profile()), why);
    });
    connect(window, &MainWindow::retryResumeRequested, this, &AppController::resume);
    connect(window, &MainWindow::withoutKeychainRequested, this, &AppController::continueWithoutKeychain);
    connect(window, &MainWindow::lockRequested, this, &AppController::lock);
    connect(window, &MainWindow::profileChosen, this, &AppController::switchTo, Qt::QueuedConnection);
    connect(window, &MainWindow::profileByHandChosen, this, [this](const session::Profile& profile) {
        showDialog();
        m_dialog->setProfile(profile, false); // what the keychain has cannot be had
    });
    connect(window, &MainWindow::profilesRequested, this, [this] { showProfiles(m_window.get()); });
    connect(window, &MainWindow::storedRequested, this, [this] { showStored(m_window.get()); });
    connect(window, &MainWindow::settingsRequested, this, [this] { showSettings(m_window.get()); });
    // Queued: the window asks for its own end.
    connect(
        window, &MainWindow::sandboxRestartRequested, this,
        [this] {
            closeWindow();
            startSandbox();
        },
        Qt::QueuedConnection);
    connect(window, &MainWindow::closed, this, &AppController::leave);
}

void AppController::closeWindow() {
    dropWindow();
    m_account.reset();
}

void AppController::dropWindow() {
    m_parts.clipboard.clearSecret();
    m_candidate.reset();
    m_lostPasswords += m_window ? m_window->uncopiedPasswords() : 0;
    m_window.reset();
}

SignInDialog* AppController::dialog() const {
    return m_dialog;
}

void AppController::startSandbox() {
    if (m_leaves)
        return;
    showDialog();
    if (m_parts.sandboxProgram.isEmpty()) {
        m_dialog->showNote(tr("There is no sandbox on this computer, or your organisation does not offer it."));
        return;
    }
    if (!m_sandbox) {
        m_sandbox = std::make_unique<SandboxProcess>(m_parts.sandboxProgram, m_parts.sandboxOptions);
        connect(m_sandbox.get(), &SandboxProcess::ready, this, &AppController::sandboxReady);
        connect(m_sandbox.get(), &SandboxProcess::failed, this, [this](const Error& error) {
            if (!m_dialog)
                return;
            m_dialog->setBusy(false);
            m_dialog->showFailure(error);
        });
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

} // namespace wallaroo
