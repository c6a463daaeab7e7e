#include "dialogdesk.h"
#include "dialogs/reentryform.h"
#include "lockwindow.h"
#include "support/fakeclock.h"

#include <QLabel>
#include <QPushButton>

using namespace wallaroo;
using namespace wallaroo::test;
using Need = ReentryForm::Need;

/// The line that asks for what is missing when the session has ended, and the screen of a locked program.
class TestSignInReentry : public QObject {
    Q_OBJECT
private:
    /// A form that was asked, and what it answered.
    struct Desk {
        explicit Desk(Need need, session::Way way = session::Way::Password)
            : form({prompts, clipboard, clock}, nullptr) {
            profile.way = way;
            QObject::connect(&form, &ReentryForm::answered, &form, [this](const ReentryForm::Answer& answer) {
                ++answers;
                last = answer;
            });
            form.ask(profile, need, errorOf(ErrorKind::SessionEnded));
            form.activateWindow();
        }

        [[nodiscard]] SecretField* field(const char* name) const {
            return form.findChild<SecretField*>(QLatin1String(name));
        }

        [[nodiscard]] QString message() const {
            const auto* label = form.findChild<QLabel*>(QStringLiteral("reentryMessageText"));
            return label && label->isVisible() ? label->text() : QString();
        }

        DialogPrompts prompts;
        FakeClock clock;
        Clipboard clipboard{*QGuiApplication::clipboard(), clock};
        session::Profile profile = knownProfile();
        ReentryForm form;
        int answers = 0;
        ReentryForm::Answer last;
    };

private Q_SLOTS:

    void asksForThePasswordAndTheCode() {
        Desk desk(Need::Password);
        QVERIFY(QTest::qWaitForWindowActive(&desk.form));
        QCOMPARE(desk.form.findChild<QLabel*>(QStringLiteral("reentryWhy"))->text(), QStringLiteral("What happened."));
        const auto* whose = desk.form.findChild<QLabel*>(QStringLiteral("reentryWhose"));
        QVERIFY(whose->isVisible());
        QVERIFY2(whose->text().contains(desk.profile.username), qPrintable(whose->text()));
        QVERIFY2(whose->text().contains(desk.profile.title()), qPrintable(whose->text()));
        QVERIFY(desk.field("reentryPassword")->hasFocus());
        QVERIFY(!desk.field("reentrySecret")->isVisible());
        QCOMPARE(accessibleName(desk.field("reentryPassword")), QStringLiteral("Password"));
        QCOMPARE(accessibleName(desk.form.findChild<QLineEdit*>(QStringLiteral("reentryCode"))),
                 QStringLiteral("One-time code"));
        QCOMPARE(accessibleName(desk.form.findChild<QPushButton*>(QStringLiteral("reentryGo"))),
                 QStringLiteral("Sign in"));
        QTest::keyClick(desk.field("reentryPassword"), Qt::Key_Return);
        QCOMPARE(desk.answers, 0);
        QCOMPARE(desk.message(), QStringLiteral("Enter your password."));
        QTest::keyClicks(desk.field("reentryPassword"), QStringLiteral("canary-again"));
        QVERIFY(desk.message().isEmpty());
        desk.form.findChild<QLineEdit*>(QStringLiteral("reentryCode"))->setText(QStringLiteral("123 456"));
        QTest::keyClick(desk.field("reentryPassword"), Qt::Key_Return);
        QTest::keyClick(desk.field("reentryPassword"), Qt::Key_Return); // the second of two Enters
        QCOMPARE(desk.answers, 1);
        QCOMPARE(reveal(desk.last.password), QByteArray("canary-again"));
        QCOMPARE(reveal(desk.last.oneTimeCode), QByteArray("123456"));
        QVERIFY(desk.last.clientSecret.isEmpty());
    }

    void aRefusedPasswordIsEmptied() {
        Desk desk(Need::Password);
        QTest::keyClicks(desk.field("reentryPassword"), QStringLiteral("canary-wrong"));
        QTest::keyClick(desk.field("reentryPassword"), Qt::Key_Return);
        desk.form.showFailure(errorOf(ErrorKind::WrongCredentials));
        QVERIFY(desk.field("reentryPassword")->secret().isEmpty());
        QVERIFY(desk.message().contains(QStringLiteral("What to do.")));
        QVERIFY(desk.form.isAsking());
    }

    void anUnreachableServerLeavesThePassword() {
        Desk desk(Need::Password);
        QTest::keyClicks(desk.field("reentryPassword"), QStringLiteral("canary-kept"));
        QTest::keyClick(desk.field("reentryPassword"), Qt::Key_Return);
        desk.form.showFailure(errorOf(ErrorKind::TookTooLong));
        QCOMPARE(reveal(desk.field("reentryPassword")->secret()), QByteArray("canary-kept"));
    }

