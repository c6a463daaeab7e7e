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
    Secret inferenceSecret{}; ///< of an inference client of its own; empty: the one from the keychain, or none
};

/// A device sign-in (RFC 8628). The secrets may be empty: a public client has none.
struct DeviceCredentials {
    Way way = Way::DeviceBrowser;
    Secret clientSecret{};
    Secret inferenceSecret{};
    bool remember = true;
};

/// What a person needs to approve a device sign-in.
struct DevicePrompt {
    QString userCode;
    QUrl page;         ///< at the authentication address: it was checked
    QUrl completePage; ///< with the code in it; `page` where the server gave none
    Deadline end;
};

enum class State {
    SignedOut,
    SigningIn,
    SignedIn,       ///< a user's session: MLOps token, refreshed
    InferenceOnly,  ///< client id and secret alone: no user, no API calls
    PasswordNeeded, ///< the server's session has ended: only the password (and code) is asked for
    SecretNeeded,   ///< the client's secret was changed: only that is asked for, the session is kept
    Locked,         ///< by lock(): nothing is in memory, nothing is sent before somebody has signed in again
    SigningOut
};

/// The state of the keychain as far as this session met it.
enum class Keeping {
    NotAsked,
    Kept,        ///< secrets are in the keychain
    SessionOnly, ///< not remembered by choice, or a sandbox
    Failed       ///< could not be read or written: works for this session; see keepingError()
};

/// What became of the session at the server when it was signed out here.
enum class ServerEnd {
    Ended,      ///< told, or there was none
    Refused,    ///< the server answered, and did not end it
    NotReached, ///< it was asked, and gave no answer
    NotAsked    ///< the keychain did not give the token: nobody here could end it
};

/// What the session panel shows. Claims are the access token's own words, not verified: they decide nothing (rule 28),
/// and are empty where the token cannot be read.
struct Facts {
    Way way = Way::Password;
    QString clientId;
    QString inferenceClientId;
    QString issuer;
    QString sessionId;
    QString subject;
    QString username;
    QStringList realmRoles;
    QStringList clientRoles; ///< "master-realm: view-users"
    bool staysSignedIn = false;
    std::optional<Deadline> accessEnd;
    qint64 accessLifetimeMs = 0;
    std::optional<Deadline> sessionEnd; ///< unset: an offline session, or not told
    qint64 sessionLifetimeMs = 0;
    std::optional<qint64> signedInWallMs;    ///< milliseconds since 1970 UTC, as the next one
    std::optional<qint64> lastRefreshWallMs; ///< unset: not refreshed yet
    /// The server's clock minus this one, to a second or two; unset: not known. Say so above 120 s (rule 27).
    std::optional<qint64> clockDifferenceMs;
    QString proxy;             ///< "host:port"; empty: none
    QByteArray authoritiesPem; ///< the profile's own CA certificates
    QByteArray pinnedPem;      ///< the one certificate that is accepted at the authentication address
};

/// Above this a difference between the clocks is worth a word (rule 27).
inline constexpr qint64 tolerableClockDifferenceMs = 120'000;

/// One account at one instance: signs in, keeps the tokens fresh, sends requests with them.
///
/// As a Sender it adds the bearer token to requests that go to the profile's API or authentication origin (rule 14) and
/// to no other (NotEncrypted error), waits behind one refresh however many calls need it (rule 16), repeats a request
/// once after a 401 and one refresh (rule 20), and answers SignInNeeded when there is no session. Late replies of an
/// earlier sign-in are dropped (rule 44). Only invalid_grant ends a session (rule 19).
///
/// Before the first secret goes out the discovery document is read and checked, once (rule 53).
class Session final : public QObject, public http::Sender {
    Q_OBJECT
public:
    /// transport, store and clock outlive the session; nothing is sent or read before the first call.
    Session(Profile profile, http::Sender& transport, secrets::SecretStore& store, const Clock& clock,
            QObject* parent = nullptr);
    ~Session() override;

    [[nodiscard]] State state() const;
    /// A refresh or a sign-out runs: what comes of it is lost with the session. Over at a stateChanged(),
    /// tokensChanged() or renewFailed().
    [[nodiscard]] bool isUnsettled() const;
    [[nodiscard]] const Profile& profile() const;
    /// Takes over how a person marked the same profile meanwhile: name, colour, read-only. Nothing else of it.
    void setMarks(const Profile& from);
    /// Takes over, behind a lock, what an earlier session of the same profile has put into the keychain since.
    void takeIndex(const Profile& from);
    [[nodiscard]] Keeping keeping() const;
    [[nodiscard]] std::optional<Error> keepingError() const;
    [[nodiscard]] QString keychainName() const;

    /// Where processes of this user agree on who refreshes (rule 17): a folder for a lock file per profile, such as the
    /// profiles' own. Empty, as at first: nobody else is expected.
    void setLockFolder(const QString& folder);
    /// What was found out before, by the dialog say: saves the request. Of another instance it must not be.
    void setDiscovery(const api::Discovery& discovery);
    /// What the instance offers; unset: not asked yet, or there is no such document.
    [[nodiscard]] std::optional<api::Discovery> discovery() const;

