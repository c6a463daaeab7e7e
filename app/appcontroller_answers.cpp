#include "appcontroller.h"
#include "base/displaytext.h"
#include "dialogs/signindialog.h"
#include "lockwindow.h"
#include "mainwindow.h"
#include "support/account.h"
#include "support/clipboard.h"

// What the sign-in dialog asks for, and what became of it.

namespace wallaroo {
namespace {

/// What is waited for.
QString signingOutWords(const session::Profile& profile) {
    if (profile.way == session::Way::InferenceOnly)
        return AppController::tr("Signing out…"); // nothing runs there
    //: %1 is a host
    return AppController::tr("Signed out here. Waiting for %1 to end the session…")
        .arg(isolatedText(profile.instance.label(), 64));
}

} // namespace

using session::Session;

Session& AppController::prepared(const session::Profile& profile) {
    m_proxies.allowAsking();
    auto& session = sessionFor(profile);
    m_asked = isOwn(profile) ? m_account.get() : m_candidate.get();
    if (const auto found = m_dialog->discovery())
        session.setDiscovery(*found); // saves asking for it once more
    return session;
}

void AppController::signIn(const session::Profile& profile, const session::Credentials& credentials) {
    m_dialog->setBusy(true);
    prepared(profile).signIn(credentials);
}

void AppController::signInWithDevice(const session::Profile& profile, const session::DeviceCredentials& credentials) {
    m_dialog->setBusy(true);
    prepared(profile).signInWithDevice(credentials);
}

void AppController::signInForInference(const session::Profile& profile, const Secret& clientSecret, bool remember) {
    m_dialog->setBusy(true);
    prepared(profile).signInForInference(clientSecret, remember);
}

void AppController::giveClientSecret(const Secret& clientSecret) {
    if (!m_candidate)
        return;
    m_dialog->setBusy(true);
    m_proxies.allowAsking();
    m_asked = m_candidate.get();
    m_candidate->session.giveClientSecret(clientSecret);
}

bool AppController::isAskedByDialog(const Account* account) const {
    return m_dialog && account && m_asked == account;
}

/// What the dialog asked for, not what goes on behind it.
void AppController::cancelSignIn() {
    m_awaitsSignOut = false;
    for (auto* account : {m_candidate.get(), m_account.get()}) {
        if (isAskedByDialog(account))
            account->session.cancelSignIn();
    }
    if (!m_window && !m_lock)
        endSandbox();
    if (m_dialog)
        m_dialog->setBusy(false);
}

void AppController::signedIn(Account* account) {
    const bool taken = m_candidate && account == m_candidate.get();
    if (taken || isAskedByDialog(account))
        dropDialog(); // one that is about another account is not touched
    if (taken) {
        auto next = std::move(m_candidate);
        closeWindow();
        m_account = std::move(next);
    }
    if (m_lock)
        m_lock.release()->deleteLater(); // its form may be on the way here
    if (!m_account->isSandbox)
        endSandbox();
    saveProfile(*m_account);
    if (!m_window)
        openWindow();
    if (!m_pageBefore.isEmpty() && !taken)
        m_window->openPage(m_pageBefore);
    m_pageBefore.clear();
    m_seenElsewhere.reset();
    m_saysWaiting = false;
    m_window->reentry().clear();
    m_window->setProfiles(m_parts.profiles.profiles());
    m_window->sessionBegan();
    showConfigurationNote(); // the beginning cleared it away
    if (const int lost = std::exchange(m_lostPasswords, 0); lost > 0)
        m_window->tellLostPasswords(lost);
}

void AppController::signInFailed(Account* account, const Error& error) {
    if (isAskedByDialog(account)) {
        m_dialog->showFailure(error); // which knows whether somebody still waits: of what was canceled it says nothing
    } else if (account != m_account.get()) { // of another profile, from the keychain
        fillDialog(account->session.profile());
        m_dialog->showFailure(error);
    } else if (auto* form = reentry(); form && form->isAsking()) {
        form->showFailure(error);
    } else if (m_window && error.kind == ErrorKind::WrongClient
               && account->session.profile().way == session::Way::InferenceOnly) { // what was kept has been changed
        askAgain(account, ReentryForm::Need::ClientSecret, error);
    } else if (m_window) {
        resumeFailed(error);
    }
}

/// What the command line keeps is of the session that has ended.
void AppController::forgetAccessToken(const session::Profile& profile) {
    m_parts.keychain.remove({profile.id, secrets::Kind::AccessToken}, this, [](const Result<void>&) {});
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

/// What was on screen and on the clipboard goes now: the server may take its time to answer (rule 26).
void AppController::signsOut(const Account* account) {
    if (account != m_account.get() || m_leaves || m_lock || !m_window
        || account->session.state() != session::State::SigningOut)
        return;
    const auto profile = account->session.profile();
    dropDialog(); // over a window that goes
    dropWindow();
    showDialog();
    if (!account->isSandbox)
        m_dialog->setProfile(profile, profile.hasStoredSignInSecret()); // that is to go is not promised any more
    m_dialog->setBusy(true, signingOutWords(profile));
    m_awaitsSignOut = true;
}

void AppController::signedOut(const Account* account, session::ServerEnd atServer) {
    if (account != m_account.get() || m_leaves)
        return;
    const auto profile = m_account->session.profile();
    const bool sandbox = m_account->isSandbox;
    const auto keepingError = m_account->session.keepingError();
    if (m_window || m_lock) { // else signsOut() has dropped it
        dropDialog();         // over a window that goes
        m_lock.reset();
        dropWindow();
    }
    if (!sandbox)
        forgetAccessToken(profile);
    m_account.reset();
    const bool isFilled = !m_dialog.isNull(); // by signsOut(): somebody who did not wait may have typed there since
    showDialog();
    // Or be on another way in already: that goes on.
    if (std::exchange(m_awaitsSignOut, false) || !isFilled) {
        endSandbox();
        m_dialog->setBusy(false);
    }
    if (!sandbox && isFilled) {
        m_dialog->setProfiles(m_parts.profiles.profiles());
        m_dialog->setKept(profile, profile.hasStoredSignInSecret());
    } else if (!sandbox) {
        fillDialog(profile);
    }
    QStringList notes;
    if (const QString note = serverEndNote(profile, atServer); !note.isEmpty())
        notes << note;
    if (keepingError) // what should have gone may still be there
        notes << keepingError->sentence << keepingError->advice;
    if (!notes.isEmpty())
        m_dialog->showNote(notes.join(u' '));
}

} // namespace wallaroo
