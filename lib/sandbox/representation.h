#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace wallaroo::sandbox {

/// The body of a write, read as Keycloak's own reader does: the members of a user or of a credential, known by name;
/// an unknown member, a wrong type and broken JSON are three different refusals. Everything here throws Refusal.
class RepresentationBody {
public:
    enum class Kind { User, Credential };

    /// An empty body and `null` make an empty one: isNull() tells.
    RepresentationBody(const std::string& body, const std::string& contentType, Kind kind);

    bool isNull() const { return m_isNull; }

    bool has(const char* member) const { return find(member) != nullptr; }

    /// Absent and null are the same. Numbers and booleans are taken for text, as there.
    std::optional<std::string> text(const char* member) const;
    std::optional<bool> flag(const char* member) const;
    std::optional<std::vector<std::string>> texts(const char* member) const;
    /// The members of an array of objects.
    std::vector<boost::json::object> objects(const char* member) const;

private:
    const boost::json::value* find(const char* member) const;

    boost::json::object m_object;
    bool m_isNull = true;
};

/// A body that is an array of objects (roles), or a refusal.
std::vector<boost::json::object> objectsBody(const std::string& body, const std::string& contentType);

} // namespace wallaroo::sandbox
