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
    m_atServer = ServerEnd::NotReached; // until something else is known
    // Promised by the index but not in memory, behind a lock say: it can still be ended, if the keychain has it.
    const bool outOfReach = m_refreshToken.isEmpty() && m_core.profile.refreshTokenStored;
    if (outOfReach) {
        m_atServer = ServerEnd::NotAsked;
        readToken(); // before it is forgotten: the keychain does one thing after the other
    }
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
        m_refreshToken = found.value_or(Secret());
        m_atServer = found ? ServerEnd::NotReached : ServerEnd::NotAsked;
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

/// Behind a lock the instance was not checked yet, and before that no secret goes out (rule 53).
void SignOutFlow::tellServer() {
    if (m_refreshToken.isEmpty()) {
        if (m_atServer != ServerEnd::NotAsked)
            m_atServer = ServerEnd::Ended; // there is none
        return stepDone();
    }
    m_core.instanceCheck.run(this, [this, round = m_round](const Result<void>& checked) {
        if (round != m_round)
            return;
        if (checked)
            send();
        else
            stepDone();
    });
}

void SignOutFlow::send() {
    const Client client = std::exchange(m_client, {});
    const Secret token = std::exchange(m_refreshToken, {});
    const auto ended = [this](const Result<void>& outcome) {
        if (outcome)
            m_atServer = ServerEnd::Ended;
        else if (outcome.error().httpStatus > 0)
            m_atServer = ServerEnd::Refused;
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
    m_core.instanceCheck.cancel(this);
    m_alarm.clear();
    m_client = {};
    m_refreshToken.clear();
    m_core.state = State::SignedOut;
    const QPointer<SignOutFlow> alive(this);
    Q_EMIT m_core.session.stateChanged();
    if (alive)
        Q_EMIT m_core.session.signedOut(m_atServer);
}

} // namespace wallaroo::session
