#include "sandbox/scopes.h"

#include <algorithm>
#include <array>
#include <vector>

namespace wallaroo::sandbox {

namespace {

// Clients carry these by default, and they do not show in the token's scope.
constexpr std::array<std::string_view, 4> kHidden{"acr", "basic", "roles", "web-origins"};
constexpr std::array<std::string_view, 2> kDefault{"email", "profile"};
constexpr std::array<std::string_view, 5> kOptional{"offline_access", "address", "phone", "microprofile-jwt",
                                                    "organization"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string_view> wordsOf(std::string_view scope) {
    std::vector<std::string_view> words;
    while (!scope.empty()) {
        const std::size_t end = std::min(scope.find(' '), scope.size());
        if (end > 0)
            words.push_back(scope.substr(0, end));
        scope.remove_prefix(std::min(end + 1, scope.size()));
    }
    return words;
}

} // namespace

std::optional<std::string> grantedScope(std::string_view requested) {
    bool openid = false;
    std::string granted = "email profile";
    for (const std::string_view word : wordsOf(requested)) {
        if (word == "openid")
            openid = true;
        else if (contains(kOptional, word) && !hasScope(granted, word))
            granted += " " + std::string(word);
        else if (!contains(kOptional, word) && !contains(kDefault, word) && !contains(kHidden, word))
            return std::nullopt;
    }
    return openid ? "openid " + granted : granted;
}

std::string lenientScope(std::string_view requested) {
    std::string known;
    for (const std::string_view word : wordsOf(requested)) {
        if (grantedScope(word))
            known += std::string(word) + " ";
    }
    return *grantedScope(known);
}

std::string narrowedScope(const std::string& granted, std::string_view requested) {
    std::string narrowed;
    for (const std::string_view word : wordsOf(granted)) {
        if (contains(kDefault, word) || word == "offline_access" || hasScope(requested, word))
            narrowed += (narrowed.empty() ? "" : " ") + std::string(word);
    }
    return narrowed;
}

bool hasScope(std::string_view scope, std::string_view word) {
    const auto words = wordsOf(scope);
    return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace wallaroo::sandbox
