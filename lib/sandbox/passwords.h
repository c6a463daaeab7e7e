#pragma once

#include <string>
#include <string_view>

namespace wallaroo::sandbox {

/// A salted PBKDF2 hash. Few rounds on purpose: tests sign in hundreds of times, and nothing here is real.
std::string hashedPassword(std::string_view password);
bool passwordMatches(std::string_view password, std::string_view hash);

/// Compares in a time that does not depend on where the texts differ.
bool sameSecret(std::string_view given, std::string_view expected);

} // namespace wallaroo::sandbox
