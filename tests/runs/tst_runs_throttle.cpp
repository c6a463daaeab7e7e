#include "runs/throttle.h"
#include "support/fakeclock.h"

#include <QTest>

using namespace wallaroo;
using namespace wallaroo::runs;

class TestRunsThrottle final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void waitsAsLongAsTheServerAsks() {
        test::FakeClock clock;
        Throttle throttle(clock, 12);
        QCOMPARE(throttle.holdMs(), 0);
        throttle.refused(7);
        QCOMPARE(throttle.holdMs(), 7000);
        clock.advance(6999);
        QCOMPARE(throttle.holdMs(), 1);
        clock.advance(1);
        QCOMPARE(throttle.holdMs(), 0);
    }

    void aBurstCountsOnceAndTheLongestCounts() {
        test::FakeClock clock;
        Throttle throttle(clock, 12);
        throttle.refused(2);
        throttle.refused(9);
        throttle.refused(1);
        QCOMPARE(throttle.width(), 6);
        QCOMPARE(throttle.holdMs(), 9000);
    }

    void aGoodAnswerInTheMiddleOfABurst() {
        test::FakeClock clock;
        Throttle throttle(clock, 12);
        throttle.refused(1);
        throttle.accepted(); // left before the refusal
        throttle.refused(std::nullopt);
        QCOMPARE(throttle.holdMs(), 1000);
        QCOMPARE(throttle.width(), 6); // still one burst
    }

    void withoutAWordItWaitsLongerEachTime() {
        test::FakeClock clock;
        Throttle throttle(clock, 12);
        for (const qint64 expected : {1000, 2000, 4000, 8000, 16000, 32000, 32000}) {
            throttle.refused(std::nullopt);
            QCOMPARE(throttle.holdMs(), expected);
            clock.advance(expected);
        }
        QCOMPARE(throttle.width(), 1);
        throttle.accepted();
        throttle.refused(std::nullopt);
        QCOMPARE(throttle.holdMs(), 1000);
    }

    void widensByRoundsOfGoodAnswers() {
        test::FakeClock clock;
        Throttle throttle(clock, 4);
        throttle.refused(0);
        QVERIFY(throttle.holdMs() > 0); // a moment at least
        clock.advance(1000);
        QCOMPARE(throttle.width(), 2);
        throttle.accepted();
        QCOMPARE(throttle.width(), 2);
        throttle.accepted();
        QCOMPARE(throttle.width(), 3);
        for (int i = 0; i < 100; ++i)
            throttle.accepted();
        QCOMPARE(throttle.width(), 4);
    }

    void aSleepingComputerDoesNotProlongIt() {
        test::FakeClock clock;
        Throttle throttle(clock, 12);
        throttle.refused(60);
        clock.jumpWall(60'000);
        QCOMPARE(throttle.holdMs(), 0);
    }

    void paceTellsTheTimeLeft() {
        test::FakeClock clock;
        Pace pace(clock);
        pace.begin();
        QVERIFY(!pace.msLeft(10));
        QCOMPARE(pace.msLeft(0), std::optional<qint64>(0));
        clock.advance(500);
        pace.oneIsOver();
        QCOMPARE(pace.msLeft(10), std::optional<qint64>(5000));
        pace.begin();
        QVERIFY(!pace.msLeft(10));
    }
};

QTEST_APPLESS_MAIN(TestRunsThrottle)
#include "tst_runs_throttle.moc"
