#include "tabledesk.h"
#include "widgets/tableaccessible.h"

#include <QAccessible>
#include <QAccessibleActionInterface>
#include <QHeaderView>

using namespace wallaroo;
using Desk = test::TableDesk;
using Users = models::UsersModel;

class TableAccessibleTest : public QObject {
    Q_OBJECT

    static QAccessibleInterface* tree(Desk& desk) { return QAccessible::queryAccessibleInterface(&desk.table); }

    static QAccessibleTableInterface* grid(Desk& desk) { return tree(desk)->tableInterface(); }

    static QString nameOf(const QAccessibleInterface* cell) { return cell->text(QAccessible::Name); }

    /// What the view tells where somebody listens; off screen nobody can.
    static void tellReset(Desk& desk) {
        QAccessibleTableModelChangeEvent event(&desk.table, QAccessibleTableModelChangeEvent::ModelReset);
        grid(desk)->modelChange(&event);
    }

private Q_SLOTS:

    void initTestCase() { installTableAccessibility(); }

    void isATable() {
        Desk desk(3);
        desk.table.setAccessibleName(QStringLiteral("Users"));
        QVERIFY(desk.show());
        QCOMPARE(tree(desk)->role(), QAccessible::Table);
        QCOMPARE(nameOf(tree(desk)), QStringLiteral("Users"));
        QVERIFY(tree(desk)->state().multiSelectable);
        QVERIFY(tree(desk)->state().focusable);
        QCOMPARE(grid(desk)->rowCount(), 3);
        QCOMPARE(grid(desk)->columnCount(), 6);
        QCOMPARE(tree(desk)->childCount(), 4 * 6);
        QCOMPARE(grid(desk)->columnDescription(1), QStringLiteral("E-mail"));
        QCOMPARE(grid(desk)->columnDescription(9), QString());
    }

    void cellsSayWhatIsShown() {
        Desk desk(3);
        QVERIFY(desk.show());
        QAccessibleInterface* cell = grid(desk)->cellAt(1, 1);
        QVERIFY(cell->isValid());
        QCOMPARE(cell->role(), QAccessible::Cell);
        QCOMPARE(nameOf(cell), QStringLiteral("p2@example.com"));
        QCOMPARE(nameOf(grid(desk)->cellAt(1, 2)), QStringLiteral("Active"));
        QCOMPARE(cell->parent(), tree(desk));
        QCOMPARE(cell->childCount(), 0);
        QVERIFY(!cell->state().selected);
        QVERIFY(cell->state().selectable);
        QVERIFY(cell->tableCellInterface());
        QCOMPARE(cell->tableCellInterface()->rowIndex(), 1);
        QCOMPARE(cell->tableCellInterface()->columnIndex(), 1);
        QCOMPARE(cell->tableCellInterface()->table(), tree(desk));
        QVERIFY(!grid(desk)->cellAt(3, 0));
        QVERIFY(!grid(desk)->cellAt(0, 6));
        QVERIFY(!grid(desk)->cellAt(-1, 0));
    }

    void datesAreDescribedExactly() {
        Desk desk(0);
        User user = test::plainUser(1);
        user.created = Moment::at(desk.clock.wallMs());
        desk.load({user});
        QVERIFY(grid(desk)->cellAt(0, 5)->text(QAccessible::Description).contains(QStringLiteral("UTC")));
        QCOMPARE(grid(desk)->cellAt(0, 0)->text(QAccessible::Description), QString());
    }

    void headsAreButtonsThatSort() {
        Desk desk(3);
        QVERIFY(desk.show());
        const auto heads = grid(desk)->cellAt(2, 1)->tableCellInterface()->columnHeaderCells();
        QCOMPARE(heads.size(), 1);
        QAccessibleInterface* head = heads.first();
        QCOMPARE(head->role(), QAccessible::ColumnHeader);
        QCOMPARE(nameOf(head), QStringLiteral("E-mail"));
        QCOMPARE(head->text(QAccessible::Description), QString());
        QCOMPARE(head->actionInterface()->actionNames(), QStringList{QAccessibleActionInterface::pressAction()});
        head->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(desk.table.horizontalHeader()->sortIndicatorSection(), int(Users::Email));
        QCOMPARE(nameOf(head), QStringLiteral("E-mail")); // the name stays
        QCOMPARE(head->text(QAccessible::Description), QStringLiteral("sorted, ascending"));
        head->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(head->text(QAccessible::Description), QStringLiteral("sorted, descending"));
        QCOMPARE(nameOf(grid(desk)->cellAt(0, 0)), QStringLiteral("Person 3"));
        QVERIFY(!head->rect().isEmpty());
    }

