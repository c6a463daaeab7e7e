#include "support/realmkeys.h"

#include <algorithm>

namespace wallaroo {
namespace {

constexpr qint64 pauseMs = 60'000;
constexpr qint64 freshMs = 600'000;

} // namespace

RealmKeys::RealmKeys(http::Sender& transport, const Instance& instance, const Clock& clock, QObject* parent)
    : QObject(parent),
      m_api(transport, instance),
      m_clock(clock) {
}

RealmKeys::Outcome RealmKeys::check(const jose::Jwt& token) {
    Outcome outcome;
    if (m_keys) {
        outcome.state = Outcome::State::Checked;
        outcome.verification = m_keys->verify(token);
        const bool old = m_fresh.isPast(m_clock);
        if (!old && outcome.verification.verdict != jose::Verdict::KeyUnknown)
            return outcome;
        if (old) {
            outcome.ageMs = std::max(freshMs, m_clock.wallMs() - m_fresh.wallMs() + freshMs);
            outcome.error = m_error.value_or(Error());
        }
    } else if (m_error) {
        outcome.state = Outcome::State::NoKeys;
        outcome.error = *m_error;
    }
    if (!m_asking && m_again.isPast(m_clock))
        ask();
    return outcome;
}

void RealmKeys::ask() {
    m_asking = true;
    m_again = Deadline(m_clock, pauseMs);
    m_api.fetch(this, [this](const Result<QByteArray>& answer) {
        m_asking = false;
        auto keys = answer.and_then([](const QByteArray& json) { return jose::KeySet::parse(json); });
        if (keys) {
            m_keys = *std::move(keys);
            m_fresh = Deadline(m_clock, freshMs);
            m_error.reset();
        } else {
            m_error = keys.error();
        }
        Q_EMIT changed();
    });
}

} // namespace wallaroo
