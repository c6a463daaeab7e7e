#include "session/session.h"

#include "http/transport.h"
#include "session/core.h"

namespace wallaroo::session {

class Session::Private {
public:
    template <typename... Parts>
    explicit Private(Session& session, Parts&&... parts) : core(session, std::forward<Parts>(parts)...) {}

    Core core;
};

Session::Session(Profile profile, http::Sender& transport, secrets::SecretStore& store, const Clock& clock,
                 QObject* parent)
    : QObject(parent),
      d(std::make_unique<Private>(*this, std::move(profile), transport, store, clock)) {
}

Session::~Session() = default;

State Session::state() const {
    return d->core.state;
}

bool Session::isUnsettled() const {
    return d->core.state == State::SigningOut || d->core.refresher.isRunning() || d->core.signIn.isRenewing();
}

const Profile& Session::profile() const {
    return d->core.profile;
}

void Session::setMarks(const Profile& from) {
    auto& own = d->core.profile;
    own.name = from.name;
    own.colour = from.colour;
    own.readOnly = from.readOnly;
}

void Session::takeIndex(const Profile& from) {
    auto& own = d->core.profile;
    if (state() != State::Locked || own.id != from.id)
        return;
    own.clientSecretStored = from.clientSecretStored;
    own.signInSecretStored = from.signInSecretStored;
    own.refreshTokenStored = from.refreshTokenStored;
    own.accessTokenStored = from.accessTokenStored;
    own.perhapsStored = from.perhapsStored;
    own.keychain = from.keychain;
}

Keeping Session::keeping() const {
    return d->core.keeper.keeping();
}

std::optional<Error> Session::keepingError() const {
    return d->core.keeper.error();
}

QString Session::keychainName() const {
    return d->core.keeper.name();
}

void Session::setLockFolder(const QString& folder) {
    d->core.lockFolder = folder;
}

void Session::setDiscovery(const api::Discovery& discovery) {
    d->core.instanceCheck.use(discovery);
}

std::optional<api::Discovery> Session::discovery() const {
    return d->core.instanceCheck.found();
}

void Session::signIn(Credentials credentials) {
    d->core.signIn.withPassword(std::move(credentials));
}

void Session::signInWithDevice(const DeviceCredentials& credentials) {
    d->core.signIn.withDevice(credentials);
}

std::optional<DevicePrompt> Session::devicePrompt() const {
    return d->core.signIn.devicePrompt();
}

void Session::signInForInference(Secret clientSecret, bool remember) {
    d->core.signIn.forInference(clientSecret, remember);
}

void Session::giveClientSecret(Secret clientSecret) {
    d->core.signIn.withNewSecret(clientSecret);
}

void Session::resume() {
    d->core.signIn.fromKeychain();
}

void Session::lookElsewhere() {
    d->core.lookElsewhere();
}

void Session::lookForClientSecret(QObject* context, std::function<void(bool found)> done) {
    Core& core = d->core;
    const secrets::Kind kind = core.signInKind();
    if (core.secretOf(kind).isEmpty() && core.keeper.isStored(kind)) {
        core.keeper.read(kind, context, [&core, kind, done, wipes = core.wipes](const Result<Secret>& secret) {
            if (secret && wipes == core.wipes && !core.profile.locked)
                core.secretOf(kind) = *secret;
            done(secret.has_value());
        });
        return;
    }
    const bool found = !core.secretOf(kind).isEmpty();
    QMetaObject::invokeMethod(
        context, [done = std::move(done), found] { done(found); }, Qt::QueuedConnection);
}

void Session::cancelSignIn() {
    d->core.signIn.cancel();
}

void Session::signOut(bool forgetClientSecret) {
    d->core.signOut.begin(SignOutFlow::Reach::ThisSession, forgetClientSecret);
}

void Session::signOutEverywhere(bool forgetClientSecret) {
    d->core.signOut.begin(SignOutFlow::Reach::Everywhere, forgetClientSecret);
}

void Session::lock() {
    d->core.lock();
}

void Session::renew() {
    d->core.refresher.renew();
}

void Session::fetchInferenceToken(const Secret& typedSecret) {
    d->core.inferenceFetch.fetch(typedSecret);
}

std::optional<Token> Session::mlopsToken() const {
    return d->core.tokens.access;
}

std::optional<Token> Session::inferenceToken() const {
    return d->core.inference;
}

bool Session::hasClientSecret() const {
    const Core& core = d->core;
    return !core.clientSecret.isEmpty() || (core.mayFetchInference() && core.profile.clientSecretStored);
}

std::optional<Deadline> Session::sessionEnd() const {
    return d->core.tokens.refreshEnd;
}

Facts Session::facts() const {
    const Core& core = d->core;
    Facts facts;
    facts.way = core.profile.way;
    facts.clientId = core.profile.clientId;
    facts.inferenceClientId = core.profile.inferenceClient();
    facts.issuer = discovery() ? discovery()->issuer : QString();
    facts.sessionId = core.claims.sessionId;
    facts.subject = core.claims.subject;
    facts.username = core.claims.username;
    facts.realmRoles = core.claims.realmRoles;
    facts.clientRoles = core.claims.clientRoles;
    facts.staysSignedIn = core.hasSession() && core.tokens.refreshLifetimeMs == 0 && core.profile.staySignedIn;
    if (core.tokens.access) {
        facts.accessEnd = core.tokens.access->end;
        facts.accessLifetimeMs = core.tokens.access->lifetimeMs;
    }
    facts.sessionEnd = core.tokens.refreshEnd;
    facts.sessionLifetimeMs = core.tokens.refreshLifetimeMs;
    facts.signedInWallMs = core.signedInWallMs;
    facts.lastRefreshWallMs = core.lastRefreshWallMs;
    facts.clockDifferenceMs = core.clockDifferenceMs;
    facts.proxy = http::Transport::proxyFor(core.profile.instance.authBase);
    facts.authoritiesPem = core.profile.authoritiesPem;
    facts.pinnedPem = core.profile.pinnedPem;
    return facts;
}

const Clock& Session::clock() const {
    return d->core.clock;
}

void Session::personActive() {
    d->core.refresher.personActive();
}

void Session::setIdleLimit(qint64 limitMs) {
    d->core.refresher.setIdleLimit(limitMs);
}

void Session::checkClocks() {
    d->core.refresher.checkClocks();
    d->core.signIn.checkClocks();
    d->core.signOut.checkClocks();
}

void Session::retryKeychain() {
    Core& core = d->core;
    const bool nothingRead = core.state == State::PasswordNeeded && core.tokens.refresh.isEmpty();
    if (nothingRead && core.profile.refreshTokenStored)
        return core.signIn.fromKeychain();
    TokenAnswer kept;
    kept.refreshToken = core.tokens.refresh;
    Keepsake keepsake = core.keepsake(kept);
    keepsake.accessToken.clear(); // comes with the next refresh
    core.keeper.keepAgain(keepsake);
}

void Session::forgetStored(secrets::Kind kind, QObject* context, std::function<void(const Result<void>&)> done) {
    d->core.keeper.forgetByHand(kind,
                                [done = std::move(done), waiting = QPointer(context)](const Result<void>& outcome) {
                                    if (waiting)
                                        done(outcome);
                                });
}

http::Handle Session::send(http::Request request, QObject* context, http::Done done) {
    return d->core.calls.start({std::move(request), nullptr, context, std::move(done)});
}

http::Handle Session::stream(http::Request request, std::shared_ptr<http::BodySink> sink, QObject* context,
                             http::Done done) {
    return d->core.calls.start({std::move(request), std::move(sink), context, std::move(done)});
}

} // namespace wallaroo::session