    void childrenAreCountedBothWays() {
        Desk desk(4);
        QVERIFY(desk.show());
        for (int i = 0; i < tree(desk)->childCount(); ++i) {
            QAccessibleInterface* child = tree(desk)->child(i);
            QVERIFY(child && child->isValid());
            QCOMPARE(tree(desk)->indexOfChild(child), i);
        }
        QCOMPARE(nameOf(tree(desk)->child(1)), QStringLiteral("E-mail"));
        QCOMPARE(nameOf(tree(desk)->child(6)), QStringLiteral("Person 1"));
        QVERIFY(!tree(desk)->child(-1));
        QVERIFY(!tree(desk)->child(5 * 6));
        QCOMPARE(tree(desk)->indexOfChild(tree(desk)), -1);
        QCOMPARE(accessibleChild(desk.table, desk.model.index(2, Users::Status)), 3 * 6 + 2);
        QCOMPARE(accessibleChild(desk.table, desk.model.index(2, Users::Id)), -1); // not shown
        QCOMPARE(accessibleChild(desk.table, QModelIndex()), -1);
    }

    void selectionIsTheModels() {
        Desk desk(5);
        QVERIFY(desk.show());
        desk.model.setSelected(1, 2, true);
        QVERIFY(grid(desk)->isRowSelected(1));
        QVERIFY(!grid(desk)->isRowSelected(0));
        QVERIFY(!grid(desk)->isRowSelected(99));
        QVERIFY(grid(desk)->cellAt(1, 3)->state().selected);
        QVERIFY(grid(desk)->cellAt(1, 3)->tableCellInterface()->isSelected());
        QCOMPARE(grid(desk)->selectedRowCount(), 2);
        QCOMPARE(grid(desk)->selectedRows(), (QList<int>{1, 2}));
        QCOMPARE(grid(desk)->selectedCellCount(), 12);
        QCOMPARE(grid(desk)->selectedCells().size(), 12);
        desk.model.setFilter(QStringLiteral("p3"));
        QCOMPARE(grid(desk)->selectedRowCount(), 1); // what it shows
    }

