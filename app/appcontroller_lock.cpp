#include "appcontroller.h"
#include "dialogs/signindialog.h"
#include "lockwindow.h"
#include "mainwindow.h"
#include "support/account.h"
#include "support/clipboard.h"
#include "widgets/secretfield.h"
#include "widgets/secretlabel.h"

#include <QApplication>

// The lock, and the computer's sleep.

namespace wallaroo {
namespace {

/// How long a locked session may take to tell the server of its end.
constexpr int leavingMs = 10'000;

} // namespace

using session::State;

bool AppController::isLocked() const {
    return m_lock || (m_account && m_account->session.state() == State::Locked);
}

void AppController::lock() {
    fallAsleep();
    if (m_dialog)
        m_dialog->forgetSecrets(); // what was typed by halves; the rest of it is no secret
    if (auto* form = reentry())
        form->forgetSecrets();
    if (!m_account || !m_window || m_account->isSandbox) // a sandbox has nothing to guard, and no known password
        return;
    dropDialog();
    m_candidate.reset();
    m_pageBefore = m_window->currentPage();
    m_proxies.forget();
    m_account->session.lock();
}

void AppController::moveToLock() {
    if (m_leaves || !m_account || !m_window || m_account->session.state() != State::Locked)
        return;
    const auto profile = m_account->session.profile();
    const QByteArray place = m_window->saveGeometry();
    m_lostPasswords += m_window->uncopiedPasswords();
    m_window.reset();
    // Tables and whatever pages kept go with the account. What is not in the keychain yet is written, or ended at the
    // server, first.
    m_leaving = std::move(m_account);
    const bool isWritten = profile.refreshTokenStored && (profile.hasStoredSignInSecret() || profile.hasPublicClient());
    m_leavingEnds.start(leavingMs); // of this one: of an earlier one nothing is left
    if (isWritten)
        m_leaving.reset();
    m_account = makeAccount(profile);
    saveProfile(*m_account);
    showLock();
    m_lock->restoreGeometry(place);
}

void AppController::showLock() {
    m_lock = std::make_unique<LockWindow>(m_account->session.profile(), desktop());
    connectReentry(m_lock->form());
    connect(m_lock.get(), &LockWindow::signOutRequested, this, [this] { m_account->session.signOut(false); });
    connect(m_lock.get(), &LockWindow::closed, this, &AppController::leave);
    m_account->session.resume(); // reads nothing: it knows that it is locked
    m_lock->show();
    m_lock->ask();
    Q_EMIT windowShown();
}

void AppController::fallAsleep() {
    m_parts.clipboard.clearSecret();
    for (auto* window : QApplication::topLevelWidgets()) {
        for (auto* label : window->findChildren<SecretLabel*>())
            label->conceal();
        for (auto* field : window->findChildren<SecretField*>())
            field->setShown(false);
    }
}

void AppController::wokeUp() {
    if (m_account)
        m_account->session.checkClocks();
}

} // namespace wallaroo
