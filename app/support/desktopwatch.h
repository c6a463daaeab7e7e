#pragma once

#include <QDBusConnection>
#include <QObject>

namespace wallaroo {

/// What the desktop tells of itself over D-Bus: its screen was locked, the computer goes to sleep or woke up. Only
/// listens; asks once which login session is its own. Where there is no bus nothing is ever told.
class DesktopWatch final : public QObject {
    Q_OBJECT
public:
    explicit DesktopWatch(QObject* parent = nullptr) : QObject(parent) {}

    /// Begins to listen: not before the first paint, because the bus takes its time. session: where screen savers
    /// speak; system: where login1 does.
    void start(QDBusConnection session, QDBusConnection system);

Q_SIGNALS:
    /// By the screen saver or by login1: pages are to be hidden. A desktop that locks before sleep says so, too.
    void locked();
    /// The computer goes to sleep: secrets are to go from clipboard and screen.
    void fallsAsleep();
    /// Both clocks are to be looked at before anything is sent.
    void wokeUp();

private Q_SLOTS:
    void onActiveChanged(bool active);
    void onPrepareForSleep(bool start);
    void onLock();

private:
    void listenToLoginSession(QDBusConnection system);
};

} // namespace wallaroo
