#include "http/retry.h"

#include <algorithm>

namespace wallaroo::http {
namespace {

constexpr int mostCopies = 3;
constexpr std::chrono::milliseconds shortestPause{250};
/// A longer Retry-After is for the caller to show as a countdown.
constexpr std::chrono::seconds longestSilentPause{5};

bool mayPass(ErrorKind kind) {
    return kind == ErrorKind::ConnectionLost || kind == ErrorKind::Incomplete || kind == ErrorKind::ServerBusy
           || kind == ErrorKind::ServerFailed;
}

} // namespace

std::optional<std::chrono::milliseconds> pauseBeforeRetry(Effect effect, const Error& error, int sent, bool delivered,
                                                          double jitter) {
    if (effect != Effect::Reads || delivered || sent >= mostCopies || !mayPass(error.kind))
        return std::nullopt;
    const auto growing = shortestPause * (1 << (sent - 1));
    const auto pause =
        growing + std::chrono::milliseconds(static_cast<int>(static_cast<double>(growing.count()) * jitter));
    if (!error.retryAfterSeconds)
        return pause;
    const std::chrono::seconds asked{*error.retryAfterSeconds};
    if (asked > longestSilentPause)
        return std::nullopt;
    return std::max<std::chrono::milliseconds>(pause, asked);
}

} // namespace wallaroo::http
