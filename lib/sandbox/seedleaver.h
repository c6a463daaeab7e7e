#pragma once

#include "sandbox/sessions.h"
#include "sandbox/users.h"
#include "sandbox/workspaces.h"

#include <string>

namespace wallaroo::sandbox {

/// Whom the scenario "leaver" is about; one of the printed accounts.
inline constexpr const char* kLeaver = "dana.whitfield@example.com";

/// What she left behind: three more accounts that are or may be hers and one that is somebody else's, workspaces she
/// owns alone, with others or not at all, and sessions that live. `client` is the one with a secret, `today` in ms.
void seedLeaver(Users& users, Workspaces& workspaces, Sessions& sessions, const std::string& client,
                std::int64_t today);

} // namespace wallaroo::sandbox
