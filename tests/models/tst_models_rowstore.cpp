#include "models/keyarena.h"
#include "models/rowstore.h"
#include "models/selection.h"

#include <QHash>
#include <QRandomGenerator>
#include <QString>
#include <QTest>

using namespace wallaroo::models;

namespace {

struct Record {
    int id = 0;
    QString text;
    friend bool operator==(const Record&, const Record&) = default;
};

using Store = RowStore<Record, &Record::id>;

/// Rows of which `leaving` go.
Renumbering without(SourceRow rows, const std::vector<SourceRow>& leaving) {
    Renumbering numbers;
    for (SourceRow row = 0; row < rows; ++row) {
        const bool leaves = std::find(leaving.begin(), leaving.end(), row) != leaving.end();
        numbers.to.push_back(leaves ? Renumbering::gone : numbers.left++);
    }
    return numbers;
}

} // namespace

class RowStoreTest : public QObject {
    Q_OBJECT
private Q_SLOTS:

    void mergesById() {
        Store store;
        QCOMPARE(store.find(7), std::nullopt);
        QCOMPARE(store.merge({7, QStringLiteral("a")}), std::make_pair(SourceRow{0}, Merged::Added));
        QCOMPARE(store.merge({8, QStringLiteral("b")}), std::make_pair(SourceRow{1}, Merged::Added));
        QCOMPARE(store.merge({7, QStringLiteral("a")}), std::make_pair(SourceRow{0}, Merged::Same));
        QCOMPARE(store.merge({7, QStringLiteral("c")}), std::make_pair(SourceRow{0}, Merged::Changed));
        QCOMPARE(store.size(), SourceRow{2});
        QCOMPARE(store.at(0).text, QStringLiteral("c"));
        QCOMPARE(store.find(8), std::optional<SourceRow>(1));
        QCOMPARE(store.find(9), std::nullopt);
    }

    void renumbers() {
        Store store;
        for (int id = 0; id < 5; ++id)
            store.merge({id, QString::number(id)});
        store.renumber(without(5, {1, 3}));
        QCOMPARE(store.size(), SourceRow{3});
        QCOMPARE(store.at(1).id, 2);
        QCOMPARE(store.find(4), std::optional<SourceRow>(2));
        QCOMPARE(store.find(3), std::nullopt);
        QCOMPARE(store.merge({3, {}}), std::make_pair(SourceRow{3}, Merged::Added));
    }

    void clears() {
        Store store;
        store.merge({1, {}});
        store.clear();
        QCOMPARE(store.size(), SourceRow{0});
        QCOMPARE(store.find(1), std::nullopt);
        QCOMPARE(store.merge({1, {}}).second, Merged::Added);
    }

    /// Against a plain hash: random merges and removals.
    void isAMap() {
        QRandomGenerator random(7);
        Store store;
        QHash<int, QString> reference;
        for (int step = 0; step < 20'000; ++step) {
            const int id = random.bounded(3000);
            const QString text = QString::number(random.bounded(3));
            const auto known = reference.constFind(id);
            const Merged expected = known == reference.constEnd() ? Merged::Added
                                    : *known == text              ? Merged::Same
                                                                  : Merged::Changed;
            reference.insert(id, text);
            QCOMPARE(store.merge({id, text}).second, expected);
            if (step % 4000 == 3999) {
                std::vector<SourceRow> leaving;
                for (SourceRow row = 0; row < store.size(); row += 3) {
                    leaving.push_back(row);
                    reference.remove(store.at(row).id);
                }
                store.renumber(without(store.size(), leaving));
            }
        }
        QCOMPARE(static_cast<qsizetype>(store.size()), reference.size());
        for (auto it = reference.constBegin(); it != reference.constEnd(); ++it) {
            const auto row = store.find(it.key());
            QVERIFY(row.has_value());
            QCOMPARE(store.at(*row).text, it.value());
        }
    }

    void addressesStayWhileRowsAreAdded() {
        Store store;
        store.merge({0, QStringLiteral("first")});
        const Record* first = &store.at(0);
        for (int id = 1; id < 10'000; ++id)
            store.merge({id, {}});
        QCOMPARE(&store.at(0), first);
    }
};

class SelectionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:

    void counts() {
        Selection selection;
        selection.resize(4);
        QVERIFY(selection.set(1, true));
        QVERIFY(!selection.set(1, true));
        QVERIFY(selection.set(3, true));
        QCOMPARE(selection.count(), 2);
        QVERIFY(selection.set(1, false));
        QCOMPARE(selection.count(), 1);
        selection.resize(6);
        QVERIFY(selection.contains(3));
        QVERIFY(!selection.contains(5));
        selection.clear();
        QCOMPARE(selection.count(), 0);
        QVERIFY(!selection.contains(3));
        QVERIFY(selection.set(5, true)); // the rows are still there
    }

    void followsItsRows() {
        Selection selection;
        selection.resize(5);
        selection.set(0, true);
        selection.set(2, true);
        selection.set(4, true);
        selection.renumber(without(5, {0, 3}));
        QCOMPARE(selection.count(), 2);
        QVERIFY(!selection.contains(0));
        QVERIFY(selection.contains(1));
        QVERIFY(selection.contains(2));
    }
};

class KeyArenaTest : public QObject {
    Q_OBJECT
private Q_SLOTS:

    void keepsTexts() {
        KeyArena arena;
        arena.set(0, "ana");
        arena.set(2, "weber"); // row 1 has none yet
        arena.set(0, "longer than before");
        QCOMPARE(arena.at(0), QByteArrayView("longer than before"));
        QCOMPARE(arena.at(1).size(), 0);
        QCOMPARE(arena.at(2), QByteArrayView("weber"));
    }

    void knowsItsLetters() {
        KeyArena arena;
        arena.set(0, "ana");
        arena.set(1, "b\xC3\xA9");
        QVERIFY(arena.mayHold("ban"));
        QVERIFY(arena.mayHold(""));
        QVERIFY(arena.mayHold("\xC3\xA9"));
        QVERIFY(!arena.mayHold("anx"));
        arena.clear();
        QVERIFY(!arena.mayHold("a"));
    }

    void renumbers() {
        KeyArena arena;
        arena.set(0, "zero");
        arena.set(1, "one");
        arena.set(2, "two");
        arena.set(1, "uno");
        arena.renumber(without(3, {0}));
        QCOMPARE(arena.at(0), QByteArrayView("uno"));
        QCOMPARE(arena.at(1), QByteArrayView("two"));
        QVERIFY(!arena.mayHold("z"));   // what left is forgotten
        QVERIFY(!arena.mayHold("one")); // and so is waste
    }
};

int main(int argc, char** argv) {
    RowStoreTest store;
    SelectionTest selection;
    KeyArenaTest arena;
    return QTest::qExec(&store, argc, argv) + QTest::qExec(&selection, argc, argv) + QTest::qExec(&arena, argc, argv);
}

#include "tst_models_rowstore.moc"
