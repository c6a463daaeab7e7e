#include "api/keycloakreaders.h"

#include "api/smalljson.h"

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::api {
namespace {

namespace json = boost::json;

/// More required actions than Keycloak has are noise.
constexpr std::size_t actionLimit = 32;
constexpr std::size_t identityLimit = 32;
constexpr qsizetype clientRoleLimit = 500;

Result<json::array> listIn(QByteArrayView body, const http::CallReport& report) {
    auto value = parseSmall(body, report);
    if (!value)
        return tl::unexpected(value.error());
    if (!value->is_array())
        return tl::unexpected(notAsDescribed(report, u"the answer is no list"_s));
    return std::move(value->get_array());
}

Result<json::object> objectIn(QByteArrayView body, const http::CallReport& report) {
    auto value = parseSmall(body, report);
    if (!value)
        return tl::unexpected(value.error());
    if (!value->is_object())
        return tl::unexpected(notAsDescribed(report, u"the answer is no object"_s));
    return std::move(value->get_object());
}

QStringList textsIn(const json::object& object, const char* name) {
    QStringList texts;
    const auto* list = object.if_contains(name);
    if (!list || !list->is_array())
        return texts;
    for (const auto& element : list->get_array()) {
        if (element.is_string() && static_cast<std::size_t>(texts.size()) < actionLimit)
            texts << QString::fromUtf8(element.get_string().data(),
                                       static_cast<qsizetype>(element.get_string().size()));
    }
    return texts;
}

std::optional<bool> accessOf(const json::object& object, const char* what) {
    const auto* access = object.if_contains("access");
    if (!access || !access->is_object())
        return std::nullopt;
    return truthOf(access->get_object(), what);
}

std::vector<OutsideIdentity> identitiesIn(const json::object& object) {
    std::vector<OutsideIdentity> identities;
    const auto* list = object.if_contains("federatedIdentities");
    if (!list || !list->is_array())
        return identities;
    for (const auto& element : list->get_array()) {
        if (element.is_object() && identities.size() < identityLimit)
            identities.push_back(
                {textOf(element.get_object(), "identityProvider"), textOf(element.get_object(), "userName")});
    }
    return identities;
}

Result<KeycloakUser> userOf(const json::object& object, const http::CallReport& report) {
    const QByteArray username = textOf(object, "username").toUtf8();
    const QByteArray email = textOf(object, "email").toUtf8();
    const QByteArray first = textOf(object, "firstName").toUtf8();
    const QByteArray last = textOf(object, "lastName").toUtf8();
    const UserId id = UserId::fromString(textOf(object, "id"));
    const auto* enabled = object.if_contains("enabled");
    if (id.isEmpty() || username.isEmpty() || !enabled || !enabled->is_bool())
        return tl::unexpected(notAsDescribed(report, u"`id`, `username` or `enabled` is missing"_s));
    KeycloakUser read{User(id, {username, email, first, last}), accessOf(object, "manage"),
                      accessOf(object, "mapRoles")};
    read.user.status = enabled->get_bool() ? UserStatus::Active : UserStatus::Inactive;
    read.user.emailVerified = truthOf(object, "emailVerified");
    read.user.created = momentOf(object, "createdTimestamp");
    read.user.requiredActions = textsIn(object, "requiredActions");
    if (const auto* code = object.if_contains("totp"); code && code->is_bool())
        read.hasOneTimeCode = code->get_bool();
    read.identities = identitiesIn(object);
    return read;
}

UserSession sessionOf(const json::object& object) {
    UserSession session;
    session.id = textOf(object, "id");
    session.address = textOf(object, "ipAddress");
    session.started = momentOf(object, "start");
    session.lastAccess = momentOf(object, "lastAccess");
    const auto* clients = object.if_contains("clients");
    if (clients && clients->is_object()) {
        for (const auto& client : clients->get_object())
            session.clients << textOf(clients->get_object(), std::string(client.key()).c_str());
    }
    session.clients.removeAll(QString());
    return session;
}

Role roleOf(const json::object& object) {
    return {textOf(object, "id"), textOf(object, "name"), truthOf(object, "composite")};
}

} // namespace

Result<KeycloakUser> readKeycloakUser(QByteArrayView body, const http::CallReport& report) {
    const auto object = objectIn(body, report);
    return object ? userOf(*object, report) : tl::unexpected(object.error());
}

Result<std::optional<KeycloakUser>> readFirstUser(QByteArrayView body, const http::CallReport& report) {
    const auto list = listIn(body, report);
    if (!list)
        return tl::unexpected(list.error());
    if (list->empty())
        return std::optional<KeycloakUser>();
    if (!list->front().is_object())
        return tl::unexpected(notAsDescribed(report, u"the person is no object"_s));
    const auto user = userOf(list->front().get_object(), report);
    if (!user)
        return tl::unexpected(user.error());
    return std::optional(*user);
}

Result<std::vector<UserSession>> readSessions(QByteArrayView body, const http::CallReport& report) {
    const auto list = listIn(body, report);
    if (!list)
        return tl::unexpected(list.error());
    std::vector<UserSession> sessions;
    for (const auto& element : *list) {
        if (element.is_object())
            sessions.push_back(sessionOf(element.get_object()));
    }
    return sessions;
}

Result<std::vector<Role>> readRoles(QByteArrayView body, const http::CallReport& report) {
    const auto list = listIn(body, report);
    if (!list)
        return tl::unexpected(list.error());
    std::vector<Role> roles;
    for (const auto& element : *list) {
        if (element.is_object())
            roles.push_back(roleOf(element.get_object()));
    }
    return roles;
}

Result<QStringList> readClientRoles(QByteArrayView body, const http::CallReport& report) {
    const auto object = objectIn(body, report);
    if (!object)
        return tl::unexpected(object.error());
    QStringList names;
    const auto* clients = object->if_contains("clientMappings"); // absent where there are none
    if (!clients || !clients->is_object())
        return names;
    for (const auto& client : clients->get_object()) {
        const auto* given = client.value().is_object() ? client.value().get_object().if_contains("mappings") : nullptr;
        if (!given || !given->is_array())
            continue;
        const QString name = QString::fromUtf8(client.key().data(), static_cast<qsizetype>(client.key().size()));
        for (const auto& role : given->get_array()) {
            if (role.is_object() && names.size() < clientRoleLimit)
                names << name + u": "_s + roleOf(role.get_object()).name;
        }
    }
    return names;
}

Result<Role> readRole(QByteArrayView body, const http::CallReport& report) {
    const auto object = objectIn(body, report);
    if (!object)
        return tl::unexpected(object.error());
    const Role role = roleOf(*object);
    if (role.id.isEmpty() || role.name.isEmpty())
        return tl::unexpected(notAsDescribed(report, u"`id` or `name` of the role is missing"_s));
    return role;
}

Result<LockState> readLockState(QByteArrayView body, const http::CallReport& report) {
    const auto object = objectIn(body, report);
    if (!object)
        return tl::unexpected(object.error());
    LockState lock;
    lock.isLocked = truthOf(*object, "disabled");
    lock.failures = static_cast<int>(std::min<qint64>(numberOf(*object, "numFailures"), 1'000'000));
    lock.lastAddress = textOf(*object, "lastIPFailure");
    lock.lastFailure = momentOf(*object, "lastFailure");
    const qint64 until = numberOf(*object, "failedLoginNotBefore"); // seconds since 1970
    lock.isPermanent = lock.isLocked && until == std::numeric_limits<qint64>::max();
    constexpr qint64 yearTenThousand = 253'402'300'800;
    if (until > 0 && until < yearTenThousand)
        lock.endsAt = Moment::at(until * 1000);
    return lock;
}

Result<std::optional<QString>> readClientId(QByteArrayView body, const QString& client,
                                            const http::CallReport& report) {
    const auto list = listIn(body, report);
    if (!list)
        return tl::unexpected(list.error());
    for (const auto& element : *list) {
        if (element.is_object() && textOf(element.get_object(), "clientId") == client)
            return std::optional(textOf(element.get_object(), "id"));
    }
    return std::optional<QString>();
}

} // namespace wallaroo::api
