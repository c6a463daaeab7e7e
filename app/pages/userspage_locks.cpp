#include "pages/userfilters.h"
#include "pages/userspage.h"
#include "support/account.h"
#include "support/locklookup.h"
#include "widgets/banner.h"
#include "widgets/filterfield.h"

#include <algorithm>

namespace wallaroo {
namespace {

constexpr int tellEvery = 48;  ///< answers: no line is read that changes with each
constexpr int settlesMs = 300; ///< a filter that is being typed

} // namespace

void UsersPage::watchLocks() {
    m_lockBar->setObjectName(QStringLiteral("usersLocks"));
    addAboveTable(m_lockBar);
    m_locksSoon.setSingleShot(true);
    m_locksSoon.setInterval(settlesMs);
    connect(&m_locksSoon, &QTimer::timeout, this, &UsersPage::askForLocks);
    connect(m_locks, &LockLookup::progressed, this, [this] {
        if (m_locks->asked() % tellEvery == 0)
            tellLocksUnderWay();
    });
    connect(m_locks, &LockLookup::finished, this, &UsersPage::tellLocks);
    connect(m_lockBar, &Banner::closed, this, [this] {
        m_locks->stop();
        choicesChanged();
    });
    connect(m_lockBar, &Banner::actionTriggered, this, [this] {
        m_locks->stop();
        tellLocks();
    });
    connect(&filterField(), &QLineEdit::textChanged, this, [this] {
        if (isAboutLocks())
            m_locksSoon.start();
    });
    connect(this, &ResourcePage::refreshed, this, &UsersPage::askForLocksAnew);
}

bool UsersPage::isAboutLocks() const {
    return m_filters->facets().statuses.contains(UserStatus::Locked);
}

/// What an earlier answer told is none while the list is read again, nor before anybody was asked.
QString UsersPage::stillLooking() const {
    const bool isOld = m_areLocksOld || m_users.phase() == models::TableModel::Phase::Loading;
    if (!isAboutLocks() || !(isOld || m_locks->isRunning() || m_locksSoon.isActive()))
        return {};
    return isOld || m_locks->asked() == 0 ? tr("Asking Keycloak who is locked…")
                                          : tr("Nobody locked so far. Still asking Keycloak…");
}

QStringList UsersPage::idsBesideStatus() const {
    UserFacets others = m_filters->facets();
    others.statuses.clear();
    return m_users.idsUnder(others);
}

/// Of those who are asked about; somebody inactive may be locked, and is not shown as locked.
int UsersPage::lockedCount() const {
    const QStringList locked = m_users.lockedIds();
    if (locked.isEmpty())
        return 0;
    const QStringList beside = idsBesideStatus();
    const QSet<QString> ids(beside.begin(), beside.end());
    return static_cast<int>(
        std::count_if(locked.begin(), locked.end(), [&ids](const QString& id) { return ids.contains(id); }));
}

/// That nobody is locked is what was asked for, not a filter that was chosen too narrow.
QString UsersPage::nothingFound() const {
    const bool isOnlyLocks = m_filters->facets().statuses == QSet<UserStatus>{UserStatus::Locked};
    if (isOnlyLocks && m_locks->denial())
        return tr("Who is locked cannot be told");
    if (!isOnlyLocks || m_locks->asked() == 0 || lockedCount() > 0)
        return {};
    const bool isEverybodyKnown = m_locks->notKnown() == 0 && m_locks->wanted() == m_users.totalCount();
    return isEverybodyKnown ? tr("Nobody is locked") : tr("None of those asked about is known to be locked");
}

void UsersPage::applyChoices() {
    if (isAboutLocks())
        m_locksSoon.start(); // before the rows go: that nothing matches is not said while nobody was asked
    m_users.setFacets(m_filters->facets());
    if (isAboutLocks()) {
        askForLocks();
    } else {
        m_locksSoon.stop();
        m_locks->forget();
        m_lockBar->clear();
    }
    choicesChanged();
}

/// No list tells who is locked: choosing it asks Keycloak about the people whom the filter and the other choices leave.
void UsersPage::askForLocks() {
    m_locksSoon.stop();
    m_locks->ask(idsBesideStatus());
    if (m_locks->isRunning())
        tellLocksUnderWay();
    choicesChanged();
}

/// The list was read again: a lock may have ended since, and another one begun.
void UsersPage::askForLocksAnew() {
    m_areLocksOld = false;
    m_locks->forget();
    if (isAboutLocks())
        askForLocks();
    else if (const QStringList known = m_users.lockedIds(); !known.isEmpty())
        m_locks->ask(known); // quietly: what the column says of them shall be true
}

void UsersPage::tellLocksUnderWay() {
    m_lockBar->showMessage(
        Banner::Kind::Info,
        tr("Asking Keycloak who is locked: %L1 of %Ln people…", nullptr, m_locks->wanted()).arg(m_locks->asked()));
    m_lockBar->setActions(tr("Stop"));
}

/// The answer comes last, and stays in the ear; where rows are the answer, the message holds their number.
void UsersPage::tellLocks() {
    if (isAboutLocks())
        tellLocksAsked();
    choicesChanged(); // "still asking" has ended
}

void UsersPage::tellLocksAsked() {
    m_lockBar->setActions({});
    if (m_locks->denial()) {
        m_lockBar->showMessage(Banner::Kind::Info, tr("Who is locked cannot be told."),
                               tr("Locks are told to accounts with view-users of master-realm; yours is not one."));
        return;
    }
    const int unasked = m_locks->wanted() - m_locks->asked() + m_locks->beyond();
    QStringList missing;
    if (unasked > 0)
        missing << tr("%Ln people were not asked about: narrow the filter to ask about them.", nullptr, unasked);
    if (m_locks->failed() > 0)
        missing << tr("Of %Ln people no answer came.", nullptr, m_locks->failed());
    QString told = tr("Keycloak was asked about %Ln people.", nullptr, m_locks->asked());
    if (const int locked = lockedCount(); locked > 0)
        told = tr("%1. %2 Those it calls locked are shown, without inactive ones.",
                  "2 locked. Keycloak was asked about 60 people. Those…")
                   .arg(tr("%Ln locked", nullptr, locked), told);
    m_lockBar->showMessage(missing.isEmpty() ? Banner::Kind::Info : Banner::Kind::Warning, told, missing.join(u' '));
}

} // namespace wallaroo
