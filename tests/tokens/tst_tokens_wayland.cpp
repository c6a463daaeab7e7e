// Under Wayland, by weston's headless backend, which has neither keyboard nor focus: what the desktop refuses is said,
// and nothing is taken for done.
#include "base/clock.h"
#include "support/clipboard.h"
#include "support/copynotices.h"
#include "widgets/toast.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

class TestWayland final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() {
        if (!QGuiApplication::platformName().startsWith("wayland"_L1))
            QSKIP("needs a Wayland compositor");
    }

    void withoutFocusACopyIsRefusedAndSaid() {
        const SystemClock clock;
        Clipboard clipboard(*QGuiApplication::clipboard(), clock);
        QWidget window;
        Toast toast(clock, &window);
        const CopyNotices notices(clipboard, toast);
        window.show();
        QVERIFY(!Clipboard::desktopConfirms());
        QSignalSpy copied(&clipboard, &Clipboard::secretCopied);
        QSignalSpy refused(&clipboard, &Clipboard::secretRefused);
        clipboard.copySecret(Secret("canary-of-wayland"), u"MLOps token"_s, 60'000);
        QCOMPARE(copied.count() + refused.count(), 1);
        if (copied.isEmpty()) {
            QVERIFY2(toast.text().contains("was not copied"_L1), qPrintable(toast.text()));
            QCOMPARE(clipboard.secretLeftMs(), 0);
            return;
        }
        // A compositor that takes it all the same: then taking it back is not taken for confirmed.
        QSignalSpy lingers(&clipboard, &Clipboard::secretLingers);
        clipboard.clearSecret();
        QCOMPARE(lingers.count(), 1);
        QVERIFY2(toast.text().contains("Come back to this window"_L1), qPrintable(toast.text()));
    }
};

QTEST_MAIN(TestWayland)
#include "tst_tokens_wayland.moc"
