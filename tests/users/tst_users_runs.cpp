// A run before a person's eyes: 40 people, stopped half-way, looked at, continued, reported, three undone.
#include "heldactions.h"
#include "models/people.h"
#include "pages/runcontroller.h"
#include "runs/actionlog.h"
#include "runs/membershipbench.h"
#include "support/fakeclock.h"
#include "support/prompts.h"
#include "widgets/resultslist.h"

#include <QDir>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedLayout>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace wallaroo;
using namespace wallaroo::test;

namespace {

class FilePrompts final : public Prompts {
public:
    void chooseFile(QWidget*, const QString&, const QString&, QObject*, std::function<void(QString)>) override {}

    void chooseNewFile(QWidget*, const QString&, const QString& suggested, const QString&, QObject* context,
                       std::function<void(QString)> chosen) override {
        suggestion = suggested;
        QMetaObject::invokeMethod(
            context, [this, chosen] { chosen(path); }, Qt::QueuedConnection);
    }

    void openAddress(const QUrl&) override {}

    QString path;
    QString suggestion;
};

struct Desk {
    QTemporaryDir folder;
    FakeClock clock;
    HeldActions actions;
    FilePrompts prompts;
    runs::ActionLog log{folder.filePath(QStringLiteral("actions.jsonl"))};
    ResultsList list;
    RunController controller{list, {actions, clock, prompts, folder.filePath(QStringLiteral("runs")), &log}};

    Desk() {
        list.resize(900, 300);
        list.show();
    }

    runs::Plan plan(int people) const {
        return runs::deactivatePlan({QStringLiteral("staging"), QStringLiteral("id"), QStringLiteral("ana")},
                                    plainUsers(1, people), guardOf(people));
    }

    /// Somebody else is the administrator, and roles are told.
    static AccessGuard guardOf(int people) {
        AccessGuard guard((UserId()));
        User admin = plainUser(people + 1);
        admin.type = UserType::Administrator;
        guard.see(admin);
        for (const User& user : plainUsers(1, people))
            guard.see(user);
        return guard;
    }

    QPushButton* button(const char* name) { return list.findChild<QPushButton*>(QString::fromLatin1(name)); }

    QString counts() { return list.findChild<QLabel*>(QStringLiteral("runCounts"))->text(); }

    int count(RowOutcome outcome) const { return list.model().count(outcome); }
};

} // namespace

class UsersRunsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fortyPeopleStoppedCheckedContinuedReportedAndThreeUndone();
    void failuresSayWhyAndAreRetried();
    void columnsAreAboutWhatTheRowsHave();
    void oneQuietlyDoneShowsNoList();
    void oneQuietlyFailedShowsTheList();
    void aRunThatACrashEndedIsFoundAndGoesOn();
    void yesWithoutAChangeIsAWarning();
    void whatRunsIsNotReplaced();
    void whoIsLeftOutOfASharedRowIsNamed();
    void whoStaysWithoutANewOwnerIsToldWhy();
    void theEndIsSaidWhenItIsSeen();
};

