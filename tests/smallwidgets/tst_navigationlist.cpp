#include "style/theme.h"
#include "widgets/navigationlist.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace wallaroo;

namespace {

const QString users = QStringLiteral("users");
const QString workspaces = QStringLiteral("workspaces");
const QString tokens = QStringLiteral("tokens");

} // namespace

class NavigationListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(*qApp, Theme::Light); }

    void init();

    void cleanup() { m_list.reset(); }

    void headingsAreSkippedByKeyboard();
    void headingsCannotBeClicked();
    void choosingIsToldOnce();
    void clicksChoose();
    void countsAreShownAndTold();
    void compactShowsIconsAndTooltips();
    void namesOnTheAccessibilityBus();
    void unknownPagesChangeNothing();

private:
    std::unique_ptr<NavigationList> m_list;
};

void NavigationListTest::init() {
    m_list = std::make_unique<NavigationList>();
    new QAbstractItemModelTester(m_list->model(), QAbstractItemModelTester::FailureReportingMode::Fatal, m_list.get());
    m_list->addGroup(QStringLiteral("People"));
    m_list->addPage(users, users, QStringLiteral("Users"));
    m_list->addPage(workspaces, workspaces, QStringLiteral("Workspaces"));
    m_list->addGroup(QStringLiteral("Secrets"));
    m_list->addPage(tokens, tokens, QStringLiteral("Tokens"));
    m_list->resize(m_list->sizeHint().width(), 300);
    m_list->show();
    m_list->setCurrentPage(users);
}

void NavigationListTest::headingsAreSkippedByKeyboard() {
    QCOMPARE(m_list->pages(), (QStringList{users, workspaces, tokens}));
    QTest::keyClick(m_list.get(), Qt::Key_Down);
    QCOMPARE(m_list->currentPage(), workspaces);
    QTest::keyClick(m_list.get(), Qt::Key_Down);
    QCOMPARE(m_list->currentPage(), tokens);
    QTest::keyClick(m_list.get(), Qt::Key_Down);
    QCOMPARE(m_list->currentPage(), tokens);
    QTest::keyClick(m_list.get(), Qt::Key_Up);
    QCOMPARE(m_list->currentPage(), workspaces);
    QTest::keyClick(m_list.get(), Qt::Key_Home);
    QCOMPARE(m_list->currentPage(), users);
    QTest::keyClick(m_list.get(), Qt::Key_Up);
    QCOMPARE(m_list->currentPage(), users); // not the heading above
    QTest::keyClick(m_list.get(), Qt::Key_End);
    QCOMPARE(m_list->currentPage(), tokens);
    QTest::keyClick(m_list.get(), Qt::Key_W); // typing goes to the page
    QCOMPARE(m_list->currentPage(), workspaces);
}

void NavigationListTest::headingsCannotBeClicked() {
    const QModelIndex heading = m_list->model()->index(3, 0);
    QCOMPARE(heading.data().toString(), QStringLiteral("Secrets"));
    QVERIFY(!(heading.flags() & (Qt::ItemIsSelectable | Qt::ItemIsEnabled)));
    QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, m_list->visualRect(heading).center());
    QCOMPARE(m_list->currentPage(), users);
    QVERIFY(m_list->selectionModel()->isSelected(m_list->model()->index(1, 0)));
}

void NavigationListTest::choosingIsToldOnce() {
    QSignalSpy chosen(m_list.get(), &NavigationList::pageChosen);
    m_list->setCurrentPage(tokens);
    m_list->setCurrentPage(tokens);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().toString(), tokens);
}

void NavigationListTest::clicksChoose() {
    QSignalSpy chosen(m_list.get(), &NavigationList::pageChosen);
    QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {},
                      m_list->visualRect(m_list->model()->index(2, 0)).center());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(m_list->currentPage(), workspaces);
}

void NavigationListTest::countsAreShownAndTold() {
    const QImage before = m_list->grab().toImage();
    m_list->setCount(workspaces, QStringLiteral("86"));
    QVERIFY(m_list->grab().toImage() != before);
    QCOMPARE(m_list->model()->index(2, 0).data(Qt::AccessibleDescriptionRole).toString(), QStringLiteral("86"));
    const int width = m_list->sizeHint().width();
    m_list->setCount(workspaces, QStringLiteral("12,400"));
    QCOMPARE(m_list->sizeHint().width(), width); // the page does not move when counts come in
}

void NavigationListTest::compactShowsIconsAndTooltips() {
    const int wide = m_list->sizeHint().width();
    QVERIFY(m_list->model()->index(1, 0).data(Qt::ToolTipRole).toString().isEmpty());
    m_list->setCompact(true);
    QVERIFY(m_list->sizeHint().width() < wide / 2);
    QCOMPARE(m_list->model()->index(1, 0).data(Qt::ToolTipRole).toString(), QStringLiteral("Users"));
    QCOMPARE(m_list->model()->index(1, 0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Users"));
    m_list->setCompact(false);
    QCOMPARE(m_list->sizeHint().width(), wide);
    QVERIFY(m_list->model()->index(1, 0).data(Qt::ToolTipRole).toString().isEmpty());
}

void NavigationListTest::namesOnTheAccessibilityBus() {
    QAccessibleInterface* list = QAccessible::queryAccessibleInterface(m_list.get());
    QCOMPARE(list->text(QAccessible::Name), QStringLiteral("Pages"));
    QCOMPARE(list->role(), QAccessible::List);
    QStringList names;
    for (int i = 0; i < list->childCount(); ++i)
        names << list->child(i)->text(QAccessible::Name);
    QVERIFY(names.contains(QStringLiteral("Users")));
    QVERIFY(names.contains(QStringLiteral("Tokens")));
}

void NavigationListTest::unknownPagesChangeNothing() {
    QSignalSpy chosen(m_list.get(), &NavigationList::pageChosen);
    m_list->setCurrentPage(QStringLiteral("assays"));
    m_list->setCount(QStringLiteral("assays"), QStringLiteral("3"));
    QCOMPARE(m_list->currentPage(), users);
    QCOMPARE(chosen.size(), 0);
}

QTEST_MAIN(NavigationListTest)
#include "tst_navigationlist.moc"
