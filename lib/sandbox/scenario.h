#pragma once

#include <string>
#include <vector>

namespace wallaroo::sandbox {

/// A way to set the instance up for a lesson or a test.
enum class Scenario { None, Enterprise, Leaver, PartialView, ShortTokens, OwnCa, RateLimited };

/// The words of --scenario.
std::vector<std::string> scenarioWords();
/// None for any other word.
Scenario scenarioOf(const std::string& word);
/// What each is, a line each, for --help.
std::string scenarioHelp();

} // namespace wallaroo::sandbox
