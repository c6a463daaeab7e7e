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

// Another profile, the dialogs about profiles, settings and what is stored, and the question of a proxy.

namespace wallaroo {

using session::State;

void AppController::switchTo(const session::Profile& profile) {
    if (m_leaves || (m_account && m_account->session.profile().id == profile.id))
        return;
    if (!canResume(profile) || isLocked()) { // what is kept for another profile opens no lock
        fillDialog(profile);
        return;
    }
    m_candidate = makeAccount(profile);
    if (m_dialog) {
        fillDialog(profile);
        m_asked = m_candidate.get();
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
    if (!std::exchange(m_windowIsStale, false) || !m_window || m_leaves)
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
    if (m_leaves)
        return; // nobody is there to answer
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
