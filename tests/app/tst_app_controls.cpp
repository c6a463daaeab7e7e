// The frame's own controls: token card, status line, instance bar.
#include "base/secret.h"
#include "support/fakeclock.h"
#include "widgets/instancebar.h"
#include "widgets/statusline.h"
#include "widgets/tokencard.h"

#include <QAccessible>
#include <QAction>
#include <QLabel>
#include <QLayout>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace wallaroo;

namespace {

TokenCard::Words words() {
    return {QStringLiteral("Mlops"),
            QStringLiteral("MLOps token"),
            QStringLiteral("Copy MLOps token"),
            QStringLiteral("Copy MLOps token as"),
            QStringLiteral("Reveal MLOps token"),
            QStringLiteral("Renew MLOps token"),
            QStringLiteral("Time left on the MLOps token")};
}

Token token(const Clock& clock, qint64 lifetimeMs) {
    return {Secret(QByteArrayView("eyJhbGciOiJSUzI1NiJ9.canary-token-of-a-card.4fQ")), lifetimeMs,
            Deadline(clock, lifetimeMs)};
}

} // namespace

class TestControls : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void timeLeft_data();
    void timeLeft();
    void cardWithoutAWayToATokenOffersNothingToCopy();
    void cardCountsDown();
    void cardTellsWhatCopyDoesAfterTheEnd();
    void cardIsNarrow();
    void cardIsHeardByName();
    void cardNeverTellsTheToken();
    void statusPartsAreButtonsWithTheirValueAsDescription();
    void aNarrowStatusLineStaysOneLine();
    void barShowsNamesLiterally();
    void barMarksTheSandbox();
};

