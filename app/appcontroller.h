#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "secrets/memorystore.h"
#include "session/profile.h"
#include "session/session.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace wallaroo {

struct Account;
struct SandboxAccount;
class Clipboard;
class InstanceProbe;
class MainWindow;
class Prompts;
class SandboxProcess;
class Settings;
class SignInDialog;

/// What the program is made of; owned by main().
struct Parts {
    const Clock& clock;
    secrets::SecretStore& keychain;
    session::ProfileStore& profiles;
    Prompts& prompts;
    Clipboard& clipboard;
    Settings& settings;
    QString windowStatePath;    ///< where sizes and columns are remembered
    QString sandboxProgram;     ///< empty: no sandbox is offered
    QStringList sandboxOptions; ///< more options for it
};

/// The way between dialog and window: who is shown, when, and whose account is behind it. Owns both, and the account.
class AppController final : public QObject {
    Q_OBJECT
public:
    explicit AppController(const Parts& parts, QObject* parent = nullptr);
    ~AppController() override;

    /// Shows the window where the last profile can sign in from the keychain, else the sign-in dialog.
    void start();

    /// The sign-in dialog, whatever is remembered.
    void startFresh() { showDialog(); }

    /// The sandbox at once, as by its button.
    void startSandbox();

    [[nodiscard]] SignInDialog* dialog() const;

    [[nodiscard]] MainWindow* window() const { return m_window.get(); }

Q_SIGNALS:
    void windowShown();
    /// Both are closed: the program may end.
    void finished();

private:
    void showDialog();
    [[nodiscard]] session::Session& sessionFor(const session::Profile& profile);
    [[nodiscard]] std::unique_ptr<Account> makeAccount(const session::Profile& profile);
    [[nodiscard]] bool isOwn(const session::Profile& profile) const;
    void openWindow();
    void closeWindow();
    void dropDialog();

    void signIn(const session::Profile& profile, const session::Credentials& credentials);
    void signInForInference(const session::Profile& profile, const Secret& clientSecret, bool remember);
    void cancelSignIn();
    void signedIn(Account* account);
    void signInFailed(const Error& error);
    void passwordNeeded(const Error& why);
    void signedOut(bool serverEnded);

    void sandboxReady(const SandboxAccount& account);
    void endSandbox();
    void saveProfile(Account& account);
    void applySettings();

    Parts m_parts;
    secrets::MemoryStore m_sessionOnly; ///< for the sandbox: nothing of it reaches the keychain
    std::unique_ptr<InstanceProbe> m_probe;
    QPointer<SignInDialog> m_dialog;
    std::unique_ptr<Account> m_account;   ///< behind the window
    std::unique_ptr<Account> m_candidate; ///< being signed in; takes the other's place only when that worked
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<SandboxProcess> m_sandbox;
    QUuid m_sandboxProfile;
};

} // namespace wallaroo
