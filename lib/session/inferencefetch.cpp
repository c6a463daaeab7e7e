#include "session/inferencefetch.h"

#include "session/core.h"
#include "session/sessionerrors.h"

#include <utility>

namespace wallaroo::session {

void InferenceFetch::fetch(const Secret& typedSecret) {
    if (std::exchange(m_busy, true))
        return;
    ++m_round;
    if (!m_core.mayFetchInference())
        return refuse();
    if (!typedSecret.isEmpty())
        m_core.keeper.keepFromNow(secrets::Kind::ClientSecret);
    m_secret = typedSecret.isEmpty() ? m_core.clientSecret : typedSecret;
    if (!m_secret.isEmpty())
        return ask();
    if (!m_core.profile.clientSecretStored)
        return refuse();
    m_core.keeper.read(secrets::Kind::ClientSecret, this, [this, round = m_round](const Result<Secret>& secret) {
        if (round != m_round)
            return;
        if (!secret)
            return ended(tl::unexpected(secret.error()));
        if (!m_core.mayFetchInference()) // a sign-in was canceled meanwhile
            return ended(tl::unexpected(signInNeeded()));
        m_secret = *secret;
        ask();
    });
}

void InferenceFetch::refuse() {
    Error why = m_core.mayFetchInference() ? noClientSecret(m_core.profile.inferenceClient()) : signInNeeded();
    if (m_core.mayFetchInference())
        why.field = Field::InferenceSecret;
    failLater(why);
}

/// Callbacks never come from inside a call.
void InferenceFetch::failLater(const Error& why) {
    const auto later = [this, round = m_round, why] {
        if (round == m_round)
            ended(tl::unexpected(why));
    };
    QMetaObject::invokeMethod(this, later, Qt::QueuedConnection);
}

void InferenceFetch::cancel() {
    ++m_round;
    m_core.instanceCheck.cancel(this);
    m_running.cancel();
    m_secret.clear();
    m_busy = false;
}

/// The secret goes nowhere before the instance was checked (rule 53).
void InferenceFetch::ask() {
    m_core.instanceCheck.run(this, [this, round = m_round](const Result<void>& checked) {
        if (round != m_round)
            return;
        if (checked)
            send();
        else
            failLater(checked.error());
    });
}

void InferenceFetch::send() {
    m_running = m_core.tokenApi.clientCredentials({m_core.profile.inferenceClient(), m_secret}, this,
                                                  [this](const Result<TokenAnswer>& answer) { ended(answer); });
}

void InferenceFetch::ended(const Result<TokenAnswer>& answer) {
    m_busy = false;
    const Secret secret = std::exchange(m_secret, {});
    if (!answer) {
        Q_EMIT m_core.session.inferenceFailed(answer.error());
        return;
    }
    m_core.inference = Token{answer->accessToken, answer->expiresInMs, Deadline(m_core.clock, answer->expiresInMs)};
    const QPointer<InferenceFetch> alive(this);
    if (std::exchange(m_core.clientSecret, secret) != secret)
        m_core.keeper.keep({secret, {}, {}, {}}); // typed, or changed at the server
    if (alive)
        Q_EMIT m_core.session.tokensChanged();
}

} // namespace wallaroo::session
