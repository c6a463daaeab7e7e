#include "tabledesk.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QMenu>

using namespace wallaroo;
using Desk = test::TableDesk;

/// Selecting, moving, searching and copying, by keyboard and by mouse.
class ResourceTableTest : public QObject {
    Q_OBJECT

    static QMenu* openMenu() { return qobject_cast<QMenu*>(QApplication::activePopupWidget()); }

    static QAction* entry(const QMenu* menu, const QString& text) {
        for (QAction* action : menu->actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }

    /// Longer after the last letter than a search waits for the next.
    static void typeAnew(Desk& desk, const QString& text) {
        QElapsedTimer since;
        since.start();
        QTRY_VERIFY(since.elapsed() > 0);
        const int usual = QApplication::keyboardInputInterval();
        QApplication::setKeyboardInputInterval(0);
        desk.type(text.left(1));
        QApplication::setKeyboardInputInterval(usual);
        desk.type(text.mid(1));
    }

private Q_SLOTS:

    void clickSelectsOneRow() {
        Desk desk;
        QVERIFY(desk.show());
        desk.click(3);
        desk.click(5);
        QCOMPARE(desk.selected(), QList<int>{6});
        QCOMPARE(desk.current(), 5);
        QVERIFY(!desk.table.selectionModel()->hasSelection()); // that is not the one
    }

    void controlClickToggles() {
        Desk desk;
        QVERIFY(desk.show());
        desk.click(1);
        desk.click(4, Qt::ControlModifier);
        desk.click(6, Qt::ControlModifier);
        desk.click(4, Qt::ControlModifier);
        QCOMPARE(desk.selected(), (QList<int>{2, 7}));
    }

    void shiftClickSelectsARange() {
        Desk desk;
        QVERIFY(desk.show());
        desk.click(6);
        desk.click(3, Qt::ShiftModifier);
        QCOMPARE(desk.selected(), (QList<int>{4, 5, 6, 7}));
        desk.click(8, Qt::ShiftModifier); // from the same end
        QCOMPARE(desk.selected(), (QList<int>{7, 8, 9}));
        desk.click(1, Qt::ControlModifier);
        desk.click(2, Qt::ShiftModifier | Qt::ControlModifier);
        QCOMPARE(desk.selected(), (QList<int>{2, 3, 7, 8, 9}));
    }

    void draggingSelectsARange() {
        Desk desk;
        QVERIFY(desk.show());
        QTest::mousePress(desk.table.viewport(), Qt::LeftButton, Qt::NoModifier, desk.placeOf(2));
        for (int row = 2; row <= 5; ++row) {
            QMouseEvent move(QEvent::MouseMove, desk.placeOf(row),
                             desk.table.viewport()->mapToGlobal(desk.placeOf(row)), Qt::NoButton, Qt::LeftButton,
                             Qt::NoModifier);
            QApplication::sendEvent(desk.table.viewport(), &move);
        }
        QTest::mouseRelease(desk.table.viewport(), Qt::LeftButton, Qt::NoModifier, desk.placeOf(5));
        QCOMPARE(desk.selected(), (QList<int>{3, 4, 5, 6}));
        desk.key(Qt::Key_Down); // the mouse is up
        QCOMPARE(desk.selected(), (QList<int>{3, 4, 5, 6}));
    }

    void clickBesideTheRowsSelectsNothing() {
        Desk desk(3);
        QVERIFY(desk.show());
        desk.click(1);
        QTest::mouseClick(desk.table.viewport(), Qt::LeftButton, Qt::NoModifier,
                          QPoint(20, desk.table.viewport()->height() - 5));
        QCOMPARE(desk.model.selectedCount(), 0);
    }

    void arrowsTakeASelectedRowAlong() {
        Desk desk;
        QVERIFY(desk.show());
        desk.click(1);
        desk.key(Qt::Key_Down);
        QCOMPARE(desk.current(), 2);
        QCOMPARE(desk.selected(), QList<int>{3});
        desk.key(Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(desk.current(), 3);
        QCOMPARE(desk.selected(), QList<int>{3});
    }

    void arrowsLeaveACollectionAlone() {
        Desk desk;
        QVERIFY(desk.show());
        desk.key(Qt::Key_Down);
        QCOMPARE(desk.model.selectedCount(), 0);
        desk.key(Qt::Key_Space);
        desk.key(Qt::Key_Down);
        desk.key(Qt::Key_Down);
        desk.key(Qt::Key_Space);
        QCOMPARE(desk.selected(), (QList<int>{2, 4}));
        desk.key(Qt::Key_Space);
        QCOMPARE(desk.selected(), QList<int>{2});
        desk.key(Qt::Key_Up);
        QCOMPARE(desk.selected(), QList<int>{2});
    }

    void shiftArrowsSelectARange() {
        Desk desk;
        QVERIFY(desk.show());
        desk.click(4);
        desk.key(Qt::Key_Down, Qt::ShiftModifier);
        desk.key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(desk.selected(), (QList<int>{5, 6, 7}));
        desk.key(Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(desk.selected(), (QList<int>{5, 6}));
        desk.key(Qt::Key_Home, Qt::ShiftModifier);
        QCOMPARE(desk.selected(), (QList<int>{1, 2, 3, 4, 5}));
        desk.key(Qt::Key_End);
        QCOMPARE(desk.current(), 29);
        desk.key(Qt::Key_PageUp, Qt::ShiftModifier | Qt::ControlModifier);
        QVERIFY(desk.selected().size() > 6);
        QVERIFY(desk.selected().contains(1));
        QVERIFY(desk.selected().contains(30));
    }

    void leftAndRightKeepTheRow() {
        Desk desk;
        QVERIFY(desk.show());
        desk.click(2);
        const int column = desk.table.currentIndex().column();
        desk.key(Qt::Key_Right);
        QCOMPARE(desk.current(), 2);
        QVERIFY(desk.table.currentIndex().column() != column);
        QCOMPARE(desk.selected(), QList<int>{3});
    }

    void controlASelectsWhatIsShown() {
        Desk desk;
        QVERIFY(desk.show());
        desk.model.setFilter(QStringLiteral("p1"));
        desk.key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(desk.model.selectedCount(), 11);
        desk.key(Qt::Key_Down); // not lost by moving
        QCOMPARE(desk.model.selectedCount(), 11);
    }

    void escapeClearsOneStepAtATime() {
        Desk desk;
        QVERIFY(desk.show());
        desk.click(2);
        QKeyEvent first(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
        QApplication::sendEvent(&desk.table, &first);
        QVERIFY(first.isAccepted());
        QCOMPARE(desk.model.selectedCount(), 0);
        QKeyEvent second(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
        QApplication::sendEvent(&desk.table, &second);
        QVERIFY(!second.isAccepted()); // whoever is around goes back
    }

    void otherKeysAreThePages() {
        Desk desk;
        QVERIFY(desk.show());
        for (const Qt::Key key : {Qt::Key_Delete, Qt::Key_F5, Qt::Key_F1}) {
            QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
            QApplication::sendEvent(&desk.table, &event);
            QVERIFY(!event.isAccepted());
        }
    }

    void asksForTheFilter() {
        Desk desk;
        QVERIFY(desk.show());
        QSignalSpy asked(&desk.table, &ResourceTable::filterRequested);
        desk.type(QStringLiteral("/"));
        desk.key(Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(asked.count(), 2);
    }

    void opensARow() {
        Desk desk;
        QVERIFY(desk.show());
        QSignalSpy opened(&desk.table, &ResourceTable::rowActivated);
        desk.click(3);
        QCOMPARE(opened.count(), 0); // reading is not opening
        desk.key(Qt::Key_Return);
        desk.key(Qt::Key_Enter, Qt::KeypadModifier);
        desk.key(Qt::Key_Return, Qt::ControlModifier); // is the sheet's
        QTest::mouseDClick(desk.table.viewport(), Qt::LeftButton, Qt::NoModifier, desk.placeOf(5));
        QCOMPARE(opened.count(), 3);
        QCOMPARE(opened[0][0].toInt(), 3);
        QCOMPARE(opened[2][0].toInt(), 5);
    }

    void typingGoesToARow() {
        Desk desk(0);
        desk.load({test::user({1, "Ana", "Solano", "", "user1"}), test::user({2, "Bo", "Weber", "", "user2"}),
                   test::user({3, "Zo\xC3\xAB", "A", "", "user3"}), test::user({4, "Zoe", "B", "", "user4"})});
        QVERIFY(desk.show());
        desk.type(QStringLiteral("zoe b"));
        QCOMPARE(desk.numberAt(desk.current()), 4);
        QCOMPARE(desk.model.selectedCount(), 0); // the space was part of the name
        typeAnew(desk, QStringLiteral("a"));
        QCOMPARE(desk.numberAt(desk.current()), 1);
        typeAnew(desk, QStringLiteral("zz")); // the same letter: one by one
        QCOMPARE(desk.numberAt(desk.current()), 4);
        typeAnew(desk, QStringLiteral(" ")); // and now it selects
        QCOMPARE(desk.selected(), QList<int>{4});
        desk.type(QStringLiteral("q"));
        QCOMPARE(desk.numberAt(desk.current()), 4); // nobody: stay
    }

    void typingGoesOnFromTheLastRow() {
        Desk desk(3);
        QVERIFY(desk.show());
        desk.key(Qt::Key_End);
        desk.type(QStringLiteral("p"));
        QCOMPARE(desk.current(), 0);
    }

    void windowShortcutsDoNotTakeWhatIsTyped() {
        Desk desk;
        QVERIFY(desk.show());
        QAction shortcut;
        shortcut.setShortcuts({QKeySequence(Qt::Key_P), QKeySequence(QKeySequence::Copy)});
        desk.table.addAction(&shortcut);
        QSignalSpy taken(&shortcut, &QAction::triggered);
        QSignalSpy copied(&desk.table, &ResourceTable::copyRequested);
        desk.key(Qt::Key_C, Qt::ControlModifier);
        desk.type(QStringLiteral("p"));
        QCOMPARE(taken.count(), 0);
        QCOMPARE(copied.count(), 1);
    }

    void copiesSelectedRowsElseTheCurrentOne() {
        Desk desk(3);
        QVERIFY(desk.show());
        desk.table.restoreColumnState(
            {{QStringLiteral("version"), 1},
             {QStringLiteral("columns"), QVariantList{QVariantMap{{QStringLiteral("key"), QStringLiteral("email")}},
                                                      QVariantMap{{QStringLiteral("key"), QStringLiteral("name")}}}}});
        for (const int column : {3, 4, 5, 6, 7, 8, 2})
            desk.table.setColumnHidden(column, true);
        desk.key(Qt::Key_End);
        QCOMPARE(desk.table.copySelection(), QStringLiteral("E-mail\tName\np3@example.com\tPerson 3\n"));
        desk.model.setSelected(0, 1, true);
        QCOMPARE(desk.table.copySelection(),
                 QStringLiteral("E-mail\tName\np1@example.com\tPerson 1\np2@example.com\tPerson 2\n"));
    }

    void copiesNothingFromNothing() {
        Desk desk(0);
        QCOMPARE(desk.table.copySelection(), QString());
        const ResourceTable bare;
        QCOMPARE(bare.copySelection(), QString());
    }

    void formulasAreDefusedInCopies() {
        Desk desk(0);
        desk.load({test::user({1, "=cmd|' /C calc'!A0", "", "", "user1"})});
        desk.model.selectAllShown();
        QVERIFY(desk.table.copySelection().contains(QStringLiteral("\n'=cmd")));
    }

    void rightClickOffersTheRow() {
        Desk desk;
        QVERIFY(desk.show());
        QSignalSpy texts(&desk.table, &ResourceTable::textCopyRequested);
        QSignalSpy rows(&desk.table, &ResourceTable::copyRequested);
        QSignalSpy menus(&desk.table, &ResourceTable::rowMenuRequested);
        desk.click(2, Qt::NoModifier, Qt::RightButton);
        QCOMPARE(desk.selected(), QList<int>{3});
        QContextMenuEvent event(QContextMenuEvent::Mouse, desk.placeOf(2),
                                desk.table.viewport()->mapToGlobal(desk.placeOf(2)));
        QApplication::sendEvent(desk.table.viewport(), &event);
        QMenu* menu = openMenu();
        QVERIFY(menu);
        QCOMPARE(menus.count(), 1);
        QCOMPARE(menus[0][1].toInt(), 2);
        entry(menu, QStringLiteral("Copy cell"))->trigger();
        entry(menu, QStringLiteral("Copy ID"))->trigger();
        entry(menu, QStringLiteral("Copy rows"))->trigger();
        entry(menu, QStringLiteral("Clear selection"))->trigger();
        menu->close();
        QCOMPARE(texts[0][0].toString(), QStringLiteral("Person 3"));
        QCOMPARE(texts[1][0].toString(), QString::fromLatin1(test::idOf(3)));
        QCOMPARE(rows.count(), 1);
        QCOMPARE(desk.model.selectedCount(), 0);
    }

    void rightClickKeepsASelectionItIsIn() {
        Desk desk;
        QVERIFY(desk.show());
        desk.model.setSelected(1, 3, true);
        desk.click(2, Qt::NoModifier, Qt::RightButton);
        QCOMPARE(desk.model.selectedCount(), 3);
        desk.click(5, Qt::NoModifier, Qt::RightButton);
        QCOMPARE(desk.selected(), QList<int>{6});
    }

    void theMenuIsReachedByKeyboard() {
        Desk desk;
        QVERIFY(desk.show());
        desk.key(Qt::Key_Down);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(desk.table.viewport(), &event);
        QMenu* menu = openMenu();
        QVERIFY(menu);
        const QAction* columns = entry(menu, QStringLiteral("Columns"));
        QVERIFY(columns && columns->menu());
        const QAction* sort = entry(menu, QStringLiteral("Sort by"));
        QVERIFY(sort && sort->menu());
        entry(sort->menu(), QStringLiteral("E-mail"))->trigger();
        QCOMPARE(desk.table.horizontalHeader()->sortIndicatorSection(), int(models::UsersModel::Email));
        menu->close();
    }

    void rowsAreOneLineHigh() {
        Desk desk(0);
        desk.load({test::user({1, "a\nb\nc", "", "", "user1"}), test::plainUser(2)});
        QVERIFY(desk.show());
        QCOMPARE(desk.table.rowHeight(0), desk.table.rowHeight(1));
        QFont large = desk.table.font();
        large.setPointSize(large.pointSize() * 2);
        const int before = desk.table.rowHeight(0);
        desk.table.setFont(large);
        QVERIFY(desk.table.rowHeight(0) > before * 3 / 2); // from the font
    }

    void clickingAHeadSorts() {
        Desk desk;
        QVERIFY(desk.show());
        auto* header = desk.table.horizontalHeader();
        const auto clickHead = [&](int column) {
            QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::NoModifier,
                              QPoint(header->sectionViewportPosition(column) + 20, header->height() / 2));
        };
        clickHead(models::UsersModel::Name); // it was sorted so: turned round
        QCOMPARE(desk.numberAt(0), 30);
        clickHead(models::UsersModel::LastSignIn);
        QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder); // the latest first
        clickHead(models::UsersModel::Email);
        QCOMPARE(desk.numberAt(1), 2); // p1, p2, … by number
    }
};

QTEST_MAIN(ResourceTableTest)
#include "tst_widgets_resourcetable.moc"
