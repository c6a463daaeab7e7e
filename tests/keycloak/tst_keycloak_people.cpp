// What an administrator does to people, in the window, at an instance whose identity provider is the real Keycloak. One
// story with one sign-in: each test goes on where the one before ended. What came of it is asked of Keycloak itself.
#include "dialogs/addmembersdialog.h"
#include "dialogs/handoutdialog.h"
#include "dialogs/invitedialog.h"
#include "dialogs/leaverdialog.h"
#include "pages/useracts.h"
#include "peopledesk.h"
#include "widgets/accessendpanel.h"
#include "widgets/detailspanel.h"
#include "widgets/toast.h"

#include <QCheckBox>
#include <QListView>
#include <QPlainTextEdit>
#include <QTreeView>
#include <QTreeWidget>
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
        QVERIFY(m_desk->inFront());
        named<QLineEdit>(m_desk->window(), u"Filter users"_s)->setText(text);
        QTRY_VERIFY(m_desk->model().shownCount() > 0);
        const_cast<models::UsersModel&>(m_desk->model()).clearSelection();
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_A, Qt::ControlModifier);
        QTRY_COMPARE(m_desk->model().selectedCount(), m_desk->model().shownCount());
    }

    void refresh() { m_desk->shown<QPushButton>("usersRefresh")->click(); }

    /// What the export or report that was asked for wrote.
    [[nodiscard]] QString written() const {
        QFile file(m_desk->prompts.newFile);
        const bool isThere = QTest::qWaitFor([&file] { return file.exists() && file.size() > 0; }, patience);
        return isThere && file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
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
    std::unique_ptr<PeopleDesk> m_desk;

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
    void p_somebodyHasLeft();
    void q_whatIsFoundIsExported();
    void r_someAreDeletedAndTheActivityTells();
    void s_whoCannotBeInvitedIsCreatedInKeycloak();
};

void TestKeycloakPeople::initTestCase() {
    m_desk = std::make_unique<PeopleDesk>();
    QVERIFY(m_desk->openAt(m_server));
}

void TestKeycloakPeople::cleanupTestCase() {
    m_desk.reset();
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
    refresh();
    QTRY_VERIFY_WITH_TIMEOUT(person(name) && m_desk->isLoaded("usersTable"), patience);
    select(name);
    auto* panel = details();
    QVERIFY(panel);
    QTRY_VERIFY2_WITH_TIMEOUT(panel->plainText().contains(u"api-client"_s), qPrintable(panel->plainText()), 10000);
    QTRY_VERIFY2_WITH_TIMEOUT(panel->plainText().contains(u"\nRoles\n"_s)
                                  && panel->plainText().contains(u"One-time code: not set up"_s)
                                  && !panel->plainText().contains(u"asking Keycloak"_s),
                              qPrintable(panel->plainText()), 10000);
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
    refresh();
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
    auto* add = dialog->findChild<QPushButton*>(u"reviewMembers"_s);
    QVERIFY2(add->text().startsWith(u"Add 1 "_s), qPrintable(add->text()));
    add->click();
    auto* toast = m_desk->window()->findChild<Toast*>(u"usersToast"_s);
    QTRY_VERIFY_WITH_TIMEOUT(toast->isVisible() && toast->text().endsWith(u": added"_s), patience);
}

void TestKeycloakPeople::p_somebodyHasLeft() {
    const QString name = m_server.newPerson("user");
    QVERIFY(!Server::ask({u"sign-in"_s, name}).isNull());
    refresh();
    QTRY_VERIFY_WITH_TIMEOUT(person(name), patience);
    const QString id = person(name)->id().toString();
    select(name);
    more(u"Remove access…"_s);
    QTRY_VERIFY(m_desk->shown<LeaverDialog>("leaver"));
    auto* dialog = m_desk->shown<LeaverDialog>("leaver");
    auto* accounts = dialog->findChild<QTreeWidget*>(u"leaverAccounts"_s);
    QVERIFY(accounts->topLevelItemCount() > 1); // others of the same name, for people to judge
    QCOMPARE(accounts->topLevelItem(0)->checkState(0), Qt::Checked);
    QCOMPARE(accounts->topLevelItem(1)->checkState(0), Qt::Unchecked);
    QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
    auto* report = dialog->findChild<QPushButton*>(u"leaverReport"_s);
    QTRY_VERIFY_WITH_TIMEOUT(report->isEnabled(), patience);
    const QJsonObject now = atKeycloak(name);
    QCOMPARE(now["enabled"_L1].toBool(true), false);
    QCOMPARE(now["sessions"_L1].toInt(-1), 0);
    m_desk->prompts.newFile = m_desk->folder.filePath(u"left.txt"_s);
    report->click();
    const QString text = written();
    for (const QString& wanted : {id, u"enabled: false"_s, u"sessions: 0"_s, u"may work until "_s,
                                  u"If this person knew the secret of api-client"_s})
        QVERIFY2(text.contains(wanted), qPrintable(wanted + u"\n--- in ---\n"_s + text));
    m_desk->picture(u"keycloak-p"_s);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_desk->shown<LeaverDialog>("leaver"));
    QTRY_COMPARE_WITH_TIMEOUT(person(name)->status, UserStatus::Inactive, patience);
}

