#pragma once

#include "base/clock.h"
#include "domain/token.h"
#include "secrets/secretstore.h"

namespace wallaroo::cli {

/// The last MLOps token, in the keychain, so that a script that asks each minute does not refresh each minute. Only
/// this program writes and reads it; it goes when the refresh token goes.
class TokenCache {
public:
    /// Both outlive this.
    TokenCache(secrets::SecretStore& store, const Clock& clock) : m_store(store), m_clock(clock) {}

    /// Nothing when there is none that is fresh: with less than a quarter of its life left, two minutes at most, it
    /// counts as used up; so it does when the wall clock says that it was made in the future.
    void read(const QUuid& profile, QObject* context, std::function<void(std::optional<Token>)> done);
    /// Where nothing can be kept `done` comes all the same.
    void write(const QUuid& profile, const Token& token, QObject* context, std::function<void()> done);

    /// "1\n<wall end, ms>\n<lifetime, ms>\n<token>"
    [[nodiscard]] static Secret packed(const Token& token);
    [[nodiscard]] static std::optional<Token> unpacked(const Secret& text, const Clock& clock);

private:
    secrets::SecretStore& m_store;
    const Clock& m_clock;
};

} // namespace wallaroo::cli
