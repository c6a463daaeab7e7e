#include "appcontroller.h"
#include "dialogs/profilesdialog.h"
#include "dialogs/proxydialog.h"
#include "dialogs/settingsdialog.h"
#include "dialogs/signindialog.h"
#include "dialogs/storeddialog.h"
#include "lockwindow.h"
#include "mainwindow.h"
#include "support/account.h"
#include "support/clipboard.h"
#include "support/settings.h"

#include <QApplication>
#include <QTimer>

// The way back into a session that is known, the lock, and the dialogs about profiles and what is stored.

namespace wallaroo {
namespace {

/// What the keychain is given before the window says that it is waited for (rule 35). The store gives up then, too.
constexpr qint64 keychainPatienceMs = 9'000;
/// How long a locked session may take to tell the server of its end.
constexpr int leavingMs = 10'000;

bool isOfTheKeychain(const Error& error) {
    return error.field == Field::Keychain || error.kind == ErrorKind::KeychainLocked
           || error.kind == ErrorKind::KeychainUnavailable;
}

} // namespace

using session::Session;
using session::State;
using Need = ReentryForm::Need;

/// Whether the keychain should hold what goes on without a question.
bool AppController::canResume(const session::Profile& profile) const {
    const bool isKept =
        profile.way == session::Way::InferenceOnly ? profile.clientSecretStored : profile.refreshTokenStored;
    return isKept && !profile.locked && profile.instance.isValid() && m_parts.organisation.allows(profile.way);
}

void AppController::resume() {
    m_saysWaiting = false;
    m_proxies.allowAsking();
    m_sinceResume.start();
    m_account->session.resume();
}

void AppController::passwordNeeded(Account* account, const Error& why) {
    auto need = ReentryForm::needOf(account->session.profile());
    if (account != m_account.get() && isOfTheKeychain(why))
        return keychainStopsSwitch(account->session.profile(), why);
    if (account == m_account.get() && isOfTheKeychain(why)) {
        // The session itself may be alive: a password is asked for only by who wants to do without the keychain.
        const auto* form = reentry();
        if (m_window && form && !form->isAsking())
            return resumeFailed(why);
        need = ReentryForm::needWithoutKeychain(account->session.profile());
    }
    askAgain(account, need, why);
}

/// The profile that was switched to may have a living session: the keychain is to be opened, or all of it typed.
void AppController::keychainStopsSwitch(const session::Profile& profile, const Error& why) {
    if (m_window && !m_dialog) {
        m_window->showSwitchFailure(profile, why); // what is open stays
        return;
    }
    fillDialog(profile);
    m_dialog->setBusy(false);
    m_dialog->showFailure(why);
}

void AppController::resumeFailed(const Error& error) {
    const bool isMute =
        isOfTheKeychain(error) && m_sinceResume.isValid() && m_sinceResume.elapsed() >= keychainPatienceMs;
    if (!isMute) {
        m_saysWaiting = false;
        m_window->showResumeFailure(error, isOfTheKeychain(error));
        return;
    }
    // Its prompt may be open somewhere: it is asked again for as long as nobody decides otherwise.
    if (!std::exchange(m_saysWaiting, true))
        m_window->showKeychainWait(m_parts.keychain.displayName());
    m_sinceResume.start();
    m_account->session.resume();
}

void AppController::continueWithoutKeychain() {
    m_saysWaiting = false;
    m_account->session.cancelSignIn();
    const auto& profile = m_account->session.profile();
    askAgain(m_account.get(), ReentryForm::needWithoutKeychain(profile),
             {ErrorKind::KeychainUnavailable,
              tr("Signing in without %1.").arg(m_parts.keychain.displayName()),
              tr("What is typed now is used until the program ends."),
              {}});
}

ReentryForm* AppController::reentry() const {
    if (m_lock)
        return &m_lock->form();
    return m_window ? &m_window->reentry() : nullptr;
}

void AppController::connectReentry(ReentryForm& form) {
    connect(&form, &ReentryForm::answered, this, &AppController::answerReentry);
    connect(&form, &ReentryForm::canceled, this, [this] { m_account->session.cancelSignIn(); });
    connect(&form, &ReentryForm::otherAccountRequested, this, [this] { fillDialog(m_account->session.profile()); });
}

void AppController::askAgain(Account* account, ReentryForm::Need need, const Error& why) {
    if (account != m_account.get()) { // another profile that was switched to: its own window is not there yet
        const auto profile = account->session.profile();
        fillDialog(profile);
        m_dialog->setBusy(false);
        if (profile.way == session::Way::Password && need == Need::Password)
            m_dialog->askForPassword(profile, why);
        else
            m_dialog->showFailure(why);
        return;
    }
    if (auto* form = reentry())
        form->ask(account->session.profile(), need, why);
}

void AppController::answerReentry(const ReentryForm::Answer& answer) {
    auto& session = m_account->session;
    const auto& profile = session.profile();
    m_proxies.allowAsking();
    switch (answer.need) {
    case Need::Password:
    case Need::Both: {
        session::Credentials credentials;
        credentials.username = profile.username;
        credentials.password = answer.password;
        credentials.oneTimeCode = answer.oneTimeCode;
        credentials.clientSecret = answer.clientSecret;
        credentials.remember = profile.remember;
        session.signIn(std::move(credentials));
        break;
    }
    case Need::ClientSecret:
        if (profile.way == session::Way::InferenceOnly)
            session.signInForInference(answer.clientSecret, profile.remember);
        else
            session.giveClientSecret(answer.clientSecret);
        break;
    case Need::Device:
        session.signInWithDevice({profile.way, answer.clientSecret, {}, profile.remember});
        break;
    }
}

void AppController::showDeviceCode(Account* account) {
    const auto prompt = account->session.devicePrompt();
    if (!prompt)
        return;
    if (m_dialog)
        m_dialog->showDevice(*prompt, account->session.profile().way, m_parts.clock);
    else if (auto* form = reentry())
        form->showDevice(*prompt, m_parts.clock);
}

void AppController::lock() {
    if (!m_account || !m_window || m_account->isSandbox) // a sandbox has nothing to guard, and no known password
        return;
    dropDialog();
    m_candidate.reset();
    m_pageBefore = m_window->currentPage();
    m_parts.clipboard.clearSecret();
    m_proxies.forget();
    m_account->session.lock();
}

void AppController::moveToLock() {
    if (!m_account || !m_window || m_account->session.state() != State::Locked)
        return;
    const auto profile = m_account->session.profile();
    const QByteArray place = m_window->saveGeometry();
    m_lostPasswords += m_window->uncopiedPasswords();
    m_window.reset();
    // Tables and whatever pages kept go with the account. What is not in the keychain yet is written, or ended at the
    // server, first.
    m_leaving = std::move(m_account);
    const bool isWritten = profile.refreshTokenStored && (profile.hasStoredSignInSecret() || profile.hasPublicClient());
    if (isWritten)
        m_leaving.reset();
    else
        QTimer::singleShot(leavingMs, this, [this] { m_leaving.reset(); });
    m_account = makeAccount(profile);
    saveProfile(*m_account);
    showLock();
    m_lock->restoreGeometry(place);
}

void AppController::showLock() {
    m_lock = std::make_unique<LockWindow>(m_account->session.profile(), desktop());
    connectReentry(m_lock->form());
    connect(m_lock.get(), &LockWindow::signOutRequested, this, [this] { m_account->session.signOut(false); });
    connect(m_lock.get(), &LockWindow::closed, this, &AppController::finished);
    m_account->session.resume(); // reads nothing: it knows that it is locked
    m_lock->show();
    m_lock->ask();
    Q_EMIT windowShown();
}

/// What a person has to know of a session that may live on at the server.
QString AppController::serverEndNote(const session::Profile& profile, session::ServerEnd atServer) const {
    QString note;
    switch (atServer) {
    case session::ServerEnd::Ended:
        return {};
    case session::ServerEnd::Refused:
        note = tr("Signed out here. The server did not end its session.");
        break;
    case session::ServerEnd::NotReached:
        note = tr("Signed out here. The server was not reached.");
        break;
    case session::ServerEnd::NotAsked:
        note = tr("Signed out here. %1 did not give the saved sign-in, so the server was not told.")
                   .arg(m_parts.keychain.displayName());
        break;
    }
    const QString rest = profile.staySignedIn
                             ? tr("“Stay signed in” goes on there: end it in Keycloak's Account console › Sessions.")
                             : tr("Its session ends by itself.");
    return note + u' ' + rest;
}

void AppController::wokeUp() {
    if (m_account)
        m_account->session.checkClocks();
}

void AppController::personActive() {
    m_proxies.allowAsking();
    if (m_account)
        m_account->session.personActive();
}

void AppController::switchTo(const session::Profile& profile) {
    if (m_account && m_account->session.profile().id == profile.id)
        return;
    if (!canResume(profile)) {
        fillDialog(profile);
        return;
    }
    m_candidate = makeAccount(profile);
    if (m_dialog) {
        fillDialog(profile);
        m_dialog->setBusy(true);
    } else if (m_window) {
        m_window->showSwitching(profile.title());
    }
    m_candidate->session.resume();
}

void AppController::showProfiles(QWidget* over) {
    const QUuid inUse = m_account && !m_account->isSandbox ? m_account->session.profile().id : QUuid();
    auto* dialog =
        new ProfilesDialog({m_parts.profiles, m_stored, desktop(), m_parts.keychain.displayName()}, inUse, over);
    connect(dialog, &ProfilesDialog::profilesChanged, this, &AppController::profilesChanged);
    connect(dialog, &ProfilesDialog::profileChosen, this, &AppController::switchTo, Qt::QueuedConnection);
    // Queued, and not before: the dialog stands over the window.
    connect(dialog, &QDialog::finished, this, &AppController::reopenWindow, Qt::QueuedConnection);
    dialog->open();
}

void AppController::showStored(QWidget* over) {
    auto* session = m_account && !m_account->isSandbox ? &m_account->session : nullptr;
    (new StoredDialog(m_stored, session, m_parts.keychain.displayName(), over))->open(); // deletes itself
}

void AppController::showSettings(QWidget* over) {
    auto* dialog = new SettingsDialog(m_parts.settings, over);
    connect(dialog, &SettingsDialog::storedRequested, this, [this, dialog] { showStored(dialog); });
    connect(dialog, &SettingsDialog::profilesRequested, this, [this, dialog] { showProfiles(dialog); });
    dialog->open();
}

void AppController::profilesChanged() {
    const auto& known = m_parts.profiles.profiles();
    if (m_dialog)
        m_dialog->setProfiles(known);
    if (!m_account || m_account->isSandbox)
        return;
    auto& session = m_account->session;
    const bool wasReadOnly = session.profile().readOnly;
    if (const auto now = m_parts.profiles.find(session.profile().id))
        session.setMarks(*now);
    if (!m_window)
        return;
    m_windowIsStale = m_windowIsStale || session.profile().readOnly != wasReadOnly;
    m_window->setProfiles(known);
}

void AppController::reopenWindow() {
    if (!std::exchange(m_windowIsStale, false) || !m_window)
        return;
    const QString page = m_window->currentPage();
    m_window.reset(); // pages look at the read-only mark when they are made
    openWindow();
    m_window->openPage(page);
    if (m_account->session.state() == State::SignedIn) {
        m_window->sessionBegan();
        showConfigurationNote();
    }
}

void AppController::saveProfile(Account& account) {
    const bool isLeaving = m_account && &account == m_leaving.get();
    if (isLeaving) // written after it was locked: it is to be found again
        m_account->session.takeIndex(account.session.profile());
    // A candidate is saved once it has signed in: a mistyped one leaves no trace.
    if (account.isSandbox || (!isLeaving && &account != m_account.get()))
        return;
    auto& session = m_account->session;
    if (const auto saved = m_parts.profiles.save(session.profile()); !saved && m_window)
        m_window->showFailure(saved.error());
    if (const auto now = m_parts.profiles.find(session.profile().id))
        session.setMarks(*now); // another process may have renamed it
}

void AppController::askForProxy(const QString& proxy, bool refused) {
    auto* over = QApplication::activeModalWidget();
    if (!over)
        over = m_dialog   ? static_cast<QWidget*>(m_dialog)
               : m_window ? static_cast<QWidget*>(m_window.get())
                          : m_lock.get();
    auto* dialog = new ProxyDialog(proxy, m_proxies.loginFor(proxy).user, refused, over);
    connect(dialog, &ProxyDialog::given, this,
            [this, proxy](const QString& user, const Secret& password) { m_proxies.give(proxy, user, password); });
    connect(dialog, &QDialog::rejected, this, [this, proxy] { m_proxies.decline(proxy); });
    // Also with the window that it stands over, and without an answer.
    connect(dialog, &QObject::destroyed, &m_proxies, [this, proxy] { m_proxies.dropQuestion(proxy); });
    dialog->open();
}

void AppController::applySettings() {
    m_parts.clipboard.setLifetime(std::chrono::seconds(m_parts.settings.number(Setting::ClipboardSeconds)));
    for (auto* account : {m_account.get(), m_candidate.get()}) {
        if (account)
            account->session.setIdleLimit(m_parts.settings.number(Setting::IdleMinutes) * 60'000LL);
    }
}

} // namespace wallaroo
