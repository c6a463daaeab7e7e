// What an administrator does to people, in the window, at an instance whose identity provider is the real Keycloak. One
// story with one sign-in: each test goes on where the one before ended. What came of it is asked of Keycloak itself.
#include "app/usersdesk.h"
#include "dialogs/addmembersdialog.h"
#include "dialogs/handoutdialog.h"
#include "dialogs/invitedialog.h"
#include "keycloakdesk.h"
#include "pages/useracts.h"
#include "widgets/accessendpanel.h"
#include "widgets/detailspanel.h"
#include "widgets/toast.h"

#include <QCheckBox>
#include <QListView>
#include <QPlainTextEdit>
#include <QUuid>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::test {

class TestKeycloakPeople : public QObject {
    Q_OBJECT

private:
    /// Of the people of this run.
    [[nodiscard]] QString address(int number) const { return u"%1.%2@example.com"_s.arg(m_mark).arg(number); }

    static QJsonObject atKeycloak(const QString& name) { return Server::ask({u"person"_s, name}).toObject(); }

    /// Leaves only this in the table, and selects what is left.
    void select(const QString& text) {
        auto& table = m_desk->users();
        QTRY_VERIFY(!m_desk->window()->findChild<UserActs*>()->runs().isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(m_desk->isLoaded("usersTable"), patience);
        m_desk->window()->activateWindow(); // as a desktop does when a dialog has closed
        QVERIFY(QTest::qWaitForWindowActive(m_desk->window()));
        named<QLineEdit>(m_desk->window(), u"Filter users"_s)->setText(text);
        QTRY_VERIFY(m_desk->model().shownCount() > 0);
        const_cast<models::UsersModel&>(m_desk->model()).clearSelection();
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_A, Qt::ControlModifier);
        QTRY_COMPARE(m_desk->model().selectedCount(), m_desk->model().shownCount());
    }

    void clearFilter() { named<QLineEdit>(m_desk->window(), u"Filter users"_s)->clear(); }

    /// Of the first row.
    DetailsPanel* details() {
        m_desk->users().setFocus();
        QTest::keyClick(&m_desk->users(), Qt::Key_Home);
        auto* panel = m_desk->window()->findChild<DetailsPanel*>(u"usersDetails"_s);
        if (!panel->isVisible())
            QTest::keyClick(&m_desk->users(), Qt::Key_Return);
        return panel->isVisible() ? panel : nullptr;
    }

    void more(const QString& act) {
        auto* action = m_desk->moreAction(act);
        QVERIFY2(action && action->isEnabled(), qPrintable(act));
        action->trigger();
    }

