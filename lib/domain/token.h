#pragma once

#include "base/clock.h"
#include "base/secret.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace wallaroo {

/// An OpenID Connect client of the realm: `api-client` with its secret, or a public one without.
struct Client {
    QString id;
    Secret secret; ///< empty for a public client
};

/// What the token endpoint gave (RFC 6749 §5.1), numbers clamped to 0…30 days.
struct TokenAnswer {
    Secret accessToken;
    Secret refreshToken;           ///< empty when none came: keep the old one (RFC 6749 §6)
    qint64 expiresInMs = 60'000;   ///< 60 s is assumed where the answer does not say
    qint64 refreshExpiresInMs = 0; ///< 0: absent, or an offline token without an end
    bool fromKeychain = false;     ///< not just issued: another process of this user got it
};

/// What a device sign-in begins with (RFC 8628 §3.2), numbers clamped.
struct DeviceAnswer {
    Secret deviceCode;
    QString userCode;  ///< for a person to type, as sent
    QUrl page;         ///< where to type it
    QUrl completePage; ///< the same with the code in it; empty where none came
    qint64 expiresInMs = 600'000;
    qint64 intervalMs = 5'000; ///< between two questions whether it was approved
};

/// An access token in use.
struct Token {
    Secret value;
    qint64 lifetimeMs = 0;
    Deadline end;
};

} // namespace wallaroo
