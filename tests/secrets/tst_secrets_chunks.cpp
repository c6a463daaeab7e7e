#include "secrets/chunkedstore.h"
#include "secrets/keychainstore.h"
#include "waiting.h"

#include <QMap>

using namespace wallaroo;
using namespace wallaroo::secrets;
using namespace wallaroo::test;

namespace {

constexpr qsizetype bytesThatFit = 2560;

/// As Windows' Credential Manager: items of 2,560 bytes at most, by a flat name.
class SmallStore final : public SecretStore {
public:
    void read(const Key& key, QObject* context, ReadDone done) override {
        Result<std::optional<Secret>> found(std::nullopt);
        if (key.text() == unreadable)
            found = failure(ErrorKind::KeychainUnavailable, QStringLiteral("The keychain broke off."), {},
                            QStringLiteral("broke off"));
        else if (items.contains(key.text()))
            found = std::optional(Secret(items.value(key.text())));
        later(context, [done = std::move(done), found] { done(found); });
    }

    void write(const Key& key, const Secret& secret, QObject* context, Done done) override {
        Result<void> outcome;
        if (secret.isEmpty())
            outcome = failure(ErrorKind::BadInput, QStringLiteral("There is no secret to keep."));
        else if (secret.size() > bytesThatFit || key.text() == unwritable)
            outcome = failure(ErrorKind::KeychainUnavailable, QStringLiteral("Too long."), {},
                              QStringLiteral("does not fit"));
        else
            items.insert(key.text(), secret.reveal().toByteArray());
        later(context, [done = std::move(done), outcome] { done(outcome); });
    }

    void remove(const Key& key, QObject* context, Done done) override {
        items.remove(key.text());
        later(context, [done = std::move(done)] { done({}); });
    }

    [[nodiscard]] QString displayName() const override { return QStringLiteral("Credential Manager"); }

    [[nodiscard]] bool isPersistent() const override { return true; }

    [[nodiscard]] std::optional<qsizetype> largestSecret() const override { return limit; }

    QMap<QString, QByteArray> items;
    QString unreadable;
    QString unwritable;
    std::optional<qsizetype> limit = 2048;

private:
    static void later(QObject* context, std::function<void()> call) {
        QMetaObject::invokeMethod(context, std::move(call), Qt::QueuedConnection);
    }
};

/// No two parts of it are the same.
QByteArray canary(qsizetype size) {
    QByteArray bytes;
    for (int number = 0; bytes.size() < size; ++number)
        bytes += "canary-" + QByteArray::number(number) + '.';
    return bytes.left(size);
}

Key part(const Key& key, int number) {
    return {key.profile, key.kind, number};
}

} // namespace

