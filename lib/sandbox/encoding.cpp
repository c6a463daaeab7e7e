#include "sandbox/encoding.h"

#include <openssl/evp.h>

#include <algorithm>
#include <set>

namespace wallaroo::sandbox {

namespace {

int hexValue(char digit) {
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

} // namespace

std::string base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

std::string base64Url(std::string_view bytes) {
    std::string text = base64(bytes);
    text.erase(std::find(text.begin(), text.end(), '='), text.end());
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    return text;
}

std::optional<std::string> fromBase64(std::string_view text) {
    while (!text.empty() && text.back() == '=')
        text.remove_suffix(1);
    if (text.size() % 4 == 1)
        return std::nullopt;
    std::string bytes;
    unsigned int bits = 0;
    int count = 0;
    for (const char letter : text) {
        unsigned int value = 0;
        if (letter >= 'A' && letter <= 'Z')
            value = static_cast<unsigned int>(letter - 'A');
        else if (letter >= 'a' && letter <= 'z')
            value = static_cast<unsigned int>(letter - 'a') + 26;
        else if (letter >= '0' && letter <= '9')
            value = static_cast<unsigned int>(letter - '0') + 52;
        else if (letter == '+')
            value = 62;
        else if (letter == '/')
            value = 63;
        else
            return std::nullopt;
        bits = (bits << 6U) | value;
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>((bits >> static_cast<unsigned int>(count)) & 0xffU);
        }
    }
    return bytes;
}

std::optional<std::string> fromBase64Url(std::string_view text) {
    std::string plain(text);
    if (plain.find_first_of("+/") != std::string::npos)
        return std::nullopt;
    std::replace(plain.begin(), plain.end(), '-', '+');
    std::replace(plain.begin(), plain.end(), '_', '/');
    return fromBase64(plain);
}

std::optional<std::string> formDecoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            decoded += ' ';
        } else if (text[i] != '%') {
            decoded += text[i];
        } else {
            const int high = i + 2 < text.size() ? hexValue(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hexValue(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return std::nullopt;
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return decoded;
}

std::string percentEncoded(std::string_view text) {
    static constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string encoded;
    for (const char letter : text) {
        if (kPlain.find(letter) != std::string_view::npos) {
            encoded += letter;
        } else {
            encoded += '%';
            encoded += "0123456789ABCDEF"[static_cast<unsigned char>(letter) >> 4U];
            encoded += "0123456789ABCDEF"[static_cast<unsigned char>(letter) & 0x0fU];
        }
    }
    return encoded;
}

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return lower;
}

void appendJsonString(std::string& out, std::string_view text) {
    static constexpr char kDigits[] = "0123456789abcdef";
    out += '"';
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            out += '\\';
            out += letter;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += kDigits[byte >> 4U];
            out += kDigits[byte & 0x0fU];
        } else {
            out += letter;
        }
    }
    out += '"';
}

Form Form::ofBody(std::string_view body, std::string_view contentType) {
    const std::string type = lowerCase(contentType.substr(0, contentType.find(';')));
    if (type.find("application/x-www-form-urlencoded") == std::string::npos)
        return {};
    return ofQuery(body);
}

Form Form::ofQuery(std::string_view query) {
    Form form;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view field = query.substr(0, end);
        const std::size_t equals = std::min(field.find('='), field.size());
        const auto name = formDecoded(field.substr(0, equals));
        const auto value = formDecoded(equals < field.size() ? field.substr(equals + 1) : std::string_view{});
        if (name && value && !name->empty())
            form.m_fields.emplace_back(*name, *value);
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return form;
}

std::optional<std::string> Form::value(std::string_view name) const {
    for (const auto& [known, value] : m_fields) {
        if (known == name)
            return value;
    }
    return std::nullopt;
}

bool Form::hasDuplicates() const {
    std::set<std::string_view> names;
    return std::any_of(m_fields.begin(), m_fields.end(),
                       [&](const auto& field) { return !names.insert(field.first).second; });
}

} // namespace wallaroo::sandbox
