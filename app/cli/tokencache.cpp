#include "cli/tokencache.h"

#include "jose/jwt.h"
#include "session/usertokens.h"

#include <algorithm>

namespace wallaroo::cli {
namespace {

constexpr qint64 renewAtMostMs = 120'000;

secrets::Key keyOf(const QUuid& profile) {
    return {profile, secrets::Kind::AccessToken};
}

/// By the token's own words, which decide only when it is renewed; what is left where it does not tell.
qint64 lifetimeOf(const TokenAnswer& answer) {
    const auto jwt = jose::Jwt::parse(answer.accessToken);
    if (!jwt || !jwt->claims.issued || !jwt->claims.expires)
        return std::max(answer.expiresInMs, 4 * renewAtMostMs);
    return std::max((*jwt->claims.expires - *jwt->claims.issued) * 1000, answer.expiresInMs);
}

} // namespace

std::optional<Token> TokenCache::fresh(const Secret& packed, const Clock& clock) {
    const auto answer = session::unpackedTokens(packed, clock);
    if (!answer)
        return std::nullopt;
    const qint64 lifetime = lifetimeOf(*answer);
    if (answer->expiresInMs <= std::min(lifetime / 4, renewAtMostMs))
        return std::nullopt;
    return Token{answer->accessToken, lifetime, Deadline(clock, answer->expiresInMs)};
}

void TokenCache::read(const QUuid& profile, QObject* context, std::function<void(std::optional<Token>)> done) {
    m_store.read(keyOf(profile), context, [this, done = std::move(done)](const Result<std::optional<Secret>>& found) {
        done(found && *found ? fresh(**found, m_clock) : std::nullopt);
    });
}

void TokenCache::settle(const QUuid& profile, QObject* context, std::function<void()> done) {
    m_store.read(keyOf(profile), context, [done = std::move(done)](const Result<std::optional<Secret>>&) { done(); });
}

} // namespace wallaroo::cli
