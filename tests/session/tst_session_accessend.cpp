#include "session/accessend.h"

#include <QTest>

using namespace wallaroo::session;

using Times = std::vector<qint64>;
Q_DECLARE_METATYPE(Times)

/// How long tokens of a closed account can work.
class TestAccessEnd final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void ends_data() {
        QTest::addColumn<qint64>("deactivated");
        QTest::addColumn<bool>("asked");
        QTest::addColumn<Times>("accesses");
        QTest::addColumn<qint64>("at");
        QTest::addColumn<bool>("fromSessions");
        QTest::addColumn<bool>("past");
        // Now is 10,000; tokens live 3,600.
        QTest::newRow("open, nothing known") << qint64(-1) << false << Times() << qint64(13'600) << false << false;
        QTest::newRow("closed a while ago") << qint64(9'000) << false << Times() << qint64(12'600) << false << false;
        QTest::newRow("closed long ago") << qint64(1'000) << false << Times() << qint64(4'600) << false << true;
        QTest::newRow("closed in the future, by another clock")
            << qint64(99'000) << false << Times() << qint64(13'600) << false << false;
        QTest::newRow("by sessions") << qint64(9'000) << true << Times{2'000, 8'000} << qint64(11'600) << true << false;
        QTest::newRow("sessions long unused") << qint64(9'000) << true << Times{2'000} << qint64(5'600) << true << true;
        QTest::newRow("used after it was closed: no token came of it")
            << qint64(9'000) << true << Times{9'500} << qint64(12'600) << true << false;
        QTest::newRow("no session proves nothing")
            << qint64(9'000) << true << Times() << qint64(12'600) << false << false;
    }

    void ends() {
        QFETCH(const qint64, deactivated);
        QFETCH(const bool, asked);
        QFETCH(const Times, accesses);
        AccessFacts facts;
        facts.nowMs = 10'000;
        facts.tokenLifetimeMs = 3'600;
        if (deactivated >= 0)
            facts.deactivatedMs = deactivated;
        if (asked)
            facts.lastAccessMs = accesses;
        const AccessEnd end = accessEnd(facts);
        QTEST(end.atMs, "at");
        QTEST(end.fromSessions, "fromSessions");
        QTEST(end.isPast, "past");
    }
};

QTEST_GUILESS_MAIN(TestAccessEnd)
#include "tst_session_accessend.moc"
