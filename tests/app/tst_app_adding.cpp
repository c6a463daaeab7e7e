// One person into one workspace, by keyboard, in the real window with the real sandbox behind it.
#include "membersdesk.h"
#include "pages/accesspage.h"
#include "pages/membershipdesk.h"
#include "widgets/toast.h"

#include <QLabel>

using namespace wallaroo;
using namespace wallaroo::test;
using models::AccessMatrix;
using Desk = MembersDesk;

class TestAppAdding final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    /// The dialog is the sheet, the result a notice that takes it back.
    void addsOnePerson() {
        Desk desk;
        QVERIFY(desk.begin());
        const auto handover = desk.handover();
        QVERIFY(handover);
        const auto workspace = handover->workspace;
        const auto newcomer = desk.newcomers(workspace).front();
        auto* dialog = desk.askWhomToAdd(workspace, {newcomer});
        QVERIFY(dialog && dialog->isSheet());
        auto* add = dialog->findChild<QPushButton*>(QStringLiteral("reviewMembers"));
        QVERIFY2(add->text().startsWith(QStringLiteral("Add 1 ")), qPrintable(add->text()));
        QVERIFY(!add->isDefault());
        const QString who = dialog->findChild<QLabel*>(QStringLiteral("addMembersWho"))->text();
        QVERIFY2(who.contains(desk.matrix().person(newcomer).email())
                     && who.contains(desk.matrix().person(newcomer).id().toString())
                     && who.contains(QStringLiteral("no member → collaborator")),
                 qPrintable(who));
        const QString follows = dialog->findChild<QLabel*>(QStringLiteral("addMembersFollows"))->text();
        QVERIFY2(follows.contains(QStringLiteral("e-mail with the address http")), qPrintable(follows));
        QVERIFY(dialog->findChild<QPushButton*>(QStringLiteral("copyCalls"))->isVisible());
        QTest::keyClick(dialog, Qt::Key_Return); // sends nothing
        QVERIFY(dialog->isVisible());

        QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(desk.matrix().cell(newcomer, workspace),
                                  (models::AccessCell{models::Access::Collaborator, false}), patienceMs);
        auto* toast = desk.child<Toast>("workspacesToast");
        QTRY_VERIFY(toast->isVisible());
        QVERIFY2(toast->text().endsWith(QStringLiteral(": added")), qPrintable(toast->text()));
        QVERIFY(!desk.sheet());
        QVERIFY(!desk.results().isVisible());

        QTest::keyClick(named<QPushButton>(toast, QStringLiteral("Undo")), Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(desk.matrix().cell(newcomer, workspace),
                                  (models::AccessCell{models::Access::None, false}), patienceMs);
        QTRY_VERIFY(toast->text().endsWith(QStringLiteral(": taken out again")));
        QVERIFY(!desk.sheet());
        QVERIFY(!desk.results().isVisible());
    }

    void addingOnePersonRefusedIsShown() {
        Desk desk;
        desk.sandboxOptions << QStringLiteral("--refuse") << QStringLiteral("workspaces/add_user#1=500:no");
        QVERIFY(desk.begin());
        const auto handover = desk.handover();
        QVERIFY(handover);
        auto* dialog = desk.askWhomToAdd(handover->workspace, {desk.newcomers(handover->workspace).front()});
        QVERIFY(dialog && dialog->isSheet());
        QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(desk.results().isVisible() && !desk.results().isRunning(), patienceMs);
        QCOMPARE(desk.results().model().rowCount(), 1);
        QCOMPARE(desk.results().model().count(RowOutcome::Done), 0);
        QVERIFY(!desk.child<Toast>("workspacesToast")->isVisible());
    }

    /// Who is there already, and whoever is added beside somebody else, is asked about on the sheet.
    void whatIsNotOneAdditionGetsTheSheet() {
        Desk desk;
        QVERIFY(desk.begin());
        const auto handover = desk.handover();
        QVERIFY(handover);
        const auto [workspace, owner, heir] = *handover;
        const auto newcomers = desk.newcomers(workspace);
        QVERIFY(newcomers.size() >= 2);
        const std::vector<std::pair<std::vector<AccessMatrix::Number>, QString>> choices = {
            {{owner}, QStringLiteral("already owner")}, {{newcomers[0], newcomers[1]}, QStringLiteral("e-mail")}};
        for (const auto& [people, said] : choices) {
            QPointer<AddMembersDialog> dialog = desk.askWhomToAdd(workspace, people);
            QVERIFY(dialog && !dialog->isSheet());
            QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("copyCalls"))->isVisible());
            QCOMPARE(dialog->findChild<QPushButton*>(QStringLiteral("reviewMembers"))->text(),
                     QStringLiteral("Review…"));
            QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
            QTRY_VERIFY(desk.sheet());
            QVERIFY2(desk.sheet()->plainText().contains(said), qPrintable(desk.sheet()->plainText()));
            desk.sheet()->reject();
            QTRY_VERIFY(!desk.sheet() && !dialog);
        }
    }

    /// The dialog has said one thing, and the server knows another: nothing is sent before that is asked.
    void oneAdditionIsJudgedAgainBeforeItIsSent() {
        Desk desk;
        QVERIFY(desk.begin());
        const auto handover = desk.handover();
        QVERIFY(handover);
        const auto workspace = handover->workspace;
        const auto newcomer = desk.newcomers(workspace).front();
        auto* dialog = desk.askWhomToAdd(workspace, {newcomer});
        QVERIFY(dialog && dialog->isSheet());
        auto* add = dialog->findChild<QPushButton*>(QStringLiteral("reviewMembers"));
        bool isPressed = false;
        QObject context;
        QObject::connect(&desk.matrix(), &AccessMatrix::membersChanged, &context, [&] {
            if (isPressed || !desk.matrix().cell(newcomer, workspace).isStale)
                return;
            isPressed = add->text().startsWith(QStringLiteral("Add 1 ")); // as far as is known by now
            add->click();
        });
        MembershipDesk& elsewhere = desk.child<AccessPage>("accessPage")->desk();
        elsewhere.propose({elsewhere.addition(newcomer, workspace, MemberRole::Owner)});
        QTRY_VERIFY(desk.sheet());
        desk.sheet()->accept();
        QTRY_VERIFY_WITH_TIMEOUT(isPressed, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(desk.sheet() && desk.sheet()->plainText().contains(QStringLiteral("Left out")),
                                 patienceMs);
        QVERIFY2(desk.sheet()->plainText().contains(QStringLiteral("already owner")),
                 qPrintable(desk.sheet()->plainText()));
        desk.sheet()->reject();
    }
};

QTEST_MAIN(TestAppAdding)
#include "tst_app_adding.moc"
