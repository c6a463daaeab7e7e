// Who gets in by which door: a lock, other profiles, the dialog over a window, and whose answer goes where.
#include "dialogs/devicepanel.h"
#include "dialogs/reentryform.h"
#include "dialogs/sessionpanel.h"
#include "fakeinstance.h"
#include "lockwindow.h"
#include "widgets/banner.h"

#include <QComboBox>
#include <QListWidget>

using namespace wallaroo;
using namespace wallaroo::test;
using secrets::Kind;
using session::Way;

class TestAppDoors : public QObject {
    Q_OBJECT
private:
    static void lock(TurnedDesk& desk) {
        desk.controller->lock();
        QTRY_VERIFY(desk.controller->lockWindow());
        QVERIFY(!desk.window());
    }

    static void openDialogOverTheLock(const TurnedDesk& desk) {
        in<QAbstractButton>(desk.controller->lockWindow(), "reentryOther")->click();
        QVERIFY(desk.dialog() && desk.dialog()->isVisible());
    }

    /// By "Manage profiles…" and "Sign in with it".
    static void choose(const TurnedDesk& desk, const session::Profile& profile) {
        in<QAbstractButton>(desk.dialog(), "manageProfiles")->click();
        auto* profiles = in<QDialog>(desk.dialog(), "profilesDialog");
        QVERIFY(profiles && profiles->isVisible());
        auto* list = in<QListWidget>(profiles, "profileList");
        for (int row = 0; row < list->count(); ++row) {
            if (list->item(row)->data(Qt::UserRole).toUuid() == profile.id)
                list->setCurrentRow(row);
        }
        in<QAbstractButton>(profiles, "signInWithProfile")->click();
        QTRY_COMPARE(in<QComboBox>(desk.dialog(), "profile")->currentText(), profile.title());
    }

    static void type(const QWidget* window, const char* field, const QByteArray& text) {
        auto* edit = in<QLineEdit>(window, field);
        QVERIFY2(edit && edit->isVisible() && edit->isEnabled(), field);
        edit->setText(QString::fromUtf8(text));
    }

    static void unlock(const TurnedDesk& desk, const FakeInstance& instance) {
        auto& form = desk.controller->lockWindow()->form();
        type(&form, "reentryPassword", instance.password);
        press(&form, "reentryGo");
        waitUntilSignedIn(desk);
    }

    static void press(const QWidget* window, const char* button) { in<QAbstractButton>(window, button)->click(); }

private Q_SLOTS:

    void whatIsKeptForAnotherProfileOpensNoLock() {
        FakeInstance instance;
        FakeInstance elsewhere;
        TurnedDesk desk;
        const auto other = elsewhere.kept(desk, QStringLiteral("other"), QStringLiteral("olga"));
        const auto first = instance.kept(desk, QStringLiteral("first"));
        desk.start();
        waitUntilSignedIn(desk);
        lock(desk);
        openDialogOverTheLock(desk);
        choose(desk, other);
        QVERIFY(in<QLineEdit>(desk.dialog(), "password")->isEnabled()); // nothing runs: it is to be typed
        press(desk.dialog(), "signIn");
        QCoreApplication::processEvents();
        QVERIFY(elsewhere.asked.isEmpty());
        QVERIFY(desk.controller->lockWindow() && !desk.window());

        type(desk.dialog(), "password", elsewhere.password);
        press(desk.dialog(), "signIn");
        waitUntilSignedIn(desk);
        QCOMPARE(elsewhere.count("refresh_token"), 0);
        QVERIFY(!desk.controller->lockWindow() && !desk.dialog());
        QCOMPARE(desk.profiles->lastUsed()->id, other.id);
        QVERIFY(desk.profiles->find(first.id)->locked); // of whom nobody has signed in
    }

