#include "runs/userreadback.h"

#include <QHash>
#include <QJsonArray>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {
namespace {

enum class By : quint8 { Person, Sessions, Roles, Lock, Address };

By wayOf(const Sent& sent) {
    const QString& kind = sent.step.kind;
    if (kind == "user.logout"_L1)
        return By::Sessions;
    if (kind == "user.give-admin"_L1 || kind == "user.take-admin"_L1)
        return By::Roles;
    if (kind == "user.unlock"_L1)
        return By::Lock;
    const bool isNew = kind == "user.invite"_L1 || kind == "user.create"_L1;
    return isNew && sent.result.newId.isEmpty() ? By::Address : By::Person;
}

QString idOf(const Sent& sent) {
    return sent.result.newId.isEmpty() ? sent.step.arguments["id"_L1].toString() : sent.result.newId;
}

QString addressOf(const Step& step) {
    const QString email = step.arguments["email"_L1].toString();
    return email.isEmpty() ? step.arguments["username"_L1].toString() : email;
}

ReadBack told(bool applied, const QString& text) {
    return {applied ? ReadBack::Applied::Yes : ReadBack::Applied::No, text, std::nullopt};
}

ReadBack notTold(const Error& error) {
    return {ReadBack::Applied::NotTold, {}, error};
}

/// Whoever was asked for a new password before is so after a refusal, too: that proves nothing.
ReadBack judgePassword(const Step& step, const User& person, const QString& actions) {
    static constexpr auto update = "UPDATE_PASSWORD"_L1;
    if (!person.requiredActions.contains(update))
        return told(false, actions);
    const QJsonValue before = step.arguments["before"_L1];
    if (before.isArray() && !before.toArray().contains(update))
        return told(true, actions);
    return {ReadBack::Applied::NotTold, actions, std::nullopt};
}

ReadBack judgeEdit(const QJsonObject& set, const User& person) {
    const QHash<QString, QString> now{
        {u"firstName"_s, person.firstName()}, {u"lastName"_s, person.lastName()}, {u"email"_s, person.email()}};
    QStringList words;
    bool applied = true;
    for (auto member = set.begin(); member != set.end(); ++member) {
        words << member.key() + u": "_s + now.value(member.key());
        applied = applied && now.value(member.key()) == member.value().toString();
    }
    return told(applied, words.join(u", "_s));
}

} // namespace

ReadBack judge(const Step& step, const User* person) {
    const bool isThere = person != nullptr;
    if (step.kind == "user.delete"_L1)
        return told(!isThere, isThere ? u"is still there"_s : u"is not there any more"_s);
    if (step.kind == "user.invite"_L1 || step.kind == "user.create"_L1)
        return told(isThere, isThere ? u"is there: "_s + person->id().toString() : u"is not there"_s);
    if (!isThere)
        return {ReadBack::Applied::NotTold, u"is not there any more"_s, std::nullopt};
    const bool enabled = person->status != UserStatus::Inactive;
    const QString enabledText = enabled ? u"enabled: true"_s : u"enabled: false"_s;
    if (step.kind == "user.deactivate"_L1)
        return told(!enabled, enabledText);
    if (step.kind == "user.activate"_L1)
        return told(enabled, enabledText);
    if (step.kind == "user.edit"_L1)
        return judgeEdit(step.arguments["set"_L1].toObject(), *person);
    const QString actions = u"requiredActions: "_s + person->requiredActions.join(u", "_s);
    if (step.kind == "user.password"_L1)
        return judgePassword(step, *person, actions);
    if (step.kind == "user.actions"_L1) {
        QStringList wanted = step.arguments["actions"_L1].toVariant().toStringList();
        QStringList now = person->requiredActions;
        std::sort(wanted.begin(), wanted.end());
        std::sort(now.begin(), now.end());
        return told(now == wanted, actions);
    }
    return {};
}

UserReadBack::UserReadBack(api::UsersApi& users, api::KeycloakAdminApi& keycloak, std::vector<Sent> steps,
                           QObject* context, Told peopleRead, Actions::Read done)
    : QObject(context),
      m_users(&users),
      m_keycloak(&keycloak),
      m_steps(std::move(steps)),
      m_answers(m_steps.size()),
      m_peopleRead(std::move(peopleRead)),
      m_done(std::move(done)) {
}

void UserReadBack::start() {
    m_open = 1; // until all are asked
    std::vector<UserId> people;
    std::vector<std::size_t> newcomers;
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const By way = wayOf(m_steps[i]);
        if (way == By::Person)
            people.push_back(UserId::fromString(idOf(m_steps[i])));
        else if (way == By::Address)
            newcomers.push_back(i);
        else
            askKeycloak(i);
    }
    if (!people.empty()) {
        ++m_open;
        PeopleLookup::start(*m_users, std::move(people), this, [this](const PeopleLookup::Found& found) {
            judgePeople(found);
            oneIsOver();
        });
    }
    if (!newcomers.empty())
        lookFor(newcomers);
    QMetaObject::invokeMethod(this, &UserReadBack::oneIsOver, Qt::QueuedConnection);
}

void UserReadBack::judgePeople(const PeopleLookup::Found& found) {
    std::vector<std::size_t> doubtful;
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        if (wayOf(m_steps[i]) != By::Person)
            continue;
        const Step& step = m_steps[i].step;
        const User* person = found.byId(idOf(m_steps[i]));
        m_answers[i] = !person && found.error ? notTold(*found.error) : judge(step, person);
        // What was answered has made the password: that it is asked for, whatever was before, goes with it
        if (person && step.kind == "user.password"_L1 && !m_steps[i].result.secret.isEmpty()
            && m_answers[i].applied == ReadBack::Applied::NotTold)
            m_answers[i].applied = ReadBack::Applied::Yes;
        const bool isTaken = step.kind == "user.deactivate"_L1;
        if (person && person->status == UserStatus::Inactive && (isTaken || step.kind == "user.activate"_L1)
            && !(isTaken && m_seenActive.contains(person->id())))
            doubtful.push_back(i);
    }
    if (doubtful.size() > mostLockLooks)
        askTheList(doubtful);
    else if (!doubtful.empty())
        lookAtLocks(doubtful);
    if (m_peopleRead && !found.people.empty())
        m_peopleRead(found.people);
}

