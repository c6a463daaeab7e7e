#include "session/refresher.h"

#include "base/logging.h"
#include "session/core.h"
#include "session/sessionerrors.h"

#include <algorithm>
#include <utility>

namespace wallaroo::session {
namespace {

constexpr qint64 shortestPauseMs = 1'000;
constexpr qint64 longestPauseMs = 60'000;
constexpr qint64 idleLimitMs = 15 * 60'000LL;

} // namespace

Refresher::Refresher(Core& core)
    : m_core(core),
      m_alarm(core.clock, [this] { due(); }),
      m_renewal(core),
      m_pauseMs(shortestPauseMs),
      m_idleLimitMs(idleLimitMs) {
}

bool Refresher::isPossible() const {
    return m_core.hasSession() && !m_core.tokens.refresh.isEmpty() && !m_core.lacksSecret();
}

bool Refresher::isUnattended() const {
    return m_idleLimitMs > 0 && m_idle && m_idle->isPast(m_core.clock);
}

void Refresher::due() {
    if (isUnattended())
        m_putOff = true;
    else
        start();
}

void Refresher::personActive() {
    m_idle = Deadline(m_core.clock, m_idleLimitMs);
    if (std::exchange(m_putOff, false))
        start();
}

void Refresher::setIdleLimit(qint64 limitMs) {
    m_idleLimitMs = limitMs;
    personActive(); // who changes a setting is there
}

void Refresher::checkClocks() {
    m_alarm.check();
    m_renewal.checkClocks();
}

Error Refresher::whyNot() const {
    return m_core.lacksSecret() ? newSecretNeeded({}, m_core.profile.clientId) : signInNeeded();
}

void Refresher::refresh(QObject* context, RefreshGate::Passed passed) {
    if (!isPossible()) {
        const Result<void> refused = tl::unexpected(whyNot());
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
        this, [this] { Q_EMIT m_core.session.renewFailed(whyNot()); }, Qt::QueuedConnection);
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
    m_renewal.cancel();
    m_alarm.clear();
    m_putOff = false;
    if (m_gate.isClosed())
        m_gate.open(tl::unexpected(why));
}

void Refresher::start() {
    if (!isPossible() || !m_gate.close())
        return;
    m_alarm.clear();
    m_putOff = false;
    ++m_round;
    m_renewal.start(m_core.client(), [this](const Result<TokenAnswer>& answer) { answered(answer); });
}

void Refresher::answered(const Result<TokenAnswer>& answer) {
    if (!answer)
        return failed(answer.error());
    if (m_core.isOtherPerson(answer->accessToken))
        return failed(m_core.otherPersonHere()); // nothing of theirs is kept, or written
    // A rotated refresh token is in the keychain before anybody goes on: after a crash in between the old one would be
    // read again, and using that twice can end the session (rules 16, 18). The access token in use stays in use
    // meanwhile.
    if (!answer->refreshToken.isEmpty())
        m_core.tokens.refresh = answer->refreshToken;
    m_core.keeper.keep(m_core.keepsake(*answer), [this, round = m_round, got = *answer] {
        if (round == m_round)
            use(got);
    });
}

void Refresher::use(const TokenAnswer& answer) {
    m_renewal.release();
    m_core.took(answer);
    m_core.lastRefreshWallMs = m_core.clock.wallMs();
    planFor(answer);
    const QPointer<Session> alive(&m_core.session);
    m_gate.open({});
    if (alive)
        Q_EMIT m_core.session.tokensChanged();
}

void Refresher::failed(const Error& error) {
    qCInfo(logSession, "refresh failed: kind %d, status %d", static_cast<int>(error.kind), error.httpStatus);
    if (error.kind == ErrorKind::OtherPerson) {
        m_core.tokens.refresh.clear(); // theirs, as the keychain gave it
        return m_core.endSession(error, false);
    }
    // A public client has no secret to ask for: switched off for a while, it may be back at the next try.
    if (error.kind == ErrorKind::WrongClient && !m_core.client().secret.isEmpty())
        return m_core.refuseSecret(newSecretNeeded(error, m_core.profile.clientId));
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
