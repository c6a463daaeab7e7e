#include "session/usertokens.h"

#include <algorithm>

namespace wallaroo::session {
namespace {

constexpr qint64 marginMs = 10'000;
constexpr qint64 soonestRefreshMs = 5'000;
constexpr qint64 longestLifeMs = 30LL * 24 * 3600 * 1000;
constexpr QByteArrayView packedVersion = "1 ";

} // namespace

void UserTokens::take(const TokenAnswer& answer, const Clock& clock) {
    access = Token{answer.accessToken, answer.expiresInMs, Deadline(clock, answer.expiresInMs)};
    if (!answer.refreshToken.isEmpty())
        refresh = answer.refreshToken;
    refreshEnd.reset();
    refreshLifetimeMs = answer.refreshExpiresInMs;
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

Secret packedTokens(const TokenAnswer& answer, const Clock& clock) {
    const qint64 now = clock.wallMs();
    const qint64 refreshEnd = answer.refreshExpiresInMs > 0 ? now + answer.refreshExpiresInMs : 0;
    QByteArray text = packedVersion.toByteArray() + QByteArray::number(now + answer.expiresInMs) + ' '
                      + QByteArray::number(refreshEnd) + ' ';
    text.append(answer.accessToken.reveal());
    return Secret::taking(text);
}

std::optional<TokenAnswer> unpackedTokens(const Secret& packed, const Clock& clock) {
    const QByteArrayView bytes = packed.reveal();
    if (!bytes.startsWith(packedVersion))
        return std::nullopt;
    const qsizetype first = bytes.indexOf(' ', packedVersion.size());
    const qsizetype second = first < 0 ? -1 : bytes.indexOf(' ', first + 1);
    if (second < 0 || second + 1 == bytes.size())
        return std::nullopt;
    bool hasEnd = false;
    bool hasRefreshEnd = false;
    const qint64 now = clock.wallMs();
    const qint64 end = bytes.sliced(packedVersion.size(), first - packedVersion.size()).toLongLong(&hasEnd);
    const qint64 refreshEnd = bytes.sliced(first + 1, second - first - 1).toLongLong(&hasRefreshEnd);
    // Not longer than a life may be (30 days), and not past: the clock may have been set meanwhile.
    if (!hasEnd || !hasRefreshEnd || end <= now || end - now > longestLifeMs || (refreshEnd != 0 && refreshEnd <= now))
        return std::nullopt;
    return TokenAnswer{Secret(bytes.sliced(second + 1)),
                       {},
                       end - now,
                       refreshEnd == 0 ? 0 : std::min(refreshEnd - now, longestLifeMs),
                       true};
}

} // namespace wallaroo::session
