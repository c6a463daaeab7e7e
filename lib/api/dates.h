#pragma once

#include <QByteArrayView>
#include <QtGlobal>

#include <optional>

namespace wallaroo::api {

/// Milliseconds since 1970 UTC of "2025-04-30T14:04:06.120331+00:00": any offset or Z, 0 to 9 digits of fraction, also
/// without an offset, which the platform means as UTC (reference §1.5, §10.2). Nothing for anything else. By hand:
/// QDateTime::fromString() takes 25 times as long and no more than three digits reliably.
[[nodiscard]] std::optional<qint64> msFromRfc3339(QByteArrayView text);

} // namespace wallaroo::api
