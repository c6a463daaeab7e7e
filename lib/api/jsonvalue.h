#pragma once

#include "domain/user.h"

#include <QByteArrayView>

#include <optional>

namespace wallaroo::api {

/// One value as the push parser tells it. Of arrays and objects only that they begin; what they hold comes, if at all,
/// on its own.
struct JsonValue {
    enum class Kind : quint8 { Null, Bool, Integer, Number, Text, Array, Object };

    Kind kind = Kind::Null;
    bool boolean = false;
    qint64 integer = 0;
    double number = 0;     ///< of Kind::Number: a fraction, or whole but beyond 64 bits; may be infinite
    QByteArrayView text{}; ///< UTF-8, valid during the call only

    [[nodiscard]] bool isText() const { return kind == Kind::Text; }

    [[nodiscard]] bool isTrue() const { return kind == Kind::Bool && boolean; }
};

/// 3600, "3600" and 3600.0; nothing for fractions, other texts and what 64 bits do not hold (rule 10).
[[nodiscard]] std::optional<qint64> wholeNumber(const JsonValue& value);
/// Whole milliseconds since 1970 UTC up to the year 9999, else "not told" (reference §1.5).
[[nodiscard]] Moment momentFromMs(const JsonValue& value);
/// momentFromMs(), or an RFC 3339 text with 0 to 9 digits of fraction; digits below a millisecond are dropped.
[[nodiscard]] Moment momentFromDate(const JsonValue& value);

} // namespace wallaroo::api
