#include "session/session.h"

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

const Profile& Session::profile() const {
    return d->core.profile;
}

void Session::setMarks(const Profile& from) {
    auto& own = d->core.profile;
    own.name = from.name;
    own.colour = from.colour;
    own.readOnly = from.readOnly;
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

void Session::signIn(Credentials credentials) {
    d->core.signIn.withPassword(std::move(credentials));
}

void Session::signInForInference(Secret clientSecret, bool remember) {
    d->core.signIn.forInference(clientSecret, remember);
}

void Session::resume() {
    d->core.signIn.fromKeychain();
}

void Session::lookForClientSecret(QObject* context, std::function<void(bool found)> done) {
    Core& core = d->core;
    if (core.clientSecret.isEmpty() && core.profile.clientSecretStored) {
        core.keeper.read(secrets::Kind::ClientSecret, context,
                         [&core, done, wipes = core.wipes](const Result<Secret>& secret) {
                             if (secret && wipes == core.wipes)
                                 core.clientSecret = *secret;
                             done(secret.has_value());
                         });
        return;
    }
    const bool found = !core.clientSecret.isEmpty();
    QMetaObject::invokeMethod(
        context, [done = std::move(done), found] { done(found); }, Qt::QueuedConnection);
}

void Session::cancelSignIn() {
    d->core.signIn.cancel();
}

void Session::signOut(bool forgetClientSecret) {
    d->core.signOut.begin(forgetClientSecret);
}

void Session::renew() {
    d->core.refresher.renew();
}

void Session::fetchInferenceToken(const Secret&) {
    d->core.inferenceFetch.fetch();
}

void Session::setLockFolder(const QString&) {
}

void Session::setDiscovery(const api::Discovery&) {
}

std::optional<api::Discovery> Session::discovery() const {
    return std::nullopt;
}

void Session::signInWithDevice(DeviceCredentials) {
}

std::optional<DevicePrompt> Session::devicePrompt() const {
    return std::nullopt;
}

void Session::giveClientSecret(Secret) {
}

void Session::signOutEverywhere(bool forgetClientSecret) {
    d->core.signOut.begin(forgetClientSecret);
}

void Session::lock() {
}

Facts Session::facts() const {
    return {};
}

void Session::personActive() {
}

void Session::setIdleLimit(qint64) {
}

void Session::retryKeychain() {
}

void Session::forgetStored(secrets::Kind kind, QObject* context, std::function<void(const Result<void>&)> done) {
    d->core.keeper.forget(kind, [done, alive = QPointer(context)] {
        if (alive)
            done({});
    });
}

std::optional<Token> Session::mlopsToken() const {
    return d->core.tokens.access;
}

std::optional<Token> Session::inferenceToken() const {
    return d->core.inference;
}

bool Session::hasClientSecret() const {
    return !d->core.clientSecret.isEmpty();
}

std::optional<Deadline> Session::sessionEnd() const {
    return d->core.tokens.refreshEnd;
}

const Clock& Session::clock() const {
    return d->core.clock;
}

void Session::checkClocks() {
    d->core.refresher.checkClocks();
    d->core.signIn.checkClocks();
    d->core.signOut.checkClocks();
}

http::Handle Session::send(http::Request request, QObject* context, http::Done done) {
    return d->core.calls.start({std::move(request), nullptr, context, std::move(done)});
}

http::Handle Session::stream(http::Request request, std::shared_ptr<http::BodySink> sink, QObject* context,
                             http::Done done) {
    return d->core.calls.start({std::move(request), std::move(sink), context, std::move(done)});
}

} // namespace wallaroo::session
