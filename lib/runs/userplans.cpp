#include "runs/userplans.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::UserPlans)
};

constexpr auto adminUsers = "/auth/admin/realms/master/users/"_L1;

QString json(const QJsonObject& object) {
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

CallPreview enabling(const QJsonObject& arguments, const QString& id, bool enable) {
    const QString email = arguments["email"_L1].toString();
    if (email.isEmpty())
        return {u"PUT"_s, adminUsers + id, json({{u"enabled"_s, enable}})};
    return {u"POST"_s, enable ? u"/v1/api/users/activate"_s : u"/v1/api/users/deactivate"_s,
            json({{u"email"_s, email}})};
}

CallPreview inviting(const QJsonObject& arguments) {
    return {u"POST"_s, u"/v1/api/users/invite"_s,
            json({{u"email"_s, arguments["email"_L1]},
                  {u"roles"_s, arguments["admin"_L1].toBool() ? QJsonArray{u"admin"_s} : QJsonArray()},
                  {u"require_reset"_s, true}})};
}

CallPreview creating(QJsonObject arguments) {
    arguments[u"enabled"_s] = true;
    arguments[u"credentials"_s] =
        QJsonArray{QJsonObject{{u"type"_s, u"password"_s}, {u"temporary"_s, true}, {u"value"_s, u"…"_s}}};
    return {u"POST"_s, u"/auth/admin/realms/master/users"_s, json(arguments)};
}

CallPreview previewOf(const QString& kind, const QJsonObject& arguments) {
    const QString id = arguments.contains("id"_L1) ? arguments["id"_L1].toString() : u"{id}"_s; // not known yet
    if (kind == "user.deactivate"_L1 || kind == "user.activate"_L1)
        return enabling(arguments, id, kind == "user.activate"_L1);
    if (kind == "user.edit"_L1)
        return {u"PUT"_s, adminUsers + id, json(arguments["set"_L1].toObject())};
    if (kind == "user.invite"_L1)
        return inviting(arguments);
    if (kind == "user.create"_L1)
        return creating(arguments);
    if (kind == "user.delete"_L1)
        return {u"DELETE"_s, adminUsers + id, {}};
    if (kind == "user.password"_L1)
        return {u"PUT"_s, adminUsers + id + u"/reset-password"_s,
                json({{u"type"_s, u"password"_s}, {u"temporary"_s, true}, {u"value"_s, u"…"_s}})};
    if (kind == "user.actions"_L1)
        return {u"PUT"_s, adminUsers + id, json({{u"requiredActions"_s, arguments["actions"_L1]}})};
    if (kind == "user.give-admin"_L1 || kind == "user.take-admin"_L1)
        return {kind == "user.give-admin"_L1 ? u"POST"_s : u"DELETE"_s, adminUsers + id + u"/role-mappings/realm"_s,
                u"[{\"name\":\"admin\"}]"_s};
    if (kind == "user.logout"_L1)
        return {u"POST"_s, adminUsers + id + u"/logout"_s, {}};
    if (kind == "user.unlock"_L1)
        return {u"DELETE"_s, u"/auth/admin/realms/master/attack-detection/brute-force/users/"_s + id, {}};
    return {};
}

Plan planOf(const QString& verb, const Actor& actor, bool canBeUndone) {
    Plan plan;
    plan.verb = verb;
    plan.instance = actor.instance;
    plan.instanceId = actor.instanceId;
    plan.actor = actor.name;
    plan.canBeUndone = canBeUndone;
    return plan;
}

Item itemOf(const User& person) {
    Item item;
    item.id = person.id().toString();
    item.name = person.displayName();
    item.email = person.email();
    return item;
}

QJsonObject idAndEmail(const User& person) {
    return {{u"id"_s, person.id().toString()}, {u"email"_s, person.email()}};
}

/// One step of a kind for each; `why` says who is left out.
template <typename Why>
Plan sameForAll(Plan plan, const QString& kind, const std::vector<User>& people, const Why& why) {
    for (std::size_t i = 0; i < people.size(); ++i) {
        Item item = itemOf(people[i]);
        item.steps = {userStep(kind, idAndEmail(people[i]))};
        item.leftOut = why(i);
        plan.items.push_back(std::move(item));
    }
    return plan;
}

const auto nobody = [](std::size_t) { return QString(); };

template <typename Also>
Plan judged(Plan plan, const QString& kind, const std::vector<User>& people, const AccessGuard& guard,
            const Also& also) {
    const std::vector<Protection> verdicts = guard.judge(people);
    return sameForAll(std::move(plan), kind, people, [&](std::size_t i) {
        const QString reason = also(people[i]);
        return reason.isEmpty() ? reasonOf(verdicts[i], people.size() == 1) : reason;
    });
}

void addNames(QJsonObject& arguments, const Invitee& person) {
    if (!person.firstName.isEmpty())
        arguments[u"firstName"_s] = person.firstName;
    if (!person.lastName.isEmpty())
        arguments[u"lastName"_s] = person.lastName;
}

} // namespace

