#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

class QUrl;

namespace wallaroo::http {

/// Lower case, without parameters: "application/json".
[[nodiscard]] QByteArray mediaType(const QByteArray& contentTypeHeader);
/// application/json, or a type with the suffix +json (RFC 6839 §3.1).
[[nodiscard]] bool isJson(const QByteArray& mediaType);
/// Or a type that servers put on JSON, and none at all: whoever reads it says whether it is some (row 36 of the
/// faults).
[[nodiscard]] bool mayBeJson(const QByteArray& mediaType);
[[nodiscard]] bool isWebPage(const QByteArray& mediaType);

/// Seconds from a Retry-After header: a number or an HTTP-date, 0…120; a past date is 0, garbage nothing (RFC 9110
/// §10.2.3).
[[nodiscard]] std::optional<int> retryAfter(const QByteArray& header, qint64 nowMsUtc);

/// What a Content-Length header says; several equal ones count as one (RFC 9110 §8.6).
struct ContentLength {
    bool readable = true;          ///< false: negative, not a number, too large for one, or several that differ
    std::optional<qint64> bytes{}; ///< nothing when the header is absent
};

[[nodiscard]] ContentLength contentLength(const QByteArray& header);

/// No Content-Encoding, or the one that changes nothing.
[[nodiscard]] bool isIdentity(const QByteArray& contentEncoding);

/// Where a Location header leads, as much of it as may be shown: the host, or the scheme where there is none.
[[nodiscard]] QString redirectTarget(const QUrl& from, const QByteArray& location);

} // namespace wallaroo::http
