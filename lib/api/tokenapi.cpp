#include "api/tokenapi.h"

#include "api/keycloakerrors.h"
#include "api/tokenreaders.h"
#include "http/form.h"
#include "http/headers.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::api {
namespace {

constexpr qint64 answerLimit = 256 * 1024; // rule 7

Secret joined(const Secret& first, const Secret& second) {
    QByteArray both;
    both.reserve(first.size() + 1 + second.size());
    both.append(first.reveal()).append('&').append(second.reveal());
    return Secret::taking(both);
}

Secret withScope(const Secret& fields, Scope scope) {
    if (scope == Scope::Session)
        return fields;
    const Secret offline = http::formBody({{"scope", Secret("offline_access")}});
    return fields.isEmpty() ? offline : joined(fields, offline);
}

/// A form with the client's identity added the way that every Keycloak reads alike (rule 23): a header where no byte
/// needs encoding, because older ones do not decode it and newer ones do; else in the form, which all decode.
http::Request formRequest(const QString& name, const QUrl& url, const Client& client, const Secret& fields) {
    http::Request request;
    request.name = name;
    request.url = url;
    request.contentType = QByteArrayLiteral("application/x-www-form-urlencoded");
    request.totalTimeout = std::chrono::seconds(30);
    request.maxBytes = answerLimit;
    const QByteArray id = client.id.toUtf8();
    const auto withFields = [&fields](const Secret& identity) {
        return fields.isEmpty() ? identity : joined(fields, identity);
    };
    if (client.secret.isEmpty()) {
        request.body = withFields(http::formBody({{"client_id", Secret(id)}}));
    } else if (http::isUnreserved(id) && http::isUnreserved(client.secret.reveal())) {
        request.authorization = http::basicAuthorization(id, client.secret);
        request.body = fields;
    } else {
        request.body = withFields(http::formBody({{"client_id", Secret(id)}, {"client_secret", client.secret}}));
    }
    return request;
}

http::CallReport reportOf(http::CallReport report, const http::Response& response) {
    report.status = response.status;
    report.contentType = response.contentType;
    report.requestId = response.requestId;
    report.bytes = response.bytes;
    report.elapsedMs = response.elapsedMs;
    report.requestsSent = response.requestsSent;
    return report;
}

KeycloakNames namesOf(const Instance& instance, const QString& client = {}, const QString& user = {}) {
    return {client, user, instance.authBase, instance.accountConsole()};
}

/// The reader's result, or a named error; pages are recognised by their type (fault matrix, rows 35 and 36).
template <typename Read>
auto readAnswer(Result<http::Response>& response, const http::CallReport& sent, const Read& read)
    -> decltype(read(QByteArrayView(), sent)) {
    if (!response)
        return tl::unexpected(response.error());
    const http::CallReport report = reportOf(sent, *response);
    if (http::isWebPage(response->contentType))
        return tl::unexpected(http::callError(ErrorKind::WebPage, report));
    const Secret body = Secret::taking(response->body); // wipes the transport's copy
    return read(body.reveal(), report);
}

/// Callbacks are queued, also when there is nothing to send.
template <typename Done>
http::Handle nothingToSend(QObject* context, Done done) {
    Error error;
    error.kind = ErrorKind::SignInNeeded;
    error.sentence = QCoreApplication::translate("wallaroo::TokenApi", "There is no session.");
    error.advice = QCoreApplication::translate("wallaroo::TokenApi", "Sign in first.");
    QMetaObject::invokeMethod(
        context, [done = std::move(done), error] { done(tl::unexpected(error)); }, Qt::QueuedConnection);
    return {};
}

} // namespace

TokenApi::TokenApi(http::Sender& sender, Instance instance)
    : m_sender(&sender),
      m_instance(std::move(instance)),
      m_endpoints(Endpoints::documented(m_instance)) {
}

http::Handle TokenApi::ask(KeycloakCall call, http::Request request, const KeycloakNames& names, QObject* context,
                           TokenDone done) {
    const http::CallReport sent = http::reportOf(request);
    auto answered = [=, done = std::move(done)](Result<http::Response> response) {
        auto token = readAnswer(response, sent, readTokenAnswer);
        if (!token)
            return done(tl::unexpected(explainedByKeycloak(token.error(), call, names)));
        done(std::move(token));
    };
    return m_sender->send(std::move(request), context, std::move(answered));
}

http::Handle TokenApi::password(const Client& client, const PasswordGrant& grant, QObject* context, TokenDone done) {
    Secret fields = http::formBody({{"grant_type", Secret("password")},
                                    {"username", Secret(grant.username.toUtf8())},
                                    {"password", grant.password}});
    if (!grant.oneTimeCode.isEmpty()) // old and new Keycloak read `totp`; newer ones also `otp`
        fields = joined(fields, http::formBody({{"totp", grant.oneTimeCode}}));
    return ask(KeycloakCall::Password,
               formRequest(u"token (password)"_s, m_endpoints.token, client, withScope(fields, grant.scope)),
               namesOf(m_instance, client.id, grant.username), context, std::move(done));
}

