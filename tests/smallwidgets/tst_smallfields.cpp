#include "style/theme.h"
#include "widgets/filterfield.h"
#include "widgets/linkbutton.h"

#include <QAccessible>
#include <QApplication>
#include <QDialog>
#include <QPushButton>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace wallaroo;

class SmallFieldsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(*qApp, Theme::Light); }

    void theFilterIsNamed();
    void escapeEmptiesTheFilterFirst();
    void downAndEnterGoToTheRows();
    void linksArePressedByKeyboard_data();
    void linksArePressedByKeyboard();
    void linksShowTheFocus();
    void linksAreButtonsOnTheAccessibilityBus();
};

void SmallFieldsTest::theFilterIsNamed() {
    FilterField filter(QStringLiteral("Filter users"));
    QAccessibleInterface* object = QAccessible::queryAccessibleInterface(&filter);
    QCOMPARE(object->text(QAccessible::Name), QStringLiteral("Filter users"));
    QVERIFY(filter.isClearButtonEnabled());
    QSignalSpy edited(&filter, &QLineEdit::textEdited);
    QTest::keyClicks(&filter, QStringLiteral("web"));
    QCOMPARE(edited.size(), 3);
}

void SmallFieldsTest::escapeEmptiesTheFilterFirst() {
    QDialog window;
    auto* column = new QVBoxLayout(&window);
    auto* filter = new FilterField(QStringLiteral("Filter users"));
    column->addWidget(filter);
    auto* back = new QShortcut(Qt::Key_Escape, &window);
    QSignalSpy left(back, &QShortcut::activated);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    filter->setFocus();
    QTest::keyClicks(filter, QStringLiteral("web"));
    QSignalSpy edited(filter, &QLineEdit::textEdited);
    QTest::keyClick(filter, Qt::Key_Escape);
    QVERIFY(filter->text().isEmpty());
    QCOMPARE(edited.size(), 1);
    QCOMPARE(left.size(), 0);
    QTest::keyClick(filter, Qt::Key_Escape); // now it is the page's
    QCOMPARE(left.size(), 1);
}

void SmallFieldsTest::downAndEnterGoToTheRows() {
    FilterField filter(QStringLiteral("Filter users"));
    QSignalSpy rows(&filter, &FilterField::rowsRequested);
    QTest::keyClick(&filter, Qt::Key_Down);
    QTest::keyClick(&filter, Qt::Key_Return);
    QCOMPARE(rows.size(), 2);
}

void SmallFieldsTest::linksArePressedByKeyboard_data() {
    QTest::addColumn<Qt::Key>("key");
    QTest::newRow("Space") << Qt::Key_Space;
    QTest::newRow("Return") << Qt::Key_Return;
    QTest::newRow("Enter") << Qt::Key_Enter;
}

void SmallFieldsTest::linksArePressedByKeyboard() {
    QFETCH(Qt::Key, key);
    QDialog dialog;
    auto* column = new QVBoxLayout(&dialog);
    auto* link = new LinkButton(QStringLiteral("Where is the secret?"));
    auto* go = new QPushButton(QStringLiteral("Sign in"));
    go->setDefault(true);
    column->addWidget(link);
    column->addWidget(go);
    dialog.show();
    QSignalSpy pressed(link, &QAbstractButton::clicked);
    QSignalSpy signedIn(go, &QAbstractButton::clicked);
    QTest::keyClick(link, key);
    QCOMPARE(pressed.size(), 1);
    QCOMPARE(signedIn.size(), 0);
}

void SmallFieldsTest::linksShowTheFocus() {
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    auto* link = new LinkButton(QStringLiteral("New"));
    auto* other = new LinkButton(QStringLiteral("Import creds.json…"));
    column->addWidget(link);
    column->addWidget(other);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    other->setFocus();
    const QImage without = link->grab().toImage();
    QTest::keyClick(other, Qt::Key_Tab);
    QVERIFY(link->hasFocus());
    QVERIFY(link->grab().toImage() != without);
}

void SmallFieldsTest::linksAreButtonsOnTheAccessibilityBus() {
    LinkButton link(QStringLiteral("New"));
    QAccessibleInterface* object = QAccessible::queryAccessibleInterface(&link);
    QCOMPARE(object->role(), QAccessible::Button);
    QCOMPARE(object->text(QAccessible::Name), QStringLiteral("New"));
}

QTEST_MAIN(SmallFieldsTest)
#include "tst_smallfields.moc"
