#include "models/folding.h"
#include "models/searchkeys.h"
#include "support/fakeclock.h"

#include <QRandomGenerator>
#include <QTest>

using namespace wallaroo;
using namespace wallaroo::models;

namespace {

enum { Name, Mail, Status, Seen, Id, Nothing };

QList<TableModel::Column> columns() {
    QList<TableModel::Column> columns(6);
    const char* keys[] = {"name", "email", "status", "seen", "id", "nothing"};
    for (int i = 0; i < columns.size(); ++i)
        columns[i].key = QString::fromLatin1(keys[i]);
    return columns;
}

QString statusWord(int, int kind) {
    return kind == 0 ? QStringLiteral("Active") : QStringLiteral("Inactive");
}

} // namespace

class SearchKeysTest : public QObject {
    Q_OBJECT

    test::FakeClock m_clock;
    SearchKeys m_keys{{{SearchPlace::Text, 0},
                       {SearchPlace::Text, 1},
                       {SearchPlace::Word, 0},
                       {SearchPlace::Day, 0},
                       {SearchPlace::Id, 0},
                       {SearchPlace::Nowhere, 0}},
                      MomentText(m_clock, QLocale::c())};

    void set(SourceRow row, const char* name, const char* mail, int kind, Moment seen, const char* id) {
        SearchKeys::Entry entry;
        entry.addText(name);
        entry.addText(mail);
        entry.kind = static_cast<quint8>(kind);
        entry.days[0] = m_keys.days().dayOf(seen);
        entry.id = id;
        m_keys.set(row, entry);
    }

    bool matches(SourceRow row, const char* query) const {
        return m_keys.scan(FilterQuery(QString::fromUtf8(query), columns()), 2, statusWord).matches(row);
    }

private Q_SLOTS:

    void init() {
        m_keys.clear();
        set(0, "Ana Solano", "ana@example.com", 0, Moment::at(1'786'700'000'000), "5d1f"); // 14 Aug 2026
        set(1, "Zo\xC3\xAB M\xC3\xBCller", "", 1, Moment::never(), "abc0");
        set(2, "", "seven@x.org", 1, Moment(), "seven");
    }

    void matches_data() {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QString>("rows");
        const auto row = [](const char* query, const char* rows) {
            QTest::newRow(query) << QByteArray(query) << QString::fromLatin1(rows);
        };
        row("", "012");
        row("ana", "0");
        row("ANA", "0");
        row("solano ana", "0");
        row("solano zoe", "");
        row("zoe", "1");
        row("Müller", "1");
        row("muller", "1");
        row("active", "0"); // not "Inactive"
        row("act", "0");
        row("inactive", "12");
        row("status:active", "0");
        row("status:inactive", "12");
        row("status:ana", "");
        row("name:ana", "0");
        row("email:ana", "0");
        row("email:solano", "");
        row("email:example ana", "0");
        row("2026-08-14", "0");
        row("\"14 aug\"", "0");
        row("seen:2026", "0");
        row("name:2026", "");
        row("never", "1");
        row("not told", "2");
        row("seen:never", "1");
        row("id:5d1f", "0");
        row("5d1f", "0");
        row("id:ana", "");
        row("nothing:ana", "");
        row("seven", "2");
        row("solano@", ""); // not over the edge of two texts
        row("anaana", "");
        row("solanoana", "");
        row("~", "");
    }

    void matches() {
        QFETCH(QByteArray, query);
        QFETCH(QString, rows);
        QString found;
        for (SourceRow row = 0; row < 3; ++row)
            found += this->matches(row, query.constData()) ? QString::number(row) : QString();
        QCOMPARE(found, rows);
    }

    void aRowSetAgainIsFoundByItsNewTextsOnly() {
        set(0, "Bea", "bea@example.com", 1, Moment(), "ffff");
        QVERIFY(!matches(0, "ana"));
        QVERIFY(!matches(0, "5d1f"));
        QVERIFY(!matches(0, "2026"));
        QVERIFY(matches(0, "bea inactive ffff \"not told\""));
    }

    void renumbers() {
        Renumbering numbers;
        numbers.to = {Renumbering::gone, 0, 1};
        numbers.left = 2;
        m_keys.renumber(numbers);
        QVERIFY(matches(0, "zoe never inactive abc0"));
        QVERIFY(matches(1, "seven \"not told\""));
        QVERIFY(!matches(1, "zoe"));
    }

    void beginsWith_data() {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("column");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("begins");
        const auto row = [](const char* name, int source, int column, const char* text, bool begins) {
            QTest::newRow(name) << source << column << folded(QString::fromUtf8(text)) << begins;
        };
        row("name", 0, Name, "Ana S", true);
        row("not within", 0, Name, "solano", false);
        row("not the next text", 0, Name, "ana@", false);
        row("mail", 0, Mail, "ana@", true);
        row("empty mail", 1, Mail, "a", false);
        row("accent", 1, Name, "zoe", true);
        row("status", 1, Status, "in", true);
        row("status of another", 0, Status, "in", false);
        row("date as shown", 0, Seen, "14 A", true);
        row("date as ISO", 0, Seen, "2026-08", true);
        row("not its year alone", 0, Seen, "08", false);
        row("never", 1, Seen, "nev", true);
        row("id", 0, Id, "5d", true);
        row("nothing", 0, Nothing, "a", false);
    }

    void beginsWith() {
        QFETCH(int, row);
        QFETCH(int, column);
        QFETCH(QByteArray, text);
        QFETCH(bool, begins);
        QCOMPARE(m_keys.beginsWith(static_cast<SourceRow>(row), column, text, statusWord), begins);
    }

    /// Against a plain look through all texts of a row.
    void isAPlainSearch() {
        QRandomGenerator random(11);
        const auto text = [&random] {
            QByteArray made;
            for (int i = random.bounded(6); i > 0; --i)
                made += "abcABC."[random.bounded(7)];
            return made;
        };
        QList<QList<QByteArray>> rows;
        for (SourceRow row = 0; row < 300; ++row) {
            const QList<QByteArray> texts{text(), text(), text().toLower()};
            set(row, texts[0].constData(), texts[1].constData(), 0, Moment(), texts[2].constData());
            rows.append(texts);
        }
        for (int i = 0; i < 300; ++i) {
            const QByteArray word = text();
            if (word.isEmpty() || QByteArray("active").contains(word.toLower()))
                continue;
            for (SourceRow row = 0; row < 300; ++row) {
                const auto& texts = rows[row];
                const bool expected = std::any_of(texts.begin(), texts.end(), [&](const QByteArray& one) {
                    return one.toLower().contains(word.toLower());
                });
                QCOMPARE(matches(row, word.constData()), expected);
            }
        }
    }
};

int main(int argc, char** argv) {
    qputenv("TZ", "Europe/Berlin");
    SearchKeysTest keys;
    return QTest::qExec(&keys, argc, argv);
}

#include "tst_models_searchkeys.moc"
