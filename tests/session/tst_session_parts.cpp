#include "session/alarm.h"
#include "session/refreshgate.h"
#include "session/usertokens.h"
#include "support/fakeclock.h"

#include <QTest>

using namespace wallaroo;
using namespace wallaroo::session;
using wallaroo::test::FakeClock;

/// The small parts: when a refresh is due, the alarm, the gate.
class TestSessionParts : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void dueAtFourFifthsOfTheShorterLife_data() {
        QTest::addColumn<qint64>("access");
        QTest::addColumn<qint64>("refresh");
        QTest::addColumn<qint64>("due");
        QTest::newRow("refresh token dies first") << 3'600'000LL << 1'800'000LL << 24 * 60'000LL;
        QTest::newRow("no end of the refresh token") << 300'000LL << 0LL << 4 * 60'000LL;
        QTest::newRow("access token dies first") << 60'000LL << 1'800'000LL << 48'000LL;
        QTest::newRow("nothing: no loop") << 0LL << 0LL << 5'000LL;
        QTest::newRow("30 days") << 2'592'000'000LL << 2'592'000'000LL << 2'073'600'000LL;
    }

    void dueAtFourFifthsOfTheShorterLife() {
        QFETCH(qint64, access);
        QFETCH(qint64, refresh);
        TokenAnswer answer;
        answer.expiresInMs = access;
        answer.refreshExpiresInMs = refresh;
        QTEST(refreshDueMs(answer), "due");
    }

    void newRefreshTokenReplacesAndNoneKeeps() {
        FakeClock clock;
        UserTokens tokens;
        tokens.take({Secret("a1"), Secret("r1"), 60'000, 120'000}, clock);
        QCOMPARE(tokens.refresh.reveal(), "r1");
        QCOMPARE(tokens.refreshEnd->leftMs(clock), 120'000);
        tokens.take({Secret("a2"), {}, 60'000, 0}, clock);
        QCOMPARE(tokens.access->value.reveal(), "a2");
        QCOMPARE(tokens.refresh.reveal(), "r1");
        QVERIFY(!tokens.refreshEnd);
        tokens.take({Secret("a3"), Secret("r3"), 60'000, 0}, clock);
        QCOMPARE(tokens.refresh.reveal(), "r3");
    }

    void freshUntilTenSecondsBeforeTheEnd() {
        FakeClock clock;
        UserTokens tokens;
        QVERIFY(!tokens.isFresh(clock));
        tokens.take({Secret("a"), {}, 60'000, 0}, clock);
        clock.advance(49'999);
        QVERIFY(tokens.isFresh(clock));
        clock.advance(1);
        QVERIFY(!tokens.isFresh(clock));
    }

    void aShortLifeIsFreshForMostOfIt() {
        FakeClock clock;
        UserTokens tokens;
        tokens.take({Secret("a"), {}, 5'000, 0}, clock);
        clock.advance(3'999);
        QVERIFY(tokens.isFresh(clock));
        clock.advance(1);
        QVERIFY(!tokens.isFresh(clock));
    }

    void eitherClockEndsAToken_data() {
        QTest::addColumn<qint64>("steady");
        QTest::addColumn<qint64>("wall");
        QTest::addColumn<bool>("fresh");
        QTest::newRow("wall clock a day ahead") << 0LL << 86'400'000LL << false;
        QTest::newRow("wall clock a day back") << 0LL << -86'400'000LL << true;
        QTest::newRow("slept two hours") << 0LL << 7'200'000LL << false;
        QTest::newRow("wall clock set back while time went by") << 60'000LL << -60'000LL << false;
    }

    void eitherClockEndsAToken() {
        QFETCH(qint64, steady);
        QFETCH(qint64, wall);
        FakeClock clock;
        UserTokens tokens;
        tokens.take({Secret("a"), {}, 60'000, 0}, clock);
        clock.advanceSteady(steady);
        clock.jumpWall(wall);
        QTEST(tokens.isFresh(clock), "fresh");
    }

    void alarmRingsOnceAndByEitherClock() {
        FakeClock clock;
        int rung = 0;
        Alarm alarm(clock, [&] { ++rung; });
        alarm.check();
        QCOMPARE(rung, 0);
        alarm.set(Deadline(clock, 60'000));
        clock.advance(59'999);
        alarm.check();
        QCOMPARE(rung, 0);
        QVERIFY(alarm.isSet());
        clock.jumpWall(1);
        alarm.check();
        QCOMPARE(rung, 1);
        QVERIFY(!alarm.isSet());
        alarm.check();
        QCOMPARE(rung, 1);
    }

    void alarmRingsByItselfButNotFromInside() {
        SystemClock clock;
        int rung = 0;
        Alarm alarm(clock, [&] { ++rung; });
        alarm.set(Deadline(clock, 0));
        QCOMPARE(rung, 0);
        QTRY_COMPARE(rung, 1);
        alarm.set(Deadline(clock, 20));
        QTRY_COMPARE(rung, 2);
        alarm.set(Deadline(clock, 1));
        alarm.clear();
        QTest::qWait(20);
        QCOMPARE(rung, 2);
    }

    void gateLetsAllGoTogether() {
        RefreshGate gate;
        QObject context;
        int passed = 0;
        QVERIFY(gate.close());
        QVERIFY(!gate.close());
        QVERIFY(gate.isClosed());
        for (int i = 0; i < 3; ++i)
            gate.wait(&context, [&](const Result<void>& outcome) { passed += outcome.has_value(); });
        QCOMPARE(passed, 0);
        gate.open({});
        QCOMPARE(passed, 3);
        QVERIFY(!gate.isClosed());
        gate.open({});
        QCOMPARE(passed, 3);
    }

    void gateForgetsTheDeadAndSurvivesItsEnd() {
        auto gate = std::make_unique<RefreshGate>();
        auto first = std::make_unique<QObject>();
        auto second = std::make_unique<QObject>();
        int told = 0;
        QVERIFY(gate->close());
        gate->wait(first.get(), [&](const Result<void>& outcome) {
            ++told;
            QCOMPARE(outcome.error().kind, ErrorKind::ServerBusy);
            second.reset();
            gate.reset(); // as if the session were deleted by whoever hears this
        });
        gate->wait(second.get(), [&](const Result<void>&) { ++told; });
        gate->open(failure(ErrorKind::ServerBusy, QStringLiteral("busy")));
        QCOMPARE(told, 1);
        QVERIFY(!gate);
    }

    void gateMayCloseAgainWhileItOpens() {
        RefreshGate gate;
        QObject context;
        int rounds = 0;
        QVERIFY(gate.close());
        gate.wait(&context, [&](const Result<void>&) {
            ++rounds;
            QVERIFY(gate.close());
            gate.wait(&context, [&](const Result<void>&) { ++rounds; });
        });
        gate.open({});
        QCOMPARE(rounds, 1);
        QVERIFY(gate.isClosed());
        gate.open({});
        QCOMPARE(rounds, 2);
    }
};

QTEST_GUILESS_MAIN(TestSessionParts)
#include "tst_session_parts.moc"
