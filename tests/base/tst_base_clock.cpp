#include "base/clock.h"
#include "support/fakeclock.h"

#include <QTest>

using namespace wallaroo;
using wallaroo::test::FakeClock;

/// A deadline is past as soon as either clock says so (rule 27).
class TestClock : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void countsDown() {
        FakeClock clock;
        const Deadline deadline(clock, 60'000);
        QCOMPARE(deadline.leftMs(clock), 60'000);
        clock.advance(20'000);
        QCOMPARE(deadline.leftMs(clock), 40'000);
        QVERIFY(!deadline.isPast(clock));
        clock.advance(40'000);
        QCOMPARE(deadline.leftMs(clock), 0);
        QVERIFY(deadline.isPast(clock));
        clock.advance(1);
        QCOMPARE(deadline.leftMs(clock), 0); // never negative
    }

    void sleepStopsTheSteadyClock() {
        FakeClock clock;
        const Deadline deadline(clock, 3'600'000);
        clock.jumpWall(2 * 3'600'000);
        QVERIFY(deadline.isPast(clock));
    }

    void wallClockSetBack() {
        FakeClock clock;
        const Deadline deadline(clock, 3'600'000);
        clock.jumpWall(-86'400'000);
        QCOMPARE(deadline.leftMs(clock), 3'600'000); // no day longer than it was
        clock.advanceSteady(3'600'000);
        QVERIFY(deadline.isPast(clock));
    }

    void wallClockSetForward() {
        FakeClock clock;
        const Deadline deadline(clock, 3'600'000);
        clock.jumpWall(1'800'000);
        QCOMPARE(deadline.leftMs(clock), 1'800'000);
    }

    void tellsTheMoment() {
        FakeClock clock;
        QCOMPARE(Deadline(clock, 90'000).wallMs(), FakeClock::startWallMs + 90'000);
    }

    void emptyIsPast() {
        FakeClock clock;
        QVERIFY(Deadline().isPast(clock));
        QVERIFY(Deadline(clock, 0).isPast(clock));
        QVERIFY(Deadline(clock, -5).isPast(clock));
    }

    void systemClockGoesForward() {
        const SystemClock clock;
        const qint64 steady = clock.steadyMs();
        const qint64 wall = clock.wallMs();
        QVERIFY(wall > FakeClock::startWallMs);
        QTest::qSleep(15);
        QVERIFY(clock.steadyMs() - steady >= 10);
        QVERIFY(clock.wallMs() >= wall);
    }
};

QTEST_APPLESS_MAIN(TestClock)
#include "tst_base_clock.moc"