http::Handle TokenApi::startDevice(const Client& client, Scope scope, QObject* context, DeviceDone done) {
    const auto call = client.secret.isEmpty() ? KeycloakCall::PublicDevice : KeycloakCall::Device;
    http::Request request = formRequest(u"device sign-in"_s, m_endpoints.device, client, withScope({}, scope));
    const http::CallReport sent = http::reportOf(request);
    auto answered = [sent, call, instance = m_instance, names = namesOf(m_instance, client.id),
                     done = std::move(done)](Result<http::Response> response) {
        const auto read = [&instance](QByteArrayView json, const http::CallReport& report) {
            return readDeviceAnswer(json, instance, report);
        };
        auto device = readAnswer(response, sent, read);
        if (!device)
            return done(tl::unexpected(explainedByKeycloak(device.error(), call, names)));
        done(std::move(device));
    };
    return m_sender->send(std::move(request), context, std::move(answered));
}

http::Handle TokenApi::pollDevice(const Client& client, const Secret& deviceCode, QObject* context, TokenDone done) {
    const Secret fields = http::formBody(
        {{"grant_type", Secret("urn:ietf:params:oauth:grant-type:device_code")}, {"device_code", deviceCode}});
    return ask(KeycloakCall::DevicePoll, formRequest(u"token (device)"_s, m_endpoints.token, client, fields),
               namesOf(m_instance, client.id), context, std::move(done));
}

http::Handle TokenApi::refresh(const Client& client, const Secret& refreshToken, QObject* context, TokenDone done) {
    if (refreshToken.isEmpty())
        return nothingToSend(context, std::move(done));
    const Secret fields = http::formBody({{"grant_type", Secret("refresh_token")}, {"refresh_token", refreshToken}});
    return ask(KeycloakCall::Refresh, formRequest(u"token (refresh)"_s, m_endpoints.token, client, fields),
               namesOf(m_instance, client.id), context, std::move(done));
}

http::Handle TokenApi::clientCredentials(const Client& client, QObject* context, TokenDone done) {
    const Secret fields = http::formBody({{"grant_type", Secret("client_credentials")}});
    return ask(KeycloakCall::ClientCredentials,
               formRequest(u"token (client credentials)"_s, m_endpoints.token, client, fields),
               namesOf(m_instance, client.id), context, std::move(done));
}

http::Handle TokenApi::logout(const Client& client, const Secret& refreshToken, QObject* context, EndDone done) {
    return end(KeycloakCall::Logout, u"logout"_s, m_endpoints.logout, "refresh_token", client, refreshToken, context,
               std::move(done));
}

http::Handle TokenApi::revoke(const Client& client, const Secret& refreshToken, QObject* context, EndDone done) {
    return end(KeycloakCall::Revoke, u"revoke"_s, m_endpoints.revocation, "token", client, refreshToken, context,
               std::move(done));
}

http::Handle TokenApi::end(KeycloakCall call, const QString& name, const QUrl& url, QByteArrayView field,
                           const Client& client, const Secret& refreshToken, QObject* context, EndDone done) {
    if (refreshToken.isEmpty()) // Keycloak would answer 200 and end nothing
        return nothingToSend(context, std::move(done));
    http::Request request = formRequest(name, url, client, http::formBody({{field, refreshToken}}));
    const http::CallReport sent = http::reportOf(request);
    auto answered = [sent, call, names = namesOf(m_instance, client.id),
                     done = std::move(done)](Result<http::Response> response) {
        if (!response && response.error().serverCode == "invalid_grant"_L1)
            return done({}); // the session was gone already
        const auto ended =
            readAnswer(response, sent, [](QByteArrayView, const http::CallReport&) { return Result<void>(); });
        if (!ended)
            return done(tl::unexpected(explainedByKeycloak(ended.error(), call, names)));
        done({});
    };
    return m_sender->send(std::move(request), context, std::move(answered));
}

http::Handle TokenApi::discovery(QObject* context, std::function<void(Result<Discovery>)> done) {
    http::Request request;
    request.name = u"discovery"_s;
    request.method = http::Method::Get;
    request.url = m_instance.discovery();
    request.effect = http::Effect::Reads;
    request.contentType.clear();
    request.totalTimeout = std::chrono::seconds(30);
    request.maxBytes = answerLimit;
    const http::CallReport sent = http::reportOf(request);
    auto answered = [sent, instance = m_instance, done = std::move(done)](Result<http::Response> response) {
        const auto read = [&instance](QByteArrayView json, const http::CallReport& report) {
            return readDiscovery(json, instance, report);
        };
        auto discovery = readAnswer(response, sent, read);
        if (!discovery)
            return done(
                tl::unexpected(explainedByKeycloak(discovery.error(), KeycloakCall::Discovery, namesOf(instance))));
        done(std::move(discovery));
    };
    return m_sender->send(std::move(request), context, std::move(answered));
}

} // namespace wallaroo::api
