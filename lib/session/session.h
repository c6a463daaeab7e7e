#pragma once

#include "api/tokenapi.h"
#include "base/clock.h"
#include "domain/token.h"
#include "http/sender.h"
#include "secrets/secretstore.h"
#include "session/profile.h"

#include <QObject>

#include <memory>
#include <optional>

namespace wallaroo::session {

/// What a person typed to sign in. The password is dropped as soon as the request body exists.
struct Credentials {
    QString username;
    Secret password;
    Secret oneTimeCode;  ///< may be empty
    Secret clientSecret; ///< empty: the one from the keychain, if the profile has one there
    bool remember = true;
};

enum class State {
    SignedOut,
    SigningIn,
    SignedIn,       ///< a user's session: MLOps token, refreshed
    InferenceOnly,  ///< client id and secret alone: no user, no API calls
    PasswordNeeded, ///< the server's session has ended: only the password (and code) is asked for
    SigningOut
};

/// The state of the keychain as far as this session met it.
enum class Keeping {
    NotAsked,
    Kept,        ///< secrets are in the keychain
    SessionOnly, ///< not remembered by choice, or a sandbox
    Failed       ///< could not be read or written: works for this session; see keepingError()
};

/// One account at one instance: signs in, keeps the tokens fresh, sends requests with them.
///
/// As a Sender it adds the bearer token to requests that go to the profile's API or authentication origin (rule 14) and
/// to no other (NotEncrypted error), waits behind one refresh however many calls need it (rule 16), repeats a request
/// once after a 401 and one refresh (rule 20), and answers SignInNeeded when there is no session. Late replies of an
/// earlier sign-in are dropped (rule 44). Only invalid_grant ends a session (rule 19).
class Session final : public QObject, public http::Sender {
    Q_OBJECT
public:
    /// transport, store and clock outlive the session; nothing is sent or read before the first call.
    Session(Profile profile, http::Sender& transport, secrets::SecretStore& store, const Clock& clock,
            QObject* parent = nullptr);
    ~Session() override;

    [[nodiscard]] State state() const;
    [[nodiscard]] const Profile& profile() const;
    [[nodiscard]] Keeping keeping() const;
    [[nodiscard]] std::optional<Error> keepingError() const;
    [[nodiscard]] QString keychainName() const;

    /// RFC 6749 password grant with the profile's client. Ends in signedIn() or signInFailed().
    void signIn(Credentials credentials);
    /// Client credentials alone. Ends in signedIn() (state InferenceOnly) or signInFailed().
    void signInForInference(Secret clientSecret, bool remember);
    /// From the keychain, at a start. Ends in signedIn(), passwordNeeded() or signInFailed().
    void resume();
    /// Reads the client secret from the keychain only, to know whether the dialog must ask for it.
    void lookForClientSecret(QObject* context, std::function<void(bool found)> done);
    void cancelSignIn();

    /// Ends the session at the server with the own refresh token; here everything is wiped at once, whatever the server
    /// says.
    void signOut(bool forgetClientSecret);
    /// Renews the MLOps token now; ends in tokensChanged() or renewFailed(). A running refresh is joined.
    void renew();
    /// Gets a new inference token; ends in tokensChanged() or inferenceFailed().
    void fetchInferenceToken();

    [[nodiscard]] std::optional<Token> mlopsToken() const;
    [[nodiscard]] std::optional<Token> inferenceToken() const;
    /// Whether a client secret is at hand, so that an inference token can be had.
    [[nodiscard]] bool hasClientSecret() const;
    /// When the server's session ends if nothing is done, by the refresh token's life; past or unset: unknown.
    [[nodiscard]] std::optional<Deadline> sessionEnd() const;
    [[nodiscard]] const Clock& clock() const;

    /// Looks at both clocks now: after the computer woke up, say, before the first call goes out. By itself a session
    /// looks every 30 s.
    void checkClocks();

    http::Handle send(http::Request request, QObject* context, http::Done done) override;
    http::Handle stream(http::Request request, std::shared_ptr<http::BodySink> sink, QObject* context,
                        http::Done done) override;

Q_SIGNALS:
    void stateChanged();
    void signedIn();
    void signInFailed(const wallaroo::Error& error);
    /// The server's session has ended, or there is none to resume: ask for the password; the rest is known.
    void passwordNeeded(const wallaroo::Error& why);
    void tokensChanged();
    void renewFailed(const wallaroo::Error& error);
    void inferenceFailed(const wallaroo::Error& error);
    void keepingChanged();
    /// The profile's index of stored secrets changed: save it.
    void profileChanged();
    /// Everything here is wiped. serverEnded: false when the server was not reached and its session ends by itself.
    void signedOut(bool serverEnded);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace wallaroo::session
