#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wallaroo::sandbox {

/// The body of an MLOps call, read as the service does: broken JSON is 400, a missing or wrong field 422, both plain
/// text; unknown fields are ignored, the content type does not matter. Everything here throws Refusal.
class JsonBody {
public:
    explicit JsonBody(const std::string& body);

    std::string text(const char* field) const;
    bool flag(const char* field) const;
    std::int64_t number(const char* field) const;

    /// Absent and null are the same.
    std::optional<std::string> optionalText(const char* field) const;
    std::optional<bool> optionalFlag(const char* field) const;
    std::optional<std::vector<std::string>> optionalTexts(const char* field) const;

    /// Ends the call with 422: this field does not hold what was expected.
    [[noreturn]] void refuse(const std::string& what) const;

private:
    const boost::json::value* find(const char* field) const;
    const boost::json::value& required(const char* field) const;
    [[noreturn]] void refuseType(const char* field, const boost::json::value& value, const char* expected) const;

    boost::json::object m_object;
    std::string m_end; ///< where the body ends, as its reader would say it
};

} // namespace wallaroo::sandbox
