#pragma once

#include "base/clock.h"
#include "domain/token.h"
#include "secrets/secretstore.h"

namespace wallaroo::cli {

/// The MLOps token that sessions on a profile share through the keychain: taken from there, a script that asks each
/// minute does not refresh each minute. Sessions write it; this only reads.
class TokenCache {
public:
    /// Both outlive this.
    TokenCache(secrets::SecretStore& store, const Clock& clock) : m_store(store), m_clock(clock) {}

    /// Nothing when there is none that is fresh: with less than a quarter of its life left, two minutes at most, it
    /// counts as used up.
    void read(const QUuid& profile, QObject* context, std::function<void(std::optional<Token>)> done);
    /// When what was ordered of the keychain before has been done: it keeps the order of its orders.
    void settle(const QUuid& profile, QObject* context, std::function<void()> done);

    [[nodiscard]] static std::optional<Token> fresh(const Secret& packed, const Clock& clock);

private:
    secrets::SecretStore& m_store;
    const Clock& m_clock;
};

} // namespace wallaroo::cli
