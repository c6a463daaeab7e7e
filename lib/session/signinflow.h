#pragma once

#include "domain/token.h"
#include "http/sender.h"
#include "session/alarm.h"
#include "session/session.h"

namespace wallaroo::session {

class Core;

/// The ways into a session: by password, from the keychain, or for an inference token alone. One at a time; a password
/// is sent once, and not within a second of the answer to the one before (rule 21: failures quicker than 1 s apart make
/// Keycloak lock the account for a minute).
class SignInFlow final : public QObject {
    Q_OBJECT
public:
    explicit SignInFlow(Core& core);

    void withPassword(Credentials credentials);
    void forInference(const Secret& clientSecret, bool remember);
    void fromKeychain();
    /// Back to where it began, without a word but stateChanged().
    void cancel();

    /// The session that was there when this began has ended meanwhile.
    void expectNoSession() { m_before = State::PasswordNeeded; }

    /// Looks at the clocks now.
    void checkClocks() { m_alarm.check(); }

private:
    [[nodiscard]] bool begin();
    void needClientSecret(const Secret& typed, void (SignInFlow::*next)());
    void waitForTurn();
    void sendPassword();
    void passwordAnswered(const Result<TokenAnswer>& answer);
    void sendClientCredentials();
    void clientCredentialsAnswered(const Result<TokenAnswer>& answer);
    void readRefreshToken();
    void sendRefreshToken();
    void refreshAnswered(const Result<TokenAnswer>& answer);

    void enter(State state, const TokenAnswer& answer);
    void fail(const Error& error);
    void askForPassword(const Error& why);
    void stop();

    Core& m_core;
    Alarm m_alarm;
    Credentials m_credentials;
    Secret m_clientSecret; ///< of this attempt; the session's own once it has worked
    std::optional<Deadline> m_nextPassword;
    http::Handle m_running;
    State m_before = State::SignedOut;
    quint64 m_attempt = 0; ///< tells what belongs to an attempt that was canceled
};

} // namespace wallaroo::session
