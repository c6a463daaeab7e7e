#include "jose/claimsreader.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value.hpp>

#include <cmath>
#include <string>
#include <unordered_set>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::jose {
namespace {

using boost::json::object;
using boost::json::value;

QString toText(boost::json::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

const value* memberOf(const object& from, const char* name) {
    const value* found = from.if_contains(name);
    return found && !found->is_null() ? found : nullptr;
}

/// RFC 7519 §2 NumericDate: whole or not; nothing beyond the year 9999.
Seconds dateOf(const object& from, const char* name, QStringList& misshapen) {
    const value* member = memberOf(from, name);
    if (!member)
        return std::nullopt;
    boost::json::error_code error;
    const double seconds = member->is_number() ? member->to_number<double>(error) : -1;
    constexpr double year9999 = 253'402'300'799.0;
    if (error || !(seconds >= 0 && seconds <= year9999)) {
        misshapen << QString::fromLatin1(name);
        return std::nullopt;
    }
    return static_cast<qint64>(std::floor(seconds));
}

const object* objectOf(const object& from, const char* name, QStringList& misshapen) {
    const value* member = memberOf(from, name);
    if (member && !member->is_object())
        misshapen << QString::fromLatin1(name);
    return member ? member->if_object() : nullptr;
}

QString firstText(const object& from, std::initializer_list<const char*> names, QStringList& misshapen) {
    for (const char* name : names) {
        if (QString text = textOf(from, name, misshapen); !text.isEmpty())
            return text;
    }
    return {};
}

void readRoles(const object& payload, Claims& claims, QStringList& misshapen) {
    if (const object* realm = objectOf(payload, "realm_access", misshapen))
        claims.realmRoles = textsOf(*realm, "roles", misshapen);
    const object* resources = objectOf(payload, "resource_access", misshapen);
    if (!resources)
        return;
    for (const auto& resource : *resources) {
        if (!resource.value().is_object())
            continue;
        const auto roles = textsOf(resource.value().get_object(), "roles", misshapen);
        for (const QString& role : roles)
            claims.otherRoles << toText(resource.key()) + ": "_L1 + role;
    }
}

void readHasura(const object& payload, Claims& claims, QStringList& misshapen) {
    const object* hasura = objectOf(payload, "https://hasura.io/jwt/claims", misshapen);
    if (!hasura)
        return;
    claims.hasuraUserId = textOf(*hasura, "x-hasura-user-id", misshapen);
    claims.hasuraEmail = textOf(*hasura, "x-hasura-user-email", misshapen);
    claims.hasuraDefaultRole = textOf(*hasura, "x-hasura-default-role", misshapen);
    claims.hasuraRoles = textsOf(*hasura, "x-hasura-allowed-roles", misshapen);
    claims.hasuraGroups = textOf(*hasura, "x-hasura-user-groups", misshapen);
}

/// Names that were seen in the objects that are open, and what is found in them.
class NameHandler {
public:
    using Error = boost::json::error_code;
    using View = boost::json::string_view;
    static constexpr std::size_t max_array_size = SIZE_MAX;
    static constexpr std::size_t max_object_size = SIZE_MAX;
    static constexpr std::size_t max_string_size = SIZE_MAX;
    static constexpr std::size_t max_key_size = SIZE_MAX;

    QStringList twice;

    bool on_object_begin(Error&) {
        m_open.emplace_back();
        return true;
    }

    bool on_object_end(std::size_t, Error&) {
        m_open.pop_back();
        return true;
    }

    bool on_key_part(View part, std::size_t, Error&) {
        m_key.append(part.data(), part.size());
        return true;
    }

    bool on_key(View rest, std::size_t, Error&) {
        m_key.append(rest.data(), rest.size());
        if (!m_open.back().insert(m_key).second) {
            if (const QString name = QString::fromStdString(m_key); !twice.contains(name) && twice.size() < 20)
                twice << name;
        }
        m_key.clear();
        return true;
    }

    // What the parser calls besides; nothing here looks at values.
    bool on_document_begin(Error&) { return true; }

    bool on_document_end(Error&) { return true; }

    bool on_array_begin(Error&) { return true; }

    bool on_array_end(std::size_t, Error&) { return true; }

    bool on_string_part(View, std::size_t, Error&) { return true; }

    bool on_string(View, std::size_t, Error&) { return true; }

    bool on_number_part(View, Error&) { return true; }

    bool on_int64(std::int64_t, View, Error&) { return true; }

    bool on_uint64(std::uint64_t, View, Error&) { return true; }

    bool on_double(double, View, Error&) { return true; }

    bool on_bool(bool, Error&) { return true; }

    bool on_null(Error&) { return true; }

    bool on_comment_part(View, Error&) { return true; }

    bool on_comment(View, Error&) { return true; }

private:
    std::vector<std::unordered_set<std::string>> m_open;
    std::string m_key;
};

} // namespace

QString textOf(const object& from, const char* name, QStringList& misshapen) {
    const value* member = memberOf(from, name);
    if (member && !member->is_string())
        misshapen << QString::fromLatin1(name);
    return member && member->is_string() ? toText(member->get_string()) : QString();
}

QStringList textsOf(const object& from, const char* name, QStringList& misshapen) {
    const value* member = memberOf(from, name);
    if (!member)
        return {};
    if (member->is_string()) // aud may be one text or a list (RFC 7519 §4.1.3)
        return {toText(member->get_string())};
    const auto* elements = member->if_array();
    QStringList texts;
    for (std::size_t i = 0; elements && i < elements->size(); ++i) {
        if ((*elements)[i].is_string())
            texts << toText((*elements)[i].get_string());
    }
    if (!elements || texts.size() != static_cast<qsizetype>(elements->size()))
        misshapen << QString::fromLatin1(name);
    return texts;
}

QStringList duplicateNames(QByteArrayView json) {
    boost::json::basic_parser<NameHandler> parser{boost::json::parse_options()};
    boost::json::error_code error;
    parser.write_some(false, json.data(), static_cast<std::size_t>(json.size()), error);
    return parser.handler().twice;
}

Claims readClaims(const object& payload, QStringList& misshapen) {
    Claims claims;
    claims.issuer = textOf(payload, "iss", misshapen);
    claims.subject = textOf(payload, "sub", misshapen);
    claims.client = firstText(payload, {"azp", "client_id", "clientId"}, misshapen);
    claims.username = textOf(payload, "preferred_username", misshapen);
    claims.name = textOf(payload, "name", misshapen);
    claims.email = textOf(payload, "email", misshapen);
    claims.type = textOf(payload, "typ", misshapen);
    claims.scope = textOf(payload, "scope", misshapen);
    claims.session = firstText(payload, {"sid", "session_state"}, misshapen);
    claims.audience = textsOf(payload, "aud", misshapen);
    claims.issued = dateOf(payload, "iat", misshapen);
    claims.expires = dateOf(payload, "exp", misshapen);
    claims.notBefore = dateOf(payload, "nbf", misshapen);
    claims.signedIn = dateOf(payload, "auth_time", misshapen);
    readRoles(payload, claims, misshapen);
    readHasura(payload, claims, misshapen);
    return claims;
}

} // namespace wallaroo::jose
