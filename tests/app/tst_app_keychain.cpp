// A keychain that is locked or refuses: the window is there, the program works, and says what to do.
#include "dialogs/reentryform.h"
#include "lockwindow.h"
#include "ownsandbox.h"
#include "widgets/banner.h"
#include "widgets/toast.h"

#include <QLabel>

using namespace wallaroo;
using namespace wallaroo::test;

class TestAppKeychain : public QObject {
    Q_OBJECT
private:
    static Error locked() {
        Error error;
        error.kind = ErrorKind::KeychainLocked;
        error.field = Field::Keychain;
        error.sentence = QStringLiteral("Test Keyring is locked.");
        error.advice = QStringLiteral("Unlock it.");
        return error;
    }

    static Banner* banner(const AppDesk& desk) {
        return desk.window()->findChild<Banner*>(QStringLiteral("banner"), Qt::FindDirectChildrenOnly);
    }

    static QAbstractButton* offered(const AppDesk& desk, const char* text) {
        return named<QAbstractButton>(banner(desk), QString::fromUtf8(text));
    }

    static void signIn(AppDesk& desk, const OwnSandbox& instance) {
        desk.start();
        fill(desk.dialog(), *instance.account);
        named<QAbstractButton>(desk.dialog(), QStringLiteral("Sign in"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
    }

private Q_SLOTS:

    void whatCannotBeKeptIsSaidAndTriedAgain() {
        OwnSandbox instance;
        QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
        AppDesk desk;
        desk.keychain.refusal = locked();
        signIn(desk, instance);
        QTRY_VERIFY_WITH_TIMEOUT(banner(desk)->isVisible(), patienceMs);
        QCOMPARE(banner(desk)->kind(), Banner::Kind::Warning);
        QCOMPARE(banner(desk)->text(), QStringLiteral("Test Keyring is locked."));
        QVERIFY(banner(desk)->accessibleDescription().contains(QStringLiteral("The program works for this session.")));
        QVERIFY(!desk.profiles->lastUsed()->hasStoredSecrets());

        offered(desk, "Try again")->click(); // still locked: said again
        QTRY_VERIFY_WITH_TIMEOUT(banner(desk)->isVisible(), patienceMs);
        desk.keychain.refusal.reset();
        offered(desk, "Try again")->click();
        QTRY_VERIFY_WITH_TIMEOUT(desk.profiles->lastUsed()->refreshTokenStored, patienceMs);
        QVERIFY(!banner(desk)->isVisible());
        QTRY_COMPARE(desk.window()->findChild<Toast*>(QStringLiteral("toast"))->text(),
                     QStringLiteral("Kept in Test Keyring."));
    }

    void aLockedOneAtTheStartLeavesTheWindow() {
        OwnSandbox instance;
        QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
        AppDesk desk;
        signIn(desk, instance);
        QTRY_VERIFY_WITH_TIMEOUT(desk.profiles->lastUsed()->refreshTokenStored, patienceMs);
        desk.keychain.refusal = locked();
        desk.start();
        QVERIFY(desk.window() && desk.window()->isVisible()); // before the keychain has said a word
        QTRY_VERIFY_WITH_TIMEOUT(banner(desk)->isVisible(), patienceMs);
        QVERIFY(offered(desk, "Try again"));
        QVERIFY(!desk.window()->reentry().isAsking()); // the session may be alive: no password for it
        auto* session = named<QAbstractButton>(desk.window(), QStringLiteral("Session"));
        QCOMPARE(session->text(), QStringLiteral("Not signed in: Test Keyring was not read")); // and has not ended
        QCOMPARE(named<QAbstractButton>(desk.window(), QStringLiteral("Keychain"))->text(),
                 QStringLiteral("Test Keyring not read"));
        banner(desk)->clear();
        session->click(); // says it again
        QTRY_VERIFY(banner(desk)->isVisible());
        QVERIFY(!desk.window()->reentry().isAsking());
        QVERIFY(desk.profiles->lastUsed()->refreshTokenStored); // nothing is deleted

        desk.keychain.refusal.reset(); // unlocked meanwhile
        offered(desk, "Try again")->click();
        QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
        QVERIFY(!desk.dialog());
    }

    void switchingStopsAtIt() {
        OwnSandbox instance;
        OwnSandbox other;
        QTRY_VERIFY_WITH_TIMEOUT(instance.isReady() && other.isReady(), patienceMs);
        AppDesk desk;
        signIn(desk, other);
        QTRY_VERIFY_WITH_TIMEOUT(desk.profiles->lastUsed()->refreshTokenStored, patienceMs);
        auto second = *desk.profiles->lastUsed();
        desk.controller.reset();
        QVERIFY(desk.profiles->markUsed({}));
        signIn(desk, instance);
        QTRY_VERIFY_WITH_TIMEOUT(desk.profiles->lastUsed()->refreshTokenStored, patienceMs);
        const auto first = desk.profiles->lastUsed()->id;

        desk.keychain.refusal = locked();
        Q_EMIT desk.window()->profileChosen(second);
        QTRY_VERIFY_WITH_TIMEOUT(banner(desk)->isVisible(), patienceMs);
        QVERIFY(!desk.dialog()); // a password would not do: the client's secret is in the keychain, too
        QCOMPARE(banner(desk)->text(), QStringLiteral("Test Keyring is locked."));
        QVERIFY(banner(desk)->accessibleDescription().contains(QStringLiteral("you are still here")));
        QCOMPARE(desk.profiles->lastUsed()->id, first);
        QVERIFY(desk.isLoaded("usersTable"));

        offered(desk, "Sign in without it…")->click();
        QTRY_VERIFY(desk.dialog() && desk.dialog()->isVisible());
        QVERIFY(named<QLineEdit>(desk.dialog(), QStringLiteral("Password")));
        QVERIFY(named<QLineEdit>(desk.dialog(), QStringLiteral("Client secret")));
        desk.dialog()->reject();

        Q_EMIT desk.window()->profileChosen(second);
        QTRY_VERIFY_WITH_TIMEOUT(offered(desk, "Try again"), patienceMs);
        desk.keychain.refusal.reset(); // unlocked: nothing is typed
        offered(desk, "Try again")->click();
        QTRY_COMPARE_WITH_TIMEOUT(desk.profiles->lastUsed()->id, second.id, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
    }

    void aLockAsksForWhatNothingKeeps() {
        OwnSandbox instance;
        QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
        AppDesk desk;
        desk.keychain.refusal = locked();
        signIn(desk, instance);
        desk.controller->lock();
        QTRY_VERIFY(desk.controller->lockWindow());
        auto& form = desk.controller->lockWindow()->form();
        auto* secret = form.findChild<QLineEdit*>(QStringLiteral("reentrySecret"));
        QVERIFY(secret->isVisible());
        form.findChild<QLineEdit*>(QStringLiteral("reentryPassword"))
            ->setText(QString::fromUtf8(instance.account->password.reveal()));
        secret->setText(QString::fromUtf8(instance.account->clientSecret.reveal()));
        form.findChild<QAbstractButton*>(QStringLiteral("reentryGo"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
    }

    void aStartThatFailedIsLocked() {
        OwnSandbox instance;
        QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
        AppDesk desk;
        signIn(desk, instance);
        QTRY_VERIFY_WITH_TIMEOUT(desk.profiles->lastUsed()->refreshTokenStored, patienceMs);
        QVERIFY(instance.stop()); // the network is gone
        desk.start();
        QTRY_VERIFY_WITH_TIMEOUT(banner(desk)->isVisible(), patienceMs);
        desk.controller->lock();
        QTRY_VERIFY(desk.controller->lockWindow());
        QVERIFY(!desk.window());
        QVERIFY(desk.controller->lockWindow()->form().isAsking());
        QVERIFY(desk.profiles->lastUsed()->locked);
    }

    void aSessionThatNobodyCouldEndIsSpokenOf() {
        OwnSandbox instance;
        QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
        AppDesk desk;
        signIn(desk, instance);
        QTRY_VERIFY_WITH_TIMEOUT(desk.profiles->lastUsed()->refreshTokenStored, patienceMs);
        desk.controller->lock();
        QTRY_VERIFY(desk.controller->lockWindow());
        QVERIFY(desk.profiles->edit(desk.profiles->lastUsed()->id,
                                    [](session::Profile& profile) { profile.staySignedIn = true; }));
        desk.start();
        QTRY_VERIFY(desk.controller->lockWindow());
        desk.keychain.refusal = locked();
        desk.controller->lockWindow()->findChild<QAbstractButton*>(QStringLiteral("lockSignOut"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(desk.dialog(), patienceMs);
        const QString said = desk.dialog()->findChild<Banner*>()->text();
        QVERIFY2(said.contains(QStringLiteral("Test Keyring did not give the saved sign-in")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("Account console › Sessions")), qPrintable(said));
        QVERIFY(!said.contains(QStringLiteral("not reached")));
    }

    /// What is written only after the lock is in no index otherwise, and nobody would ever delete it.
    void whatIsWrittenBehindALockIsListed() {
        OwnSandbox instance;
        QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
        AppDesk desk;
        desk.keychain.hold();
        signIn(desk, instance);
        desk.controller->lock();
        QTRY_VERIFY(desk.controller->lockWindow());
        QVERIFY(!desk.profiles->lastUsed()->refreshTokenStored);
        QVERIFY(desk.profiles->lastUsed()->perhapsStored.count(secrets::Kind::RefreshToken) > 0);
        desk.keychain.letGo();
        QTRY_VERIFY(desk.profiles->lastUsed()->refreshTokenStored && desk.profiles->lastUsed()->clientSecretStored);
        QVERIFY(desk.profiles->lastUsed()->locked);
        desk.controller->lockWindow()->findChild<QAbstractButton*>(QStringLiteral("lockSignOut"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(desk.dialog(), patienceMs);
        QTRY_VERIFY(!desk.profiles->lastUsed()->refreshTokenStored);
        const auto* said = desk.dialog()->findChild<Banner*>();
        QVERIFY(!said || said->text().isEmpty()); // the server was told
    }

    void goesOnWithoutIt() {
        OwnSandbox instance;
        QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
        AppDesk desk;
        signIn(desk, instance);
        QTRY_VERIFY_WITH_TIMEOUT(desk.profiles->lastUsed()->refreshTokenStored, patienceMs);
        desk.keychain.refusal = locked();
        desk.start();
        QTRY_VERIFY_WITH_TIMEOUT(banner(desk)->isVisible(), patienceMs);
        offered(desk, "Continue without it")->click();
        auto& form = desk.window()->reentry();
        QVERIFY(form.isAsking());
        form.findChild<QLineEdit*>(QStringLiteral("reentryPassword"))
            ->setText(QString::fromUtf8(instance.account->password.reveal()));
        auto* secret = form.findChild<QLineEdit*>(QStringLiteral("reentrySecret"));
        QVERIFY(secret->isVisible()); // it is in the keychain
        secret->setText(QString::fromUtf8(instance.account->clientSecret.reveal()));
        form.findChild<QAbstractButton*>(QStringLiteral("reentryGo"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
        QVERIFY(!form.isAsking());
    }
};

QTEST_MAIN(TestAppKeychain)
#include "tst_app_keychain.moc"
