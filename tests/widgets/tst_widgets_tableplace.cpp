#include "tabledesk.h"

#include <QScrollBar>

using namespace wallaroo;
using Desk = test::TableDesk;

/// Where a person was stays where it is, whatever happens to the rows.
class TablePlaceTest : public QObject {
    Q_OBJECT

    /// From the top of the viewport.
    static int heightOf(const Desk& desk, int number) { return desk.table.rowViewportPosition(desk.rowOf(number)); }

private Q_SLOTS:

    void theCurrentRowIsFollowedThroughSortAndFilter() {
        Desk desk(100);
        QVERIFY(desk.show());
        desk.click(2);
        desk.key(Qt::Key_Right);
        const int column = desk.table.currentIndex().column();
        desk.model.sort(models::UsersModel::Name, Qt::DescendingOrder);
        QCOMPARE(desk.numberAt(desk.current()), 3);
        QCOMPARE(desk.table.currentIndex().column(), column);
        desk.model.setFilter(QStringLiteral("p3"));
        QCOMPARE(desk.numberAt(desk.current()), 3);
        desk.model.setFilter(QString());
        QCOMPARE(desk.numberAt(desk.current()), 3);
        QCOMPARE(desk.selected(), QList<int>{3});
    }

    void aCurrentRowThatWasHiddenComesBack() {
        Desk desk(100);
        QVERIFY(desk.show());
        desk.click(2);
        desk.model.setFilter(QStringLiteral("p77"));
        QCOMPARE(desk.numberAt(desk.current()), 77); // there is always a row to start from
        desk.model.setFilter(QString());
        QCOMPARE(desk.numberAt(desk.current()), 3);
    }

    void theCurrentRowStaysAtItsHeight() {
        Desk desk(1000);
        QVERIFY(desk.show());
        desk.table.scrollTo(desk.model.index(500, 0), QAbstractItemView::PositionAtTop);
        desk.click(503);
        const int before = heightOf(desk, 504);
        auto users = test::plainUsers(1, 1000);
        users.push_back(test::user({2000, "Aaron", "", "", "user2000"}));
        users.push_back(test::user({2001, "Abe", "", "", "user2001"}));
        desk.load(users);
        QCOMPARE(desk.current(), 505);
        QCOMPARE(heightOf(desk, 504), before);
        desk.model.sort(models::UsersModel::Name, Qt::DescendingOrder);
        QCOMPARE(heightOf(desk, 504), before);
    }

    void withoutACurrentRowTheTopmostStays() {
        Desk desk(1000);
        QVERIFY(desk.show());
        desk.table.verticalScrollBar()->setValue(10'005);
        const int top = desk.numberAt(desk.table.rowAt(0));
        const int before = heightOf(desk, top);
        auto users = test::plainUsers(1, 1000);
        users.push_back(test::user({2000, "Aaron", "", "", "user2000"}));
        desk.load(users);
        QCOMPARE(heightOf(desk, top), before);
    }

    void theBeginningStaysTheBeginning() {
        Desk desk(0);
        QVERIFY(desk.show());
        desk.model.beginLoad();
        desk.model.append(test::plainUsers(500, 100));
        QCOMPARE(desk.current(), 0); // the keyboard starts at the top
        desk.model.append(test::plainUsers(1, 100));
        desk.model.endLoad();
        QCOMPARE(desk.table.verticalScrollBar()->value(), 0);
        QCOMPARE(desk.current(), 0);
        QCOMPARE(desk.numberAt(0), 1);
    }

    void aRowChosenWhileLoadingIsFollowed() {
        Desk desk(0);
        QVERIFY(desk.show());
        desk.model.beginLoad();
        desk.model.append(test::plainUsers(500, 100));
        desk.key(Qt::Key_Down);
        QCOMPARE(desk.numberAt(desk.current()), 501);
        desk.model.append(test::plainUsers(1, 100));
        desk.model.endLoad();
        QCOMPARE(desk.numberAt(desk.current()), 501);
        QVERIFY(desk.table.viewport()->rect().contains(desk.table.visualRect(desk.table.currentIndex())));
    }

    void aRowThatLeftIsNobodysPlace() {
        Desk desk(10);
        QVERIFY(desk.show());
        desk.key(Qt::Key_End);
        desk.load(test::plainUsers(1, 5));
        QCOMPARE(desk.current(), 0);
        desk.load(test::plainUsers(1, 10));
        QCOMPARE(desk.numberAt(desk.current()), 10); // back with its row
    }

    void signingOutForgetsThePlace() {
        Desk desk(100);
        QVERIFY(desk.show());
        desk.key(Qt::Key_End);
        desk.model.clear();
        QCOMPARE(desk.current(), -1);
        desk.load(test::plainUsers(1, 100));
        QCOMPARE(desk.current(), 0);
        QCOMPARE(desk.table.verticalScrollBar()->value(), 0);
    }

    void widthsSurviveAReset() {
        Desk desk(10);
        QVERIFY(desk.show());
        desk.table.setColumnWidth(0, 123);
        desk.model.setFilter(QStringLiteral("p1"));
        QCOMPARE(desk.table.columnWidth(0), 123);
        QVERIFY(desk.table.isColumnHidden(models::UsersModel::Id));
        desk.model.clear();
        desk.load(test::plainUsers(1, 3));
        QCOMPARE(desk.table.columnWidth(0), 123);
        QVERIFY(desk.table.isColumnHidden(models::UsersModel::Id));
    }

    void anotherModelStartsAfresh() {
        Desk desk(10);
        QVERIFY(desk.show());
        models::UsersModel other(desk.clock);
        desk.table.setTableModel(&other);
        desk.model.setFilter(QStringLiteral("x")); // no longer ours
        other.beginLoad();
        other.append(test::plainUsers(1, 3));
        other.endLoad();
        QCOMPARE(desk.table.tableModel(), &other);
        QCOMPARE(desk.table.model()->rowCount(), 3);
        desk.table.setTableModel(nullptr);
        desk.key(Qt::Key_Down); // nothing to act on, nothing happens
        desk.key(Qt::Key_Space);
        QTest::mouseMove(desk.table.viewport(), QPoint(5, 5));
        QCOMPARE(desk.table.columnState(), QVariantMap());
    }
};

QTEST_MAIN(TablePlaceTest)
#include "tst_widgets_tableplace.moc"
