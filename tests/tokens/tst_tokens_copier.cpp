// Copies of tokens: fresh ones, from anywhere, with what is said about them.
#include "session/sessiondesk.h"
#include "support/clipboard.h"
#include "support/copynotices.h"
#include "support/settings.h"
#include "support/tokencopier.h"
#include "support/tray.h"
#include "widgets/toast.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QSystemTrayIcon>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

QString onClipboard() {
    return QGuiApplication::clipboard()->text();
}

/// A session, a clipboard and what copies from one to the other.
struct CopyDesk {
    test::SessionDesk desk;
    Clipboard clipboard{*QGuiApplication::clipboard(), desk.clock};
    TokenCopier copier{*desk.session, clipboard};
    QSignalSpy copied{&clipboard, &Clipboard::secretCopied};
    QSignalSpy failed{&copier, &TokenCopier::copyFailed};
    QSignalSpy signInNeeded{&copier, &TokenCopier::signInNeeded};

    CopyDesk() { QGuiApplication::clipboard()->clear(); }

    void expectRefresh(const QByteArray& access) {
        desk.sender.expect(test::refreshGrant.toUtf8()).answer(test::tokenJson(access, "refresh-2"));
    }
};

} // namespace

class TestCopier final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void aFreshTokenIsCopiedAtOnce() {
        CopyDesk copy;
        copy.desk.signIn();
        copy.copier.copyUsual();
        QCOMPARE(onClipboard(), u"access-1"_s);
        QCOMPARE(copy.copied.count(), 1);
        QCOMPARE(copy.copied.last().at(0).toString(), u"MLOps token"_s);
        QCOMPARE(copy.copied.last().at(1).toLongLong(), test::minutes(60));
    }

    void whenOneIsDue_data() {
        QTest::addColumn<qint64>("lifetime");
        QTest::addColumn<qint64>("left");
        QTest::addColumn<bool>("due");
        QTest::newRow("an hour, 121 s left") << test::minutes(60) << test::seconds(121) << false;
        QTest::newRow("an hour, two minutes left") << test::minutes(60) << test::minutes(2) << true;
        QTest::newRow("a minute, 16 s left") << test::minutes(1) << test::seconds(16) << false;
        QTest::newRow("a minute, a quarter left") << test::minutes(1) << test::seconds(15) << true;
        QTest::newRow("ended") << test::minutes(60) << qint64(0) << true;
    }

    void whenOneIsDue() {
        QFETCH(const qint64, lifetime);
        QFETCH(const qint64, left);
        test::FakeClock clock;
        QTEST(TokenCopier::isDue({Secret("x"), lifetime, Deadline(clock, left)}, clock), "due");
    }

    void anOldOneIsRenewedFirst() {
        CopyDesk copy;
        copy.desk.signIn(60, 1800);
        copy.expectRefresh("access-2");
        copy.desk.clock.advance(test::seconds(46)); // the session has not looked at its clock yet
        copy.copier.copy(TokenKind::Mlops);
        QVERIFY(onClipboard().isEmpty());
        QTRY_COMPARE(onClipboard(), u"access-2"_s);
        QCOMPARE(copy.copied.count(), 1);
    }

    void oneThatCannotBeRenewedIsCopiedForWhatIsLeft() {
        CopyDesk copy;
        copy.desk.signIn(60, 1800);
        copy.desk.sender.expect(test::refreshGrant.toUtf8()).refuse(503);
        copy.desk.clock.advance(test::seconds(46));
        copy.copier.copy(TokenKind::Mlops);
        QTRY_COMPARE(onClipboard(), u"access-1"_s);
        QCOMPARE(copy.copied.last().at(1).toLongLong(), test::seconds(14));
        QCOMPARE(copy.failed.count(), 0);
    }

    void afterTheSessionACopyGoesOnBehindTheSignIn() {
        CopyDesk copy;
        copy.copier.copy(TokenKind::Mlops);
        QCOMPARE(copy.signInNeeded.count(), 1);
        QVERIFY(copy.copier.isWaiting());
        copy.desk.signIn();
        QTRY_COMPARE(onClipboard(), u"access-1"_s);
        QVERIFY(!copy.copier.isWaiting());
    }

    void butNotAnHourLater() {
        CopyDesk copy;
        copy.copier.copy(TokenKind::Mlops);
        copy.desk.clock.advance(TokenCopier::patienceMs + 1);
        copy.desk.signIn();
        QVERIFY(onClipboard().isEmpty());
        QVERIFY(!copy.copier.isWaiting());
    }

    void signingOutForgetsWhatWasAskedFor() {
        CopyDesk copy;
        copy.desk.signIn(60, 1800);
        copy.desk.sender.expect(test::refreshGrant.toUtf8()); // no answer
        copy.desk.clock.advance(test::seconds(46));
        copy.copier.copy(TokenKind::Mlops);
        QVERIFY(copy.copier.isWaiting());
        copy.desk.sender.expect("logout").answer({}, 204);
        copy.desk.session->signOut(false);
        QTRY_COMPARE(copy.desk.signedOut->count(), 1);
        QVERIFY(!copy.copier.isWaiting());
        QVERIFY(onClipboard().isEmpty());
    }

    void theInferenceTokenIsFetched() {
        CopyDesk copy;
        copy.desk.signIn();
        copy.desk.sender.expect(test::clientGrant.toUtf8()).answer(test::tokenJson("inference-1", ""));
        copy.copier.copy(TokenKind::Inference);
        QTRY_COMPARE(onClipboard(), u"inference-1"_s);
        QCOMPARE(copy.copied.last().at(0).toString(), u"Inference token"_s);
    }

    void withoutASecretItSaysWhatIsMissing() {
        CopyDesk copy; // not signed in: no secret is at hand
        copy.copier.copy(TokenKind::Inference);
        QCOMPARE(copy.failed.count(), 1);
        QVERIFY(copy.failed.last().at(1).value<Error>().sentence.contains("client secret"_L1));
    }

    void whatCannotBeMadeIsSaid() {
        CopyDesk copy;
        copy.desk.signIn();
        copy.copier.copy(TokenKind::Mlops, u"x"_s,
                         [](const Secret&) { return Result<Secret>(failure(ErrorKind::BadInput, u"no"_s)); });
        QCOMPARE(copy.failed.count(), 1);
        QVERIFY(onClipboard().isEmpty());
    }

    void theNoticeSaysHowLong() {
        CopyDesk copy;
        QWidget window;
        Toast toast(copy.desk.clock, &window);
        const CopyNotices notices(copy.clipboard, toast);
        window.show();
        copy.desk.signIn();
        copy.copier.copyUsual();
        QVERIFY(toast.isVisible());
        QCOMPARE(toast.text(), u"MLOps token copied. It works for 60 min and leaves the clipboard in 60 s."_s);
        toast.findChild<QPushButton*>()->click(); // Clear now
        QVERIFY(onClipboard().isEmpty());
        QVERIFY(!toast.isVisible());
    }

    void sentences_data() {
        QTest::addColumn<qint64>("works");
        QTest::addColumn<QString>("says");
        QTest::newRow("no end") << qint64(0) << u"x copied. It leaves the clipboard in %1."_s;
        QTest::newRow("seconds") << test::seconds(59)
                                 << u"x copied. It works for 59 s and leaves the clipboard in %1."_s;
        QTest::newRow("minutes") << test::minutes(42)
                                 << u"x copied. It works for 42 min and leaves the clipboard in %1."_s;
    }

    void sentences() {
        QFETCH(const qint64, works);
        QTEST(CopyNotices::sentence(u"x"_s, works), "says");
    }

    void anotherNoticesButtonClearsNothing() {
        CopyDesk copy;
        QWidget window;
        Toast toast(copy.desk.clock, &window);
        const CopyNotices notices(copy.clipboard, toast);
        window.show();
        copy.desk.signIn();
        copy.copier.copyUsual();
        toast.showText(u"Invited"_s, u"Undo"_s);
        toast.findChild<QPushButton*>()->click();
        QCOMPARE(onClipboard(), u"access-1"_s);
        copy.clipboard.clearSecret();
        QVERIFY(toast.isVisible()); // nor does the clipboard take that notice away
    }

    void aDesktopThatDoesNotTell() {
        CopyDesk copy;
        bool tells = false;
        copy.clipboard.setDesktop([&tells] { return tells; }, false);
        QWidget window;
        Toast toast(copy.desk.clock, &window);
        const CopyNotices notices(copy.clipboard, toast);
        QSignalSpy gone(&copy.clipboard, &Clipboard::secretGone);
        window.show();
        copy.desk.signIn();
        copy.copier.copyUsual();
        copy.clipboard.clearSecret();
        QVERIFY(onClipboard().isEmpty()); // taken back all the same
        QCOMPARE(gone.count(), 0);
        QVERIFY2(toast.text().contains("Come back to this window"_L1), qPrintable(toast.text()));

        QGuiApplication::clipboard()->setText(u"access-1"_s); // as a compositor that keeps copies puts it back
        copy.clipboard.lookAgain();
        QCOMPARE(onClipboard(), u"access-1"_s); // still not told
        tells = true;
        copy.clipboard.lookAgain();
        QVERIFY(onClipboard().isEmpty());
        QCOMPARE(gone.count(), 1);
    }

    void aManagerThatPutsItBack() {
        CopyDesk copy;
        copy.clipboard.setDesktop([] { return true; }, false);
        copy.desk.signIn();
        copy.copier.copyUsual();
        QSignalSpy lingers(&copy.clipboard, &Clipboard::secretLingers);
        copy.clipboard.clearSecret();
        QCOMPARE(lingers.count(), 0);
        QGuiApplication::clipboard()->setText(u"access-1"_s); // by somebody who keeps copies
        QTRY_COMPARE(lingers.count(), 1);
        QCOMPARE(lingers.last().at(1).toBool(), true);
        QVERIFY(onClipboard().isEmpty());
        QCOMPARE(copy.clipboard.secretLeftMs(), 0);
    }

    void aCompositorThatPutsItBackAndWantsAKeyFirst() {
        CopyDesk copy;
        copy.clipboard.setDesktop([] { return true; }, true);
        QWidget window;
        Toast toast(copy.desk.clock, &window);
        const CopyNotices notices(copy.clipboard, toast);
        window.show();
        copy.desk.signIn();
        copy.copier.copyUsual();
        QSignalSpy gone(&copy.clipboard, &Clipboard::secretGone);
        copy.clipboard.clearSecret();
        QGuiApplication::clipboard()->setText(u"access-1"_s);
        QTRY_VERIFY2(toast.text().contains("put it back"_L1), qPrintable(toast.text()));
        QCOMPARE(onClipboard(), u"access-1"_s); // not possible yet
        const int before = gone.count();
        QTest::keyClick(window.windowHandle(), Qt::Key_Shift); // as from the desktop
        QTRY_VERIFY(onClipboard().isEmpty());
        QCOMPARE(gone.count(), before + 1);
    }

    void aDesktopThatDoesNotTellLeavesOthersTextAlone() {
        CopyDesk copy;
        bool tells = false;
        copy.clipboard.setDesktop([&tells] { return tells; }, false);
        copy.desk.signIn();
        copy.copier.copyUsual();
        copy.clipboard.clearSecret();
        QGuiApplication::clipboard()->setText(u"a shopping list"_s);
        tells = true;
        copy.clipboard.lookAgain();
        QCOMPARE(onClipboard(), u"a shopping list"_s);
    }

    void theTrayIsAChoice() {
        CopyDesk copy;
        Settings settings{QString()};
        Tray tray(copy.copier, settings);
        QVERIFY(!tray.isShown());
        settings.set(Setting::TrayIcon, 1);
        QCOMPARE(tray.isShown(), QSystemTrayIcon::isSystemTrayAvailable());
        settings.set(Setting::TrayIcon, 0);
        QVERIFY(!tray.isShown());
    }
};

QTEST_MAIN(TestCopier)
#include "tst_tokens_copier.moc"
