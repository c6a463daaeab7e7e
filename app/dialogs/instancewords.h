#pragma once

#include "api/tokenapi.h"
#include "domain/instance.h"
#include "http/transport.h"

namespace wallaroo {

// What stands under the Instance field.

/// What will be called: one address, or both where they differ in host; with a mark where the connection is not
/// encrypted.
[[nodiscard]] QString addressWords(const Instance& instance);

/// The discovery document was found. proxy: its name, empty when there is none.
[[nodiscard]] QString reachedWords(const Instance& instance, const api::Discovery& discovery, const QString& proxy);
/// Whether something about what was found stands in the way of signing in.
[[nodiscard]] bool hasDoubts(const api::Discovery& discovery, bool passwordWanted);
/// What that is.
[[nodiscard]] QString doubtWords(const api::Discovery& discovery, bool passwordWanted);

[[nodiscard]] QString failedWords(const Instance& instance, const Error& error, const http::TlsRefusal& refusal,
                                  const QString& proxy);

} // namespace wallaroo
