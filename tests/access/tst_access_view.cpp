#include "models/accessdesk.h"
#include "style/theme.h"
#include "widgets/accessview.h"

#include <QAccessible>
#include <QAccessibleInterface>
#include <QApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

struct Desk : test::AccessDesk {
    models::AccessModel model{matrix};
    AccessView view;

    explicit Desk(int people = 0, int workspaces = 0) {
        if (people > 0) {
            matrix.setPeople(test::plainUsers(1, people));
            std::vector<Workspace> many;
            for (int i = 1; i <= workspaces; ++i)
                many.push_back(test::workspaceNamed(i, ("w" + QByteArray::number(i)).constData()));
            matrix.setWorkspaces(many);
        }
        view.setAccessibleName(u"Access"_s);
        view.setAccessModel(&model);
        view.resize(900, 500);
    }

    bool show() {
        view.show();
        view.activateWindow();
        view.setFocus();
        return QTest::qWaitForWindowExposed(&view) && QTest::qWaitFor([this] { return view.hasFocus(); });
    }

    QString current() const { return view.currentIndex().data(Qt::AccessibleTextRole).toString(); }

    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(&view, key, modifiers); }
};

} // namespace

class TestAccessView final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void arrowsGoFromCellToCell() {
        Desk desk;
        desk.answerAll();
        QVERIFY(desk.show());
        desk.view.goTo(0, 0);
        QCOMPARE(desk.current(), u"Ana Solano in churn: collaborator"_s);
        desk.key(Qt::Key_Right);
        QCOMPARE(desk.current(), u"Ana Solano in fraud (ID 3): owner"_s);
        desk.key(Qt::Key_Down);
        QCOMPARE(desk.current(), u"Bo Lind in fraud (ID 3): owner"_s);
        desk.key(Qt::Key_End);
        QCOMPARE(desk.current(), u"Bo Lind in fraud (ID 12): collaborator"_s);
    }

    void typingGoesToAPerson() {
        Desk desk;
        QVERIFY(desk.show());
        desk.view.goTo(0, 1);
        QTest::keyClicks(&desk.view, u"dana"_s);
        QCOMPARE(desk.current(), u"Dana Weber in fraud (ID 3): not known"_s); // the workspace stays
    }

    void shiftSelectsABlock() {
        Desk desk;
        QVERIFY(desk.show());
        desk.view.goTo(0, 0);
        QCOMPARE(desk.view.selectedBlock(), QRect(0, 0, 1, 1));
        desk.key(Qt::Key_Right, Qt::ShiftModifier);
        desk.key(Qt::Key_Down, Qt::ShiftModifier);
        desk.key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(desk.view.selectedBlock(), QRect(0, 0, 2, 3));
        desk.key(Qt::Key_Left);
        QCOMPARE(desk.view.selectedBlock().size(), QSize(1, 1));
    }

    void enterOpensTheMenu() {
        Desk desk;
        QVERIFY(desk.show());
        desk.view.goTo(1, 1);
        QPointer<QMenu> menu;
        connect(&desk.view, &AccessView::blockMenuRequested, this, [&menu](QMenu* asked) {
            menu = asked;
            asked->addAction(u"Make owner…"_s);
        });
        desk.key(Qt::Key_Return);
        QTRY_VERIFY(menu && menu->isVisible());
        QTest::keyClick(menu, Qt::Key_Escape);
        QTRY_VERIFY(!menu || !menu->isVisible());
    }

    void noMenuWithoutActs() {
        Desk desk;
        QVERIFY(desk.show());
        desk.view.goTo(1, 1);
        QSignalSpy asked(&desk.view, &AccessView::blockMenuRequested);
        desk.key(Qt::Key_Return); // nobody adds an action
        QCOMPARE(asked.count(), 1);
        QTRY_VERIFY(desk.view.findChildren<QMenu*>().isEmpty());
    }

    void thePlaceIsAPersonAndAWorkspace() {
        Desk desk;
        desk.answerAll();
        QVERIFY(desk.show());
        desk.view.goTo(1, 2);
        const QString before = desk.current();
        desk.model.setPeopleFilter(u"bo"_s);
        QCOMPARE(desk.current(), before);
        desk.model.setPeopleFilter({});
        desk.model.setShowArchived(true);
        desk.model.setShowDefault(true);
        QCOMPARE(desk.current(), before);
        desk.matrix.setFailed(WorkspaceId(12), Error{ErrorKind::Refused, u"no"_s, {}, {}, 0, std::nullopt, {}, {}});
        QCOMPARE(desk.current(), u"Bo Lind in fraud (ID 12): not known"_s);
    }

    void tellsWhatIsInSight() {
        Desk desk(50, 200);
        QSignalSpy sight(&desk.view, &AccessView::sightChanged);
        QVERIFY(desk.show());
        QTRY_COMPARE(desk.model.columnCount(), 200);
        const auto first = desk.view.workspacesInSight();
        QVERIFY(!first.empty() && first.size() < 200);
        QCOMPARE(first.front(), WorkspaceId(1));
        sight.clear();
        desk.view.goTo(0, 150);
        QVERIFY(sight.count() > 0);
        const auto second = desk.view.workspacesInSight();
        QVERIFY(std::find(second.begin(), second.end(), WorkspaceId(151)) != second.end());
        QVERIFY(std::find(second.begin(), second.end(), WorkspaceId(1)) == second.end());
    }

    void headsStay() {
        Desk desk(200, 200);
        QVERIFY(desk.show());
        const int width = desk.view.verticalHeader()->width();
        const int height = desk.view.horizontalHeader()->height();
        desk.view.horizontalScrollBar()->setValue(500);
        desk.view.verticalScrollBar()->setValue(700);
        QCOMPARE(desk.view.verticalHeader()->x(), desk.view.frameWidth());
        QCOMPARE(desk.view.verticalHeader()->width(), width);
        QCOMPARE(desk.view.horizontalHeader()->height(), height);
        QVERIFY(width > desk.view.fontMetrics().averageCharWidth() * 15);
    }

    void paintsWhatTheModelSays() {
        Desk desk;
        QVERIFY(desk.show());
        desk.view.setCurrentIndex({});
        const auto cell = [&desk](int row, int column) {
            QApplication::processEvents();
            const QRect rect = desk.view.visualRect(desk.model.index(row, column));
            return desk.view.viewport()->grab(rect).toImage();
        };
        const QImage unknown = cell(0, 2);
        desk.answer(12, {test::owner(1), test::collaborator(2)});
        const QImage owner = cell(0, 2);
        const QImage collaborator = cell(1, 2);
        const QImage none = cell(2, 2);
        QVERIFY(owner != unknown && collaborator != unknown && none != unknown);
        QVERIFY(owner != collaborator && owner != none && collaborator != none);
        desk.matrix.setStale(WorkspaceId(12));
        QVERIFY(cell(0, 2) != owner);
        QVERIFY(cell(2, 2) != none);
    }

    void readersGetCellsInWords() {
        Desk desk;
        desk.answerAll();
        QVERIFY(desk.show());
        auto* heard = QAccessible::queryAccessibleInterface(&desk.view);
        QVERIFY(heard);
        QCOMPARE(heard->text(QAccessible::Name), u"Access"_s);
        auto* table = heard->tableInterface();
        QVERIFY(table);
        QCOMPARE(table->rowCount(), 4);
        QCOMPARE(table->columnCount(), 3);
        QCOMPARE(table->cellAt(1, 2)->text(QAccessible::Name), u"Bo Lind in fraud (ID 12): collaborator"_s);
        QCOMPARE(table->columnDescription(0), u"churn"_s);
        QCOMPARE(table->rowDescription(3), u"Dana Weber"_s);
    }

    void emptyAndAgain() {
        Desk desk;
        QVERIFY(desk.show());
        desk.matrix.clear();
        desk.view.goTo(0, 0);
        QCOMPARE(desk.view.workspacesInSight().size(), size_t(0));
        QVERIFY(desk.view.selectedBlock().isNull());
        desk.key(Qt::Key_Return);
        QTest::keyClicks(&desk.view, u"a"_s);
        desk.view.grab();
        desk.setPeople();
        desk.setWorkspaces();
        QTRY_COMPARE(desk.model.rowCount(), 4);
        desk.view.grab();
    }

    void fromRightToLeft() {
        Desk desk;
        desk.answerAll();
        desk.view.setLayoutDirection(Qt::RightToLeft);
        QVERIFY(desk.show());
        desk.view.setCurrentIndex({});
        const QRect rect = desk.view.visualRect(desk.model.index(0, 0)); // collaborator
        const QImage image = desk.view.viewport()->grab(rect).toImage();
        const QRect other = desk.view.visualRect(desk.model.index(2, 0)); // owner
        QVERIFY(image != desk.view.viewport()->grab(other).toImage());
        QVERIFY(rect.left() > desk.view.visualRect(desk.model.index(0, 1)).left());
    }
};

QTEST_MAIN(TestAccessView)
#include "tst_access_view.moc"
