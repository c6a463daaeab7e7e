#include "models/usersmodel.h"
#include "people.h"
#include "support/fakeclock.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace wallaroo;
using namespace wallaroo::models;

namespace {

constexpr int many = 30'000;

std::vector<User> people(int from, int to) {
    return test::plainUsers(from, to - from + 1);
}

/// As the filter finds them.
QString emailOf(int number) {
    return test::plainUser(number).email();
}

} // namespace

/// What a filter looks at is written when the rows of a large load are there. Whoever types before that gets the same
/// rows as afterwards, a moment later.
class LateKeysTest : public QObject {
    Q_OBJECT

    struct Bench {
        test::FakeClock clock;
        UsersModel model{clock};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

        explicit Bench(int count = many) {
            model.beginLoad();
            model.append(people(1, 10));
            model.append(people(11, count));
        }

        bool shows(const std::vector<int>& numbers) const {
            if (model.rowCount() != static_cast<int>(numbers.size()))
                return false;
            return std::all_of(numbers.begin(), numbers.end(), [this](int number) {
                return model.rowOfId(QString::fromLatin1(test::idOf(number))) >= 0;
            });
        }
    };

private Q_SLOTS:

    void aFilterTypedAtOnceIsAppliedSoon() {
        Bench bench;
        bench.model.endLoad();
        QSignalSpy resets(&bench.model, &QAbstractItemModel::modelReset);
        bench.model.setFilter(emailOf(29'999));
        QCOMPARE(bench.model.filter(), emailOf(29'999));
        QVERIFY(!bench.model.isFilterSettled());
        QCOMPARE(bench.model.rowCount(), many);
        QTRY_VERIFY(bench.model.isFilterSettled());
        QVERIFY(bench.shows({29'999}));
        QCOMPARE(resets.count(), 1);
        bench.model.setFilter(emailOf(17));
        QVERIFY(bench.model.isFilterSettled()); // from now on at once
        QVERIFY(bench.shows({17}));
    }

    void inTheMiddleOfALoadToo() {
        Bench bench;
        bench.model.setFilter(emailOf(21'000));
        QVERIFY(!bench.model.isFilterSettled());
        QTRY_VERIFY(bench.model.isFilterSettled());
        bench.model.append(people(many + 1, many + 20'000));
        bench.model.endLoad();
        QVERIFY(bench.shows({21'000}));
        bench.model.setFilter(emailOf(many + 19'999));
        QVERIFY(bench.model.isFilterSettled());
        QVERIFY(bench.shows({many + 19'999}));
    }

    void rowsThatComeWhileItWaitsAreFilteredToo() {
        Bench bench;
        bench.model.setFilter(emailOf(many + 9));
        bench.model.append(people(many + 1, many + 10));
        QVERIFY(!bench.model.isFilterSettled());
        bench.model.endLoad();
        QTRY_VERIFY(bench.model.isFilterSettled());
        QVERIFY(bench.shows({many + 9}));
    }

    void allShownAreThoseOfWhatWasTyped() {
        Bench bench;
        bench.model.endLoad();
        bench.model.setFilter(emailOf(12'345));
        bench.model.selectAllShown();
        QVERIFY(bench.model.isFilterSettled());
        QCOMPARE(bench.model.selectedIds(), QStringList{QString::fromLatin1(test::idOf(12'345))});
    }

    void whatIsTakenBackWasNeverApplied() {
        Bench bench;
        bench.model.endLoad();
        QSignalSpy resets(&bench.model, &QAbstractItemModel::modelReset);
        bench.model.setFilter(emailOf(1));
        bench.model.setFilter({});
        QVERIFY(bench.model.isFilterSettled());
        QTest::qWait(50); // its turn would have come
        QCOMPARE(bench.model.rowCount(), many);
        QCOMPARE(resets.count(), 0);
    }

    void aRowThatChangesMeanwhileIsFoundByWhatItIs() {
        Bench bench;
        bench.model.append({test::user({25'000, "Aaron", "First", "aaron@example.com", {}})});
        bench.model.endLoad();
        bench.model.setFilter(QStringLiteral("aaron"));
        QTRY_VERIFY(bench.model.isFilterSettled());
        QVERIFY(bench.shows({25'000}));
        bench.model.setFilter(emailOf(25'000));
        QVERIFY(bench.shows({}));
    }

    void whoLeavesWithTheNextLoadIsNotFound() {
        Bench bench;
        bench.model.endLoad();
        bench.model.beginLoad();
        bench.model.append(people(5'001, 15'000));
        bench.model.endLoad();
        QCOMPARE(bench.model.rowCount(), 10'000);
        bench.model.setFilter(emailOf(9'999));
        QTRY_VERIFY(bench.model.isFilterSettled());
        QVERIFY(bench.shows({9'999}));
        bench.model.setFilter(emailOf(29'999));
        QVERIFY(bench.shows({}));
    }

    void aFilterOutlivesClearing() {
        Bench bench;
        bench.model.endLoad();
        bench.model.setFilter(emailOf(3));
        bench.model.clear();
        QVERIFY(bench.model.isFilterSettled());
        bench.model.beginLoad();
        bench.model.append(people(1, 5));
        bench.model.endLoad();
        QVERIFY(bench.shows({3}));
    }

    void noMoreThanATenthOfASecondIsPutOff() {
        Bench bench(150'000);
        bench.model.endLoad();
        for (const int number : {1, 9'000, 125'000, 150'000}) {
            bench.model.setFilter(emailOf(number));
            QTRY_VERIFY(bench.model.isFilterSettled());
            QVERIFY(bench.shows({number}));
        }
    }
};

QTEST_GUILESS_MAIN(LateKeysTest)
#include "tst_models_latekeys.moc"
