#include "runs/actionlog.h"
#include "runs/gatedactions.h"
#include "runs/run.h"
#include "support/fakeclock.h"

#include <QElapsedTimer>
#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::runs;
using test::GatedActions;
using test::planFor;

namespace {

/// A change in two steps, the first of them done, the second answered like that.
struct HalfAChange {
    HalfAChange(ErrorKind kind, int status) {
        run.start();
        QTRY_COMPARE(actions.calls.size(), std::size_t(1));
        actions.accept(0);
        QTRY_COMPARE(actions.calls.size(), std::size_t(2));
        actions.refuse(1, kind, status);
    }

    test::FakeClock clock;
    GatedActions actions;
    Run run{planFor(1, {u"remove"_s, u"add"_s}, AfterFailure::PutBack), actions, clock};
};

} // namespace

/// Stopping, going on, holding back, putting back, taking back.
class TestRunsStopping final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void stopEndsAtOnceAndTellsWhatWasSent() {
        test::FakeClock clock;
        GatedActions actions;
        Run run(planFor(40), actions, clock);
        QSignalSpy finished(&run, &Run::finished);
        run.start();
        QTRY_COMPARE(actions.calls.size(), std::size_t(12));
        actions.accept(0);
        QTRY_COMPARE(actions.calls.size(), std::size_t(13));
        run.stop();
        QCOMPARE(finished.size(), 1); // without waiting for anything
        QCOMPARE(run.counts().done, 1);
        QCOMPARE(run.counts().unknown, 12);
        QCOMPARE(run.counts().notSent, 27);
        QCOMPARE(run.outcome(5).error()->kind, ErrorKind::OutcomeUnknown);
        QTest::qWait(0);
        QCOMPARE(actions.calls.size(), std::size_t(13));
        run.stop();
        QCOMPARE(finished.size(), 1);
    }

    void anAnswerThatComesAfterTheStopCounts() {
        test::FakeClock clock;
        GatedActions actions;
        Run run(planFor(3), actions, clock);
        run.start();
        QTRY_COMPARE(actions.calls.size(), std::size_t(3));
        run.stop();
        QCOMPARE(run.counts().unknown, 3);
        actions.accept(0);
        actions.refuse(1, ErrorKind::NotAllowed, 403);
        QTRY_COMPARE(run.outcome(0).state, State::Done);
        QTRY_COMPARE(run.outcome(1).state, State::Failed);
        QCOMPARE(run.outcome(2).state, State::Unknown);
        QCOMPARE(actions.calls.size(), std::size_t(3));
    }

    void whatIsOnItsWayAtTheStopIsSaidAndCorrected() {
        test::FakeClock clock;
        GatedActions actions;
        Run run(planFor(4), actions, clock);
        QStringList said;
        connect(&run, &Run::stepEnded, &run, [&](int item, int step) {
            const ActionRecord record = ActionLog::recordOf(run, item, step);
            said << record.subjectId + u' ' + record.outcome;
        });
        run.start();
        QTRY_COMPARE(actions.calls.size(), std::size_t(4));
        QVERIFY(said.isEmpty());
        run.stop();
        QCOMPARE(said, (QStringList{u"i0 unknown"_s, u"i1 unknown"_s, u"i2 unknown"_s, u"i3 unknown"_s}));
        said.clear();
        actions.accept(0);
        actions.refuse(1, ErrorKind::NotAllowed, 403);
        actions.refuse(2, ErrorKind::OutcomeUnknown, 0); // which is known already
        actions.refuse(3, ErrorKind::TooManyRequests, 429);
        QTRY_COMPARE(run.outcome(3).state, State::NotSent);
        QCOMPARE(said, (QStringList{u"i0 done"_s, u"i1 failed"_s, u"i3 not sent"_s}));
    }

    void whatWaitsForAConnectionIsTakenBack() {
        test::FakeClock clock;
        GatedActions actions;
        actions.waitForConnection = 2;
        Run run(planFor(4), actions, clock);
        run.start();
        QTRY_COMPARE(actions.calls.size(), std::size_t(4));
        run.stop();
        QCOMPARE(run.counts().unknown, 2);
        QCOMPARE(run.counts().notSent, 2);
        QVERIFY(actions.calls[2].gate->canceled);
        QVERIFY(actions.calls[3].gate->canceled);
        QVERIFY(!actions.calls[0].gate->canceled);
    }

    void resumedItSendsTheRestAndNothingTwice() {
        test::FakeClock clock;
        GatedActions actions;
        Run run(planFor(20), actions, clock);
        QSignalSpy finished(&run, &Run::finished);
        run.start();
        QTRY_COMPARE(actions.calls.size(), std::size_t(12));
        for (std::size_t i = 0; i < 12; ++i)
            actions.accept(i);
        QTRY_COMPARE(actions.calls.size(), std::size_t(20));
        run.stop(); // eight on their way
        actions.inTheWay[u"i19"_s] = u"changed meanwhile"_s;
        QCOMPARE(run.counts().notSent, 0);
        for (std::size_t i = 12; i < 19; ++i)
            actions.accept(i);
        QTRY_COMPARE(run.counts().done, 19);
        run.resume(); // nothing is left to send
        QTest::qWait(0);
        QCOMPARE(actions.calls.size(), std::size_t(20));
        for (int i = 0; i < 20; ++i)
            QCOMPARE(actions.sent(u"do i%1"_s.arg(i)), 1);
    }

    void resumedItLooksOnlyAtWhatIsStillToBeSent() {
        test::FakeClock clock;
        GatedActions actions;
        Run run(planFor(1, {u"first"_s, u"second"_s}), actions, clock);
        run.start();
        QTRY_COMPARE(actions.calls.size(), std::size_t(1));
        QCOMPARE(actions.lastPrepared.front().steps.size(), std::size_t(2));
        run.stop();
        actions.accept(0); // done after all
        QTRY_COMPARE(run.outcome(0).steps[0].state, State::Done);
        QCOMPARE(run.counts().notSent, 1);
        run.resume();
        QTRY_COMPARE(actions.calls.size(), std::size_t(2));
        QCOMPARE(actions.lastPrepared.front().steps.size(), std::size_t(1)); // what the first changed is no reason
        QCOMPARE(actions.lastPrepared.front().steps.front().kind, u"second"_s);
        QCOMPARE(actions.calls[1].step.kind, u"second"_s);
    }

    void stoppedWhilePreparingNothingWasSent() {
        test::FakeClock clock;
        GatedActions actions;
        Run run(planFor(5), actions, clock);
        run.start();
        run.stop();
        QTest::qWait(0);
        QVERIFY(actions.calls.empty());
        QCOMPARE(run.counts().notSent, 5);
        run.resume();
        QTRY_COMPARE(actions.calls.size(), std::size_t(5));
        QCOMPARE(actions.prepared, 2); // subjects are read again
    }

    void stoppedWhileReadingTheRestStaysUnread() {
        test::FakeClock clock;
        GatedActions actions;
        actions.answersAtOnce = true;
        Run run(planFor(3), actions, clock);
        QObject::connect(&run, &Run::phaseChanged, &run, [&run] {
            if (run.phase() == Run::Phase::Reading && run.counts().done == 3)
                run.stop();
        });
        run.start();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QTest::qWait(0);
        QCOMPARE(run.outcome(0).steps[0].readBack.applied, ReadBack::Applied::NotTold);
        run.disconnect(&run);
        run.checkUnknown(); // reads what nobody has read
        QTRY_COMPARE(run.outcome(2).steps[0].readBack.applied, ReadBack::Applied::Yes);
    }

    void tooManyRequestsHoldsAllBackAndLosesNone() {
        test::FakeClock clock;
        GatedActions actions;
        Run run(planFor(30), actions, clock);
        QSignalSpy finished(&run, &Run::finished);
        run.start();
        QTRY_COMPARE(actions.calls.size(), std::size_t(12));
        actions.refuse(0, ErrorKind::TooManyRequests, 429, 7);
        actions.refuse(1, ErrorKind::TooManyRequests, 429, 7);
        for (std::size_t i = 2; i < 12; ++i)
            actions.accept(i);
        QTRY_COMPARE(run.counts().done, 10);
        QCOMPARE(actions.calls.size(), std::size_t(12)); // nothing leaves
        QVERIFY(run.msHeldBack() > 6000);
        QCOMPARE(run.counts().failed, 0);
        clock.advance(7000);
        QCOMPARE(run.msHeldBack(), 0);
        QTRY_VERIFY(actions.calls.size() > 12);
        QVERIFY(actions.underWay() <= 6 + 1); // half as many at a time
        for (std::size_t next = 12; run.phase() == Run::Phase::Running && next < 100; ++next) {
            QTRY_VERIFY(actions.calls.size() > next || run.phase() != Run::Phase::Running);
            if (actions.calls.size() > next)
                actions.accept(next);
            QTest::qWait(0);
        }
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(run.counts().done, 30);
        QCOMPARE(actions.sent(u"do i0"_s), 2); // refused, and sent when its turn came again
        QCOMPARE(actions.sent(u"do i2"_s), 1);
    }

    void stoppedWhileHeldBack() {
        test::FakeClock clock;
        GatedActions actions;
        Run run(planFor(3), actions, clock);
        run.start();
        QTRY_COMPARE(actions.calls.size(), std::size_t(3));
        actions.refuse(0, ErrorKind::TooManyRequests, 429, 60);
        QTRY_VERIFY(run.msHeldBack() > 0);
        run.stop();
        QCOMPARE(run.outcome(0).state, State::NotSent);
        QCOMPARE(run.msHeldBack(), 0);
        actions.refuse(1, ErrorKind::TooManyRequests, 429, 60); // on the wire when it was stopped
        QTRY_COMPARE(run.outcome(1).state, State::NotSent);
    }

    void stepsGoInOrderAndAFailureStopsTheItem() {
        test::FakeClock clock;
        GatedActions actions;
        Run run(planFor(1, {u"first"_s, u"second"_s, u"third"_s}), actions, clock);
        run.start();
        QTRY_COMPARE(actions.calls.size(), std::size_t(1));
        actions.accept(0);
        QTRY_COMPARE(actions.calls.size(), std::size_t(2));
        QCOMPARE(actions.calls[1].step.kind, u"second"_s);
        actions.refuse(1, ErrorKind::Refused);
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(run.outcome(0).state, State::Failed);
        QCOMPARE(run.outcome(0).steps[0].state, State::Done);
        QCOMPARE(actions.calls.size(), std::size_t(2));
        run.retryFailed(); // from the step that failed
        QTRY_COMPARE(actions.calls.size(), std::size_t(3));
        QCOMPARE(actions.calls[2].step.kind, u"second"_s);
        actions.accept(2);
        QTRY_COMPARE(actions.calls.size(), std::size_t(4));
        actions.accept(3);
        QTRY_COMPARE(run.outcome(0).state, State::Done);
    }

    void halfAChangeIsPutBack() {
        HalfAChange half(ErrorKind::NotAllowed, 403);
        auto& run = half.run;
        auto& actions = half.actions;
        QTRY_COMPARE(actions.calls.size(), std::size_t(3));
        QCOMPARE(actions.calls[2].step.kind, u"un-remove"_s);
        actions.accept(2);
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(run.outcome(0).state, State::Failed);
        QVERIFY(run.outcome(0).steps[0].putBack);
        QCOMPARE(run.outcome(0).error()->kind, ErrorKind::NotAllowed);
        QVERIFY(run.undoPlan().items.empty()); // nothing is left to undo
        run.retryFailed();                     // from the beginning
        QTRY_COMPARE(actions.calls.size(), std::size_t(4));
        QCOMPARE(actions.calls[3].step.kind, u"remove"_s);
    }

    void whenPuttingBackFailsToo() {
        HalfAChange half(ErrorKind::NotAllowed, 403);
        auto& run = half.run;
        auto& actions = half.actions;
        QTRY_COMPARE(actions.calls.size(), std::size_t(3));
        actions.refuse(2, ErrorKind::ServerFailed, 500);
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(actions.calls.size(), std::size_t(3)); // not tried for ever
        QVERIFY(!run.outcome(0).steps[0].putBack);
        QVERIFY(run.outcome(0).steps[0].error.has_value());
        QCOMPARE(run.outcome(0).steps[0].state, State::Done);
    }

    void aLostSecondHalfIsNotPutBack() {
        HalfAChange half(ErrorKind::OutcomeUnknown, 0);
        auto& run = half.run;
        auto& actions = half.actions; // it may have been applied
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(actions.calls.size(), std::size_t(2));
        QCOMPARE(run.outcome(0).state, State::Unknown);
    }

    void othersGoOnButNotWhatNeedsTheFailed() {
        Plan plan = planFor(1, {u"logout"_s, u"new-owner"_s, u"remove"_s, u"remove-other"_s}, AfterFailure::GoOn);
        plan.items[0].steps[2].needs = 1;
        test::FakeClock clock;
        GatedActions actions;
        Run run(plan, actions, clock);
        run.start();
        QTRY_COMPARE(actions.calls.size(), std::size_t(1));
        actions.refuse(0, ErrorKind::NotAllowed, 403);
        QTRY_COMPARE(actions.calls.size(), std::size_t(2));
        actions.refuse(1, ErrorKind::Refused);
        QTRY_COMPARE(actions.calls.size(), std::size_t(3));
        QCOMPARE(actions.calls[2].step.kind, u"remove-other"_s); // "remove" would leave the workspace without an owner
        actions.accept(2);
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(run.outcome(0).state, State::Failed);
        QCOMPARE(run.outcome(0).steps[2].state, State::Waiting);
        QCOMPARE(run.outcome(0).steps[3].state, State::Done);
    }

    void undoTakesBackWhatIsDone() {
        test::FakeClock clock;
        GatedActions actions;
        Plan plan = planFor(4, {u"one"_s, u"two"_s});
        plan.items[3].steps = {plan.items[3].steps[0]};
        plan.items[3].steps[0].kind = u"final"_s; // has no inverse
        Run run(plan, actions, clock);
        run.start();
        QTRY_COMPARE(actions.calls.size(), std::size_t(4));
        for (std::size_t i = 0; i < 4; ++i)
            actions.accept(i);
        QTRY_COMPARE(actions.calls.size(), std::size_t(7));
        actions.accept(4);
        actions.refuse(5, ErrorKind::Refused);
        actions.refuse(6, ErrorKind::OutcomeUnknown, 0);
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        const Plan undo = run.undoPlan();
        QCOMPARE(undo.items.size(), std::size_t(3));
        QVERIFY(undo.isUndo);
        QCOMPARE(undo.verb, u"undo:things.do"_s);
        QCOMPARE(undo.items[0].steps.size(), std::size_t(2));
        QCOMPARE(undo.items[0].steps[0].kind, u"un-two"_s); // the last first
        QCOMPARE(undo.items[1].steps.size(), std::size_t(1));
        QCOMPARE(run.undoPlan({2}).items.size(), std::size_t(1));
        QCOMPARE(run.undoPlan({2}).items[0].id, u"i2"_s);
        Run back(undo, actions, clock);
        back.start();
        QTRY_COMPARE(actions.sent(u"un-two i0"_s), 1);
    }
};

QTEST_GUILESS_MAIN(TestRunsStopping)
#include "tst_runs_stopping.moc"
