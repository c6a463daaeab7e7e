#pragma once

#include "dialogs/consequencesheet.h"
#include "runs/plan.h"

namespace wallaroo {

/// "Add 3 members", "Change 2 roles", "Undo: …": the button of a sheet and the title of a run.
[[nodiscard]] QString membershipTitle(const runs::Plan& plan);
/// What a plan of memberships would do, in words.
[[nodiscard]] Consequences membershipSheet(const runs::Plan& plan, const QString& instance);

} // namespace wallaroo
