#include "session/core.h"

#include "session/sessionerrors.h"

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
    if (forget)
        tokens.refresh.clear();
    const QPointer<Session> alive(&session);
    const bool signingIn = state == State::SigningIn;
    if (signingIn)
        signIn.expectNoSession(); // somebody is at it already
    else
        state = State::PasswordNeeded;
    if (forget)
        keeper.forget(secrets::Kind::RefreshToken);
    if (alive)
        refresher.stop(why);
    if (alive)
        tell(&Session::stateChanged, &Session::tokensChanged);
    if (alive && !signingIn)
        Q_EMIT session.passwordNeeded(why);
}

void Core::wipe(const Error& why) {
    ++wipes;
    tokens = {};
    inference.reset();
    clientSecret.clear();
    keeper.dropCopies();
    calls.endAll();
    refresher.stop(why);
    inferenceFetch.cancel();
}

} // namespace wallaroo::session
