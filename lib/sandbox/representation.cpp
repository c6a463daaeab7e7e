#include "sandbox/representation.h"

#include "sandbox/clients.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

namespace wallaroo::sandbox {

namespace {

namespace json = boost::json;

enum class Type { Text, Flag, Number, Texts, Objects, Anything };

struct Member {
    std::string_view name;
    Type type;
};

constexpr std::array<Member, 27> kUserMembers{{{"id", Type::Text},
                                               {"username", Type::Text},
                                               {"firstName", Type::Text},
                                               {"lastName", Type::Text},
                                               {"email", Type::Text},
                                               {"emailVerified", Type::Flag},
                                               {"enabled", Type::Flag},
                                               {"createdTimestamp", Type::Number},
                                               {"totp", Type::Flag},
                                               {"attributes", Type::Anything},
                                               {"requiredActions", Type::Texts},
                                               {"credentials", Type::Objects},
                                               {"disableableCredentialTypes", Type::Texts},
                                               {"realmRoles", Type::Texts},
                                               {"clientRoles", Type::Anything},
                                               {"groups", Type::Texts},
                                               {"notBefore", Type::Number},
                                               {"access", Type::Anything},
                                               {"federatedIdentities", Type::Objects},
                                               {"federationLink", Type::Text},
                                               {"serviceAccountClientId", Type::Text},
                                               {"origin", Type::Text},
                                               {"self", Type::Text},
                                               {"userProfileMetadata", Type::Anything},
                                               {"applicationRoles", Type::Anything},
                                               {"clientConsents", Type::Objects},
                                               {"socialLinks", Type::Objects}}};
constexpr std::array<Member, 18> kCredentialMembers{{{"id", Type::Text},
                                                     {"type", Type::Text},
                                                     {"userLabel", Type::Text},
                                                     {"createdDate", Type::Number},
                                                     {"secretData", Type::Text},
                                                     {"credentialData", Type::Text},
                                                     {"priority", Type::Number},
                                                     {"value", Type::Text},
                                                     {"temporary", Type::Flag},
                                                     {"device", Type::Text},
                                                     {"hashedSaltedValue", Type::Text},
                                                     {"salt", Type::Text},
                                                     {"hashIterations", Type::Number},
                                                     {"counter", Type::Number},
                                                     {"algorithm", Type::Text},
                                                     {"digits", Type::Number},
                                                     {"period", Type::Number},
                                                     {"config", Type::Anything}}};

[[noreturn]] void refuseWrongType() {
    throw Refusal{oauthError(400, "unknown_error", "Cannot parse the JSON")};
}

json::value parsed(const std::string& body, const std::string& contentType) {
    if (contentType.rfind("application/json", 0) != 0)
        throw Refusal{oauthError(415, "The content-type header value did not match the value in @Consumes")};
    if (body.find_first_not_of(" \t\r\n") == std::string::npos)
        return nullptr;
    json::error_code error;
    json::value value = json::parse(body, error);
    if (error)
        throw Refusal{oauthError(400, "invalid_request", "Cannot parse the JSON")};
    return value;
}

template <std::size_t N>
[[noreturn]] void refuseMember(const std::array<Member, N>& known, const char* type, const std::string& member,
                               const std::string& body) {
    const std::string name = "org.keycloak.representations.idm." + std::string(type);
    std::string names;
    for (const Member& one : known)
        names += (names.empty() ? "\"" : ", \"") + std::string(one.name) + "\"";
    const std::size_t at = std::min(body.find("\"" + member + "\""), body.size());
    const std::size_t value = std::min(body.find_first_not_of(": \t\r\n", at + member.size() + 2), body.size());
    const auto lines = std::count(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(value), '\n');
    const std::size_t lineStart = lines == 0 ? 0 : body.rfind('\n', value) + 1;
    throw Refusal{oauthError(
        400, "Unrecognized field \"" + member + "\" (class " + name + "), not marked as ignorable (" + std::to_string(N)
                 + " known properties: " + names
                 + "])\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: "
                 + std::to_string(lines + 1) + ", column: " + std::to_string(value - lineStart + 2)
                 + "] (through reference chain: " + name + "[\"" + member + "\"])")};
}

bool isFlag(const json::value& value) {
    return value.is_bool() || value.is_number()
           || (value.is_string() && (value.get_string() == "true" || value.get_string() == "false"));
}

bool isScalar(const json::value& value) {
    return !value.is_object() && !value.is_array();
}

bool fits(const json::value& value, Type type) {
    if (value.is_null())
        return true;
    switch (type) {
    case Type::Text:
        return isScalar(value);
    case Type::Flag:
        return isFlag(value);
    case Type::Number:
        return value.is_number();
    case Type::Texts:
        return value.is_array() && std::all_of(value.get_array().begin(), value.get_array().end(), isScalar);
    case Type::Objects:
        return value.is_array()
               && std::all_of(value.get_array().begin(), value.get_array().end(),
                              [](const json::value& entry) { return entry.is_object(); });
    case Type::Anything:
        break;
    }
    return true;
}

template <std::size_t N>
void check(const json::object& object, const std::array<Member, N>& known, const char* type, const std::string& body) {
    for (const auto& entry : object) {
        const std::string name(entry.key());
        const auto member =
            std::find_if(known.begin(), known.end(), [&name](const Member& one) { return one.name == name; });
        if (member == known.end())
            refuseMember(known, type, name, body);
        if (!fits(entry.value(), member->type))
            refuseWrongType();
    }
}

std::string textOf(const json::value& value) {
    return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

} // namespace

RepresentationBody::RepresentationBody(const std::string& body, const std::string& contentType, Kind kind) {
    json::value value = parsed(body, contentType);
    if (value.is_null())
        return;
    if (!value.is_object())
        refuseWrongType();
    m_isNull = false;
    m_object = std::move(value.get_object());
    if (kind == Kind::User)
        check(m_object, kUserMembers, "UserRepresentation", body);
    else
        check(m_object, kCredentialMembers, "CredentialRepresentation", body);
}

const json::value* RepresentationBody::find(const char* member) const {
    const json::value* value = m_object.if_contains(member);
    return value != nullptr && value->is_null() ? nullptr : value;
}

std::optional<std::string> RepresentationBody::text(const char* member) const {
    const json::value* value = find(member);
    return value == nullptr ? std::nullopt : std::optional(textOf(*value));
}

std::optional<bool> RepresentationBody::flag(const char* member) const {
    const json::value* value = find(member);
    if (value == nullptr)
        return std::nullopt;
    return value->is_bool() ? value->get_bool() : textOf(*value) != "false" && textOf(*value) != "0";
}

std::optional<std::vector<std::string>> RepresentationBody::texts(const char* member) const {
    const json::value* value = find(member);
    if (value == nullptr)
        return std::nullopt;
    std::vector<std::string> texts;
    for (const json::value& entry : value->get_array())
        texts.push_back(textOf(entry));
    return texts;
}

std::vector<json::object> RepresentationBody::objects(const char* member) const {
    std::vector<json::object> objects;
    if (const json::value* value = find(member)) {
        for (const json::value& entry : value->get_array())
            objects.push_back(entry.get_object());
    }
    return objects;
}

std::vector<json::object> objectsBody(const std::string& body, const std::string& contentType) {
    const json::value value = parsed(body, contentType);
    if (value.is_null())
        throw Refusal{oauthError(500, "unknown_error", "For more on this error consult the server log.")};
    if (!fits(value, Type::Objects))
        refuseWrongType();
    std::vector<json::object> objects;
    for (const json::value& entry : value.get_array())
        objects.push_back(entry.get_object());
    return objects;
}

} // namespace wallaroo::sandbox
