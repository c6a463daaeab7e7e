#pragma once

#include "http/request.h"

#include <QNetworkRequest>

namespace wallaroo::http {

/// Whether the address may be called at all (rule 11); decided before any look-up. See Transport::mayBeCalled().
[[nodiscard]] bool mayBeCalled(const QUrl& url);

/// A request that keeps rules 1, 3, 8 and 60: manual redirects, HTTP/2 off where it is not safe, no cookies, no
/// remembered credentials, no cache, identity encoding, a length of its own.
[[nodiscard]] QNetworkRequest networkRequest(const Request& request);

/// No control character in what becomes a header: a token from the wire must not add a header of its own.
[[nodiscard]] bool hasCleanHeaders(const Request& request);

[[nodiscard]] QByteArray verbOf(Method method);

} // namespace wallaroo::http
