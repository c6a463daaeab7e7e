#pragma once

#include "sandbox/users.h"

#include <string>

namespace wallaroo::sandbox {

/// Which of the two shapes of a user object: answers to a list carry realmRoles (of administrators) and lastLogin,
/// answers by id carry federatedIdentities instead and a lastLogin of null.
enum class UserShape { Listed, ById };

/// Appends a user as `users/query` shows it to a caller; `access` says what the caller may do with this user.
/// Written by hand: 100,000 of them are the largest answer there is.
void appendUser(std::string& out, const User& user, UserShape shape, bool callerIsAdmin);

} // namespace wallaroo::sandbox
