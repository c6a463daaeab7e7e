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

/// Generations: rows come while a list is loading, are merged by id, and leave when they did not come again.
class LoadTest : public QObject {
    Q_OBJECT

    struct Bench {
        test::FakeClock clock;
        UsersModel model{clock};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
        QSignalSpy resets{&model, &QAbstractItemModel::modelReset};
        QSignalSpy changes{&model, &QAbstractItemModel::dataChanged};
        QSignalSpy before{&model, &TableModel::aboutToReindex};
        QSignalSpy after{&model, &TableModel::reindexed};
        QSignalSpy phases{&model, &TableModel::phaseChanged};

        void load(std::vector<User> users) {
            model.beginLoad();
            model.append(std::move(users));
            model.endLoad();
        }

        int row(int number) const { return model.rowOfId(QString::fromLatin1(test::idOf(number))); }

        QVariant at(int number, int role, int column = 0) const { return model.index(row(number), column).data(role); }

        void forget() {
            resets.clear();
            changes.clear();
            before.clear();
            after.clear();
        }
    };

    static User renamed(int number, const char* name) {
        return test::user({number, name, "", "p" + QByteArray::number(number) + "@example.com", {}});
    }

private Q_SLOTS:

    void goesThroughItsPhases() {
        Bench bench;
        QCOMPARE(bench.model.phase(), Phase::Idle);
        bench.model.beginLoad();
        QCOMPARE(bench.model.phase(), Phase::Loading);
        bench.model.endLoad();
        QCOMPARE(bench.model.phase(), Phase::Loaded);
        bench.model.beginLoad();
        bench.model.failLoad();
        QCOMPARE(bench.model.phase(), Phase::Failed);
        bench.model.clear();
        QCOMPARE(bench.model.phase(), Phase::Idle);
        QCOMPARE(bench.phases.count(), 5);
    }

    void lateEndsChangeNothing() {
        Bench bench;
        bench.load(test::plainUsers(1, 2));
        bench.model.endLoad();
        bench.model.failLoad();
        QCOMPARE(bench.model.phase(), Phase::Loaded);
        QCOMPARE(bench.model.rowCount(), 2);
    }

    void firstRowsAreThereAtOnceAndOthersSoon() {
        Bench bench;
        bench.model.beginLoad();
        bench.model.append(test::plainUsers(1, 3));
        QCOMPARE(bench.model.rowCount(), 3);
        QCOMPARE(bench.resets.count(), 1);
        bench.model.append(test::plainUsers(4, 3));
        bench.model.append(test::plainUsers(7, 3));
        QCOMPARE(bench.model.rowCount(), 3); // not for every piece of the answer
        QTRY_COMPARE(bench.model.rowCount(), 9);
        QCOMPARE(bench.resets.count(), 2);
    }

