#pragma once

#include "base/error.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace wallaroo {

/// Where an instance answers: the two base addresses of a profile (reference §1.1). Scheme, host and port without a
/// trailing slash; the authentication base ends in /auth.
struct Instance {
    QUrl apiBase;  ///< https://wallaroo.example.com: calls go to {apiBase}/v1/api/...
    QUrl authBase; ///< https://wallaroo.example.com/auth: realms below it

    friend bool operator==(const Instance&, const Instance&) = default;

    [[nodiscard]] bool isValid() const { return apiBase.isValid() && !apiBase.isEmpty(); }

    /// Both by https. If not, this is a loopback address, which is marked "not encrypted" (rule 11).
    [[nodiscard]] bool isEncrypted() const;
    /// host[:port] of the API, for titles. International names as xn--…, as they are called: letters of other scripts
    /// can look like those of a host one trusts.
    [[nodiscard]] QString label() const;

    /// From what a person types or pastes: a host, an address, or the address of any page of the instance (its path,
    /// query and fragment are dropped). A host without a scheme gets https, on loopback too: a sandbox prints its
    /// address with http://. Plain http only to loopback literals (127.0.0.0/8, ::1, localhost); user info, other
    /// schemes, spaces, empty or malformed hosts: BadInput with a sentence that says why. Nothing is looked up.
    ///
    /// One host gives both addresses, DOMAIN and DOMAIN/auth, but for a host `{prefix.}keycloak.{suffix}` (first or
    /// second label exactly so): that is the sign-in host of the older layout, it serves no API, and the other is
    /// `{prefix.}api.{suffix}`. A host with the label `api` is taken as it is: DOMAIN may well be called
    /// api.example.com, and the password must not go to a host that nobody named (reference §1.1: never build the
    /// Keycloak URL from the API host). For that see olderLayout().
    [[nodiscard]] static Result<Instance> fromTyped(const QString& text);
    /// From the two fields under the fold. The authentication address ends in /auth, whatever was pasted.
    [[nodiscard]] static Result<Instance> fromAddresses(const QString& api, const QString& auth);

    /// For a host `{prefix.}api.{suffix}`: what the two addresses would be in the older layout. A proposal to show when
    /// no Keycloak answers at authBase, and to use only when a person agrees.
    [[nodiscard]] std::optional<Instance> olderLayout() const;

    /// {authBase}/realms/master/protocol/openid-connect/{name}: token, logout, ...
    [[nodiscard]] QUrl openIdConnect(const QString& name) const;
    [[nodiscard]] QUrl discovery() const;
    /// {apiBase}/v1/api/{path}
    [[nodiscard]] QUrl api(const QString& path) const;
    /// Where a person finishes the set-up of an account.
    [[nodiscard]] QUrl accountConsole() const;
    /// Keycloak's client list: the address that opens it on 22 and 26 (tried in a browser, tests/keycloak), and the
    /// guide's, which is of the older console and opens it on neither.
    [[nodiscard]] QUrl clientsConsole() const;
    [[nodiscard]] QUrl clientsConsoleBefore22() const;
};

} // namespace wallaroo