    void aKeptClientSecretOpensNoLock() {
        FakeInstance instance;
        FakeInstance elsewhere;
        TurnedDesk desk;
        const auto other = elsewhere.kept(desk, QStringLiteral("other"), QStringLiteral("olga"));
        const auto inference = elsewhere.kept(desk, QStringLiteral("pipeline"), {}, Way::InferenceOnly);
        instance.kept(desk, QStringLiteral("first"));
        desk.start();
        waitUntilSignedIn(desk);
        lock(desk);
        openDialogOverTheLock(desk);
        choose(desk, other);
        named<QAbstractButton>(desk.dialog(), QStringLiteral("Inference token only"))->click();
        press(desk.dialog(), "signIn");
        QCoreApplication::processEvents();
        QVERIFY(in<QLineEdit>(desk.dialog(), "clientSecret")->isEnabled()); // it did not begin
        choose(desk, inference);
        press(desk.dialog(), "signIn");
        QCoreApplication::processEvents();
        QVERIFY(in<QLineEdit>(desk.dialog(), "clientSecret")->isEnabled());
        QVERIFY(elsewhere.asked.isEmpty());
        QVERIFY(desk.controller->lockWindow() && !desk.window());

        type(desk.dialog(), "clientSecret", elsewhere.clientSecret);
        press(desk.dialog(), "signIn");
        QTRY_VERIFY_WITH_TIMEOUT(desk.window() && !desk.controller->lockWindow(), patienceMs);
        QCOMPARE(desk.profiles->lastUsed()->id, inference.id);
    }

    void aLateStartLeavesTheDialogAlone() {
        FakeInstance instance;
        TurnedDesk desk;
        instance.kept(desk, QStringLiteral("first"));
        desk.keychain.holdAll();
        desk.start();
        Q_EMIT desk.window()->otherAccountRequested();
        QVERIFY(desk.dialog()->isVisible());
        type(desk.dialog(), "userName", "olga");
        type(desk.dialog(), "password", instance.password);
        desk.keychain.letGo();
        waitUntilSignedIn(desk);
        QVERIFY(desk.dialog() && desk.dialog()->isVisible());
        QCOMPARE(in<QLineEdit>(desk.dialog(), "userName")->text(), QStringLiteral("olga"));
        QCOMPARE(in<QLineEdit>(desk.dialog(), "password")->text().size(), instance.password.size());
        press(desk.dialog(), "signIn");
        QTRY_COMPARE_WITH_TIMEOUT(desk.profiles->lastUsed()->username, QStringLiteral("olga"), patienceMs);
        waitUntilSignedIn(desk);
        QVERIFY(!desk.dialog());
    }

    /// And a dialog that is closed ends what it asked for, not the window's own start.
    void closingTheDialogLeavesTheStartAlone() {
        FakeInstance instance;
        TurnedDesk desk;
        instance.kept(desk, QStringLiteral("first"));
        desk.keychain.holdAll();
        desk.start();
        Q_EMIT desk.window()->otherAccountRequested();
        desk.dialog()->reject();
        QVERIFY(!desk.dialog());
        desk.keychain.letGo();
        waitUntilSignedIn(desk);
    }