    /// RFC 6749 password grant with the profile's client. Ends in signedIn() or signInFailed().
    void signIn(Credentials credentials);
    /// RFC 8628. deviceCodeReady() when there is something to approve, then signedIn() or signInFailed(). Asks at the
    /// server's pace; what goes wrong on the way to it meanwhile ends nothing.
    void signInWithDevice(const DeviceCredentials& credentials);
    [[nodiscard]] std::optional<DevicePrompt> devicePrompt() const;
    /// Client credentials alone. Ends in signedIn() (state InferenceOnly) or signInFailed().
    void signInForInference(Secret clientSecret, bool remember);
    /// In SecretNeeded: goes on with the session by the new secret. Ends in signedIn(), secretNeeded(),
    /// passwordNeeded() or signInFailed().
    void giveClientSecret(Secret clientSecret);
    /// From the keychain, at a start. Ends in signedIn(), passwordNeeded(), secretNeeded() or signInFailed(); of a
    /// locked profile in the state Locked, with lockedUp().
    void resume();
    /// Whoever is asked for the password may have signed in with another process on the same profile: goes on with that
    /// one's session as resume() does, where it is known to be the same person's. Else nothing happens.
    void lookElsewhere();
    /// Reads the client secret from the keychain only, to know whether the dialog must ask for it.
    void lookForClientSecret(QObject* context, std::function<void(bool found)> done);
    void cancelSignIn();

    /// Ends the session at the server with the own refresh token; here everything is wiped at once, whatever the server
    /// says.
    void signOut(bool forgetClientSecret);
    /// The same by revocation, which ends every session of this user with this client, those of notebooks and scripts
    /// too (measured). Ends in signedOut().
    void signOutEverywhere(bool forgetClientSecret);
    /// Takes tokens and secrets out of memory, keeps them in the keychain, and marks the profile, so that also after a
    /// restart somebody has to sign in first: by password, device or, for inference only, the client secret. Calls that
    /// run end. What is not in a keychain is lost; its session is ended at the server. A guard against passers-by, not
    /// against somebody with this desktop session. Ends in lockedUp(), at once; when signed out only
    /// where the keychain could go on without a question, after a resume that failed or was stopped by this, say.
    void lock();

    /// Renews the MLOps token now; ends in tokensChanged(), renewFailed(), passwordNeeded() or secretNeeded(). A
    /// running refresh is joined.
    void renew();
    /// Gets a new inference token; ends in tokensChanged() or inferenceFailed(). With a typed secret, that is used and,
    /// once it has worked, kept.
    void fetchInferenceToken(const Secret& typedSecret = {});

    [[nodiscard]] std::optional<Token> mlopsToken() const;
    [[nodiscard]] std::optional<Token> inferenceToken() const;
    /// Whether the inference client's secret is at hand or in the keychain, so that an inference token can be had.
    [[nodiscard]] bool hasClientSecret() const;
    /// When the server's session ends if nothing is done, by the refresh token's life: "asked again at about 17:30".
    /// Unset: unknown, or an offline session.
    [[nodiscard]] std::optional<Deadline> sessionEnd() const;
    [[nodiscard]] Facts facts() const;
    [[nodiscard]] const Clock& clock() const;

    /// Somebody is at the program: a key, a click. Without that for longer than the limit nothing is refreshed by
    /// itself, so that an unattended window does not defeat the server's idle policy (rule 49); what is overdue is made
    /// up for here.
    void personActive();
    /// Milliseconds; 15 minutes at first; 0: refresh whoever is there.
    void setIdleLimit(qint64 limitMs);

    /// Looks at both clocks now: after the computer woke up, say, before the first call goes out. By itself a session
    /// looks every 30 s.
    void checkClocks();

    /// Writes to the keychain again what it should hold: [Try again]. Ends in keepingChanged(), also where the state
    /// stays the same. Where a start found it locked, it is read again as by resume().
    void retryKeychain();
    /// Deletes one item from the keychain; what is in memory stays in use until the end, and no refresh brings it back:
    /// a new sign-in, a typed secret or retryKeychain() does.
    void forgetStored(secrets::Kind kind, QObject* context, std::function<void(const Result<void>&)> done);

    http::Handle send(http::Request request, QObject* context, http::Done done) override;
    http::Handle stream(http::Request request, std::shared_ptr<http::BodySink> sink, QObject* context,
                        http::Done done) override;

Q_SIGNALS:
    void stateChanged();
    void signedIn();
    void signInFailed(const wallaroo::Error& error);
    /// devicePrompt() is there: show it, open it.
    void deviceCodeReady();
    /// The server's session has ended, or there is none to resume: ask for the password; the rest is known.
    void passwordNeeded(const wallaroo::Error& why);
    /// The client secret was changed at the server: ask for the new one alone; giveClientSecret() goes on from there.
    void secretNeeded(const wallaroo::Error& why);
    void lockedUp();
    void tokensChanged();
    void renewFailed(const wallaroo::Error& error);
    void inferenceFailed(const wallaroo::Error& error);
    void keepingChanged();
    /// The profile's index of stored secrets changed: save it.
    void profileChanged();
    /// Everything here is wiped. Not ended at the server, a session ends by itself there, an offline one after weeks.
    void signedOut(wallaroo::session::ServerEnd atServer);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace wallaroo::session
