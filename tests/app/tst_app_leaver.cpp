// Somebody has left, people who are long away, sessions that end now, and workspaces for people: in the window, against
// the real sandbox, by the keyboard.
#include "dialogs/addmembersdialog.h"
#include "dialogs/dormantdialog.h"
#include "dialogs/edituserdialog.h"
#include "dialogs/invitedialog.h"
#include "dialogs/leaverdialog.h"
#include "usersdesk.h"
#include "widgets/accessendpanel.h"
#include "widgets/detailspanel.h"
#include "widgets/toast.h"

#include <QCheckBox>
#include <QFile>
#include <QListView>
#include <QRegularExpression>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::test;

namespace {

/// What [Copy calls] of a dialog gives, in its first form, curl, or its last, Python.
QString copied(const QWidget& dialog, bool asPython = false) {
    const auto* copy = dialog.findChild<QPushButton*>(u"copyCalls"_s);
    if (!copy || !copy->isEnabled())
        return {};
    const auto forms = copy->menu()->actions();
    (asPython ? forms.last() : forms.first())->trigger();
    return QGuiApplication::clipboard()->text();
}

/// A sandbox with Dana, who has left.
struct LeaverDesk : UsersDesk {
    LeaverDesk() { sandboxOptions << u"--scenario"_s << u"leaver"_s; }

    /// The id of the one row that the filter leaves, selected.
    QString select(const QString& text) {
        filter(text);
        QTest::keyClick(&users(), Qt::Key_Home);
        QTest::keyClick(&users(), Qt::Key_Space);
        return users().currentIndex().data(models::TableModel::IdRole).toString();
    }
};

} // namespace

class TestAppLeaver : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void somebodyHasLeft();
    void dormantPeopleAreProposed();
    void sessionsEndNow();
    void peopleAreAddedToWorkspaces();
    void callsAreCopied();
    void dialogsHaveTheirCallsCopied();
};

void TestAppLeaver::somebodyHasLeft() {
    LeaverDesk desk;
    QVERIFY(desk.open());
    const QString id = desk.select(u"dana.whitfield@example.com"_s);
    auto* remove = desk.moreAction(u"Remove access…"_s);
    QVERIFY(remove);
    remove->trigger();
    QTRY_VERIFY(desk.shown<LeaverDialog>("leaver"));
    auto* dialog = desk.shown<LeaverDialog>("leaver");
    QTRY_VERIFY(dialog->isActiveWindow());
    auto* accounts = dialog->findChild<QTreeWidget*>(u"leaverAccounts"_s);
    QCOMPARE(accounts->topLevelItemCount(), 4); // Dana Whitfeld is somebody else
    QTRY_VERIFY_WITH_TIMEOUT(accounts->topLevelItem(0)->text(3).contains(u"whitfield-scratch"_s), patienceMs);
    QVERIFY(accounts->topLevelItem(0)->text(3).endsWith(u": sole owner"_s));
    QVERIFY(!accounts->topLevelItem(0)->icon(3).isNull());
    QVERIFY(accounts->topLevelItem(3)->icon(3).isNull());
    // Another account of hers is chosen, singly, by the keyboard
    accounts->setFocus();
    QTest::keyClick(accounts, Qt::Key_Down);
    QTest::keyClick(accounts, Qt::Key_Space);
    QCOMPARE(accounts->topLevelItem(1)->checkState(0), Qt::Checked);
    QCOMPARE(accounts->topLevelItem(2)->checkState(0), Qt::Unchecked);
    QTest::keyClick(dialog, Qt::Key_W, Qt::AltModifier); // out of the workspaces
    QTRY_VERIFY(dialog->findChild<QPushButton*>(u"leaverOwner"_s)->isEnabled());
    desk.picture(u"leaver-1"_s);
    QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
    auto* report = dialog->findChild<QPushButton*>(u"leaverReport"_s);
    QTRY_VERIFY_WITH_TIMEOUT(report->isEnabled(), patienceMs);
    desk.picture(u"leaver-2"_s);
    auto* steps = dialog->findChild<QTreeWidget*>(u"leaverSteps"_s);
    QVERIFY(steps->topLevelItemCount() >= 6);
    for (int row = 0; row < steps->topLevelItemCount(); ++row)
        QVERIFY2(steps->topLevelItem(row)->text(1) == u"done"_s,
                 qPrintable(steps->topLevelItem(row)->text(0) + steps->topLevelItem(row)->text(2)));

    desk.prompts.newFile = desk.folder.filePath(u"left.txt"_s);
    QTest::keyClick(report, Qt::Key_Space);
    QTRY_VERIFY(QFile::exists(desk.prompts.newFile));
    QFile file(desk.prompts.newFile);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    for (const QString& wanted :
         {u"Instance: 127.0.0.1"_s, u"Account:  ana.solano@example.com"_s, id, u"account:  enabled: false"_s,
          u"sessions: sessions: 0"_s, u"workspace whitfield-scratch: before OWNER, after no member (read back); "_s,
          u"Ana Solano is its owner"_s, u"workspace kyc-screening: before OWNER, after no member (read back)\n"_s,
          u"workspace returns-outlook: before COLLABORATOR, after no member"_s, u"own default workspace"_s,
          u"Tokens issued before may work until "_s, u"If this person knew the secret of api-client"_s})
        QVERIFY2(text.contains(wanted), qPrintable(wanted + u"\n--- in ---\n"_s + text));
    QVERIFY(!QFileInfo(desk.prompts.newFile).permissions().testFlag(QFileDevice::ReadOther));

    QTest::keyClick(dialog->findChild<QPushButton*>(u"leaverOpen"_s), Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(desk.prompts.opened.size(), 1, patienceMs);
    QVERIFY(desk.prompts.opened.first().toString().contains(u"/admin/master/console/#/master/clients"_s));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!desk.shown<LeaverDialog>("leaver"));
    QTRY_COMPARE(desk.model().userById(id)->status, UserStatus::Inactive);
}

