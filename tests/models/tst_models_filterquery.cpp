#include "models/filterquery.h"

#include <QTest>

using namespace wallaroo::models;
using Ranges = QList<QPair<int, int>>;

class FilterQueryTest : public QObject {
    Q_OBJECT

    static QList<TableModel::Column> columns() {
        QList<TableModel::Column> columns(3);
        columns[0].key = QStringLiteral("name");
        columns[1].key = QStringLiteral("email");
        columns[2].key = QStringLiteral("signed-in");
        return columns;
    }

    static FilterQuery query(const QString& text) { return FilterQuery(text, columns()); }

    static QString shape(const FilterQuery& query) {
        QStringList words;
        for (const FilterQuery::Word& word : query.words())
            words += QString::number(word.column) + u'|' + QString::fromUtf8(word.folded);
        return words.join(u' ');
    }

private Q_SLOTS:

    void parses_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* text, const char* words) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(words);
        };
        row("nothing", "", "");
        row("blanks", "  \t ", "");
        row("one word", "Weber", "-1|weber");
        row("two words", "  ana   WEBER ", "-1|ana -1|weber");
        row("the same twice", "ana Ana", "-1|ana");
        row("no-break space parts", "ana\u00A0weber", "-1|ana -1|weber");
        row("field", "email:Example", "1|example");
        row("field in capitals", "EMAIL:x", "1|x");
        row("field with a dash", "signed-in:2024", "2|2024");
        row("field without a word", "email:", "");
        row("unknown field is text", "time:12", "-1|time:12");
        row("colon in front is text", ":x", "-1|:x");
        row("colon in the word", "name:a:b", "0|a:b");
        row("quoted", "\"ana weber\"", "-1|ana weber");
        row("quoted after a field", "name:\"de la\" x", "0|de la -1|x");
        row("open quote", "\"ana we", "-1|ana we");
        row("quotes alone", "\"\"", "");
        row("accents", "Müller", "-1|muller");
    }

    void parses() {
        QFETCH(QString, text);
        QFETCH(QString, words);
        const FilterQuery parsed = query(text);
        QCOMPARE(shape(parsed), words);
        QCOMPARE(parsed.isEmpty(), words.isEmpty());
    }

    void narrows_data() {
        QTest::addColumn<QString>("older");
        QTest::addColumn<QString>("newer");
        QTest::addColumn<bool>("narrows");
        const auto row = [](const char* name, const char* older, const char* newer, bool narrows) {
            QTest::newRow(name) << QString::fromUtf8(older) << QString::fromUtf8(newer) << narrows;
        };
        row("from nothing", "", "a", true);
        row("to nothing", "a", "", false);
        row("a letter more", "we", "web", true);
        row("a letter less", "web", "we", false);
        row("a letter before", "eb", "web", true);
        row("another word", "web", "web ana", true);
        row("another word instead", "web", "ana", false);
        row("into a field", "web", "email:web", true);
        row("out of a field", "email:web", "web", false);
        row("other field", "email:web", "name:web", false);
        row("both words in one", "an eb", "aneb", true);
    }

    void narrows() {
        QFETCH(QString, older);
        QFETCH(QString, newer);
        QFETCH(bool, narrows);
        QCOMPARE(query(newer).narrows(query(older)), narrows);
    }

    void matches_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::addColumn<Ranges>("ranges");
        const auto row = [](const char* name, const char* text, const char* words, const Ranges& ranges) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(words) << ranges;
        };
        row("none", "Ana", "x", {});
        row("at the start", "Ana", "an", {{0, 2}});
        row("at the end", "Ana Weber", "ber", {{6, 3}});
        row("everywhere", "banana", "an", {{1, 4}}); // they touch
        row("apart", "an-an", "an", {{0, 2}, {3, 2}});
        row("overlapping words", "Weber", "web eber", {{0, 5}});
        row("in order", "Ana Weber", "weber ana", {{0, 3}, {4, 5}});
        row("accented", "Weberová, Nia", "ova", {{5, 3}});
        row("with the accent that follows", "Jose\u0301!", "jose", {{0, 5}});
        row("sharp s whole", "Straße", "ras", {{2, 3}});
        row("after a pair", "\U0001D400nna", "nn", {{2, 2}});
        row("this column's field", "ana@example.com", "email:exam", {{4, 4}});
        row("other column's field", "ana", "name:ana", {});
    }

    void matches() {
        QFETCH(QString, text);
        QFETCH(QString, words);
        QFETCH(Ranges, ranges);
        QCOMPARE(query(words).matchesIn(text, 1), ranges);
    }

    void overlappingOccurrencesAreAllFound() {
        QCOMPARE(query(QStringLiteral("aa")).matchesIn(u"aaa", 0), (Ranges{{0, 3}}));
    }
};

QTEST_APPLESS_MAIN(FilterQueryTest)
#include "tst_models_filterquery.moc"
