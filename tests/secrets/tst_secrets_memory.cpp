#include "secrets/memorystore.h"
#include "waiting.h"

using namespace wallaroo;
using namespace wallaroo::secrets;
using namespace wallaroo::test;

class TestMemoryStore : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void keepsReplacesAndForgets() {
        MemoryStore store;
        Waiting ask(store);
        const Key key = newKey();
        QCOMPARE(ask.bytes(key), "nothing");
        QVERIFY(ask.write(key, "canary-one")->has_value());
        QCOMPARE(ask.bytes(key), "canary-one");
        QVERIFY(ask.write(key, "canary-two")->has_value());
        QCOMPARE(ask.bytes(key), "canary-two");
        QCOMPARE(ask.bytes({key.profile, Kind::RefreshToken}), "nothing");
        QCOMPARE(ask.bytes(newKey()), "nothing");
        QVERIFY(ask.remove(key)->has_value());
        QCOMPARE(ask.bytes(key), "nothing");
        QVERIFY(ask.remove(key)->has_value());
    }

    void refusesAnEmptySecret() {
        MemoryStore store;
        Waiting ask(store);
        const Key key = newKey();
        QVERIFY(ask.write(key, "canary")->has_value());
        QCOMPARE(ask.write(key, {})->error().kind, ErrorKind::BadInput);
        QCOMPARE(ask.bytes(key), "canary");
    }

    void answersFromTheEventLoopAndOnlyTheLiving() {
        MemoryStore store;
        int answers = 0;
        auto context = std::make_unique<QObject>();
        QObject other;
        store.write(newKey(), Secret("a"), context.get(), [&](const Result<void>&) { answers += 100; });
        store.read(newKey(), &other, [&](const ReadResult&) { ++answers; });
        QCOMPARE(answers, 0);
        context.reset();
        QTRY_COMPARE(answers, 1);
    }

    void saysThatItIsNotForLong() {
        const MemoryStore store;
        QVERIFY(!store.isPersistent());
        QCOMPARE(store.displayName(), QStringLiteral("this session only"));
    }
};

QTEST_GUILESS_MAIN(TestMemoryStore)
#include "tst_secrets_memory.moc"
