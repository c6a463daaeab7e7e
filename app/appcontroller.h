#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "dialogs/reentryform.h"
#include "http/proxyaccess.h"
#include "secrets/memorystore.h"
#include "session/organisation.h"
#include "session/profile.h"
#include "session/session.h"
#include "session/storedsecrets.h"
#include "support/desktop.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <vector>

namespace wallaroo {

struct Account;
struct SandboxAccount;
class Clipboard;
class InstanceProbe;
class LockWindow;
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
    QString windowStatePath;              ///< where sizes and columns are remembered
    QString sandboxProgram;               ///< empty: no sandbox is offered; nor where an organisation wants none
    QStringList sandboxOptions;           ///< more options for it
    QString lockFolder;                   ///< where processes agree on who refreshes; empty: nobody else is expected
    QString dataFolder{};                 ///< where journals are kept; empty: they end with the account
    session::Organisation organisation{}; ///< what is set for all desktops of an organisation
};

/// The way between dialog, window and lock: who is shown, when, and whose account is behind it. Owns all three, and the
/// account.
class AppController final : public QObject {
    Q_OBJECT
public:
    explicit AppController(const Parts& parts, QObject* parent = nullptr);
    ~AppController() override;

    /// Shows the window where the last profile can sign in from the keychain, else the sign-in dialog.
    void start();

    /// The sign-in dialog, whatever is remembered.
    void startFresh() { showDialog(); }

    [[nodiscard]] bool offersSandbox() const { return !m_parts.sandboxProgram.isEmpty(); }

    /// The sandbox at once, as by its button.
    void startSandbox();

    /// Hides the pages, clears memory and clipboard; somebody has to sign in again. Nothing to do without an account.
    void lock();
    /// The computer goes to sleep: nothing secret stays on the clipboard or on screen. Locking is for the desktop,
    /// which says so.
    void fallAsleep();
    /// The computer was asleep: both clocks are looked at before anything is sent.
    void wokeUp();
    /// Somebody is at the program.
    void personActive();
    /// Ends the program: nothing is shown from now on. What would be lost with it, a running refresh, a sign-out, and
    /// what is on its way into the keychain, is waited for, but not longer than a person would. Ends in finished().
    void leave();

    /// What the proxies on the way were told, for this run of the program.
    [[nodiscard]] http::ProxyAccess& proxies() { return m_proxies; }

    [[nodiscard]] SignInDialog* dialog() const;

    [[nodiscard]] MainWindow* window() const { return m_window.get(); }

    [[nodiscard]] LockWindow* lockWindow() const { return m_lock.get(); }

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void windowShown();
    /// After leave(): the program may end.
    void finished();

private:
    void heedOrganisation();
    void showDialog();

    [[nodiscard]] Desktop desktop() const { return {m_parts.prompts, m_parts.clipboard, m_parts.clock}; }

    /// What is wrong in the settings: the organisation's or, where those are well, the person's own.
    [[nodiscard]] std::optional<Error> configurationProblem() const;
    void showConfigurationNote();
    void connectDialog();
    void fillDialog(const session::Profile& profile);
    [[nodiscard]] session::Session& sessionFor(const session::Profile& profile);
    [[nodiscard]] session::Session& prepared(const session::Profile& profile);
    [[nodiscard]] std::unique_ptr<Account> makeAccount(const session::Profile& profile);
    void connectSession(Account* made);
    [[nodiscard]] bool isOwn(const session::Profile& profile) const;
    void openWindow();
    void connectWindow();
    void closeWindow();
    void dropWindow();
    void dropDialog();

    void signIn(const session::Profile& profile, const session::Credentials& credentials);
    void signInWithDevice(const session::Profile& profile, const session::DeviceCredentials& credentials);
    void signInForInference(const session::Profile& profile, const Secret& clientSecret, bool remember);
    void giveClientSecret(const Secret& clientSecret);
    void cancelSignIn();
    /// Whether it is this account's answer that the dialog waits for.
    [[nodiscard]] bool isAskedByDialog(const Account* account) const;
    void signedIn(Account* account);
    void signInFailed(Account* account, const Error& error);
    void signsOut(const Account* account);
    void signedOut(const Account* account, session::ServerEnd atServer);
    [[nodiscard]] QString serverEndNote(const session::Profile& profile, session::ServerEnd atServer) const;

    // The way back into a session that is known
    [[nodiscard]] bool canResume(const session::Profile& profile) const;
    void resume();
    void lookElsewhere();
    void passwordNeeded(Account* account, const Error& why);
    void keychainStopsSwitch(const session::Profile& profile, const Error& why);
    void resumeFailed(const Error& error);
    void continueWithoutKeychain();
    [[nodiscard]] ReentryForm* reentry() const;
    void connectReentry(ReentryForm& form);
    void askAgain(Account* account, ReentryForm::Need need, const Error& why);
    void answerReentry(const ReentryForm::Answer& answer);
    void showDeviceCode(Account* account);
    void showLock();
    void moveToLock();
    [[nodiscard]] bool isLocked() const;
    void forgetAccessToken(const session::Profile& profile);

    // The end
    [[nodiscard]] std::vector<Account*> accounts() const;
    void settle(Account& account);
    [[nodiscard]] bool isSettled() const;
    void endWhenSettled();
    void end();

    // Profiles, settings, what is stored
    void switchTo(const session::Profile& profile);
    void showProfiles(QWidget* over);
    void showStored(QWidget* over);
    void showSettings(QWidget* over);
    void profilesChanged();
    void reopenWindow();
    void saveProfile(Account& account);
    void applySettings();

    void askForProxy(const QString& proxy, bool refused);

    void sandboxReady(const SandboxAccount& account);
    void endSandbox();

    Parts m_parts;
    secrets::MemoryStore m_sessionOnly; ///< for the sandbox: nothing of it reaches the keychain
    session::StoredSecrets m_stored;
    http::ProxyAccess m_proxies; ///< before everything that has a transport
    std::unique_ptr<InstanceProbe> m_probe;
    QPointer<SignInDialog> m_dialog;
    std::unique_ptr<Account> m_account;   ///< behind the window
    std::unique_ptr<Account> m_candidate; ///< being signed in; takes the other's place only when that worked
    std::unique_ptr<Account> m_leaving;   ///< locked, tells the server of its end
    QTimer m_leavingEnds{this};           ///< whatever becomes of that
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<LockWindow> m_lock;
    std::unique_ptr<SandboxProcess> m_sandbox;
    QUuid m_sandboxProfile;
    const Account* m_asked = nullptr;                ///< by the dialog, while that is open: to compare only
    int m_lostPasswords = 0;                         ///< with a window that closed; not said yet
    QString m_pageBefore;                            ///< the lock, to be opened after it
    std::optional<session::Profile> m_seenElsewhere; ///< at the last look
    QElapsedTimer m_sinceResume;
    bool m_saysWaiting = false;   ///< for the keychain
    bool m_awaitsSignOut = false; ///< the dialog, until somebody cancels that
    bool m_leaves = false;        ///< hidden, what is under way is waited for
    bool m_hasEnded = false;
    bool m_windowIsStale = false; ///< the read-only mark was changed: pages are to be made anew
};

} // namespace wallaroo
