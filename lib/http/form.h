#pragma once

#include "base/secret.h"

#include <QByteArrayView>

#include <initializer_list>
#include <utility>

namespace wallaroo::http {

/// application/x-www-form-urlencoded with everything but RFC 3986 unreserved characters percent-encoded, byte for byte:
/// QUrlQuery leaves '+' alone, and a password "a+b" would arrive as "a b" (RFC 6749 Appendix B).
[[nodiscard]] Secret formBody(std::initializer_list<std::pair<QByteArrayView, Secret>> fields);
[[nodiscard]] QByteArray percentEncoded(QByteArrayView bytes);
/// Whether every byte is unreserved, so that raw and encoded form are the same on every Keycloak
/// (keycloak/keycloak#11908).
[[nodiscard]] bool isUnreserved(QByteArrayView bytes);
/// "Basic …" from id and secret, both form-encoded first (RFC 6749 §2.3.1).
[[nodiscard]] Secret basicAuthorization(QByteArrayView id, const Secret& secret);
[[nodiscard]] Secret bearerAuthorization(const Secret& token);

} // namespace wallaroo::http
