// A session that ends, is locked, is left, or makes room for another, in the whole program against the real sandbox.
#include "api/tokenapi.h"
#include "dialogs/handoutdialog.h"
#include "dialogs/reentryform.h"
#include "dialogs/sessionpanel.h"
#include "http/transport.h"
#include "lockwindow.h"
#include "ownsandbox.h"
#include "support/tabwalk.h"
#include "widgets/banner.h"
#include "widgets/filterfield.h"
#include "widgets/navigationlist.h"
#include "widgets/toast.h"

#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QToolButton>

using namespace wallaroo;
using namespace wallaroo::test;

class TestAppSession : public QObject {
    Q_OBJECT
private:
    /// A program that is signed in, with its users loaded.
    static void signIn(AppDesk& desk, const OwnSandbox& instance) {
        desk.start();
        fill(desk.dialog(), *instance.account);
        named<QAbstractButton>(desk.dialog(), QStringLiteral("Sign in"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(desk.profiles->lastUsed() && desk.profiles->lastUsed()->refreshTokenStored,
                                 patienceMs);
    }

    /// Ends the session where it is kept, as an administrator or the idle time would.
    static void endAtTheServer(AppDesk& desk, const OwnSandbox& instance) {
        const auto profile = *desk.profiles->lastUsed();
        QObject context;
        Secret refresh;
        desk.keychain.read({profile.id, secrets::Kind::RefreshToken}, &context,
                           [&refresh](const auto& found) { refresh = found && *found ? **found : Secret(); });
        QTRY_VERIFY(!refresh.isEmpty());
        http::Transport transport;
        api::TokenApi server(transport, profile.instance);
        bool ended = false;
        server.logout({profile.clientId, instance.account->clientSecret}, refresh, &context,
                      [&ended](const Result<void>& done) { ended = done.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(ended, patienceMs);
    }

    template <typename Widget>
    static Widget* in(const QWidget* window, const char* name) {
        return window->findChild<Widget*>(QLatin1String(name));
    }

    static void typeAgain(const ReentryForm& form, const Secret& password) {
        auto* field = in<QLineEdit>(&form, "reentryPassword");
        field->setText(QString::fromUtf8(password.reveal()));
        in<QAbstractButton>(&form, "reentryGo")->click();
    }

private Q_SLOTS:
    void anEndedSessionAsksInTheWindow();
    void aLockHidesEverything();
    void aLockOutlivesTheProgram();
    void passwordsThatALockTookAreSpokenOf();
    void profilesAreSwitchedWithoutARestart();
    void thePanelTellsOfTheSession();
    void aMarkIsShownAtOnce();
    void signsOutEverywhere();
    void signedOutWithoutTheServer();
    void whatWasTypedDuringASignOutStays_data();
    void whatWasTypedDuringASignOutStays();
    void anInferenceTokenWithoutAQuestion();
    void findsItsChoicesAndItsSplitAgain();
};

void TestAppSession::anEndedSessionAsksInTheWindow() {
    OwnSandbox instance;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
    AppDesk desk;
    signIn(desk, instance);
    auto* window = desk.window();
    auto* filter = named<QLineEdit>(window, QStringLiteral("Filter users"));
    filter->setText(QStringLiteral("a"));
    const int shown = desk.table("usersTable")->tableModel()->shownCount();
    desk.table("usersTable")->tableModel()->setSelected(0, 1, true);
    endAtTheServer(desk, instance);
    window->openPage(QStringLiteral("tokens"));
    auto* renew = named<QAbstractButton>(window, QStringLiteral("Renew MLOps token"));
    QTRY_VERIFY(renew && renew->isEnabled());
    renew->click();
    QTRY_VERIFY_WITH_TIMEOUT(window->reentry().isAsking(), patienceMs);
    QVERIFY(!desk.dialog()); // a line of the window, no dialog
    QCOMPARE(desk.window(), window);

    typeAgain(window->reentry(), Secret("canary-wrong-again"));
    auto* message = &window->reentry();
    QTRY_VERIFY_WITH_TIMEOUT(in<QLabel>(message, "reentryMessageText") != nullptr, patienceMs);
    QVERIFY(window->reentry().isAsking());
    typeAgain(window->reentry(), instance.account->password);
    QTRY_VERIFY_WITH_TIMEOUT(!window->reentry().isAsking(), patienceMs);
    QCOMPARE(desk.window(), window);
    QCOMPARE(window->currentPage(), QStringLiteral("tokens"));
    QCOMPARE(filter->text(), QStringLiteral("a"));
    QCOMPARE(desk.table("usersTable")->tableModel()->shownCount(), shown);
    QCOMPARE(desk.table("usersTable")->tableModel()->selectedCount(), 2);
}

void TestAppSession::aLockHidesEverything() {
    OwnSandbox instance;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
    AppDesk desk;
    signIn(desk, instance);
    desk.window()->openPage(QStringLiteral("workspaces"));
    desk.clipboard.copySecret(Secret("canary-on-the-clipboard"), QStringLiteral("MLOps token"), 60'000);
    desk.controller->lock();
    QTRY_VERIFY(desk.controller->lockWindow());
    QVERIFY(!desk.window()); // gone, not hidden
    QVERIFY(!QGuiApplication::clipboard()->text().contains(QStringLiteral("canary")));
    auto& form = desk.controller->lockWindow()->form();
    typeAgain(form, Secret("canary-wrong-unlock"));
    QTRY_VERIFY_WITH_TIMEOUT(in<QLabel>(&form, "reentryMessageText") != nullptr, patienceMs);
    QVERIFY(!desk.window());
    typeAgain(form, instance.account->password);
    QTRY_VERIFY_WITH_TIMEOUT(desk.window() && !desk.controller->lockWindow(), patienceMs);
    QCOMPARE(desk.window()->currentPage(), QStringLiteral("workspaces"));
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("workspacesTable"), patienceMs);
    QTRY_VERIFY(!desk.profiles->lastUsed()->locked);
}

void TestAppSession::aLockOutlivesTheProgram() {
    OwnSandbox instance;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
    AppDesk desk;
    signIn(desk, instance);
    desk.controller->lock();
    QTRY_VERIFY(desk.controller->lockWindow());
    QTRY_VERIFY(desk.profiles->lastUsed()->locked);
    desk.start(); // as the next start of the program
    QTRY_VERIFY(desk.controller->lockWindow());
    QVERIFY(!desk.window());
    QVERIFY(!desk.dialog());
    typeAgain(desk.controller->lockWindow()->form(), instance.account->password);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
}

void TestAppSession::passwordsThatALockTookAreSpokenOf() {
    OwnSandbox instance;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
    AppDesk desk;
    signIn(desk, instance);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
    auto* dialog = new HandOutDialog(
        QStringLiteral("https://wallaroo.example.com"),
        {{QStringLiteral("1"), QStringLiteral("Ana"), QStringLiteral("ana"), Secret("canary-one"), true},
         {QStringLiteral("2"), QStringLiteral("Bo"), QStringLiteral("bo"), Secret("canary-two")}},
        desk.clipboard, desk.window());
    dialog->open();
    QCOMPARE(desk.window()->uncopiedPasswords(), 1);
    desk.controller->lock();
    QTRY_VERIFY(desk.controller->lockWindow());
    typeAgain(desk.controller->lockWindow()->form(), instance.account->password);
    QTRY_VERIFY_WITH_TIMEOUT(desk.window() && !desk.controller->lockWindow(), patienceMs);
    const auto* toast = desk.window()->findChild<Toast*>(QStringLiteral("toast"));
    QTRY_VERIFY_WITH_TIMEOUT(
        toast->isVisible() && toast->accessibleDescription().contains(QStringLiteral("were not copied and are gone")),
        patienceMs);
    QCOMPARE(desk.window()->uncopiedPasswords(), 0);
}

void TestAppSession::profilesAreSwitchedWithoutARestart() {
    OwnSandbox instance;
    OwnSandbox other;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady() && other.isReady(), patienceMs);
    AppDesk desk;
    signIn(desk, instance);
    const auto first = *desk.profiles->lastUsed();
    auto* menu = in<QToolButton>(desk.window(), "profileMenu")->menu();
    auto second = session::Profile::make();
    second.name = QStringLiteral("other");
    second.instance = {other.account->address, QUrl(other.account->address.toString() + QStringLiteral("/auth"))};
    second.typedInstance = other.account->address.toString();
    second.username = other.account->username;
    QVERIFY(desk.profiles->update(second));
    desk.window()->setProfiles(desk.profiles->profiles());
    Q_EMIT menu->aboutToShow();
    const auto entry = [](const QMenu* from, const QString& text) {
        for (auto* action : from->actions()) {
            if (action->text() == text)
                return action;
        }
        return static_cast<QAction*>(nullptr);
    };
    QVERIFY(entry(menu, QStringLiteral("other")));
    entry(menu, QStringLiteral("other"))->trigger();
    QTRY_VERIFY(desk.dialog()); // nothing is kept for it yet
    QVERIFY(desk.window());     // the old window stays until the new one is there
    named<QLineEdit>(desk.dialog(), QStringLiteral("Password"))
        ->setText(QString::fromUtf8(other.account->password.reveal()));
    named<QLineEdit>(desk.dialog(), QStringLiteral("Client secret"))
        ->setText(QString::fromUtf8(other.account->clientSecret.reveal()));
    named<QAbstractButton>(desk.dialog(), QStringLiteral("Sign in"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.dialog() && desk.isLoaded("usersTable"), patienceMs);
    QTRY_COMPARE(desk.profiles->lastUsed()->id, second.id);
    QTRY_VERIFY(desk.profiles->lastUsed()->refreshTokenStored);

    menu = in<QToolButton>(desk.window(), "profileMenu")->menu();
    Q_EMIT menu->aboutToShow();
    entry(menu, first.title())->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(desk.profiles->lastUsed()->id, first.id, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
    QVERIFY(!desk.dialog()); // from the keychain, without a question
}

void TestAppSession::thePanelTellsOfTheSession() {
    OwnSandbox instance;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
    AppDesk desk;
    signIn(desk, instance);
    named<QAbstractButton>(desk.window(), QStringLiteral("Session"))->click();
    auto* panel = desk.window()->findChild<SessionPanel*>();
    QVERIFY(panel && panel->isVisible());
    const auto text = [panel](const char* name) { return in<QLabel>(panel, name)->text(); };
    QCOMPARE(text("sessionWho"), instance.account->username);
    QVERIFY(text("sessionInstance").contains(instance.account->address.toString()));
    QCOMPARE(text("sessionClient"), QStringLiteral("api-client"));
    QCOMPARE(text("sessionWay"), QStringLiteral("User name and password"));
    QVERIFY(text("sessionId") != QStringLiteral("not told"));
    QVERIFY2(text("sessionTokenLeft").contains(QStringLiteral("left, until about")),
             qPrintable(text("sessionTokenLeft")));
    QVERIFY2(text("sessionLeft").contains(QStringLiteral("left, until about")), qPrintable(text("sessionLeft")));
    QVERIFY2(text("sessionClock").contains(QStringLiteral("the same as")), qPrintable(text("sessionClock")));
    const QStringList roles = text("sessionRoles").split(u'\n');
    QVERIFY2(roles.first().contains(QStringLiteral("administrator of the whole realm")), qPrintable(roles.first()));
    QVERIFY2(roles.size() < 8, qPrintable(roles.join(u'\n'))); // not each right of an administrator by itself
    QCOMPARE(text("sessionAuthorities"), QStringLiteral("those of this computer alone"));
    panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(panel));
    QTRY_VERIFY(in<QAbstractButton>(panel, "sessionClose")->hasFocus());
    const QStringList ways{QStringLiteral("signOutThis"), QStringLiteral("signOutEverywhere"),
                           QStringLiteral("sessionClose")};
    QCOMPARE(tabFault(ways), QString());
    auto* facts = panel->findChild<QScrollArea*>();
    panel->resize(panel->width(), 1600);
    QTRY_COMPARE(facts->focusPolicy(), Qt::NoFocus); // all of them are seen
    panel->resize(panel->width(), 200);
    QTRY_COMPARE(facts->focusPolicy(), Qt::StrongFocus);
    QCOMPARE(tabFault(ways), QString());
    for (int i = 0; i < ways.size() && !facts->hasFocus(); ++i)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(facts->hasFocus());
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(facts, Qt::Key_PageDown);
    QCOMPARE(facts->verticalScrollBar()->value(), facts->verticalScrollBar()->maximum());
    QTest::keyClick(panel, Qt::Key_Escape);
    QTRY_VERIFY(!desk.window()->findChild<SessionPanel*>());
}

void TestAppSession::aMarkIsShownAtOnce() {
    OwnSandbox instance;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
    AppDesk desk;
    signIn(desk, instance);
    auto* menu = in<QToolButton>(desk.window(), "profileMenu")->menu();
    Q_EMIT menu->aboutToShow();
    menu->actions().constLast()->trigger(); // Manage profiles…
    auto* dialog = in<QDialog>(desk.window(), "profilesDialog");
    QVERIFY(dialog && dialog->isVisible());
    in<QAbstractButton>(dialog, "profileReadOnly")->click();
    in<QLineEdit>(dialog, "profileName")->setText(QStringLiteral("lab"));
    dialog->close();
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs); // its pages are new
    QTRY_COMPARE(in<QLabel>(desk.window(), "instanceMark")->text().contains(QStringLiteral("Read only")), true);
    QVERIFY(desk.profiles->lastUsed()->readOnly);
    QVERIFY(desk.profiles->lastUsed()->refreshTokenStored); // what the session knows was not overwritten
}

void TestAppSession::signsOutEverywhere() {
    OwnSandbox instance;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
    AppDesk desk;
    signIn(desk, instance);
    named<QAbstractButton>(desk.window(), QStringLiteral("Session"))->click();
    in<QAbstractButton>(desk.window(), "signOutEverywhere")->click();
    auto* dialog = in<QDialog>(desk.window(), "signOutDialog");
    QVERIFY(dialog);
    QVERIFY(dialog->accessibleDescription().contains(QStringLiteral("in notebooks and scripts")));
    QTest::keyClick(dialog, Qt::Key_Return); // the safe button
    QTRY_VERIFY(!dialog->isVisible());
    QVERIFY(desk.window());
    named<QAbstractButton>(desk.window(), QStringLiteral("Session"))->click();
    in<QAbstractButton>(desk.window()->findChild<SessionPanel*>(), "signOutEverywhere")->click();
    for (auto* each : desk.window()->findChildren<QDialog*>(QStringLiteral("signOutDialog"))) {
        if (each->isVisible())
            in<QAbstractButton>(each, "signOutNow")->click();
    }
    QTRY_VERIFY_WITH_TIMEOUT(!desk.window() && desk.dialog(), patienceMs);
    QTRY_VERIFY(!desk.profiles->lastUsed()->refreshTokenStored);
}

/// Row 54: wiped here whatever the server says, and said where it did not hear of it.
void TestAppSession::signedOutWithoutTheServer() {
    OwnSandbox instance;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
    AppDesk desk;
    signIn(desk, instance);
    const auto id = desk.profiles->lastUsed()->id;
    QVERIFY(instance.stop()); // the network is gone
    named<QAbstractButton>(desk.window(), QStringLiteral("Session"))->click();
    in<QAbstractButton>(desk.window()->findChild<SessionPanel*>(), "signOutThis")->click();
    in<QAbstractButton>(in<QDialog>(desk.window(), "signOutDialog"), "signOutNow")->click();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.window() && desk.dialog(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(desk.dialog()->findChild<Banner*>(), patienceMs); // when it is known how that went
    const auto* banner = desk.dialog()->findChild<Banner*>();
    QVERIFY(banner->isVisible());
    QCOMPARE(banner->text(),
             QStringLiteral("Signed out here. The server was not reached. Its session ends by itself."));
    QTRY_VERIFY(!desk.profiles->find(id)->refreshTokenStored);
    QVERIFY(desk.profiles->find(id)->clientSecretStored);
    QVERIFY(named<QLineEdit>(desk.dialog(), QStringLiteral("Password"))->text().isEmpty());
}

void TestAppSession::whatWasTypedDuringASignOutStays_data() {
    QTest::addColumn<bool>("forgets");
    QTest::addColumn<QString>("kept");
    QTest::newRow("the secret stays") << false << QStringLiteral("kept in Test Keyring");
    QTest::newRow("the secret goes") << true << QString();
}

/// Somebody does not wait for the end: of the dialog that is there already only what the keychain keeps is mended.
void TestAppSession::whatWasTypedDuringASignOutStays() {
    QFETCH(bool, forgets);
    QFETCH(QString, kept);
    OwnSandbox instance;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
    AppDesk desk;
    signIn(desk, instance);
    QVERIFY(instance.stop());
    desk.keychain.hold(); // the sign-out waits for it
    named<QAbstractButton>(desk.window(), QStringLiteral("Session"))->click();
    in<QAbstractButton>(desk.window()->findChild<SessionPanel*>(), "signOutThis")->click();
    const auto* question = in<QDialog>(desk.window(), "signOutDialog");
    in<QCheckBox>(question, "forgetSecret")->setChecked(forgets);
    in<QAbstractButton>(question, "signOutNow")->click();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.window() && desk.dialog(), patienceMs);
    in<QAbstractButton>(desk.dialog(), "cancel")->click();
    auto* user = named<QLineEdit>(desk.dialog(), QStringLiteral("User name"));
    auto* password = named<QLineEdit>(desk.dialog(), QStringLiteral("Password"));
    const auto* secret = named<QLineEdit>(desk.dialog(), QStringLiteral("Client secret"));
    QVERIFY(user && password && secret);
    QCOMPARE(secret->placeholderText(), kept); // known at once
    password->setText(QStringLiteral("canary-typed-meanwhile"));
    user->setText(QStringLiteral("somebody"));
    user->setFocus();
    desk.keychain.letGo();
    QTRY_VERIFY_WITH_TIMEOUT(desk.dialog()->findChild<Banner*>(), patienceMs); // when it is known how that went
    QCOMPARE(secret->placeholderText(), kept);
    QCOMPARE(user->text(), QStringLiteral("somebody"));
    QCOMPARE(password->text().size(), QStringLiteral("canary-typed-meanwhile").size()); // dots only
    QCOMPARE(desk.dialog()->focusWidget(), user);
}

/// The next start, where the secret is kept; and where it was changed meanwhile.
void TestAppSession::anInferenceTokenWithoutAQuestion() {
    OwnSandbox instance;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
    AppDesk desk;
    desk.start();
    fill(desk.dialog(), *instance.account);
    named<QAbstractButton>(desk.dialog(), QStringLiteral("Inference token only"))->click();
    named<QAbstractButton>(desk.dialog(), QStringLiteral("Sign in"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.profiles->lastUsed() && desk.profiles->lastUsed()->clientSecretStored, patienceMs);
    const auto isThere = [&desk] {
        auto* copy = named<QAbstractButton>(desk.window(), QStringLiteral("Copy inference token"));
        return copy && copy->isEnabled()
               && named<QAbstractButton>(desk.window(), QStringLiteral("Session"))->text()
                      == QStringLiteral("Inference token only");
    };
    desk.start();
    QVERIFY(desk.window() && !desk.dialog());
    QTRY_VERIFY_WITH_TIMEOUT(isThere(), patienceMs);

    QObject context;
    bool written = false;
    desk.keychain.write({desk.profiles->lastUsed()->id, secrets::Kind::ClientSecret}, Secret("canary-old-secret"),
                        &context, [&written](const auto&) { written = true; });
    QTRY_VERIFY(written);
    desk.start();
    QTRY_VERIFY_WITH_TIMEOUT(desk.window()->reentry().isAsking(), patienceMs);
    const auto& form = desk.window()->reentry();
    QVERIFY(!in<QLineEdit>(&form, "reentryPassword")->isVisible());
    auto* secret = in<QLineEdit>(&form, "reentrySecret");
    QVERIFY(secret->isVisible());
    secret->setText(QString::fromUtf8(instance.account->clientSecret.reveal()));
    in<QAbstractButton>(&form, "reentryGo")->click();
    QTRY_VERIFY_WITH_TIMEOUT(isThere(), patienceMs);
    QVERIFY(!form.isAsking());
}

/// The next window of the profile: what was chosen, what was shown, and the room for details; not what was typed.
void TestAppSession::findsItsChoicesAndItsSplitAgain() {
    OwnSandbox instance;
    QTRY_VERIFY_WITH_TIMEOUT(instance.isReady(), patienceMs);
    AppDesk desk;
    signIn(desk, instance);
    const auto choose = [&desk](const char* filter, const QString& text) {
        for (auto* action : in<QPushButton>(desk.window(), filter)->menu()->actions()) {
            if (action->text() == text)
                action->trigger();
        }
    };
    const auto openDetails = [&desk] {
        auto* table = desk.table("usersTable");
        Q_EMIT table->rowActivated(0);
        return in<QWidget>(desk.window(), "usersDetails");
    };
    choose("usersStatus", QStringLiteral("Inactive"));
    choose("usersType", QStringLiteral("User"));
    const int inactive = desk.table("usersTable")->tableModel()->shownCount();
    QVERIFY(inactive > 0 && inactive < desk.table("usersTable")->tableModel()->totalCount());
    named<QLineEdit>(desk.window(), QStringLiteral("Filter users"))->setText(QStringLiteral("a"));
    auto* details = openDetails();
    QTRY_VERIFY(details->isVisible());
    auto* split = qobject_cast<QSplitter*>(details->parentWidget());
    QVERIFY(split);
    const int first = details->width();
    split->setSizes({split->width() - first - 80, first + 80});
    QTRY_VERIFY(details->width() > first + 40);
    const int wanted = details->width();
    desk.window()->openPage(QStringLiteral("workspaces"));
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("workspacesTable"), patienceMs);
    in<QCheckBox>(desk.window(), "showDefaultWorkspaces")->setChecked(true);

    desk.start();
    QTRY_VERIFY_WITH_TIMEOUT(desk.window() && desk.isLoaded("usersTable"), patienceMs);
    QVERIFY(named<QLineEdit>(desk.window(), QStringLiteral("Filter users"))->text().isEmpty());
    QCOMPARE(in<QPushButton>(desk.window(), "usersStatus")->text(), QStringLiteral("Status: Inactive"));
    QCOMPARE(in<QPushButton>(desk.window(), "usersType")->text(), QStringLiteral("Type: User"));
    QCOMPARE(desk.table("usersTable")->tableModel()->shownCount(), inactive);
    details = openDetails();
    QTRY_COMPARE(details->width(), wanted);
    QVERIFY(in<QCheckBox>(desk.window(), "showDefaultWorkspaces")->isChecked());
    QVERIFY(!in<QCheckBox>(desk.window(), "showArchivedWorkspaces")->isChecked());

    choose("usersType", QStringLiteral("any"));
    choose("usersStatus", QStringLiteral("Locked")); // would ask Keycloak about everybody at the next start
    desk.start();
    QTRY_VERIFY_WITH_TIMEOUT(desk.window() && desk.isLoaded("usersTable"), patienceMs);
    QCOMPARE(in<QPushButton>(desk.window(), "usersStatus")->text(), QStringLiteral("Status: any"));
    const auto* model = desk.table("usersTable")->tableModel();
    QCOMPARE(model->shownCount(), model->totalCount());
}

QTEST_MAIN(TestAppSession)
#include "tst_app_session.moc"
