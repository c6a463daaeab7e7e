#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QDir>
#include <QFile>
#include <QMutex>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <csignal>
#include <sys/resource.h>

namespace wallaroo::test {

/// A session bus that only this process knows, and folders of its own: the keychain of whoever runs the tests is out of
/// reach. To be made before anything asks for the bus.
class PrivateBus {
public:
    bool start() {
        QFile configuration(m_home.filePath(QStringLiteral("bus.conf")));
        if (!configuration.open(QIODevice::WriteOnly))
            return false;
        // No service folders: nothing is started by the bus itself.
        configuration.write("<busconfig><type>session</type><listen>unix:dir=" + QFile::encodeName(m_home.path())
                            + "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\" "
                              "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
        configuration.close();
        m_bus.start(QStringLiteral("dbus-daemon"),
                    {QStringLiteral("--config-file=") + configuration.fileName(), QStringLiteral("--nofork"),
                     QStringLiteral("--nopidfile"), QStringLiteral("--print-address")});
        if (!m_bus.waitForReadyRead(10'000))
            return false;
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        for (const char* name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
            qputenv(name, QFile::encodeName(m_home.path()));
        qunsetenv("SECRET_BACKEND");
        qunsetenv("DISPLAY"); // nobody may be asked for a password
        qunsetenv("WAYLAND_DISPLAY");
        return true;
    }

    /// The next keyring meets a full disk, once setRoom() has taken the room from it, as an error and not as its end.
    void prepareForFullDisk() {
        m_keyring.setChildProcessModifier([] { ::signal(SIGXFSZ, SIG_IGN); });
    }

    /// How many bytes the keyring may write to a file; less than it has to is a disk without room.
    bool setRoom(rlim_t bytes) {
        const rlimit limit{bytes, RLIM_INFINITY};
        return ::prlimit(static_cast<pid_t>(m_keyring.processId()), RLIMIT_FSIZE, &limit, nullptr) == 0;
    }

    /// A gnome-keyring with a collection that this password opens.
    bool startKeyring(const QByteArray& password) {
        m_keyring.setProcessChannelMode(QProcess::MergedChannels);
        m_keyring.start(
            QStringLiteral("gnome-keyring-daemon"),
            {QStringLiteral("--foreground"), QStringLiteral("--unlock"), QStringLiteral("--components=secrets")});
        if (!m_keyring.waitForStarted(10'000))
            return false;
        m_keyring.write(password);
        m_keyring.closeWriteChannel();
        return QTest::qWaitFor([] { return isOwned(QStringLiteral("org.freedesktop.secrets")); }, 10'000);
    }

    void stopKeyring() {
        m_keyring.kill();
        m_keyring.waitForFinished(10'000);
    }

    static bool isOwned(const QString& name) {
        auto message =
            QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/"),
                                           QStringLiteral("org.freedesktop.DBus"), QStringLiteral("NameHasOwner"));
        message << name;
        return QDBusConnection::sessionBus().call(message).arguments().value(0).toBool();
    }

    ~PrivateBus() {
        stop(m_keyring);
        stop(m_bus);
    }

private:
    static void stop(QProcess& process) {
        if (process.state() == QProcess::NotRunning)
            return;
        process.terminate();
        if (!process.waitForFinished(5'000))
            process.kill();
        process.waitForFinished(5'000);
    }

    QTemporaryDir m_home;
    QProcess m_bus;
    QProcess m_keyring;
};

/// A service on the bus that treats every call alike. In a thread of its own, as another process would be: QtKeychain
/// asks for a KWallet with a call that blocks.
class StubService final : public QDBusVirtualObject {
public:
    using Handler = std::function<void(const QDBusMessage&, const QDBusConnection&)>;

    StubService(const QString& name, Handler handler)
        : m_connection(QDBusConnection::connectToBus(QDBusConnection::SessionBus, name + QStringLiteral(" stub"))),
          m_handler(std::move(handler)),
          m_name(name) {}

    bool start() {
        moveToThread(&m_thread);
        m_thread.start();
        bool registered = false;
        QMetaObject::invokeMethod(
            this,
            [this, &registered] {
                registered = m_connection.registerVirtualObject(QStringLiteral("/"), this, QDBusConnection::SubPath)
                             && m_connection.registerService(m_name);
            },
            Qt::BlockingQueuedConnection);
        return registered;
    }

    ~StubService() override {
        QDBusConnection::disconnectFromBus(m_connection.name());
        m_thread.quit();
        m_thread.wait();
    }

    [[nodiscard]] QString introspect(const QString&) const override { return {}; }

    bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override {
        {
            const QMutexLocker locker(&m_mutex);
            m_asked << message.member();
        }
        m_handler(message, connection);
        return true;
    }

    /// The names of what was called, in order.
    [[nodiscard]] QStringList asked() const {
        const QMutexLocker locker(&m_mutex);
        return m_asked;
    }

private:
    QDBusConnection m_connection;
    Handler m_handler;
    QString m_name;
    QThread m_thread;
    mutable QMutex m_mutex;
    QStringList m_asked;
};

} // namespace wallaroo::test
