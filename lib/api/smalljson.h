#pragma once

#include "base/error.h"
#include "domain/user.h"
#include "http/errors.h"

#include <QByteArrayView>

#include <boost/json/value.hpp>

namespace wallaroo::api {

/// A short answer as a tree: whole numbers keep their 64 bits, half characters are mended as in lists. Damaged or
/// Incomplete when it is no JSON. For answers of a few kilobytes; lists are read by a RecordReader.
[[nodiscard]] Result<boost::json::value> parseSmall(QByteArrayView json, const http::CallReport& report);

/// Members of an object; empty, false, 0 or "not told" when missing or of another type.
[[nodiscard]] QString textOf(const boost::json::object& object, const char* name);
[[nodiscard]] bool truthOf(const boost::json::object& object, const char* name);
[[nodiscard]] qint64 numberOf(const boost::json::object& object, const char* name);
/// Milliseconds since 1970; 0, as Keycloak writes "none", is not told.
[[nodiscard]] Moment momentOf(const boost::json::object& object, const char* name);

/// "the answer is no list" and the like, for the details.
[[nodiscard]] Error notAsDescribed(const http::CallReport& report, const QString& what);

} // namespace wallaroo::api
