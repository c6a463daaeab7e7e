#include "models/idorder.h"
#include "models/rowindex.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace wallaroo::models;

namespace {

enum { Name, Number, Mail, Columns };

/// Rows with many equal and missing values.
class Rows final : public RowValues {
public:
    struct Row {
        QByteArray name;
        std::optional<qint64> number;
        QByteArray mail;
        int id = 0;
    };

    bool isText(int column) const override { return column != Number; }

    std::optional<qint64> numberAt(SourceRow row, int) const override { return rows[row].number; }

    QByteArrayView textAt(SourceRow row, int column, QByteArray& room) const override {
        if (column == Mail)
            return rows[row].mail;
        room = rows[row].name; // as a model does that puts a text together
        return room;
    }

    bool isTieBefore(SourceRow a, SourceRow b) const override { return rows[a].id < rows[b].id; }

    /// Too coarse to tell all rows apart, and of some rows none at all.
    quint64 tieHead(SourceRow row) const override {
        return rows[row].id % 5 == 0 ? 0 : static_cast<quint64>(rows[row].id / 10 + 1);
    }

    std::vector<Row> rows;
};

Rows::Row randomRow(QRandomGenerator& random, int id) {
    static const QList<QByteArray> names = {"Ana",
                                            "ana",
                                            "Bo 2",
                                            "Bo 10",
                                            "M\xC3\xBCller",
                                            "Muller",
                                            "Mull",
                                            "Zo\xC3\xAB",
                                            "Zoe 07",
                                            "Zoe 7",
                                            "\xE9\x9F\x8B",
                                            "",
                                            "Ana Weber with a long name 1",
                                            "Ana Weber with a long name 2"};
    Rows::Row row;
    row.id = id;
    row.name = names[random.bounded(static_cast<int>(names.size()))];
    if (random.bounded(4) != 0)
        row.number = random.bounded(5) - 2;
    row.mail = random.bounded(5) == 0 ? QByteArray() : "p" + QByteArray::number(random.bounded(20)) + "@example.com";
    return row;
}

/// The order, said in the plainest way: compared by the collator, sorted as a whole.
std::vector<SourceRow> naive(const Rows& rows, RowIndex::SortKey key) {
    QCollator collator{QLocale(QLocale::English)};
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    const auto compareTexts = [&](const QByteArray& a, const QByteArray& b) {
        return collator.compare(QString::fromUtf8(a), QString::fromUtf8(b));
    };
    // < 0, 0, > 0 and whether one is missing
    const auto compareIn = [&](int column, const Rows::Row& a, const Rows::Row& b, bool turned) {
        const auto text = [&](const Rows::Row& row) { return column == Name ? row.name : row.mail; };
        const bool missA = column == Number ? !a.number : text(a).isEmpty();
        const bool missB = column == Number ? !b.number : text(b).isEmpty();
        if (missA || missB)
            return static_cast<int>(missA) - static_cast<int>(missB);
        const int order = column == Number ? static_cast<int>(*a.number - *b.number) : compareTexts(text(a), text(b));
        return turned ? -order : order;
    };
    std::vector<SourceRow> order;
    for (SourceRow row = 0; row < rows.rows.size(); ++row)
        order.push_back(row);
    std::sort(order.begin(), order.end(), [&](SourceRow x, SourceRow y) {
        const Rows::Row& a = rows.rows[x];
        const Rows::Row& b = rows.rows[y];
        if (const int first = compareIn(key.column, a, b, key.order == Qt::DescendingOrder))
            return first < 0;
        if (const int second = key.column == Name ? 0 : compareIn(Name, a, b, false))
            return second < 0;
        return a.id < b.id;
    });
    return order;
}

} // namespace

class RowIndexTest : public QObject {
    Q_OBJECT

    static void prepareAll(RowIndex& index) {
        while (index.prepare([] { return true; })) {
        }
    }

private Q_SLOTS:

