#pragma once

#include "base/error.h"
#include "domain/instance.h"

#include <QStringList>

namespace wallaroo::api {

/// Where a realm answers what. All lie at the authentication address, or are not used (rule 53).
struct Endpoints {
    QUrl token;
    QUrl device; ///< where a device sign-in begins (RFC 8628)
    QUrl logout;
    QUrl revocation;
    QUrl introspection;
    QUrl userinfo;
    QUrl certs;

    friend bool operator==(const Endpoints&, const Endpoints&) = default;
    /// The paths that Keycloak documents.
    [[nodiscard]] static Endpoints documented(const Instance& instance);
};

/// What the discovery document offers (reference §2; OpenID Connect Discovery 1.0).
struct Discovery {
    QString issuer;
    QStringList grantTypes;
    bool passwordOffered = true; ///< absent grant_types_supported means: assume so
    bool clientCredentialsOffered = true;
    bool deviceOffered = true;
    bool issuerMatches = true; ///< rule 53: issuer equals {authBase}/realms/master
    /// Every address it names lies at the authentication address: a foreign one is a sign of a proxy that hides the
    /// real name, or of worse (rule 53).
    bool endpointsMatch = true;
    QStringList foreign; ///< the addresses that do not, for the details
    Endpoints endpoints; ///< those it names, the documented ones for the others
};

/// Whether a secret may be sent after this document (rule 53): ForeignEndpoints where it names an issuer or addresses
/// of somebody else. `acceptedIssuer`: one that a person has confirmed (Profile::acceptedIssuer).
[[nodiscard]] Result<void> checkDiscovery(const Discovery& discovery, const Instance& instance,
                                          const QString& acceptedIssuer = {});

} // namespace wallaroo::api
