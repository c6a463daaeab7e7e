#pragma once

#include "api/tokenapi.h"
#include "domain/instance.h"
#include "http/transport.h"
#include "session/profile.h"

namespace wallaroo {

// What stands under the Instance field.

/// What will be called: one address, or both where they differ in host; with a mark where the connection is not
/// encrypted.
[[nodiscard]] QString addressWords(const Instance& instance);

/// The discovery document was found. proxy: its name, empty when there is none.
[[nodiscard]] QString reachedWords(const Instance& instance, const api::Discovery& discovery, const QString& proxy);
/// What about it stands in the way of signing in so; empty: nothing. acceptedIssuer: a foreign name that a person has
/// confirmed.
[[nodiscard]] QString doubtWords(const api::Discovery& discovery, session::Way way, const QString& acceptedIssuer);

[[nodiscard]] QString failedWords(const Instance& instance, const Error& error, const http::TlsRefusal& refusal,
                                  const QString& proxy);

} // namespace wallaroo