    void idsAreInTheOrderOfTheirTexts() {
        QRandomGenerator random(4);
        QList<QByteArray> texts{"mira", "Mira", "00000000-0000-0000-0000-000000000000", "", "5d1f0b7e", "f:1:mira"};
        for (int i = 0; i < 40; ++i) {
            QByteArray text = "5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911";
            for (int changes = random.bounded(3); changes >= 0; --changes) {
                const int at = random.bounded(static_cast<int>(text.size()));
                if (text[at] != '-')
                    text[at] = "0123456789abcdef"[random.bounded(16)];
            }
            texts << text;
        }
        for (const QByteArray& a : texts) {
            for (const QByteArray& b : texts) {
                const auto first = wallaroo::UserId::fromUtf8(a);
                const auto second = wallaroo::UserId::fromUtf8(b);
                QCOMPARE(isBefore(first, second), a < b);
                if (headOf(first) != 0 && headOf(second) != 0 && a < b)
                    QVERIFY(headOf(first) <= headOf(second));
            }
        }
    }

    void isSortedByTheBaseAtFirst() {
        Rows rows;
        rows.rows = {{"Bo", {}, "", 1}, {"Ana", {}, "", 2}, {"", {}, "", 3}, {"ana", {}, "", 0}};
        RowIndex index(rows, Columns, Name);
        index.setRowCount(4);
        QCOMPARE(index.sorted(), (std::vector<SourceRow>{3, 1, 0, 2}));
    }

    void missingIsLastInBothOrders() {
        Rows rows;
        rows.rows = {{"a", {}, "", 0}, {"b", 2, "", 1}, {"c", 1, "", 2}, {"d", {}, "", 3}};
        RowIndex index(rows, Columns, Name);
        index.setRowCount(4);
        index.setSort({Number, Qt::AscendingOrder});
        QCOMPARE(index.sorted(), (std::vector<SourceRow>{2, 1, 0, 3}));
        index.setSort({Number, Qt::DescendingOrder});
        QCOMPARE(index.sorted(), (std::vector<SourceRow>{1, 2, 0, 3}));
    }

    void equalRowsGoByNameInBothOrders() {
        Rows rows;
        rows.rows = {{"c", 1, "", 0}, {"a", 1, "", 1}, {"b", 2, "", 2}, {"a", 2, "", 3}};
        RowIndex index(rows, Columns, Name);
        index.setRowCount(4);
        index.setSort({Number, Qt::DescendingOrder});
        QCOMPARE(index.sorted(), (std::vector<SourceRow>{3, 2, 1, 0}));
    }

    void advancesInSteps_data() {
        QTest::addColumn<int>("column");
        QTest::addColumn<Qt::SortOrder>("order");
        QTest::newRow("base") << int(Name) << Qt::AscendingOrder;
        QTest::newRow("number, down") << int(Number) << Qt::DescendingOrder;
        QTest::newRow("mail") << int(Mail) << Qt::AscendingOrder;
    }

    /// Rows come in batches, and some change in the middle of a batch being sorted.
    void advancesInSteps() {
        QFETCH(const int, column);
        QFETCH(const Qt::SortOrder, order);
        QRandomGenerator random(11);
        Rows rows;
        RowIndex index(rows, Columns, Name);
        index.setSort({column, order});
        std::vector<SourceRow> before = index.sorted();
        for (const int count : {3000, 1, 9000, 5000}) {
            for (int i = 0; i < count; ++i)
                rows.rows.push_back(randomRow(random, static_cast<int>(rows.rows.size())));
            index.setRowCount(static_cast<SourceRow>(rows.rows.size()));
            int steps = 0;
            while (index.advance([] { return true; })) {
                QCOMPARE(index.lastSorted(), before);
                if (++steps == 3) {
                    const auto row = static_cast<SourceRow>(random.bounded(static_cast<int>(rows.rows.size())));
                    rows.rows[row] = randomRow(random, static_cast<int>(row));
                    index.rowChanged(row);
                }
            }
            QVERIFY(count < 3000 || steps > 2);
            QCOMPARE(index.sorted(), naive(rows, {column, order}));
            before = index.sorted();
        }
        QVERIFY(!index.advance([] { return true; }));
    }

    void worksAheadInSteps() {
        QRandomGenerator random(3);
        Rows rows;
        for (int id = 0; id < 5000; ++id)
            rows.rows.push_back(randomRow(random, id));
        RowIndex index(rows, Columns, Name);
        index.setRowCount(5000);
        int steps = 1;
        while (index.prepare([] { return true; }))
            ++steps;
        QVERIFY(steps > 3 * Columns); // three chunks a column, and merges
        for (int column = 0; column < Columns; ++column) {
            QVERIFY(index.isReady(column));
            index.setSort({column, Qt::AscendingOrder});
            QCOMPARE(index.sorted(), naive(rows, index.sort()));
        }
        QVERIFY(!index.prepare([] { return false; }));
    }

