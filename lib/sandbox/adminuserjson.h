#pragma once

#include "sandbox/adminrest.h"

namespace wallaroo::sandbox {

/// Brief leaves out totp, requiredActions, disableableCredentialTypes and notBefore.
enum class Representation { Full, Brief };

/// Appends a user as the admin REST shows it. `enabled` is given apart: while a lock is on, a user read by id shows as
/// disabled, and as enabled in the list.
void appendRepresentation(std::string& out, const User& user, Representation shape, bool enabled);
/// The same with what the caller may do with this user.
void appendRepresentation(std::string& out, const User& user, Representation shape, bool enabled,
                          const AdminRights& rights);

} // namespace wallaroo::sandbox