    void aChangedClientSecretIsAskedForAlone() {
        Desk desk(Need::ClientSecret);
        QVERIFY(!desk.field("reentryPassword")->isVisible());
        QVERIFY(desk.field("reentrySecret")->isVisible());
        QTest::keyClick(desk.field("reentrySecret"), Qt::Key_Return);
        QCOMPARE(desk.message(), QStringLiteral("Enter the client secret."));
        QTest::keyClicks(desk.field("reentrySecret"), QStringLiteral("canary-new-secret"));
        QTest::keyClick(desk.field("reentrySecret"), Qt::Key_Return);
        QCOMPARE(desk.last.need, Need::ClientSecret);
        QCOMPARE(reveal(desk.last.clientSecret), QByteArray("canary-new-secret"));
        QVERIFY(desk.last.password.isEmpty());
    }

    void aSecretThatWasChangedComesBesideThePassword() {
        Desk desk(Need::Password);
        QTest::keyClicks(desk.field("reentryPassword"), QStringLiteral("canary-kept"));
        QTest::keyClick(desk.field("reentryPassword"), Qt::Key_Return);
        Error error = errorOf(ErrorKind::WrongClient);
        error.field = Field::ClientSecret;
        desk.form.showFailure(error);
        QVERIFY(desk.field("reentrySecret")->isVisible());
        QCOMPARE(reveal(desk.field("reentryPassword")->secret()), QByteArray("canary-kept"));
        QTest::keyClicks(desk.field("reentrySecret"), QStringLiteral("canary-new-secret"));
        QTest::keyClick(desk.field("reentrySecret"), Qt::Key_Return);
        QCOMPARE(desk.answers, 2);
        QCOMPARE(desk.last.need, Need::Both);
        QCOMPARE(reveal(desk.last.clientSecret), QByteArray("canary-new-secret"));
    }

    void aBrowserIsAButton() {
        Desk desk(Need::Device, session::Way::DeviceBrowser);
        QVERIFY(!desk.field("reentryPassword")->isVisible());
        auto* go = desk.form.findChild<QPushButton*>(QStringLiteral("reentryGo"));
        QCOMPARE(go->text(), QStringLiteral("Sign in in the browser"));
        go->click();
        QCOMPARE(desk.last.need, Need::Device);
        const FakeClock clock;
        session::DevicePrompt prompt;
        prompt.userCode = QStringLiteral("WDJB-MJHT");
        prompt.completePage = QUrl(QStringLiteral("https://wallaroo.invalid/device?user_code=WDJB-MJHT"));
        prompt.end = Deadline(clock, 600'000);
        desk.form.showDevice(prompt, clock);
        QCOMPARE(desk.prompts.opened, QList<QUrl>{prompt.completePage});
        QSignalSpy canceled(&desk.form, &ReentryForm::canceled);
        QTest::keyClick(desk.form.focusWidget(), Qt::Key_Escape);
        QCOMPARE(canceled.count(), 1);
        QVERIFY(!desk.form.findChild<QWidget*>(QStringLiteral("devicePanel"))->isVisible());
    }

    void whatWasTypedGoesWithIt() {
        Desk desk(Need::Both);
        QTest::keyClicks(desk.field("reentryPassword"), QStringLiteral("canary-a"));
        QTest::keyClicks(desk.field("reentrySecret"), QStringLiteral("canary-b"));
        desk.form.clear();
        QVERIFY(!desk.form.isAsking());
        QVERIFY(desk.field("reentryPassword")->secret().isEmpty());
        QVERIFY(desk.field("reentrySecret")->secret().isEmpty());
    }

    void theLockSaysWhoseItIs() {
        DialogPrompts prompts;
        const FakeClock clock;
        Clipboard clipboard(*QGuiApplication::clipboard(), clock);
        auto profile = knownProfile();
        profile.name = QStringLiteral("<i>staging</i>");
        LockWindow window(profile, {prompts, clipboard, clock});
        window.show();
        window.ask();
        QVERIFY(window.findChild<QLabel*>(QStringLiteral("lockWhose"))->text().contains(profile.name));
        QCOMPARE(window.findChild<QPushButton*>(QStringLiteral("reentryGo"))->text(), QStringLiteral("Unlock"));
        QSignalSpy leaving(&window, &LockWindow::signOutRequested);
        window.findChild<QPushButton*>(QStringLiteral("lockSignOut"))->click();
        QCOMPARE(leaving.count(), 1);
        QSignalSpy closed(&window, &LockWindow::closed);
        window.close();
        QCOMPARE(closed.count(), 1);
    }

    void theLockAsksByTheWay_data() {
        QTest::addColumn<session::Way>("way");
        QTest::addColumn<Need>("need");
        QTest::newRow("password") << session::Way::Password << Need::Password;
        QTest::newRow("browser") << session::Way::DeviceBrowser << Need::Device;
        QTest::newRow("code") << session::Way::DeviceCode << Need::Device;
        QTest::newRow("inference") << session::Way::InferenceOnly << Need::ClientSecret;
    }

    void theLockAsksByTheWay() {
        QFETCH(session::Way, way);
        QFETCH(Need, need);
        auto profile = knownProfile();
        profile.way = way;
        QCOMPARE(ReentryForm::needOf(profile), need);
    }
};

QTEST_MAIN(TestSignInReentry)
#include "tst_signin_reentry.moc"
