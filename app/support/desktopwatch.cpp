#include "support/desktopwatch.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace wallaroo {
namespace {

constexpr QLatin1StringView login1("org.freedesktop.login1");
constexpr QLatin1StringView login1Path("/org/freedesktop/login1");
constexpr QLatin1StringView login1Manager("org.freedesktop.login1.Manager");
constexpr QLatin1StringView login1Session("org.freedesktop.login1.Session");

/// The freedesktop one is KDE's and others'; GNOME and its relatives kept their own.
constexpr const char* screenSavers[] = {"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver",
                                        "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver", "org.xfce.ScreenSaver"};

} // namespace

void DesktopWatch::start(QDBusConnection session, QDBusConnection system) {
    if (session.isConnected()) {
        // Of any sender and at any path: desktops differ in both, and the worst that a forged one does is to lock.
        for (const char* interface : screenSavers)
            session.connect({}, {}, QLatin1String(interface), QStringLiteral("ActiveChanged"), this,
                            SLOT(onActiveChanged(bool)));
    }
    if (system.isConnected()) {
        system.connect(login1, login1Path, login1Manager, QStringLiteral("PrepareForSleep"), this,
                       SLOT(onPrepareForSleep(bool)));
        listenToLoginSession(system);
    }
}

void DesktopWatch::listenToLoginSession(QDBusConnection system) {
    QDBusMessage question =
        QDBusMessage::createMethodCall(login1, login1Path, login1Manager, QStringLiteral("GetSessionByPID"));
    question << static_cast<uint>(QCoreApplication::applicationPid());
    auto* watcher = new QDBusPendingCallWatcher(system.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, system]() mutable {
        const QDBusPendingReply<QDBusObjectPath> reply = *watcher;
        // Without a session of its own (a service, a container) the screen saver alone is heard.
        if (reply.isValid())
            system.connect(login1, reply.value().path(), login1Session, QStringLiteral("Lock"), this, SLOT(onLock()));
        watcher->deleteLater();
    });
}

void DesktopWatch::onActiveChanged(bool active) {
    if (active)
        Q_EMIT locked();
}

void DesktopWatch::onPrepareForSleep(bool start) {
    if (start)
        Q_EMIT fallsAsleep();
    else
        Q_EMIT wokeUp();
}

void DesktopWatch::onLock() {
    Q_EMIT locked();
}

} // namespace wallaroo
