#pragma once

#include "base/secret.h"
#include "domain/instance.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <optional>

/// Calls as texts that a person takes elsewhere: to a shell, a notebook, a script.
///
/// Secrets are named as variables, so that a text may lie in a history, a wiki or a mail; "with the token inside" is a
/// function of its own. In a shell a secret goes to curl by a pipe, never as an argument, where everybody on the
/// machine could read it. What comes from a server is ASCII in these texts, escaped where it is not, so that a name
/// cannot reorder or end a line.
namespace wallaroo::exchange {

enum class Tool {
    Curl,  ///< for sh, bash and zsh; curl 7.76 or newer, jq for token requests, as in the vendor's guide
    Python ///< with requests, as in the vendor's guide; asks for a secret that the environment does not hold
};

/// One call with a bearer token.
struct ApiCall {
    QByteArray method = QByteArrayLiteral("POST");
    QUrl url;        ///< whole address
    QByteArray body; ///< JSON; empty: none is sent
    QByteArray contentType = QByteArrayLiteral("application/json");

    /// {apiBase}/v1/api/{path} with a JSON body.
    [[nodiscard]] static ApiCall mlops(const Instance& instance, const QString& path,
                                       const QByteArray& json = QByteArrayLiteral("{}"));
    /// A pipeline's inference address, with pandas records (reference, guide 13).
    [[nodiscard]] static ApiCall inference(const QUrl& pipeline, const QByteArray& records);
};

/// The call with the token in the variable TOKEN. Below the instance's API address it is written by the guide's
/// variable APIURL. No line break at its end: pasted into a shell it waits for Enter.
[[nodiscard]] QString callText(Tool tool, const Instance& instance, const ApiCall& call);
/// The same with the token in it. Nothing where the token holds a character that could mean something to a shell:
/// see isInert().
[[nodiscard]] std::optional<Secret> callTextWithToken(Tool tool, const Instance& instance, const ApiCall& call,
                                                      const Secret& token);

enum class Grant { Password, Refresh, ClientCredentials };

/// Who asks for a token: by name alone, the secrets are variables.
struct TokenRequester {
    QString clientId;
    bool hasSecret = true; ///< a public client such as sdk-client has none; client credentials need one
    QString username{};    ///< of the password grant
};

/// A request at the token address, by the guide's variables TOKENURL, CONFIDENTIAL_CLIENT, CONFIDENTIAL_CLIENT_SECRET,
/// USERNAME, PASSWORD, REFRESH; leaves TOKEN and, where one comes, REFRESH behind. The client goes in the form, which
/// every Keycloak reads alike. In the shell USERNAME is written out: zsh takes an assignment to it as a wish to become
/// that user.
[[nodiscard]] QString tokenRequestText(Tool tool, Grant grant, const Instance& instance, const TokenRequester& who);

/// Whether a token is made of RFC 6750's b64token letters alone, so that it can stand in single quotes of a shell.
[[nodiscard]] bool isInert(const Secret& token);
/// export TOKEN='…', without a line break; nothing where the token is not inert (rule 42).
[[nodiscard]] std::optional<Secret> shellExport(const Secret& token);
/// Authorization: Bearer …
[[nodiscard]] Secret authorizationHeader(const Secret& token);

/// The file that WALLAROO_SDK_CREDENTIALS names for auth_type="token": used by the SDK as it is, never refreshed
/// (reference §9.1).
[[nodiscard]] Secret sdkTokenFile(const Secret& token, const QString& userEmail, const QString& userId);

/// {authBase}/realms/master/protocol/openid-connect/token, the guide's TOKENURL.
[[nodiscard]] QString tokenAddress(const Instance& instance);
/// The guide's APIURL: without /v1/api.
[[nodiscard]] QString apiAddress(const Instance& instance);

} // namespace wallaroo::exchange
