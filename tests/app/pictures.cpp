// session_pictures FOLDER [dark]: pictures of signing in, profiles, session, keychain, lock and settings, in their
// states. Not a test: for people to look at. QT_SCALE_FACTOR=2 for 200 %.
#include "support/pictures.h"

#include "dialogs/authorityfile.h"
#include "dialogs/proxydialog.h"
#include "dialogs/sessionpanel.h"
#include "dialogs/trustauthoritydialog.h"
#include "lockwindow.h"
#include "ownsandbox.h"
#include "support/testauthority.h"
#include "widgets/banner.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QToolButton>

using namespace wallaroo;
using namespace wallaroo::test;

namespace {

Error errorOf(ErrorKind kind, Field field, const char* sentence, const char* advice) {
    Error error;
    error.kind = kind;
    error.field = field;
    error.sentence = QString::fromUtf8(sentence);
    error.advice = QString::fromUtf8(advice);
    error.details =
        QStringLiteral("POST https://wallaroo.example.com/auth/realms/master/protocol/openid-connect/token\n"
                       "status: 401\nat: 2026-11-26T14:02:11Z");
    return error;
}

class Photographer {
public:
    explicit Photographer(Album album) : m_album(std::move(album)) {
        require(QTest::qWaitFor([this] { return m_instance.isReady(); }, patienceMs));
    }

    void signIn() {
        m_desk.start();
        fill(m_desk.dialog(), *m_instance.account);
        const char* ways[] = {"User name and password", "In the browser", "With a code on another device",
                              "Inference token only"};
        int number = 0;
        for (const char* way : ways) {
            named<QAbstractButton>(m_desk.dialog(), QLatin1String(way))->click();
            take(*m_desk.dialog(), QStringLiteral("sign-in-%1").arg(++number));
        }
        errors();
        device();
        fill(m_desk.dialog(), *m_instance.account);
        named<QAbstractButton>(m_desk.dialog(), QStringLiteral("Sign in"))->click();
        waitForUsers();
    }

    void window() {
        m_desk.window()->resize(1280, 760);
        named<QAbstractButton>(m_desk.window(), QStringLiteral("Session"))->click();
        take(*m_desk.window()->findChild<SessionPanel*>(), QStringLiteral("session-panel"));
        m_desk.window()->findChild<SessionPanel*>()->close();
        named<QAbstractButton>(m_desk.window(), QStringLiteral("Keychain"))->click();
        take(*m_desk.window(), QStringLiteral("keychain-kept"));
        int number = 0;
        for (auto* button : m_desk.window()->findChildren<QToolButton*>()) {
            if (!button->menu() || !button->isVisible() || button->mapTo(m_desk.window(), QPoint()).y() > 40)
                continue;
            Q_EMIT button->menu()->aboutToShow();
            button->menu()->popup(QPoint(50, 50));
            take(*button->menu(), QStringLiteral("menu-%1").arg(++number));
            button->menu()->close();
        }
        oneThing();
        dialogs();
    }

    void lockAndKeychain() {
        m_desk.controller->lock();
        require(QTest::qWaitFor([this] { return m_desk.controller->lockWindow() != nullptr; }, patienceMs));
        take(*m_desk.controller->lockWindow(), QStringLiteral("lock"));
        auto* form = &m_desk.controller->lockWindow()->form();
        form->findChild<QLineEdit*>(QStringLiteral("reentryPassword"))
            ->setText(QString::fromUtf8(m_instance.account->password.reveal()));
        form->findChild<QAbstractButton*>(QStringLiteral("reentryGo"))->click();
        waitForUsers();
        m_desk.keychain.refusal = errorOf(ErrorKind::KeychainLocked, Field::Keychain,
                                          "The saved sign-in could not be read from GNOME Keyring; "
                                          "your keyring may be locked.",
                                          "Unlock it and try again, or sign in with client secret and password.");
        m_desk.start();
        QTest::qWait(600);
        m_desk.window()->resize(1280, 760);
        take(*m_desk.window(), QStringLiteral("keychain-locked"));
    }

    /// A CA from a file, and one certificate that nobody known has signed.
    void trust() {
        const TestAuthority authority(QStringLiteral("Example Corp CA"));
        const QString path = QDir(m_desk.folder.path()).filePath(QStringLiteral("ca.pem"));
        QFile file(path);
        require(file.open(QIODevice::WriteOnly) && file.write(authority.certificate().toPem()) > 0);
        file.close();
        const auto read = readAuthorities(path, QDateTime::currentDateTimeUtc());
        require(read.has_value());
        const QString place = QStringLiteral("wallaroo.example.com");
        for (auto* dialog : {new TrustAuthorityDialog(*read, place, m_desk.window()),
                             new TrustAuthorityDialog(read->front(), place, m_desk.window())}) {
            dialog->open(); // deletes itself
            take(*dialog, dialog->objectName());
            dialog->reject();
        }
    }

