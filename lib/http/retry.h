#pragma once

#include "base/error.h"
#include "http/request.h"

#include <chrono>

namespace wallaroo::http {

/// How long to wait before a read is sent once more, or nothing when it is not: a change, bytes already delivered,
/// three copies sent, another kind of failure, or a server that asks for more patience than a person at a screen has
/// (rules 4, 5, 51). `jitter` in 0…1 spreads clients that failed together.
[[nodiscard]] std::optional<std::chrono::milliseconds> pauseBeforeRetry(Effect effect, const Error& error, int sent,
                                                                        bool delivered, double jitter);

} // namespace wallaroo::http
