#pragma once

#include "sandbox/randomness.h"

#include <string>

namespace wallaroo::sandbox {

/// A person's names in their script, and the ASCII that their address is made of.
struct PersonName {
    std::string first;
    std::string last;
    std::string ascii; ///< "mira.solano"
};

/// Somebody invented, in one of many scripts; more than half of them Latin.
PersonName inventedName(SeededRandom& random);

/// "fraud-watch", "demand-forecast", ...: what projects are called.
std::string inventedProject(SeededRandom& random);

} // namespace wallaroo::sandbox
