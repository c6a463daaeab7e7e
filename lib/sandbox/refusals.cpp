#include "sandbox/refusals.h"

#include "sandbox/clients.h"
#include "sandbox/mlops.h"

#include <algorithm>
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
    Rule made;
    if (equals == 0 || equals == std::string::npos || !readAnswer(rule.substr(equals + 1), made))
        return "not of the form CALL=STATUS[/FORM][:TEXT] with a status from 400 to 599 and one of the forms json, "
               "text "
               "and empty: "
               + rule;
    made.call = rule.substr(0, equals);
    if (const std::size_t hash = made.call.find('#'); hash != std::string::npos) {
        if (!isNumber(made.call.substr(hash + 1), 1, 1000000, made.left))
            return "no number after the # of " + rule;
        made.call.resize(hash);
    }
    const std::lock_guard held(m_mutex);
    m_rules.push_back(std::move(made));
    return {};
}

// "503", "403/text:no more seats"
bool Refusals::readAnswer(const std::string& answer, Rule& rule) {
    constexpr std::array<std::pair<std::string_view, BodyForm>, 4> kForms{
        {{"", BodyForm::Usual}, {"/json", BodyForm::Json}, {"/text", BodyForm::Text}, {"/empty", BodyForm::Empty}}};
    const std::size_t colon = answer.find(':');
    const std::string before = answer.substr(0, colon);
    const std::size_t slash = std::min(before.find('/'), before.size());
    if (colon != std::string::npos)
        rule.text = answer.substr(colon + 1);
    for (const auto& [word, form] : kForms) {
        rule.form = form;
        if (before.substr(slash) == word)
            return isNumber(before.substr(0, slash), 400, 599, rule.status);
    }
    return false;
}

Refusals::BodyForm Refusals::usualForm(const Rule& rule, bool isApi) {
    if (isApi && (rule.status == 503 || rule.status == 504))
        return BodyForm::Text;
    if (isApi && rule.status == 502 && !rule.text)
        return BodyForm::Empty;
    return BodyForm::Json;
}

Reply Refusals::replyOf(const Rule& rule, bool isApi) {
    std::string text = rule.text.value_or("refused as asked for");
    if (!rule.text && rule.status == 503 && isApi) // as Envoy says it
        text = "upstream connect error or disconnect/reset before headers. reset reason: connection termination";
    else if (!rule.text && rule.status == 504 && isApi)
        text = "upstream request timeout";
    switch (rule.form == BodyForm::Usual ? usualForm(rule, isApi) : rule.form) {
    case BodyForm::Text:
        return textReply(rule.status, text);
    case BodyForm::Empty:
        return emptyReply(rule.status);
    default:
        return isApi ? apiError(rule.status, text) : oauthError(rule.status, text);
    }
}

std::optional<Reply> Refusals::refusal(const Call& call) {
    const std::lock_guard held(m_mutex);
    for (Rule& rule : m_rules) {
        if (rule.left == 0 || !names(rule.call, call.path))
            continue;
        if (rule.left > 0)
            --rule.left;
        Reply reply = replyOf(rule, call.path.rfind("/v1/", 0) == 0);
        if (rule.status == 429 || rule.status == 503)
            reply.headers.emplace_back("Retry-After", "1");
        return reply;
    }
    return std::nullopt;
}

} // namespace wallaroo::sandbox
