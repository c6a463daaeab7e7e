#include "sandbox/scenario.h"

#include <array>
#include <string_view>

namespace wallaroo::sandbox {

namespace {

struct Described {
    std::string_view word;
    Scenario scenario;
    std::string_view help;
};

constexpr std::array<Described, 6> kScenarios{{
    {"enterprise", Scenario::Enterprise,
     "the API does not manage users (invite 403, activate and deactivate 500), Keycloak does"},
    {"leaver", Scenario::Leaver,
     "Dana Whitfield has left: accounts that look alike, workspaces of which she is the only owner, live sessions"},
    {"partial-view", Scenario::PartialView,
     "the first account is no administrator: Keycloak lets it query and shows nobody, the API the people it works "
     "with"},
    {"short-tokens", Scenario::ShortTokens,
     "access tokens live 60 s, refresh tokens 30 s and for one use, a second ends the session; at most 10 minutes"},
    {"own-ca", Scenario::OwnCa,
     "https with a certificate of an authority made at start; its file is printed as \"CA: FILE\""},
    {"rate-limited", Scenario::RateLimited, "20 calls a second, then 429 with Retry-After; see --rate"},
}};

} // namespace

std::vector<std::string> scenarioWords() {
    std::vector<std::string> words;
    words.reserve(kScenarios.size());
    for (const Described& one : kScenarios)
        words.emplace_back(one.word);
    return words;
}

Scenario scenarioOf(const std::string& word) {
    for (const Described& one : kScenarios) {
        if (one.word == word)
            return one.scenario;
    }
    return Scenario::None;
}

std::string scenarioHelp() {
    std::string help = "Scenarios:\n";
    for (const Described& one : kScenarios)
        help += "  " + std::string(one.word) + ": " + std::string(one.help) + "\n";
    return help;
}

} // namespace wallaroo::sandbox
