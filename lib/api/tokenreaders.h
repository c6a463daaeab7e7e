#pragma once

#include "api/tokenapi.h"
#include "http/errors.h"

#include <QByteArrayView>

namespace wallaroo::api {

/// An answer of the token endpoint (RFC 6749 §5.1), taken as far as it is safe: a token that is no Bearer token, or
/// that would not fit in a header, is refused (UnexpectedShape); lifetimes are clamped to 0…30 days, 60 s where none is
/// told.
[[nodiscard]] Result<TokenAnswer> readTokenAnswer(QByteArrayView json, const http::CallReport& report);

/// The beginning of a device sign-in (RFC 8628 §3.2). UnexpectedShape without a code or a page; ForeignEndpoints where
/// a page does not lie at the authentication address: a person is about to type a password there.
[[nodiscard]] Result<DeviceAnswer> readDeviceAnswer(QByteArrayView json, const Instance& instance,
                                                    const http::CallReport& report);

/// A discovery document; UnexpectedShape when it names no issuer.
[[nodiscard]] Result<Discovery> readDiscovery(QByteArrayView json, const Instance& instance,
                                              const http::CallReport& report);

} // namespace wallaroo::api
