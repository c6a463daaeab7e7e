#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wallaroo::sandbox {

std::string base64(std::string_view bytes);
/// Without padding, as in JWTs.
std::string base64Url(std::string_view bytes);
/// Nothing when a character does not belong there or the length is impossible. Padding may be missing.
std::optional<std::string> fromBase64(std::string_view text);
std::optional<std::string> fromBase64Url(std::string_view text);

/// Undoes percent encoding, and plus as space. Nothing on a broken escape.
std::optional<std::string> formDecoded(std::string_view text);
/// Percent-encodes all but RFC 3986's unreserved characters.
std::string percentEncoded(std::string_view text);

/// ASCII only: user names and addresses are compared this way.
std::string lowerCase(std::string_view text);

/// Appends text as a JSON string with its quotes. Valid UTF-8 goes through as it is.
void appendJsonString(std::string& out, std::string_view text);

/// The fields of an `application/x-www-form-urlencoded` body, in order.
class Form {
public:
    /// A body of another content type holds no fields, as Keycloak sees it.
    static Form ofBody(std::string_view body, std::string_view contentType);
    static Form ofQuery(std::string_view query);

    std::optional<std::string> value(std::string_view name) const; ///< the first of that name

    bool has(std::string_view name) const { return value(name).has_value(); }

    bool hasDuplicates() const;

private:
    std::vector<std::pair<std::string, std::string>> m_fields;
};

} // namespace wallaroo::sandbox
