#include "api/jsonvalue.h"

#include "api/dates.h"

#include <charconv>
#include <cmath>

namespace wallaroo::api {
namespace {

constexpr qint64 lastMomentOf9999 = 253'402'300'799'999;

std::optional<qint64> wholeText(QByteArrayView text) {
    qint64 number = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), number);
    if (error != std::errc() || end != text.end())
        return std::nullopt;
    return number;
}

} // namespace

std::optional<qint64> wholeNumber(const JsonValue& value) {
    switch (value.kind) {
    case JsonValue::Kind::Integer:
        return value.integer;
    case JsonValue::Kind::Number:
        // 2^63 as a double: the first that does not fit; NaN and infinity fail the comparison or the test for a
        // fraction
        if (!(std::abs(value.number) < 9'223'372'036'854'775'808.0) || std::trunc(value.number) != value.number)
            return std::nullopt;
        return static_cast<qint64>(value.number);
    case JsonValue::Kind::Text:
        return wholeText(value.text);
    default:
        return std::nullopt;
    }
}

Moment momentFromMs(const JsonValue& value) {
    const auto ms = wholeNumber(value);
    return ms && *ms >= 0 && *ms <= lastMomentOf9999 ? Moment::at(*ms) : Moment();
}

Moment momentFromDate(const JsonValue& value) {
    if (value.isText()) {
        const auto ms = msFromRfc3339(value.text);
        if (ms && *ms >= 0)
            return Moment::at(*ms);
    }
    return momentFromMs(value);
}

} // namespace wallaroo::api
