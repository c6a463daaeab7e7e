#include "session/usertokens.h"

#include <algorithm>

namespace wallaroo::session {
namespace {

constexpr qint64 marginMs = 10'000;
constexpr qint64 soonestRefreshMs = 5'000;

} // namespace

void UserTokens::take(const TokenAnswer& answer, const Clock& clock) {
    access = Token{answer.accessToken, answer.expiresInMs, Deadline(clock, answer.expiresInMs)};
    if (!answer.refreshToken.isEmpty())
        refresh = answer.refreshToken;
    refreshEnd.reset();
    if (answer.refreshExpiresInMs > 0)
        refreshEnd = Deadline(clock, answer.refreshExpiresInMs);
}

bool UserTokens::isFresh(const Clock& clock) const {
    return access && access->end.leftMs(clock) > std::min(marginMs, access->lifetimeMs / 5);
}

qint64 refreshDueMs(const TokenAnswer& answer) {
    qint64 life = answer.expiresInMs;
    if (answer.refreshExpiresInMs > 0)
        life = std::min(life, answer.refreshExpiresInMs);
    return std::max(life / 5 * 4, soonestRefreshMs);
}

} // namespace wallaroo::session
