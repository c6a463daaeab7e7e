#include "sandbox/usersearch.h"

#include <array>
#include <clocale>
#include <cwctype>

namespace wallaroo::sandbox {

namespace {

// A locale of our own: the process stays in "C", and towlower there knows ASCII alone.
locale_t unicodeLocale() {
    static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;
}

char32_t nextCodePoint(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at++]);
    const std::size_t more = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    char32_t code = more == 0 ? lead : lead & (0x3fU >> more);
    for (std::size_t i = 0; i < more && at < text.size(); ++i)
        code = (code << 6) | (static_cast<unsigned char>(text[at++]) & 0x3fU);
    return code;
}

void appendUtf8(std::string& out, char32_t code) {
    const auto byte = [&out](char32_t bits) { out += static_cast<char>(static_cast<unsigned char>(bits)); };
    if (code < 0x80)
        return byte(code);
    if (code < 0x800) {
        byte(0xc0 | (code >> 6));
    } else if (code < 0x10000) {
        byte(0xe0 | (code >> 12));
        byte(0x80 | ((code >> 6) & 0x3f));
    } else {
        byte(0xf0 | (code >> 18));
        byte(0x80 | ((code >> 12) & 0x3f));
        byte(0x80 | ((code >> 6) & 0x3f));
    }
    byte(0x80 | (code & 0x3f));
}

std::vector<std::string> wordsOf(const std::string& text) {
    constexpr const char* kSpaces = " \t\r\n";
    std::vector<std::string> words;
    std::size_t start = text.find_first_not_of(kSpaces);
    while (start != std::string::npos) {
        const std::size_t end = std::min(text.find_first_of(kSpaces, start), text.size());
        words.push_back(text.substr(start, end - start));
        start = text.find_first_not_of(kSpaces, end);
    }
    return words;
}

// A star stands for any text; what SQL would take for one is meant as it is.
std::string prefixPattern(const std::string& word) {
    std::string pattern;
    for (const char letter : word) {
        if (letter == '%' || letter == '_' || letter == '\\')
            pattern += '\\';
        pattern += letter == '*' ? '%' : letter;
    }
    if (pattern.empty() || word.back() != '*')
        pattern += '%';
    return pattern;
}

void also(UserFilter& filter, const std::string& condition) {
    filter.condition += (filter.condition.empty() ? "" : " AND ") + condition;
}

void addWord(UserFilter& filter, const std::string& word) {
    const bool quoted = word.size() >= 2 && word.front() == '"' && word.back() == '"';
    const std::string value = quoted ? word.substr(1, word.size() - 2) : prefixPattern(word);
    const std::string test = quoted ? " = ?" : " LIKE ? ESCAPE '\\'";
    also(filter, "(username" + test + " OR email" + test + " OR folded(firstname)" + test + " OR folded(lastname)"
                     + test + ")");
    filter.values.insert(filter.values.end(), 4, value);
}

void addIds(UserFilter& filter, const std::string& ids) {
    const auto words = wordsOf(ids);
    std::string marks;
    for (const std::string& id : words) {
        marks += marks.empty() ? "?" : ",?";
        filter.values.push_back(id);
    }
    also(filter, "id IN (" + marks + ")");
}

bool searched(UserFilter& filter, const Form& query) {
    constexpr std::string_view kById = "id:";
    const auto search = query.value("search");
    if (!search)
        return false;
    if (search->rfind(kById, 0) == 0) {
        addIds(filter, search->substr(kById.size()));
        return true;
    }
    for (const std::string& word : wordsOf(folded(*search)))
        addWord(filter, word);
    return true;
}

bool isTrue(const std::string& text) {
    return lowerCase(text) == "true";
}

void addFlag(UserFilter& filter, const Form& query, const char* parameter) {
    if (const auto value = query.value(parameter); value && !value->empty())
        also(filter, lowerCase(parameter) + (isTrue(*value) ? " = 1" : " = 0"));
}

void addFields(UserFilter& filter, const Form& query, bool exact) {
    constexpr std::array<std::pair<const char*, const char*>, 4> kFields{{{"username", "username"},
                                                                          {"email", "email"},
                                                                          {"firstName", "folded(firstname)"},
                                                                          {"lastName", "folded(lastname)"}}};
    for (const auto& [parameter, column] : kFields) {
        const auto value = query.value(parameter);
        if (!value)
            continue;
        // No escape here, measured: a percent sign in the value is a wildcard.
        also(filter, std::string(column) + (exact ? " = ?" : " LIKE ?"));
        filter.values.push_back(exact ? folded(*value) : "%" + folded(*value) + "%");
    }
    addFlag(filter, query, "enabled");
    addFlag(filter, query, "emailVerified");
    if (query.value("q").value_or("").find(':') != std::string::npos) // attributes, of which nobody has any
        also(filter, "0");
}

} // namespace

std::string folded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t code = nextCodePoint(text, at);
        appendUtf8(out, static_cast<char32_t>(towlower_l(static_cast<wint_t>(code), unicodeLocale())));
    }
    return out;
}

UserFilter listFilter(const Form& query) {
    UserFilter filter;
    if (searched(filter, query)) {
        if (query.value("search")->rfind("id:", 0) != 0)
            addFlag(filter, query, "enabled");
        return filter;
    }
    addFields(filter, query, isTrue(query.value("exact").value_or("")));
    return filter;
}

UserFilter countFilter(const Form& query) {
    UserFilter filter;
    if (!searched(filter, query))
        addFields(filter, query, false);
    return filter;
}

} // namespace wallaroo::sandbox