void TestKeycloakPeople::q_whatIsFoundIsExported() {
    select(m_mark);
    auto* menu = m_desk->shown<QPushButton>("usersExport")->menu();
    m_desk->prompts.newFile = m_desk->folder.filePath(u"people.json"_s);
    Q_EMIT menu->aboutToShow();
    menu->actions().first()->trigger(); // what is shown
    const QJsonObject file = QJsonDocument::fromJson(written().toUtf8()).object();
    const QString text = QString::fromUtf8(QJsonDocument(file).toJson());
    for (int i = 1; i <= 6; ++i)
        QVERIFY2(text.contains(address(i)) && text.contains(person(address(i))->id().toString()), qPrintable(text));
    for (const QString& wanted : {m_server.person(u"administrator"_s), m_mark, u"6 of "_s})
        QVERIFY2(text.contains(wanted), qPrintable(wanted + u"\n--- in ---\n"_s + text));
}

void TestKeycloakPeople::r_someAreDeletedAndTheActivityTells() {
    const QStringList gone{person(address(5))->id().toString(), person(address(6))->id().toString()};
    select(m_mark);
    auto& model = const_cast<models::UsersModel&>(m_desk->model());
    model.clearSelection();
    for (const QString& id : gone)
        model.toggleSelected(model.rowOfId(id));
    more(u"Delete…"_s);
    QTRY_VERIFY(m_desk->sheet());
    QVERIFY2(m_desk->sheet()->plainText().contains(u"cannot be undone"_s), qPrintable(m_desk->sheet()->plainText()));
    QTRY_VERIFY(m_desk->sheet()->isActiveWindow());
    QTest::keyClick(m_desk->sheet(), Qt::Key_Return);
    QTRY_VERIFY(!m_desk->sheet()); // Enter is the safe button's
    QVERIFY(!atKeycloak(address(5)).isEmpty());
    more(u"Delete…"_s);
    acceptAll(2);
    QVERIFY(atKeycloak(address(5)).isEmpty() && atKeycloak(address(6)).isEmpty());
    QVERIFY(!atKeycloak(address(4)).isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->isLoaded("usersTable"), patience);
    model.clearSelection(); // the selected who are gone stay, greyed, until the next refresh
    refresh();
    QTRY_VERIFY_WITH_TIMEOUT(!person(address(5)) && !person(address(6)) && person(address(4)), patience);
    m_desk->window()->openPage(u"activity"_s);
    const auto* activity = m_desk->shown<QTreeView>("activityView")->model();
    QStringList told;
    for (int row = 0; row < activity->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < activity->columnCount(); ++column)
            cells << activity->index(row, column).data().toString();
        if (cells.contains(u"Deleted"_s))
            told << cells.join(u' ');
    }
    m_desk->picture(u"keycloak-r"_s);
    QCOMPARE(told.size(), 2);
    for (const QString& id : gone)
        QVERIFY2(told.join(u'\n').contains(id), qPrintable(told.join(u'\n')));
    m_desk->window()->openPage(u"users"_s);
}

void TestKeycloakPeople::s_whoCannotBeInvitedIsCreatedInKeycloak() {
    m_desk.reset();
    m_desk = std::make_unique<PeopleDesk>();
    QVERIFY(m_desk->openAt(m_server, {u"--scenario"_s, u"enterprise"_s}));
    m_desk->users().setFocus();
    QTest::keyClick(&m_desk->users(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(m_desk->shown<InviteDialog>("inviteDialog"));
    QCOMPARE(m_desk->shown<InviteDialog>("inviteDialog")->way(), InviteDialog::Way::Invitation);
    m_desk->shown<InviteDialog>("inviteDialog")->setText(u"email,admin\n%1,no\n%2,yes"_s.arg(address(7), address(8)));
    QTest::keyClick(m_desk->shown<InviteDialog>("inviteDialog"), Qt::Key_Return, Qt::ControlModifier);
    auto* toast = m_desk->window()->findChild<Toast*>(u"usersToast"_s);
    QTRY_VERIFY_WITH_TIMEOUT(toast->isVisible() && named<QPushButton>(toast, u"Create in Keycloak…"_s), patience);
    QVERIFY(atKeycloak(address(7)).isEmpty());
    named<QPushButton>(toast, u"Create in Keycloak…"_s)->click();
    QTRY_VERIFY(m_desk->shown<InviteDialog>("inviteDialog"));
    auto* dialog = m_desk->shown<InviteDialog>("inviteDialog");
    QCOMPARE(dialog->way(), InviteDialog::Way::Keycloak);
    QCOMPARE(dialog->invitees().size(), size_t(2)); // nothing typed is lost
    m_desk->picture(u"keycloak-s"_s);
    QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->shown<HandOutDialog>("handOut"), patience);
    auto* handOut = m_desk->shown<HandOutDialog>("handOut");
    QCOMPARE(handOut->uncopied(), 2);
    for (const int number : {7, 8}) {
        handOut->findChild<QPushButton*>(u"handOutCopy"_s)->click();
        const QJsonObject made = atKeycloak(address(number));
        QCOMPARE(made["enabled"_L1].toBool(), true);
        QVERIFY(made["requiredActions"_L1].toArray().contains(u"UPDATE_PASSWORD"_s));
        QCOMPARE(made["isAdmin"_L1].toBool(number == 7), number == 8);
    }
    QCOMPARE(handOut->uncopied(), 0);
    m_desk->clipboard.clearSecret();
    handOut->reject();
    QTRY_VERIFY_WITH_TIMEOUT(person(address(7)) && person(address(8)), patience);
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
