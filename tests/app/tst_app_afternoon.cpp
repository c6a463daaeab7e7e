// One administrator's afternoon in the window, against the real sandbox with answers that take their time: forty people
// found by a filter are deactivated, the consequences read, the run stopped half-way, gone on with, its report saved,
// three taken back. Once by keys alone, which go to whatever has the focus, and once by the mouse alone.
#include "exchange/csv.h"
#include "usersdesk.h"

#include <QFile>
#include <QLabel>
#include <QTimer>
#include <QTreeView>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::test;

namespace {

constexpr int many = 40;
constexpr int mostTabs = 80;

struct Afternoon : UsersDesk {
    Afternoon() { sandboxOptions = {u"--users"_s, u"160"_s, u"--scenario"_s, u"leaver"_s, u"--latency"_s, u"250"_s}; }

    /// To whatever has the focus, as a keyboard does.
    static void key(Qt::Key key, Qt::KeyboardModifiers held = Qt::NoModifier, int times = 1) {
        for (int i = 0; i < times; ++i) {
            auto* modal = QApplication::activeModalWidget();
            QWidget* front = modal ? modal : QApplication::activeWindow();
            QWidget* target = QApplication::focusWidget() ? QApplication::focusWidget() : front;
            if (target)
                QTest::keyClick(target, key, held);
        }
    }

    /// As a desktop does when a dialog has closed.
    [[nodiscard]] bool backInFront() const {
        if (!QTest::qWaitFor([this] { return !sheet(); }))
            return false;
        window()->activateWindow();
        return QTest::qWaitForWindowActive(window());
    }

    static void type(const QString& text) { QTest::keyClicks(QApplication::focusWidget(), text); }

    /// Tab after Tab; false when the focus never comes there.
    static bool tabTo(const char* objectName) {
        for (int i = 0; i < mostTabs; ++i) {
            if (QApplication::focusWidget() && QApplication::focusWidget()->objectName() == QLatin1String(objectName))
                return true;
            key(Qt::Key_Tab);
        }
        return false;
    }

    /// On the middle of what can be seen of it.
    static void click(QWidget* widget, QPoint at = {}) {
        QTest::mouseClick(widget, Qt::LeftButton, {}, at.isNull() ? widget->rect().center() : at);
    }

    /// The click that opens a menu returns when it is closed: what is chosen there is clicked meanwhile.
    static void clickInMenu(QPushButton* button, const QString& text) {
        // Until Qt 6.8 the click returns only when the menu is closed again.
        auto* poll = new QTimer(button);
        QObject::connect(poll, &QTimer::timeout, button, [poll, button, text] {
            if (!button->menu()->isVisible())
                return;
            poll->deleteLater();
            for (auto* action : button->menu()->actions()) {
                if (action->text() != text)
                    continue;
                const QPoint place = button->menu()->actionGeometry(action).center();
                QTest::mouseMove(button->menu(), place); // as a hand does; a menu takes no click right where it opened
                click(button->menu(), place);
            }
        });
        poll->start(10);
        click(button);
    }

    static void clickRow(QAbstractItemView* view, int row, Qt::KeyboardModifiers held = {}) {
        const QModelIndex index = view->model()->index(row, 0);
        view->scrollTo(index);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, held, view->visualRect(index).center());
    }

    [[nodiscard]] int counted(RowOutcome outcome) const { return results().model().count(outcome); }

    [[nodiscard]] int inactive() const { return countOf(model(), UserStatus::Inactive); }

    /// The rows of a saved report that say so.
    [[nodiscard]] int reported(const QString& path, const QString& word) const {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return -1;
        const auto lines = QString::fromUtf8(file.readAll()).split(u'\n');
        return static_cast<int>(
            std::count_if(lines.begin(), lines.end(), [&word](const QString& line) { return line.contains(word); }));
    }
};

} // namespace

class TestAppAfternoon : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void byTheKeyboardAlone();
    void byTheMouseAlone();
};

