#pragma once

#include "api/tokenapi.h"
#include "exchange/credsfile.h"
#include "session/profile.h"
#include "session/session.h"
#include "support/desktop.h"

#include <QWidget>

#include <functional>
#include <vector>

class QCheckBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace wallaroo {

class CredsImport;
class InstanceField;
class InstanceProbe;
class PersonFields;
class ProfileChooser;
enum class SignInPlace;
class SignInClients;
class SignInWays;

/// The fields of the sign-in dialog and what stands beside them. Shows the fields of the chosen way alone; knows what
/// is missing; makes a profile and credentials of what was typed.
class SignInForm final : public QWidget {
    Q_OBJECT
public:
    /// probe outlives the form.
    SignInForm(InstanceProbe& probe, const Desktop& desktop, QWidget* parent);

    void setProfile(const session::Profile& profile, bool clientSecretKept);
    /// The keychain holds something else for the profile that was set: nothing that was typed changes, nor anything
    /// where another profile was chosen meanwhile.
    void setKept(const session::Profile& profile, bool clientSecretKept);
    void setKeychainName(const QString& name);
    /// Those to choose from.
    void setProfiles(const QList<session::Profile>& profiles);
    /// The ways that are allowed here; unset: all.
    void setAllowedWays(const std::optional<QList<session::Way>>& ways);
    /// See SignInClients.
    void setGuardsLock(bool guards);
    /// Instance and user as text, one field for the password; [Change…] brings the rest back.
    void askForPassword(const session::Profile& profile);
    /// The same with one field for the secret of the client to sign in by.
    void askForSecret(const session::Profile& profile);

    [[nodiscard]] bool asksSecretOnly() const { return m_asks == Asks::Secret; }

    void fillSecrets(const Secret& password, const Secret& clientSecret);

    /// Says beside each field what is missing or wrong, and gives the first of them the focus.
    [[nodiscard]] bool check();
    /// The profile that was set, changed by what was typed. Another instance makes it another profile: what the
    /// keychain keeps for the old address must never go to the new one.
    [[nodiscard]] session::Profile profile() const;
    [[nodiscard]] session::Credentials credentials() const;
    [[nodiscard]] session::DeviceCredentials deviceCredentials() const;
    /// What was found at the instance of profile(); unset: not known.
    [[nodiscard]] std::optional<api::Discovery> discovery() const;

    /// Beside the field it is about. False: it is about none of those shown.
    [[nodiscard]] bool showFailure(const Error& error);
    void clearMessages();
    /// Empties what must not outlive the dialog.
    void forgetSecrets();
    void focusFirstEmpty();

    /// Calls once this and its fields have been painted.
    void afterNextPaint(std::function<void()> then);

Q_SIGNALS:
    /// One thing alone is asked for, or everything again.
    void oneThingOnlyChanged(bool only);
    void manageProfilesRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void build(InstanceProbe& probe);
    int addRow(int row, const QString& text, QLineEdit* buddy, QWidget* field, QWidget* below, QList<QWidget*>& group);
    int addWays(int row);
    int addProfiles(int row);
    int addPerson(int row);
    int addClients(int row);
    int addRemember(int row);
    void connectFields();
    void buildSummary();

    enum class Asks { Everything, Password, Secret };

    void setAsks(Asks what);
    void summarise(const session::Profile& profile);

    [[nodiscard]] bool asksEverything() const { return m_asks == Asks::Everything; }

    void showFieldsOfWay();
    void updateKept();
    void showRemember();
    void takeWay();
    void beginNew();
    void askForClient();
    [[nodiscard]] bool showClientFailure(SignInPlace place, const Error& error);
    void showAccountFailure(const Error& error);
    void takeCreds(const exchange::Creds& creds);

    Desktop m_desktop;
    session::Profile m_base;
    Asks m_asks = Asks::Everything;
    bool m_clientAsked = false; ///< besides the password alone: the secret was refused or is out of reach
    QString m_keychainName;

    QGridLayout* m_grid = nullptr;
    ProfileChooser* m_profiles = nullptr;
    InstanceField* m_instance = nullptr;
    SignInWays* m_ways = nullptr;
    CredsImport* m_import = nullptr;
    PersonFields* m_person = nullptr;
    SignInClients* m_clients = nullptr;
    QCheckBox* m_remember = nullptr;
    QCheckBox* m_stay = nullptr;
    QLabel* m_stayNote = nullptr;
    QLabel* m_summary = nullptr; ///< made when one thing alone is asked for

    // Rows, by when they are shown.
    QList<QWidget*> m_profileRows;
    QList<QWidget*> m_instanceRows;
    QList<QWidget*> m_wayRows;
    QList<QWidget*> m_userNameRows;
    QList<QWidget*> m_passwordRows;
    QList<QWidget*> m_clientRows;
    QList<QWidget*> m_inferenceRows;
    QList<QWidget*> m_stayRows;
    QList<QWidget*> m_summaryRows;

    std::vector<std::function<void()>> m_afterPaint;
};

} // namespace wallaroo
