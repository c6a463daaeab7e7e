#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "session/session.h"
#include "support/desktop.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;

namespace wallaroo {

class DevicePanel;
class FieldMessage;
class LinkButton;
class ProgressLine;
class SecretField;

/// The way back into a session whose account is known: asks for what is missing and for nothing else, in a line of the
/// window, so that place, selection and typed text stay. Hidden until it asks. Also what a locked program shows.
class ReentryForm final : public QFrame {
    Q_OBJECT
public:
    enum class Need {
        Password,     ///< and, where the account has one, the code
        ClientSecret, ///< changed at the server, or an inference sign-in
        Both,         ///< the keychain is out of reach
        Device        ///< nothing to type: the browser
    };

    /// What was typed; the secrets that were not asked for are empty.
    struct Answer {
        Need need = Need::Password;
        Secret password;
        Secret oneTimeCode;
        Secret clientSecret;
    };

    /// prompts outlives the form.
    ReentryForm(const Desktop& desktop, QWidget* parent);

    /// "Unlock" instead of "Sign in".
    void setVerb(const QString& verb);
    /// Whether it names whose password it asks for; a window that says so itself does without.
    void setAccountShown(bool shown);
    /// Shows itself and takes the focus. why: the sentence above the fields.
    void ask(const session::Profile& profile, Need need, const Error& why);
    void setBusy(bool busy);
    /// Under the fields; a rejected password is emptied, nothing else typed is lost.
    void showFailure(const Error& error);
    /// A code to approve in a browser. clock outlives the showing.
    void showDevice(const session::DevicePrompt& prompt, const Clock& clock);
    /// Wipes passwords, codes and secrets that were typed; what is asked stays.
    void forgetSecrets();
    /// Wipes what was typed and hides.
    void clear();

    [[nodiscard]] bool isAsking() const { return !isHidden(); }

    /// What this account is asked for when its session has ended, as far as the profile tells.
    [[nodiscard]] static Need needOf(const session::Profile& profile);
    /// The same where the keychain is out of reach, and a client secret with it.
    [[nodiscard]] static Need needWithoutKeychain(const session::Profile& profile);

Q_SIGNALS:
    void answered(const wallaroo::ReentryForm::Answer& answer);
    void canceled(); ///< while busy
    void otherAccountRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void submit();
    void showFields();
    void focusField();
    [[nodiscard]] bool check();

    [[nodiscard]] bool asksPassword() const { return m_need == Need::Password || m_need == Need::Both; }

    [[nodiscard]] bool asksSecret() const { return m_need == Need::ClientSecret || m_need == Need::Both; }

    session::Profile m_profile;
    Need m_need = Need::Password;
    bool m_busy = false;
    QLabel* m_why;
    QLabel* m_advice;
    QLabel* m_whose;
    QWidget* m_fields;
    QLabel* m_passwordLabel;
    SecretField* m_password;
    QLabel* m_codeLabel;
    QLineEdit* m_code;
    QLabel* m_secretLabel;
    SecretField* m_secret;
    QPushButton* m_go;
    QPushButton* m_cancel;
    LinkButton* m_other;
    FieldMessage* m_message;
    DevicePanel* m_device;
    ProgressLine* m_progress;
    QString m_verb;
};

} // namespace wallaroo