    void aChangeInTheMiddleOfWorkingAheadIsTaken() {
        QRandomGenerator random(4);
        Rows rows;
        for (int id = 0; id < 6000; ++id)
            rows.rows.push_back(randomRow(random, id));
        RowIndex index(rows, Columns, Name);
        index.setRowCount(6000);
        for (int i = 0; i < 5; ++i)
            index.prepare([] { return true; });
        rows.rows[17] = randomRow(random, 17);
        index.rowChanged(17);
        QVERIFY(!index.isReady(Mail));
        prepareAll(index);
        index.setSort({Mail, Qt::DescendingOrder});
        QCOMPARE(index.sorted(), naive(rows, index.sort()));
    }

    void aColumnThatChangedIsSortedAgain() {
        QRandomGenerator random(5);
        Rows rows;
        for (int id = 0; id < 100; ++id)
            rows.rows.push_back(randomRow(random, id));
        RowIndex index(rows, Columns, Name);
        index.setRowCount(100);
        prepareAll(index);
        for (Rows::Row& row : rows.rows)
            row.number = -row.number.value_or(9);
        index.columnChanged(Number);
        QVERIFY(index.isReady(Mail));
        index.setSort({Number, Qt::AscendingOrder});
        QCOMPARE(index.sorted(), naive(rows, index.sort()));
        for (Rows::Row& row : rows.rows)
            row.name = "x" + row.mail;
        index.columnChanged(Name); // breaks ties everywhere
        QVERIFY(!index.isReady(Mail));
        QCOMPARE(index.sorted(), naive(rows, index.sort()));
    }

    void clears() {
        Rows rows;
        rows.rows = {{"a", 1, "", 0}};
        RowIndex index(rows, Columns, Name);
        index.setRowCount(1);
        index.clear();
        QCOMPARE(index.rowCount(), SourceRow{0});
        QVERIFY(index.sorted().empty());
        QVERIFY(!index.prepare([] { return true; }));
    }

    /// Against the naive order: whatever is done to the index in whatever order.
    void isTheNaiveOrder_data() {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 8; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void isTheNaiveOrder() {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        Rows rows;
        RowIndex index(rows, Columns, Name);
        int nextId = 0;
        for (int step = 0; step < 80; ++step) {
            doSomething(random, rows, index, nextId);
            if (random.bounded(2) == 0)
                QCOMPARE(index.sorted(), naive(rows, index.sort()));
        }
        QCOMPARE(index.sorted(), naive(rows, index.sort()));
    }

private:
    static void doSomething(QRandomGenerator& random, Rows& rows, RowIndex& index, int& nextId) {
        const auto count = static_cast<int>(rows.rows.size());
        switch (random.bounded(6)) {
        case 0: { // rows come: a few or many
            const int more = random.bounded(random.bounded(4) == 0 ? 1200 : 20);
            for (int i = 0; i < more; ++i)
                rows.rows.push_back(randomRow(random, nextId++));
            index.setRowCount(static_cast<SourceRow>(rows.rows.size()));
            break;
        }
        case 1: // rows change
            for (int i = 0; count > 0 && i < 5; ++i) {
                const int row = random.bounded(count);
                rows.rows[static_cast<size_t>(row)] = randomRow(random, rows.rows[static_cast<size_t>(row)].id);
                index.rowChanged(static_cast<SourceRow>(row));
            }
            break;
        case 2: { // rows leave
            Renumbering numbers;
            for (int row = 0; row < count; ++row)
                numbers.to.push_back(random.bounded(10) == 0 ? Renumbering::gone : numbers.left++);
            numbers.apply(rows.rows);
            index.renumber(numbers);
            break;
        }
        case 3:
        case 4:
            index.setSort({random.bounded(Columns), random.bounded(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder});
            break;
        default: {
            int steps = random.bounded(12);
            index.prepare([&steps] { return --steps < 0; });
        }
        }
    }
};

QTEST_APPLESS_MAIN(RowIndexTest)
#include "tst_models_rowindex.moc"
