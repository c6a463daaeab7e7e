#include "session/signinflow.h"

#include "session/core.h"
#include "session/sessionerrors.h"

#include <utility>

namespace wallaroo::session {
namespace {

constexpr qint64 pauseBetweenPasswordsMs = 1'000;

} // namespace

SignInFlow::SignInFlow(Core& core) : m_core(core), m_alarm(core.clock, [this] { sendPassword(); }) {
}

void SignInFlow::withPassword(Credentials credentials) {
    if (!begin())
        return;
    m_credentials = std::move(credentials);
    const Secret typed = std::exchange(m_credentials.clientSecret, {});
    needClientSecret(typed, &SignInFlow::waitForTurn);
}

void SignInFlow::forInference(const Secret& clientSecret, bool remember) {
    if (!begin())
        return;
    m_credentials.remember = remember;
    needClientSecret(clientSecret, &SignInFlow::sendClientCredentials);
}

void SignInFlow::fromKeychain() {
    if (m_core.state == State::SignedIn || m_core.state == State::InferenceOnly || !begin())
        return;
    m_credentials.remember = m_core.profile.remember;
    if (m_core.profile.way == Way::InferenceOnly)
        return needClientSecret({}, &SignInFlow::sendClientCredentials);
    needClientSecret({}, &SignInFlow::readRefreshToken);
}

void SignInFlow::cancel() {
    if (m_core.state != State::SigningIn)
        return;
    stop();
    Q_EMIT m_core.session.stateChanged();
}

bool SignInFlow::begin() {
    if (m_core.state == State::SigningIn)
        return false;
    if (m_core.state == State::SigningOut) {
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT m_core.session.signInFailed(stillSigningOut()); }, Qt::QueuedConnection);
        return false;
    }
    ++m_attempt;
    m_before = m_core.state;
    m_core.state = State::SigningIn;
    const QPointer<SignInFlow> alive(this);
    Q_EMIT m_core.session.stateChanged();
    return alive && m_core.state == State::SigningIn;
}

/// What was typed, else what is in memory, else what the keychain has: a public client has none.
void SignInFlow::needClientSecret(const Secret& typed, void (SignInFlow::*next)()) {
    m_clientSecret = typed.isEmpty() ? m_core.clientSecret : typed;
    if (!m_clientSecret.isEmpty() || !m_core.profile.clientSecretStored)
        return (this->*next)();
    m_core.keeper.read(secrets::Kind::ClientSecret, this,
                       [this, next, attempt = m_attempt](const Result<Secret>& secret) {
                           if (attempt != m_attempt)
                               return;
                           if (secret) {
                               m_clientSecret = *secret;
                               return (this->*next)();
                           }
                           if (next == &SignInFlow::readRefreshToken)
                               return askForPassword(secret.error());
                           fail(secret.error());
                       });
}

void SignInFlow::waitForTurn() {
    if (m_nextPassword && !m_nextPassword->isPast(m_core.clock))
        m_alarm.set(*m_nextPassword);
    else
        sendPassword();
}

void SignInFlow::sendPassword() {
    m_nextPassword = Deadline(m_core.clock, pauseBetweenPasswordsMs); // also where the answer is not waited for
    const Client client{m_core.profile.clientId, m_clientSecret};
    m_running =
        m_core.tokenApi.password(client, {m_credentials.username, m_credentials.password, m_credentials.oneTimeCode},
                                 this, [this](const Result<TokenAnswer>& answer) { passwordAnswered(answer); });
    m_credentials.password.clear();
    m_credentials.oneTimeCode.clear();
}

void SignInFlow::passwordAnswered(const Result<TokenAnswer>& answer) {
    m_nextPassword = Deadline(m_core.clock, pauseBetweenPasswordsMs);
    if (!answer)
        return fail(answer.error());
    if (!m_credentials.username.isEmpty())
        m_core.profile.username = m_credentials.username;
    m_core.profile.way = Way::Password;
    m_core.profile.remember = m_credentials.remember;
    const QPointer<SignInFlow> alive(this);
    m_core.keeper.beginAnew(); // what the keychain holds may be somebody else's
    if (!alive)
        return;
    m_core.tokens = {}; // an answer without a refresh token must not go on with another sign-in's
    enter(State::SignedIn, *answer);
}

