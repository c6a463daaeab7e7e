#include "session/core.h"

#include "session/sessionerrors.h"

#include <utility>

namespace wallaroo::session {
namespace {

bool sameOrigin(const QUrl& left, const QUrl& right) {
    const auto port = [](const QUrl& url) { return url.port(url.scheme() == QLatin1StringView("https") ? 443 : 80); };
    return left.scheme() == right.scheme() && left.host() == right.host() && port(left) == port(right);
}

} // namespace

Core::Core(Session& ownSession, Profile ownProfile, http::Sender& ownTransport, secrets::SecretStore& store,
           const Clock& ownClock)
    : session(ownSession),
      transport(ownTransport),
      clock(ownClock),
      profile(std::move(ownProfile)),
      tokenApi(ownTransport, profile.instance),
      keeper(store, profile),
      instanceCheck(*this),
      oldSession(*this),
      refresher(*this),
      signIn(*this),
      signOut(*this),
      inferenceFetch(*this),
      calls(*this) {
    QObject::connect(&keeper, &SecretKeeper::keepingChanged, &session, &Session::keepingChanged);
    QObject::connect(&keeper, &SecretKeeper::indexChanged, &session, &Session::profileChanged);
}

Core::~Core() = default;

bool Core::isOwnOrigin(const QUrl& url) const {
    return sameOrigin(url, profile.instance.apiBase) || sameOrigin(url, profile.instance.authBase);
}

Keepsake Core::keepsake(const TokenAnswer& answer) const {
    Keepsake kept{clientSecret, profile.hasOneClient() ? Secret() : signInSecret, answer.refreshToken, {}};
    // For other processes, which are expected where there is a place to meet them.
    if (!lockFolder.isEmpty() && !answer.refreshToken.isEmpty())
        kept.accessToken = packedTokens(answer, clock);
    return kept;
}

void Core::took(const TokenAnswer& answer) {
    tokens.take(answer, clock);
    const auto read = readAccessClaims(answer.accessToken);
    claims = read.value_or(AccessClaims());
    // Whole seconds, and some time on the way: half a second is the best guess. One that another process got is older.
    const bool isJustIssued = read && read->issuedAtMs && !answer.fromKeychain;
    if (isJustIssued)
        clockDifferenceMs = *read->issuedAtMs + 500 - clock.wallMs();
}

bool Core::isOtherPerson(const Secret& token) const {
    const QString& expected = claims.subject.isEmpty() ? profile.subject : claims.subject;
    const auto told = expected.isEmpty() ? std::nullopt : readAccessClaims(token);
    return told && !told->subject.isEmpty() && told->subject != expected;
}

void Core::lookElsewhere() {
    const auto isAsking = [this] {
        return state == State::PasswordNeeded && !lockFolder.isEmpty() && keeper.isShared();
    };
    if (!isAsking() || profile.way == Way::InferenceOnly)
        return;
    keeper.peek(secrets::Kind::RefreshToken, &session, [this, isAsking](const std::optional<Secret>& found) {
        if (!found || *found == tokens.refresh || !isAsking() || !isOwnPersons(*found))
            return;
        tokens.refresh = *found;
        const QPointer<Session> alive(&session);
        keeper.expect(secrets::Kind::RefreshToken);
        if (alive)
            signIn.fromKeychain();
    });
}

/// Known to be: a token that does not tell whose it is, is nobody's here.
bool Core::isOwnPersons(const Secret& token) const {
    const QString& own = claims.subject.isEmpty() ? profile.subject : claims.subject;
    const auto told = readAccessClaims(token);
    return told && !own.isEmpty() && told->subject == own;
}

Error Core::otherPersonHere() const {
    return otherPerson(profile.username.isEmpty() ? claims.username : profile.username);
}

bool Core::canResume() const {
    if (profile.way == Way::InferenceOnly)
        return profile.clientSecretStored;
    return profile.refreshTokenStored || !tokens.refresh.isEmpty();
}

void Core::begin(State with) {
    calls.endAll();
    refresher.stop(signInNeeded());
    inferenceFetch.cancel();
    state = with;
}

void Core::endSession(const Error& why, bool forget) {
    if (!hasSession())
        return; // said before
    tokens.access.reset();
    tokens.refreshEnd.reset();
    const QPointer<Session> alive(&session);
    const bool signingIn = state == State::SigningIn;
    if (signingIn)
        signIn.expect(State::PasswordNeeded); // somebody is at it already
    else
        state = State::PasswordNeeded;
    if (forget)
        dropRefreshToken();
    if (alive)
        refresher.stop(why);
    if (alive)
        tell(&Session::stateChanged, &Session::tokensChanged);
    if (alive && !signingIn)
        Q_EMIT session.passwordNeeded(why);
}

void Core::dropRefreshToken() {
    const Secret refused = std::exchange(tokens.refresh, {});
    if (lockFolder.isEmpty() || !keeper.isShared()) // nobody else is expected
        return keeper.forget(secrets::Kind::RefreshToken);
    keeper.forgetIfStill(secrets::Kind::RefreshToken, refused, [this] {
        if (state == State::PasswordNeeded)
            signIn.fromKeychain();
    });
}

void Core::refuseSecret(const Error& why) {
    if (state == State::SecretNeeded)
        return; // said before
    const QPointer<Session> alive(&session);
    const bool signingIn = state == State::SigningIn;
    if (signingIn)
        signIn.expect(State::SecretNeeded);
    else
        state = State::SecretNeeded;
    refresher.stop(why);
    if (alive)
        tell(&Session::stateChanged);
    if (alive && !signingIn)
        Q_EMIT session.secretNeeded(why);
}

void Core::lock() {
    const QPointer<Session> alive(&session);
    signIn.cancel();
    if (!alive || state == State::SigningOut || state == State::Locked)
        return;
    if (state == State::SignedOut && !canResume())
        return; // there is nothing to lock
    const bool isKept = keeper.isKept(secrets::Kind::RefreshToken) && !signIn.isToBeKept();
    if (!tokens.refresh.isEmpty() && !isKept) // nobody could use or end it later
        tokenApi.logout(client(), tokens.refresh, &session, [](const Result<void>&) {});
    profile.locked = true;
    state = State::Locked;
    wipe(lockedError());
    if (alive)
        tell(&Session::profileChanged, &Session::stateChanged, &Session::tokensChanged, &Session::lockedUp);
}

void Core::wipe(const Error& why) {
    ++wipes;
    tokens = {};
    inference.reset();
    clientSecret.clear();
    signInSecret.clear();
    keeper.dropCopies();
    oldSession.drop();
    signIn.keepNothingMore();
    calls.endAll();
    refresher.stop(why);
    inferenceFetch.cancel();
}

} // namespace wallaroo::session
