#include "exchange/csv.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::exchange;

namespace {

Table tableOf(const QStringList& cells) {
    Table table;
    for (qsizetype i = 0; i < cells.size(); ++i)
        table.head << u"c%1"_s.arg(i);
    table.rows = {cells};
    return table;
}

/// The one row of a table that was written and read.
QStringList there(const QStringList& cells) {
    const auto rows = parseCsv(csvOf(tableOf(cells)));
    return rows && rows->size() == 2 ? (*rows)[1].cells : QStringList{u"(unreadable)"_s};
}

} // namespace

class TestCsv final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void cells_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("written");
        const auto row = [](const char* name, const QString& cell, const QString& written) {
            QTest::newRow(name) << cell << written;
        };
        row("plain", u"Ana"_s, u"Ana"_s);
        row("comma", u"a,b"_s, u"\"a,b\""_s);
        row("semicolon", u"a;b"_s, u"\"a;b\""_s);
        row("quote", u"say \"hi\""_s, u"\"say \"\"hi\"\"\""_s);
        row("line", u"a\nb"_s, u"\"a\nb\""_s);
        row("equals", u"=1+1"_s, u"'=1+1"_s);
        row("plus", u"+49 30"_s, u"'+49 30"_s);
        row("minus", u"-5"_s, u"'-5"_s);
        row("at", u"@SUM(A1)"_s, u"'@SUM(A1)"_s);
        row("tab", u"\t=1"_s, u"\"'\t=1\""_s);
        row("return", u"\r=1"_s, u"\"'\r=1\""_s);
        row("quoted formula", u"=a,b"_s, u"\"'=a,b\""_s);
        row("its own quote mark", u"'=1"_s, u"''=1"_s);
        row("a Dutch name", u"'t Hooft"_s, u"'t Hooft"_s);
        row("hash", u"# no remark"_s, u"\"# no remark\""_s);
        row("spaces", u" a "_s, u"\" a \""_s);
        row("pipe", u"=cmd|' /C calc'!A0"_s, u"'=cmd|' /C calc'!A0"_s);
    }

    void cells() {
        QFETCH(QString, cell);
        QFETCH(QString, written);
        const QByteArray csv = csvOf(tableOf({u"x"_s, cell, u"y"_s}));
        QCOMPARE(QString::fromUtf8(csv), u"c0,c1,c2\r\nx,"_s + written + u",y\r\n"_s);
        QCOMPARE(there({u"x"_s, cell, u"y"_s}), (QStringList{u"x"_s, cell, u"y"_s}));
    }

    /// Whatever stands in a cell, it comes back.
    void hostileCellsComeBack() {
        QRandomGenerator random(7);
        static const QString signs = u"=+-@'\"\t\r\n,;# a\u202E\u00e9\u2028|"_s;
        for (int round = 0; round < 5000; ++round) {
            QStringList cells;
            for (int i = random.bounded(1, 5); i > 0; --i) {
                QString cell;
                for (int length = random.bounded(6); length > 0; --length)
                    cell += signs[random.bounded(static_cast<int>(signs.size()))];
                cells << cell;
            }
            QCOMPARE(there(cells), cells);
        }
    }

    void everySpreadsheetSeesText() {
        QRandomGenerator random(8);
        static const QString signs = u"=+-@'\"\t\ra"_s;
        for (int round = 0; round < 2000; ++round) {
            QString cell;
            for (int length = random.bounded(1, 5); length > 0; --length)
                cell += signs[random.bounded(static_cast<int>(signs.size()))];
            QString written = QString::fromUtf8(csvOf(tableOf({cell}))).mid(4);
            if (written.startsWith(u'"'))
                written.remove(0, 1);
            QVERIFY2(!QStringView(u"=+-@\t\r").contains(written.front()), qPrintable(written));
        }
    }

    void saysWhereItComesFrom() {
        Table table = tableOf({u"x"_s});
        table.from = {u"Users"_s, u"wallaroo.example.com"_s,
                      u"ana"_s,   1735689600000,
                      u"a,\nb"_s, u"1 of 9 shown, all visible to this account"_s};
        const QString csv = QString::fromUtf8(csvOf(table));
        QVERIFY(csv.startsWith(u"# what: Users\r\n# instance: wallaroo.example.com\r\n# account: ana\r\n"_s));
        QVERIFY(csv.contains(u"# time (UTC): 2025-01-01T00:00:00Z\r\n"_s));
        QVERIFY(csv.contains(u"# filter: a, b\r\n"_s)); // on one line
        const auto rows = parseCsv(csv.toUtf8());
        QCOMPARE(rows->size(), std::size_t(2));
        QCOMPARE((*rows)[0].cells, QStringList{u"c0"_s});
        QCOMPARE((*rows)[0].line, 7);
        const QJsonObject json = QJsonDocument::fromJson(jsonOf(table)).object();
        QCOMPARE(json["from"_L1]["completeness"_L1].toString(), table.from.completeness);
        QCOMPARE(json["rows"_L1].toArray(), (QJsonArray{QJsonObject{{u"c0"_s, u"x"_s}}}));
    }

    void readsWhatOthersWrite_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QList<QStringList>>("rows");
        const auto row = [](const char* name, const QByteArray& file, const QList<QStringList>& rows) {
            QTest::newRow(name) << file << rows;
        };
        const QList<QStringList> two{{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}};
        row("commas", "a,b\r\nc,d\r\n", two);
        row("semicolons", "a;b\nc;d", two);
        row("tabs", "a\tb\nc\td\n", two);
        row("mark",
            "\xEF\xBB\xBF"
            "a,b\nc,d\n",
            two);
        row("old Mac", "a,b\rc,d\r", two);
        row("empty lines", "\n\na,b\n\n\nc,d\n\n", two);
        row("remarks", "a,b\n# x,y\nc,d\n", two);
        row("last cell empty", "a,b\nc,", {{u"a"_s, u"b"_s}, {u"c"_s, QString()}});
        row("quoted empty", "\"\"\n", {{QString()}});
        row("quotes inside", "\"a \"\"x\"\" b\",c\n", {{u"a \"x\" b"_s, u"c"_s}});
        row("text after a quote", "\"a\"b,c\n", {{u"ab"_s, u"c"_s}});
        row("lines inside", "\"a\r\nb\",c\n", {{u"a\r\nb"_s, u"c"_s}});
        row("nothing", "", {});
        row("remarks alone", "# a\n# b", {});
    }

    void readsWhatOthersWrite() {
        QFETCH(QByteArray, file);
        QFETCH(QList<QStringList>, rows);
        const auto parsed = parseCsv(file);
        QVERIFY(parsed);
        QList<QStringList> got;
        for (const CsvRow& row : *parsed)
            got << row.cells;
        QCOMPARE(got, rows);
    }

    void linesAreCounted() {
        const auto rows = parseCsv("a\n\n\"b\nb\"\nc\n");
        QCOMPARE((*rows)[0].line, 1);
        QCOMPARE((*rows)[1].line, 3);
        QCOMPARE((*rows)[2].line, 5);
    }

    void whatCannotBeReadSaysWhy() {
        const auto open = parseCsv("a,b\nc,\"d\ne,f\n");
        QVERIFY(!open);
        QCOMPARE(open.error().kind, ErrorKind::Damaged);
        QVERIFY(open.error().sentence.contains(u"line 2"_s));
        const auto latin = parseCsv("na\xEFve\n");
        QVERIFY(!latin);
        QVERIFY(latin.error().sentence.contains(u"UTF-8"_s));
        const auto large = parseCsv(QByteArray(17 * 1024 * 1024, 'x'));
        QVERIFY(!large);
        QCOMPARE(large.error().kind, ErrorKind::TooLarge);
    }

    void aFileIsItsOwnersAloneAndWholeOrNotAtAll() {
        QTemporaryDir home;
        const QString path = home.filePath(u"a.csv"_s);
        QVERIFY(writePrivately(path, "one"));

        struct stat status {};

        QCOMPARE(::stat(QFile::encodeName(path).constData(), &status), 0);
        QCOMPARE(static_cast<int>(status.st_mode & 0777), 0600);
        QVERIFY(writePrivately(path, "two"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("two"));
        QCOMPARE(QDir(home.path()).entryList(QDir::Files), QStringList{u"a.csv"_s}); // nothing half beside it
        const auto failed = writePrivately(u"/proc/no-such/a.csv"_s, "x");
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, ErrorKind::FileFailed);
    }

    void textIsReadAsWhatItSaysItIs() {
        QCOMPARE(*readText("J\xC3\xB6rg"), u"Jörg"_s);
        QCOMPARE(*readText("\xEF\xBB\xBFJ\xC3\xB6rg"), u"Jörg"_s);
        QCOMPARE(*readText(QByteArray("\xFF\xFEJ\0\xF6\0", 6)), u"Jö"_s); // a spreadsheet's "Unicode text"
        const auto ansi = readText("J\xF6rg");
        QVERIFY(!ansi);
        QCOMPARE(ansi.error().kind, ErrorKind::Damaged);
        QVERIFY(ansi.error().sentence.contains(u"UTF-8"_s));
    }

    void theClipboardsCellsSayWhereTheyComeFrom() {
        Table table;
        table.from.title = u"Users"_s;
        table.from.instance = u"wallaroo.example.com"_s;
        table.head = {u"Name"_s, u"E-mail"_s};
        table.rows = {{u"Ana\tSolano\nand on"_s, u"=cmd|x"_s}, {u"\"Bo\""_s, {}}};
        const QList<QByteArray> lines = tsvOf(table).split('\n');
        QCOMPARE(lines[0], QByteArray("# what: Users"));
        QCOMPARE(lines[1], QByteArray("# instance: wallaroo.example.com"));
        QCOMPARE(lines[2], QByteArray("Name\tE-mail"));
        QCOMPARE(lines[3], QByteArray("Ana Solano and on\t'=cmd|x")); // two cells, on one line, and no formula
        QCOMPARE(lines[4], QByteArray("\"\"\"Bo\"\"\"\t"));
        QCOMPARE(lines.size(), 6);
    }
};

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
