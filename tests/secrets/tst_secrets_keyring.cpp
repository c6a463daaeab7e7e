#include "privatebus.h"
#include "secrets/keychainstore.h"
#include "waiting.h"

#include <QDBusArgument>
#include <QDBusObjectPath>
#include <QDBusVariant>

using namespace wallaroo;
using namespace wallaroo::secrets;
using namespace wallaroo::test;

/// A real gnome-keyring on a bus of its own: open, locked, open again, gone.
class TestKeyring : public QObject {
    Q_OBJECT

    PrivateBus m_bus;

    static QDBusMessage service(const QString& path, const QString& interface, const QString& member) {
        return QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"), path, interface, member);
    }

    /// Of the collection that new items go to.
    static bool isLocked() {
        auto message = service(QStringLiteral("/org/freedesktop/secrets/aliases/default"),
                               QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
        message << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
        const QDBusMessage reply = QDBusConnection::sessionBus().call(message);
        return qvariant_cast<QDBusVariant>(reply.arguments().value(0)).variant().toBool();
    }

    static void lock() {
        auto message = service(QStringLiteral("/org/freedesktop/secrets"),
                               QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("Lock"));
        message << QVariant::fromValue(
            QList<QDBusObjectPath>{QDBusObjectPath(QStringLiteral("/org/freedesktop/secrets/aliases/default"))});
        QCOMPARE(QDBusConnection::sessionBus().call(message).type(), QDBusMessage::ReplyMessage);
        QTRY_VERIFY(isLocked());
    }

    /// What a person would do in a window, by the interface that gnome-keyring has for its own tools.
    static void unlock() {
        auto open = service(QStringLiteral("/org/freedesktop/secrets"),
                            QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("OpenSession"));
        open << QStringLiteral("plain") << QVariant::fromValue(QDBusVariant(QString()));
        const auto session =
            qvariant_cast<QDBusObjectPath>(QDBusConnection::sessionBus().call(open).arguments().value(1));
        auto message = service(QStringLiteral("/org/freedesktop/secrets"),
                               QStringLiteral("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"),
                               QStringLiteral("UnlockWithMasterPassword"));
        QDBusArgument secret; // (session, parameters, value, content type)
        secret.beginStructure();
        secret << session << QByteArray() << QByteArray(loginPassword) << QStringLiteral("text/plain");
        secret.endStructure();
        message << QVariant::fromValue(QDBusObjectPath(QStringLiteral("/org/freedesktop/secrets/aliases/default")))
                << QVariant::fromValue(secret);
        const QDBusMessage reply = QDBusConnection::sessionBus().call(message);
        QVERIFY2(reply.type() == QDBusMessage::ReplyMessage, qPrintable(reply.errorMessage()));
        QTRY_VERIFY(!isLocked());
    }

    static constexpr const char* loginPassword = "canary-login-password";
    const Key m_key = newKey(Kind::RefreshToken);

private Q_SLOTS:

    void initTestCase() {
        qputenv("XDG_CURRENT_DESKTOP", "GNOME");
        qunsetenv("KDE_FULL_SESSION");
        QVERIFY(m_bus.start());
        KeychainStore early; // a bus without a secret service
        const auto read = Waiting(early).read(m_key);
        QVERIFY(read && !read->has_value());
        QCOMPARE(read->error().kind, ErrorKind::KeychainUnavailable);
        QVERIFY(isComplete(read->error(), QStringLiteral("GNOME Keyring")));
        QVERIFY2(read->error().sentence.contains(QStringLiteral("not installed or not running")),
                 qPrintable(read->error().details));
        QVERIFY(read->error().advice.contains(QStringLiteral("gnome-keyring")));
        QVERIFY(m_bus.startKeyring(loginPassword));
        QVERIFY(!isLocked());
    }

    void saysWhenAllIsWritten() {
        KeychainStore store;
        const Key key = newKey();
        {
            QObject gone; // nobody waits for it any more
            store.write(key, Secret("canary"), &gone, [](const Result<void>&) {});
        }
        QObject context;
        bool written = false;
        store.whenWritten(&context, [&] { written = true; });
        QVERIFY(!written);
        QTRY_VERIFY_WITH_TIMEOUT(written, 20'000);
        QCOMPARE(Waiting(store).bytes(key), "canary");
        QVERIFY(Waiting(store).remove(key)->has_value());
    }

    void keepsWhileItIsOpen() {
        KeychainStore store;
        Waiting ask(store);
        QByteArray every;
        for (int value = 0; value < 256; ++value)
            every += static_cast<char>(value);
        const Key key = newKey();
        QVERIFY(ask.write(key, every)->has_value());
        QVERIFY(ask.bytes(key) == every);
        QVERIFY(ask.write(m_key, "canary-kept")->has_value());
        QCOMPARE(ask.bytes(m_key), "canary-kept");
        QVERIFY(ask.remove(key)->has_value());
        QCOMPARE(ask.bytes(key), "nothing");
        QVERIFY(ask.remove(key)->has_value());
    }

    void lockedItGivesNothingTakesNothingLosesNothing() {
        lock();
        KeychainStore store;
        Waiting ask(store);
        QCOMPARE(ask.bytes(m_key), "nothing"); // not an error: that is why the profile keeps an index
        const auto written = ask.write(m_key, "canary-other");
        QVERIFY(written && !written->has_value());
        QCOMPARE(written->error().kind, ErrorKind::KeychainLocked);
        QVERIFY(isComplete(written->error(), QStringLiteral("GNOME Keyring")));
        QVERIFY(written->error().advice.contains(QStringLiteral("Unlock")));
        const auto removed = ask.remove(m_key); // QtKeychain alone would say "done" here, and it would still be there
        QVERIFY(removed && !removed->has_value());
        QCOMPARE(removed->error().kind, ErrorKind::KeychainLocked);
        unlock();
        QCOMPARE(ask.bytes(m_key), "canary-kept");
        QVERIFY(ask.remove(m_key)->has_value());
        QCOMPARE(ask.bytes(m_key), "nothing");
        QVERIFY(ask.write(m_key, "canary-kept")->has_value());
    }

    void killedItIsUnavailable() {
        KeychainStore store;
        Waiting ask(store);
        QCOMPARE(ask.bytes(m_key), "canary-kept");
        m_bus.stopKeyring();
        QTRY_VERIFY(!PrivateBus::isOwned(QStringLiteral("org.freedesktop.secrets")));
        const auto written = ask.write(m_key, "canary-late");
        QVERIFY(written && !written->has_value());
        QCOMPARE(written->error().kind, ErrorKind::KeychainUnavailable);
        QVERIFY(isComplete(written->error(), QStringLiteral("GNOME Keyring")));
        const auto read = ask.read(m_key);
        QVERIFY(read && !read->has_value());
        QCOMPARE(read->error().kind, ErrorKind::KeychainUnavailable);
    }

    /// libsecret alone goes on with the one that is gone.
    void backAgainItIsUsedAgain() {
        QVERIFY(m_bus.startKeyring(loginPassword));
        KeychainStore store;
        Waiting ask(store);
        QCOMPARE(ask.bytes(m_key), "canary-kept");
        QVERIFY(ask.write(m_key, "canary-anew")->has_value());
        QCOMPARE(ask.bytes(m_key), "canary-anew");
        QVERIFY(ask.remove(m_key)->has_value());
    }
};

QTEST_GUILESS_MAIN(TestKeyring)
#include "tst_secrets_keyring.moc"
