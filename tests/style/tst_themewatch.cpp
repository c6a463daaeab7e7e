#include "style/palettes.h"
#include "support/themewatch.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace wallaroo;

/// The settings part of a desktop portal, as xdg-desktop-portal 1.14 answers: Read wraps its value twice.
class FakePortal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 0;
    uint contrast = 0;
    int reads = 0;

public Q_SLOTS:

    Q_SCRIPTABLE QDBusVariant Read(const QString& group, const QString& key) {
        ++reads;
        const bool known = group == QStringLiteral("org.freedesktop.appearance");
        const uint value = key == QStringLiteral("contrast") ? contrast : scheme;
        return QDBusVariant(QVariant::fromValue(QDBusVariant(known ? QVariant(value) : QVariant(QString()))));
    }

Q_SIGNALS:
    Q_SCRIPTABLE void SettingChanged(const QString& group, const QString& key, const QDBusVariant& value);
};

class ThemeWatchTest : public QObject {
    Q_OBJECT

public:
    explicit ThemeWatchTest(bool hasBus) : m_hasBus(hasBus) {}

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();
    void nothingIsAskedBeforeTheStart();
    void theRememberedAnswerHoldsUntilThen();
    void theDesktopsWishIsFollowed();
    void changesAreFollowedLive();
    void otherSettingsAreNoBusiness();
    void aThemeChosenByThePersonStays();

private:
    FakePortal m_portal;
    bool m_hasBus = false;
};

void ThemeWatchTest::initTestCase() {
    if (!m_hasBus)
        QSKIP("needs dbus-daemon");
    QDBusConnection own =
        QDBusConnection::connectToBus(qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("portal"));
    QVERIFY(own.isConnected());
    QVERIFY(own.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
    QVERIFY(own.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &m_portal,
                               QDBusConnection::ExportScriptableContents));
}

void ThemeWatchTest::cleanupTestCase() {
    if (m_hasBus)
        QDBusConnection::disconnectFromBus(QStringLiteral("portal"));
}

void ThemeWatchTest::init() {
    m_portal.scheme = 0;
    m_portal.contrast = 0;
    m_portal.reads = 0;
    applyTheme(*qApp, Theme::System);
}

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
constexpr bool portalTellsScheme = true;
#else
constexpr bool portalTellsScheme = false; // Qt knows it from the platform
#endif

void ThemeWatchTest::nothingIsAskedBeforeTheStart() {
    m_portal.contrast = 1;
    ThemeWatch watch(*qApp, Theme::System);
    QSignalSpy changed(&watch, &ThemeWatch::changed);
    ThemeWatch later(*qApp, Theme::System);
    later.start();
    QTRY_VERIFY(later.look().highContrast); // what was asked before it has been answered too
    QCOMPARE(m_portal.reads, portalTellsScheme ? 2 : 1);
    QVERIFY(!watch.look().highContrast);
    QCOMPARE(changed.size(), 0);
}

void ThemeWatchTest::theRememberedAnswerHoldsUntilThen() {
    if (!portalTellsScheme)
        QSKIP("Qt tells the scheme by itself");
    ThemeWatch watch(*qApp, Theme::System, {DesktopLook::Scheme::Dark, false});
    QCOMPARE(watch.look().scheme, DesktopLook::Scheme::Dark);
    m_portal.scheme = 2;
    watch.start();
    QTRY_COMPARE(watch.look().scheme, DesktopLook::Scheme::Light);
}

void ThemeWatchTest::theDesktopsWishIsFollowed() {
    m_portal.scheme = 1;
    m_portal.contrast = 1;
    ThemeWatch watch(*qApp, Theme::System);
    QSignalSpy changed(&watch, &ThemeWatch::changed);
    QElapsedTimer timer;
    timer.start();
    watch.start();
    QVERIFY(timer.elapsed() < 1000); // asks, and does not wait
    QTRY_VERIFY(watch.look().highContrast);
    QTRY_VERIFY(isHighContrast(QApplication::palette()));
    if (portalTellsScheme) {
        QTRY_COMPARE(watch.look().scheme, DesktopLook::Scheme::Dark);
        QVERIFY(isDark(QApplication::palette()));
    }
    QVERIFY(changed.size() >= 1);
}

void ThemeWatchTest::changesAreFollowedLive() {
    if (!portalTellsScheme)
        QSKIP("Qt tells the scheme by itself");
    ThemeWatch watch(*qApp, Theme::System);
    watch.start();
    QTRY_COMPARE(m_portal.reads, 2);
    const QString group = QStringLiteral("org.freedesktop.appearance");
    const QString key = QStringLiteral("color-scheme");
    Q_EMIT m_portal.SettingChanged(group, key, QDBusVariant(1U));
    QTRY_COMPARE(QApplication::palette().color(QPalette::Window), darkPalette().color(QPalette::Window));
    Q_EMIT m_portal.SettingChanged(group, key, QDBusVariant(2U));
    QTRY_COMPARE(QApplication::palette().color(QPalette::Window), lightPalette().color(QPalette::Window));
}

void ThemeWatchTest::otherSettingsAreNoBusiness() {
    ThemeWatch watch(*qApp, Theme::System);
    watch.start();
    QTRY_COMPARE(m_portal.reads, portalTellsScheme ? 2 : 1);
    QSignalSpy changed(&watch, &ThemeWatch::changed);
    Q_EMIT m_portal.SettingChanged(QStringLiteral("org.gnome.desktop.interface"), QStringLiteral("contrast"),
                                   QDBusVariant(1U));
    Q_EMIT m_portal.SettingChanged(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("contrast"),
                                   QDBusVariant(QStringLiteral("much")));
    Q_EMIT m_portal.SettingChanged(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("accent-color"),
                                   QDBusVariant(1U));
    // The next one is: when it has come, the others have been heard too.
    Q_EMIT m_portal.SettingChanged(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("contrast"),
                                   QDBusVariant(1U));
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(watch.look().highContrast);
}

void ThemeWatchTest::aThemeChosenByThePersonStays() {
    m_portal.scheme = 1;
    applyTheme(*qApp, Theme::Light);
    ThemeWatch watch(*qApp, Theme::Light);
    watch.start();
    QTRY_COMPARE(m_portal.reads, portalTellsScheme ? 2 : 1);
    if (portalTellsScheme)
        QTRY_COMPARE(watch.look().scheme, DesktopLook::Scheme::Dark);
    QCOMPARE(QApplication::palette().color(QPalette::Window), lightPalette().color(QPalette::Window));
    watch.setTheme(Theme::Dark);
    QCOMPARE(QApplication::palette().color(QPalette::Window), darkPalette().color(QPalette::Window));
}

// The bus is there before the application is: Qt 6.8 asks for the session's bus while it starts, and asks once.
int main(int argc, char** argv) {
    QProcess bus;
    bus.start(QStringLiteral("dbus-daemon"),
              {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    const bool hasBus = bus.waitForStarted() && bus.waitForReadyRead();
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus.readLine().trimmed());
    int failed = 0;
    {
        QApplication app(argc, argv);
        ThemeWatchTest test(hasBus);
        failed = QTest::qExec(&test, argc, argv);
    }
    bus.kill();
    bus.waitForFinished();
    return failed;
}

#include "tst_themewatch.moc"
