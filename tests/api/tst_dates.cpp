#include "api/dates.h"

#include <QDateTime>
#include <QTest>

#include <rapidcheck.h>

using namespace Qt::Literals::StringLiterals;
using wallaroo::api::msFromRfc3339;

class TestDates final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void reads_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("six digits") << "2025-04-30T14:04:06.120331+00:00"_ba << 1'746'021'846'120LL;
        QTest::newRow("five digits") << "2025-04-30T14:04:06.12033+00:00"_ba << 1'746'021'846'120LL;
        QTest::newRow("nine digits") << "2025-04-30T14:04:06.120331999Z"_ba << 1'746'021'846'120LL;
        QTest::newRow("one digit") << "2025-04-30T14:04:06.1Z"_ba << 1'746'021'846'100LL;
        QTest::newRow("no fraction") << "2025-04-30T14:04:06+00:00"_ba << 1'746'021'846'000LL;
        QTest::newRow("Z") << "2025-04-30T14:04:06Z"_ba << 1'746'021'846'000LL;
        QTest::newRow("small letters") << "2025-04-30t14:04:06z"_ba << 1'746'021'846'000LL;
        QTest::newRow("a space between") << "2025-04-30 14:04:06Z"_ba << 1'746'021'846'000LL;
        QTest::newRow("no zone means UTC") << "2025-04-30T14:04:06.120331"_ba << 1'746'021'846'120LL;
        QTest::newRow("east") << "2025-04-30T16:04:06+02:00"_ba << 1'746'021'846'000LL;
        QTest::newRow("west, with minutes") << "2025-04-30T10:34:06-03:30"_ba << 1'746'021'846'000LL;
        QTest::newRow("epoch") << "1970-01-01T00:00:00Z"_ba << 0LL;
        QTest::newRow("before it") << "1969-12-31T23:59:59.999Z"_ba << -1LL;
        QTest::newRow("leap day") << "2024-02-29T00:00:00Z"_ba << 1'709'164'800'000LL;
        QTest::newRow("leap day of a century") << "2000-02-29T00:00:00Z"_ba << 951'782'400'000LL;
        QTest::newRow("leap second") << "2016-12-31T23:59:60Z"_ba << 1'483'228'800'000LL;
        QTest::newRow("far away") << "9999-12-31T23:59:59.999Z"_ba << 253'402'300'799'999LL;
    }

    void reads() {
        QFETCH(const QByteArray, text);
        const auto ms = msFromRfc3339(text);
        QVERIFY(ms);
        QTEST(*ms, "ms");
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"",
                                 "yesterday",
                                 "2025",
                                 "2025-04-30",
                                 "2025-04-30T",
                                 "2025-04-30T14:04",
                                 "2025-4-30T14:04:06Z",
                                 "25-04-30T14:04:06Z",
                                 "2025-04-30T14:04:06.Z",
                                 "2025-04-30T14:04:06.1234567890Z",
                                 "2025-04-30T14:04:06+0000",
                                 "2025-04-30T14:04:06+00",
                                 "2025-04-30T14:04:06+24:00",
                                 "2025-04-30T14:04:06+00:60",
                                 "2025-13-01T00:00:00Z",
                                 "2025-00-01T00:00:00Z",
                                 "2025-02-29T00:00:00Z",
                                 "1900-02-29T00:00:00Z",
                                 "2025-04-31T00:00:00Z",
                                 "2025-04-00T00:00:00Z",
                                 "2025-04-30T24:00:00Z",
                                 "2025-04-30T14:60:00Z",
                                 "2025-04-30T14:04:61Z",
                                 "0000-01-01T00:00:00Z",
                                 "2025-04-30T14:04:06Zx",
                                 " 2025-04-30T14:04:06Z",
                                 "2025-04-30T14:04:06Z ",
                                 "2025/04/30T14:04:06Z",
                                 "-2025-04-30T14:04:06Z",
                                 "2025-04-30T14:04:0\xff",
                                 "2025-04-30T14:04:06,5Z"})
            QTest::newRow(text) << QByteArray(text);
    }

    void refuses() {
        QFETCH(const QByteArray, text);
        QVERIFY(!msFromRfc3339(text));
    }

    void agreesWithQt() {
        const bool holds = rc::check("the same as QDateTime", [] {
            const qint64 ms = *rc::gen::inRange<qint64>(0, 253'402'300'800'000);
            const QByteArray text = QDateTime::fromMSecsSinceEpoch(ms).toUTC().toString(Qt::ISODateWithMs).toLatin1();
            RC_ASSERT(msFromRfc3339(text) == std::optional(ms));
        });
        QVERIFY(holds);
    }

    void survivesAnything() {
        const bool holds = rc::check("no text is read beyond its end", [] {
            QByteArray text = "2025-04-30T14:04:06.120331+00:00";
            text.truncate(*rc::gen::inRange<int>(0, 33));
            if (!text.isEmpty())
                text[*rc::gen::inRange<int>(0, static_cast<int>(text.size()))] = *rc::gen::arbitrary<char>();
            const QByteArray exact(text.constData(), text.size());
            const auto ms = msFromRfc3339(exact);
            const bool isWithinCalendar = !ms || (*ms > -62'135'683'200'000 && *ms < 253'402'387'200'000);
            RC_ASSERT(isWithinCalendar);
        });
        QVERIFY(holds);
    }
};

QTEST_APPLESS_MAIN(TestDates)
#include "tst_dates.moc"
