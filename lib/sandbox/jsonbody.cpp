#include "sandbox/jsonbody.h"

#include "sandbox/exchange.h"

#include <boost/json/serialize.hpp>
#include <boost/json/stream_parser.hpp>

#include <algorithm>

namespace wallaroo::sandbox {

namespace {

namespace json = boost::json;

std::string place(const std::string& body, std::size_t offset) {
    const auto end = body.begin() + static_cast<std::ptrdiff_t>(std::min(offset, body.size()));
    const auto lines = std::count(body.begin(), end, '\n');
    const std::size_t lineStart = lines == 0 ? 0 : body.rfind('\n', offset == 0 ? 0 : offset - 1) + 1;
    return " at line " + std::to_string(lines + 1) + " column " + std::to_string(offset - lineStart);
}

std::string described(const json::value& value) {
    switch (value.kind()) {
    case json::kind::null:
        return "null";
    case json::kind::bool_:
        return "boolean `" + json::serialize(value) + "`";
    case json::kind::int64:
    case json::kind::uint64:
        return "integer `" + json::serialize(value) + "`";
    case json::kind::double_:
        return "floating point `" + json::serialize(value) + "`";
    case json::kind::string:
        return "string " + json::serialize(value);
    case json::kind::array:
        return "sequence";
    case json::kind::object:
        return "map";
    }
    return "value";
}

[[noreturn]] void refuseSyntax(const std::string& what, const std::string& where) {
    throw Refusal{textReply(400, "Failed to parse the request body as JSON: " + what + where)};
}

} // namespace

JsonBody::JsonBody(const std::string& body) {
    json::stream_parser parser;
    json::error_code error;
    const std::size_t read = parser.write_some(body, error);
    const bool blank = body.find_first_not_of(" \t\r\n") == std::string::npos;
    if (!error && read < body.size())
        refuseSyntax("trailing characters", place(body, read + 1));
    if (!error && !blank)
        parser.finish(error);
    if (blank || error == json::error::incomplete)
        refuseSyntax("EOF while parsing a value", place(body, body.size()));
    if (error)
        refuseSyntax("expected value", place(body, read + 1));
    json::value value = parser.release();
    const std::size_t last = body.find_last_not_of(" \t\r\n");
    m_end = place(body, last + 1);
    if (!value.is_object())
        refuse("invalid type: " + described(value) + ", expected a map");
    m_object = std::move(value.get_object());
}

void JsonBody::refuse(const std::string& what) const {
    throw Refusal{textReply(422, "Failed to deserialize the JSON body into the target type: " + what + m_end)};
}

void JsonBody::refuseType(const char* field, const json::value& value, const char* expected) const {
    refuse(std::string(field) + ": invalid type: " + described(value) + ", expected " + expected);
}

const json::value* JsonBody::find(const char* field) const {
    const json::value* value = m_object.if_contains(field);
    return value != nullptr && value->is_null() ? nullptr : value;
}

const json::value& JsonBody::required(const char* field) const {
    const json::value* value = m_object.if_contains(field);
    if (value == nullptr)
        refuse("missing field `" + std::string(field) + "`");
    return *value;
}

std::string JsonBody::text(const char* field) const {
    const json::value& value = required(field);
    if (!value.is_string())
        refuseType(field, value, "a string");
    return std::string(value.get_string());
}

bool JsonBody::flag(const char* field) const {
    const json::value& value = required(field);
    if (!value.is_bool())
        refuseType(field, value, "a boolean");
    return value.get_bool();
}

std::int64_t JsonBody::number(const char* field) const {
    const json::value& value = required(field);
    if (!value.is_int64())
        refuseType(field, value, "i64");
    return value.get_int64();
}

std::optional<std::string> JsonBody::optionalText(const char* field) const {
    if (find(field) == nullptr)
        return std::nullopt;
    return text(field);
}

std::optional<bool> JsonBody::optionalFlag(const char* field) const {
    if (find(field) == nullptr)
        return std::nullopt;
    return flag(field);
}

std::optional<std::vector<std::string>> JsonBody::optionalTexts(const char* field) const {
    const json::value* value = find(field);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_array())
        refuseType(field, *value, "a sequence");
    std::vector<std::string> texts;
    for (const json::value& entry : value->get_array()) {
        if (!entry.is_string())
            refuseType(field, entry, "a string");
        texts.emplace_back(entry.get_string());
    }
    return texts;
}

} // namespace wallaroo::sandbox
