#pragma once

#include "base/error.h"

#include <QString>
#include <QUrl>

namespace wallaroo {

/// Where an instance answers: the two base addresses of a profile (reference §1.1). Scheme, host and port without a trailing
/// slash; the authentication base ends in /auth.
struct Instance {
    QUrl apiBase;  ///< https://wallaroo.example.com: calls go to {apiBase}/v1/api/...
    QUrl authBase; ///< https://wallaroo.example.com/auth: realms below it

    friend bool operator==(const Instance&, const Instance&) = default;

    [[nodiscard]] bool isValid() const { return apiBase.isValid() && !apiBase.isEmpty(); }
    /// host[:port] of the API, for titles.
    [[nodiscard]] QString label() const;

    /// From what a person types or pastes: a host, an address, or the address of any page of the instance (its path, query and
    /// fragment are dropped). Also the older layout: a host `{prefix}api.{suffix}` or `{prefix}keycloak.{suffix}` gives both hosts.
    /// Plain http only to loopback; user info, other schemes, spaces, empty host: BadInput with a sentence that says why.
    [[nodiscard]] static Result<Instance> fromTyped(const QString& text);
    /// From the two fields under the fold. An authentication address without /auth gets it.
    [[nodiscard]] static Result<Instance> fromAddresses(const QString& api, const QString& auth);

    /// {authBase}/realms/master/protocol/openid-connect/{name}: token, logout, ...
    [[nodiscard]] QUrl openIdConnect(const QString& name) const;
    [[nodiscard]] QUrl discovery() const;
    /// {apiBase}/v1/api/{path}
    [[nodiscard]] QUrl api(const QString& path) const;
    /// Keycloak's client list: the address for Keycloak 23 and newer (keycloak/keycloak#26991) and the guide's older one.
    [[nodiscard]] QUrl clientsConsole() const;
    [[nodiscard]] QUrl clientsConsoleBefore23() const;
};

} // namespace wallaroo
