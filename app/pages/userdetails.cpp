#include "pages/userdetails.h"

#include "base/displaytext.h"
#include "dialogs/rolewords.h"
#include "domain/scripts.h"
#include "models/celltext.h"
#include "runs/outcome.h"
#include "support/account.h"
#include "widgets/accessendpanel.h"
#include "widgets/detailspanel.h"

#include <algorithm>

namespace wallaroo {
namespace {

constexpr int settleMs = 150;
constexpr qsizetype mostWorkspacesShown = 30;

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

QString roleWord(const MembershipLookup::Place& place) {
    if (!place.otherRole.isEmpty())
        return isolatedText(place.otherRole, 60);
    switch (place.role) {
    case MemberRole::Owner:
        return UserDetails::tr("owner");
    case MemberRole::Collaborator:
        return UserDetails::tr("collaborator");
    case MemberRole::NotTold:
        break;
    }
    return UserDetails::tr("role not told");
}

QString textOr(const QString& serverText, const QString& otherwise) {
    return serverText.isEmpty() ? otherwise : isolatedText(serverText);
}

} // namespace

UserDetails::UserDetails(DetailsPanel& panel, Account& account, QObject* parent)
    : QObject(parent),
      m_panel(panel),
      m_account(account),
      m_moments(account.session.clock()),
      m_lookup(account.workspacesApi),
      m_end(new AccessEndPanel(&panel)) {
    m_panel.addScrolled(m_end);
    connect(m_end, &AccessEndPanel::endSessionsRequested, this, [this] { Q_EMIT endSessionsRequested(m_id); });
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, this, &UserDetails::ask);
    connect(&m_lookup, &MembershipLookup::progressed, this, &UserDetails::showWorkspaces);
    connect(&m_lookup, &MembershipLookup::finished, this, &UserDetails::showWorkspaces);
}

UserDetails::~UserDetails() {
    dropCalls();
}

void UserDetails::dropCalls() {
    for (auto& call : m_calls)
        call.cancel();
    m_calls.clear();
    m_lookup.stop();
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
    m_lastAccess.reset();
    m_end->clearOutcome();
    showFields();
    showAccessEnd();
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
         << Row{tr("E-mail verified"), !user->isVerificationTold ? models::MomentText::notToldWord()
                                       : user->emailVerified     ? tr("yes")
                                                                 : tr("no")}
         << Row{tr("Last sign-in"), m_moments.relative(user->lastLogin), m_moments.exact(user->lastLogin)}
         << Row{tr("Created"), m_moments.date(user->created), m_moments.exact(user->created)};
    QStringList actions;
    for (const QString& action : user->requiredActions)
        actions << models::actionWords(action);
    const QString none = user->areActionsTold ? tr("nothing") : models::MomentText::notToldWord();
    rows << Row{tr("Asked at next sign-in"), actions.isEmpty() ? none : actions.join(QStringLiteral(", "))};
    QString note;
    if (mixesScripts(user->displayName()) || mixesScripts(user->username()) || mixesScripts(user->email()))
        note = tr("The name mixes letters of several scripts: it may look like another one. Compare the ID.");
    m_panel.setSection(QStringLiteral("fields"), {}, rows, note);
    m_panel.setSection(QStringLiteral("workspaces"), tr("Workspaces"), {}, tr("looking…"));
}

/// How long a token of theirs may work, as far as it can be known.
void UserDetails::showAccessEnd() {
    const User* user = m_account.users.userById(m_id);
    if (!user)
        return;
    const auto& session = m_account.session;
    const session::AccessFacts facts{session.clock().wallMs(), std::nullopt, session.facts().accessLifetimeMs,
                                     m_lastAccess};
    m_end->setFacts(facts, displayText(session.facts().clientId, 60), user->status != UserStatus::Inactive);
    const auto& rights = m_account.accountActions.rights();
    m_end->setMayEnd(!session.profile().readOnly && !m_isDenied && !(rights.asked && !rights.mayManage));
}

void UserDetails::showEnding(const runs::Outcome& outcome) {
    using runs::State;
    if (outcome.state == State::Waiting || outcome.state == State::Running)
        m_end->showEnding();
    else if (outcome.state == State::Done && !outcome.isDoubtful())
        m_end->showEnded();
    else if (const Error* error = outcome.error())
        m_end->showFailed(*error);
    else
        m_end->showFailed({ErrorKind::OutcomeUnknown,
                           outcome.isDoubtful() ? tr("The server said yes, and there are sessions still.")
                                                : tr("Whether their sessions have ended is not known."),
                           {},
                           {}});
    if (outcome.state == State::Done)
        askForSessions();
}

void UserDetails::ask() {
    m_lookup.start({UserId::fromString(m_id)});
    if (m_isDenied)
        denied();
    else
        askKeycloak();
}

void UserDetails::askKeycloak() {
    askForRoles();
    askForSessions();
    m_calls.push_back(m_account.keycloakApi.one(UserId::fromString(m_id), http::Lane::Interactive, this,
                                                [this](const Result<KeycloakUser>& told) {
                                                    if (told)
                                                        showAtKeycloak(*told);
                                                }));
}

/// What the realm gives by itself or by other roles, then what was given of clients: most people have none of that.
void UserDetails::askForRoles() {
    m_panel.setSection(QStringLiteral("roles"), tr("Roles"), {}, tr("asking Keycloak…"));
    const auto id = UserId::fromString(m_id);
    auto& keycloak = m_account.keycloakApi;
    const auto lane = http::Lane::Interactive;
    m_calls.push_back(keycloak.realmRoles(id, true, lane, this, [=, this](const Result<std::vector<Role>>& told) {
        if (!told) {
            rolesNotTold(told.error());
            return;
        }
        QStringList names;
        for (const Role& role : *told)
            names << role.name;
        m_calls.push_back(m_account.keycloakApi.clientRoles(
            id, lane, this, [this, names](const Result<QStringList>& ofClients) { showRoles(names, ofClients); }));
    }));
}

