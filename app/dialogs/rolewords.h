#pragma once

#include <QStringList>

namespace wallaroo {

/// A role of Keycloak's in words a person can act on, its own name first: "view-users of master-realm: may list users".
/// A role that is not known keeps its name. role: "admin", or "client: role" for a client's.
[[nodiscard]] QString roleWords(const QString& role);

/// Without those that everybody has and that open nothing here.
[[nodiscard]] QStringList tellingRoles(const QStringList& roles);

} // namespace wallaroo