    void aLargeBatchDoesNotWait() {
        Bench bench;
        bench.model.beginLoad();
        bench.model.append(test::plainUsers(1, 10));
        bench.model.append(test::plainUsers(11, 20'000));
        QTRY_COMPARE_WITH_TIMEOUT(bench.model.rowCount(), 20'010, 30'000);
    }

    void theEndBringsTheRest() {
        Bench bench;
        bench.model.beginLoad();
        bench.model.append(test::plainUsers(1, 3));
        bench.model.append(test::plainUsers(4, 3));
        bench.model.endLoad();
        QCOMPARE(bench.model.rowCount(), 6);
    }

    void aFailureKeepsWhatCame() {
        Bench bench;
        bench.load(test::plainUsers(1, 4));
        bench.model.beginLoad();
        bench.model.append({renamed(2, "Changed"), test::plainUser(9)});
        bench.model.failLoad();
        QCOMPARE(bench.model.rowCount(), 5);
        QCOMPARE(bench.at(2, Qt::DisplayRole).toString(), QStringLiteral("Changed"));
        QVERIFY(bench.row(4) >= 0);
    }

    void rowsArriveInOrder() {
        Bench bench;
        bench.model.beginLoad();
        for (const int number : {5, 3, 9, 1, 7})
            bench.model.append({test::plainUser(number)});
        bench.model.endLoad();
        QStringList names;
        for (int row = 0; row < 5; ++row)
            names += bench.model.index(row, 0).data().toString();
        QCOMPARE(names.join(u','), QStringLiteral("Person 1,Person 3,Person 5,Person 7,Person 9"));
    }

    void theFilterWorksWhileLoading() {
        Bench bench;
        bench.model.setFilter(QStringLiteral("p1"));
        bench.model.beginLoad();
        bench.model.append(test::plainUsers(1, 5));
        QCOMPARE(bench.model.rowCount(), 1);
        bench.model.append(test::plainUsers(6, 10));
        bench.model.endLoad();
        QCOMPARE(bench.model.rowCount(), 7); // 1, 10 … 15
        QCOMPARE(bench.model.totalCount(), 15);
    }

    void aRefreshWithoutChangesIsSilent() {
        Bench bench;
        bench.load(test::plainUsers(1, 50));
        bench.forget();
        bench.load(test::plainUsers(1, 50));
        QCOMPARE(bench.resets.count(), 0);
        QCOMPARE(bench.changes.count(), 0);
        QCOMPARE(bench.before.count(), 0);
    }

    void aChangeInPlaceIsToldForItsRowOnly() {
        Bench bench;
        bench.load(test::plainUsers(1, 9));
        bench.forget();
        auto users = test::plainUsers(1, 9);
        users[4].status = UserStatus::Inactive;
        bench.load(users);
        QCOMPARE(bench.resets.count(), 0);
        QCOMPARE(bench.changes.count(), 1);
        const auto change = bench.changes.first();
        QCOMPARE(change[0].toModelIndex(), bench.model.index(4, 0));
        QCOMPARE(change[1].toModelIndex(), bench.model.index(4, bench.model.columnCount() - 1));
        QVERIFY(bench.at(5, TableModel::ChangedRole).toBool());
        QVERIFY(!bench.at(4, TableModel::ChangedRole).toBool());
    }

    void aChangeThatMovesIsAReset() {
        Bench bench;
        bench.load(test::plainUsers(1, 5));
        bench.forget();
        auto users = test::plainUsers(1, 5);
        users[0] = renamed(1, "Zoe");
        bench.load(users);
        QCOMPARE(bench.resets.count(), 1);
        QCOMPARE(bench.before.count(), 1);
        QCOMPARE(bench.after.count(), 1);
        QCOMPARE(bench.row(1), 4);
        QVERIFY(bench.at(1, TableModel::ChangedRole).toBool());
    }

    void aChangeOutOfTheFilterLeavesTheTable() {
        Bench bench;
        bench.load(test::plainUsers(1, 5));
        bench.model.setFilter(QStringLiteral("person"));
        auto users = test::plainUsers(1, 5);
        users[2] = renamed(3, "Zoe");
        bench.load(users);
        QCOMPARE(bench.model.rowCount(), 4);
        bench.model.setFilter(QStringLiteral("zoe"));
        QCOMPARE(bench.model.rowCount(), 1);
    }

    void manyChangesAreToldTogether() {
        Bench bench;
        bench.load(test::plainUsers(1, 1000));
        bench.forget();
        auto users = test::plainUsers(1, 1000);
        for (User& user : users)
            user.status = UserStatus::Inactive;
        bench.load(users);
        QCOMPARE(bench.changes.count(), 1);
        QCOMPARE(bench.model.index(999, UsersModel::Status).data().toString(), QStringLiteral("Inactive"));
    }

    void newRowsOfAFirstLoadAreNotChanged() {
        Bench bench;
        bench.model.beginLoad();
        bench.model.append(test::plainUsers(1, 2));
        bench.model.append({renamed(2, "Twice")}); // the same id twice in one answer: the last one counts
        bench.model.endLoad();
        QCOMPARE(bench.model.rowCount(), 2);
        QCOMPARE(bench.at(2, Qt::DisplayRole).toString(), QStringLiteral("Twice"));
        QVERIFY(!bench.at(2, TableModel::ChangedRole).toBool());
    }

    void changesFadeWithTheNextRefreshAtTheLatest() {
        Bench bench;
        bench.load(test::plainUsers(1, 3));
        auto users = test::plainUsers(1, 3);
        users[0].status = UserStatus::Locked;
        bench.load(users);
        QVERIFY(bench.at(1, TableModel::ChangedRole).toBool());
        bench.model.beginLoad();
        QVERIFY(!bench.at(1, TableModel::ChangedRole).toBool());
        bench.model.endLoad();
    }

    void changesFadeByThemselves() {
        Bench bench;
        bench.load(test::plainUsers(1, 3));
        auto users = test::plainUsers(1, 3);
        users[0].status = UserStatus::Locked;
        bench.load(users);
        bench.forget();
        QTRY_VERIFY_WITH_TIMEOUT(!bench.at(1, TableModel::ChangedRole).toBool(), 8000);
        QCOMPARE(bench.changes.count(), 1);
        QCOMPARE(bench.changes.first()[2].value<QList<int>>(), QList<int>{TableModel::ChangedRole});
    }

    void rowsThatDidNotComeAgainLeave() {
        Bench bench;
        bench.load(test::plainUsers(1, 6));
        bench.forget();
        bench.load(test::plainUsers(3, 2));
        QCOMPARE(bench.model.rowCount(), 2);
        QCOMPARE(bench.model.totalCount(), 2);
        QCOMPARE(bench.row(1), -1);
        QCOMPARE(bench.row(3), 0);
        QCOMPARE(bench.resets.count(), 1);
        // and can come back
        bench.load(test::plainUsers(1, 6));
        QCOMPARE(bench.model.rowCount(), 6);
        QCOMPARE(bench.row(1), 0);
    }

    void aSelectedRowThatVanishedStaysOnceGreyed() {
        Bench bench;
        bench.load(test::plainUsers(1, 4));
        bench.model.toggleSelected(bench.row(2));
        QSignalSpy selection(&bench.model, &TableModel::selectionChanged);
        bench.load({test::plainUser(1)});
        QCOMPARE(bench.model.rowCount(), 2);
        QCOMPARE(bench.at(2, TableModel::ToneRole).value<TableModel::Tone>(), TableModel::Tone::Faint);
        QCOMPARE(bench.at(1, TableModel::ToneRole).value<TableModel::Tone>(), TableModel::Tone::Normal);
        QVERIFY(bench.at(2, TableModel::SelectedRole).toBool());
        QCOMPARE(selection.count(), 0);
        bench.load({test::plainUser(1)});
        QCOMPARE(bench.model.rowCount(), 1);
        QCOMPARE(bench.model.selectedCount(), 0);
        QCOMPARE(selection.count(), 1);
    }

    void aVanishedRowThatCameBackIsItselfAgain() {
        Bench bench;
        bench.load(test::plainUsers(1, 2));
        bench.model.toggleSelected(bench.row(2));
        bench.load({test::plainUser(1)});
        QCOMPARE(bench.at(2, TableModel::ToneRole).value<TableModel::Tone>(), TableModel::Tone::Faint);
        bench.load(test::plainUsers(1, 2));
        QCOMPARE(bench.at(2, TableModel::ToneRole).value<TableModel::Tone>(), TableModel::Tone::Normal);
        bench.load({test::plainUser(1)}); // gone again: it stays once more
        QCOMPARE(bench.model.rowCount(), 2);
    }

    void aLoadBegunAgainCountsFromThere() {
        Bench bench;
        bench.load(test::plainUsers(1, 3));
        bench.model.beginLoad();
        bench.model.append({test::plainUser(1)});
        bench.model.beginLoad(); // asked again before the first answer was whole
        bench.model.append({test::plainUser(2)});
        bench.model.endLoad();
        QCOMPARE(bench.model.rowCount(), 1);
        QCOMPARE(bench.row(2), 0);
    }

    void clearingForgetsEverything() {
        Bench bench;
        bench.load(test::plainUsers(1, 5));
        bench.model.selectAllShown();
        bench.model.setFilter(QStringLiteral("person"));
        QSignalSpy counts(&bench.model, &TableModel::countsChanged);
        QSignalSpy selection(&bench.model, &TableModel::selectionChanged);
        bench.model.clear();
        QCOMPARE(bench.model.rowCount(), 0);
        QCOMPARE(bench.model.totalCount(), 0);
        QCOMPARE(bench.model.selectedCount(), 0);
        QCOMPARE(bench.row(1), -1);
        QVERIFY(!counts.isEmpty());
        QCOMPARE(selection.count(), 1);
        bench.load(test::plainUsers(1, 2));
        QCOMPARE(bench.model.rowCount(), 2);
        QCOMPARE(bench.model.selectedCount(), 0);
    }

    void countsAreToldAsRowsCome() {
        Bench bench;
        QList<int> totals;
        QObject::connect(&bench.model, &TableModel::countsChanged, &bench.model,
                         [&] { totals.append(bench.model.totalCount()); });
        bench.model.beginLoad();
        bench.model.append(test::plainUsers(1, 2));
        bench.model.append(test::plainUsers(3, 2));
        bench.model.endLoad();
        QCOMPARE(totals.first(), 2);
        QCOMPARE(totals.last(), 4);
    }

    /// Random loads against a plain map: the rows are those of the last whole answer, in order.
    void manyLoadsLeaveTheLastAnswer() {
        QRandomGenerator random(5);
        Bench bench;
        for (int round = 0; round < 30; ++round) {
            QMap<int, UserStatus> expected;
            bench.model.beginLoad();
            for (int i = random.bounded(60); i > 0; --i) {
                User user = test::plainUser(1 + random.bounded(80));
                user.status = static_cast<UserStatus>(random.bounded(3));
                const int number = user.usernameUtf8().sliced(4).toByteArray().toInt();
                expected.insert(number, user.status);
                bench.model.append({user});
            }
            bench.model.endLoad();
            QCOMPARE(bench.model.rowCount(), static_cast<int>(expected.size()));
            int row = 0;
            for (auto it = expected.constBegin(); it != expected.constEnd(); ++it, ++row) {
                QCOMPARE(bench.model.userAt(row).id(), test::plainUser(it.key()).id());
                QCOMPARE(bench.model.userAt(row).status, it.value());
            }
        }
    }
};

QTEST_GUILESS_MAIN(LoadTest)
#include "tst_models_load.moc"