    void aFailedStartIsNotTheDialogs() {
        FakeInstance instance;
        TurnedDesk desk;
        instance.kept(desk, QStringLiteral("first"));
        desk.keychain.holdAll();
        desk.start();
        Q_EMIT desk.window()->otherAccountRequested();
        type(desk.dialog(), "userName", "olga");
        type(desk.dialog(), "password", instance.password);
        type(desk.dialog(), "clientSecret", instance.clientSecret);
        instance.stalled = {"password"};
        instance.failing = {{"refresh_token", 503}};
        press(desk.dialog(), "signIn");
        QTRY_COMPARE_WITH_TIMEOUT(instance.count("password"), 1, patienceMs);
        desk.keychain.letGo();
        const auto* banner = desk.window()->findChild<Banner*>(QStringLiteral("banner"), Qt::FindDirectChildrenOnly);
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), patienceMs);
        QVERIFY(instance.count("refresh_token") > 0);
        QVERIFY(desk.dialog() && !in<QAbstractButton>(desk.dialog(), "signIn")->isEnabled()); // its request runs
        QVERIFY(!in<Banner>(desk.dialog(), "banner") || !in<Banner>(desk.dialog(), "banner")->isVisible());
        desk.dialog()->reject(); // cancels
        QVERIFY(in<QAbstractButton>(desk.dialog(), "signIn")->isEnabled());
    }

    void aCodeIsShownWhereItWasAskedFor() {
        FakeInstance instance;
        TurnedDesk desk;
        instance.kept(desk, QStringLiteral("first"), QStringLiteral("mary"), Way::DeviceCode);
        instance.endSession();
        desk.start();
        auto& form = desk.window()->reentry();
        QTRY_VERIFY_WITH_TIMEOUT(form.isAsking(), patienceMs);
        instance.onAsked = [&](const QByteArray& kind) {
            if (kind == "device")
                Q_EMIT desk.window()->otherAccountRequested();
        };
        press(&form, "reentryGo");
        auto* panel = form.findChild<DevicePanel*>();
        QTRY_VERIFY_WITH_TIMEOUT(desk.dialog(), patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(panel->isVisible(), patienceMs);
        QVERIFY(!desk.dialog()->findChild<DevicePanel*>());
        instance.onAsked = nullptr;
    }

    void aChangedSecretAloneIsAskedFor() {
        FakeInstance instance;
        FakeInstance elsewhere;
        TurnedDesk desk;
        const auto other = elsewhere.kept(desk, QStringLiteral("other"), QStringLiteral("olga"));
        instance.kept(desk, QStringLiteral("first"));
        elsewhere.clientSecret = "canary-new-secret"; // by an administrator
        desk.start();
        waitUntilSignedIn(desk);
        Q_EMIT desk.window()->profileChosen(other);
        QTRY_VERIFY_WITH_TIMEOUT(desk.dialog() && desk.dialog()->isVisible(), patienceMs);
        QVERIFY(!in<QLineEdit>(desk.dialog(), "password")->isVisible());
        auto* client = in<QLineEdit>(desk.dialog(), "clientId"); // whose secret it is: to be read, not changed
        QVERIFY(client->isVisible() && client->isEnabled() && client->isReadOnly());
        QTest::keyClicks(client, QStringLiteral("another"));
        QCOMPARE(client->text(), other.clientId);
        const int before = static_cast<int>(elsewhere.asked.size());
        press(desk.dialog(), "signIn");
        QVERIFY(in<QLineEdit>(desk.dialog(), "clientSecret")->isEnabled()); // nothing typed, nothing sent
        type(desk.dialog(), "clientSecret", "canary-wrong-secret");
        press(desk.dialog(), "signIn");
        QTRY_COMPARE_WITH_TIMEOUT(elsewhere.asked.size(), before + 1, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(in<QLineEdit>(desk.dialog(), "clientSecret")->isEnabled(), patienceMs);
        QVERIFY(!in<QLineEdit>(desk.dialog(), "password")->isVisible());
        type(desk.dialog(), "clientSecret", elsewhere.clientSecret);
        press(desk.dialog(), "signIn");
        QTRY_COMPARE_WITH_TIMEOUT(desk.profiles->lastUsed()->id, other.id, patienceMs);
        waitUntilSignedIn(desk);
        QCOMPARE(elsewhere.count("password"), 0);
        QTRY_COMPARE(desk.keychain.content(other.id, Kind::ClientSecret), elsewhere.clientSecret);
    }

    /// Each has its own time to get what it holds into a keychain that takes its own.
    void twoLocksInARow() {
        FakeInstance instance;
        TurnedDesk desk;
        const auto profile = instance.kept(desk, QStringLiteral("first"));
        desk.start();
        waitUntilSignedIn(desk);
        lock(desk);
        desk.keychain.hold();
        unlock(desk, instance);
        lock(desk); // nothing of it is written yet
        auto* ends = desk.controller->findChild<QTimer*>(QStringLiteral("leavingEnds"));
        QVERIFY(ends && ends->isActive());
        const int time = ends->interval();
        ends->setInterval(100 * time); // all but the next one's
        unlock(desk, instance);
        lock(desk);
        QVERIFY(ends->isActive());
        QCOMPARE(ends->interval(), time);
        const auto noted = [&] { return desk.profiles->find(profile.id)->refreshTokenStored; };
        QVERIFY(!noted());
        desk.keychain.letGo();
        QTRY_VERIFY(noted());
        QCOMPARE(desk.keychain.content(profile.id, Kind::RefreshToken), instance.refreshToken());

        desk.keychain.hold();
        unlock(desk, instance);
        lock(desk);
        QVERIFY(!noted());
        ends->start(0); // its time is over
        QTRY_VERIFY(!ends->isActive());
        QCoreApplication::processEvents();
        desk.keychain.letGo();
        QCoreApplication::processEvents();
        QVERIFY(!noted());
        QVERIFY(desk.profiles->find(profile.id)->perhapsStored.count(Kind::RefreshToken) > 0); // and not forgotten
    }

    /// Two windows on one profile, and the password typed at one of them.
    void whoSignedInElsewhereIsNotAskedAgain() {
        FakeInstance instance;
        instance.person = "mary";
        TurnedDesk desk;
        const auto profile = instance.kept(desk, QStringLiteral("first"));
        desk.start();
        waitUntilSignedIn(desk);
        desk.window()->openPage(QStringLiteral("tokens"));
        instance.endSession();
        named<QAbstractButton>(desk.window(), QStringLiteral("Renew MLOps token"))->click();
        auto& form = desk.window()->reentry();
        QTRY_VERIFY_WITH_TIMEOUT(form.isAsking(), patienceMs);
        type(&form, "reentryPassword", "canary-half-typed");
        QEvent comesBack(QEvent::WindowActivate);
        const int asked = instance.count("refresh_token");
        const auto hasLetGo = [&] { // of the token that was refused
            const auto now = desk.profiles->find(profile.id);
            return !now->refreshTokenStored && now->perhapsStored.count(Kind::RefreshToken) == 0;
        };
        QTRY_VERIFY(hasLetGo());
        const auto looks = [&] { return desk.keychain.reads.count(Kind::RefreshToken); };
        const auto before = looks();
        QCoreApplication::sendEvent(desk.window(), &comesBack); // nobody has
        QCoreApplication::processEvents();
        QCOMPARE(looks(), before);

        QObject nobody;
        const auto put = [&](const QByteArray& who, const QByteArray& token) {
            if (!token.isEmpty())
                desk.keychain.write({profile.id, Kind::RefreshToken}, Secret(token), &nobody, [](auto) {});
            session::ProfileStore other(desk.folder.filePath(QStringLiteral("profiles.json")));
            const auto note = [&](session::Profile& edited) {
                edited.refreshTokenStored = !token.isEmpty();
                edited.subject = QStringLiteral("id-of-") + QString::fromUtf8(who);
            };
            QVERIFY(other.load() && other.edit(profile.id, note));
            QCoreApplication::sendEvent(desk.window(), &comesBack);
            QCoreApplication::processEvents();
        };
        put("olga", FakeInstance::tokenOf("olga", 7)); // somebody else
        put("mary", FakeInstance::tokenOf("olga", 7)); // whatever the file says
        QCOMPARE(looks(), before + 1);
        QCoreApplication::sendEvent(desk.window(), &comesBack); // nothing new
        QCoreApplication::processEvents();
        QCOMPARE(looks(), before + 1);
        QCOMPARE(instance.count("refresh_token"), asked);
        QVERIFY(form.isAsking());
        QCOMPARE(in<QLineEdit>(&form, "reentryPassword")->text().size(), qsizetype{17}); // still there

        put("olga", {}); // signs out
        put("mary", instance.signInElsewhere());
        QTRY_VERIFY_WITH_TIMEOUT(!form.isAsking(), patienceMs);
        waitUntilSignedIn(desk);
        QCOMPARE(instance.count("password"), 0);
        QCOMPARE(desk.window()->currentPage(), QStringLiteral("tokens"));
        QTRY_VERIFY(desk.profiles->find(profile.id)->refreshTokenStored);
        QTRY_COMPARE(desk.keychain.content(profile.id, Kind::RefreshToken), instance.refreshToken());
    }

    void theDesktopsLockEmptiesTheDialog() {
        TurnedDesk desk;
        desk.start();
        type(desk.dialog(), "userName", "mary");
        type(desk.dialog(), "password", "canary-half-typed");
        type(desk.dialog(), "clientSecret", "canary-half-typed");
        type(desk.dialog(), "oneTimeCode", "123456");
        desk.controller->lock();
        for (const char* secret : {"password", "clientSecret", "oneTimeCode"})
            QVERIFY2(in<QLineEdit>(desk.dialog(), secret)->text().isEmpty(), secret);
        QCOMPARE(in<QLineEdit>(desk.dialog(), "userName")->text(), QStringLiteral("mary"));
        QVERIFY(desk.dialog()->isVisible());
    }

    void andWhatWasTypedIntoTheLock() {
        FakeInstance instance;
        TurnedDesk desk;
        instance.kept(desk, QStringLiteral("first"));
        desk.start();
        waitUntilSignedIn(desk);
        lock(desk);
        auto& form = desk.controller->lockWindow()->form();
        type(&form, "reentryPassword", "canary-half-typed");
        desk.controller->lock();
        QVERIFY(in<QLineEdit>(&form, "reentryPassword")->text().isEmpty());
        QVERIFY(form.isAsking());
        type(&form, "reentryPassword", instance.password);
        press(&form, "reentryGo");
        waitUntilSignedIn(desk);
    }

    void locksWhileItStarts() {
        FakeInstance instance;
        TurnedDesk desk;
        instance.kept(desk, QStringLiteral("first"));
        desk.keychain.holdAll();
        desk.start();
        QVERIFY(desk.window());
        lock(desk);
        QVERIFY(desk.profiles->lastUsed()->locked);
        desk.keychain.letGo(); // late
        QCoreApplication::processEvents();
        QVERIFY(instance.asked.isEmpty());
        QVERIFY(!desk.window());
        auto& form = desk.controller->lockWindow()->form();
        type(&form, "reentryPassword", instance.password);
        press(&form, "reentryGo");
        waitUntilSignedIn(desk);
        QCOMPARE(instance.count("refresh_token"), 0);
    }

    void thePanelFollowsTheSession() {
        FakeInstance instance;
        TurnedDesk desk;
        instance.kept(desk, QStringLiteral("first"));
        desk.start();
        waitUntilSignedIn(desk);
        desk.window()->openPage(QStringLiteral("tokens"));
        named<QAbstractButton>(desk.window(), QStringLiteral("Session"))->click();
        auto* panel = desk.window()->findChild<SessionPanel*>();
        QVERIFY(panel);
        auto* everywhere = in<QAbstractButton>(panel, "signOutEverywhere");
        QVERIFY(everywhere->isEnabled());
        instance.endSession();
        named<QAbstractButton>(desk.window(), QStringLiteral("Renew MLOps token"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(desk.window()->reentry().isAsking(), patienceMs);
        QVERIFY(!everywhere->isEnabled()); // there is no token to do it with
        type(&desk.window()->reentry(), "reentryPassword", instance.password);
        press(&desk.window()->reentry(), "reentryGo");
        QTRY_VERIFY_WITH_TIMEOUT(everywhere->isEnabled(), patienceMs);
    }
};

QTEST_MAIN(TestAppDoors)
#include "tst_app_doors.moc"
