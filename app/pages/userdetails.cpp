#include "pages/userdetails.h"

#include "base/displaytext.h"
#include "domain/scripts.h"
#include "models/celltext.h"
#include "support/account.h"
#include "widgets/detailspanel.h"

#include <algorithm>

namespace wallaroo {
namespace {

constexpr int settleMs = 150;

using Row = DetailsPanel::Row;

QString statusWord(UserStatus status) {
    switch (status) {
    case UserStatus::Active:
        return UserDetails::tr("Active");
    case UserStatus::Inactive:
        return UserDetails::tr("Inactive");
    case UserStatus::Locked:
        return UserDetails::tr("Locked");
    }
    return {};
}

QString typeWord(UserType type) {
    switch (type) {
    case UserType::Administrator:
        return UserDetails::tr("Administrator");
    case UserType::User:
        return UserDetails::tr("User");
    case UserType::NotTold:
        break;
    }
    return models::MomentText::notToldWord();
}

QString textOr(const QString& serverText, const QString& otherwise) {
    return serverText.isEmpty() ? otherwise : isolatedText(serverText);
}

} // namespace

UserDetails::UserDetails(DetailsPanel& panel, Account& account, QObject* parent)
    : QObject(parent),
      m_panel(panel),
      m_account(account),
      m_moments(account.session.clock()) {
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, this, &UserDetails::ask);
}

UserDetails::~UserDetails() {
    dropCalls();
}

void UserDetails::dropCalls() {
    for (auto& call : m_calls)
        call.cancel();
    m_calls.clear();
}

void UserDetails::clear() {
    dropCalls();
    m_settle.stop();
    m_id.clear();
}

void UserDetails::show(const QString& id) {
    if (id == m_id)
        return;
    dropCalls();
    m_id = id;
    showFields();
    m_settle.start();
}

void UserDetails::update() {
    if (m_id.isEmpty())
        return;
    const QString id = std::exchange(m_id, QString());
    show(id);
}

void UserDetails::showFields() {
    const User* user = m_account.users.userById(m_id);
    if (!user)
        return;
    m_panel.showTitle(isolatedText(user->displayName()), textOr(user->email(), tr("no e-mail")));
    QList<Row> rows;
    rows << Row{tr("User name"), isolatedText(user->username())} << Row{tr("ID"), displayText(m_id), {}, true}
         << Row{tr("Status"), statusWord(user->status)} << Row{tr("Type"), typeWord(m_account.users.shownType(*user))}
         << Row{tr("First name"), textOr(user->firstName(), tr("not set"))}
         << Row{tr("Last name"), textOr(user->lastName(), tr("not set"))}
         << Row{tr("E-mail checked"), user->emailVerified ? tr("yes") : tr("no")}
         << Row{tr("Last sign-in"), m_moments.relative(user->lastLogin), m_moments.exact(user->lastLogin)}
         << Row{tr("Created"), m_moments.date(user->created), m_moments.exact(user->created)};
    QStringList actions;
    for (const QString& action : user->requiredActions)
        actions << models::actionWords(action);
    rows << Row{tr("Asked at next sign-in"), actions.isEmpty() ? tr("nothing") : actions.join(QStringLiteral(", "))};
    QString note;
    if (mixesScripts(user->displayName()) || mixesScripts(user->username()) || mixesScripts(user->email()))
        note = tr("The name mixes letters of several scripts: it may look like another one. Compare the ID.");
    m_panel.setSection(QStringLiteral("fields"), {}, rows, note);
}

void UserDetails::ask() {
    if (m_isDenied)
        denied();
    else
        askKeycloak();
}

void UserDetails::askKeycloak() {
    m_panel.setSection(QStringLiteral("sessions"), tr("Sessions"), {}, tr("asking Keycloak…"));
    const auto id = UserId::fromString(m_id);
    auto& keycloak = m_account.keycloakApi;
    m_calls.push_back(keycloak.sessions(id, http::Lane::Interactive, this,
                                        [this](const Result<std::vector<UserSession>>& told) { showSessions(told); }));
    m_calls.push_back(keycloak.lockState(id, http::Lane::Interactive, this,
                                         [this](const Result<LockState>& told) { showLock(told); }));
}

void UserDetails::denied() {
    m_panel.removeSection(QStringLiteral("sessions"));
    m_panel.setSection(
        QStringLiteral("keycloak"), tr("At Keycloak"), {},
        tr("Sessions and locks are told to accounts with view-users of master-realm; yours is not one."));
}

void UserDetails::showSessions(const Result<std::vector<UserSession>>& sessions) {
    if (!sessions && sessions.error().kind == ErrorKind::NotAllowed) {
        m_isDenied = true;
        denied();
        return;
    }
    if (!sessions) {
        m_panel.setSection(QStringLiteral("sessions"), tr("Sessions"), {}, sessions.error().sentence);
        return;
    }
    QList<Row> rows;
    for (const UserSession& session : *sessions) {
        const QString clients = displayText(session.clients.join(QStringLiteral(", ")));
        rows << Row{displayText(session.address),
                    tr("%1 · %2", "client and time of a session")
                        .arg(clients.isEmpty() ? tr("no client") : clients, m_moments.relative(session.lastAccess)),
                    m_moments.exact(session.lastAccess)};
    }
    m_panel.setSection(QStringLiteral("sessions"), tr("Sessions"), rows, rows.isEmpty() ? tr("none") : QString());
}

void UserDetails::showLock(const Result<LockState>& lock) {
    if (!lock)
        return; // the sessions say why
    m_account.users.setLocked(m_id, lock->isLocked);
    QString text = tr("not locked");
    if (lock->isLocked && lock->isPermanent)
        text = tr("locked until somebody unlocks it");
    else if (lock->isLocked)
        text = lock->endsAt.isKnown() ? tr("locked until %1").arg(m_moments.exact(lock->endsAt).section(u'\n', 0, 0))
                                      : tr("locked for a while");
    QList<Row> rows{{tr("Lock"), text}};
    if (lock->failures > 0) {
        rows << Row{tr("Failed passwords"), QLocale().toString(lock->failures)}
             << Row{tr("Last failure"), m_moments.relative(lock->lastFailure), m_moments.exact(lock->lastFailure)}
             << Row{tr("From"), displayText(lock->lastAddress)};
    }
    m_panel.setSection(QStringLiteral("lock"), tr("Sign-in"), rows);
}

} // namespace wallaroo
