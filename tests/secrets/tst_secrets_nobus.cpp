#include "secrets/keychainstore.h"
#include "waiting.h"

using namespace wallaroo;
using namespace wallaroo::secrets;
using namespace wallaroo::test;

/// A computer without a session bus: everything fails soon, with words, and nothing is written anywhere.
class TestNoBus : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        qunsetenv("SECRET_BACKEND");
        qunsetenv("KDE_FULL_SESSION");
        qputenv("XDG_CURRENT_DESKTOP", "GNOME");
    }

    void everyCallFails() {
        KeychainStore store;
        Waiting ask(store);
        const Key key = newKey();
        const auto read = ask.read(key);
        QVERIFY(read && !read->has_value());
        QCOMPARE(read->error().kind, ErrorKind::KeychainUnavailable);
        QVERIFY(isComplete(read->error(), QStringLiteral("GNOME Keyring")));
        QVERIFY2(read->error().sentence.contains(QStringLiteral("no D-Bus session")),
                 qPrintable(read->error().details));
        QVERIFY(read->error().advice.contains(QStringLiteral("dbus-run-session")));
        QVERIFY(read->error().field == Field::Keychain);
        const auto written = ask.write(key, "canary-secret-1");
        QVERIFY(written && !written->has_value());
        QCOMPARE(written->error().kind, ErrorKind::KeychainUnavailable);
        QVERIFY(!written->error().details.contains(QStringLiteral("canary")));
        const auto removed = ask.remove(key);
        QVERIFY(removed && !removed->has_value());
        QCOMPARE(removed->error().kind, ErrorKind::KeychainUnavailable);
    }
};

QTEST_GUILESS_MAIN(TestNoBus)
#include "tst_secrets_nobus.moc"