void TestAppLeaver::dormantPeopleAreProposed() {
    UsersDesk desk;
    QVERIFY(desk.open());
    desk.users().setFocus();
    QTest::keyClick(&desk.users(), Qt::Key_Space);
    auto* open = desk.moreAction(u"Dormant people…"_s);
    QVERIFY(open);
    open->trigger();
    QTRY_VERIFY(desk.shown<DormantDialog>("dormant"));
    auto* dialog = desk.shown<DormantDialog>("dormant");
    auto* list = dialog->findChild<QTreeWidget*>(u"dormantList"_s);
    auto* act = dialog->findChild<QPushButton*>(u"dormantAct"_s);
    const int dormant = list->topLevelItemCount();
    QVERIFY(dormant > 3 && dormant < 60);
    QVERIFY(!act->isEnabled()); // proposed, not chosen
    QTRY_VERIFY(dialog->isActiveWindow());
    desk.picture(u"dormant"_s);
    QTest::keyClick(dialog, Qt::Key_A, Qt::AltModifier);
    QTRY_VERIFY(act->isEnabled());
    QCOMPARE(dialog->chosen().size(), dormant);
    QTest::keyClick(act, Qt::Key_Space);
    QTRY_VERIFY(desk.sheet());
    QVERIFY(!dialog->isVisible() || !desk.shown<DormantDialog>("dormant"));
    desk.picture(u"dormant-consequences"_s);
    QTest::keyClick(desk.sheet(), Qt::Key_Return, Qt::ControlModifier);
    auto& results = desk.results();
    QTRY_VERIFY_WITH_TIMEOUT(results.isVisible() && !results.isRunning(), patienceMs);
    QVERIFY(results.model().count(RowOutcome::Done) >= dormant - 1); // the own account may be among them
}

