#include "models/daybook.h"
#include "models/folding.h"
#include "models/localdays.h"
#include "models/momenttext.h"
#include "support/fakeclock.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QTest>
#include <QTimeZone>

using namespace wallaroo;
using namespace wallaroo::models;

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

qint64 utc(int year, int month, int dayOfMonth, int hours = 0, int minutes = 0) {
    return QDateTime(QDate(year, month, dayOfMonth), QTime(hours, minutes), QTimeZone::utc()).toMSecsSinceEpoch();
}

} // namespace

/// In Berlin, so that local days are not UTC's.
class MomentsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:

    void relative_data() {
        QTest::addColumn<qint64>("ago");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, qint64 ago, const char* words) {
            QTest::newRow(name) << ago << QString::fromUtf8(words);
        };
        // It is Friday, 14 Aug 2026, 14:00 in Berlin
        row("now", 0, "just now");
        row("59 s", 59'999, "just now");
        row("a minute", minute, "1 min ago");
        row("59 minutes", hour - 1, "59 min ago");
        row("an hour", hour, "1 h ago");
        row("this morning", 13 * hour, "13 h ago");
        row("just before midnight", 14 * hour + minute, "yesterday");
        row("yesterday's first minute", 38 * hour, "yesterday");
        row("the day before", 38 * hour + minute, "2 days ago");
        row("6 days", 6 * day, "6 days ago");
        row("7 days", 7 * day, "7 days ago");
        row("8 days", 8 * day, "6 Aug 2026");
        row("a year", 365 * day, "14 Aug 2025");
        row("a clock slightly ahead", -30'000, "just now");
        row("tomorrow", -day, "15 Aug 2026");
    }

    void relative() {
        QFETCH(qint64, ago);
        QFETCH(QString, words);
        const test::FakeClock clock(utc(2026, 8, 14, 12));
        const MomentText text(clock, QLocale(QLocale::English, QLocale::UnitedKingdom));
        const Moment moment = Moment::at(clock.wallMs() - ago);
        QCOMPARE(text.relative(moment), words);
        QCOMPARE(text.isDate(moment), words.contains(QStringLiteral("Aug")));
    }

    void lateYesterdayIsStillHoursAgoAtNight() {
        const test::FakeClock clock(utc(2026, 8, 14, 0)); // 02:00 in Berlin
        const MomentText text(clock);
        QCOMPARE(text.relative(Moment::at(clock.wallMs() - 3 * hour)), QStringLiteral("3 h ago"));
        QCOMPARE(text.relative(Moment::at(clock.wallMs() - 7 * hour)), QStringLiteral("yesterday"));
    }

    void unknownMomentsAreWords() {
        const test::FakeClock clock;
        const MomentText text(clock);
        QCOMPARE(text.relative(Moment()), QStringLiteral("not told"));
        QCOMPARE(text.relative(Moment::never()), QStringLiteral("never"));
        QCOMPARE(text.date(Moment()), QStringLiteral("not told"));
        QCOMPARE(text.exact(Moment::never()), QStringLiteral("never"));
        QCOMPARE(MomentText::iso(Moment()), QString());
        QCOMPARE(MomentText::iso(Moment::never()), QStringLiteral("never"));
        QVERIFY(!text.isDate(Moment()));
        QVERIFY(!text.isDate(Moment::never()));
    }

    void dateFollowsTheLocale_data() {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("words");
        QTest::newRow("C") << QLocale::c() << QStringLiteral("3 Mar 2026");
        QTest::newRow("British") << QLocale(QLocale::English, QLocale::UnitedKingdom) << QStringLiteral("3 Mar 2026");
        QTest::newRow("American") << QLocale(QLocale::English, QLocale::UnitedStates) << QStringLiteral("Mar 3, 2026");
        QTest::newRow("Japanese") << QLocale(QLocale::Japanese) << QStringLiteral("2026年3月3日");
    }

    void dateFollowsTheLocale() {
        QFETCH(QLocale, locale);
        QFETCH(QString, words);
        const test::FakeClock clock;
        QCOMPARE(MomentText(clock, locale).date(Moment::at(utc(2026, 3, 3, 12))), words);
        QCOMPARE(MomentText::dateIn(locale, QDate(2026, 3, 3)), words);
    }

    void noLocaleKeepsItsWeekday() {
        const test::FakeClock clock;
        const QDate tuesday(2026, 3, 3);
        for (const QLocale& locale :
             QLocale::matchingLocales(QLocale::AnyLanguage, QLocale::AnyScript, QLocale::AnyCountry)) {
            const QString words = MomentText(clock, locale).date(tuesday);
            QVERIFY2(!words.contains(locale.dayName(2, QLocale::LongFormat)), qPrintable(locale.name() + u' ' + words));
            QVERIFY2(words == words.trimmed() && words.size() >= 6, qPrintable(locale.name() + u' ' + words));
        }
    }

    void exactSaysZoneAndUtc() {
        const test::FakeClock clock;
        const MomentText text(clock, QLocale::c());
        QCOMPARE(text.exact(Moment::at(utc(2026, 8, 14, 22, 30))),
                 QStringLiteral("15 Aug 2026, 00:30:00 CEST\n14 Aug 2026, 22:30:00 UTC"));
        QCOMPARE(text.exact(Moment::at(utc(2026, 1, 14, 12))),
                 QStringLiteral("14 Jan 2026, 13:00:00 CET\n14 Jan 2026, 12:00:00 UTC"));
        qputenv("TZ", "UTC"); // once is enough there
        const auto back = qScopeGuard([] { qputenv("TZ", "Europe/Berlin"); });
        QCOMPARE(text.exact(Moment::at(utc(2026, 1, 14, 12))), QStringLiteral("14 Jan 2026, 12:00:00 UTC"));
    }

    void isoIsUtc() {
        QCOMPARE(MomentText::iso(Moment::at(utc(2026, 8, 14, 22, 30))), QStringLiteral("2026-08-14T22:30:00Z"));
        QCOMPARE(MomentText::iso(Moment::at(utc(2026, 8, 14) + 7)), QStringLiteral("2026-08-14T00:00:00.007Z"));
        QCOMPARE(MomentText::iso(Moment::at(0)), QStringLiteral("1970-01-01T00:00:00Z"));
    }

    void localDaysAreQDateTimes() {
        LocalDays days;
        QRandomGenerator random(9);
        const qint64 epochDay = QDate(1970, 1, 1).toJulianDay();
        const auto expected = [&](qint64 ms) {
            return QDateTime::fromMSecsSinceEpoch(ms).date().toJulianDay() - epochDay;
        };
        for (int i = 0; i < 5000; ++i) {
            const qint64 ms = random.bounded(60) * 365 * day + random.bounded(366) * day + random.bounded(86'400'000);
            QCOMPARE(days.dayOf(ms), expected(ms));
        }
        // Every quarter of an hour of the days when the clocks change
        for (const qint64 begin : {utc(2026, 3, 29), utc(2026, 10, 25), utc(1970, 1, 1)}) {
            for (qint64 ms = begin; ms < begin + 2 * day; ms += 15 * minute)
                QCOMPARE(days.dayOf(ms), expected(ms));
        }
    }

    void daysAreEnteredOnce() {
        const test::FakeClock clock;
        DayBook book{MomentText(clock, QLocale::c())};
        const auto entries = book.count();
        const DayBook::Day first = book.dayOf(Moment::at(utc(2026, 8, 14, 12)));
        QCOMPARE(book.dayOf(Moment::at(utc(2026, 8, 14, 3))), first);
        QVERIFY(book.dayOf(Moment::at(utc(2026, 8, 14, 22, 30))) != first); // the 15th in Berlin
        QCOMPARE(book.count(), entries + 2);
        QVERIFY(book.text(first).contains("2026-08-14"));
        QVERIFY(book.text(first).contains("14 aug 2026"));
    }

    void daysKnowNeverAndNotTold() {
        const test::FakeClock clock;
        DayBook book{MomentText(clock)};
        QCOMPARE(book.text(book.dayOf(Moment())), QByteArray("not told"));
        QCOMPARE(book.text(book.dayOf(Moment::never())), QByteArray("never"));
    }

    void moreDaysThanFit() {
        const test::FakeClock clock;
        DayBook book{MomentText(clock)};
        for (int i = 0; i < 70'000; ++i)
            book.dayOf(Moment::at(i * day));
        QVERIFY(book.count() <= 65'536);
        QVERIFY(book.text(book.dayOf(Moment::at(69'999 * day))).isEmpty());
        QVERIFY(book.text(book.dayOf(Moment::at(0))).contains("1970"));
    }

    void aMomentBeyondTheCalendar() {
        const test::FakeClock clock;
        DayBook book{MomentText(clock)};
        const Moment far = Moment::at(std::numeric_limits<qint64>::max() / 2);
        QVERIFY(book.dayOf(far) < book.count());
    }
};

int main(int argc, char** argv) {
    qputenv("TZ", "Europe/Berlin");
    MomentsTest moments;
    return QTest::qExec(&moments, argc, argv);
}

#include "tst_models_moments.moc"
