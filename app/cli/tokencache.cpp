#include "cli/tokencache.h"

#include <algorithm>

namespace wallaroo::cli {
namespace {

constexpr qint64 renewAtMostMs = 120'000;
constexpr qint64 clockToleranceMs = 60'000;
constexpr qint64 longestLifeMs = 30LL * 24 * 3'600'000;

secrets::Key keyOf(const QUuid& profile) {
    return {profile, secrets::Kind::AccessToken};
}

} // namespace

Secret TokenCache::packed(const Token& token) {
    QByteArray text =
        "1\n" + QByteArray::number(token.end.wallMs()) + '\n' + QByteArray::number(token.lifetimeMs) + '\n';
    text.reserve(text.size() + token.value.size()); // so that no part is left behind by growing
    text.append(token.value.reveal());
    return Secret::taking(text);
}

std::optional<Token> TokenCache::unpacked(const Secret& text, const Clock& clock) {
    QByteArrayView rest = text.reveal();
    const auto line = [&rest] {
        const auto end = std::find(rest.begin(), rest.end(), '\n') - rest.begin();
        const QByteArrayView found = rest.first(end);
        rest = rest.sliced(std::min<qsizetype>(end + 1, rest.size()));
        return found;
    };
    if (line() != "1")
        return std::nullopt;
    bool endOk = false;
    bool lifeOk = false;
    const qint64 end = line().toLongLong(&endOk);
    const qint64 lifetime = line().toLongLong(&lifeOk);
    const qint64 left = end - clock.wallMs();
    const bool plausible = endOk && lifeOk && lifetime > 0 && lifetime <= longestLifeMs
                           && left <= lifetime + clockToleranceMs && !rest.isEmpty();
    if (!plausible || left <= std::min(lifetime / 4, renewAtMostMs))
        return std::nullopt;
    return Token{Secret(rest), lifetime, Deadline(clock, std::min(left, lifetime))};
}

void TokenCache::read(const QUuid& profile, QObject* context, std::function<void(std::optional<Token>)> done) {
    m_store.read(keyOf(profile), context, [this, done = std::move(done)](const Result<std::optional<Secret>>& found) {
        done(found && *found ? unpacked(**found, m_clock) : std::nullopt);
    });
}

void TokenCache::write(const QUuid& profile, const Token& token, QObject* context, std::function<void()> done) {
    m_store.write(keyOf(profile), packed(token), context, [done = std::move(done)](const Result<void>&) { done(); });
}

} // namespace wallaroo::cli
