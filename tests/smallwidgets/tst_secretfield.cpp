#include "style/theme.h"
#include "widgets/secretfield.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QInputMethodEvent>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace wallaroo;

namespace {

const QString canary = QStringLiteral("canary-password-7");

QString typed(const SecretField& field) {
    return QString::fromUtf8(field.secret().reveal());
}

/// Everything the accessibility bus could be told of the field and what is in it.
QString heard(QWidget& widget) {
    QString all;
    const auto listen = [&all](const auto& self, QAccessibleInterface* object) -> void {
        for (const auto kind : {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help,
                                QAccessible::Accelerator})
            all += object->text(kind) + u'\n';
        if (auto* text = object->textInterface()) {
            all += text->text(0, text->characterCount()) + u'\n';
            int start = 0;
            int end = 0;
            all += text->textAtOffset(0, QAccessible::LineBoundary, &start, &end);
        }
        for (int i = 0; i < object->childCount(); ++i)
            self(self, object->child(i));
    };
    listen(listen, QAccessible::queryAccessibleInterface(&widget));
    return all;
}

} // namespace

class SecretFieldTest : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(*qApp, Theme::Light); }

    void init();

    void cleanup() { m_field.reset(); }

    void keysGoIntoTheSecret();
    void editingInTheMiddle();
    void charactersAreNeverCutInHalf();
    void textTellsTheLengthOnly();
    void takingEmptiesTheField();
    void textFromOutsideIsTakenOver();
    void assistiveTechnologyCanWrite();
    void inputMethodsCanWriteButLearnNothing();
    void pastingIsTrimmed();
    void theMaximumLengthHolds();
    void nothingCanBeCopied_data();
    void nothingCanBeCopied();
    void nothingCanBeUndone();
    void nothingIsOnTheAccessibilityBus();
    void theMenuOffersNoWayOut();
    void theEyeIsReachedByKeyboard();
    void shownIsWhatIsTyped();
    void pointingWorksWhileShown();
    void hidingTheFieldHidesTheSecret();
    void droppingWorks();

private:
    std::unique_ptr<SecretField> m_field;
};

void SecretFieldTest::init() {
    m_field = std::make_unique<SecretField>();
    m_field->setAccessibleName(QStringLiteral("Password"));
    m_field->resize(300, 30);
    m_field->show();
    m_field->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_field.get()));
    m_field->setFocus();
    QApplication::clipboard()->setText(QStringLiteral("untouched"));
}

void SecretFieldTest::keysGoIntoTheSecret() {
    QSignalSpy edited(m_field.get(), &QLineEdit::textEdited);
    QTest::keyClicks(m_field.get(), canary);
    QCOMPARE(typed(*m_field), canary);
    QCOMPARE(edited.size(), canary.size());
    QSignalSpy returned(m_field.get(), &QLineEdit::returnPressed);
    QTest::keyClick(m_field.get(), Qt::Key_Return);
    QCOMPARE(returned.size(), 1);
}

