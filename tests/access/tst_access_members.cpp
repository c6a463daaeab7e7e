#include "dialogs/consequencesheet.h"
#include "models/accessdesk.h"
#include "support/fakeclock.h"
#include "widgets/membersview.h"

#include <QHeaderView>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using models::MembersModel;

namespace {

struct Desk {
    test::AccessDesk access;
    test::FakeClock clock;
    MembersModel model{access.matrix, clock};
    MembersView view{model};

    Desk() {
        access.answerAll();
        model.setWorkspace(access.workspace(12)); // Ana owns it, Bo helps
        view.resize(420, 300);
        view.show();
    }

    QStringList selected() const {
        QStringList names;
        for (const auto person : view.selectedPeople())
            names << access.matrix.person(person).displayName();
        return names;
    }
};

} // namespace

/// The table of members, and the sheet's list of who is concerned.
class TestAccessMembers final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void whoIsSelectedStaysSo() {
        Desk desk;
        desk.view.selectRow(desk.model.rowOf(desk.access.person(2)));
        QCOMPARE(desk.selected(), QStringList{u"Bo Lind"_s});
        desk.access.answer(12, {test::owner(1), test::owner(2), test::owner(4)}); // Bo has become owner: another row
        QCOMPARE(desk.selected(), QStringList{u"Bo Lind"_s});
        QCOMPARE(desk.view.currentIndex().row(), desk.model.rowOf(desk.access.person(2)));
        desk.access.answer(12, {test::owner(1)});
        QVERIFY(desk.selected().isEmpty());
    }

    void ofAnotherWorkspaceNobodyIsSelected() {
        Desk desk;
        desk.view.selectRow(0); // Ana, who is in churn too
        desk.model.setWorkspace(desk.access.workspace(7));
        QVERIFY(desk.selected().isEmpty());
    }

    void byKeySomebodyIsSelectedAndRemoved() {
        Desk desk;
        QSignalSpy removed(&desk.view, &MembersView::removeRequested);
        desk.view.activateWindow();
        desk.view.clearFocus();
        desk.view.setFocus(Qt::TabFocusReason);
        QTRY_COMPARE(desk.selected(), QStringList{u"Ana Solano"_s});
        QTest::keyClick(&desk.view, Qt::Key_Delete);
        QCOMPARE(removed.size(), 1);
        QTest::keyClick(&desk.view, Qt::Key_Delete, Qt::ShiftModifier);
        QCOMPARE(removed.size(), 1);
    }

    void columnsShareTheRoomThereIs() {
        Desk desk;
        desk.view.resize(desk.view.sizeHint());
        QTRY_VERIFY(desk.view.isColumnHidden(MembersModel::Email));
        QVERIFY(desk.view.horizontalHeader()->length() <= desk.view.viewport()->width()); // no scrolling
        desk.view.resize(desk.view.sizeHint().width() * 2, 300);
        QTRY_VERIFY(!desk.view.isColumnHidden(MembersModel::Email));
    }

    void theSheetShowsWholeNames() {
        Consequences what;
        what.title = u"Remove 1 member"_s;
        what.subjects.append({u"12/5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911"_s,
                              u"Maximiliane Oberhofer in fraud-models (ID 12)"_s,
                              u"maximiliane.oberhofer@example.com"_s, u"owner → no member"_s, true});
        QWidget window;
        window.resize(1140, 700);
        auto* sheet = new ConsequenceSheet(what, &window);
        const auto* list = sheet->findChild<QTreeView*>(u"consequenceSubjects"_s);
        QVERIFY(list);
        const int name = list->fontMetrics().horizontalAdvance(what.subjects[0].name);
        QVERIFY2(list->columnWidth(0) > name, qPrintable(u"%1 for %2"_s.arg(list->columnWidth(0)).arg(name)));
        QVERIFY(sheet->width() <= window.width());
    }
};

QTEST_MAIN(TestAccessMembers)
#include "tst_access_members.moc"
