#pragma once

#include "domain/token.h"
#include "http/sender.h"
#include "session/alarm.h"
#include "session/deviceflow.h"
#include "session/renewal.h"
#include "session/session.h"

namespace wallaroo::session {

class Core;

/// The ways into a session: by password, by device, from the keychain, or for an inference token alone. One at a time;
/// a password is sent once, and not within a second of the answer to the one before (rule 21: failures quicker than 1 s
/// apart make Keycloak lock the account for a minute). No secret goes out before the instance was checked (rule 53).
class SignInFlow final : public QObject {
    Q_OBJECT
public:
    explicit SignInFlow(Core& core);

    void withPassword(Credentials credentials);
    void withDevice(const DeviceCredentials& credentials);
    void forInference(const Secret& clientSecret, bool remember);
    void withNewSecret(const Secret& clientSecret);
    void fromKeychain();
    /// Back to where it began, without a word but stateChanged().
    void cancel();

    /// Whether what came is still to be written.
    [[nodiscard]] bool isToBeKept() const { return m_renewal.isHeldUp(); }

    /// What is still to be written waits no longer.
    void keepNothingMore() { m_renewal.cancel(); }

    /// By the refresh token, which the server may have taken already.
    [[nodiscard]] bool isRenewing() const { return m_renewal.isRunning(); }

    /// The session that was there when this began is in that state meanwhile.
    void expect(State instead) { m_before = instead; }

    /// Whether that is where a sign-in that fails would end.
    [[nodiscard]] bool goesBackTo(State state) const { return m_before == state; }

    [[nodiscard]] const std::optional<DevicePrompt>& devicePrompt() const { return m_device.prompt(); }

    /// Looks at the clocks now.
    void checkClocks();

private:
    using Step = void (SignInFlow::*)();

    [[nodiscard]] bool begin();
    void needSecret(secrets::Kind kind, const Secret& typed, Step next);
    void checkInstance(Step next);
    void waitForTurn();
    void sendPassword();
    void startDevice();
    void personAnswered(const Result<TokenAnswer>& answer);
    [[nodiscard]] bool isRefused(const Secret& token) const;
    void takeName();
    void sendClientCredentials();
    void clientCredentialsAnswered(const Result<TokenAnswer>& answer);
    void readRefreshToken();
    void sendRefreshToken();
    void refreshAnswered(const Result<TokenAnswer>& answer);

    void store(const TokenAnswer& answer);
    void enter(State state, const TokenAnswer& answer);
    void keep(const TokenAnswer& answer);
    void failLater(const Error& error);
    void fail(const Error& error);
    void askForPassword(const Error& why);
    void askForSecret(const Error& why);
    void stop();

    [[nodiscard]] Client client() const;
    [[nodiscard]] api::Scope scope() const;

    Core& m_core;
    Alarm m_alarm;
    DeviceFlow m_device;
    Renewal m_renewal;
    Credentials m_credentials;
    Way m_way = Way::Password;
    secrets::Kind m_secretKind = secrets::Kind::ClientSecret;
    Secret m_secret;         ///< of this attempt's client; the session's own once it has worked
    bool m_isStored = false; ///< what came is in the keychain already, or cannot be
    std::optional<Deadline> m_nextPassword;
    http::Handle m_running;
    State m_before = State::SignedOut;
    quint64 m_attempt = 0; ///< tells what belongs to an attempt that was canceled
};

} // namespace wallaroo::session
