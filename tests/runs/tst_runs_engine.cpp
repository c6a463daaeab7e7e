#include "runs/actionlog.h"
#include "runs/gatedactions.h"
#include "runs/run.h"
#include "support/fakeclock.h"

#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::runs;
using test::GatedActions;
using test::planFor;

namespace {

/// A run with everything it needs, started.
struct Bench {
    explicit Bench(Plan plan) : run(std::move(plan), actions, clock), finished(&run, &Run::finished) { run.start(); }

    [[nodiscard]] State stateOf(int item) const { return run.outcome(item).state; }

    test::FakeClock clock;
    GatedActions actions;
    Run run;
    QSignalSpy finished;
};

} // namespace

/// The engine with gated answers: what goes out, when, and what becomes of each.
class TestRunsEngine final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void allAreDoneOnceAndReadBack() {
        Bench bench(planFor(3));
        QTRY_COMPARE(bench.actions.calls.size(), std::size_t(3));
        QCOMPARE(bench.run.phase(), Run::Phase::Running);
        QCOMPARE(bench.run.counts().running, 3);
        for (std::size_t i = 0; i < 3; ++i)
            bench.actions.accept(i);
        QTRY_COMPARE(bench.finished.size(), 1);
        QCOMPARE(bench.run.counts().done, 3);
        QCOMPARE(bench.actions.calls.size(), std::size_t(3));
        QCOMPARE(bench.actions.readings, 1);
        QCOMPARE(bench.run.outcome(0).steps[0].readBack.applied, ReadBack::Applied::Yes);
        QCOMPARE(bench.run.phase(), Run::Phase::Over);
    }

    void twelveAtATimeAndNoMore() {
        Bench bench(planFor(40));
        QTRY_COMPARE(bench.actions.calls.size(), std::size_t(12));
        QTest::qWait(0);
        QCOMPARE(bench.actions.calls.size(), std::size_t(12));
        for (std::size_t next = 0; next < 40; ++next) {
            QTRY_VERIFY(bench.actions.calls.size() > next);
            bench.actions.accept(next);
        }
        QTRY_COMPARE(bench.finished.size(), 1);
        QCOMPARE(bench.actions.most, 12);
        QCOMPARE(bench.run.counts().done, 40);
    }

    void aStepIsToldWhatTheOneBeforeItMade() {
        Plan plan = planFor(1, {u"make"_s, u"then"_s});
        plan.items[0].steps[1].needs = 0;
        Bench bench(plan);
        QTRY_COMPARE(bench.actions.calls.size(), std::size_t(1));
        StepResult made;
        made.newId = u"n7"_s;
        bench.actions.answer(0, made);
        QTRY_COMPARE(bench.actions.calls.size(), std::size_t(2));
        QCOMPARE(GatedActions::keyOf(bench.actions.calls[1].step), u"then n7"_s);
        bench.actions.accept(1);
        QTRY_COMPARE(bench.finished.size(), 1);
        QCOMPARE(GatedActions::keyOf(bench.actions.lastRead[1].step), u"then n7"_s);
    }

    void whatWasMadeUnansweredIsToldByReadingBack() {
        Plan plan = planFor(1, {u"make"_s, u"then"_s});
        plan.items[0].steps[1].needs = 0;
        Bench bench(plan);
        QTRY_COMPARE(bench.actions.calls.size(), std::size_t(1));
        bench.actions.refuse(0, ErrorKind::OutcomeUnknown, 0);
        QTRY_COMPARE(bench.finished.size(), 1);
        QCOMPARE(bench.stateOf(0), State::Unknown);
        bench.actions.read[u"make i0"_s] = {ReadBack::Applied::Yes, u"is there"_s, {}, u"n8"_s};
        bench.run.checkUnknown();
        QTRY_COMPARE(bench.finished.size(), 2);
        QCOMPARE(bench.stateOf(0), State::NotSent);
        bench.run.resume();
        QTRY_COMPARE(bench.actions.calls.size(), std::size_t(2));
        QCOMPARE(GatedActions::keyOf(bench.actions.calls[1].step), u"then n8"_s);
    }

    void answersMayComeInAnyOrder() {
        Bench bench(planFor(5));
        QTRY_COMPARE(bench.actions.calls.size(), std::size_t(5));
        bench.actions.refuse(3, ErrorKind::Refused);
        bench.actions.accept(4);
        bench.actions.accept(0);
        bench.actions.refuse(2, ErrorKind::NotAllowed, 403);
        bench.actions.accept(1);
        QTRY_COMPARE(bench.finished.size(), 1);
        for (const int done : {0, 1, 4})
            QCOMPARE(bench.stateOf(done), State::Done);
        QCOMPARE(bench.stateOf(2), State::Failed);
        QCOMPARE(bench.stateOf(3), State::Failed);
        QCOMPARE(bench.run.outcome(2).error()->kind, ErrorKind::NotAllowed);
        QCOMPARE(bench.actions.lastRead.size(), std::size_t(3)); // of the refused nothing is to be read
    }

    void aLostAnswerIsUnknownAndNotSentAgain() {
        Bench bench(planFor(2));
        QTRY_COMPARE(bench.actions.calls.size(), std::size_t(2));
        bench.actions.refuse(0, ErrorKind::OutcomeUnknown, 0);
        bench.actions.accept(1);
        QTRY_COMPARE(bench.finished.size(), 1);
        QCOMPARE(bench.stateOf(0), State::Unknown);
        bench.run.retryFailed();
        bench.run.resume();
        QTest::qWait(0);
        QCOMPARE(bench.actions.sent(u"do i0"_s), 1);
    }

    void anUnreadableSuccessAndAGatewayAreUnknownToo() {
        Bench bench(planFor(3));
        QTRY_COMPARE(bench.actions.calls.size(), std::size_t(3));
        bench.actions.refuse(0, ErrorKind::Damaged, 200);
        bench.actions.refuse(1, ErrorKind::ServerBusy, 504);
        bench.actions.refuse(2, ErrorKind::ConnectionRefused, 0);
        QTRY_COMPARE(bench.finished.size(), 1);
        QCOMPARE(bench.stateOf(0), State::Unknown);
        QCOMPARE(bench.stateOf(1), State::Unknown);
        QCOMPARE(bench.stateOf(2), State::Failed); // it never left
    }

    void checkingTellsWhatBecameOfTheUnknown() {
        Bench bench(planFor(3));
        QTRY_COMPARE(bench.actions.calls.size(), std::size_t(3));
        for (std::size_t i = 0; i < 3; ++i)
            bench.actions.refuse(i, ErrorKind::OutcomeUnknown, 0);
        QTRY_COMPARE(bench.finished.size(), 1);
        bench.actions.read[u"do i1"_s] = {ReadBack::Applied::No, u"enabled: true"_s, {}};
        bench.actions.read[u"do i2"_s] = {ReadBack::Applied::NotTold, {}, {}};
        bench.run.checkUnknown();
        QTRY_COMPARE(bench.finished.size(), 2);
        QCOMPARE(bench.stateOf(0), State::Done);
        QCOMPARE(bench.stateOf(1), State::Failed);
        QCOMPARE(bench.stateOf(2), State::Unknown);
        QCOMPARE(bench.actions.calls.size(), std::size_t(3));
        bench.run.retryFailed(); // it is known not to have been applied: now it may be sent
        QTRY_COMPARE(bench.actions.sent(u"do i1"_s), 2);
        QCOMPARE(bench.actions.sent(u"do i2"_s), 1);
        bench.actions.accept(3);
        QTRY_COMPARE(bench.finished.size(), 3);
    }

    void yesWithoutAChangeIsDoubtful() {
        Bench bench(planFor(2));
        bench.actions.read[u"do i0"_s] = {ReadBack::Applied::No, u"enabled: true"_s, {}};
        QStringList said;
        connect(&bench.run, &Run::stepEnded, &bench.run, [&](int item, int step) {
            const ActionRecord record = ActionLog::recordOf(bench.run, item, step);
            said << record.subjectId + u' ' + record.outcome;
        });
        QTRY_COMPARE(bench.actions.calls.size(), std::size_t(2));
        bench.actions.accept(0);
        bench.actions.accept(1);
        QTRY_COMPARE(bench.finished.size(), 1);
        QVERIFY(bench.run.outcome(0).isDoubtful());
        QVERIFY(!bench.run.outcome(1).isDoubtful());
        QCOMPARE(bench.run.counts().doubtful, 1);
        QCOMPARE(bench.run.counts().done, 2);
        QCOMPARE(said, (QStringList{u"i0 done"_s, u"i1 done"_s, u"i0 changed nothing"_s}));
    }

    void afterAServerErrorItIsLookedAt() {
        Bench bench(planFor(2));
        bench.actions.read[u"do i1"_s] = {ReadBack::Applied::No, {}, {}};
        QTRY_COMPARE(bench.actions.calls.size(), std::size_t(2));
        bench.actions.refuse(0, ErrorKind::ServerFailed, 500);
        bench.actions.refuse(1, ErrorKind::ServerFailed, 500);
        QTRY_COMPARE(bench.finished.size(), 1);
        QCOMPARE(bench.stateOf(0), State::Done); // it failed after the change
        QCOMPARE(bench.stateOf(1), State::Failed);
    }

    void whoChangedMeanwhileIsLeftOut() {
        Plan plan = planFor(3);
        plan.items[2].leftOut = u"your own account"_s;
        test::FakeClock clock;
        GatedActions actions;
        actions.inTheWay[u"i0"_s] = u"its e-mail is now x@example.com"_s;
        Run run(plan, actions, clock);
        run.start();
        QTRY_COMPARE(actions.calls.size(), std::size_t(1));
        QCOMPARE(GatedActions::keyOf(actions.calls[0].step), u"do i1"_s);
        actions.accept(0);
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(run.outcome(0).state, State::LeftOut);
        QCOMPARE(run.outcome(0).reason, u"its e-mail is now x@example.com"_s);
        QCOMPARE(run.outcome(2).reason, u"your own account"_s);
        QCOMPARE(run.counts().leftOut, 2);
    }

    /// Of an item that several share only the step of who changed is left out, also when it is tried again.
    void aStepMayBeLeftOutByItself() {
        test::FakeClock clock;
        GatedActions actions;
        actions.stepsInTheWay[u"b i0"_s] = u"is gone by now"_s;
        Run run(planFor(1, {u"a"_s, u"b"_s, u"c"_s}, AfterFailure::GoOn), actions, clock);
        run.start();
        QTRY_COMPARE(actions.calls.size(), std::size_t(1));
        actions.accept(0);
        QTRY_COMPARE(actions.calls.size(), std::size_t(2));
        QCOMPARE(GatedActions::keyOf(actions.calls[1].step), u"c i0"_s);
        actions.refuse(1, ErrorKind::Refused);
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(run.outcome(0).state, State::Failed);
        QCOMPARE(run.outcome(0).steps[1].state, State::LeftOut);
        QCOMPARE(run.outcome(0).steps[1].result.note, u"is gone by now"_s);
        actions.stepsInTheWay = {{u"c i0"_s, u"is gone, too"_s}};
        run.retryFailed();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(actions.lastPrepared[0].steps.size(), std::size_t(1));
        QCOMPARE(run.outcome(0).steps[2].state, State::LeftOut); // by its place in the plan
        QCOMPARE(run.outcome(0).state, State::Done);
        QCOMPARE(actions.calls.size(), std::size_t(2));
    }

    void aRunWithNobodyInItEnds() {
        Plan plan = planFor(1);
        plan.items[0].leftOut = u"already"_s;
        Bench bench(plan);
        QTRY_COMPARE(bench.finished.size(), 1);
        QVERIFY(bench.actions.calls.empty());
        Bench none(planFor(0));
        QTRY_COMPARE(none.finished.size(), 1);
    }

    void aSessionThatEndsHaltsTheRun() {
        Bench bench(planFor(30));
        QTRY_COMPARE(bench.actions.calls.size(), std::size_t(12));
        bench.actions.accept(0);
        QTRY_COMPARE(bench.actions.calls.size(), std::size_t(13));
        bench.actions.refuse(1, ErrorKind::SignInNeeded, 0);
        QTRY_COMPARE(bench.finished.size(), 1);
        QVERIFY(bench.run.halt().has_value());
        QCOMPARE(bench.stateOf(0), State::Done);
        QCOMPARE(bench.stateOf(1), State::NotSent); // refused before anything happened
        QCOMPARE(bench.stateOf(2), State::Unknown); // was on its way
        QCOMPARE(bench.run.counts().notSent, 30 - 12);
        bench.run.resume();
        QTRY_COMPARE(bench.actions.calls.size(), std::size_t(13 + 12 - 11)); // 11 are still open
        QVERIFY(!bench.run.halt());
    }

    void tellsHowLongItWillTake() {
        Bench bench(planFor(24));
        QTRY_COMPARE(bench.actions.calls.size(), std::size_t(12));
        QVERIFY(!bench.run.msLeft());
        bench.clock.advance(1000);
        for (std::size_t i = 0; i < 6; ++i)
            bench.actions.accept(i);
        QTRY_COMPARE(bench.run.counts().done, 6);
        QCOMPARE(bench.run.msLeft(), std::optional<qint64>(3000)); // six a second, 18 to go
        QSignalSpy progressed(&bench.run, &Run::progressed);
        QTRY_VERIFY(!progressed.isEmpty());
    }

    void deletedInTheMiddleItCallsNobodyBack() {
        test::FakeClock clock;
        GatedActions actions;
        auto run = std::make_unique<Run>(planFor(3), actions, clock);
        run->start();
        QTRY_COMPARE(actions.calls.size(), std::size_t(3));
        run.reset();
        actions.accept(0);
        QTest::qWait(0);
        QVERIFY(!actions.calls[1].context);
    }
};

QTEST_GUILESS_MAIN(TestRunsEngine)
#include "tst_runs_engine.moc"
