#include "support/account.h"

#include <QDir>
#include <QSslCertificate>

namespace wallaroo {

Account::Account(const session::Profile& profile, secrets::SecretStore& store, const Clock& clock)
    : session(profile, transport, store, clock),
      usersApi(session, profile.instance),
      workspacesApi(session, profile.instance),
      keycloakApi(session, profile.instance),
      accountActions(usersApi, keycloakApi),
      userActions(usersApi, keycloakApi, accountActions),
      workspaceActions(workspacesApi,
                       [this](const UserId& id) {
                           const User* user = users.userById(id.toString());
                           return user && user->status == UserStatus::Inactive;
                       }),
      users(clock),
      workspaces(clock),
      accessFeed(workspacesApi, users, workspaces, access, profile.username) {
    if (!profile.authoritiesPem.isEmpty())
        transport.setExtraAuthorities(QSslCertificate::fromData(profile.authoritiesPem, QSsl::Pem));
    if (!profile.pinnedPem.isEmpty())
        transport.setPin(profile.instance.authBase.host(), QSslCertificate(profile.pinnedPem, QSsl::Pem));
    workspaces.setPeople(users);
    workspaces.setMatrix(access);
    userActions.protectBy([this](const std::vector<UserId>& people) { return judge(people); });
}

void Account::keepJournals(const QString& dataFolder) {
    if (isSandbox || dataFolder.isEmpty()) {
        passing = std::make_unique<QTemporaryDir>();
        journalFolder = passing->path();
    } else {
        journalFolder = QDir(dataFolder).filePath(session.profile().id.toString(QUuid::WithoutBraces));
        QDir().mkpath(journalFolder);
        QFile::setPermissions(journalFolder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    }
    log = std::make_unique<runs::ActionLog>(QDir(journalFolder).filePath(QStringLiteral("actions.jsonl")));
}

UserId Account::ownId() const {
    const QString subject = session.facts().subject;
    if (!subject.isEmpty() && users.userById(subject))
        return UserId::fromString(subject);
    const QByteArray own = actorName().toUtf8();
    UserId found;
    users.forEach([&](const User& user) {
        if (user.usernameUtf8().compare(own, Qt::CaseInsensitive) == 0
            || (found.isEmpty() && user.emailUtf8().compare(own, Qt::CaseInsensitive) == 0))
            found = user.id();
    });
    return found;
}

AccessGuard Account::guard() const {
    AccessGuard guard(ownId());
    users.forEach([&guard](const User& person) { guard.see(person); });
    return guard;
}

std::vector<Protection> Account::judge(const std::vector<UserId>& people) const {
    std::vector<User> known;
    known.reserve(people.size());
    for (const UserId& id : people) {
        const User* person = users.userById(id.toString());
        known.push_back(person ? *person : User(id, {}));
    }
    std::vector<Protection> verdicts = guard().judge(known);
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (verdicts[i] == Protection::CannotTell && m_typed.contains(people[i]))
            verdicts[i] = Protection::None;
    }
    return verdicts;
}

bool Account::seesEverything() const {
    const User* own = accountActions.rights().mayView ? users.userById(ownId().toString()) : nullptr;
    return own && own->type == UserType::Administrator;
}

QString Account::actorName() const {
    return session.profile().username;
}

Provenance Account::provenance(const QString& title) const {
    return {title, session.profile().instance.label(), actorName(), session.clock().wallMs(), {}, {}};
}

} // namespace wallaroo
