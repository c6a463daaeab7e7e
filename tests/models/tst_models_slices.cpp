#include "models/usersmodel.h"
#include "people.h"
#include "support/fakeclock.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace wallaroo;
using namespace wallaroo::models;
using Phase = TableModel::Phase;

namespace {

constexpr int many = 12'000;

/// Names of several alphabets, namesakes among them.
std::vector<User> people(int from, int count) {
    static const QList<QByteArray> firsts = {"Ana", "Zoë", "José", "Ольга", "ليلى", "伟", "Bo 10", "Bo 9", "ana"};
    QRandomGenerator random(static_cast<quint32>(from));
    std::vector<User> users;
    for (int number = from; number < from + count; ++number)
        users.push_back(test::user({number,
                                    firsts[random.bounded(static_cast<int>(firsts.size()))],
                                    "Weber " + QByteArray::number(random.bounded(40)),
                                    "p" + QByteArray::number(number) + "@example.com",
                                    {}}));
    return users;
}

QStringList idsOf(const UsersModel& model) {
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids += model.index(row, 0).data(TableModel::IdRole).toString();
    return ids;
}

} // namespace

/// Many rows at once are sorted and merged in slices between two turns of the event loop. Whatever is done meanwhile,
/// in the end it is as if they had come in one go.
class SlicesTest : public QObject {
    Q_OBJECT

    struct Bench {
        test::FakeClock clock;
        UsersModel model{clock};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
        QSignalSpy ends{&model, &TableModel::loadEnded};

        /// A load whose rows all came and are still being taken in.
        void beginMany() {
            model.beginLoad();
            model.append(people(1, 10)); // those are there at once
            model.append(people(11, many - 10));
            model.endLoadSoon();
        }
    };

    static QStringList expected(int column = 0, Qt::SortOrder order = Qt::AscendingOrder, const QString& filter = {}) {
        test::FakeClock clock;
        UsersModel model(clock);
        model.beginLoad();
        model.append(people(1, 10));
        model.append(people(11, many - 10));
        model.endLoad();
        model.sort(column, order);
        model.setFilter(filter);
        return idsOf(model);
    }

private Q_SLOTS:

    void theyComeInTurnsAndInOrder() {
        Bench bench;
        bench.beginMany();
        QCOMPARE(bench.model.rowCount(), 10);
        QCOMPARE(bench.model.phase(), Phase::Loading);
        QCOMPARE(bench.ends.count(), 0);
        QTRY_COMPARE(bench.model.phase(), Phase::Loaded);
        QCOMPARE(bench.ends.count(), 1);
        QCOMPARE(bench.model.totalCount(), many);
        QCOMPARE(idsOf(bench.model), expected());
    }

    void rowsThatComeMeanwhileAreTakenInToo() {
        Bench bench;
        bench.model.beginLoad();
        for (int from = 1; from < 4 * many; from += 3000) {
            bench.model.append(people(from, 3000));
            QCoreApplication::processEvents();
        }
        bench.model.endLoadSoon();
        QTRY_COMPARE(bench.ends.count(), 1);
        QCOMPARE(bench.model.rowCount(), 4 * many);
    }

    void theEndOfALoadTakesTheRestAtOnce() {
        Bench bench;
        bench.beginMany();
        bench.model.endLoad();
        QCOMPARE(bench.model.phase(), Phase::Loaded);
        QCOMPARE(idsOf(bench.model), expected());
        QTest::qWait(0);
        QCOMPARE(bench.ends.count(), 1);
    }

    void sortingTakesTheRestAtOnce() {
        Bench bench;
        bench.beginMany();
        bench.model.sort(UsersModel::Email, Qt::DescendingOrder);
        QCOMPARE(idsOf(bench.model), expected(UsersModel::Email, Qt::DescendingOrder));
        QTRY_COMPARE(bench.ends.count(), 1);
        QCOMPARE(bench.model.rowCount(), many);
    }

    void anotherOrderIsTakenInInSlicesToo() {
        Bench bench;
        bench.model.sort(UsersModel::Email, Qt::DescendingOrder);
        bench.beginMany();
        QTRY_COMPARE(bench.ends.count(), 1);
        QCOMPARE(idsOf(bench.model), expected(UsersModel::Email, Qt::DescendingOrder));
    }

    void theFilterNarrowsWhatIsThereAndWhatComes() {
        Bench bench;
        bench.beginMany();
        bench.model.setFilter(QStringLiteral("p1"));
        QCOMPARE(bench.model.rowCount(), 2); // 1 and 10
        QTRY_COMPARE(bench.ends.count(), 1);
        QCOMPARE(idsOf(bench.model), expected(0, Qt::AscendingOrder, QStringLiteral("p1")));
    }

    void aRowThatChangesMeanwhileStandsWhereItBelongs() {
        Bench bench;
        bench.model.beginLoad();
        bench.model.append(people(1, 10));
        bench.model.append(people(11, many - 10));
        bench.model.append({test::user({11, "Aaron", "First", "p11@example.com", {}})});
        bench.model.endLoadSoon();
        QTRY_COMPARE(bench.ends.count(), 1);
        QCOMPARE(bench.model.rowCount(), many);
        QCOMPARE(bench.model.rowOfId(QString::fromLatin1(test::idOf(11))), 0);
    }

    void aFailureKeepsWhatCame() {
        Bench bench;
        bench.beginMany();
        bench.model.failLoad();
        QCOMPARE(bench.model.phase(), Phase::Failed);
        QCOMPARE(bench.model.rowCount(), many);
        QTest::qWait(0);
        QCOMPARE(bench.ends.count(), 0);
    }

    void clearingLeavesNothingBehind() {
        Bench bench;
        bench.beginMany();
        bench.model.clear();
        QTest::qWait(0);
        QCOMPARE(bench.model.rowCount(), 0);
        QCOMPARE(bench.model.phase(), Phase::Idle);
        QCOMPARE(bench.ends.count(), 0);
        bench.beginMany();
        QTRY_COMPARE(bench.ends.count(), 1);
        QCOMPARE(idsOf(bench.model), expected());
    }

    void aLoadBegunAgainEndsTheOneBefore() {
        Bench bench;
        bench.beginMany();
        bench.model.beginLoad();
        QCOMPARE(bench.ends.count(), 1);
        QCOMPARE(bench.model.phase(), Phase::Loading);
        bench.model.append(people(1, 20));
        bench.model.endLoadSoon();
        QTRY_COMPARE(bench.ends.count(), 2);
        QCOMPARE(bench.model.rowCount(), 20);
    }

    void aSelectionMadeMeanwhileStays() {
        Bench bench;
        bench.beginMany();
        bench.model.selectAllShown();
        QCOMPARE(bench.model.selectedCount(), 10);
        QTRY_COMPARE(bench.ends.count(), 1);
        QCOMPARE(bench.model.selectedCount(), 10);
        QCOMPARE(bench.model.selectedHiddenCount(), 0);
    }
};

QTEST_GUILESS_MAIN(SlicesTest)
#include "tst_models_slices.moc"
