#pragma once

#include "jose/jwt.h"

#include <boost/json/object.hpp>

namespace wallaroo::jose {

/// Fills claims from a payload; the names of what has the wrong type go to `misshapen`.
[[nodiscard]] Claims readClaims(const boost::json::object& payload, QStringList& misshapen);

/// The names that stand twice in one object of a JSON text, at any depth, each once. The text is valid JSON.
[[nodiscard]] QStringList duplicateNames(QByteArrayView json);

/// The member as a text; empty where it is absent, null or something else.
[[nodiscard]] QString textOf(const boost::json::object& object, const char* name, QStringList& misshapen);
[[nodiscard]] QStringList textsOf(const boost::json::object& object, const char* name, QStringList& misshapen);

} // namespace wallaroo::jose
