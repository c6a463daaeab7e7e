#pragma once

#include "session/authorizedcall.h"
#include "session/inferencefetch.h"
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

    [[nodiscard]] Client client() const { return {profile.clientId, clientSecret}; }

    /// Whether the address has scheme, host and port of one of the profile's two addresses: only there goes a token.
    [[nodiscard]] bool isOwnOrigin(const QUrl& url) const;

    [[nodiscard]] bool hasSession() const { return tokens.access.has_value(); }

    /// A new sign-in has worked: the calls of the one before it end. Emits nothing.
    void begin(State with);
    /// The server no longer accepts what there is: asks for the password, once. `forget`: the refresh token is
    /// finished and dropped everywhere (rule 19).
    void endSession(const Error& why, bool forget);
    /// Forgets all secrets in memory and ends all calls. Emits nothing.
    void wipe(const Error& why);

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
    State state = State::SignedOut;
    Secret clientSecret;
    UserTokens tokens;
    std::optional<Token> inference;
    quint64 wipes = 0; ///< so that what was asked for before is not put in place again

    SecretKeeper keeper;
    Refresher refresher;
    SignInFlow signIn;
    SignOutFlow signOut;
    InferenceFetch inferenceFetch;
    CallList calls;
};

} // namespace wallaroo::session
