#include "session/signoutflow.h"

#include "session/core.h"
#include "session/sessionerrors.h"

namespace wallaroo::session {
namespace {

constexpr qint64 patienceMs = 10'000;

} // namespace

SignOutFlow::SignOutFlow(Core& core) : m_core(core), m_alarm(core.clock, [this] { finish(); }) {
}

void SignOutFlow::begin(bool forgetClientSecret) {
    if (m_core.state == State::SigningOut)
        return;
    const QPointer<SignOutFlow> alive(this);
    m_core.signIn.cancel();
    if (!alive)
        return;
    const Client client = m_core.client();
    const Secret refreshToken = m_core.tokens.refresh;
    // Promised by the index but never read: a session that nobody here can end.
    const bool outOfReach = refreshToken.isEmpty() && m_core.profile.refreshTokenStored;
    m_core.state = State::SigningOut;
    m_core.wipe(signInNeeded());

    ++m_round;
    m_alarm.set(Deadline(m_core.clock, patienceMs));
    m_open = 2 + (forgetClientSecret ? 1 : 0);
    const auto forgotten = [this, round = m_round] {
        if (round == m_round)
            stepDone();
    };
    m_core.keeper.forget(secrets::Kind::RefreshToken, forgotten);
    if (alive && forgetClientSecret)
        m_core.keeper.forget(secrets::Kind::ClientSecret, forgotten);
    if (!alive)
        return;
    tellServer(client, refreshToken, outOfReach);
    m_core.tell(&Session::stateChanged, &Session::tokensChanged);
}

void SignOutFlow::tellServer(const Client& client, const Secret& refreshToken, bool lost) {
    m_serverEnded = refreshToken.isEmpty() && !lost;
    if (refreshToken.isEmpty())
        return stepDone();
    m_running = m_core.tokenApi.logout(client, refreshToken, this, [this](const Result<void>& ended) {
        m_serverEnded = ended.has_value();
        stepDone();
    });
}

void SignOutFlow::stepDone() {
    if (--m_open > 0)
        return;
    const auto end = [this, round = m_round] {
        if (round == m_round)
            finish();
    };
    QMetaObject::invokeMethod(this, end, Qt::QueuedConnection); // never from inside signOut()
}

void SignOutFlow::finish() {
    ++m_round;
    m_running.cancel();
    m_alarm.clear();
    m_core.state = State::SignedOut;
    const QPointer<SignOutFlow> alive(this);
    Q_EMIT m_core.session.stateChanged();
    if (alive)
        Q_EMIT m_core.session.signedOut(m_serverEnded);
}

} // namespace wallaroo::session