void SignInFlow::sendClientCredentials() {
    if (m_clientSecret.isEmpty()) {
        const auto refuse = [this, attempt = m_attempt] {
            if (attempt == m_attempt)
                fail(noClientSecret(m_core.profile.clientId));
        };
        QMetaObject::invokeMethod(this, refuse, Qt::QueuedConnection);
        return;
    }
    m_running = m_core.tokenApi.clientCredentials(
        {m_core.profile.clientId, m_clientSecret}, this,
        [this](const Result<TokenAnswer>& answer) { clientCredentialsAnswered(answer); });
}

void SignInFlow::clientCredentialsAnswered(const Result<TokenAnswer>& answer) {
    if (!answer)
        return fail(answer.error());
    m_core.profile.way = Way::InferenceOnly;
    m_core.profile.remember = m_credentials.remember;
    enter(State::InferenceOnly, *answer);
}

void SignInFlow::readRefreshToken() {
    if (!m_core.tokens.refresh.isEmpty()) // from a try before this one, which the network ended
        return sendRefreshToken();
    if (!m_core.profile.refreshTokenStored) {
        const auto ask = [this, attempt = m_attempt] {
            if (attempt == m_attempt)
                askForPassword(signInNeeded());
        };
        QMetaObject::invokeMethod(this, ask, Qt::QueuedConnection);
        return;
    }
    m_core.keeper.read(secrets::Kind::RefreshToken, this, [this, attempt = m_attempt](const Result<Secret>& secret) {
        if (attempt != m_attempt)
            return;
        if (!secret)
            return askForPassword(secret.error());
        m_core.tokens.refresh = *secret;
        sendRefreshToken();
    });
}

void SignInFlow::sendRefreshToken() {
    m_core.clientSecret = m_clientSecret;
    m_running = m_core.tokenApi.refresh(m_core.client(), m_core.tokens.refresh, this,
                                        [this](const Result<TokenAnswer>& answer) { refreshAnswered(answer); });
}

void SignInFlow::refreshAnswered(const Result<TokenAnswer>& answer) {
    if (answer)
        return enter(State::SignedIn, *answer);
    if (!endsSession(answer.error()))
        return fail(answer.error()); // the token is kept: another try may work
    const QPointer<SignInFlow> alive(this);
    if (finishesToken(answer.error())) {
        m_core.tokens.refresh.clear();
        m_core.keeper.forget(secrets::Kind::RefreshToken);
    }
    if (alive)
        askForPassword(answer.error());
}

void SignInFlow::enter(State state, const TokenAnswer& answer) {
    ++m_attempt;
    m_core.begin(state);
    m_core.clientSecret = std::exchange(m_clientSecret, {});
    m_credentials = {};
    if (state == State::SignedIn) {
        m_core.tokens.take(answer, m_core.clock);
        m_core.refresher.planFor(answer);
    } else {
        m_core.tokens = {};
        m_core.inference = Token{answer.accessToken, answer.expiresInMs, Deadline(m_core.clock, answer.expiresInMs)};
    }
    const QPointer<SignInFlow> alive(this);
    // In the background: signing in does not wait for a keychain (rule 35).
    if (m_core.profile.remember)
        m_core.keeper.keep(m_core.clientSecret, m_core.tokens.refresh);
    else
        m_core.keeper.keepNothing();
    if (alive)
        m_core.tell(&Session::profileChanged, &Session::stateChanged, &Session::tokensChanged, &Session::signedIn);
}

void SignInFlow::fail(const Error& error) {
    stop();
    const QPointer<SignInFlow> alive(this);
    Q_EMIT m_core.session.stateChanged();
    if (alive)
        Q_EMIT m_core.session.signInFailed(error);
}

void SignInFlow::askForPassword(const Error& why) {
    stop();
    m_core.state = State::PasswordNeeded;
    const QPointer<SignInFlow> alive(this);
    Q_EMIT m_core.session.stateChanged();
    if (alive)
        Q_EMIT m_core.session.passwordNeeded(why);
}

void SignInFlow::stop() {
    ++m_attempt;
    m_running.cancel();
    m_alarm.clear();
    m_credentials = {};
    m_clientSecret.clear();
    m_core.state = m_before;
}

} // namespace wallaroo::session
