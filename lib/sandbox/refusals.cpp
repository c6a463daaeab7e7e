#include "sandbox/refusals.h"

#include "sandbox/clients.h"
#include "sandbox/mlops.h"

#include <array>
#include <charconv>

namespace wallaroo::sandbox {

namespace {

bool isNumber(const std::string& text, int low, int high, int& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number >= low && number <= high;
}

// A star stands for any text.
bool fits(std::string_view wanted, std::string_view path) {
    const std::size_t star = wanted.find('*');
    if (star == std::string_view::npos)
        return wanted == path;
    if (path.substr(0, star) != wanted.substr(0, star))
        return false;
    const std::string_view rest = wanted.substr(star + 1);
    for (std::size_t at = star; at <= path.size(); ++at) {
        if (fits(rest, path.substr(at)))
            return true;
    }
    return false;
}

bool names(const std::string& wanted, const std::string& path) {
    constexpr std::array<std::string_view, 3> kBases{"", "/v1/api/", "/auth/admin/realms/master/"};
    for (const std::string_view base : kBases) {
        if (path.compare(0, base.size(), base) == 0 && fits(wanted, std::string_view(path).substr(base.size())))
            return true;
    }
    return false;
}

} // namespace

std::string Refusals::add(const std::string& rule) {
    const std::size_t equals = rule.find('=');
    const std::size_t colon = rule.find(':', equals == std::string::npos ? 0 : equals);
    Rule made;
    if (equals == 0 || equals == std::string::npos
        || !isNumber(rule.substr(equals + 1, colon == std::string::npos ? colon : colon - equals - 1), 400, 599,
                     made.status))
        return "not of the form CALL=STATUS[:TEXT] with a status from 400 to 599: " + rule;
    made.call = rule.substr(0, equals);
    if (const std::size_t hash = made.call.find('#'); hash != std::string::npos) {
        if (!isNumber(made.call.substr(hash + 1), 1, 1000000, made.left))
            return "no number after the # of " + rule;
        made.call.resize(hash);
    }
    made.text = colon == std::string::npos ? "refused as asked for" : rule.substr(colon + 1);
    const std::lock_guard held(m_mutex);
    m_rules.push_back(std::move(made));
    return {};
}

std::optional<Reply> Refusals::refusal(const Call& call) {
    const std::lock_guard held(m_mutex);
    for (Rule& rule : m_rules) {
        if (rule.left == 0 || !names(rule.call, call.path))
            continue;
        if (rule.left > 0)
            --rule.left;
        const bool isApi = call.path.rfind("/v1/", 0) == 0;
        Reply reply = isApi ? apiError(rule.status, rule.text) : oauthError(rule.status, rule.text);
        if (rule.status == 429 || rule.status == 503)
            reply.headers.emplace_back("Retry-After", "1");
        return reply;
    }
    return std::nullopt;
}

} // namespace wallaroo::sandbox