Invitee inviteeOf(const Step& step) {
    const auto text = [&step](QLatin1StringView name) { return step.arguments[name].toString(); };
    return {text("email"_L1), text("firstName"_L1), text("lastName"_L1), step.arguments["admin"_L1].toBool()};
}

QString reasonOf(Protection protection, bool alone) {
    switch (protection) {
    case Protection::OwnAccount:
        return Say::tr("your own account");
    case Protection::BuiltIn:
        return Say::tr("the built-in account");
    case Protection::LastAdministrator:
        return Say::tr("no active administrator would be left");
    case Protection::CannotTell:
        return alone ? QString() : Say::tr("cannot tell whether this is the last administrator; do it singly");
    case Protection::None:
        break;
    }
    return {};
}

bool takesAccess(const Step& step) {
    return step.kind == "user.deactivate"_L1 || step.kind == "user.delete"_L1 || step.kind == "user.take-admin"_L1;
}

Plan guarded(Plan plan, const AccessGuard& guard, const std::function<const User*(const QString&)>& personOf) {
    std::vector<User> people;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < plan.items.size(); ++i) {
        const Item& item = plan.items[i];
        if (!item.leftOut.isEmpty() || std::none_of(item.steps.begin(), item.steps.end(), takesAccess))
            continue;
        const User* person = personOf(item.id);
        people.push_back(person ? *person : User(UserId::fromString(item.id), {}));
        places.push_back(i);
    }
    const std::vector<Protection> verdicts = guard.judge(people);
    for (std::size_t i = 0; i < places.size(); ++i)
        plan.items[places[i]].leftOut = reasonOf(verdicts[i], plan.items.size() == 1);
    return plan;
}

Step userStep(const QString& kind, QJsonObject arguments) {
    Step step;
    step.kind = kind;
    step.preview = previewOf(kind, arguments);
    step.arguments = std::move(arguments);
    return step;
}

Plan deactivatePlan(const Actor& actor, const std::vector<User>& people, const AccessGuard& guard) {
    return judged(planOf(u"users.deactivate"_s, actor, true), u"user.deactivate"_s, people, guard, [](const User& p) {
        return p.status == UserStatus::Inactive ? Say::tr("is inactive already") : QString();
    });
}

Plan activatePlan(const Actor& actor, const std::vector<User>& people) {
    return sameForAll(planOf(u"users.activate"_s, actor, true), u"user.activate"_s, people, [&people](std::size_t i) {
        return people[i].status == UserStatus::Active ? Say::tr("is active already") : QString();
    });
}

Plan deletePlan(const Actor& actor, const std::vector<User>& people, const AccessGuard& guard) {
    return judged(planOf(u"users.delete"_s, actor, false), u"user.delete"_s, people, guard,
                  [](const User&) { return QString(); });
}

Plan takeAdminPlan(const Actor& actor, const std::vector<User>& people, const AccessGuard& guard) {
    return judged(planOf(u"users.take-admin"_s, actor, true), u"user.take-admin"_s, people, guard,
                  [](const User& p) { return p.type == UserType::User ? Say::tr("is no administrator") : QString(); });
}