    /// The sheet's act, and the end of its run.
    void accept() {
        QTRY_VERIFY(m_desk->sheet());
        QTest::keyClick(m_desk->sheet(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!m_desk->sheet());
    }

    void acceptAll(int people) {
        accept();
        auto& results = m_desk->results();
        QTRY_VERIFY_WITH_TIMEOUT(results.isVisible() && !results.isRunning(), patience);
        QVERIFY2(results.model().count(RowOutcome::Done) == people, qPrintable(results.countsText()));
    }

    [[nodiscard]] const User* person(const QString& email) const {
        const User* found = nullptr;
        m_desk->model().forEach([&](const User& user) {
            if (user.email() == email)
                found = &user;
        });
        return found;
    }

    QString m_mark = u"gui"_s + QUuid::createUuid().toString(QUuid::WithoutBraces).left(6);
    bool m_isBroken = false;
    Server m_server;
    QProcess m_sandbox;
    QString m_address;
    std::unique_ptr<UsersDesk> m_desk;

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void init() {
        if (m_isBroken)
            QSKIP("what it goes on from did not come about");
    }

    void cleanup() { m_isBroken = m_isBroken || QTest::currentTestFailed(); }

    void a_keycloaksPeopleAreListed();
    void b_theFilterFindsAsOneTypes();
    void c_theStatusIsAChoice();
    void d_manyAreInvited();
    void e_oneIsDeactivatedAndTakenBack();
    void f_manyAreDeactivated();
    void g_manyAreActivated();
    void h_aNameIsEdited();
    void i_aTemporaryPasswordIsSet();
    void j_actionsAreRequired();
    void k_theRoleIsGiven();
    void l_theRoleIsTaken();
    void m_sessionsEndNow();
    void n_aLockIsSeenAndLifted();
    void o_peopleGetWorkspaces();
};

void TestKeycloakPeople::initTestCase() {
    m_desk = std::make_unique<UsersDesk>();
    QFile service(m_desk->folder.filePath(u"service.json"_s));
    QVERIFY(service.open(QIODevice::WriteOnly));
    service.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    service.write(QJsonDocument(QJsonObject{{u"confidentialClient"_s, u"platform-service"_s},
                                            {u"confidentialPassword"_s, m_server.fact("secret")}})
                      .toJson());
    service.close();
    const QString auth = m_server.fact("address") + u"/auth"_s;
    m_sandbox.start(QStringLiteral(SANDBOX_PROGRAM), {u"--exit-with-stdin"_s, u"--workspaces"_s, u"12"_s,
                                                      u"--auth-url"_s, auth, u"--auth-service"_s, service.fileName()});
    QByteArray said;
    while (!said.contains("\nReady\n") && m_sandbox.waitForReadyRead(patience))
        said += m_sandbox.readAllStandardOutput();
    m_address = QString::fromUtf8(said).section(u"Listening on "_s, 1).section(u'\n', 0, 0).trimmed();
    QVERIFY2(said.contains("\nReady\n"), said.constData());

    m_desk->start();
    QWidget* dialog = m_desk->dialog();
    named<QLineEdit>(dialog, u"Instance"_s)->setText(m_address);
    named<QAbstractButton>(dialog, u"API and sign-in at different addresses"_s)->click();
    named<QLineEdit>(dialog, u"API address"_s)->setText(m_address);
    named<QLineEdit>(dialog, u"Authentication address"_s)->setText(auth);
    named<QLineEdit>(dialog, u"User name"_s)->setText(m_server.person(u"administrator"_s));
    named<QLineEdit>(dialog, u"Password"_s)->setText(m_server.fact("password"));
    named<QLineEdit>(dialog, u"Client secret"_s)->setText(m_server.fact("secret"));
    named<QAbstractButton>(dialog, u"Sign in"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->window() && m_desk->isLoaded("usersTable"), patience);
    m_desk->window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_desk->window()));
}

void TestKeycloakPeople::cleanupTestCase() {
    m_desk.reset();
    m_sandbox.closeWriteChannel();
    m_sandbox.waitForFinished();
}

void TestKeycloakPeople::a_keycloaksPeopleAreListed() {
    for (const char* kind : {"administrator", "user", "disabled", "temporary"})
        QVERIFY2(person(m_server.person(QLatin1String(kind))), kind);
    QCOMPARE(person(m_server.person(u"administrator"_s))->type, UserType::Administrator);
    QCOMPARE(person(m_server.person(u"disabled"_s))->status, UserStatus::Inactive);
    m_desk->picture(u"keycloak-a"_s);
}

void TestKeycloakPeople::b_theFilterFindsAsOneTypes() {
    m_desk->filter(u"solano email:mira"_s);
    QTRY_COMPARE(m_desk->model().shownCount(), 1);
    clearFilter();
    QTRY_COMPARE(m_desk->model().shownCount(), m_desk->model().totalCount());
}

void TestKeycloakPeople::c_theStatusIsAChoice() {
    m_desk->choose(u"Status"_s, u"Inactive"_s);
    QTRY_COMPARE(m_desk->model().shownCount(), countOf(m_desk->model(), UserStatus::Inactive));
    m_desk->choose(u"Status"_s, u"any"_s);
    QTRY_COMPARE(m_desk->model().shownCount(), m_desk->model().totalCount());
}

