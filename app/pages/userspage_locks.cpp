#include "pages/userfilters.h"
#include "pages/userspage.h"
#include "support/account.h"
#include "support/locklookup.h"
#include "widgets/banner.h"

namespace wallaroo {
namespace {

constexpr int tellEvery = 48; ///< answers: no line is read that changes with each

} // namespace

void UsersPage::watchLocks() {
    m_lockBar->setObjectName(QStringLiteral("usersLocks"));
    addAboveTable(m_lockBar);
    connect(m_locks, &LockLookup::progressed, this, [this] {
        if (m_locks->asked() % tellEvery == 0)
            tellLocksUnderWay();
    });
    connect(m_locks, &LockLookup::finished, this, &UsersPage::tellLocks);
    connect(m_lockBar, &Banner::closed, m_locks, &LockLookup::stop);
    connect(m_lockBar, &Banner::actionTriggered, this, [this] {
        m_locks->stop();
        tellLocks();
    });
}

/// No list tells who is locked: choosing it asks Keycloak about the people the other choices leave.
void UsersPage::applyChoices() {
    const UserFacets& wanted = m_filters->facets();
    const bool isAboutLocks = wanted.statuses.contains(UserStatus::Locked);
    if (isAboutLocks && wanted != m_users.facets()) {
        UserFacets others = wanted;
        others.statuses.clear();
        m_users.setFacets(others);
        QStringList ids;
        for (int row = 0; row < m_users.rowCount(); ++row)
            ids << m_users.index(row, 0).data(models::TableModel::IdRole).toString();
        m_users.setFacets(wanted);
        m_locks->start(ids);
        if (m_locks->isRunning())
            tellLocksUnderWay();
    } else if (!isAboutLocks) {
        m_locks->stop();
        m_lockBar->clear();
        m_users.setFacets(wanted);
    }
    choicesChanged();
}

void UsersPage::tellLocksUnderWay() {
    m_lockBar->showMessage(
        Banner::Kind::Info,
        tr("Asking Keycloak who is locked: %L1 of %Ln people…", nullptr, m_locks->wanted()).arg(m_locks->asked()));
    m_lockBar->setActions(tr("Stop"));
}

void UsersPage::tellLocks() {
    m_lockBar->setActions({});
    if (m_locks->denial()) {
        m_lockBar->showMessage(Banner::Kind::Info, tr("Who is locked cannot be told."),
                               tr("Locks are told to accounts with view-users of master-realm; yours is not one."));
        return;
    }
    const int unasked = m_locks->wanted() - m_locks->asked() + m_locks->beyond();
    QStringList missing;
    if (unasked > 0)
        missing << tr("%Ln people were not asked about: filter first, then choose Locked again.", nullptr, unasked);
    if (m_locks->failed() > 0)
        missing << tr("Of %Ln people no answer came.", nullptr, m_locks->failed());
    m_lockBar->showMessage(
        missing.isEmpty() ? Banner::Kind::Info : Banner::Kind::Warning,
        tr("Keycloak was asked about %Ln people. Those it calls locked are shown.", nullptr, m_locks->asked()),
        missing.join(u' '));
}

} // namespace wallaroo
