#pragma once

#include "sandbox/randomness.h"
#include "sandbox/workspaces.h"

#include <cstdint>
#include <string>
#include <vector>

namespace wallaroo::sandbox {

/// Somebody who may have made a workspace.
struct Creator {
    std::string id;
    std::string email; ///< may be empty
    bool enabled = true;
};

/// Makes this many workspaces: default ones of people, projects, archived ones, one name used twice, and among the
/// first ones those an administrator has to look after: one owner alone, no active owner, nobody; `today` in ms.
void seedWorkspaces(Workspaces& workspaces, const std::vector<Creator>& creators, int count, SeededRandom& random,
                    std::int64_t today);

} // namespace wallaroo::sandbox
