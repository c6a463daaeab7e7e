#pragma once

#include <QStringList>

namespace wallaroo {

/// What somebody may do by their roles in Keycloak, in words a person can act on, a line each and the widest first:
/// "master-realm: view-users – may list users". Without what everybody has and opens nothing here; an administrator's
/// many rights are one line, and roles that no words are known for stand together in the last. Of a client's role the
/// form is "client: role".
[[nodiscard]] QStringList roleLines(const QStringList& realmRoles, const QStringList& clientRoles);

} // namespace wallaroo
