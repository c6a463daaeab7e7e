#pragma once

#include "sandbox/accounts.h"
#include "sandbox/sessions.h"
#include "sandbox/users.h"
#include "sandbox/workspaces.h"

#include <vector>

namespace wallaroo::sandbox {

/// Fills an empty state: the accounts first, then invented people, then workspaces. The same options give the same
/// data; times count back from a fixed day. Passwords and secrets are no part of it.
void seedInstance(Database& database, Users& users, Workspaces& workspaces, Sessions& sessions, const Options& options,
                  const Credentials& credentials);

/// The same around people who are there already.
void seedAround(Database& database, Users& users, Workspaces& workspaces, const Options& options);

} // namespace wallaroo::sandbox