void TestKeycloakPeople::d_manyAreInvited() {
    m_desk->users().setFocus();
    QTest::keyClick(&m_desk->users(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(m_desk->shown<InviteDialog>("inviteDialog"));
    auto* text = m_desk->shown<InviteDialog>("inviteDialog")->findChild<QPlainTextEdit*>();
    QStringList people;
    for (int i = 1; i <= 6; ++i)
        people << address(i);
    text->setPlainText(people.join(u'\n') + u"\nnot an address\n"_s + m_server.person(u"user"_s));
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->shown<HandOutDialog>("handOut"), patience);
    auto* handOut = m_desk->shown<HandOutDialog>("handOut");
    QCOMPARE(handOut->uncopied(), 6);
    QTest::keyClick(handOut, Qt::Key_Escape);
    QVERIFY(handOut->isVisible()); // asks once
    QTest::keyClick(handOut, Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(person(address(6)), patience);
    const QJsonObject made = atKeycloak(address(1));
    QCOMPARE(made["enabled"_L1].toBool(), true);
    QVERIFY(made["requiredActions"_L1].toArray().contains(u"UPDATE_PASSWORD"_s));
}

void TestKeycloakPeople::e_oneIsDeactivatedAndTakenBack() {
    select(address(1));
    m_desk->shown<QPushButton>("usersDeactivate")->click();
    accept();
    QTRY_COMPARE_WITH_TIMEOUT(person(address(1))->status, UserStatus::Inactive, patience);
    QCOMPARE(atKeycloak(address(1))["enabled"_L1].toBool(true), false);
    auto* toast = m_desk->window()->findChild<Toast*>(u"usersToast"_s);
    QTRY_VERIFY(toast->isVisible());
    toast->findChild<QPushButton*>()->click();
    QTRY_COMPARE_WITH_TIMEOUT(person(address(1))->status, UserStatus::Active, patience);
    QCOMPARE(atKeycloak(address(1))["enabled"_L1].toBool(), true);
}

void TestKeycloakPeople::f_manyAreDeactivated() {
    select(m_mark);
    m_desk->shown<QPushButton>("usersDeactivate")->click();
    acceptAll(6);
    QTRY_COMPARE_WITH_TIMEOUT(person(address(5))->status, UserStatus::Inactive, patience);
    for (int i = 1; i <= 6; ++i)
        QCOMPARE(atKeycloak(address(i))["enabled"_L1].toBool(true), false);
}

void TestKeycloakPeople::g_manyAreActivated() {
    select(m_mark);
    m_desk->shown<QPushButton>("usersActivate")->click();
    acceptAll(6);
    QCOMPARE(atKeycloak(address(6))["enabled"_L1].toBool(), true);
}

void TestKeycloakPeople::h_aNameIsEdited() {
    select(address(2));
    more(u"Edit…"_s);
    QTRY_VERIFY(m_desk->window()->findChild<QLineEdit*>(u"editFirst"_s));
    m_desk->window()->findChild<QLineEdit*>(u"editFirst"_s)->setText(u"Żaneta"_s);
    m_desk->window()->findChild<QPushButton*>(u"editAct"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(person(address(2))->firstName(), u"Żaneta"_s, patience);
    const QJsonObject now = atKeycloak(address(2));
    QCOMPARE(now["firstName"_L1].toString(), u"Żaneta"_s);
    QCOMPARE(now["enabled"_L1].toBool(), true);
    QVERIFY(now["requiredActions"_L1].toArray().contains(u"UPDATE_PASSWORD"_s)); // nothing else was written
}

void TestKeycloakPeople::i_aTemporaryPasswordIsSet() {
    select(address(3));
    more(u"Temporary password…"_s);
    accept();
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->shown<HandOutDialog>("handOut"), patience);
    auto* handOut = m_desk->shown<HandOutDialog>("handOut");
    handOut->findChild<QPushButton*>(u"handOutCopy"_s)->click();
    QTRY_COMPARE(handOut->uncopied(), 0);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY(text.contains(u"User name: "_s + address(3)));
    m_desk->clipboard.clearSecret();
    QTest::keyClick(handOut, Qt::Key_Escape);
    QTRY_VERIFY(!m_desk->shown<HandOutDialog>("handOut"));
}

void TestKeycloakPeople::j_actionsAreRequired() {
    select(address(4));
    more(u"Require at next sign-in…"_s);
    QTRY_VERIFY(m_desk->window()->findChild<QCheckBox*>(u"CONFIGURE_TOTP"_s));
    m_desk->window()->findChild<QCheckBox*>(u"CONFIGURE_TOTP"_s)->setChecked(true);
    m_desk->window()->findChild<QPushButton*>(u"requireNext"_s)->click();
    accept();
    QTRY_VERIFY_WITH_TIMEOUT(atKeycloak(address(4))["requiredActions"_L1].toArray().contains(u"CONFIGURE_TOTP"_s),
                             patience);
    QVERIFY(atKeycloak(address(4))["requiredActions"_L1].toArray().contains(u"UPDATE_PASSWORD"_s));
}

void TestKeycloakPeople::k_theRoleIsGiven() {
    select(address(5));
    more(u"Make administrator…"_s);
    acceptAll(1);
    QCOMPARE(atKeycloak(address(5))["isAdmin"_L1].toBool(), true);
    QTRY_COMPARE_WITH_TIMEOUT(person(address(5))->type, UserType::Administrator, patience);
}

void TestKeycloakPeople::l_theRoleIsTaken() {
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->isLoaded("usersTable"), patience);
    select(address(5));
    more(u"Take administrator role…"_s);
    acceptAll(1);
    QCOMPARE(atKeycloak(address(5))["isAdmin"_L1].toBool(true), false);
}

void TestKeycloakPeople::m_sessionsEndNow() {
    const QString name = m_server.newPerson("user");
    QVERIFY(!Server::ask({u"sign-in"_s, name}).isNull());
    QCOMPARE(Server::sessions(name).size(), 1);
    m_desk->window()->findChild<QPushButton*>(u"usersRefresh"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(person(name) && m_desk->isLoaded("usersTable"), patience);
    select(name);
    auto* panel = details();
    QVERIFY(panel);
    QTRY_VERIFY2_WITH_TIMEOUT(panel->plainText().contains(u"api-client"_s), qPrintable(panel->plainText()), 10000);
    m_desk->picture(u"keycloak-m"_s);
    QTest::keyClick(panel->findChild<QPushButton*>(u"endSessions"_s), Qt::Key_Space);
    accept();
    QTRY_VERIFY_WITH_TIMEOUT(panel->findChild<AccessEndPanel*>()->text().contains(u"Their sessions have ended."_s),
                             patience);
    QVERIFY(Server::sessions(name).isEmpty());
}

void TestKeycloakPeople::n_aLockIsSeenAndLifted() {
    const QString name = m_server.newPerson("user");
    Server::ask({u"locking"_s, u"on"_s});
    Server::ask({u"fail"_s, name});
    m_desk->window()->findChild<QPushButton*>(u"usersRefresh"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(person(name) && m_desk->isLoaded("usersTable"), patience);
    select(name);
    auto* panel = details();
    QVERIFY(panel);
    QTRY_VERIFY_WITH_TIMEOUT(panel->plainText().contains(u"locked until"_s), patience);
    QCOMPARE(person(name)->status, UserStatus::Locked);
    more(u"Unlock…"_s);
    accept();
    QTRY_VERIFY_WITH_TIMEOUT(panel->plainText().contains(u"not locked"_s), patience);
    QCOMPARE(atKeycloak(name)["enabled"_L1].toBool(), true); // not disabled for good
    Server::ask({u"locking"_s, u"off"_s});
}

void TestKeycloakPeople::o_peopleGetWorkspaces() {
    select(address(1));
    more(u"Add to workspaces…"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->shown<AddMembersDialog>("addMembers"), patience);
    auto* dialog = m_desk->shown<AddMembersDialog>("addMembers");
    auto* list = named<QListView>(dialog, u"Workspaces"_s);
    QVERIFY(list->model()->rowCount() > 0);
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Space);
    dialog->findChild<QPushButton*>(u"reviewMembers"_s)->click();
    accept();
    auto* results = m_desk->window()->findChild<ResultsList*>(u"usersMemberResults"_s);
    QTRY_VERIFY_WITH_TIMEOUT(results->isVisible() && !results->isRunning(), patience);
    QCOMPARE(results->model().count(RowOutcome::Done), 1);
}

} // namespace wallaroo::test

int main(int argc, char** argv) {
    const QString reason = wallaroo::test::Server().fact("skipped");
    if (!reason.isEmpty()) {
        std::printf("skipped: %s\n", qPrintable(reason));
        return 0;
    }
    const QApplication application(argc, argv);
    wallaroo::test::TestKeycloakPeople test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keycloak_people.moc"
