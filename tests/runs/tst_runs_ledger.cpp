#include "runs/gatedactions.h"
#include "runs/ledger.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::runs;
using test::planFor;

namespace {

StepOutcome in(State state) {
    StepOutcome outcome;
    outcome.state = state;
    if (state == State::Failed || state == State::Unknown) {
        outcome.error = Error();
        outcome.error->sentence = state == State::Failed ? u"refused"_s : u"lost"_s;
    }
    return outcome;
}

/// A plan of one item with three steps, and its ledger.
struct Bench {
    explicit Bench(AfterFailure after = AfterFailure::StopHere)
        : plan(planFor(1, {u"a"_s, u"b"_s, u"c"_s}, after)),
          ledger(plan) {}

    void set(int step, State state) { ledger.set(plan, 0, step, in(state)); }

    [[nodiscard]] State state() const { return ledger.at(0).state; }

    Plan plan;
    Ledger ledger;
};

} // namespace

/// How steps make up an item, without any sending.
class TestRunsLedger final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void stepsGoOneAfterTheOther() {
        Bench bench;
        QCOMPARE(bench.ledger.next(bench.plan, 0), std::optional(0));
        bench.set(0, State::Done);
        QCOMPARE(bench.state(), State::Waiting);
        QCOMPARE(bench.ledger.next(bench.plan, 0), std::optional(1));
        bench.set(1, State::Done);
        bench.set(2, State::Done);
        QCOMPARE(bench.state(), State::Done);
        QVERIFY(!bench.ledger.next(bench.plan, 0));
        QCOMPARE(bench.ledger.counts().done, 1);
    }

    void whatGoesOnAfterAFailure_data() {
        QTest::addColumn<int>("after");
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("goesOn");
        QTest::addColumn<int>("putBack");
        const auto row = [](const char* name, AfterFailure after, State state, bool goesOn, int putBack) {
            QTest::newRow(name) << static_cast<int>(after) << static_cast<int>(state) << goesOn << putBack;
        };
        row("stop, failed", AfterFailure::StopHere, State::Failed, false, 0);
        row("stop, unknown", AfterFailure::StopHere, State::Unknown, false, 0);
        row("put back, failed", AfterFailure::PutBack, State::Failed, false, 1);
        row("put back, unknown", AfterFailure::PutBack, State::Unknown, false, 0); // it may have been applied
        row("go on, failed", AfterFailure::GoOn, State::Failed, true, 0);
        row("go on, unknown", AfterFailure::GoOn, State::Unknown, true, 0);
    }

    void whatGoesOnAfterAFailure() {
        QFETCH(int, after);
        QFETCH(int, state);
        QFETCH(bool, goesOn);
        QFETCH(int, putBack);
        Bench bench(static_cast<AfterFailure>(after));
        bench.set(0, State::Done);
        bench.set(1, static_cast<State>(state));
        QCOMPARE(bench.ledger.next(bench.plan, 0).has_value(), goesOn);
        QCOMPARE(bench.ledger.toPutBack(bench.plan, 0).size(), static_cast<std::size_t>(putBack));
        QCOMPARE(bench.state() == State::Waiting, goesOn);
    }

    void unknownWeighsMoreThanFailed() {
        Bench bench(AfterFailure::GoOn);
        bench.set(0, State::Failed);
        bench.set(1, State::Unknown);
        bench.set(2, State::Done);
        QCOMPARE(bench.state(), State::Unknown);
        QCOMPARE(bench.ledger.at(0).error()->sentence, u"refused"_s); // the first that matters
    }

    void itIsPutBackFromTheEndAsFarAsItGoes() {
        Bench bench(AfterFailure::PutBack);
        bench.set(0, State::Done);
        bench.set(1, State::Done);
        bench.set(2, State::Failed);
        QCOMPARE(bench.ledger.toPutBack(bench.plan, 0), (std::vector<int>{1, 0}));
        StepOutcome stuck = in(State::Done);
        stuck.error = Error();
        bench.ledger.set(bench.plan, 0, 1, stuck); // it could not be taken back
        QVERIFY(bench.ledger.toPutBack(bench.plan, 0).empty());
        bench.ledger.again(0);
        QVERIFY(!bench.ledger.at(0).steps[1].error); // may be tried again
        QCOMPARE(bench.ledger.at(0).steps[1].state, State::Done);
        QCOMPARE(bench.ledger.next(bench.plan, 0), std::optional(2));
    }

    void whatWasPutBackIsSentAnew() {
        Bench bench(AfterFailure::PutBack);
        StepOutcome back = in(State::Done);
        back.putBack = true;
        bench.ledger.set(bench.plan, 0, 0, back);
        bench.set(1, State::Failed);
        QVERIFY(bench.ledger.toPutBack(bench.plan, 0).empty());
        bench.ledger.again(0);
        QCOMPARE(bench.ledger.next(bench.plan, 0), std::optional(0));
        QCOMPARE(bench.state(), State::Waiting);
    }

    void onlyWhatWaitsBecomesNotSent() {
        Bench bench;
        QVERIFY(bench.ledger.notSent(0));
        QCOMPARE(bench.state(), State::NotSent);
        QVERIFY(!bench.ledger.notSent(0));
        bench.ledger.again(0);
        bench.ledger.sending(0, 0, 5);
        QCOMPARE(bench.state(), State::Running);
        QVERIFY(!bench.ledger.notSent(0));
        QCOMPARE(bench.ledger.counts().running, 1);
        QCOMPARE(bench.ledger.at(0).steps[0].sentAtMs, 5);
    }

    void countsFollowEachChange() {
        const Plan plan = planFor(4);
        Ledger ledger(plan);
        QCOMPARE(ledger.counts().waiting, 4);
        StepOutcome done = in(State::Done);
        done.result.sentAgain = true;
        ledger.set(plan, 0, 0, done);
        QCOMPARE(ledger.counts().sentAgain, 1);
        done.readBack.applied = ReadBack::Applied::No;
        ledger.set(plan, 0, 0, done);
        QCOMPARE(ledger.counts().doubtful, 1);
        ledger.leaveOut(1, u"gone"_s);
        ledger.set(plan, 2, 0, in(State::Unknown));
        QCOMPARE(ledger.counts().all, 4);
        QCOMPARE(ledger.counts().taking(), 3);
        QCOMPARE(ledger.counts().over(), 2);
        ledger.set(plan, 0, 0, StepOutcome());
        QCOMPARE(ledger.counts().sentAgain, 0);
        QCOMPARE(ledger.counts().doubtful, 0);
    }

    void settledAfterAKill() {
        const Plan plan = planFor(3, {u"a"_s, u"b"_s});
        std::vector<Outcome> outcomes(3);
        for (Outcome& outcome : outcomes)
            outcome.steps.resize(2);
        outcomes[0].steps[0] = in(State::Unknown);
        outcomes[1].steps[0] = in(State::Done);
        outcomes[2].state = State::LeftOut;
        const auto settled = Ledger::settled(plan, outcomes);
        QCOMPARE(settled[0].state, State::Unknown);
        QCOMPARE(settled[1].state, State::NotSent); // its second step
        QCOMPARE(settled[2].state, State::LeftOut);
        QVERIFY(Ledger::settled(planFor(0), {}).empty());
    }

    void aRefusalKnowsItsRequestToo() {
        StepOutcome step = in(State::Failed);
        QCOMPARE(requestIdOf(step), QString());
        step.error->details = u"POST https://x/y\nrequest id: r-42\nat: now"_s;
        QCOMPARE(requestIdOf(step), u"r-42"_s);
        step.result.requestId = "r-43";
        QCOMPARE(requestIdOf(step), u"r-43"_s);
    }

    void openErrors_data() {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("open");
        QTest::newRow("lost") << ErrorKind::OutcomeUnknown << 0 << true;
        QTest::newRow("gateway") << ErrorKind::ServerBusy << 502 << true;
        QTest::newRow("yes, unreadable") << ErrorKind::Damaged << 200 << true;
        QTest::newRow("yes, cut") << ErrorKind::Incomplete << 201 << true;
        QTest::newRow("a page said yes") << ErrorKind::WebPage << 200 << true;
        QTest::newRow("refused") << ErrorKind::Refused << 400 << false;
        QTest::newRow("not allowed") << ErrorKind::NotAllowed << 403 << false;
        QTest::newRow("never left") << ErrorKind::HostNotFound << 0 << false;
        QTest::newRow("failed") << ErrorKind::ServerFailed << 500 << false;
        QTest::newRow("changed nothing") << ErrorKind::NotFound << 0 << false;
    }

    void openErrors() {
        QFETCH(ErrorKind, kind);
        QFETCH(int, status);
        QFETCH(bool, open);
        Error error;
        error.kind = kind;
        error.httpStatus = status;
        QCOMPARE(isOpen(error), open);
        QVERIFY(!endsSession(error));
    }
};

QTEST_APPLESS_MAIN(TestRunsLedger)
#include "tst_runs_ledger.moc"
