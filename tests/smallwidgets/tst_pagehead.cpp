#include "style/palettes.h"
#include "style/theme.h"
#include "widgets/pagehead.h"
#include "widgets/progressline.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace wallaroo;

namespace {

int accentPixels(QWidget& widget) {
    const QImage image = widget.grab().toImage();
    const QColor accent = tint(QApplication::palette(), Tint::Accent);
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == accent;
    return count;
}

} // namespace

class PageHeadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(*qApp, Theme::Light); }

    void buttonsTellWhatIsWanted();
    void theMainActionIsTheRightmost();
    void nothingJumpsWhenWorkBegins();
    void aNarrowHeadKeepsItsButtons();
    void fractionsAreShown();
    void aRunningLineMovesOnlyWhenSeen();
};

void PageHeadTest::buttonsTellWhatIsWanted() {
    PageHead head(QStringLiteral("Users"));
    QSignalSpy refresh(&head, &PageHead::refreshRequested);
    QSignalSpy action(&head, &PageHead::mainActionRequested);
    QCOMPARE(head.refreshButton()->accessibleName(), QStringLiteral("Refresh"));
    QVERIFY(!head.mainButton());
    QPushButton* invite = head.setMainAction(QStringLiteral("Invite…"), QStringLiteral("add"));
    QCOMPARE(head.mainButton(), invite);
    QCOMPARE(head.setMainAction(QStringLiteral("New…")), invite); // the same, with another text
    QCOMPARE(invite->text(), QStringLiteral("New…"));
    head.show();
    QTest::keyClick(head.refreshButton(), Qt::Key_Space);
    QTest::keyClick(invite, Qt::Key_Space);
    QCOMPARE(refresh.size(), 1);
    QCOMPARE(action.size(), 1);
    head.setRefreshShown(false);
    QVERIFY(!head.refreshButton()->isVisible());
}

void PageHeadTest::theMainActionIsTheRightmost() {
    PageHead head(QStringLiteral("Users"));
    QPushButton* invite = head.setMainAction(QStringLiteral("Invite…"));
    auto* other = new QPushButton(QStringLiteral("Export…"));
    head.addButton(other);
    head.resize(600, head.sizeHint().height());
    head.show();
    QVERIFY(other->x() < head.refreshButton()->x());
    QVERIFY(head.refreshButton()->x() < invite->x());
    QVERIFY(accentPixels(*invite) > 200);
    QCOMPARE(accentPixels(*head.refreshButton()), 0);
}

void PageHeadTest::nothingJumpsWhenWorkBegins() {
    PageHead head(QStringLiteral("Users"));
    const QSize idle = head.sizeHint();
    head.setBusy(true);
    QVERIFY(head.progress()->isRunning());
    QCOMPARE(head.sizeHint(), idle);
    head.setNote(QStringLiteral("as of 14:02, a long note that must not push the buttons out of the window"));
    QCOMPARE(head.sizeHint().height(), idle.height());
    head.setNoteShown(false);
    QCOMPARE(head.sizeHint().height(), idle.height());
    head.setBusy(false);
    QVERIFY(!head.progress()->isRunning());
}

void PageHeadTest::aNarrowHeadKeepsItsButtons() {
    PageHead head(QStringLiteral("Users"));
    QPushButton* invite = head.setMainAction(QStringLiteral("Invite…"));
    head.setNote(QStringLiteral("word ").repeated(40));
    head.resize(head.minimumSizeHint().width(), head.sizeHint().height());
    head.show();
    QVERIFY(invite->geometry().right() < head.width());
    QVERIFY(invite->width() >= invite->sizeHint().width());
}

void PageHeadTest::fractionsAreShown() {
    ProgressLine line;
    line.setThickness(6);
    line.resize(200, line.sizeHint().height());
    QCOMPARE(accentPixels(line), 0);
    line.setFraction(0.5);
    const int half = accentPixels(line);
    QVERIFY(half > 300);
    line.setFraction(1.5); // more than all is all
    QCOMPARE(line.fraction(), 1.0);
    QVERIFY(accentPixels(line) > half * 3 / 2);
    line.setFraction(-0.1);
    QCOMPARE(accentPixels(line), 0);
}

void PageHeadTest::aRunningLineMovesOnlyWhenSeen() {
    ProgressLine line;
    line.resize(200, 4);
    line.setRunning(true);
    QVERIFY(line.grab().toImage().pixelColor(100, 1).isValid());
    line.show();
    QVERIFY(QTest::qWaitForWindowExposed(&line));
    const QImage first = line.grab().toImage();
    QTRY_VERIFY(line.grab().toImage() != first);
    line.setRunning(false);
    QCOMPARE(accentPixels(line), 0);
}

QTEST_MAIN(PageHeadTest)
#include "tst_pagehead.moc"
