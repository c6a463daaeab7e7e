#include "exchange/cells.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using wallaroo::exchange::tabSeparated;

class TestCells final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void rowsAndCells() {
        QCOMPARE(tabSeparated({}), QString());
        QCOMPARE(tabSeparated({{u"a"_s, u"b"_s}, {u"c"_s, QString()}, {}}), u"a\tb\nc\t\n\n"_s);
    }

    void oneCell_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("copied");
        QTest::newRow("plain") << u"Mira Solanó"_s << u"Mira Solanó"_s;
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("=") << u"=1+1"_s << u"'=1+1"_s;
        QTest::newRow("+") << u"+49 30"_s << u"'+49 30"_s;
        QTest::newRow("-") << u"-5"_s << u"'-5"_s;
        QTest::newRow("@") << u"@SUM(A1)"_s << u"'@SUM(A1)"_s;
        QTest::newRow("tab first") << u"\t=1"_s << u"' =1"_s;
        QTest::newRow("cr first") << u"\r=1"_s << u"' =1"_s;
        QTest::newRow("crlf first") << u"\r\n=1"_s << u"' =1"_s;
        QTest::newRow("trigger alone") << u"="_s << u"'="_s;
        QTest::newRow("trigger inside") << u"a=b@c"_s << u"a=b@c"_s;
        QTest::newRow("apostrophe") << u"'t"_s << u"'t"_s;
        QTest::newRow("tab") << u"a\tb"_s << u"a b"_s;
        QTest::newRow("line breaks") << u"a\nb\r\nc\rd"_s << u"a b c d"_s;
        QTest::newRow("two line breaks") << u"a\n\nb"_s << u"a  b"_s;
        QTest::newRow("other breaks") << u"a\u2028b\u2029c\u0085d\ve\ff"_s << u"a b c d e f"_s;
        QTest::newRow("nul") << QStringLiteral("a\0b") << u"a b"_s;
        QTest::newRow("quote inside") << u"a \"b\""_s << u"a \"b\""_s;
        QTest::newRow("quote first") << u"\"a\" b\tc"_s << u"\"\"\"a\"\" b c\""_s;
        QTest::newRow("quote left open") << u"\"a"_s << u"\"\"\"a\""_s;
    }

    void oneCell() {
        QFETCH(const QString, cell);
        QFETCH(const QString, copied);
        QCOMPARE(tabSeparated({{cell}}), copied + u'\n');
        QCOMPARE(tabSeparated({{u"x"_s, cell, u"y"_s}}), u"x\t"_s + copied + u"\ty\n"_s);
    }

    void noCellBreaksTheGrid() {
        for (int code = 0; code <= 0xFFFF; ++code) {
            const QString out = tabSeparated({{QString(QChar(code)) + u"x"_s, u"a"_s + QChar(code)}});
            QCOMPARE(out.count(u'\t'), 1);
            QCOMPARE(out.count(u'\n'), 1);
            QVERIFY(out.endsWith(u'\n'));
        }
    }
};

QTEST_APPLESS_MAIN(TestCells)
#include "tst_cells.moc"
