// The clipboard with a half-life: marks, taking back, leaving others' text alone.
#include "support/clipboard.h"
#include "support/fakeclock.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace wallaroo;

class TestClipboard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void marksSecrets();
    void takesItsOwnBack();
    void takesItBackWhenItsTimeIsOver();
    void doesNotTrustATimerThatIsEarly();
    void leavesOthersTextAlone();
    void takesBackAtTheEnd();
    void ordinaryTextIsNeitherMarkedNorTakenBack();

private:
    test::FakeClock m_clock;
};

void TestClipboard::marksSecrets() {
    Clipboard clipboard(*QGuiApplication::clipboard(), m_clock);
    QSignalSpy copied(&clipboard, &Clipboard::secretCopied);
    clipboard.copySecret(Secret(QByteArrayView("canary-token-1")), QStringLiteral("MLOps token"), 60'000);
    const auto* data = QGuiApplication::clipboard()->mimeData();
    QCOMPARE(data->text(), QStringLiteral("canary-token-1"));
    QCOMPARE(data->data(QStringLiteral("x-kde-passwordManagerHint")), QByteArray("secret"));
    QCOMPARE(copied.count(), 1);
    QCOMPARE(clipboard.secretLeftMs(), qint64(Clipboard::usualLifetime.count()));
    if (QGuiApplication::clipboard()->supportsSelection())
        QVERIFY(QGuiApplication::clipboard()->text(QClipboard::Selection) != QStringLiteral("canary-token-1"));
}

void TestClipboard::takesItsOwnBack() {
    Clipboard clipboard(*QGuiApplication::clipboard(), m_clock);
    clipboard.copySecret(Secret(QByteArrayView("canary-token-2")), QStringLiteral("token"), 60'000);
    QSignalSpy gone(&clipboard, &Clipboard::secretGone);
    clipboard.clearSecret();
    QCOMPARE(gone.count(), 1);
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    QCOMPARE(clipboard.secretLeftMs(), qint64(0));
    clipboard.clearSecret(); // nothing left to take back
    QCOMPARE(gone.count(), 1);
}

void TestClipboard::takesItBackWhenItsTimeIsOver() {
    const SystemClock clock;
    Clipboard clipboard(*QGuiApplication::clipboard(), clock, std::chrono::milliseconds(60));
    QSignalSpy gone(&clipboard, &Clipboard::secretGone);
    clipboard.copySecret(Secret(QByteArrayView("canary-token-5")), QStringLiteral("token"), 60'000);
    QTRY_COMPARE(gone.count(), 1);
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
}

void TestClipboard::doesNotTrustATimerThatIsEarly() {
    Clipboard clipboard(*QGuiApplication::clipboard(), m_clock, std::chrono::milliseconds(20));
    clipboard.copySecret(Secret(QByteArrayView("canary-token-6")), QStringLiteral("token"), 60'000);
    QSignalSpy gone(&clipboard, &Clipboard::secretGone);
    QVERIFY(!gone.wait(120)); // both clocks stand still: its time is not over, however often the timer fires
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("canary-token-6"));
    m_clock.jumpWall(20);
    QTRY_COMPARE(gone.count(), 1);
}

void TestClipboard::leavesOthersTextAlone() {
    Clipboard clipboard(*QGuiApplication::clipboard(), m_clock);
    clipboard.copySecret(Secret(QByteArrayView("canary-token-3")), QStringLiteral("token"), 60'000);
    QSignalSpy gone(&clipboard, &Clipboard::secretGone);
    QGuiApplication::clipboard()->setText(QStringLiteral("a shopping list"));
    QTRY_COMPARE(gone.count(), 1);
    clipboard.clearSecret();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("a shopping list"));
}

void TestClipboard::takesBackAtTheEnd() {
    {
        Clipboard clipboard(*QGuiApplication::clipboard(), m_clock);
        clipboard.copySecret(Secret(QByteArrayView("canary-token-4")), QStringLiteral("token"), 60'000);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("canary-token-4"));
    }
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
}

void TestClipboard::ordinaryTextIsNeitherMarkedNorTakenBack() {
    {
        Clipboard clipboard(*QGuiApplication::clipboard(), m_clock);
        clipboard.copyText(QStringLiteral("rows"));
        QVERIFY(!QGuiApplication::clipboard()->mimeData()->hasFormat(QStringLiteral("x-kde-passwordManagerHint")));
        QCOMPARE(clipboard.secretLeftMs(), qint64(0));
    }
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("rows"));
}

QTEST_MAIN(TestClipboard)
#include "tst_app_clipboard.moc"
