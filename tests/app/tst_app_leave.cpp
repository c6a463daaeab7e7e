// The end of the program, and the computer's sleep: nothing is lost by them, and nothing more is asked than is needed.
#include "dialogs/reentryform.h"
#include "fakeinstance.h"
#include "lockwindow.h"
#include "secrets/privatebus.h"
#include "support/desktopwatch.h"
#include "widgets/banner.h"
#include "widgets/secretlabel.h"

#include <QDBusMessage>

using namespace wallaroo;
using namespace wallaroo::test;
using secrets::Kind;

class TestAppLeave : public QObject {
    Q_OBJECT
private:
    static void askToSignOut(const TurnedDesk& desk) {
        named<QAbstractButton>(desk.window(), QStringLiteral("Session"))->click();
        in<QAbstractButton>(in<QDialog>(desk.window(), "sessionPanel"), "signOutThis")->click();
    }

    static void signOut(const TurnedDesk& desk) {
        askToSignOut(desk);
        in<QAbstractButton>(in<QDialog>(desk.window(), "signOutDialog"), "signOutNow")->click();
        QCOMPARE(sessionText(desk.window()), QStringLiteral("Signing out…"));
    }

    /// Signed out at a server that does not answer; and nobody waits for that.
    static void cancelASignOut(TurnedDesk& desk, FakeInstance& instance) {
        desk.start();
        waitUntilSignedIn(desk);
        instance.stalled = {"logout"};
        signOut(desk);
        QTRY_VERIFY(!desk.window() && desk.dialog());
        QTRY_COMPARE_WITH_TIMEOUT(instance.count("logout"), 1, patienceMs);
        in<QAbstractButton>(desk.dialog(), "cancel")->click();
    }