class TestChunkedStore : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void theBackendAloneRefusesWhatIsTooLong() {
        SmallStore small;
        Waiting ask(small);
        QVERIFY(ask.write(newKey(), canary(2560))->has_value());
        QVERIFY(!ask.write(newKey(), canary(2561))->has_value());
    }

    void keepsEverySize_data() {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<qsizetype>("items");
        QTest::newRow("one byte") << qsizetype(1) << qsizetype(1);
        QTest::newRow("an access token of the sample") << qsizetype(1859) << qsizetype(1);
        QTest::newRow("just fits") << qsizetype(2048) << qsizetype(1);
        QTest::newRow("one byte more") << qsizetype(2049) << qsizetype(3);
        QTest::newRow("two full parts") << qsizetype(4096) << qsizetype(3);
        QTest::newRow("a token with many roles") << qsizetype(20'000) << qsizetype(11);
        QTest::newRow("the most") << qsizetype(64 * 2048) << qsizetype(65);
    }

    void keepsEverySize() {
        QFETCH(qsizetype, size);
        QFETCH(qsizetype, items);
        SmallStore small;
        ChunkedStore store(small);
        Waiting ask(store);
        const Key key = newKey();
        const Key other{key.profile, Kind::AccessToken};
        QVERIFY(ask.write(key, canary(size))->has_value());
        QCOMPARE(small.items.size(), items);
        QCOMPARE(ask.bytes(key), canary(size));
        QVERIFY(ask.write(other, canary(3000))->has_value()); // beside it
        QVERIFY(ask.remove(key)->has_value());
        QCOMPARE(ask.bytes(key), "nothing");
        QCOMPARE(small.items.size(), 3); // nothing left of the first
        QCOMPARE(ask.bytes(other), canary(3000));
    }

    void refusesWhatIsLongerThanEveryPart() {
        SmallStore small;
        ChunkedStore store(small);
        Waiting ask(store);
        const Key key = newKey();
        QVERIFY(ask.write(key, "canary-before")->has_value());
        const auto refused = ask.write(key, canary(64 * 2048 + 1));
        QCOMPARE(refused->error().kind, ErrorKind::BadInput);
        QCOMPARE(refused->error().sentence, QStringLiteral("This secret is too long for the keychain."));
        QCOMPARE(ask.write(key, {})->error().kind, ErrorKind::BadInput);
        QCOMPARE(ask.bytes(key), "canary-before");
    }

    void aMissingPartCountsAsNothingThere() {
        SmallStore small;
        ChunkedStore store(small);
        Waiting ask(store);
        const Key key = newKey();
        for (const int missing : {1, 2, 3}) {
            QVERIFY(ask.write(key, canary(5000))->has_value());
            QCOMPARE(small.items.remove(part(key, missing).text()), 1);
            QCOMPARE(ask.bytes(key), "nothing");
        }
        QVERIFY(ask.write(key, canary(5000))->has_value()); // and can be kept again
        QCOMPARE(ask.bytes(key), canary(5000));
    }

    void aWholeThatIsNotWhatTheManifestSaysCountsAsNothingThere() {
        SmallStore small;
        ChunkedStore store(small);
        Waiting ask(store);
        const Key key = newKey();
        QVERIFY(ask.write(key, canary(5000))->has_value());
        QByteArray& second = small.items[part(key, 2).text()];
        second[7] = second[7] == 'x' ? 'y' : 'x';
        QCOMPARE(ask.bytes(key), "nothing");
    }

    void aManifestThatCannotBeReadCountsAsNothingThere() {
        SmallStore small;
        ChunkedStore store(small);
        Waiting ask(store);
        const Key key = newKey();
        for (const QByteArray& broken :
             {QByteArray("wallaroo-parts/1 "), QByteArray("wallaroo-parts/1 0 00"),
              QByteArray("wallaroo-parts/1 65 00"), QByteArray("wallaroo-parts/1 -1 00"),
              QByteArray("wallaroo-parts/1 2 00 more"), QByteArray("wallaroo-parts/1 two 00")}) {
            small.items.insert(key.text(), broken);
            QCOMPARE(ask.bytes(key), "nothing");
            QVERIFY(ask.remove(key)->has_value());
            QVERIFY(small.items.isEmpty());
        }
    }

    void aShorterSecretLeavesNoPartOfALongerOne() {
        SmallStore small;
        ChunkedStore store(small);
        Waiting ask(store);
        const Key key = newKey();
        QVERIFY(ask.write(key, canary(9000))->has_value());
        QCOMPARE(small.items.size(), 6);
        QVERIFY(ask.write(key, canary(3000))->has_value());
        QCOMPARE(small.items.size(), 3);
        QCOMPARE(ask.bytes(key), canary(3000));
        QVERIFY(ask.write(key, "canary-short")->has_value());
        QCOMPARE(small.items.size(), 1);
        QCOMPARE(ask.bytes(key), "canary-short");
        QVERIFY(ask.write(key, canary(9000))->has_value());
        QCOMPARE(ask.bytes(key), canary(9000));
    }

    void aWriteThatBrokeOffCountsAsNothingAndCanBeRemoved() {
        SmallStore small;
        ChunkedStore store(small);
        Waiting ask(store);
        const Key key = newKey();
        small.unwritable = part(key, 3).text();
        QCOMPARE(ask.write(key, canary(9000))->error().details, QStringLiteral("does not fit"));
        QCOMPARE(small.items.size(), 3); // the manifest and two parts
        QCOMPARE(ask.bytes(key), "nothing");
        QVERIFY(ask.remove(key)->has_value());
        QVERIFY(small.items.isEmpty());
    }

    void aKeychainThatBreaksOffIsNotAMissingPart() {
        SmallStore small;
        ChunkedStore store(small);
        Waiting ask(store);
        const Key key = newKey();
        QVERIFY(ask.write(key, canary(5000))->has_value());
        small.unreadable = part(key, 2).text();
        QCOMPARE(ask.bytes(key), "error: broke off");
        small.unreadable = key.text();
        QCOMPARE(ask.bytes(key), "error: broke off");
        QVERIFY(!ask.write(key, canary(3000))->has_value());
        QVERIFY(!ask.remove(key)->has_value());
        small.unreadable.clear();
        QCOMPARE(ask.bytes(key), canary(5000));
    }

    void aSecretThatLooksLikeAManifestComesBackAsItIs() {
        SmallStore small;
        ChunkedStore store(small);
        Waiting ask(store);
        const Key key = newKey();
        const QByteArray alike = "wallaroo-parts/1 2 " + QByteArray(64, 'a');
        QVERIFY(ask.write(key, alike)->has_value());
        QCOMPARE(ask.bytes(key), alike);
    }

    void theLastWordStands() {
        SmallStore small;
        ChunkedStore store(small);
        QObject context;
        auto gone = std::make_unique<QObject>();
        const Key key = newKey();
        QStringList order;
        const auto note = [&](const QString& what) { return [&order, what](const auto&) { order << what; }; };
        store.write(key, Secret(canary(9000)), &context, note(QStringLiteral("long")));
        store.write(key, Secret(canary(3000)), gone.get(), note(QStringLiteral("nobody waits")));
        store.read(key, &context, note(QStringLiteral("read")));
        store.remove(key, &context, note(QStringLiteral("removed")));
        gone.reset();
        QVERIFY(order.isEmpty());
        QTRY_COMPARE(order, QStringList({QStringLiteral("long"), QStringLiteral("read"), QStringLiteral("removed")}));
        QVERIFY(small.items.isEmpty());
    }

    void handsThroughWhereThereIsNoLimit() {
        SmallStore small;
        small.limit.reset();
        ChunkedStore store(small);
        Waiting ask(store);
        const Key key = newKey();
        QVERIFY(ask.write(key, canary(2500))->has_value());
        QCOMPARE(small.items.value(key.text()), canary(2500));
        QCOMPARE(ask.bytes(key), canary(2500));
        QVERIFY(!ask.write(key, canary(2561))->has_value());
        QVERIFY(ask.remove(key)->has_value());
        QVERIFY(small.items.isEmpty());
        QCOMPARE(store.displayName(), QStringLiteral("Credential Manager"));
        QVERIFY(store.isPersistent());
    }

    void theSecretServiceHasNoLimit() {
        const KeychainStore keychain;
#ifdef Q_OS_WIN
        QVERIFY(!keychain.largestSecret() || *keychain.largestSecret() == 2048);
#else
        QVERIFY(!keychain.largestSecret());
#endif
    }
};

QTEST_GUILESS_MAIN(TestChunkedStore)
#include "tst_secrets_chunks.moc"
