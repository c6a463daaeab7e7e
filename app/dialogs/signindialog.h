#pragma once

#include "api/tokenapi.h"
#include "base/clock.h"
#include "base/error.h"
#include "session/profile.h"
#include "session/session.h"
#include "support/desktop.h"

#include <QDialog>

#include <memory>

namespace wallaroo {

class InstanceProbe;

/// The way in. Collects what is needed and says what is wrong with it; signing in itself is for whoever listens.
class SignInDialog final : public QDialog {
    Q_OBJECT
public:
    /// probe outlives the dialog.
    SignInDialog(InstanceProbe& probe, const Desktop& desktop, QWidget* parent = nullptr);
    ~SignInDialog() override;

    /// Fills the fields from a profile. clientSecretKept: the keychain has the secret, so the field may stay empty.
    void setProfile(const session::Profile& profile, bool clientSecretKept);
    /// What the keychain holds for that profile has changed: nothing that was typed does, and the focus stays.
    void setKept(const session::Profile& profile, bool clientSecretKept);
    /// Those to choose from.
    void setProfiles(const QList<session::Profile>& profiles);
    /// "GNOME Keyring", for the remember line.
    void setKeychainName(const QString& name);
    void setSandboxOffered(bool offered);
    /// Over a lock: what the keychain keeps gets no inference token by itself, its secret is to be typed.
    void setGuardsLock(bool guards);
    /// The ways to sign in that an organisation allows; unset: all.
    void setAllowedWays(const std::optional<QList<session::Way>>& ways);
    /// Everything is known but the password: that field is focused, the reason stands above it, the rest is folded.
    void askForPassword(const session::Profile& profile, const Error& why);
    /// The same where the session goes on with a new client secret: ends in clientSecretGiven().
    void askForSecret(const session::Profile& profile, const Error& why);
    /// Fills the dialog visibly with the sandbox's address and account, and presses Sign in. Nothing of it is
    /// remembered.
    void fillForSandbox(const session::Profile& profile, const QString& password, const Secret& clientSecret);

    /// While a sign-in runs: fields closed, Cancel works. The dialog is so by itself from signInRequested() until it is
    /// told how that went. what: "Starting the sandbox…"; "Signing in…" where it is empty.
    void setBusy(bool busy, const QString& what = {});
    /// While busy: a code to approve in a browser, here or on another device. clock outlives the dialog.
    void showDevice(const session::DevicePrompt& prompt, session::Way way, const Clock& clock);
    /// What was found at the instance that was typed; unset: not known.
    [[nodiscard]] std::optional<api::Discovery> discovery() const;
    /// Beside the field it is about; a rejected password is emptied and focused; nothing else typed is lost.
    void showFailure(const Error& error);
    /// Passwords, codes and secrets that were typed are wiped; the rest stays.
    void forgetSecrets();
    /// A line for what is not about a field: the keychain, an unreadable profiles file, a sandbox that did not start.
    void showNote(const QString& text);
    /// The same for what somebody should mend, though it does not hinder a sign-in.
    void showProblem(const Error& problem);

Q_SIGNALS:
    void signInRequested(const wallaroo::session::Profile& profile, const wallaroo::session::Credentials& credentials);
    void inferenceTokenRequested(const wallaroo::session::Profile& profile, const wallaroo::Secret& clientSecret,
                                 bool remember);
    void deviceSignInRequested(const wallaroo::session::Profile& profile,
                               const wallaroo::session::DeviceCredentials& credentials);
    void clientSecretGiven(const wallaroo::Secret& clientSecret);
    void manageProfilesRequested();
    void sandboxRequested();
    void signInCanceled(); ///< Cancel while busy; Cancel while idle is rejected()

public:
    /// Escape and Cancel: ends a running sign-in first, the dialog the next time.
    void reject() override;
    /// What was typed and is secret is wiped.
    void done(int result) override;

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace wallaroo
