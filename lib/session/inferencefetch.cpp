#include "session/inferencefetch.h"

#include "session/core.h"
#include "session/sessionerrors.h"

#include <utility>

namespace wallaroo::session {

void InferenceFetch::fetch() {
    if (std::exchange(m_busy, true))
        return;
    const quint64 round = ++m_round;
    const bool isOut = m_core.state == State::SignedOut || m_core.state == State::SigningOut;
    if (!isOut && !m_core.clientSecret.isEmpty())
        return ask();
    if (!isOut && m_core.profile.clientSecretStored) {
        m_core.keeper.read(secrets::Kind::ClientSecret, this, [this, round](const Result<Secret>& secret) {
            if (round != m_round)
                return;
            if (!secret)
                return ended(tl::unexpected(secret.error()));
            m_core.clientSecret = *secret;
            ask();
        });
        return;
    }
    QMetaObject::invokeMethod(
        this,
        [this, round, why = isOut ? signInNeeded() : noClientSecret(m_core.profile.clientId)] {
            if (round == m_round)
                ended(tl::unexpected(why));
        },
        Qt::QueuedConnection);
}

void InferenceFetch::cancel() {
    ++m_round;
    m_running.cancel();
    m_busy = false;
}

void InferenceFetch::ask() {
    m_running = m_core.tokenApi.clientCredentials(m_core.client(), this,
                                                  [this](const Result<TokenAnswer>& answer) { ended(answer); });
}

void InferenceFetch::ended(const Result<TokenAnswer>& answer) {
    m_busy = false;
    if (!answer) {
        Q_EMIT m_core.session.inferenceFailed(answer.error());
        return;
    }
    m_core.inference = Token{answer->accessToken, answer->expiresInMs, Deadline(m_core.clock, answer->expiresInMs)};
    Q_EMIT m_core.session.tokensChanged();
}

} // namespace wallaroo::session
