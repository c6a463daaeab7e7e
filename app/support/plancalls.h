#pragma once

#include "exchange/commandtexts.h"
#include "runs/plan.h"

namespace wallaroo {

/// A plan's calls as curl or Python, in the order of its rows, without what is left out. Secrets are variables.
[[nodiscard]] QString planText(exchange::Tool tool, const Instance& instance, const runs::Plan& plan);

/// The plan as it will be sent where the instance's API does not manage users: activating and deactivating go to
/// Keycloak by id. Only what is shown changes.
[[nodiscard]] runs::Plan shownByKeycloak(runs::Plan plan);

} // namespace wallaroo
