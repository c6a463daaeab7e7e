#include "session/signoutflow.h"

#include "session/core.h"
#include "session/sessionerrors.h"

#include <utility>

namespace wallaroo::session {

using secrets::Kind;

namespace {

constexpr qint64 patienceMs = 10'000;

} // namespace

SignOutFlow::SignOutFlow(Core& core) : m_core(core), m_alarm(core.clock, [this] { finish(); }) {
}

void SignOutFlow::begin(Reach reach, bool forgetClientSecret) {
    if (m_core.state == State::SigningOut)
        return;
    const QPointer<SignOutFlow> alive(this);
    m_core.signIn.cancel();
    if (!alive)
        return;
    m_reach = reach;
    m_client = m_core.client();
    m_refreshToken = m_core.tokens.refresh;
    m_core.state = State::SigningOut;
    const bool wasLocked = std::exchange(m_core.profile.locked, false);
    m_core.wipe(signInNeeded());
    m_core.claims = {};
    m_core.signedInWallMs.reset();
    m_core.lastRefreshWallMs.reset();

    ++m_round;
    m_alarm.set(Deadline(m_core.clock, patienceMs));
    m_open = 1;
    m_serverEnded = m_lost = false;
    // Promised by the index but not in memory, behind a lock say: it can still be ended, if the keychain has it.
    const bool outOfReach = m_refreshToken.isEmpty() && m_core.profile.refreshTokenStored;
    if (outOfReach)
        readToken(); // before it is forgotten: the keychain does one thing after the other
    forgetAll(forgetClientSecret);
    if (alive && !outOfReach)
        tellServer();
    if (alive && wasLocked)
        m_core.tell(&Session::profileChanged);
    if (alive)
        m_core.tell(&Session::stateChanged, &Session::tokensChanged);
}

void SignOutFlow::readToken() {
    if (m_client.secret.isEmpty() && m_core.keeper.isStored(m_core.signInKind()))
        readSecret();
    m_core.keeper.peek(Kind::RefreshToken, this, [this, round = m_round](const std::optional<Secret>& found) {
        if (round != m_round)
            return;
        if (found)
            m_refreshToken = *found;
        else
            m_lost = true; // a session that nobody here can end
        tellServer();
    });
}

void SignOutFlow::readSecret() {
    m_core.keeper.peek(m_core.signInKind(), this, [this, round = m_round](const std::optional<Secret>& found) {
        if (round == m_round && found)
            m_client.secret = *found;
    });
}

void SignOutFlow::forgetAll(bool clientSecretToo) {
    QList<Kind> kinds{Kind::RefreshToken};
    if (clientSecretToo)
        kinds << Kind::ClientSecret << Kind::SignInSecret;
    m_open += static_cast<int>(kinds.size());
    const QPointer<SignOutFlow> alive(this);
    for (const Kind kind : kinds) {
        if (!alive)
            return;
        m_core.keeper.forget(kind, [this, round = m_round](const Result<void>&) {
            if (round == m_round)
                stepDone();
        });
    }
}

void SignOutFlow::tellServer() {
    const Client client = std::exchange(m_client, {});
    const Secret token = std::exchange(m_refreshToken, {});
    m_serverEnded = token.isEmpty() && !m_lost;
    if (token.isEmpty())
        return stepDone();
    const auto ended = [this](const Result<void>& outcome) {
        m_serverEnded = outcome.has_value();
        stepDone();
    };
    m_running = m_reach == Reach::Everywhere ? m_core.tokenApi.revoke(client, token, this, ended)
                                             : m_core.tokenApi.logout(client, token, this, ended);
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
    m_client = {};
    m_refreshToken.clear();
    m_core.state = State::SignedOut;
    const QPointer<SignOutFlow> alive(this);
    Q_EMIT m_core.session.stateChanged();
    if (alive)
        Q_EMIT m_core.session.signedOut(m_serverEnded);
}

} // namespace wallaroo::session