void UserDetails::rolesNotTold(const Error& error) {
    if (error.kind == ErrorKind::NotAllowed)
        denied();
    else
        m_panel.setSection(QStringLiteral("roles"), tr("Roles"), {}, error.sentence);
}

void UserDetails::showRoles(const QStringList& ofRealm, const Result<QStringList>& ofClients) {
    QList<Row> rows;
    for (const QString& line : roleLines(ofRealm, ofClients.value_or(QStringList())))
        rows << Row{{}, line};
    QString note = rows.isEmpty() ? tr("none but what everybody has") : QString();
    if (!ofClients)
        note = tr("Roles of clients are not known: %1").arg(ofClients.error().sentence);
    m_panel.setSection(QStringLiteral("roles"), tr("Roles"), rows, note);
}

/// What only an answer about one person carries.
void UserDetails::showAtKeycloak(const KeycloakUser& told) {
    QList<Row> rows;
    if (told.hasOneTimeCode)
        rows << Row{tr("One-time code"), *told.hasOneTimeCode ? tr("set up") : tr("not set up")};
    for (const OutsideIdentity& identity : told.identities)
        rows << Row{tr("Signs in by"), tr("%1 as %2", "identity provider, user name there")
                                           .arg(isolatedText(identity.provider, 60), isolatedText(identity.name, 120))};
    if (!rows.isEmpty())
        m_panel.setSection(QStringLiteral("signin"), tr("Ways to sign in"), rows);
}

void UserDetails::askForSessions() {
    m_panel.setSection(QStringLiteral("sessions"), tr("Sessions"), {}, tr("asking Keycloak…"));
    const auto id = UserId::fromString(m_id);
    auto& keycloak = m_account.keycloakApi;
    m_calls.push_back(keycloak.sessions(id, http::Lane::Interactive, this,
                                        [this](const Result<std::vector<UserSession>>& told) { showSessions(told); }));
    m_calls.push_back(keycloak.lockState(id, http::Lane::Interactive, this,
                                         [this](const Result<LockState>& told) { showLock(told); }));
}

/// Said once for all of it.
void UserDetails::denied() {
    m_isDenied = true;
    for (const char* told : {"roles", "sessions", "lock", "signin"})
        m_panel.removeSection(QString::fromLatin1(told));
    m_end->setMayEnd(false);
    m_panel.setSection(
        QStringLiteral("keycloak"), tr("At Keycloak"), {},
        tr("Roles, sessions and locks are told to accounts with view-users of master-realm; yours is not one."));
}

void UserDetails::showSessions(const Result<std::vector<UserSession>>& sessions) {
    if (!sessions && sessions.error().kind == ErrorKind::NotAllowed) {
        denied();
        return;
    }
    if (!sessions) {
        m_panel.setSection(QStringLiteral("sessions"), tr("Sessions"), {}, sessions.error().sentence);
        return;
    }
    QList<Row> rows;
    m_lastAccess.emplace();
    for (const UserSession& session : *sessions) {
        if (session.lastAccess.isKnown())
            m_lastAccess->push_back(session.lastAccess.ms());
        const QString told = displayText(session.clients.join(QStringLiteral(", ")));
        const QString clients = told.isEmpty() ? tr("no client") : told;
        const auto words = [&clients](const QString& time) {
            return tr("%1 · %2", "client and time of a session").arg(clients, time);
        };
        rows << Row{displayText(session.address), words(m_moments.relative(session.lastAccess)),
                    words(m_moments.exact(session.lastAccess))};
    }
    m_panel.setSection(QStringLiteral("sessions"), tr("Sessions"), rows, rows.isEmpty() ? tr("none") : QString());
    showAccessEnd();
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

void UserDetails::showWorkspaces() {
    if (const auto& error = m_lookup.error()) {
        m_panel.setSection(QStringLiteral("workspaces"), tr("Workspaces"), {},
                           error->kind == ErrorKind::NotAllowed ? tr("not told to your account") : error->sentence);
        return;
    }
    QList<Row> rows;
    const auto& places = m_lookup.placesOf(UserId::fromString(m_id));
    for (const auto& place : places) {
        if (rows.size() == mostWorkspacesShown)
            break;
        // Everybody is the sole owner of their default workspace: no news.
        const QString role = place.isOnlyOwner && !place.workspace.isDefault() ? tr("sole owner") : roleWord(place);
        rows << Row{isolatedText(place.workspace.name, 80),
                    place.workspace.archived ? tr("%1, archived", "role in a workspace").arg(role) : role};
    }
    QStringList notes;
    if (const auto more = static_cast<int>(places.size()) - static_cast<int>(rows.size()); more > 0)
        notes << tr("and %n more", nullptr, more);
    if (m_lookup.isRunning())
        notes << tr("looking…");
    else if (rows.isEmpty() && m_lookup.notLookedAt() == 0)
        notes << tr("none that your account may see");
    if (m_lookup.notLookedAt() > 0)
        notes << tr("%n workspaces were not looked at", nullptr, m_lookup.notLookedAt());
    m_panel.setSection(QStringLiteral("workspaces"), tr("Workspaces"), rows, notes.join(QStringLiteral(", ")));
}

} // namespace wallaroo