    /// The program does not wait any more, either.
    static void giveUpTheSignOut(TurnedDesk& desk) {
        desk.clock.advance(11'000);
        desk.controller->wokeUp();
    }

    static void type(const TurnedDesk& desk, const char* field, const QString& text) {
        named<QLineEdit>(desk.dialog(), QLatin1String(field))->setText(text);
    }

    static QString noteOf(const TurnedDesk& desk) {
        const auto* banner = desk.dialog() ? desk.dialog()->findChild<Banner*>() : nullptr;
        return banner && banner->isVisible() ? banner->text() : QString();
    }

    static QString hintOf(const TurnedDesk& desk) {
        const auto* hint = in<QLabel>(desk.dialog(), "busyHint");
        return hint ? hint->text() : QString();
    }

    inline static const QString notReached =
        QStringLiteral("Signed out here. The server was not reached. Its session ends by itself.");

    static bool nothingIsShown() {
        for (const auto* window : QApplication::topLevelWidgets()) {
            if (window->isVisible())
                return false;
        }
        return true;
    }

private Q_SLOTS:

    /// The server has rotated the token already: the old one would end the session at the next start.
    void aRunningRefreshIsKept_data() {
        QTest::addColumn<bool>("atTheStart");
        QTest::newRow("at the start") << true;
        QTest::newRow("in the middle") << false;
    }

    void aRunningRefreshIsKept() {
        QFETCH(bool, atTheStart);
        FakeInstance instance;
        TurnedDesk desk;
        const auto profile = instance.kept(desk, QStringLiteral("first"));
        if (!atTheStart) {
            desk.start();
            waitUntilSignedIn(desk);
            QTRY_COMPARE(desk.keychain.content(profile.id, Kind::RefreshToken), instance.refreshToken());
            desk.window()->openPage(QStringLiteral("tokens"));
        } else {
            desk.start();
        }
        instance.slowMs = 30;
        bool closed = false;
        instance.onAsked = [&](const QByteArray& kind) {
            if (kind != "refresh_token")
                return;
            QVERIFY(desk.keychain.content(profile.id, Kind::RefreshToken) == instance.refreshToken());
            closed = desk.window()->close();
            QVERIFY(nothingIsShown());
        };
        std::optional<QByteArray> atTheEnd;
        connect(desk.controller.get(), &AppController::finished, this,
                [&] { atTheEnd = desk.keychain.content(profile.id, Kind::RefreshToken); });
        if (!atTheStart)
            named<QAbstractButton>(desk.window(), QStringLiteral("Renew MLOps token"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(closed, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(atTheEnd.has_value(), patienceMs);
        QCOMPARE(*atTheEnd, instance.refreshToken());
        instance.onAsked = nullptr;

        desk.start(); // the session goes on
        waitUntilSignedIn(desk);
        QVERIFY(!desk.dialog());
    }

    void whatIsOnItsWayIntoTheKeychainArrives() {
        FakeInstance instance;
        TurnedDesk desk;
        const auto profile = instance.kept(desk, QStringLiteral("first"));
        desk.keychain.hold();
        desk.start();
        QTRY_VERIFY_WITH_TIMEOUT(desk.keychain.hasHeld(), patienceMs); // the rotated token is written before it is used
        QSignalSpy finished(desk.controller.get(), &AppController::finished);
        desk.window()->close();
        QVERIFY(nothingIsShown());
        QCoreApplication::processEvents();
        QCOMPARE(finished.count(), 0);
        desk.keychain.letGo();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patienceMs);
        desk.controller.reset();
        QCOMPARE(desk.keychain.content(profile.id, Kind::RefreshToken), instance.refreshToken());
        desk.start();
        QVERIFY(desk.window()->isVisible());
        waitUntilSignedIn(desk);
        QVERIFY(!desk.dialog());
    }

    /// It may be asking for its password, and nobody is there to give it.
    void aMuteKeychainHoldsNobody() {
        FakeInstance instance;
        TurnedDesk desk;
        instance.kept(desk, QStringLiteral("first"));
        desk.keychain.hold();
        desk.start();
        QTRY_VERIFY_WITH_TIMEOUT(desk.keychain.hasHeld(), patienceMs); // the rotated token is written before it is used
        QSignalSpy finished(desk.controller.get(), &AppController::finished);
        desk.window()->close();
        QCOMPARE(finished.count(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patienceMs);
        QVERIFY(desk.keychain.hasHeld());
        desk.controller.reset();
        // The next start knows what may have come to be there afterwards.
        session::ProfileStore profiles(desk.folder.filePath(QStringLiteral("profiles.json")));
        QVERIFY(profiles.load());
        session::StoredSecrets stored(desk.keychain, profiles);
        const auto items = stored.items();
        const auto isAccessToken = [](const session::StoredItem& item) { return item.kind == Kind::AccessToken; };
        const auto late = std::find_if(items.begin(), items.end(), isAccessToken);
        QVERIFY(late != items.end());
        QVERIFY(!late->isSure);
        desk.keychain.letGo();
        QVERIFY(!desk.keychain.content(late->profile, Kind::AccessToken).isEmpty());
        std::optional<Result<void>> gone;
        stored.forget(late->profile, Kind::AccessToken, this, [&](const Result<void>& outcome) { gone = outcome; });
        QTRY_VERIFY(gone && *gone);
        QVERIFY(desk.keychain.content(late->profile, Kind::AccessToken).isEmpty());
    }

    void signingOutIsCarriedThrough() {
        FakeInstance instance;
        TurnedDesk desk;
        const auto profile = instance.kept(desk, QStringLiteral("first"));
        desk.start();
        waitUntilSignedIn(desk);
        instance.slowMs = 30;
        desk.keychain.hold();
        signOut(desk);
        QSignalSpy finished(desk.controller.get(), &AppController::finished);
        desk.window()->close();
        QVERIFY(nothingIsShown());
        QTRY_COMPARE_WITH_TIMEOUT(instance.count("logout"), 1, patienceMs);
        QCOMPARE(finished.count(), 0);
        desk.keychain.letGo();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patienceMs);
        QVERIFY(nothingIsShown()); // no dialog comes up behind it
        desk.controller.reset();
        QVERIFY(desk.keychain.content(profile.id, Kind::RefreshToken).isEmpty());
        QVERIFY(desk.keychain.content(profile.id, Kind::AccessToken).isEmpty());
        QVERIFY(!desk.profiles->find(profile.id)->refreshTokenStored);
    }

    /// Tables, dialogs and our clipboard are gone at once; the server may take its time (rule 26).
    void whatWasShownGoesBeforeTheServerAnswers() {
        FakeInstance instance;
        TurnedDesk desk;
        instance.kept(desk, QStringLiteral("first"));
        desk.start();
        waitUntilSignedIn(desk);
        desk.clipboard.copySecret(Secret(QByteArrayView("canary-token-shown")), QStringLiteral("token"), 60'000);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("canary-token-shown"));
        instance.stalled = {"logout"};
        signOut(desk);
        QTRY_VERIFY(!desk.window() && desk.dialog());
        QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
        QVERIFY(!named<QLineEdit>(desk.dialog(), QStringLiteral("Password"))->isEnabled());
        QVERIFY2(hintOf(desk).startsWith(QStringLiteral("Signed out here. Waiting for")), qPrintable(hintOf(desk)));
        QTRY_COMPARE_WITH_TIMEOUT(instance.count("logout"), 1, patienceMs); // and has not answered
        QSignalSpy finished(desk.controller.get(), &AppController::finished);
        desk.controller->leave();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patienceMs);
    }

    /// The same account has to wait, and is told so.
    void aSignInDuringTheSignOutIsAnswered() {
        FakeInstance instance;
        TurnedDesk desk;
        instance.kept(desk, QStringLiteral("first"));
        cancelASignOut(desk, instance);
        type(desk, "Password", QString::fromUtf8(instance.password));
        auto* go = in<QAbstractButton>(desk.dialog(), "signIn");
        go->click(); // the secret is known to be kept
        QTRY_COMPARE(noteOf(desk), QStringLiteral("Signing out is not finished yet."));
        QVERIFY(go->isEnabled());
        QCOMPARE(instance.count("password"), 0);
        giveUpTheSignOut(desk);
        QTRY_COMPARE(noteOf(desk), notReached);
        go->click(); // what was typed is still there
        waitUntilSignedIn(desk);
        QCOMPARE(instance.count("password"), 1);
    }

    /// Another one need not wait, and the end of the old session takes nothing from it.
    void aSignInOutlivesTheSignOutBeforeIt() {
        FakeInstance instance;
        TurnedDesk desk;
        instance.kept(desk, QStringLiteral("first"));
        cancelASignOut(desk, instance);
        type(desk, "User name", QStringLiteral("somebody"));
        type(desk, "Password", QString::fromUtf8(instance.password));
        desk.keychain.holdAll(); // the sign-in waits for its client secret
        in<QAbstractButton>(desk.dialog(), "signIn")->click();
        QTRY_VERIFY(desk.keychain.hasHeld());
        giveUpTheSignOut(desk);
        QTRY_COMPARE(noteOf(desk), notReached);
        QCOMPARE(hintOf(desk), QStringLiteral("Signing in…"));
        QVERIFY(!in<QAbstractButton>(desk.dialog(), "signIn")->isEnabled());
        desk.keychain.letGo();
        waitUntilSignedIn(desk);
        QCOMPARE(instance.count("password"), 1);
        QCOMPARE(desk.profiles->lastUsed()->username, QStringLiteral("somebody"));
    }

    void aSandboxOutlivesTheSignOutBeforeIt() {
        FakeInstance instance;
        TurnedDesk desk;
        instance.kept(desk, QStringLiteral("first"));
        cancelASignOut(desk, instance);
        in<QAbstractButton>(desk.dialog(), "trySandbox")->click();
        giveUpTheSignOut(desk);
        QTRY_VERIFY_WITH_TIMEOUT(desk.window(), patienceMs);
    }

    /// On some desktops Enter ticks the box that it stands on.
    void enterSignsOut() {
        FakeInstance instance;
        TurnedDesk desk;
        instance.kept(desk, QStringLiteral("first"));
        desk.start();
        waitUntilSignedIn(desk);
        askToSignOut(desk);
        const auto* question = in<QDialog>(desk.window(), "signOutDialog");
        QVERIFY(in<QWidget>(question, "forgetSecret")->isVisible());
        QCOMPARE(question->focusWidget(), in<QWidget>(question, "signOutNow"));
    }

    void aServerThatDoesNotAnswerHoldsNobody() {
        FakeInstance instance;
        TurnedDesk desk;
        const auto profile = instance.kept(desk, QStringLiteral("first"));
        desk.start();
        waitUntilSignedIn(desk);
        instance.stalled = {"logout"};
        signOut(desk);
        QSignalSpy finished(desk.controller.get(), &AppController::finished);
        desk.window()->close();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patienceMs);
        QVERIFY(desk.keychain.content(profile.id, Kind::RefreshToken).isEmpty());
    }

    void everyWindowEndsIt() {
        FakeInstance instance;
        TurnedDesk desk;
        instance.kept(desk, QStringLiteral("first"));
        desk.start();
        waitUntilSignedIn(desk);
        desk.controller->lock();
        QTRY_VERIFY(desk.controller->lockWindow());
        QSignalSpy byLock(desk.controller.get(), &AppController::finished);
        desk.controller->lockWindow()->close();
        QTRY_COMPARE_WITH_TIMEOUT(byLock.count(), 1, patienceMs);

        TurnedDesk fresh;
        fresh.start();
        QSignalSpy byDialog(fresh.controller.get(), &AppController::finished);
        fresh.dialog()->reject();
        QTRY_COMPARE_WITH_TIMEOUT(byDialog.count(), 1, patienceMs);
        QVERIFY(nothingIsShown());
    }

    /// Secrets go from clipboard and screen, the session stays; the token is checked as soon as the computer wakes.
    void sleepAsksForNothing() {
        PrivateBus bus; // in the system's place
        QVERIFY(bus.start());
        auto login = QDBusConnection::connectToBus(QString::fromLocal8Bit(qgetenv("DBUS_SESSION_BUS_ADDRESS")),
                                                   QStringLiteral("login"));
        QVERIFY(login.registerService(QStringLiteral("org.freedesktop.login1")));
        FakeInstance instance;
        TurnedDesk desk;
        instance.kept(desk, QStringLiteral("first"));
        auto& controller = desk.start();
        DesktopWatch watch;
        connect(&watch, &DesktopWatch::locked, &controller, &AppController::lock);
        connect(&watch, &DesktopWatch::fallsAsleep, &controller, &AppController::fallAsleep);
        connect(&watch, &DesktopWatch::wokeUp, &controller, &AppController::wokeUp);
        QSignalSpy woke(&watch, &DesktopWatch::wokeUp);
        watch.start(QDBusConnection(QStringLiteral("none")),
                    QDBusConnection::connectToBus(QString::fromLocal8Bit(qgetenv("DBUS_SESSION_BUS_ADDRESS")),
                                                  QStringLiteral("system")));
        waitUntilSignedIn(desk);
        auto* window = desk.window();
        window->openPage(QStringLiteral("tokens"));
        auto* label = window->findChild<SecretLabel*>();
        QVERIFY(label);
        QTest::keyClick(label, Qt::Key_Space);
        QVERIFY(label->isRevealed());
        desk.clipboard.copySecret(Secret("canary-on-the-clipboard"), QStringLiteral("MLOps token"), 60'000);
        const auto tell = [&login](bool begins) {
            auto message = QDBusMessage::createSignal(QStringLiteral("/org/freedesktop/login1"),
                                                      QStringLiteral("org.freedesktop.login1.Manager"),
                                                      QStringLiteral("PrepareForSleep"));
            message << begins;
            return login.send(message);
        };
        QVERIFY(tell(true));
        QTRY_VERIFY(!label->isRevealed());
        QVERIFY(!QGuiApplication::clipboard()->text().contains(QStringLiteral("canary")));
        QCoreApplication::processEvents();
        QVERIFY(!controller.lockWindow());
        QCOMPARE(desk.window(), window);

        const int refreshes = instance.count("refresh_token");
        desk.clock.jumpWall(2 * 3'600'000LL); // the steady clock stood still
        controller.personActive();            // whoever opens the lid
        QVERIFY(tell(false));
        QTRY_COMPARE_WITH_TIMEOUT(woke.count(), 1, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(instance.count("refresh_token"), refreshes + 1, patienceMs); // nobody asked for it
        waitUntilSignedIn(desk);
        QCOMPARE(desk.window(), window);
        QVERIFY(!controller.lockWindow() && !desk.dialog());
        QVERIFY(!window->reentry().isAsking());
        QVERIFY(!desk.profiles->lastUsed()->locked);
        QVERIFY(login.unregisterService(QStringLiteral("org.freedesktop.login1")));
        for (const char* each : {"login", "system"})
            QDBusConnection::disconnectFromBus(QLatin1String(each));
    }
};

QTEST_MAIN(TestAppLeave)
#include "tst_app_leave.moc"