void TestControls::timeLeft_data() {
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << qint64(0) << QStringLiteral("0:00");
    QTest::newRow("seconds") << qint64(9'999) << QStringLiteral("0:09");
    QTest::newRow("minutes") << qint64(42 * 60'000 + 10'000) << QStringLiteral("42:10");
    QTest::newRow("an hour") << qint64(3'600'000) << QStringLiteral("1:00:00");
    QTest::newRow("days") << qint64(49 * 3'600'000LL + 61'000) << QStringLiteral("49:01:01");
}

void TestControls::timeLeft() {
    QFETCH(qint64, ms);
    QTEST(timeLeftText(ms), "text");
}

void TestControls::cardWithoutAWayToATokenOffersNothingToCopy() {
    TokenCard card(words());
    card.show();
    auto* copy = card.findChild<QPushButton*>(QStringLiteral("copyMlops"));
    QVERIFY(copy->isEnabled()); // a copy fetches one
    card.setRenewable(false);
    QVERIFY(!copy->isEnabled());
    test::FakeClock clock;
    card.setToken(token(clock, 60'000));
    QVERIFY(copy->isEnabled());
    QSignalSpy asked(&card, &TokenCard::copyRequested);
    copy->click();
    QCOMPARE(asked.count(), 1);
    // The addresses and requests in its menu need no token; what does need one fetches it.
    QVERIFY(card.findChild<QToolButton*>(QStringLiteral("copyAsMlops"))->isEnabled());
}

void TestControls::cardCountsDown() {
    test::FakeClock clock;
    TokenCard card(words());
    card.setToken(token(clock, 3'600'000));
    const auto* left = card.findChild<QLabel*>(QStringLiteral("leftMlops"));
    card.tick(clock);
    QCOMPARE(left->text(), QStringLiteral("1:00:00 left"));
    clock.advance(3'600'000 - 61'000);
    card.tick(clock);
    QCOMPARE(left->text(), QStringLiteral("1:01 left"));
    clock.advance(61'000);
    card.tick(clock);
    QCOMPARE(left->text(), QStringLiteral("ended"));
}

void TestControls::cardTellsWhatCopyDoesAfterTheEnd() {
    test::FakeClock clock;
    for (const bool isRenewable : {true, false}) {
        TokenCard card(words());
        card.setRenewable(isRenewable);
        const auto* note = card.findChild<QLabel*>(QStringLiteral("noteMlops"));
        card.setToken(token(clock, 60'000));
        card.tick(clock);
        QVERIFY(note->text().isEmpty());
        clock.advance(61'000);
        card.tick(clock);
        QCOMPARE(note->text(), isRenewable ? QStringLiteral("Ended. Copy gets a new one first.") : QString());
        card.setFailure({}); // why it could not be got is not written over each second
        card.tick(clock);
        QVERIFY(note->text().isEmpty());
    }
}

void TestControls::cardIsNarrow() {
    test::FakeClock clock;
    TokenCard card(words());
    card.setToken(token(clock, 60'000));
    card.resize(1200, 200);
    card.show();
    const auto* reveal = card.findChild<QWidget*>(QStringLiteral("revealMlops"));
    const auto* copyAs = card.findChild<QWidget*>(QStringLiteral("copyAsMlops"));
    QVERIFY(copyAs->y() < reveal->geometry().bottom()); // one line
    QCOMPARE(copyAs->geometry().right(), card.layout()->contentsRect().right());
    const int least = card.minimumSizeHint().width();
    card.resize(least, card.heightForWidth(least));
    QVERIFY(copyAs->y() > reveal->geometry().bottom());
    for (const auto* part : {reveal, copyAs})
        QVERIFY(card.contentsRect().contains(part->geometry()));
}

void TestControls::cardIsHeardByName() {
    TokenCard card(words());
    QCOMPARE(card.findChild<QPushButton*>(QStringLiteral("copyMlops"))->accessibleName(),
             QStringLiteral("Copy MLOps token"));
    QCOMPARE(card.findChild<QPushButton*>(QStringLiteral("renewMlops"))->accessibleName(),
             QStringLiteral("Renew MLOps token"));
    QCOMPARE(card.findChild<QPushButton*>(QStringLiteral("revealMlops"))->accessibleName(),
             QStringLiteral("Reveal MLOps token"));
}

void TestControls::cardNeverTellsTheToken() {
    test::FakeClock clock;
    TokenCard card(words());
    card.setToken(token(clock, 60'000));
    card.tick(clock);
    card.show();
    QTest::mousePress(card.findChild<QPushButton*>(QStringLiteral("revealMlops")), Qt::LeftButton);
    for (auto* widget : card.findChildren<QWidget*>()) {
        auto* seen = QAccessible::queryAccessibleInterface(widget);
        for (const auto part : {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help})
            QVERIFY2(!seen->text(part).contains(QStringLiteral("canary-token")), widget->metaObject()->className());
        QVERIFY(!widget->toolTip().contains(QStringLiteral("canary-token")));
    }
    QTest::mouseRelease(card.findChild<QPushButton*>(QStringLiteral("revealMlops")), Qt::LeftButton);
}

void TestControls::statusPartsAreButtonsWithTheirValueAsDescription() {
    StatusLine line;
    line.show();
    auto* session = line.findChild<QPushButton*>(QStringLiteral("statusSession"));
    QVERIFY(!session->isVisible());
    line.setSession(QStringLiteral("Signed in to R&D"));
    QVERIFY(session->isVisible());
    QCOMPARE(session->accessibleName(), QStringLiteral("Session"));
    QCOMPARE(session->accessibleDescription(), QStringLiteral("Signed in to R&D"));
    QCOMPARE(session->text(), QStringLiteral("Signed in to R&&D"));
    QCOMPARE(QAccessible::queryAccessibleInterface(session)->role(), QAccessible::PushButton);
    line.setTokenTimeLeft(QStringLiteral("MLOps token 1:00"));
    line.setTokenTimeLeft({});
    QVERIFY(!line.findChild<QPushButton*>(QStringLiteral("statusToken"))->isVisible());
    QSignalSpy pressed(&line, &StatusLine::keychainPressed);
    line.setKeychain(QStringLiteral("GNOME Keyring"), false);
    line.findChild<QPushButton*>(QStringLiteral("statusKeychain"))->click();
    QCOMPARE(pressed.count(), 1);
}

/// Whole as long as there is room, then the time of the refresh alone, then less of the session's words.
void TestControls::aNarrowStatusLineStaysOneLine() {
    StatusLine line;
    const QString session = QStringLiteral("Signed in, asked again at about 10:12 if nothing is done");
    const QString refresh = QStringLiteral("as of 09:42:31 · 60 people in 104 ms");
    line.resize(4000, line.height());
    line.setSession(session);
    line.setTokenTimeLeft(QStringLiteral("MLOps token 59:57"));
    line.setLastRefresh(refresh);
    line.show();
    const auto* first = line.findChild<QPushButton*>(QStringLiteral("statusSession"));
    const auto* last = line.findChild<QPushButton*>(QStringLiteral("statusRefresh"));
    const auto isOneLine = [first, last] { return first->y() == last->y() && first->x() < last->x(); };
    const int whole = line.layout()->sizeHint().width();
    line.resize(whole + 20, line.height());
    QTRY_VERIFY(isOneLine());
    QCOMPARE(first->text(), session);
    QCOMPARE(last->text(), refresh);
    line.resize(whole - 20, line.height());
    QTRY_COMPARE(last->text(), QStringLiteral("as of 09:42:31"));
    QTRY_VERIFY(isOneLine());
    QCOMPARE(first->text(), session);
    const int shorter = line.layout()->sizeHint().width();
    line.resize(shorter - 20, line.height());
    QTRY_VERIFY(first->text().endsWith(QStringLiteral("…")));
    QTRY_VERIFY(isOneLine());
    QCOMPARE(first->accessibleDescription(), session);
    QCOMPARE(last->accessibleDescription(), refresh);
    line.resize(whole + 20, line.height());
    QTRY_COMPARE(first->text(), session);
    QCOMPARE(last->text(), refresh);
    QVERIFY(first->toolTip().isEmpty());
}

void TestControls::barShowsNamesLiterally() {
    InstanceBar bar;
    bar.setInstance(QStringLiteral("<img src='file:///etc/hostname'>"), QStringLiteral("host\u202Egro.example"));
    for (const auto* label : bar.findChildren<QLabel*>()) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(!label->text().contains(QChar(u'\u202E')));
    }
    bar.setAccountName(QStringLiteral("r&d@example.com"));
    QCOMPARE(bar.findChild<QToolButton*>(QStringLiteral("account"))->text(), QStringLiteral("r&&d@example.com"));
}

void TestControls::barMarksTheSandbox() {
    InstanceBar bar;
    bar.show();
    auto* again = bar.findChild<QPushButton*>(QStringLiteral("startOver"));
    QVERIFY(!again->isVisible());
    bar.setSandbox(true);
    QVERIFY(again->isVisible());
    QSignalSpy asked(&bar, &InstanceBar::startOverRequested);
    again->click();
    QCOMPARE(asked.count(), 1);
}

QTEST_MAIN(TestControls)
#include "tst_app_controls.moc"
