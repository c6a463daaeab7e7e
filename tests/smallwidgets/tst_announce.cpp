#include "widgets/announce.h"

#include <QAccessible>
#include <QLabel>
#include <QTest>

using namespace wallaroo;

class AnnounceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWindowGetsOneQuietSpeaker();
    void nothingIsNotAnnounced();
    void whatIsNotSeenIsNotAnnounced();
};

void AnnounceTest::theWindowGetsOneQuietSpeaker() {
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QSKIP("Qt has an event for it");
#endif
    QWidget window;
    QLabel inner(QStringLiteral("Users"), &window);
    window.resize(200, 100);
    const QImage before = window.grab().toImage();
    announce(&inner, QStringLiteral("1,204 users loaded"));
    announce(&window, QStringLiteral("3 users selected"));
    const QList<QWidget*> speakers = window.findChildren<QWidget*>(QStringLiteral("announcer"));
    QCOMPARE(speakers.size(), 1);
    QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(speakers.first());
    QVERIFY(spoken);
    QCOMPARE(spoken->role(), QAccessible::Notification);
    QCOMPARE(spoken->text(QAccessible::Name), QStringLiteral("3 users selected"));
    QCOMPARE(speakers.first()->focusPolicy(), Qt::NoFocus);
    QCOMPARE(window.grab().toImage(), before); // heard, not seen
}

void AnnounceTest::nothingIsNotAnnounced() {
    QWidget window;
    announce(&window, {});
    QVERIFY(!window.findChild<QWidget*>(QStringLiteral("announcer")));
}

void AnnounceTest::whatIsNotSeenIsNotAnnounced() {
    QWidget window;
    QLabel inner(QStringLiteral("Users"), &window);
    QVERIFY(!announceSeen(&inner, QStringLiteral("3 users selected")));
    QVERIFY(!window.findChild<QWidget*>(QStringLiteral("announcer")));
    window.show();
    QVERIFY(announceSeen(&inner, QStringLiteral("3 users selected")));
    inner.hide();
    QVERIFY(!announceSeen(&inner, QStringLiteral("4 users selected")));
}

QTEST_MAIN(AnnounceTest)
#include "tst_announce.moc"
