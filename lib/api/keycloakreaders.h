#pragma once

#include "base/error.h"
#include "domain/keycloak.h"
#include "http/errors.h"

#include <QByteArrayView>

#include <vector>

namespace wallaroo::api {

// Short answers of Keycloak's admin REST, read whole. Damaged or UnexpectedShape where they are not what the reference
// describes; what is missing and not needed is "not told".

[[nodiscard]] Result<KeycloakUser> readKeycloakUser(QByteArrayView json, const http::CallReport& report);
/// The first of a list of at most one; nothing when it is empty.
[[nodiscard]] Result<std::optional<KeycloakUser>> readFirstUser(QByteArrayView json, const http::CallReport& report);
[[nodiscard]] Result<std::vector<UserSession>> readSessions(QByteArrayView json, const http::CallReport& report);
[[nodiscard]] Result<std::vector<Role>> readRoles(QByteArrayView json, const http::CallReport& report);
/// Of all that somebody was given, the roles of clients, as "client: role".
[[nodiscard]] Result<QStringList> readClientRoles(QByteArrayView json, const http::CallReport& report);
[[nodiscard]] Result<Role> readRole(QByteArrayView json, const http::CallReport& report);
/// `failedLoginNotBefore` is a 64-bit number, and the largest one when the lock is for good.
[[nodiscard]] Result<LockState> readLockState(QByteArrayView json, const http::CallReport& report);
/// Of a list of clients the internal id of the one with this clientId.
[[nodiscard]] Result<std::optional<QString>> readClientId(QByteArrayView json, const QString& client,
                                                          const http::CallReport& report);

} // namespace wallaroo::api