void TestAppLeaver::sessionsEndNow() {
    LeaverDesk desk;
    QVERIFY(desk.open());
    const QString id = desk.select(u"dana.whitfield@example.com"_s);
    QTest::keyClick(&desk.users(), Qt::Key_Return);
    auto* panel = named<DetailsPanel>(desk.window(), u"Details"_s);
    QVERIFY(panel);
    QTRY_VERIFY_WITH_TIMEOUT(panel->plainText().contains(u"192.0.2.10"_s), patienceMs);
    auto* end = panel->findChild<AccessEndPanel*>();
    QVERIFY2(end->text().contains(u"works until"_s), qPrintable(end->text()));
    desk.picture(u"details-sessions"_s);
    QTest::keyClick(panel->findChild<QPushButton*>(u"endSessions"_s), Qt::Key_Space);
    QTRY_VERIFY(desk.sheet());
    QVERIFY(desk.sheet()->plainText().contains(u"Offline sessions"_s));
    QTest::keyClick(desk.sheet(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(end->text().contains(u"Their sessions have ended."_s), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!panel->plainText().contains(u"192.0.2.10"_s), patienceMs);
    desk.picture(u"details-ended"_s);
}

void TestAppLeaver::peopleAreAddedToWorkspaces() {
    LeaverDesk desk;
    QVERIFY(desk.open());
    const QString id = desk.select(u"dana.whitfeld@example.com"_s);
    auto* ask = desk.moreAction(u"Add to workspaces…"_s);
    QVERIFY(ask);
    ask->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(desk.shown<AddMembersDialog>("addMembers"), patienceMs); // waits for the list
    auto* dialog = desk.shown<AddMembersDialog>("addMembers");
    QTRY_VERIFY(dialog->isActiveWindow());
    auto* filter = named<QLineEdit>(dialog, u"Filter workspaces"_s);
    QTest::keyClicks(filter, u"branch-staffing"_s);
    QTest::keyClick(filter, Qt::Key_Down);
    auto* list = named<QListView>(dialog, u"Workspaces"_s);
    QTest::keyClick(list, Qt::Key_Space);
    auto* add = dialog->findChild<QPushButton*>(u"reviewMembers"_s);
    QTRY_VERIFY2(add->text().startsWith(u"Add 1 "_s), qPrintable(add->text()));
    desk.picture(u"add-to-workspaces"_s);
    QVERIFY2(copied(*dialog).contains(u"workspaces/add_user"_s), qPrintable(copied(*dialog)));
    QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
    auto* toast = desk.window()->findChild<Toast*>(u"usersToast"_s);
    QTRY_VERIFY_WITH_TIMEOUT(toast->isVisible() && toast->text().endsWith(u": added"_s), patienceMs);
    QVERIFY(!desk.window()->findChild<ResultsList*>(u"usersMemberResults"_s)->isVisible());
    QTest::keyClick(&desk.users(), Qt::Key_Return);
    auto* panel = named<DetailsPanel>(desk.window(), u"Details"_s);
    QTRY_VERIFY_WITH_TIMEOUT(panel->plainText().contains(u"branch-staffing"_s), patienceMs);
}

void TestAppLeaver::callsAreCopied() {
    UsersDesk desk;
    QVERIFY(desk.open());
    desk.filter(u"type:user"_s);
    desk.choose(u"Status"_s, u"Active"_s);
    QTest::keyClick(&desk.users(), Qt::Key_Home);
    QTest::keyClick(&desk.users(), Qt::Key_Space);
    QTest::keyClick(&desk.users(), Qt::Key_Down);
    QTest::keyClick(&desk.users(), Qt::Key_Space);
    QTest::keyClick(&desk.users(), Qt::Key_Delete);
    QTRY_VERIFY(desk.sheet());
    const QString text = copied(*desk.sheet());
    QCOMPARE(text.count(u"'/v1/api/users/deactivate'"_s), 2);
    QVERIFY(text.contains(u"$TOKEN"_s) && !text.contains(u"eyJ"_s));
    QVERIFY(copied(*desk.sheet(), true).contains(u"import requests"_s));
    QTest::keyClick(desk.sheet(), Qt::Key_Escape);
    QTRY_VERIFY(!desk.sheet());
}

void TestAppLeaver::dialogsHaveTheirCallsCopied() {
    LeaverDesk desk;
    QVERIFY(desk.open());
    desk.users().setFocus();
    QTest::keyClick(&desk.users(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(desk.shown<InviteDialog>("inviteDialog"));
    auto* invite = desk.shown<InviteDialog>("inviteDialog");
    QCOMPARE(copied(*invite), QString()); // nobody, no call
    invite->setText(u"one.new@example.com two.new@example.com"_s);
    QString text = copied(*invite);
    QCOMPARE(text.count(u"'/v1/api/users/invite'"_s), 2);
    QVERIFY2(text.contains(u"one.new@example.com"_s) && text.contains(u"$TOKEN"_s), qPrintable(text));
    QVERIFY(copied(*invite, true).contains(u"import requests"_s));
    invite->reject();
    QTRY_VERIFY(!desk.shown<InviteDialog>("inviteDialog"));

    const QString id = desk.select(u"dana.whitfield@example.com"_s);
    desk.moreAction(u"Edit…"_s)->trigger();
    QTRY_VERIFY(desk.shown<EditUserDialog>("editUser"));
    auto* edit = desk.shown<EditUserDialog>("editUser");
    QCOMPARE(copied(*edit), QString());
    edit->findChild<QLineEdit*>(u"editFirst"_s)->setText(u"Danuta"_s);
    text = copied(*edit);
    QVERIFY2(text.contains(u"-X PUT"_s) && text.contains(id) && text.contains(u"Danuta"_s), qPrintable(text));
    QVERIFY2(!text.contains(u"enabled"_s) && !text.contains(u"email"_s), qPrintable(text)); // what changes, alone
    edit->reject();
    QTRY_VERIFY(!desk.shown<EditUserDialog>("editUser"));

    desk.moreAction(u"Remove access…"_s)->trigger();
    QTRY_VERIFY(desk.shown<LeaverDialog>("leaver"));
    auto* leaver = desk.shown<LeaverDialog>("leaver");
    text = copied(*leaver);
    QVERIFY2(text.contains(u"users/deactivate"_s) && text.contains(id + u"/logout"_s), qPrintable(text));
    QVERIFY2(!text.contains(u"remove_user"_s), qPrintable(text));
    leaver->findChild<QCheckBox*>(u"leaverTakeOut"_s)->setChecked(true);
    // The new owner of what is hers alone, before she leaves it; workspaces with other owners may stand before it.
    static const QRegularExpression inOrder(
        uR"re(workspaces/add_user'[^}]*"workspace_id": (\d+)[\s\S]*workspaces/remove_user'[^}]*"workspace_id": \1\b)re"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(copied(*leaver).contains(inOrder), qPrintable(copied(*leaver)), patienceMs);
    text = copied(*leaver);
    QVERIFY(!text.contains(u"eyJ"_s));
    leaver->reject();
    QTRY_VERIFY(!desk.shown<LeaverDialog>("leaver"));
    QCOMPARE(desk.model().userById(id)->status, UserStatus::Active); // copied, not done
}

QTEST_MAIN(TestAppLeaver)
#include "tst_app_leaver.moc"
