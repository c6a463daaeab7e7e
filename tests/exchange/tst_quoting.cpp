#include "exchange/quoting.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo::exchange;

class TestQuoting final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void shell() {
        QCOMPARE(shellQuoted(u"a b"_s), u"'a b'"_s);
        QCOMPARE(shellQuoted(u"it's $(id) `id` \\ \"x\""_s), u"'it'\\''s $(id) `id` \\ \"x\"'"_s);
        QCOMPARE(shellQuoted(QString()), u"''"_s);
    }

    void python() {
        QCOMPARE(pythonQuoted(u"a\"b\\c\nd"_s), u"\"a\\\"b\\\\c\\nd\""_s);
        QCOMPARE(pythonQuoted(u"é\u202E\t"_s), u"\"\\u00e9\\u202e\\u0009\""_s);
        QCOMPARE(pythonQuoted(u"🦘"_s), u"\"\\U0001f998\""_s);
    }

    void json() {
        QCOMPARE(jsonQuoted(u"🦘é\""_s), u"\"\\ud83e\\udd98\\u00e9\\\"\""_s);
        QCOMPARE(asciiJson("{ \"b\":[1, 2.5,true ,null], \"a\": \"\xC3\xA9\" }"),
                 QByteArray("{\"b\": [1, 2.5E0, true, null], \"a\": \"\\u00e9\"}"));
        QVERIFY(!asciiJson("{"));
        QVERIFY(!asciiJson(""));
    }

    void literals() {
        QCOMPARE(pythonLiteral("{\"a\": [true, false, null, -7, \"x\\/y\"]}"),
                 u"{\"a\": [True, False, None, -7, \"x/y\"]}"_s);
        QCOMPARE(pythonLiteral("\"\\ud83e\\udd98\""), u"\"\\U0001f998\""_s);
        QVERIFY(!pythonLiteral("{\"a\": tru}"));
    }
};

QTEST_GUILESS_MAIN(TestQuoting)
#include "tst_quoting.moc"
