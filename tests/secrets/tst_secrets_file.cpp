#include "secrets/keychainstore.h"
#include "waiting.h"

#include <QFile>
#include <QTemporaryDir>

using namespace wallaroo;
using namespace wallaroo::secrets;
using namespace wallaroo::test;

/// Real round trips through QtKeychain and libsecret, into libsecret's own encrypted file: no bus, no daemon.
class TestSecretFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_path;

private Q_SLOTS:

    void initTestCase() {
        m_path = m_folder.filePath(QStringLiteral("secrets.keyring"));
        qputenv("SECRET_BACKEND", "file");
        qputenv("SECRET_FILE_TEST_PATH", QFile::encodeName(m_path));
        qputenv("SECRET_FILE_TEST_PASSWORD", "canary-file-password");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        qunsetenv("XDG_CURRENT_DESKTOP");
        qunsetenv("KDE_FULL_SESSION");
    }

    void aRoundTrip_data() {
        QTest::addColumn<QByteArray>("bytes");
        QByteArray every;
        for (int value = 0; value < 256; ++value)
            every += static_cast<char>(value);
        QTest::newRow("text") << QByteArray("canary-secret-1");
        QTest::newRow("every byte") << every;
        QTest::newRow("NUL first") << QByteArray("\0canary", 7);
        QTest::newRow("NUL last") << QByteArray("canary\0", 7);
        QTest::newRow("one byte") << QByteArray("x");
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\xc0\x80");
        QTest::newRow("1 MB") << QByteArray(1'000'000, '\xe9');
        QTest::newRow("a refresh token") << QByteArray(731, 'r');
    }

    void aRoundTrip() {
        QFETCH(QByteArray, bytes);
        KeychainStore store;
        Waiting ask(store);
        const Key key = newKey(Kind::RefreshToken);
        QCOMPARE(ask.bytes(key), "nothing");
        const auto written = ask.write(key, bytes);
        QVERIFY(written);
        QVERIFY2(written->has_value(), qPrintable(written->has_value() ? QString() : written->error().details));
        QVERIFY(ask.bytes(key) == bytes);
        KeychainStore another; // as after a new start
        QVERIFY(Waiting(another).bytes(key) == bytes);
        QVERIFY(ask.remove(key)->has_value());
        QCOMPARE(ask.bytes(key), "nothing");
    }

    void overwritesAndDeletesTwice() {
        KeychainStore store;
        Waiting ask(store);
        const Key key = newKey();
        QVERIFY(ask.write(key, QByteArray(5000, 'a'))->has_value());
        QVERIFY(ask.write(key, "short")->has_value());
        QCOMPARE(ask.bytes(key), "short");
        QVERIFY(ask.remove(key)->has_value());
        QVERIFY(ask.remove(key)->has_value());
        QCOMPARE(ask.bytes(key), "nothing");
    }

    void keysDoNotMeet() {
        KeychainStore store;
        Waiting ask(store);
        const Key one = newKey(Kind::ClientSecret);
        const Key sameProfile{one.profile, Kind::RefreshToken};
        const Key other = newKey(Kind::ClientSecret);
        QVERIFY(ask.write(one, "canary-1")->has_value());
        QVERIFY(ask.write(sameProfile, "canary-2")->has_value());
        QVERIFY(ask.write(other, "canary-3")->has_value());
        QCOMPARE(ask.bytes(one), "canary-1");
        QCOMPARE(ask.bytes(sameProfile), "canary-2");
        QVERIFY(ask.remove(one)->has_value());
        QCOMPARE(ask.bytes(one), "nothing");
        QCOMPARE(ask.bytes(sameProfile), "canary-2");
        QCOMPARE(ask.bytes(other), "canary-3");
    }

    void refusesAnEmptySecret() {
        KeychainStore store;
        Waiting ask(store);
        const Key key = newKey();
        QVERIFY(ask.write(key, "canary")->has_value());
        QCOMPARE(ask.write(key, {})->error().kind, ErrorKind::BadInput);
        QCOMPARE(ask.bytes(key), "canary");
    }

    void manyAtOnceKeepTheirOrder() {
        KeychainStore store;
        QObject context;
        const Key key = newKey();
        QStringList order;
        for (int i = 0; i < 20; ++i) {
            const QByteArray value = "canary-" + QByteArray::number(i);
            store.write(key, Secret(value), &context, [&order, i](const Result<void>& outcome) {
                order << (outcome ? QString::number(i) : QStringLiteral("failed"));
            });
            store.read(key, &context, [&order, i, value](const ReadResult& found) {
                const bool same = found && *found && (*found)->reveal() == value;
                order << (same ? QStringLiteral("=") : QStringLiteral("other at %1").arg(i));
            });
        }
        QVERIFY(order.isEmpty()); // never from inside
        QTRY_COMPARE_WITH_TIMEOUT(order.size(), 40, 20'000);
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(order[2 * i], QString::number(i));
            QCOMPARE(order[2 * i + 1], QStringLiteral("="));
        }
    }

    void theNextFromInsideACallback() {
        KeychainStore store;
        QObject context;
        const Key key = newKey();
        std::optional<QByteArray> read;
        store.write(key, Secret("canary-nested"), &context, [&](const Result<void>&) {
            store.read(key, &context, [&](const ReadResult& found) { read = (*found)->reveal().toByteArray(); });
        });
        QTRY_COMPARE(read, QByteArray("canary-nested"));
    }

    void theContextsDeath() {
        KeychainStore store;
        Waiting ask(store);
        const Key key = newKey();
        auto context = std::make_unique<QObject>();
        store.write(key, Secret("canary-of-the-dead"), context.get(), [](const Result<void>&) { QFAIL("dead"); });
        store.read(key, context.get(), [](const ReadResult&) { QFAIL("dead"); });
        context.reset();
        QCOMPARE(ask.bytes(key), "canary-of-the-dead"); // what was to be written is written
    }

    void theStoresDeathWithJobsOpen() {
        QObject context;
        const Key key = newKey();
        for (int rounds = 0; rounds < 5; ++rounds) {
            auto store = std::make_unique<KeychainStore>();
            for (int i = 0; i < 3; ++i)
                store->write(key, Secret("canary"), &context, [](const Result<void>&) { QFAIL("gone"); });
            for (int turns = 0; turns < rounds; ++turns)
                QCoreApplication::processEvents();
            store.reset();
        }
        KeychainStore next; // is not held up by what was left
        Waiting ask(next);
        QVERIFY(ask.write(key, "canary-after")->has_value());
        QCOMPARE(ask.bytes(key), "canary-after");
    }

    void deletedFromInsideACallback() {
        auto store = std::make_unique<KeychainStore>();
        QObject context;
        bool answered = false;
        store->write(newKey(), Secret("canary"), &context, [&](const Result<void>&) {
            answered = true;
            store.reset();
        });
        QTRY_VERIFY(answered);
        QTest::qWait(20);
    }

    void nothingReadableInTheFile() {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.size() > 100);
        QVERIFY(!bytes.contains("canary"));
    }
};

QTEST_GUILESS_MAIN(TestSecretFile)
#include "tst_secrets_file.moc"