void SecretFieldTest::editingInTheMiddle() {
    QTest::keyClicks(m_field.get(), QStringLiteral("abcdefgh"));
    QTest::keyClick(m_field.get(), Qt::Key_Backspace);
    QCOMPARE(typed(*m_field), QStringLiteral("abcdefg"));
    QTest::keyClick(m_field.get(), Qt::Key_Home);
    QTest::keyClick(m_field.get(), Qt::Key_Right);
    QTest::keyClick(m_field.get(), Qt::Key_Delete);
    QCOMPARE(typed(*m_field), QStringLiteral("acdefg"));
    QTest::keyClicks(m_field.get(), QStringLiteral("XY"));
    QCOMPARE(typed(*m_field), QStringLiteral("aXYcdefg"));
    QTest::keyClick(m_field.get(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(m_field.get(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClicks(m_field.get(), QStringLiteral("-"));
    QCOMPARE(typed(*m_field), QStringLiteral("aXY-efg"));
    QTest::keyClick(m_field.get(), Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(m_field.get(), Qt::Key_Backspace);
    QCOMPARE(typed(*m_field), QStringLiteral("aXYefg"));
    QTest::keyClick(m_field.get(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(m_field.get(), QStringLiteral("z"));
    QCOMPARE(typed(*m_field), QStringLiteral("z"));
}

void SecretFieldTest::charactersAreNeverCutInHalf() {
    const QString key = QStringLiteral("\U0001F511"); // two units
    m_field->setSecret(Secret((QStringLiteral("a") + key + QStringLiteral("b")).toUtf8()));
    QTest::keyClick(m_field.get(), Qt::Key_Left);
    QTest::keyClick(m_field.get(), Qt::Key_Backspace);
    QCOMPARE(typed(*m_field), QStringLiteral("ab"));
    QCOMPARE(m_field->text().size(), 2);
    m_field->setSecret(Secret((QStringLiteral("a") + key + QStringLiteral("b")).toUtf8()));
    m_field->setCursorPosition(2); // between its halves
    QTest::keyClicks(m_field.get(), QStringLiteral("x"));
    QCOMPARE(typed(*m_field), QStringLiteral("axb"));
    QCOMPARE(m_field->text().size(), 3);
    QCOMPARE(m_field->cursorPosition(), 2);
}

void SecretFieldTest::textTellsTheLengthOnly() {
    QTest::keyClicks(m_field.get(), canary);
    QCOMPARE(m_field->text(), QString(canary.size(), QChar(u'\u25CF')));
    m_field->setShown(true);
    QCOMPARE(m_field->text(), QString(canary.size(), QChar(u'\u25CF')));
    QCOMPARE(m_field->displayText().size(), canary.size());
    QVERIFY(!m_field->displayText().contains(u'c'));
}

void SecretFieldTest::takingEmptiesTheField() {
    QTest::keyClicks(m_field.get(), canary);
    m_field->setShown(true);
    const Secret taken = m_field->takeSecret();
    QCOMPARE(QString::fromUtf8(taken.reveal()), canary);
    QVERIFY(m_field->text().isEmpty());
    QVERIFY(m_field->secret().isEmpty());
    QVERIFY(!m_field->isShown());
}

void SecretFieldTest::textFromOutsideIsTakenOver() {
    m_field->setText(canary);
    QCOMPARE(typed(*m_field), canary);
    QVERIFY(!m_field->text().contains(u'c'));
    m_field->setCursorPosition(6);
    m_field->insert(QStringLiteral("XY"));
    QCOMPARE(typed(*m_field), QStringLiteral("canaryXY-password-7"));
    m_field->clear();
    QVERIFY(m_field->secret().isEmpty());
    m_field->setSecret(Secret("canary-ümlaut"));
    QCOMPARE(typed(*m_field), QStringLiteral("canary-ümlaut"));
    QCOMPARE(m_field->text().size(), 13);
}

void SecretFieldTest::assistiveTechnologyCanWrite() {
    QAccessibleInterface* object = QAccessible::queryAccessibleInterface(m_field.get());
    QVERIFY(object->editableTextInterface());
    object->editableTextInterface()->replaceText(0, object->textInterface()->characterCount(), canary);
    QCOMPARE(typed(*m_field), canary);
    object->setText(QAccessible::Value, QStringLiteral("canary-2"));
    QCOMPARE(typed(*m_field), QStringLiteral("canary-2"));
}

void SecretFieldTest::inputMethodsCanWriteButLearnNothing() {
    QInputMethodEvent event;
    event.setCommitString(QStringLiteral("é韋"));
    QApplication::sendEvent(m_field.get(), &event);
    QCOMPARE(typed(*m_field), QStringLiteral("é韋"));
    for (const auto query :
         {Qt::ImSurroundingText, Qt::ImTextBeforeCursor, Qt::ImTextAfterCursor, Qt::ImCurrentSelection})
        QVERIFY(m_field->inputMethodQuery(query).toString().isEmpty());
    const auto hints = m_field->inputMethodHints();
    QVERIFY(hints.testFlag(Qt::ImhHiddenText));
    QVERIFY(hints.testFlag(Qt::ImhSensitiveData));
    QVERIFY(hints.testFlag(Qt::ImhNoPredictiveText));
    m_field->setShown(true);
    QVERIFY(m_field->inputMethodHints() == hints);
}

void SecretFieldTest::pastingIsTrimmed() {
    QApplication::clipboard()->setText(canary + QStringLiteral("\r\n"));
    QTest::keyClick(m_field.get(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(typed(*m_field), canary);
}

void SecretFieldTest::theMaximumLengthHolds() {
    m_field->setMaxLength(6);
    QApplication::clipboard()->setText(canary);
    QTest::keyClick(m_field.get(), Qt::Key_V, Qt::ControlModifier);
    QTest::keyClicks(m_field.get(), QStringLiteral("more"));
    QCOMPARE(typed(*m_field), QStringLiteral("canary"));
    QCOMPARE(m_field->text().size(), 6);
}

void SecretFieldTest::nothingCanBeCopied_data() {
    QTest::addColumn<bool>("shown");
    QTest::newRow("hidden") << false;
    QTest::newRow("shown") << true;
}

void SecretFieldTest::nothingCanBeCopied() {
    QFETCH(bool, shown);
    QTest::keyClicks(m_field.get(), canary);
    m_field->setShown(shown);
    m_field->selectAll();
    QVERIFY(!m_field->selectedText().contains(u'c'));
    QTest::keyClick(m_field.get(), Qt::Key_C, Qt::ControlModifier);
    QTest::keyClick(m_field.get(), Qt::Key_Insert, Qt::ControlModifier);
    m_field->copy();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("untouched"));
    QTest::keyClick(m_field.get(), Qt::Key_X, Qt::ControlModifier);
    QTest::keyClick(m_field.get(), Qt::Key_Delete, Qt::ShiftModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("untouched"));
    QCOMPARE(typed(*m_field), canary); // cutting would have lost it
    QVERIFY(!m_field->dragEnabled());
    QTest::mousePress(m_field.get(), Qt::LeftButton, {}, {20, 15});
    QTest::mouseMove(m_field.get(), {200, 15});
    QTest::mouseRelease(m_field.get(), Qt::LeftButton, {}, {200, 15});
    if (QApplication::clipboard()->supportsSelection())
        QVERIFY(!QApplication::clipboard()->text(QClipboard::Selection).contains(QStringLiteral("can")));
}

void SecretFieldTest::nothingCanBeUndone() {
    QTest::keyClicks(m_field.get(), canary);
    m_field->setShown(true);
    m_field->selectAll();
    QTest::keyClick(m_field.get(), Qt::Key_Delete);
    QTest::keyClick(m_field.get(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!m_field->isUndoAvailable());
    m_field->undo();
    QVERIFY(m_field->text().isEmpty());
    QVERIFY(m_field->secret().isEmpty());
}

void SecretFieldTest::nothingIsOnTheAccessibilityBus() {
    QTest::keyClicks(m_field.get(), canary);
    for (const bool shown : {false, true}) {
        m_field->setShown(shown);
        const QString all = heard(*m_field);
        QVERIFY(all.contains(QStringLiteral("Password"))); // it was listened to
        for (qsizetype i = 0; i + 4 <= canary.size(); ++i)
            QVERIFY2(!all.contains(canary.mid(i, 4)) || QStringLiteral("password").contains(canary.mid(i, 4)),
                     qPrintable(all));
        QVERIFY(QAccessible::queryAccessibleInterface(m_field.get())->state().passwordEdit);
    }
}

void SecretFieldTest::theMenuOffersNoWayOut() {
    QTest::keyClicks(m_field.get(), canary);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {10, 10}, m_field->mapToGlobal(QPoint(10, 10)));
    QApplication::sendEvent(m_field.get(), &event);
    auto* menu = m_field->findChild<QMenu*>();
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), 2);
    menu->actions().at(1)->trigger(); // Clear
    QVERIFY(m_field->secret().isEmpty());
    menu->actions().at(0)->trigger(); // Paste
    QCOMPARE(typed(*m_field), QStringLiteral("untouched"));
    menu->close();
}

void SecretFieldTest::theEyeIsReachedByKeyboard() {
    auto* eye = m_field->findChild<QToolButton*>(QStringLiteral("eye"));
    QCOMPARE(eye->accessibleName(), QStringLiteral("Show password"));
    QVERIFY(eye->isCheckable());
    QTest::keyClick(m_field.get(), Qt::Key_Tab);
    QVERIFY(eye->hasFocus());
    QSignalSpy shown(m_field.get(), &SecretField::shownChanged);
    QTest::keyClick(eye, Qt::Key_Space);
    QVERIFY(m_field->isShown());
    QVERIFY(eye->isChecked());
    QTest::keyClick(eye, Qt::Key_Space);
    QVERIFY(!m_field->isShown());
    QCOMPARE(shown.size(), 2);
    QTest::mouseClick(eye, Qt::LeftButton);
    QVERIFY(m_field->isShown());
}

void SecretFieldTest::shownIsWhatIsTyped() {
    const auto look = [this] { return m_field->grab(QRect(0, 0, 240, 30)).toImage(); };
    m_field->setSecret(Secret("aaaa"));
    const QImage hiddenA = look();
    m_field->setSecret(Secret("bbbb"));
    QCOMPARE(look(), hiddenA); // the same bullets
    m_field->setShown(true);
    const QImage shownB = look();
    m_field->setSecret(Secret("aaaa"));
    QVERIFY(look() != shownB);
    m_field->setShown(false);
    QCOMPARE(look(), hiddenA);
}

void SecretFieldTest::pointingWorksWhileShown() {
    m_field->setSecret(Secret("abcdefghij"));
    m_field->setShown(true);
    QTest::mouseClick(m_field.get(), Qt::LeftButton, {}, {2, 15});
    QCOMPARE(m_field->cursorPosition(), 0);
    QTest::mouseClick(m_field.get(), Qt::LeftButton, {}, {240, 15});
    QCOMPARE(m_field->cursorPosition(), 10);
    QTest::mousePress(m_field.get(), Qt::LeftButton, {}, {2, 15});
    QMouseEvent drag(QEvent::MouseMove, QPointF(240, 15), m_field->mapToGlobal(QPointF(240, 15)), Qt::NoButton,
                     Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_field.get(), &drag);
    QCOMPARE(m_field->selectionLength(), 10);
    QTest::keyClick(m_field.get(), Qt::Key_X);
    QCOMPARE(typed(*m_field), QStringLiteral("x"));
}

void SecretFieldTest::hidingTheFieldHidesTheSecret() {
    m_field->setShown(true);
    m_field->hide();
    QVERIFY(!m_field->isShown());
    m_field->show();
    m_field->setShown(true);
    m_field->setEnabled(false);
    QVERIFY(!m_field->isShown());
}

void SecretFieldTest::droppingWorks() {
    QMimeData data;
    data.setText(canary);
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_field.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(10, 10), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_field.get(), &event);
    QCOMPARE(typed(*m_field), canary);
    QCOMPARE(event.dropAction(), Qt::CopyAction);
}

QTEST_MAIN(SecretFieldTest)
#include "tst_secretfield.moc"
