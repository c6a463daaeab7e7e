#pragma once

#include "base/error.h"

#include <QUrl>

namespace wallaroo::api {

/// What Keycloak was asked. A bit each, because a row of the dictionary may be for several.
enum class KeycloakCall : unsigned {
    Password = 1,
    Refresh = 2,
    ClientCredentials = 4,
    Logout = 8,
    Discovery = 16,
    Device = 32,       ///< the beginning of a device sign-in, with a client's secret
    PublicDevice = 64, ///< the same without one
    DevicePoll = 128,
    Revoke = 256
};

/// What the texts name. None of it secret.
struct KeycloakNames {
    QString client;
    QString user; ///< empty where no user was sent
    QUrl host;    ///< the authentication base
    QUrl account; ///< where a person finishes the set-up of an account
};

/// An error of Keycloak's endpoints in words that help (reference/security-rules.md §5): decided on `serverCode` first,
/// then on fragments of `serverText`, never on the status, which is 400 in one version and 401 in another. The server's
/// own words stay in the details. What the dictionary does not know keeps its kind; texts that speak of a change are
/// put right, because asking for a token changes nothing a person would have to look after. `field` says what of the
/// typed things it is about.
[[nodiscard]] Error explainedByKeycloak(Error error, KeycloakCall call, const KeycloakNames& names);

} // namespace wallaroo::api
