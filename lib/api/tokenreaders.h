#pragma once

#include "api/tokenapi.h"
#include "http/errors.h"

#include <QByteArrayView>

namespace wallaroo::api {

/// An answer of the token endpoint (RFC 6749 §5.1), taken as far as it is safe: a token that is no Bearer token, or
/// that would not fit in a header, is refused (UnexpectedShape); lifetimes are clamped to 0…30 days, 60 s where none is
/// told.
[[nodiscard]] Result<TokenAnswer> readTokenAnswer(QByteArrayView json, const http::CallReport& report);

/// A discovery document; UnexpectedShape when it names no issuer.
[[nodiscard]] Result<Discovery> readDiscovery(QByteArrayView json, const Instance& instance,
                                              const http::CallReport& report);

} // namespace wallaroo::api
