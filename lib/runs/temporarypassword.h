#pragma once

#include "base/secret.h"

namespace wallaroo::runs {

/// A password to be told to a person once: 20 signs from the system's generator, without those that are mistaken for
/// each other (0 O, 1 l I), in groups of four, with capitals, small letters, digits and hyphens, so that the usual
/// rules are met. 90 bits.
[[nodiscard]] Secret makeTemporaryPassword();

} // namespace wallaroo::runs
