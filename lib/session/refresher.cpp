#include "session/refresher.h"

#include "base/logging.h"
#include "session/core.h"
#include "session/sessionerrors.h"

#include <algorithm>

namespace wallaroo::session {
namespace {

constexpr qint64 shortestPauseMs = 1'000;
constexpr qint64 longestPauseMs = 60'000;

} // namespace

Refresher::Refresher(Core& core) : m_core(core), m_alarm(core.clock, [this] { start(); }), m_pauseMs(shortestPauseMs) {
}

bool Refresher::isPossible() const {
    return m_core.hasSession() && !m_core.tokens.refresh.isEmpty();
}

void Refresher::refresh(QObject* context, RefreshGate::Passed passed) {
    if (!isPossible()) {
        const Result<void> refused = tl::unexpected(signInNeeded());
        QMetaObject::invokeMethod(
            context, [passed = std::move(passed), refused] { passed(refused); }, Qt::QueuedConnection);
        return;
    }
    m_gate.wait(context, std::move(passed));
    start();
}

void Refresher::renew() {
    if (isPossible())
        return start();
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT m_core.session.renewFailed(signInNeeded()); }, Qt::QueuedConnection);
}

void Refresher::planFor(const TokenAnswer& answer) {
    m_pauseMs = shortestPauseMs;
    if (m_core.tokens.refresh.isEmpty())
        m_alarm.clear();
    else
        m_alarm.set(Deadline(m_core.clock, refreshDueMs(answer)));
}

void Refresher::stop(const Error& why) {
    ++m_round;
    m_running.cancel();
    m_alarm.clear();
    if (m_gate.isClosed())
        m_gate.open(tl::unexpected(why));
}

void Refresher::start() {
    if (!isPossible() || !m_gate.close())
        return;
    m_alarm.clear();
    ++m_round;
    m_running = m_core.tokenApi.refresh(m_core.client(), m_core.tokens.refresh, this,
                                        [this](const Result<TokenAnswer>& answer) { answered(answer); });
}

void Refresher::answered(const Result<TokenAnswer>& answer) {
    if (!answer)
        return failed(answer.error());
    // A rotated refresh token is in the keychain before anybody goes on: after a crash in between the old one would be
    // read again, and using that twice can end the session (rules 16, 18). The access token in use stays in use
    // meanwhile.
    if (!answer->refreshToken.isEmpty())
        m_core.tokens.refresh = answer->refreshToken;
    m_core.keeper.keep(m_core.clientSecret, answer->refreshToken, [this, round = m_round, got = *answer] {
        if (round == m_round)
            use(got);
    });
}

void Refresher::use(const TokenAnswer& answer) {
    m_core.tokens.take(answer, m_core.clock);
    planFor(answer);
    const QPointer<Session> alive(&m_core.session);
    m_gate.open({});
    if (alive)
        Q_EMIT m_core.session.tokensChanged();
}

void Refresher::failed(const Error& error) {
    qCInfo(logSession, "refresh failed: kind %d, status %d", static_cast<int>(error.kind), error.httpStatus);
    if (endsSession(error))
        return m_core.endSession(error, finishesToken(error));
    m_alarm.set(Deadline(m_core.clock, std::max<qint64>(m_pauseMs, 1000LL * error.retryAfterSeconds.value_or(0))));
    m_pauseMs = std::min(m_pauseMs * 2, longestPauseMs);
    const QPointer<Session> alive(&m_core.session);
    m_gate.open(tl::unexpected(error));
    if (alive)
        Q_EMIT m_core.session.renewFailed(error);
}

} // namespace wallaroo::session