Plan giveAdminPlan(const Actor& actor, const std::vector<User>& people) {
    return sameForAll(
        planOf(u"users.give-admin"_s, actor, true), u"user.give-admin"_s, people, [&people](std::size_t i) {
            return people[i].type == UserType::Administrator ? Say::tr("is an administrator already") : QString();
        });
}

Plan logOutPlan(const Actor& actor, const std::vector<User>& people) {
    return sameForAll(planOf(u"users.logout"_s, actor, false), u"user.logout"_s, people, nobody);
}

Plan unlockPlan(const Actor& actor, const std::vector<User>& people) {
    return sameForAll(planOf(u"users.unlock"_s, actor, false), u"user.unlock"_s, people, nobody);
}

Plan passwordPlan(const Actor& actor, const std::vector<User>& people) {
    Plan plan = planOf(u"users.password"_s, actor, false);
    for (const User& person : people) {
        Item item = itemOf(person);
        QJsonObject arguments = idAndEmail(person);
        if (person.areActionsTold)
            arguments[u"before"_s] = QJsonArray::fromStringList(person.requiredActions);
        item.steps = {userStep(u"user.password"_s, std::move(arguments))};
        plan.items.push_back(std::move(item));
    }
    return plan;
}

Plan requireActionsPlan(const Actor& actor, const std::vector<User>& people, const QStringList& actions) {
    Plan plan = planOf(u"users.actions"_s, actor, true);
    for (const User& person : people) {
        QStringList wanted = person.requiredActions + actions;
        wanted.removeDuplicates();
        Item item = itemOf(person);
        item.steps = {userStep(u"user.actions"_s, {{u"id"_s, item.id},
                                                   {u"actions"_s, QJsonArray::fromStringList(wanted)},
                                                   {u"before"_s, QJsonArray::fromStringList(person.requiredActions)}})};
        if (wanted.size() == person.requiredActions.size())
            item.leftOut = Say::tr("is asked for it already");
        plan.items.push_back(std::move(item));
    }
    return plan;
}

Plan invitePlan(const Actor& actor, const std::vector<Invitee>& people) {
    Plan plan = planOf(u"users.invite"_s, actor, false);
    for (const Invitee& person : people) {
        Item item;
        item.id = item.name = item.email = person.email;
        QJsonObject arguments{{u"email"_s, person.email}, {u"admin"_s, person.isAdmin}};
        addNames(arguments, person);
        item.steps = {userStep(u"user.invite"_s, std::move(arguments))};
        plan.items.push_back(std::move(item));
    }
    return plan;
}

Plan createPlan(const Actor& actor, const std::vector<Invitee>& people) {
    Plan plan = planOf(u"users.create"_s, actor, false);
    for (const Invitee& person : people) {
        Item item;
        item.id = item.name = item.email = person.email;
        QJsonObject arguments{{u"username"_s, person.email}, {u"email"_s, person.email}};
        addNames(arguments, person);
        item.steps = {userStep(u"user.create"_s, std::move(arguments))};
        if (person.isAdmin) {
            item.steps.push_back(userStep(u"user.give-admin"_s, {{u"email"_s, person.email}}));
            item.steps.back().needs = 0;
        }
        plan.items.push_back(std::move(item));
    }
    return plan;
}

Plan editPlan(const Actor& actor, const User& person, const NameChange& wanted) {
    Plan plan = planOf(u"users.edit"_s, actor, true);
    Item item = itemOf(person);
    QJsonObject set;
    QJsonObject before;
    const auto compare = [&](const QString& member, const QString& was, const QString& now) {
        if (was == now)
            return;
        set[member] = now;
        before[member] = was;
    };
    compare(u"firstName"_s, person.firstName(), wanted.firstName);
    compare(u"lastName"_s, person.lastName(), wanted.lastName);
    compare(u"email"_s, person.email(), wanted.email);
    QJsonObject arguments{{u"id"_s, item.id}, {u"set"_s, set}, {u"before"_s, before}};
    item.steps = {userStep(u"user.edit"_s, std::move(arguments))};
    if (set.isEmpty())
        item.leftOut = Say::tr("nothing was changed");
    plan.items.push_back(std::move(item));
    return plan;
}

} // namespace wallaroo::runs