void UserReadBack::lookAtLocks(const std::vector<std::size_t>& doubtful) {
    struct Looking {
        std::vector<std::size_t> left; // locked, or it is not told
        std::size_t open = 0;
    };

    m_open += 1;
    auto looking = std::make_shared<Looking>();
    looking->open = doubtful.size();
    for (const std::size_t at : doubtful) {
        m_keycloak->lockState(UserId::fromString(idOf(m_steps[at])), api::Lane::Bulk, this,
                              [this, looking, at](const Result<LockState>& lock) {
                                  if (!lock || lock->isLocked)
                                      looking->left.push_back(at);
                                  if (--looking->open > 0)
                                      return;
                                  if (!looking->left.empty())
                                      askTheList(looking->left);
                                  oneIsOver();
                              });
    }
}

void UserReadBack::askTheList(const std::vector<std::size_t>& doubtful) {
    ++m_open;
    auto found = std::make_shared<QHash<UserId, User>>();
    QSet<UserId> wanted;
    for (const std::size_t at : doubtful)
        wanted.insert(UserId::fromString(idOf(m_steps[at])));
    const auto onRows = [found, wanted](const std::vector<User>& rows) {
        for (const User& person : rows) {
            if (wanted.contains(person.id()))
                found->insert(person.id(), person);
        }
    };
    m_users->list(this, onRows, [this, found, doubtful](const Result<api::ListSummary>& summary) {
        std::vector<User> locked;
        for (const std::size_t at : doubtful) {
            const auto person = found->constFind(UserId::fromString(idOf(m_steps[at])));
            if (person == found->cend()) {
                m_answers[at] = {ReadBack::Applied::NotTold, u"enabled: false (inactive, or locked)"_s,
                                 summary ? std::nullopt : std::optional(summary.error())};
                continue;
            }
            const bool enabled = person->status != UserStatus::Inactive;
            const bool isWanted = m_steps[at].step.kind == "user.activate"_L1;
            m_answers[at] = told(enabled == isWanted, enabled ? u"enabled: true, and locked"_s : u"enabled: false"_s);
            if (enabled) {
                locked.push_back(*person);
                locked.back().status = UserStatus::Locked; // as by id it reads otherwise
            }
        }
        if (m_peopleRead && !locked.empty())
            m_peopleRead(locked);
        oneIsOver();
    });
}

void UserReadBack::askKeycloak(std::size_t at) {
    ++m_open;
    const Step& step = m_steps[at].step;
    const UserId id = UserId::fromString(idOf(m_steps[at]));
    const auto take = [this, at](const Result<ReadBack>& read) {
        m_answers[at] = read ? *read : notTold(read.error());
        oneIsOver();
    };
    switch (wayOf(m_steps[at])) {
    case By::Sessions:
        m_keycloak->sessions(id, api::Lane::Bulk, this, [take](const Result<std::vector<UserSession>>& sessions) {
            take(sessions.map([](const auto& left) { return told(left.empty(), u"sessions: %1"_s.arg(left.size())); }));
        });
        break;
    case By::Roles:
        m_keycloak->realmRoles(
            id, false, api::Lane::Bulk, this,
            [take, give = step.kind == "user.give-admin"_L1](const Result<std::vector<Role>>& roles) {
                take(roles.map([give](const auto& given) {
                    const bool isAdmin = std::any_of(given.begin(), given.end(),
                                                     [](const Role& role) { return role.name == "admin"_L1; });
                    return told(isAdmin == give, isAdmin ? u"role admin: yes"_s : u"role admin: no"_s);
                }));
            });
        break;
    default:
        m_keycloak->lockState(id, api::Lane::Bulk, this, [take](const Result<LockState>& lock) {
            take(lock.map([](const LockState& state) {
                return told(!state.isLocked, state.isLocked ? u"locked: yes"_s : u"locked: no"_s);
            }));
        });
        break;
    }
}

/// There is no search by address: the whole list is read, once for all of them.
void UserReadBack::lookFor(const std::vector<std::size_t>& newcomers) {
    ++m_open;
    auto found = std::make_shared<QHash<QString, User>>();
    for (const std::size_t at : newcomers)
        found->insert(addressOf(m_steps[at].step).toCaseFolded(), User());
    const auto onRows = [found](const std::vector<User>& rows) {
        for (const User& person : rows) {
            for (const QString& address : {person.email().toCaseFolded(), person.username().toCaseFolded()}) {
                if (const auto place = found->find(address); place != found->end())
                    *place = person;
            }
        }
    };
    m_users->list(this, onRows, [this, found, newcomers](const Result<api::ListSummary>& summary) {
        for (const std::size_t at : newcomers) {
            const User person = found->value(addressOf(m_steps[at].step).toCaseFolded());
            const bool isThere = !person.id().isEmpty();
            m_answers[at] =
                !isThere && !summary ? notTold(summary.error()) : judge(m_steps[at].step, isThere ? &person : nullptr);
            if (isThere && m_steps[at].step.kind == "user.create"_L1)
                m_answers[at].newId = person.id().toString();
        }
        oneIsOver();
    });
}

void UserReadBack::oneIsOver() {
    if (--m_open > 0)
        return;
    deleteLater();
    m_done(m_answers);
}

} // namespace wallaroo::runs