void TestAppAfternoon::byTheKeyboardAlone() {
    Afternoon desk;
    QVERIFY(desk.open());
    QTRY_COMPARE(QApplication::focusWidget(), &desk.users());
    const int before = desk.inactive();
    desk.key(Qt::Key_F, Qt::ControlModifier);
    desk.type(u"type:user status:active"_s);
    QTRY_VERIFY(desk.model().shownCount() > many && desk.model().shownCount() < desk.model().totalCount());
    desk.picture(u"keys-1-filtered"_s);
    desk.key(Qt::Key_Down);
    desk.key(Qt::Key_Home, Qt::ControlModifier);
    desk.key(Qt::Key_Down, Qt::ShiftModifier, many - 1);
    QTRY_COMPARE(desk.model().selectedCount(), many);
    desk.picture(u"keys-2-selected"_s);

    desk.key(Qt::Key_Delete);
    QTRY_VERIFY(desk.sheet() && desk.sheet()->isActiveWindow());
    const QString read = desk.sheet()->plainText();
    for (const QString& wanted : {u"Deactivate 40 users on Sandbox"_s, u"Nothing of theirs is deleted"_s,
                                  u"No new token from now on. One already issued may work until it ends"_s})
        QVERIFY2(read.contains(wanted), qPrintable(read));
    desk.key(Qt::Key_Return); // Enter is the safe button's
    QTRY_VERIFY(!desk.sheet());
    QCOMPARE(desk.inactive(), before);
    QVERIFY(desk.backInFront());
    QCOMPARE(QApplication::focusWidget(), &desk.users());
    desk.key(Qt::Key_Delete);
    QTRY_VERIFY(desk.sheet() && desk.sheet()->isActiveWindow());
    QTRY_VERIFY_WITH_TIMEOUT(!desk.sheet()->findChild<QLabel*>(u"consequenceLookup"_s)->isVisible(), patienceMs);
    desk.picture(u"keys-3-consequences"_s);
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(desk.backInFront());
    QTRY_COMPARE(QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString(), u"runStop"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.counted(RowOutcome::Done) > 0, patienceMs);
    desk.picture(u"keys-4-running"_s);
    desk.key(Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.results().isRunning(), patienceMs);
    const int stoppedAt = desk.counted(RowOutcome::Done);
    QVERIFY2(stoppedAt > 0 && stoppedAt < many, qPrintable(desk.results().countsText()));
    QVERIFY(desk.counted(RowOutcome::NotSent) > 0);
    desk.picture(u"keys-5-stopped"_s);
    // What was on its way is unknown until its answer comes after all
    QTRY_COMPARE_WITH_TIMEOUT(desk.counted(RowOutcome::Unknown) + desk.counted(RowOutcome::Failed), 0, patienceMs);
    QCOMPARE(desk.counted(RowOutcome::Done) + desk.counted(RowOutcome::NotSent), many);
    QTRY_COMPARE(desk.inactive(), before + desk.counted(RowOutcome::Done)); // the table tells it as well

    QVERIFY(desk.tabTo("runResume"));
    desk.key(Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.results().isRunning() && desk.counted(RowOutcome::Done) == many, patienceMs);
    QTRY_COMPARE(desk.inactive(), before + many);

    desk.prompts.newFile = desk.folder.filePath(u"report.csv"_s);
    QVERIFY(desk.tabTo("runReport"));
    desk.key(Qt::Key_Space);
    QTRY_VERIFY(QFile::exists(desk.prompts.newFile));
    QTRY_COMPARE(desk.reported(desk.prompts.newFile, u"enabled: false"_s), many);

    QVERIFY(desk.tabTo("resultsView"));
    desk.key(Qt::Key_Home);
    desk.key(Qt::Key_Down, Qt::ShiftModifier, 2);
    QVERIFY(desk.tabTo("runUndo"));
    QTRY_COMPARE(qobject_cast<QPushButton*>(QApplication::focusWidget())->text(), u"Undo 3"_s);
    desk.key(Qt::Key_Space);
    QTRY_VERIFY(desk.sheet() && desk.sheet()->isActiveWindow());
    desk.picture(u"keys-6-undo"_s);
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.results().isRunning() && desk.counted(RowOutcome::Done) == 3, patienceMs);
    QTRY_COMPARE(desk.inactive(), before + many - 3);
    desk.picture(u"keys-7-undone"_s);
}

void TestAppAfternoon::byTheMouseAlone() {
    Afternoon desk;
    QVERIFY(desk.open());
    const int before = desk.inactive();
    // Without a key: by the choices beside the filter
    auto* status = named<FilterChoice>(desk.window(), u"Status"_s);
    desk.clickInMenu(status, u"Active"_s);
    QTRY_VERIFY(desk.model().shownCount() > many && desk.model().shownCount() < desk.model().totalCount());
    QTRY_VERIFY(!status->menu()->isVisible());
    desk.clickRow(&desk.users(), 0);
    desk.clickRow(&desk.users(), many - 1, Qt::ShiftModifier);
    QTRY_COMPARE(desk.model().selectedCount(), many);
    desk.click(desk.shown<QPushButton>("usersDeactivate"));
    QTRY_VERIFY(desk.sheet());
    auto* act = desk.sheet()->actButton();
    const int taking =
        act->text().section(u' ', 1, 1).toInt(); // the own account and the built-in one may be among them
    QVERIFY(taking >= many - 2);
    desk.click(act);
    QTRY_VERIFY(desk.shown<QPushButton>("runStop"));
    QTRY_VERIFY_WITH_TIMEOUT(desk.counted(RowOutcome::Done) > 0, patienceMs);
    desk.click(desk.shown<QPushButton>("runStop"));
    QTRY_VERIFY_WITH_TIMEOUT(desk.shown<QPushButton>("runResume"), patienceMs);
    QVERIFY(desk.counted(RowOutcome::Done) < taking);
    desk.click(desk.shown<QPushButton>("runResume"));
    QTRY_VERIFY_WITH_TIMEOUT(!desk.results().isRunning() && desk.counted(RowOutcome::Done) == taking, patienceMs);
    desk.prompts.newFile = desk.folder.filePath(u"report.csv"_s);
    desk.click(desk.shown<QPushButton>("runReport"));
    QTRY_COMPARE(desk.reported(desk.prompts.newFile, u"enabled: false"_s), taking);
    auto* view = &desk.results().view();
    desk.clickRow(view, 0);
    desk.clickRow(view, 1, Qt::ControlModifier);
    desk.clickRow(view, 2, Qt::ControlModifier);
    QTRY_COMPARE(desk.shown<QPushButton>("runUndo")->text(), u"Undo 3"_s);
    desk.click(desk.shown<QPushButton>("runUndo"));
    QTRY_VERIFY(desk.sheet());
    desk.click(desk.sheet()->actButton());
    QTRY_VERIFY_WITH_TIMEOUT(!desk.results().isRunning() && desk.counted(RowOutcome::Done) == 3, patienceMs);
    QTRY_COMPARE(desk.inactive(), before + taking - 3);
}

QTEST_MAIN(TestAppAfternoon)
#include "tst_app_afternoon.moc"
