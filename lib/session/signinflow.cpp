#include "session/signinflow.h"

#include "session/core.h"
#include "session/sessionerrors.h"

#include <utility>

namespace wallaroo::session {
namespace {

constexpr qint64 pauseBetweenPasswordsMs = 1'000;

bool isSignedIn(State state) {
    return state == State::SignedIn || state == State::InferenceOnly;
}

} // namespace

SignInFlow::SignInFlow(Core& core)
    : m_core(core),
      m_alarm(core.clock, [this] { sendPassword(); }),
      m_device(core),
      m_renewal(core) {
}

void SignInFlow::withPassword(Credentials credentials) {
    if (!begin())
        return;
    m_way = Way::Password;
    m_credentials = std::move(credentials);
    needSecret(m_core.signInKind(), std::exchange(m_credentials.clientSecret, {}), &SignInFlow::waitForTurn);
}

void SignInFlow::withDevice(const DeviceCredentials& credentials) {
    if (!begin())
        return;
    m_way = credentials.way;
    m_credentials.inferenceSecret = credentials.inferenceSecret;
    m_credentials.remember = credentials.remember;
    needSecret(m_core.signInKind(), credentials.clientSecret, &SignInFlow::startDevice);
}

void SignInFlow::forInference(const Secret& clientSecret, bool remember) {
    const bool locked = m_core.state == State::Locked || m_core.profile.locked;
    if (!begin())
        return;
    m_way = Way::InferenceOnly;
    m_credentials.remember = remember;
    if (locked && clientSecret.isEmpty()) // what the keychain holds opens no lock
        return failLater(noClientSecret(m_core.profile.inferenceClient()));
    needSecret(secrets::Kind::ClientSecret, clientSecret, &SignInFlow::sendClientCredentials);
}

void SignInFlow::withNewSecret(const Secret& clientSecret) {
    if (m_core.state != State::SecretNeeded || !begin())
        return;
    m_way = m_core.profile.way;
    m_credentials.remember = m_core.profile.remember;
    needSecret(m_core.signInKind(), clientSecret, &SignInFlow::readRefreshToken);
}

void SignInFlow::fromKeychain() {
    if (m_core.profile.locked && m_core.state == State::SignedOut) {
        m_core.state = State::Locked;
        return m_core.tell(&Session::stateChanged, &Session::lockedUp);
    }
    if (isSignedIn(m_core.state) || m_core.state == State::Locked || !begin())
        return;
    m_way = m_core.profile.way;
    m_credentials.remember = m_core.profile.remember;
    if (m_way == Way::InferenceOnly)
        return needSecret(secrets::Kind::ClientSecret, {}, &SignInFlow::sendClientCredentials);
    needSecret(m_core.signInKind(), {}, &SignInFlow::readRefreshToken);
}

void SignInFlow::cancel() {
    if (m_core.state != State::SigningIn)
        return;
    stop();
    Q_EMIT m_core.session.stateChanged();
}

void SignInFlow::checkClocks() {
    m_alarm.check();
    m_device.checkClocks();
    m_renewal.checkClocks();
}

Client SignInFlow::client() const {
    return {m_core.profile.clientId, m_secret};
}

api::Scope SignInFlow::scope() const {
    return m_core.profile.staySignedIn ? api::Scope::Offline : api::Scope::Session;
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
void SignInFlow::needSecret(secrets::Kind kind, const Secret& typed, Step next) {
    m_secretKind = kind;
    if (!typed.isEmpty())
        m_core.keeper.keepFromNow(kind);
    m_secret = typed.isEmpty() ? m_core.secretOf(kind) : typed;
    if (!m_secret.isEmpty() || !m_core.keeper.isStored(kind))
        return checkInstance(next);
    m_core.keeper.read(kind, this, [this, next, attempt = m_attempt](const Result<Secret>& secret) {
        if (attempt != m_attempt)
            return;
        if (secret) {
            m_secret = *secret;
            return checkInstance(next);
        }
        if (next == &SignInFlow::readRefreshToken)
            return askForPassword(secret.error());
        fail(secret.error());
    });
}

void SignInFlow::checkInstance(Step next) {
    m_core.instanceCheck.run(this, [this, next, attempt = m_attempt](const Result<void>& checked) {
        if (attempt != m_attempt)
            return;
        if (checked)
            return (this->*next)();
        failLater(checked.error());
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
    const api::PasswordGrant grant{m_credentials.username, m_credentials.password, m_credentials.oneTimeCode, scope()};
    m_running = m_core.tokenApi.password(client(), grant, this, [this](const Result<TokenAnswer>& answer) {
        m_nextPassword = Deadline(m_core.clock, pauseBetweenPasswordsMs);
        personAnswered(answer);
    });
    m_credentials.password.clear();
    m_credentials.oneTimeCode.clear();
}

void SignInFlow::startDevice() {
    m_device.begin(client(), scope(), [this](const Result<TokenAnswer>& answer) { personAnswered(answer); });
}

/// Where a window or a lock waits for its own person, nobody else gets it.
bool SignInFlow::isRefused(const Secret& token) const {
    const auto& profile = m_core.profile;
    if (!profile.locked && (m_before == State::SignedOut || m_before == State::InferenceOnly))
        return false;
    if (!profile.locked || !profile.subject.isEmpty() || !m_core.claims.subject.isEmpty())
        return m_core.isOtherPerson(token);
    // Locked by a version that did not keep whom it waits for. What was typed may be an e-mail address.
    const auto claims = readAccessClaims(token);
    const QString who = m_credentials.username.isEmpty() && claims ? claims->username : m_credentials.username;
    return !who.isEmpty() && !profile.username.isEmpty() && who.compare(profile.username, Qt::CaseInsensitive) != 0;
}

void SignInFlow::personAnswered(const Result<TokenAnswer>& answer) {
    if (!answer)
        return fail(answer.error());
    if (isRefused(answer->accessToken)) {
        m_core.tokenApi.logout(client(), answer->refreshToken, this, [](const Result<void>&) {});
        return fail(m_core.otherPersonHere());
    }
    if (!m_credentials.username.isEmpty())
        m_core.profile.username = m_credentials.username;
    m_core.oldSession.note();
    m_core.profile.remember = m_credentials.remember;
    const QPointer<SignInFlow> alive(this);
    m_core.keeper.beginAnew(); // what the keychain holds may be somebody else's
    if (!alive)
        return;
    m_core.tokens = {}; // an answer without a refresh token must not go on with another sign-in's
    enter(State::SignedIn, *answer);
}

void SignInFlow::sendClientCredentials() {
    if (m_secret.isEmpty())
        return failLater(noClientSecret(m_core.profile.inferenceClient()));
    m_running = m_core.tokenApi.clientCredentials(
        {m_core.profile.inferenceClient(), m_secret}, this,
        [this](const Result<TokenAnswer>& answer) { clientCredentialsAnswered(answer); });
}

void SignInFlow::clientCredentialsAnswered(const Result<TokenAnswer>& answer) {
    if (!answer)
        return fail(answer.error());
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
        if (isRefused(*secret)) // who signed in elsewhere: asking would spend their token
            return askForPassword(m_core.otherPersonHere());
        m_core.tokens.refresh = *secret;
        sendRefreshToken();
    });
}

void SignInFlow::sendRefreshToken() {
    m_core.secretOf(m_secretKind) = m_secret;
    m_renewal.start(client(), [this](const Result<TokenAnswer>& answer) { refreshAnswered(answer); });
}

void SignInFlow::refreshAnswered(const Result<TokenAnswer>& answer) {
    const bool isAnothers = answer && isRefused(answer->accessToken);
    if (answer && !isAnothers)
        return store(*answer);
    const Error error = isAnothers ? m_core.otherPersonHere() : answer.error();
    if (error.kind == ErrorKind::WrongClient && m_before != State::SecretNeeded && !m_secret.isEmpty())
        return askForSecret(newSecretNeeded(error, m_core.profile.clientId));
    if (error.kind == ErrorKind::OtherPerson) {
        m_core.tokens.refresh.clear();
        return askForPassword(error);
    }
    if (!endsSession(error))
        return fail(error); // the token is kept: another try may work
    const QPointer<SignInFlow> alive(this);
    if (finishesToken(error))
        m_core.dropRefreshToken();
    if (alive)
        askForPassword(error);
}

/// A rotated token is in the keychain before its session is in use (rule 18). Of a keychain that has just failed
/// nothing is waited for, and of one that is mute for as long as the store waits.
void SignInFlow::store(const TokenAnswer& answer) {
    if (!answer.refreshToken.isEmpty())
        m_core.tokens.refresh = answer.refreshToken;
    if (!m_core.profile.remember)
        return enter(State::SignedIn, answer);
    m_isStored = true;
    TokenAnswer kept = answer;
    kept.refreshToken = m_core.tokens.refresh;
    m_core.keeper.keep(m_core.keepsake(kept), [this, attempt = m_attempt, answer] {
        if (attempt == m_attempt)
            enter(State::SignedIn, answer);
    });
}

void SignInFlow::enter(State state, const TokenAnswer& answer) {
    ++m_attempt;
    m_core.begin(state);
    if (state == State::SignedIn)
        m_core.profile.clientIsPublic = m_secret.isEmpty();
    m_core.secretOf(m_secretKind) = std::exchange(m_secret, {});
    const Credentials credentials = std::exchange(m_credentials, {});
    if (!m_core.profile.hasOneClient() && !credentials.inferenceSecret.isEmpty()) {
        m_core.keeper.keepFromNow(secrets::Kind::ClientSecret);
        m_core.clientSecret = credentials.inferenceSecret;
    }
    m_core.profile.way = m_way;
    m_core.profile.locked = false;
    m_core.signedInWallMs = m_core.clock.wallMs();
    m_core.lastRefreshWallMs.reset();
    if (state == State::SignedIn) {
        m_core.took(answer);
        if (credentials.username.isEmpty())
            takeName();
        m_core.profile.subject = m_core.claims.subject;
        m_core.refresher.personActive();
        m_core.refresher.planFor(answer);
    } else {
        m_core.tokens = {};
        m_core.claims = {};
        m_core.profile.subject.clear();
        m_core.inference = Token{answer.accessToken, answer.expiresInMs, Deadline(m_core.clock, answer.expiresInMs)};
    }
    const QPointer<SignInFlow> alive(this);
    keep(answer);
    if (alive)
        m_core.tell(&Session::profileChanged, &Session::stateChanged, &Session::tokensChanged, &Session::signedIn);
}

/// In the background: signing in does not wait for a keychain (rule 35).
void SignInFlow::keep(const TokenAnswer& answer) {
    const QPointer<SignInFlow> alive(this);
    const auto kept = [this, alive] {
        if (!alive)
            return;
        m_renewal.release();
        m_core.oldSession.end();
    };
    if (std::exchange(m_isStored, false))
        return kept();
    if (!m_core.profile.remember) {
        m_core.keeper.keepNothing();
        return kept();
    }
    // Not while another process refreshes: its answer would take the place of this one.
    m_renewal.hold([this, answer, kept] {
        TokenAnswer all = answer;
        all.refreshToken = m_core.tokens.refresh;
        m_core.keeper.keep(m_core.keepsake(all), kept);
    });
}

/// Nothing was typed here: a device sign-in's user name was typed elsewhere.
void SignInFlow::takeName() {
    Profile& profile = m_core.profile;
    const AccessClaims& claims = m_core.claims;
    const bool isAnother = !profile.subject.isEmpty() && profile.subject != claims.subject;
    if (!claims.username.isEmpty() && (profile.username.isEmpty() || isDeviceWay(m_way) || isAnother))
        profile.username = claims.username;
}

/// Callbacks never come from inside a call.
void SignInFlow::failLater(const Error& error) {
    const auto refuse = [this, attempt = m_attempt, error] {
        if (attempt == m_attempt)
            fail(error);
    };
    QMetaObject::invokeMethod(this, refuse, Qt::QueuedConnection);
}

void SignInFlow::fail(const Error& error) {
    const Error told = error; // NOLINT(performance-unnecessary-copy-initialization): may die with what is stopped
    stop();
    const QPointer<SignInFlow> alive(this);
    Q_EMIT m_core.session.stateChanged();
    if (alive)
        Q_EMIT m_core.session.signInFailed(told);
}

void SignInFlow::askForPassword(const Error& why) {
    stop();
    m_core.state = State::PasswordNeeded;
    const QPointer<SignInFlow> alive(this);
    Q_EMIT m_core.session.stateChanged();
    if (alive)
        Q_EMIT m_core.session.passwordNeeded(why);
}

void SignInFlow::askForSecret(const Error& why) {
    stop();
    m_core.secretOf(m_secretKind).clear(); // of no more use; the keychain's is replaced by the one that works
    m_core.state = State::SecretNeeded;
    const QPointer<SignInFlow> alive(this);
    Q_EMIT m_core.session.stateChanged();
    if (alive)
        Q_EMIT m_core.session.secretNeeded(why);
}

void SignInFlow::stop() {
    ++m_attempt;
    m_running.cancel();
    m_core.instanceCheck.cancel(this);
    m_device.cancel();
    m_renewal.cancel();
    m_alarm.clear();
    m_credentials = {};
    m_secret.clear();
    m_isStored = false;
    m_core.state = m_before;
}

} // namespace wallaroo::session
