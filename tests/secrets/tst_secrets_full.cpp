#include "privatebus.h"
#include "secrets/keychainstore.h"
#include "waiting.h"

using namespace wallaroo;
using namespace wallaroo::secrets;
using namespace wallaroo::test;

/// A real gnome-keyring whose disk is full: what it has can be read, what is new is refused with words, and it is taken
/// again once there is room.
class TestFullKeyring : public QObject {
    Q_OBJECT

    PrivateBus m_bus;

private Q_SLOTS:

    void initTestCase() {
        qputenv("XDG_CURRENT_DESKTOP", "GNOME");
        qunsetenv("KDE_FULL_SESSION");
        QVERIFY(m_bus.start());
        m_bus.prepareForFullDisk();
        QVERIFY(m_bus.startKeyring("canary-login-password"));
    }

    void whatIsNewIsRefusedAndNothingIsLost() {
        KeychainStore store;
        Waiting ask(store);
        const Key key = newKey();
        QVERIFY(ask.write(key, "canary-kept")->has_value());
        QVERIFY(m_bus.setRoom(16));
        const auto written = ask.write(key, "canary-new");
        QVERIFY(written && !written->has_value());
        QCOMPARE(written->error().kind, ErrorKind::KeychainUnavailable);
        QVERIFY(isComplete(written->error(), QStringLiteral("GNOME Keyring")));
        QVERIFY2(written->error().sentence.contains(QStringLiteral("could not write: the disk may be full")),
                 qPrintable(written->error().details));
        QVERIFY(written->error().advice.contains(QStringLiteral("Make room")));
        QVERIFY(!written->error().details.contains(QStringLiteral("canary")));
        const auto another = ask.write(newKey(), "canary-other");
        QVERIFY(another && !another->has_value());
        QCOMPARE(ask.bytes(key), "canary-kept");
        QVERIFY(m_bus.setRoom(RLIM_INFINITY));
        QVERIFY(ask.write(key, "canary-new")->has_value());
        QCOMPARE(ask.bytes(key), "canary-new");
    }
};

QTEST_GUILESS_MAIN(TestFullKeyring)
#include "tst_secrets_full.moc"
