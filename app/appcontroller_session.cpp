#include "appcontroller.h"
#include "dialogs/signindialog.h"
#include "lockwindow.h"
#include "mainwindow.h"
#include "support/account.h"

#include <QEvent>

#include <utility>

// The way back into a session that is known.

namespace wallaroo {
namespace {

/// What the keychain is given before the window says that it is waited for (rule 35). The store gives up then, too.
constexpr qint64 keychainPatienceMs = 9'000;

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
        else if (account->session.state() == State::SecretNeeded)
            m_dialog->askForSecret(profile, why); // the session goes on with it
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
    if (isAskedByDialog(account))
        m_dialog->showDevice(*prompt, account->session.profile().way, m_parts.clock);
    else if (auto* form = reentry(); form && account == m_account.get())
        form->showDevice(*prompt, m_parts.clock);
}

bool AppController::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::WindowActivate && watched == m_window.get())
        lookElsewhere();
    return QObject::eventFilter(watched, event);
}

/// Who comes back to this window may have signed in at another one: then the profile says so. Without that the keychain
/// is not asked. It might ask for its own password, and the window would come back from that.
void AppController::lookElsewhere() {
    if (m_leaves || !m_account || m_account->isSandbox || m_account->session.state() != State::PasswordNeeded)
        return;
    const auto& own = m_account->session.profile();
    m_parts.profiles.readAgain();
    const auto now = m_parts.profiles.find(own.id);
    if (now == std::exchange(m_seenElsewhere, now) || !now)
        return;
    if (now->refreshTokenStored && !now->locked && now->subject == own.subject)
        m_account->session.lookElsewhere();
}

void AppController::personActive() {
    m_proxies.allowAsking();
    if (m_account)
        m_account->session.personActive();
}

} // namespace wallaroo
