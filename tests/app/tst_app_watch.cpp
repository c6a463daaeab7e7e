#include "secrets/privatebus.h"
#include "support/activitywatch.h"
#include "support/desktopwatch.h"
#include "support/fakeclock.h"

#include <QDBusObjectPath>
#include <QKeyEvent>
#include <QSignalSpy>
#include <QTest>

using namespace wallaroo;
using namespace wallaroo::test;

/// What tells the session that somebody is there, that nobody is, and that the computer was asleep.
class TestAppWatch : public QObject {
    Q_OBJECT
private:
    /// A signal as a screen saver or login1 sends it, from another connection than the one that listens.
    void send(const char* path, const char* interface, const char* name, const QVariantList& arguments = {}) {
        auto message = QDBusMessage::createSignal(QLatin1String(path), QLatin1String(interface), QLatin1String(name));
        message.setArguments(arguments);
        QVERIFY(m_desktop->send(message));
    }

    PrivateBus m_bus;
    std::unique_ptr<QDBusConnection> m_desktop;

private Q_SLOTS:

    void initTestCase() {
        QVERIFY(m_bus.start());
        m_desktop = std::make_unique<QDBusConnection>(QDBusConnection::connectToBus(
            QString::fromLocal8Bit(qgetenv("DBUS_SESSION_BUS_ADDRESS")), QStringLiteral("desktop")));
        QVERIFY(m_desktop->isConnected());
    }

    void cleanupTestCase() {
        m_desktop.reset();
        QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
    }

    void keysAndClicksAreAPerson() {
        FakeClock clock;
        QObject application;
        ActivityWatch watch(application, clock);
        QSignalSpy seen(&watch, &ActivityWatch::personActive);
        QKeyEvent key(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier);
        QCoreApplication::sendEvent(&application, &key);
        QCOMPARE(seen.count(), 1);
        QCoreApplication::sendEvent(&application, &key); // not for each of a sentence
        QCOMPARE(seen.count(), 1);
        clock.advance(ActivityWatch::quietMs);
        QCoreApplication::sendEvent(&application, &key);
        QCOMPARE(seen.count(), 2);
    }

    void whatTheProgramDoesIsNoPerson() {
        FakeClock clock;
        QObject application;
        ActivityWatch watch(application, clock);
        QSignalSpy seen(&watch, &ActivityWatch::personActive);
        for (const auto type : {QEvent::Timer, QEvent::Paint, QEvent::UpdateRequest, QEvent::FocusIn,
                                QEvent::LayoutRequest, QEvent::KeyRelease}) {
            QEvent event(type);
            QCoreApplication::sendEvent(&application, &event);
        }
        QCOMPARE(seen.count(), 0);
    }

    void theDesktopLocks_data() {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("interface");
        const auto row = [](const char* path, const char* interface) {
            QTest::newRow(interface) << QByteArray(path) << QByteArray(interface);
        };
        row("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver");
        row("/ScreenSaver", "org.freedesktop.ScreenSaver");
        row("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver");
    }

    void theDesktopLocks() {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, interface);
        DesktopWatch watch;
        watch.start(QDBusConnection::sessionBus(), QDBusConnection(QStringLiteral("none")));
        QSignalSpy locked(&watch, &DesktopWatch::locked);
        send(path.constData(), interface.constData(), "ActiveChanged", {true});
        QTRY_COMPARE(locked.count(), 1);
        send(path.constData(), interface.constData(), "ActiveChanged", {false}); // unlocked: no reason to lock
        send(path.constData(), interface.constData(), "ActiveChanged", {true});
        QTRY_COMPARE(locked.count(), 2);
    }

    void sleepLocksNothingAndWakingChecks() {
        // login1's name on this bus, which stands in for the system's.
        QVERIFY(m_desktop->registerService(QStringLiteral("org.freedesktop.login1")));
        DesktopWatch watch;
        watch.start(QDBusConnection(QStringLiteral("none")), QDBusConnection::sessionBus());
        QSignalSpy locked(&watch, &DesktopWatch::locked);
        QSignalSpy asleep(&watch, &DesktopWatch::fallsAsleep);
        QSignalSpy woke(&watch, &DesktopWatch::wokeUp);
        const auto* path = "/org/freedesktop/login1";
        send(path, "org.freedesktop.login1.Manager", "PrepareForSleep", {true});
        QTRY_COMPARE(asleep.count(), 1);
        QCOMPARE(woke.count(), 0);
        send(path, "org.freedesktop.login1.Manager", "PrepareForSleep", {false});
        QTRY_COMPARE(woke.count(), 1);
        QCOMPARE(asleep.count(), 1);
        QCOMPARE(locked.count(), 0); // that is for the desktop to say
        QVERIFY(m_desktop->unregisterService(QStringLiteral("org.freedesktop.login1")));
    }

    void withoutABusNothingHappens() {
        DesktopWatch watch;
        watch.start(QDBusConnection(QStringLiteral("none")), QDBusConnection(QStringLiteral("none")));
        QSignalSpy locked(&watch, &DesktopWatch::locked);
        QCoreApplication::processEvents();
        QCOMPARE(locked.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestAppWatch)
#include "tst_app_watch.moc"
