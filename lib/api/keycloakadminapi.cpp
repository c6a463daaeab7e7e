#include "api/keycloakadminapi.h"

#include "api/keycloakreaders.h"
#include "api/listcall.h"
#include "api/secretjson.h"
#include "api/userreader.h"
#include "http/headers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::api {
namespace {

Secret bodyOf(const QJsonObject& object) {
    QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return Secret::taking(json);
}

Secret bodyOf(const Role& role) {
    const QJsonObject one{{u"id"_s, role.id}, {u"name"_s, role.name}};
    QByteArray json = QJsonDocument(QJsonArray{one}).toJson(QJsonDocument::Compact);
    return Secret::taking(json);
}

QJsonObject bodyOf(const UserChange& change) {
    QJsonObject body;
    if (change.firstName)
        body[u"firstName"_s] = *change.firstName;
    if (change.lastName)
        body[u"lastName"_s] = *change.lastName;
    if (change.email)
        body[u"email"_s] = *change.email;
    if (change.enabled)
        body[u"enabled"_s] = *change.enabled;
    if (change.requiredActions)
        body[u"requiredActions"_s] = QJsonArray::fromStringList(*change.requiredActions);
    return body;
}

Secret bodyOf(const NewUser& person) {
    QJsonObject body{{u"username"_s, person.username}, {u"enabled"_s, true}};
    const auto add = [&body](const QString& name, const QString& text) {
        if (!text.isEmpty())
            body[name] = text;
    };
    add(u"email"_s, person.email);
    add(u"firstName"_s, person.firstName);
    add(u"lastName"_s, person.lastName);
    if (person.temporaryPassword.isEmpty())
        return bodyOf(body);
    // by hand around the one secret, which stands in a list of objects
    const Secret credential =
        withSecret({{u"type"_s, u"password"_s}, {u"temporary"_s, true}}, "value", person.temporaryPassword);
    QByteArray json = QJsonDocument(body).toJson(QJsonDocument::Compact);
    json.reserve(json.size() + credential.size() + 32);
    json.chop(1);
    json.append(",\"credentials\":[").append(credential.reveal()).append("]}");
    return Secret::taking(json);
}

/// Percent-encoded whole: '+' and '&' are letters of an address here.
void add(QUrl& url, const QString& name, const QString& value) {
    QUrlQuery query(url);
    query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    url.setQuery(query);
}

/// An id from the server as one segment of a path.
QString segment(const QString& text) {
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

QString users(const UserId& id, const QString& rest = {}) {
    return u"users/"_s + segment(id.toString()) + rest;
}

Result<KeycloakAdminApi::Created> readCreated(const http::Response& response) {
    const qsizetype slash = response.location.lastIndexOf('/');
    return KeycloakAdminApi::Created{UserId::fromUtf8(response.location.mid(slash + 1)), receiptOf(response)};
}

} // namespace

KeycloakAdminApi::KeycloakAdminApi(http::Sender& sender, Instance instance)
    : m_sender(&sender),
      m_instance(std::move(instance)) {
}

QUrl KeycloakAdminApi::address(const QString& path) const {
    QUrl url = m_instance.authBase;
    url.setPath(url.path() + "/admin/realms/master/"_L1 + path, QUrl::TolerantMode);
    return url;
}

template <typename T, typename Read>
http::Handle KeycloakAdminApi::get(const QString& name, const QUrl& url, http::Lane lane, QObject* context, Read read,
                                   Told<T> done) {
    http::Request request = changeRequest(name, url, Secret(), lane);
    request.method = http::Method::Get;
    request.effect = http::Effect::Reads;
    request.contentType.clear();
    const http::CallReport sent = http::reportOf(request);
    auto answered = [sent, read = std::move(read), done = std::move(done)](const Result<http::Response>& response) {
        if (!response)
            return done(tl::unexpected(explainedByAdmin(response.error())));
        const http::CallReport report = reportOf(sent, *response);
        if (http::isWebPage(response->contentType))
            return done(tl::unexpected(http::callError(ErrorKind::WebPage, report)));
        done(read(response->body, report));
    };
    return m_sender->send(std::move(request), context, std::move(answered));
}

http::Handle KeycloakAdminApi::page(const QString& name, const QUrl& url, QObject* context, Rows onRows,
                                    Told<ListSummary> onDone) {
    http::Request request = listRequest(name, url);
    request.method = http::Method::Get;
    request.contentType.clear();
    request.body = Secret();
    auto sink = std::make_shared<ListSink<KeycloakUserReader>>(request, std::move(onRows));
    auto answered = [sink, onDone = std::move(onDone)](const Result<http::Response>& response) {
        if (!response)
            return onDone(tl::unexpected(explainedByAdmin(response.error())));
        onDone(sink->summary(*response));
    };
    return m_sender->stream(std::move(request), sink, context, std::move(answered));
}

http::Handle KeycloakAdminApi::list(const UsersPage& wanted, QObject* context, Rows onRows, Told<ListSummary> onDone) {
    QUrl url = address(u"users"_s);
    add(url, u"briefRepresentation"_s, u"true"_s);
    add(url, u"first"_s, QString::number(wanted.first));
    add(url, u"max"_s, QString::number(wanted.most));
    if (!wanted.search.isEmpty())
        add(url, u"search"_s, wanted.search);
    if (wanted.enabled)
        add(url, u"enabled"_s, *wanted.enabled ? u"true"_s : u"false"_s);
    return page(u"admin users"_s, url, context, std::move(onRows), std::move(onDone));
}

http::Handle KeycloakAdminApi::adminMembers(int first, int most, QObject* context, Rows onRows,
                                            Told<ListSummary> onDone) {
    QUrl url = address(u"roles/admin/users"_s);
    add(url, u"briefRepresentation"_s, u"true"_s);
    add(url, u"first"_s, QString::number(first));
    add(url, u"max"_s, QString::number(most));
    return page(u"admin role members"_s, url, context, std::move(onRows), std::move(onDone));
}

http::Handle KeycloakAdminApi::byUsername(const QString& username, QObject* context,
                                          Told<std::optional<KeycloakUser>> done) {
    QUrl url = address(u"users"_s);
    add(url, u"username"_s, username);
    add(url, u"exact"_s, u"true"_s);
    add(url, u"max"_s, u"1"_s);
    return get<std::optional<KeycloakUser>>(u"admin user by name"_s, url, http::Lane::Interactive, context,
                                            readFirstUser, std::move(done));
}

http::Handle KeycloakAdminApi::one(const UserId& id, http::Lane lane, QObject* context, Told<KeycloakUser> done) {
    return get<KeycloakUser>(u"admin user"_s, address(users(id)), lane, context, readKeycloakUser, std::move(done));
}

http::Handle KeycloakAdminApi::change(const QString& name, http::Method method, const QUrl& url, Secret body,
                                      http::Lane lane, QObject* context, ReceiptDone done) {
    http::Request request = changeRequest(name, url, std::move(body), lane);
    request.method = method;
    if (request.body.isEmpty())
        request.contentType.clear();
    return sendForReceipt(*m_sender, std::move(request), context, explainedByAdmin, std::move(done));
}

http::Handle KeycloakAdminApi::update(const UserId& id, const UserChange& wanted, http::Lane lane, QObject* context,
                                      ReceiptDone done) {
    Q_ASSERT(!wanted.isEmpty());
    return change(u"admin change user"_s, http::Method::Put, address(users(id)), bodyOf(bodyOf(wanted)), lane, context,
                  std::move(done));
}

http::Handle KeycloakAdminApi::create(const NewUser& person, http::Lane lane, QObject* context, Told<Created> done) {
    http::Request request = changeRequest(u"admin create user"_s, address(u"users"_s), bodyOf(person), lane);
    auto answered = [done = std::move(done)](const Result<http::Response>& response) {
        if (!response)
            return done(tl::unexpected(explainedByAdmin(response.error())));
        done(readCreated(*response));
    };
    return m_sender->send(std::move(request), context, std::move(answered));
}

http::Handle KeycloakAdminApi::remove(const UserId& id, http::Lane lane, QObject* context, ReceiptDone done) {
    return change(u"admin delete user"_s, http::Method::Delete, address(users(id)), Secret(), lane, context,
                  std::move(done));
}

http::Handle KeycloakAdminApi::resetPassword(const UserId& id, const Secret& password, bool temporary, http::Lane lane,
                                             QObject* context, ReceiptDone done) {
    Secret body = withSecret({{u"type"_s, u"password"_s}, {u"temporary"_s, temporary}}, "value", password);
    return change(u"admin reset password"_s, http::Method::Put, address(users(id, u"/reset-password"_s)),
                  std::move(body), lane, context, std::move(done));
}

http::Handle KeycloakAdminApi::sessions(const UserId& id, http::Lane lane, QObject* context,
                                        Told<std::vector<UserSession>> done) {
    return get<std::vector<UserSession>>(u"admin sessions"_s, address(users(id, u"/sessions"_s)), lane, context,
                                         readSessions, std::move(done));
}

http::Handle KeycloakAdminApi::endSession(const QString& sessionId, http::Lane lane, QObject* context,
                                          ReceiptDone done) {
    return change(u"admin end session"_s, http::Method::Delete, address(u"sessions/"_s + segment(sessionId)), Secret(),
                  lane, context, std::move(done));
}

http::Handle KeycloakAdminApi::logOut(const UserId& id, http::Lane lane, QObject* context, ReceiptDone done) {
    return change(u"admin log out"_s, http::Method::Post, address(users(id, u"/logout"_s)), Secret(), lane, context,
                  std::move(done));
}

http::Handle KeycloakAdminApi::realmRoles(const UserId& id, bool effective, http::Lane lane, QObject* context,
                                          Told<std::vector<Role>> done) {
    const QString rest = effective ? u"/role-mappings/realm/composite"_s : u"/role-mappings/realm"_s;
    return get<std::vector<Role>>(u"admin roles of user"_s, address(users(id, rest)), lane, context, readRoles,
                                  std::move(done));
}

http::Handle KeycloakAdminApi::clientRoles(const UserId& id, http::Lane lane, QObject* context,
                                           Told<QStringList> done) {
    return get<QStringList>(u"admin mappings of user"_s, address(users(id, u"/role-mappings"_s)), lane, context,
                            readClientRoles, std::move(done));
}

http::Handle KeycloakAdminApi::role(const QString& name, http::Lane lane, QObject* context, Told<Role> done) {
    return get<Role>(u"admin role"_s, address(u"roles/"_s + segment(name)), lane, context, readRole, std::move(done));
}

http::Handle KeycloakAdminApi::giveRole(const UserId& id, const Role& role, http::Lane lane, QObject* context,
                                        ReceiptDone done) {
    return change(u"admin give role"_s, http::Method::Post, address(users(id, u"/role-mappings/realm"_s)), bodyOf(role),
                  lane, context, std::move(done));
}

http::Handle KeycloakAdminApi::takeRole(const UserId& id, const Role& role, http::Lane lane, QObject* context,
                                        ReceiptDone done) {
    return change(u"admin take role"_s, http::Method::Delete, address(users(id, u"/role-mappings/realm"_s)),
                  bodyOf(role), lane, context, std::move(done));
}

http::Handle KeycloakAdminApi::lockState(const UserId& id, http::Lane lane, QObject* context, Told<LockState> done) {
    return get<LockState>(u"admin lock state"_s,
                          address(u"attack-detection/brute-force/users/"_s + segment(id.toString())), lane, context,
                          readLockState, std::move(done));
}

http::Handle KeycloakAdminApi::clearLock(const UserId& id, http::Lane lane, QObject* context, ReceiptDone done) {
    return change(u"admin clear lock"_s, http::Method::Delete,
                  address(u"attack-detection/brute-force/users/"_s + segment(id.toString())), Secret(), lane, context,
                  std::move(done));
}

http::Handle KeycloakAdminApi::clientId(const QString& client, QObject* context, Told<std::optional<QString>> done) {
    QUrl url = address(u"clients"_s);
    add(url, u"clientId"_s, client);
    const auto read = [client](QByteArrayView json, const http::CallReport& report) {
        return readClientId(json, client, report);
    };
    return get<std::optional<QString>>(u"admin client"_s, url, http::Lane::Interactive, context, read, std::move(done));
}

} // namespace wallaroo::api
