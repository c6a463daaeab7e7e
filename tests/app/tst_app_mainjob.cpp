// The main job against the real sandbox process: sandbox by its button, sign in by typing, second start, sign out,
// failures.
#include "ownsandbox.h"
#include "widgets/banner.h"
#include "widgets/navigationlist.h"
#include "widgets/statepanel.h"
#include "widgets/toast.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QPointer>

using namespace wallaroo;
using namespace wallaroo::test;

class TestMainJob : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sandboxIsOneClickAway();
    void signsInAndRemembers();
    void wrongPasswordIsSaidBesideTheField();
    void forgetsTheClientSecretWhenAsked();
    void keepsRowsWhenARefreshFails();
    void worksByKeyboard();
    void inferenceTokenOnly();
    void anEmptyPageOffersItsMainAction();
};

void TestMainJob::sandboxIsOneClickAway() {
    AppDesk desk;
    desk.start();
    QVERIFY(desk.dialog());
    auto* button = named<QAbstractButton>(desk.dialog(), QStringLiteral("Try it with a sandbox"));
    QVERIFY(button);
    button->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.window(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
    QVERIFY(desk.table("usersTable")->tableModel()->totalCount() >= 60);
    bool marked = false;
    for (const auto* label : desk.window()->findChildren<QLabel*>())
        marked = marked || (label->isVisible() && label->text() == QStringLiteral("Sandbox: nothing here is real"));
    QVERIFY(marked);
    QCOMPARE(desk.keychain.writes, 0);
    QVERIFY(desk.profiles->profiles().isEmpty());

    QVERIFY(!desk.window()->findChild<QAction*>(QStringLiteral("lock"))->isVisible());
    QVERIFY(desk.window()->findChild<QAction*>(QStringLiteral("signOutEverywhere"))->isVisible());
    desk.window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(desk.window()));
    QTest::keyClick(desk.window(), Qt::Key_L, Qt::ControlModifier);
    QTRY_COMPARE(desk.window()->findChild<Toast*>(QStringLiteral("toast"))->text(),
                 QStringLiteral("A sandbox has nothing to lock."));
    QVERIFY(!desk.controller->lockWindow());

    const QPointer<QWidget> before(desk.window()); // by its address alone a new one in its place would pass for it
    named<QAbstractButton>(desk.window(), QStringLiteral("Start over"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.window() && desk.window() != before && desk.isLoaded("usersTable"), patienceMs);
}

void TestMainJob::signsInAndRemembers() {
    OwnSandbox instance;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
    AppDesk desk;
    desk.start();
    fill(desk.dialog(), *instance.account);
    named<QAbstractButton>(desk.dialog(), QStringLiteral("Sign in"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
    // The client secret, the refresh token, and the access token that the command line takes.
    QTRY_COMPARE_WITH_TIMEOUT(desk.keychain.writes, 3, patienceMs);
    QTRY_VERIFY(desk.profiles->lastUsed() && desk.profiles->lastUsed()->refreshTokenStored);
    QVERIFY(!desk.dialog());

    desk.start(); // as the next start of the program
    QVERIFY(!desk.dialog());
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
    QVERIFY(!desk.dialog());
}

void TestMainJob::wrongPasswordIsSaidBesideTheField() {
    OwnSandbox instance;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
    AppDesk desk;
    desk.start();
    fill(desk.dialog(), *instance.account);
    auto* password = named<QLineEdit>(desk.dialog(), QStringLiteral("Password"));
    password->setText(QStringLiteral("canary-password-wrong"));
    named<QAbstractButton>(desk.dialog(), QStringLiteral("Sign in"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(password->text().isEmpty() && password->isEnabled(), patienceMs);
    QCOMPARE(named<QLineEdit>(desk.dialog(), QStringLiteral("User name"))->text(), instance.account->username);
    QVERIFY(!named<QLineEdit>(desk.dialog(), QStringLiteral("Client secret"))->text().isEmpty());
    QVERIFY(!desk.window());
    QVERIFY(desk.profiles->profiles().isEmpty());
}

void TestMainJob::forgetsTheClientSecretWhenAsked() {
    OwnSandbox instance;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
    AppDesk desk;
    desk.start();
    fill(desk.dialog(), *instance.account);
    named<QAbstractButton>(desk.dialog(), QStringLiteral("Sign in"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
    QTRY_VERIFY(desk.profiles->lastUsed() && desk.profiles->lastUsed()->clientSecretStored);

    named<QAbstractButton>(desk.window(), QStringLiteral("Session"))->click();
    desk.window()->findChild<QAbstractButton*>(QStringLiteral("signOutThis"))->click();
    auto* forget = desk.window()->findChild<QCheckBox*>(QStringLiteral("forgetSecret"));
    QVERIFY(forget && forget->isVisible());
    forget->setChecked(true);
    desk.window()->findChild<QAbstractButton*>(QStringLiteral("signOutNow"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.window() && desk.dialog(), patienceMs);
    QTRY_VERIFY(!desk.profiles->lastUsed()->clientSecretStored);
    QVERIFY(!desk.profiles->lastUsed()->refreshTokenStored);

    desk.start(); // nothing left to resume with
    QVERIFY(desk.dialog());
    QVERIFY(!desk.window());
}

void TestMainJob::keepsRowsWhenARefreshFails() {
    OwnSandbox instance;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
    AppDesk desk;
    desk.start();
    fill(desk.dialog(), *instance.account);
    named<QAbstractButton>(desk.dialog(), QStringLiteral("Sign in"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
    const int rows = desk.table("usersTable")->tableModel()->totalCount();
    QVERIFY(instance.stop());
    named<QAbstractButton>(desk.window(), QStringLiteral("Refresh"))->click();
    auto* banner = desk.window()->findChild<Banner*>(QStringLiteral("usersBanner"));
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), patienceMs);
    QCOMPARE(banner->kind(), Banner::Kind::Error);
    QVERIFY2(banner->text().contains(QStringLiteral("as of")), qPrintable(banner->text()));
    QCOMPARE(desk.table("usersTable")->tableModel()->totalCount(), rows);
    QVERIFY(desk.table("usersTable")->isVisible());

    // A page that never had rows says the failure where they would stand.
    desk.table("usersTable")->setFocus();
    desk.window()->openPage(QStringLiteral("workspaces"));
    auto* panel = desk.window()->findChild<StatePanel*>(QStringLiteral("workspacesState"));
    QTRY_VERIFY_WITH_TIMEOUT(panel->isVisible() && panel->state() == StatePanel::State::Failed, patienceMs);
    // Where the rows would have the focus, [Try again] has it, also when the page is shown once more; in the list of
    // pages it stays.
    auto* window = desk.window();
    const auto isOnRetry = [window, panel] {
        return window->focusWidget() == named<QAbstractButton>(panel, QStringLiteral("Try again"));
    };
    QVERIFY(isOnRetry());
    window->openPage(QStringLiteral("users"));
    QCOMPARE(window->focusWidget(), desk.table("usersTable"));
    window->openPage(QStringLiteral("workspaces"));
    QVERIFY(isOnRetry());
    auto* pages = named<NavigationList>(window, QStringLiteral("Pages"));
    pages->setFocus();
    window->openPage(QStringLiteral("users"));
    window->openPage(QStringLiteral("workspaces"));
    QCOMPARE(window->focusWidget(), pages);
}

void TestMainJob::worksByKeyboard() {
    AppDesk desk;
    desk.start();
    named<QAbstractButton>(desk.dialog(), QStringLiteral("Try it with a sandbox"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
    auto* window = desk.window();
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window));
    auto* table = desk.table("usersTable");

    QTest::keyClick(window, Qt::Key_F, Qt::ControlModifier);
    auto* filter = named<QLineEdit>(window, QStringLiteral("Filter users"));
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, QStringLiteral("no such person at all"));
    auto* panel = window->findChild<StatePanel*>(QStringLiteral("usersState"));
    QTRY_VERIFY(panel->isVisible());
    QCOMPARE(panel->state(), StatePanel::State::Empty);
    QVERIFY(panel->title().contains(QStringLiteral("no such person")));
    QTest::keyClick(filter, Qt::Key_Escape);
    QTRY_VERIFY(table->isVisible());

    QTest::keyClick(filter, Qt::Key_Down);
    QTRY_VERIFY(table->hasFocus());
    QTest::keyClick(table, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(table->tableModel()->selectedCount(), table->tableModel()->shownCount());
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    const QString copied = QGuiApplication::clipboard()->text();
    QCOMPARE(copied.count(u'\n'), table->tableModel()->shownCount() + 1);
    QVERIFY(copied.section(u'\n', 0, 0).contains(QStringLiteral("E-mail")));

    QTest::keyClick(window, Qt::Key_4, Qt::ControlModifier);
    auto* navigation = named<NavigationList>(window, QStringLiteral("Pages"));
    QCOMPARE(navigation->currentPage(), QStringLiteral("tokens"));
    QTRY_VERIFY(named<QAbstractButton>(window, QStringLiteral("Reveal inference token"))->isEnabled());
    QTest::keyClick(window, Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(desk.clipboard.secretName(), QStringLiteral("MLOps token"));
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("eyJ")));
}

void TestMainJob::inferenceTokenOnly() {
    OwnSandbox instance;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
    AppDesk desk;
    desk.start();
    named<QAbstractButton>(desk.dialog(), QStringLiteral("Inference token only"))->click();
    QVERIFY(!named<QLineEdit>(desk.dialog(), QStringLiteral("Password")));
    named<QLineEdit>(desk.dialog(), QStringLiteral("Instance"))->setText(instance.account->address.toString());
    named<QLineEdit>(desk.dialog(), QStringLiteral("Client secret"))
        ->setText(QString::fromUtf8(instance.account->clientSecret.reveal()));
    named<QAbstractButton>(desk.dialog(), QStringLiteral("Sign in"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.window(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(
        named<QAbstractButton>(desk.window(), QStringLiteral("Reveal inference token"))->isEnabled(), patienceMs);
    QCOMPARE(named<NavigationList>(desk.window(), QStringLiteral("Pages"))->pages(),
             QStringList(QStringLiteral("tokens")));
    QVERIFY(!named<QAbstractButton>(desk.window(), QStringLiteral("Copy MLOps token")));

    // There is no session at the server, so none is said to be ended.
    QVERIFY(!desk.window()->findChild<QAction*>(QStringLiteral("signOutEverywhere"))->isVisible());
    QVERIFY(desk.window()->findChild<QAction*>(QStringLiteral("lock"))->isVisible());
    named<QAbstractButton>(desk.window(), QStringLiteral("Session"))->click();
    QVERIFY(!named<QAbstractButton>(desk.window(), QStringLiteral("Sign out everywhere…")));
    desk.window()->findChild<QAction*>(QStringLiteral("signOut"))->trigger();
    auto* dialog = desk.window()->findChild<QDialog*>(QStringLiteral("signOutDialog"));
    QVERIFY(dialog && dialog->isVisible());
    const QString effect = dialog->findChild<QLabel*>(QStringLiteral("signOutEffect"))->text();
    QVERIFY2(effect.startsWith(QStringLiteral("Nothing runs at 127.0.0.1")), qPrintable(effect));
    dialog->findChild<QAbstractButton*>(QStringLiteral("signOutNow"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.window() && desk.dialog(), patienceMs);
}

void TestMainJob::anEmptyPageOffersItsMainAction() {
    AppDesk desk;
    desk.sandboxOptions << QStringLiteral("--workspaces") << QStringLiteral("0");
    desk.start();
    named<QAbstractButton>(desk.dialog(), QStringLiteral("Try it with a sandbox"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.window() && desk.isLoaded("usersTable"), patienceMs);
    desk.window()->openPage(QStringLiteral("workspaces"));
    auto* panel = desk.window()->findChild<StatePanel*>(QStringLiteral("workspacesState"));
    QTRY_VERIFY_WITH_TIMEOUT(panel->isVisible() && panel->state() == StatePanel::State::Empty, patienceMs);
    QCOMPARE(panel->title(), QStringLiteral("No workspaces yet"));
    auto* create = named<QAbstractButton>(panel, QStringLiteral("Create…"));
    QVERIFY(create);
    create->click();
    const auto* dialog = desk.window()->findChild<QDialog*>(QStringLiteral("createWorkspace"));
    QTRY_VERIFY(dialog && dialog->isVisible());
}

QTEST_MAIN(TestMainJob)
#include "tst_app_mainjob.moc"
