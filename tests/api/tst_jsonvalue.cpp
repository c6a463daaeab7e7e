#include "api/jsonvalue.h"

#include <QTest>

#include <limits>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::api;

namespace {

JsonValue integer(qint64 number) {
    JsonValue value;
    value.kind = JsonValue::Kind::Integer;
    value.integer = number;
    return value;
}

JsonValue number(double number) {
    JsonValue value;
    value.kind = JsonValue::Kind::Number;
    value.number = number;
    return value;
}

JsonValue text(QByteArrayView text) {
    JsonValue value;
    value.kind = JsonValue::Kind::Text;
    value.text = text;
    return value;
}

JsonValue of(JsonValue::Kind kind) {
    JsonValue value;
    value.kind = kind;
    return value;
}

constexpr qint64 highest = std::numeric_limits<qint64>::max();

} // namespace

class TestJsonValue final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void wholeNumbers() {
        QCOMPARE(wholeNumber(integer(highest)), std::optional(highest));
        QCOMPARE(wholeNumber(integer(-5)), std::optional<qint64>(-5));
        QCOMPARE(wholeNumber(number(3600.0)), std::optional<qint64>(3600));
        QCOMPARE(wholeNumber(number(-1e15)), std::optional<qint64>(-1'000'000'000'000'000));
        QCOMPARE(wholeNumber(text("3600")), std::optional<qint64>(3600));
        QCOMPARE(wholeNumber(text("-7")), std::optional<qint64>(-7));
        QCOMPARE(wholeNumber(text("9223372036854775807")), std::optional(highest));
    }

    void noWholeNumbers() {
        for (const double beyond : {3600.5, 9'223'372'036'854'775'808.0, -1e300,
                                    std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
            QVERIFY2(!wholeNumber(number(beyond)), qPrintable(QString::number(beyond)));
        for (const char* beyond : {"", " 1", "1 ", "+1", "1.0", "0x10", "9223372036854775808", "one", "1e3"})
            QVERIFY2(!wholeNumber(text(beyond)), beyond);
        for (const auto kind :
             {JsonValue::Kind::Null, JsonValue::Kind::Bool, JsonValue::Kind::Array, JsonValue::Kind::Object})
            QVERIFY(!wholeNumber(of(kind)));
    }

    void momentsFromMs() {
        QCOMPARE(momentFromMs(integer(1'746'021'845'120)), Moment::at(1'746'021'845'120));
        QCOMPARE(momentFromMs(integer(0)), Moment::at(0));
        QCOMPARE(momentFromMs(integer(253'402'300'799'999)), Moment::at(253'402'300'799'999));
        QCOMPARE(momentFromMs(text("1746021845120")), Moment::at(1'746'021'845'120));
        for (const JsonValue& value : {integer(-1), integer(253'402'300'800'000), integer(highest), number(1e18),
                                       text("soon"), of(JsonValue::Kind::Null), of(JsonValue::Kind::Object)})
            QVERIFY(!momentFromMs(value).isTold());
    }

    void momentsFromDates() {
        QCOMPARE(momentFromDate(text("2025-04-30T14:04:06.120331+00:00")), Moment::at(1'746'021'846'120));
        QCOMPARE(momentFromDate(integer(1'746'021'846'120)), Moment::at(1'746'021'846'120));
        QVERIFY(!momentFromDate(text("1969-12-31T23:59:59Z")).isTold());
        QVERIFY(!momentFromDate(text("never")).isTold());
        QVERIFY(!momentFromDate(of(JsonValue::Kind::Null)).isTold());
    }
};

QTEST_APPLESS_MAIN(TestJsonValue)
#include "tst_jsonvalue.moc"