void UsersRunsTest::fortyPeopleStoppedCheckedContinuedReportedAndThreeUndone() {
    Desk desk;
    desk.controller.start(desk.plan(40), QStringLiteral("Deactivate 40 users"));
    QVERIFY(desk.list.isVisible());
    QTRY_COMPARE(static_cast<int>(desk.actions.held.size()), runs::Run::mostAtATime);
    desk.actions.answer(12);
    QTRY_COMPARE(static_cast<int>(desk.actions.held.size()), 12);
    desk.actions.answer(8);
    QTRY_COMPARE(desk.count(RowOutcome::Done), 20);
    QTRY_COMPARE(static_cast<int>(desk.actions.sent.size()), 32);

    QTest::keyClick(desk.button("runStop"), Qt::Key_Space);
    QTRY_VERIFY(!desk.list.isRunning());
    QCOMPARE(desk.count(RowOutcome::Unknown), 12); // on the wire
    QCOMPARE(desk.count(RowOutcome::NotSent), 8);
    QTRY_VERIFY(desk.button("runCheck")->isVisible());
    QVERIFY(!desk.button("runStop")->isVisible());

    while (!desk.actions.held.empty()) // their answers are lost
        desk.actions.answerOne(failure(ErrorKind::OutcomeUnknown, QStringLiteral("The answer was lost.")));
    QCoreApplication::processEvents(); // what is still on its way is not asked about
    QCOMPARE(desk.count(RowOutcome::Unknown), 12);
    QTest::keyClick(desk.button("runCheck"), Qt::Key_Space);
    QTRY_COMPARE(desk.count(RowOutcome::Done), 32);
    QTRY_VERIFY(desk.button("runResume")->isVisible());
    QTest::keyClick(desk.button("runResume"), Qt::Key_Space);
    QTRY_COMPARE(static_cast<int>(desk.actions.held.size()), 8);
    desk.actions.answer(8);
    QTRY_COMPARE(desk.count(RowOutcome::Done), 40);
    QTRY_VERIFY(!desk.list.isRunning());
    QStringList each = desk.actions.sent;
    QCOMPARE(each.removeDuplicates(), 0); // nobody twice

    desk.prompts.path = desk.folder.filePath(QStringLiteral("report.csv"));
    QSignalSpy saved(&desk.controller, &RunController::reportSaved);
    QTRY_VERIFY(desk.button("runReport")->isVisible());
    QTest::keyClick(desk.button("runReport"), Qt::Key_Space);
    QTRY_COMPARE(saved.size(), 1);
    QFile report(desk.prompts.path);
    QVERIFY(report.open(QIODevice::ReadOnly));
    QCOMPARE(report.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    const QByteArray text = report.readAll();
    QCOMPARE(text.count("p17@example.com"), 1);
    QVERIFY(text.contains("staging") && text.contains("ana"));
    QVERIFY(desk.prompts.suggestion.startsWith(QStringLiteral("users.deactivate-")));

    QSignalSpy undo(&desk.controller, &RunController::undoPlanned);
    auto& view = desk.list.view();
    view.setFocus();
    view.setCurrentIndex(view.model()->index(0, 0));
    QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
    QTRY_COMPARE(desk.button("runUndo")->text(), QStringLiteral("Undo 3"));
    QTest::keyClick(desk.button("runUndo"), Qt::Key_Space);
    QCOMPARE(undo.size(), 1);
    const auto plan = undo[0][0].value<runs::Plan>();
    QVERIFY(plan.isUndo);
    QCOMPARE(static_cast<int>(plan.items.size()), 3);
    QCOMPARE(plan.items[0].steps[0].kind, QStringLiteral("user.activate"));
    // Appended only: what was unknown stands there as unknown, and once more when it was known
    QStringList done;
    QStringList unknown;
    const auto logged = desk.log.read();
    QVERIFY(logged);
    for (const auto& record : logged->records)
        (record.outcome == QLatin1String("done") ? done : unknown) << record.subjectId + u' ' + record.outcome;
    QCOMPARE(done.size(), 40);
    QCOMPARE(done.removeDuplicates(), 0);
    QCOMPARE(unknown.size(), 12);
    QCOMPARE(unknown.removeDuplicates(), 0);
    QCOMPARE(unknown.filter(QStringLiteral(" unknown")).size(), 12);
}

void UsersRunsTest::failuresSayWhyAndAreRetried() {
    Desk desk;
    desk.controller.start(desk.plan(2), QStringLiteral("Deactivate 2 users"));
    QTRY_COMPARE(static_cast<int>(desk.actions.held.size()), 2);
    desk.actions.answerOne(failure(ErrorKind::NotAllowed, QStringLiteral("Your account may not change users."),
                                   QStringLiteral("Ask for the role admin.")));
    desk.actions.answer(1);
    QTRY_VERIFY(!desk.list.isRunning());
    QCOMPARE(desk.count(RowOutcome::Failed), 1);
    const ResultRow row = desk.list.model().rows()[0]; // a copy: the retry sets the rows anew
    QCOMPARE(row.why, QStringLiteral("Your account may not change users. Ask for the role admin."));
    QTRY_VERIFY(desk.button("runRetry")->isVisible());
    desk.button("runRetry")->click();
    QTRY_COMPARE(static_cast<int>(desk.actions.held.size()), 1);
    QCOMPARE(desk.actions.sent.last(), row.id);
    desk.actions.answer(1);
    QTRY_COMPARE(desk.count(RowOutcome::Done), 2);
}

void UsersRunsTest::columnsAreAboutWhatTheRowsHave() {
    Desk desk;
    const auto& model = desk.list.model();
    const auto heading = [&model] { return model.headerData(ResultsModel::Detail, Qt::Horizontal, Qt::DisplayRole); };
    const QString mail = QStringLiteral("bo@example.com");
    desk.list.begin(QStringLiteral("Invite 2 people"),
                    {{mail, mail, mail}, {QStringLiteral("5d1f"), QStringLiteral("Ana"), QStringLiteral("ana@x.org")}});
    QCOMPARE(heading().toString(), QStringLiteral("E-mail"));
    QVERIFY(model.index(0, ResultsModel::Id).data().toString().isEmpty()); // it is the e-mail
    QCOMPARE(model.index(1, ResultsModel::Id).data().toString(), QStringLiteral("5d1f"));
    const int empty = desk.list.view().columnWidth(ResultsModel::Why);
    QVERIFY(empty <= desk.list.view().header()->sectionSizeHint(ResultsModel::Why));
    desk.list.setOutcome(mail, RowOutcome::Failed, QStringLiteral("This instance does not manage users."));
    QVERIFY(desk.list.view().columnWidth(ResultsModel::Why) > 2 * empty);
    desk.list.begin(QStringLiteral("Archive 1 workspace"), {{QStringLiteral("12"), QStringLiteral("fraud")}});
    QCOMPARE(heading().toString(), QStringLiteral("Where"));
}

void UsersRunsTest::oneQuietlyDoneShowsNoList() {
    Desk desk;
    desk.list.hide();
    QSignalSpy done(&desk.controller, &RunController::quietlyDone);
    desk.controller.startQuietly(desk.plan(1), QStringLiteral("Deactivate 1 user"));
    QTRY_COMPARE(static_cast<int>(desk.actions.held.size()), 1);
    desk.actions.answer(1);
    QTRY_COMPARE(done.size(), 1);
    QVERIFY(!desk.list.isVisible());
}

void UsersRunsTest::oneQuietlyFailedShowsTheList() {
    Desk desk;
    desk.list.hide();
    QSignalSpy done(&desk.controller, &RunController::quietlyDone);
    desk.controller.startQuietly(desk.plan(1), QStringLiteral("Deactivate 1 user"));
    QTRY_COMPARE(static_cast<int>(desk.actions.held.size()), 1);
    desk.actions.answerOne(failure(ErrorKind::ServerFailed, QStringLiteral("The server failed.")));
    QTRY_VERIFY(desk.list.isVisible() && !desk.list.isRunning());
    QCOMPARE(desk.count(RowOutcome::Failed), 1);
    QCOMPARE(done.size(), 0);
}

void UsersRunsTest::aRunThatACrashEndedIsFoundAndGoesOn() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("runs"));
    {
        FakeClock clock;
        HeldActions actions;
        FilePrompts prompts;
        ResultsList list;
        RunController controller(list, {actions, clock, prompts, path, nullptr});
        Desk maker;
        controller.start(maker.plan(30), QStringLiteral("Deactivate 30 users"));
        QTRY_COMPARE(static_cast<int>(actions.held.size()), 12);
        actions.answer(5);
        QTRY_COMPARE(list.model().count(RowOutcome::Done), 5);
    } // the process goes, in the middle of it
    const auto found = runs::RunJournal::unfinished(path);
    QCOMPARE(found.size(), 1u);
    QCOMPARE(found[0].counts.done, 5);
    QVERIFY(found[0].counts.unknown > 0);

    Desk desk;
    QVERIFY(desk.controller.takeUp(found[0], QStringLiteral("Deactivate 30 users")));
    QCOMPARE(desk.count(RowOutcome::Done), 5);
    QCOMPARE(desk.count(RowOutcome::Unknown), found[0].counts.unknown);
    QVERIFY(desk.actions.sent.isEmpty()); // nothing before a person says so
    QTRY_VERIFY(desk.button("runResume")->isVisible());
    desk.button("runResume")->click();
    QTRY_COMPARE(static_cast<int>(desk.actions.held.size()), std::min(12, found[0].counts.notSent));
}