    /// What an organisation has set, and files of one that are broken.
    void organisation() {
        m_desk.controller.reset();
        auto profile = session::Profile::make();
        profile.name = QStringLiteral("Production");
        profile.colour = QStringLiteral("#b3261e");
        profile.readOnly = profile.organisation = true;
        profile.typedInstance = QStringLiteral("wallaroo.example.com");
        profile.instance = *Instance::fromTyped(profile.typedInstance);
        m_desk.organisation.profiles = {profile};
        m_desk.organisation.waysIn = {session::Way::Password, session::Way::DeviceBrowser};
        require(m_desk.profiles->markUsed({}).has_value());
        m_desk.start();
        auto* box = m_desk.dialog()->findChild<QComboBox*>(QStringLiteral("profile"));
        const int row = box->findText(QStringLiteral("Production"), Qt::MatchExactly | Qt::MatchCaseSensitive);
        box->setCurrentIndex(row);
        Q_EMIT box->activated(row);
        take(*m_desk.dialog(), QStringLiteral("organisation-profile"));
        box->showPopup();
        take(*box->view()->window(), QStringLiteral("organisation-popup"));
        box->hidePopup();
        m_desk.dialog()->findChild<QAbstractButton*>(QStringLiteral("manageProfiles"))->click();
        QTest::qWait(100);
        auto* profiles = m_desk.dialog()->findChild<QDialog*>(QStringLiteral("profilesDialog"));
        auto* list = profiles->findChild<QListWidget*>(QStringLiteral("profileList"));
        list->setCurrentRow(list->count() - 1);
        take(*profiles, QStringLiteral("organisation-profiles"));
        profiles->reject();
        m_desk.organisation.problems = {{QStringLiteral("/etc/xdg/wallaroo-admin/10-site.json"), 4,
                                         QStringLiteral("not a whole number from 10 to 600")}};
        m_desk.start();
        take(*m_desk.dialog(), QStringLiteral("organisation-broken"));
    }

private:
    void errors() {
        struct Case {
            const char* name;
            ErrorKind kind;
            Field field;
            const char* sentence;
            const char* advice;
        };

        const Case cases[] = {
            {"credentials", ErrorKind::WrongCredentials, Field::Credentials,
             "Wrong user name, password or code. Many attempts in a row look like this too.",
             "Type the password again; add the one-time code if the account has one. After many attempts, wait 15 "
             "minutes."},
            {"client", ErrorKind::WrongClient, Field::ClientSecret,
             "Keycloak does not know client 'api-client', or its secret is another one.",
             "Compare both with Keycloak: Clients › api-client › Credentials › Client secret. The client may also be "
             "disabled."},
            {"account", ErrorKind::AccountNotSetUp, Field::UserName,
             "The account 'ana@example.com' is not fully set up: a new password, an e-mail check or a code is still "
             "due.",
             "Sign in at the account page in a browser, finish what is asked there, then sign in here again."},
            {"way", ErrorKind::GrantNotAllowed, Field::Way,
             "Client 'api-client' does not allow signing in with user name and password.",
             "Whoever runs Keycloak can switch it on: Clients › api-client › Settings › Direct access grants."},
            {"instance", ErrorKind::HostNotFound, Field::Instance, "No server named wallaroo.example.com was found.",
             "Check the address, the network and whether a VPN is needed."},
            {"keychain", ErrorKind::KeychainLocked, Field::Keychain, "GNOME Keyring is locked.",
             "Unlock it and try again, or type the client secret."},
            {"busy", ErrorKind::ServerBusy, Field::None, "The server is starting or overloaded (status 503).",
             "Wait a little, then try again."},
        };
        named<QAbstractButton>(m_desk.dialog(), QStringLiteral("User name and password"))->click();
        for (const Case& each : cases) {
            fill(m_desk.dialog(), *m_instance.account);
            m_desk.dialog()->showFailure(errorOf(each.kind, each.field, each.sentence, each.advice));
            take(*m_desk.dialog(), QStringLiteral("error-") + QLatin1String(each.name));
        }
    }

