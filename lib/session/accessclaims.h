#pragma once

#include "base/secret.h"

#include <QStringList>

#include <optional>

namespace wallaroo::session {

/// What an access token says of itself, to be shown as "not verified". It decides nothing about a call (rule 28).
struct AccessClaims {
    QString sessionId;
    QString subject;
    QString username;
    QStringList realmRoles;
    QStringList clientRoles;          ///< "master-realm: view-users"
    std::optional<qint64> issuedAtMs; ///< milliseconds since 1970 UTC by the server's clock, to the second
};

/// Nothing where it is no JSON Web Token: such a token works for calls all the same. Texts are made safe to show.
[[nodiscard]] std::optional<AccessClaims> readAccessClaims(const Secret& token);

} // namespace wallaroo::session
