#pragma once

#include "base/error.h"
#include "domain/instance.h"
#include "domain/token.h"
#include "http/sender.h"

namespace wallaroo::api {

/// What the discovery document offers (reference §2; OpenID Connect Discovery 1.0).
struct Discovery {
    QString issuer;
    QStringList grantTypes;
    bool passwordOffered = true; ///< absent grant_types_supported means: assume so
    bool clientCredentialsOffered = true;
    bool issuerMatches = true; ///< rule 53: issuer equals {authBase}/realms/master
    /// Its token and logout addresses lie at the authentication address. They are never called, the documented paths
    /// are: a foreign one is a sign of a proxy that hides the real name, or of worse (rule 53).
    bool endpointsMatch = true;
};

enum class KeycloakCall : unsigned;
struct KeycloakNames;

/// The realm's token endpoint. Works on the raw transport: nothing here needs a session.
/// Failures are named by Keycloak's error dictionary (reference/security-rules.md §5), decided on `error` first, then
/// on fragments of `error_description`, never on the status (400 in one version, 401 in another).
class TokenApi {
public:
    TokenApi(http::Sender& sender, Instance instance);

    using TokenDone = std::function<void(Result<TokenAnswer>)>;
    /// RFC 6749 §4.3; the one-time code goes as `totp` where given.
    http::Handle password(const Client& client, const QString& username, const Secret& password,
                          const Secret& oneTimeCode, QObject* context, TokenDone done);
    /// RFC 6749 §6. One copy on the wire: a replayed refresh token can end the session.
    http::Handle refresh(const Client& client, const Secret& refreshToken, QObject* context, TokenDone done);
    /// RFC 6749 §4.4.
    http::Handle clientCredentials(const Client& client, QObject* context, TokenDone done);
    /// Ends one session (204). `invalid_grant` counts as ended. Without refresh_token Keycloak ends nothing: never sent
    /// so.
    http::Handle logout(const Client& client, const Secret& refreshToken, QObject* context,
                        std::function<void(Result<void>)> done);
    /// No token, no credentials: proves the address and TLS.
    http::Handle discovery(QObject* context, std::function<void(Result<Discovery>)> done);

private:
    http::Handle ask(KeycloakCall call, http::Request request, const KeycloakNames& names, QObject* context,
                     TokenDone done);

    http::Sender* m_sender;
    Instance m_instance;
};

} // namespace wallaroo::api