    void device() {
        for (const char* way : {"In the browser", "With a code on another device"}) {
            named<QAbstractButton>(m_desk.dialog(), QStringLiteral("User name and password"))->click();
            fill(m_desk.dialog(), *m_instance.account);
            named<QAbstractButton>(m_desk.dialog(), QLatin1String(way))->click();
            named<QAbstractButton>(m_desk.dialog(), QStringLiteral("Sign in"))->click();
            require(QTest::qWaitFor(
                [this] {
                    const auto* code = m_desk.dialog()->findChild<QLabel*>(QStringLiteral("deviceCode"));
                    return code && code->isVisible();
                },
                patienceMs));
            take(*m_desk.dialog(), QStringLiteral("device-") + QLatin1String(way).first(2).toString().toLower());
            named<QAbstractButton>(m_desk.dialog(), QStringLiteral("Cancel"))->click();
        }
        named<QAbstractButton>(m_desk.dialog(), QStringLiteral("User name and password"))->click();
    }

    /// What asks for one thing only: the line in the window, and the dialog for another profile's.
    void oneThing() {
        const auto profile = *m_desk.profiles->lastUsed();
        auto& line = m_desk.window()->reentry();
        line.ask(profile, ReentryForm::Need::Password,
                 errorOf(ErrorKind::SessionEnded, Field::None, "Your session has ended.",
                         "Type your password to go on where you are."));
        take(*m_desk.window(), QStringLiteral("asks-in-the-window"));
        line.clear();
        Q_EMIT m_desk.window()->otherAccountRequested();
        m_desk.dialog()->askForSecret(profile, errorOf(ErrorKind::WrongClient, Field::ClientSecret,
                                                       "The secret of api-client was changed.",
                                                       "Type the new one: your sign-in goes on with it."));
        take(*m_desk.dialog(), QStringLiteral("asks-for-the-secret"));
        m_desk.dialog()->askForPassword(profile, errorOf(ErrorKind::SessionEnded, Field::None,
                                                         "The session of this profile has ended.",
                                                         "Type the password to sign in again."));
        take(*m_desk.dialog(), QStringLiteral("asks-for-the-password"));
        m_desk.dialog()->reject();
    }

    void dialogs() {
        auto second = *m_desk.profiles->duplicate(m_desk.profiles->lastUsed()->id);
        second.name = QStringLiteral("production");
        second.colour = QStringLiteral("#b3261e");
        second.readOnly = true;
        second.perhapsStored = {secrets::Kind::RefreshToken};
        require(m_desk.profiles->update(second).has_value());
        const QString before = m_desk.profiles->lastUsed()->name;
        Q_EMIT m_desk.window()->profilesRequested();
        dialog(QStringLiteral("profilesDialog"), QStringLiteral("profiles"));
        Q_EMIT m_desk.window()->storedRequested();
        dialog(QStringLiteral("storedDialog"), QStringLiteral("stored"));
        Q_EMIT m_desk.window()->settingsRequested();
        dialog(QStringLiteral("settingsDialog"), QStringLiteral("settings"));
        auto* proxy = new ProxyDialog(QStringLiteral("proxy.example.com:3128"), QStringLiteral("ana"), true,
                                      m_desk.window()); // deletes itself
        proxy->open();
        dialog(QStringLiteral("proxyDialog"), QStringLiteral("proxy"));
        for (const char* act : {"Sign out this session", "Sign out everywhere…"}) {
            named<QAbstractButton>(m_desk.window(), QStringLiteral("Session"))->click();
            named<QAbstractButton>(m_desk.window()->findChild<SessionPanel*>(), QString::fromUtf8(act))->click();
            dialog(QStringLiteral("signOutDialog"),
                   QStringLiteral("sign-out-") + QLatin1String(act).last(3).first(2).toString());
        }
    }

    void dialog(const QString& objectName, const QString& name) {
        QTest::qWait(100);
        for (auto* shown : m_desk.window()->findChildren<QDialog*>(objectName)) {
            if (!shown->isVisible())
                continue;
            take(*shown, name);
            shown->reject();
        }
        QTest::qWait(50);
    }

    void waitForUsers() {
        require(QTest::qWaitFor([this] { return m_desk.isLoaded("usersTable"); }, patienceMs));
    }

    void take(QWidget& widget, const QString& name) {
        QTest::qWait(250);
        m_album.keep(widget, name);
    }

    OwnSandbox m_instance;
    AppDesk m_desk;
    Album m_album;
};

} // namespace

int main(int argc, char** argv) {
    return takePictures(argc, argv, [](const Album& album) {
        Photographer photographer(album);
        photographer.signIn();
        photographer.window();
        photographer.lockAndKeychain();
        photographer.trust();
        photographer.organisation();
    });
}
