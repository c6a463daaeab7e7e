#pragma once

#include "pages/useracts.h"

#include <QList>
#include <QMenu>

#include <functional>

namespace wallaroo {

/// What can be done to people, as a menu tells it: "Deactivate…". With an ellipsis, for each asks before it acts.
[[nodiscard]] QString actText(UserAct act);

/// Adds these acts; each calls `chosen`. whyNot: empty where an act may be offered, else what is missing.
void addUserActs(QMenu& menu, const QList<UserAct>& acts, const std::function<QString(UserAct)>& whyNot,
                 const std::function<void(UserAct)>& chosen);

/// Whether only Keycloak's admin REST does it.
[[nodiscard]] bool needsKeycloak(UserAct act);

/// All acts in the order of a menu, the destructive ones last.
[[nodiscard]] QList<UserAct> allUserActs();

} // namespace wallaroo
