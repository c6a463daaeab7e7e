#include "appcontroller.h"
#include "dialogs/signindialog.h"
#include "lockwindow.h"
#include "mainwindow.h"
#include "support/account.h"
#include "support/clipboard.h"

#include <QApplication>
#include <QTimer>

#include <algorithm>
#include <utility>

// The end of the program: out of sight at once, and gone when nothing is lost by it.

namespace wallaroo {
namespace {

/// What is under way gets this long; a keychain may wait for a person who has left.
constexpr int endMs = 1'500;

} // namespace

using session::Session;
using session::State;

void AppController::leave() {
    if (std::exchange(m_leaves, true))
        return;
    m_parts.clipboard.clearSecret();
    for (auto* window : QApplication::topLevelWidgets())
        window->hide();
    for (auto* account : accounts())
        settle(*account);
    // Queued: one of them may be the one that was closed. Nothing in them is to begin anything any more.
    QMetaObject::invokeMethod(
        this,
        [this] {
            delete m_dialog;
            m_window.reset();
            m_lock.reset();
        },
        Qt::QueuedConnection);
    QTimer::singleShot(endMs, this, &AppController::end);
    endWhenSettled();
}

std::vector<Account*> AppController::accounts() const {
    std::vector<Account*> all;
    for (auto* account : {m_account.get(), m_candidate.get(), m_leaving.get()}) {
        if (account)
            all.push_back(account);
    }
    return all;
}

/// Nothing of it is shown any more; its profile is still saved.
void AppController::settle(Account& account) {
    auto* session = &account.session;
    disconnect(session, nullptr, this, nullptr);
    connect(session, &Session::profileChanged, this, [this, &account] { saveProfile(account); });
    connect(session, &Session::stateChanged, this, &AppController::endWhenSettled, Qt::QueuedConnection);
    connect(session, &Session::tokensChanged, this, &AppController::endWhenSettled, Qt::QueuedConnection);
    connect(session, &Session::renewFailed, this, &AppController::endWhenSettled, Qt::QueuedConnection);
    if (session->state() == State::SigningOut && !account.isSandbox)
        forgetAccessToken(session->profile());
}

bool AppController::isSettled() const {
    const auto all = accounts();
    return std::none_of(all.begin(), all.end(), [](const Account* account) { return account->session.isUnsettled(); });
}

void AppController::endWhenSettled() {
    if (!isSettled())
        return;
    m_parts.keychain.whenWritten(this, [this] {
        if (isSettled())
            end();
    });
}

void AppController::end() {
    if (!std::exchange(m_hasEnded, true))
        Q_EMIT finished();
}

} // namespace wallaroo
