#pragma once

#include "session/accessclaims.h"
#include "session/authorizedcall.h"
#include "session/inferencefetch.h"
#include "session/instancecheck.h"
#include "session/oldsession.h"
#include "session/refresher.h"
#include "session/secretkeeper.h"
#include "session/session.h"
#include "session/signinflow.h"
#include "session/signoutflow.h"
#include "session/usertokens.h"

namespace wallaroo::session {

/// What the parts of a session share: its data, and each other. Signals are the session's own and are emitted last,
/// because whoever hears one may delete the session: see tell().
class Core {
public:
    Core(Session& session, Profile profile, http::Sender& transport, secrets::SecretStore& store, const Clock& clock);
    ~Core();
    Core(const Core&) = delete;
    Core& operator=(const Core&) = delete;

    /// The client to sign in by.
    [[nodiscard]] Client client() const {
        return {profile.clientId, profile.hasOneClient() ? clientSecret : signInSecret};
    }

    [[nodiscard]] Client inferenceClient() const { return {profile.inferenceClient(), clientSecret}; }

    /// Where the secret of the client to sign in by rests.
    [[nodiscard]] secrets::Kind signInKind() const {
        return profile.hasOneClient() ? secrets::Kind::ClientSecret : secrets::Kind::SignInSecret;
    }

    [[nodiscard]] Secret& secretOf(secrets::Kind kind) {
        return kind == secrets::Kind::SignInSecret ? signInSecret : clientSecret;
    }

    /// Whether the address has scheme, host and port of one of the profile's two addresses: only there goes a token.
    [[nodiscard]] bool isOwnOrigin(const QUrl& url) const;

    [[nodiscard]] bool hasSession() const { return tokens.access.has_value(); }

    /// Not before a sign-in, and not behind a lock.
    [[nodiscard]] bool mayFetchInference() const {
        return state != State::SignedOut && state != State::SigningOut && !profile.locked;
    }

    /// The client's secret is asked for, or tried: nothing is refreshed beside that.
    [[nodiscard]] bool lacksSecret() const {
        return state == State::SecretNeeded || (state == State::SigningIn && signIn.goesBackTo(State::SecretNeeded));
    }

    /// Whether the keychain should hold, or memory has, what signs in without a question.
    [[nodiscard]] bool canResume() const;
    [[nodiscard]] bool isOwnPersons(const Secret& token) const;
    /// All that is to be in the keychain; of the tokens, those of this answer.
    [[nodiscard]] Keepsake keepsake(const TokenAnswer& answer) const;

    /// Whether the token belongs to somebody else than this window, or this lock, waits for. Claims decide nothing for
    /// a server. Here they keep one person's tables from another's eyes; what cannot be read is nobody's.
    [[nodiscard]] bool isOtherPerson(const Secret& token) const;
    /// In PasswordNeeded: see Session.
    void lookElsewhere();
    /// What is said to that person.
    [[nodiscard]] Error otherPersonHere() const;

    /// A new sign-in has worked: the calls of the one before it end. Emits nothing.
    void begin(State with);
    /// New tokens are in use.
    void took(const TokenAnswer& answer);
    /// The server no longer accepts what there is: asks for the password, once. `forget`: the refresh token is
    /// finished and dropped everywhere (rule 19).
    void endSession(const Error& why, bool forget);
    /// The refresh token is finished: nowhere is it kept. What another process has put in its place stays, and is gone
    /// on with where the password is being asked for.
    void dropRefreshToken();
    /// The server no longer accepts the client's secret: asks for that alone, once, and keeps everything.
    void refuseSecret(const Error& why);
    /// Forgets all secrets in memory and ends all calls. Emits nothing.
    void wipe(const Error& why);
    /// Also where a resume is under way, or has failed: the keychain could go on without a password.
    void lock();

    /// Emits one signal after the other as long as the session lives.
    template <typename... Signals>
    void tell(Signals... each) {
        const QPointer<Session> alive(&session);
        const auto emitOne = [&](auto signal) {
            if (alive)
                Q_EMIT(alive->*signal)();
        };
        (emitOne(each), ...);
    }

    Session& session;
    http::Sender& transport;
    const Clock& clock;
    Profile profile;
    api::TokenApi tokenApi;
    QString lockFolder; ///< empty: nobody else is expected
    State state = State::SignedOut;
    Secret clientSecret; ///< of the client for inference tokens, see Profile::clientSecretStored
    Secret signInSecret;
    UserTokens tokens;
    std::optional<Token> inference;
    quint64 wipes = 0; ///< so that what was asked for before is not put in place again

    AccessClaims claims; ///< of the last access token; kept beyond its end, to know whose window this is
    std::optional<qint64> signedInWallMs;
    std::optional<qint64> lastRefreshWallMs;
    std::optional<qint64> clockDifferenceMs;

    SecretKeeper keeper;
    InstanceCheck instanceCheck;
    OldSession oldSession;
    Refresher refresher;
    SignInFlow signIn;
    SignOutFlow signOut;
    InferenceFetch inferenceFetch;
    CallList calls;
};

} // namespace wallaroo::session
