#pragma once

#include "api/discovery.h"
#include "base/error.h"
#include "domain/instance.h"
#include "domain/token.h"
#include "http/sender.h"

namespace wallaroo::api {

enum class KeycloakCall : unsigned;
struct KeycloakNames;

/// How long the sign-in asked for lives: as long as the server's session, or offline_access (rule 50).
enum class Scope { Session, Offline };

/// What RFC 6749 §4.3 sends of a person.
struct PasswordGrant {
    QString username;
    Secret password;
    Secret oneTimeCode; ///< may be empty
    Scope scope = Scope::Session;
};

/// The realm's token endpoint. Works on the raw transport: nothing here needs a session.
/// Failures are named by Keycloak's error dictionary (reference/security-rules.md §5), decided on `error` first, then
/// on fragments of `error_description`, never on the status (400 in one version, 401 in another).
class TokenApi {
public:
    TokenApi(http::Sender& sender, Instance instance);

    /// By the documented paths until told otherwise.
    void use(const Endpoints& endpoints) { m_endpoints = endpoints; }

    using TokenDone = std::function<void(Result<TokenAnswer>)>;
    /// RFC 6749 §4.3; the one-time code goes as `totp` where given.
    http::Handle password(const Client& client, const PasswordGrant& grant, QObject* context, TokenDone done);
    /// RFC 6749 §6. One copy on the wire: a replayed refresh token can end the session.
    http::Handle refresh(const Client& client, const Secret& refreshToken, QObject* context, TokenDone done);
    /// RFC 6749 §4.4.
    http::Handle clientCredentials(const Client& client, QObject* context, TokenDone done);
    /// Ends one session (204). `invalid_grant` counts as ended. Without refresh_token Keycloak ends nothing: never sent
    /// so.
    using EndDone = std::function<void(Result<void>)>;
    http::Handle logout(const Client& client, const Secret& refreshToken, QObject* context, EndDone done);
    /// RFC 8628 §3.1: begins a device sign-in; nothing to approve yet costs nobody anything.
    using DeviceDone = std::function<void(Result<DeviceAnswer>)>;
    http::Handle startDevice(const Client& client, Scope scope, QObject* context, DeviceDone done);
    /// RFC 8628 §3.4: asks whether it was approved. `authorization_pending` and `slow_down` come as errors with that
    /// serverCode.
    http::Handle pollDevice(const Client& client, const Secret& deviceCode, QObject* context, TokenDone done);
    /// RFC 7009 for a refresh token: Keycloak ends its session and every other session of the same user with the same
    /// client (measured). What is no longer valid counts as ended.
    http::Handle revoke(const Client& client, const Secret& refreshToken, QObject* context, EndDone done);
    /// No token, no credentials: proves the address and TLS.
    http::Handle discovery(QObject* context, std::function<void(Result<Discovery>)> done);

private:
    http::Handle end(KeycloakCall call, const QString& name, const QUrl& url, QByteArrayView field,
                     const Client& client, const Secret& refreshToken, QObject* context, EndDone done);
    http::Handle ask(KeycloakCall call, http::Request request, const KeycloakNames& names, QObject* context,
                     TokenDone done);

    http::Sender* m_sender;
    Instance m_instance;
    Endpoints m_endpoints;
};

} // namespace wallaroo::api
