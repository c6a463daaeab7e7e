#include "style/theme.h"
#include "widgets/toast.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QVBoxLayout>

using namespace wallaroo;

namespace {

class HandTurnedClock final : public Clock {
public:
    qint64 now = 1'000;

    [[nodiscard]] qint64 steadyMs() const override { return now; }

    [[nodiscard]] qint64 wallMs() const override { return now; }
};

/// As its timer does four times a second.
void lookAtTheClock(const Toast& toast) {
    auto* timer = toast.findChild<QTimer*>();
    QVERIFY(timer && timer->isActive());
    QVERIFY(QMetaObject::invokeMethod(timer, "timeout"));
}

const QString countdown = QStringLiteral("Copied; leaves the clipboard in %1.");

} // namespace

class ToastTest : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(*qApp, Theme::Light); }

    void theTimeLeftIsCountedDown();
    void itGoesByItself();
    void aPlainNoticeWaitsForItsReader();
    void theActionIsReachedByKeyboard();
    void theFocusStaysWhereItIs();
    void theNextNoticeReplacesTheLast();
    void serverTextIsPlain();
};

void ToastTest::theTimeLeftIsCountedDown() {
    HandTurnedClock clock;
    Toast toast(clock);
    toast.showCountdown(countdown, Deadline(clock, 60'000), QStringLiteral("Clear now"));
    QVERIFY(toast.isVisible());
    QCOMPARE(toast.text(), QStringLiteral("Copied; leaves the clipboard in 60 s."));
    const QString said = toast.accessibleDescription();
    clock.now += 8'000;
    QTRY_COMPARE(toast.text(), QStringLiteral("Copied; leaves the clipboard in 52 s."));
    QCOMPARE(toast.accessibleDescription(), said); // not told each second
}

void ToastTest::itGoesByItself() {
    HandTurnedClock clock;
    Toast toast(clock);
    QSignalSpy finished(&toast, &Toast::finished);
    toast.showCountdown(countdown, Deadline(clock, 5'000), {});
    clock.now += 5'000;
    QTRY_VERIFY(toast.isHidden());
    QCOMPARE(finished.size(), 1);
    toast.dismiss(); // gone already
    QCOMPARE(finished.size(), 1);
}

void ToastTest::aPlainNoticeWaitsForItsReader() {
    HandTurnedClock clock;
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    auto* toast = new Toast(clock);
    auto* other = new QLineEdit;
    column->addWidget(other);
    column->addWidget(toast);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    toast->showText(QStringLiteral("Signed out"), QStringLiteral("Undo"));
    auto* button = toast->findChild<QPushButton*>();
    button->setFocus();
    clock.now += 60'000;
    lookAtTheClock(*toast);
    QVERIFY(toast->isVisible());
    other->setFocus();
    QTRY_VERIFY(toast->isHidden());
}

void ToastTest::theActionIsReachedByKeyboard() {
    HandTurnedClock clock;
    Toast toast(clock);
    toast.showText(QStringLiteral("Copied"), QStringLiteral("Clear now"));
    auto* button = toast.findChild<QPushButton*>();
    QCOMPARE(button->text(), QStringLiteral("Clear now"));
    QSignalSpy acted(&toast, &Toast::actionTriggered);
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(acted.size(), 1);
    toast.showText(QStringLiteral("Copied"));
    QVERIFY(button->isHidden());
}

void ToastTest::theFocusStaysWhereItIs() {
    HandTurnedClock clock;
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    auto* edit = new QLineEdit;
    auto* toast = new Toast(clock);
    column->addWidget(edit);
    column->addWidget(toast);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    edit->setFocus();
    toast->showText(QStringLiteral("Copied"), QStringLiteral("Clear now"));
    QVERIFY(edit->hasFocus());
    toast->dismiss();
    QVERIFY(edit->hasFocus());
}

void ToastTest::theNextNoticeReplacesTheLast() {
    HandTurnedClock clock;
    Toast toast(clock);
    toast.showCountdown(countdown, Deadline(clock, 3'000), QStringLiteral("Clear now"));
    toast.showText(QStringLiteral("Refreshed"));
    clock.now += 4'000;
    lookAtTheClock(toast);
    QVERIFY(toast.isVisible()); // its own time, not the other's
    QCOMPARE(toast.text(), QStringLiteral("Refreshed"));
}

void ToastTest::serverTextIsPlain() {
    HandTurnedClock clock;
    Toast toast(clock);
    toast.showText(QStringLiteral("<img src='/etc/hostname'>"));
    QCOMPARE(toast.findChild<QLabel*>()->textFormat(), Qt::PlainText);
}

QTEST_MAIN(ToastTest)
#include "tst_toast.moc"