void UsersRunsTest::yesWithoutAChangeIsAWarning() {
    Desk desk;
    desk.actions.applied = runs::ReadBack::Applied::No;
    desk.controller.start(desk.plan(2), QStringLiteral("Deactivate 2 users"));
    QTRY_COMPARE(static_cast<int>(desk.actions.held.size()), 2);
    desk.actions.answer(2);
    QTRY_VERIFY(!desk.list.isRunning());
    QCOMPARE(desk.count(RowOutcome::Warning), 2);
    QCOMPARE(desk.count(RowOutcome::Done), 0);
}

void UsersRunsTest::whatRunsIsNotReplaced() {
    Desk desk;
    QTemporaryDir other;
    QVERIFY(runs::RunJournal::begin(other.path(), desk.plan(3), 1000));
    const auto left = runs::RunJournal::unfinished(other.path());
    QCOMPARE(left.size(), 1u);
    desk.controller.start(desk.plan(2), QStringLiteral("Deactivate 2 users"));
    QTRY_COMPARE(static_cast<int>(desk.actions.held.size()), 2);
    const auto* run = desk.controller.run();
    QSignalSpy busy(&desk.controller, &RunController::busy);
    desk.controller.start(desk.plan(5), QStringLiteral("Deactivate 5 users"));
    desk.controller.startQuietly(desk.plan(1), QStringLiteral("Deactivate 1 user"));
    QCOMPARE(busy.size(), 2);
    QVERIFY(!desk.controller.takeUp(left[0], QStringLiteral("Deactivate 3 users")));
    QCOMPARE(desk.controller.run(), run);
    QVERIFY(desk.list.isVisible());
    QCOMPARE(desk.list.model().rows().size(), 2);
    QCOMPARE(QDir(desk.folder.filePath(QStringLiteral("runs"))).entryList(QDir::Files).size(), 1); // its journal
    desk.actions.answer(2);
    QTRY_COMPARE(desk.count(RowOutcome::Done), 2);
}