    void selectsThroughTheModel() {
        Desk desk(5);
        QVERIFY(desk.show());
        QVERIFY(grid(desk)->selectRow(4));
        QVERIFY(grid(desk)->selectRow(0));
        QVERIFY(grid(desk)->unselectRow(4));
        QVERIFY(!grid(desk)->selectRow(5));
        QVERIFY(!grid(desk)->selectColumn(1));
        QCOMPARE(desk.selected(), QList<int>{1});
        QAccessibleActionInterface* action = grid(desk)->cellAt(2, 0)->actionInterface();
        action->doAction(QAccessibleActionInterface::toggleAction());
        QCOMPARE(desk.selected(), (QList<int>{1, 3}));
        QSignalSpy opened(&desk.table, &ResourceTable::rowActivated);
        action->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened[0][0].toInt(), 2);
        grid(desk)->cellAt(3, 1)->actionInterface()->doAction(QAccessibleActionInterface::setFocusAction());
        QCOMPARE(desk.current(), 3);
    }

    void cellsAreWhereTheyAreSeen() {
        Desk desk(100);
        QVERIFY(desk.show());
        QAccessibleInterface* cell = grid(desk)->cellAt(1, 1);
        const QPoint center = cell->rect().center();
        QCOMPARE(tree(desk)->childAt(center.x(), center.y()), cell);
        QAccessibleInterface* head = tree(desk)->child(1);
        const QPoint onHead = head->rect().center();
        QCOMPARE(tree(desk)->childAt(onHead.x(), onHead.y()), head);
        QVERIFY(!cell->state().offscreen);
        QVERIFY(grid(desk)->cellAt(90, 1)->state().offscreen);
        QVERIFY(!tree(desk)->childAt(-500, -500));
    }

    void theFocusIsOnTheCurrentCell() {
        Desk desk(5);
        QVERIFY(desk.show());
        desk.key(Qt::Key_End);
        QCOMPARE(nameOf(tree(desk)->focusChild()), QStringLiteral("Person 5"));
        QVERIFY(tree(desk)->focusChild()->state().focused);
        QVERIFY(!grid(desk)->cellAt(0, 0)->state().focused);
        desk.table.clearFocus();
        QVERIFY(!tree(desk)->focusChild());
        QVERIFY(!grid(desk)->cellAt(4, 0)->state().focused);
    }

    void cellsArePlacesThatSurvive() {
        Desk desk(20);
        QVERIFY(desk.show());
        QAccessibleInterface* first = grid(desk)->cellAt(0, 0);
        QAccessibleInterface* last = grid(desk)->cellAt(19, 0);
        const QAccessible::Id lastId = QAccessible::uniqueId(last);
        QCOMPARE(nameOf(first), QStringLiteral("Person 1"));
        desk.model.sort(Users::Name, Qt::DescendingOrder);
        QCOMPARE(nameOf(first), QStringLiteral("Person 20"));
        QCOMPARE(grid(desk)->cellAt(0, 0), first);
        desk.model.setFilter(QStringLiteral("p1"));
        tellReset(desk);
        QCOMPARE(nameOf(first), QStringLiteral("Person 19"));
        QVERIFY(!QAccessible::accessibleInterface(lastId)); // there is no row 20 any more
        desk.model.clear();
        QCOMPARE(grid(desk)->rowCount(), 0);
        QCOMPARE(tree(desk)->childCount(), 6); // heads stay
    }

    void hiddenColumnsHaveNoCells() {
        Desk desk(3);
        QVERIFY(desk.show());
        QAccessibleInterface* type = grid(desk)->cellAt(0, 3);
        QCOMPARE(type->tableCellInterface()->columnIndex(), 3);
        desk.table.setColumnHidden(Users::Type, true);
        QVERIFY(!type->isValid());
        QVERIFY(type->state().invalid);
        QCOMPARE(nameOf(type), QString());
        QCOMPARE(grid(desk)->columnCount(), 5);
        desk.table.horizontalHeader()->moveSection(0, 1);
        QCOMPARE(nameOf(grid(desk)->cellAt(0, 0)), QStringLiteral("p1@example.com")); // as they are seen
    }

    void readingGoesOnWhileRowsArrive() {
        Desk desk(0);
        QVERIFY(desk.show());
        desk.model.beginLoad();
        int read = 0;
        for (int batch = 0; batch < 40; ++batch) {
            desk.model.append(test::plainUsers(1 + batch * 500, 500));
            const int rows = grid(desk)->rowCount();
            for (int row = 0; row < rows; row += 97) {
                QAccessibleInterface* cell = grid(desk)->cellAt(row, 1);
                QVERIFY(cell && cell->isValid());
                QVERIFY(nameOf(cell).endsWith(QStringLiteral("@example.com")));
                ++read;
            }
            if (batch % 8 == 7)
                desk.table.sortByHead(batch % 16 == 7 ? Users::Email : Users::Name);
        }
        desk.model.endLoad();
        QCOMPARE(grid(desk)->rowCount(), 20'000);
        QVERIFY(read > 1000);
    }

    void aTableThatIsGoneIsNoTrap() {
        auto desk = std::make_unique<Desk>(3);
        QAccessibleInterface* cell = grid(*desk)->cellAt(0, 0);
        const QAccessible::Id id = QAccessible::uniqueId(cell);
        desk.reset();
        QVERIFY(!QAccessible::accessibleInterface(id));
    }

    void withoutAModelThereIsNothingToRead() {
        ResourceTable bare;
        QAccessibleInterface* table = QAccessible::queryAccessibleInterface(&bare);
        QCOMPARE(table->childCount(), 0);
        QCOMPARE(table->tableInterface()->rowCount(), 0);
        QVERIFY(table->tableInterface()->selectedRows().isEmpty());
    }
};

QTEST_MAIN(TableAccessibleTest)
#include "tst_widgets_tableaccessible.moc"