/// Two old owners of a workspace share the row of the new one; one of them is no owner any more.
void UsersRunsTest::whoIsLeftOutOfASharedRowIsNamed() {
    Desk desk;
    MembershipBench bench;
    RunController controller(desk.list, {bench.actions, desk.clock, desk.prompts,
                                         desk.folder.filePath(QStringLiteral("memberships")), &desk.log});
    const NewOwner heir{WorkspaceId(12), person("bo"), QStringLiteral("Bo"), none};
    bench.members(anaHelps + ',' + cleoOwns);
    bench.sender.expect("workspaces/add_user").answer("{}");
    bench.members(boOwns + ',' + anaHelps + ',' + cleoOwns);
    bench.sender.expect("workspaces/remove_user").answer(R"({"affected_rows":1})");
    bench.members(boOwns + ',' + anaHelps);
    controller.start(membershipPlan(bench.api, {change("ana", owner, none), change("cleo", owner, none)},
                                    {owners({"ana", "cleo"})}, {heir}),
                     QStringLiteral("Remove 2 members"));
    QTRY_VERIFY(controller.run()->phase() == runs::Run::Phase::Over);
    const ResultRow& row = desk.list.model().rows().front();
    QCOMPARE(row.outcome, RowOutcome::Done);
    QCOMPARE(row.why, QStringLiteral("ana in fraud: left out, is collaborator by now"));
}

/// The server said yes to the new owner, and made less of them.
void UsersRunsTest::whoStaysWithoutANewOwnerIsToldWhy() {
    Desk desk;
    MembershipBench bench;
    RunController controller(desk.list, {bench.actions, desk.clock, desk.prompts,
                                         desk.folder.filePath(QStringLiteral("memberships")), &desk.log});
    const NewOwner heir{WorkspaceId(12), person("bo"), QStringLiteral("Bo"), none};
    bench.members(anaOwns);
    bench.sender.expect("workspaces/add_user").answer("{}");
    bench.members(anaOwns + R"(,{"user_id":"bo","user_type":"COLLABORATOR"})");
    controller.start(membershipPlan(bench.api, {change("ana", owner, none)}, {owners({"ana"})}, {heir}),
                     QStringLiteral("Remove 1 member"));
    QTRY_VERIFY(controller.run()->phase() == runs::Run::Phase::Over);
    const ResultRow& row = desk.list.model().rows().front();
    QCOMPARE(row.outcome, RowOutcome::Failed);
    QVERIFY2(row.why.startsWith(QStringLiteral("not sent: Bo in fraud did not become owner; ")), qPrintable(row.why));
    QVERIFY2(row.why.contains(QStringLiteral("is collaborator, not owner")), qPrintable(row.why));
}

/// Whoever has gone to another page meanwhile hears of the run where it stands.
void UsersRunsTest::theEndIsSaidWhenItIsSeen() {
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QSKIP("Qt has an event for it");
#endif
    QWidget window;
    QStackedLayout pages(&window);
    auto* page = new QWidget;
    auto* list = new ResultsList(page);
    pages.addWidget(page);
    pages.addWidget(new QWidget);
    window.show();
    const auto said = [&window] {
        const auto* announcer = window.findChild<QWidget*>(QStringLiteral("announcer"));
        return announcer ? announcer->accessibleName() : QString();
    };
    list->begin(QStringLiteral("Deactivate"), {{QStringLiteral("1"), QStringLiteral("Bo")}});
    QCOMPARE(said(), QStringLiteral("Deactivate"));
    pages.setCurrentIndex(1);
    list->setOutcome(QStringLiteral("1"), RowOutcome::Done);
    list->finish({}, false);
    QCOMPARE(said(), QStringLiteral("Deactivate"));
    pages.setCurrentIndex(0);
    QCOMPARE(said(), QStringLiteral("Deactivate: 1 done"));
}

QTEST_MAIN(UsersRunsTest)
#include "tst_users_runs.moc"
