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

/// A store of parts over a keychain of small items.
struct Desk {
    SmallStore small;
    ChunkedStore store{small};
    Waiting ask{store};
    Key key = newKey();
};

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
        Desk desk;
        const Key other{desk.key.profile, Kind::AccessToken};
        QVERIFY(desk.ask.write(desk.key, canary(size))->has_value());
        QCOMPARE(desk.small.items.size(), items);
        QCOMPARE(desk.ask.bytes(desk.key), canary(size));
        QVERIFY(desk.ask.write(other, canary(3000))->has_value()); // beside it
        QVERIFY(desk.ask.remove(desk.key)->has_value());
        QCOMPARE(desk.ask.bytes(desk.key), "nothing");
        QCOMPARE(desk.small.items.size(), 3); // nothing left of the first
        QCOMPARE(desk.ask.bytes(other), canary(3000));
    }

    void refusesWhatIsLongerThanEveryPart() {
        Desk desk;
        QVERIFY(desk.ask.write(desk.key, "canary-before")->has_value());
        const auto refused = desk.ask.write(desk.key, canary(64 * 2048 + 1));
        QCOMPARE(refused->error().kind, ErrorKind::BadInput);
        QCOMPARE(refused->error().sentence, QStringLiteral("This secret is too long for the keychain."));
        QCOMPARE(desk.ask.write(desk.key, {})->error().kind, ErrorKind::BadInput);
        QCOMPARE(desk.ask.bytes(desk.key), "canary-before");
    }

    void aMissingPartCountsAsNothingThere() {
        Desk desk;
        for (const int missing : {1, 2, 3}) {
            QVERIFY(desk.ask.write(desk.key, canary(5000))->has_value());
            QCOMPARE(desk.small.items.remove(part(desk.key, missing).text()), 1);
            QCOMPARE(desk.ask.bytes(desk.key), "nothing");
        }
        QVERIFY(desk.ask.write(desk.key, canary(5000))->has_value()); // and can be kept again
        QCOMPARE(desk.ask.bytes(desk.key), canary(5000));
    }

    void aWholeThatIsNotWhatTheManifestSaysCountsAsNothingThere() {
        Desk desk;
        QVERIFY(desk.ask.write(desk.key, canary(5000))->has_value());
        QByteArray& second = desk.small.items[part(desk.key, 2).text()];
        second[7] = second[7] == 'x' ? 'y' : 'x';
        QCOMPARE(desk.ask.bytes(desk.key), "nothing");
    }

    void aManifestThatCannotBeReadCountsAsNothingThere() {
        Desk desk;
        for (const QByteArray& broken :
             {QByteArray("wallaroo-parts/1 "), QByteArray("wallaroo-parts/1 0 00"),
              QByteArray("wallaroo-parts/1 65 00"), QByteArray("wallaroo-parts/1 -1 00"),
              QByteArray("wallaroo-parts/1 2 00 more"), QByteArray("wallaroo-parts/1 two 00")}) {
            desk.small.items.insert(desk.key.text(), broken);
            QCOMPARE(desk.ask.bytes(desk.key), "nothing");
            QVERIFY(desk.ask.remove(desk.key)->has_value());
            QVERIFY(desk.small.items.isEmpty());
        }
    }

    void aShorterSecretLeavesNoPartOfALongerOne() {
        Desk desk;
        QVERIFY(desk.ask.write(desk.key, canary(9000))->has_value());
        QCOMPARE(desk.small.items.size(), 6);
        QVERIFY(desk.ask.write(desk.key, canary(3000))->has_value());
        QCOMPARE(desk.small.items.size(), 3);
        QCOMPARE(desk.ask.bytes(desk.key), canary(3000));
        QVERIFY(desk.ask.write(desk.key, "canary-short")->has_value());
        QCOMPARE(desk.small.items.size(), 1);
        QCOMPARE(desk.ask.bytes(desk.key), "canary-short");
        QVERIFY(desk.ask.write(desk.key, canary(9000))->has_value());
        QCOMPARE(desk.ask.bytes(desk.key), canary(9000));
    }

    void aWriteThatBrokeOffCountsAsNothingAndCanBeRemoved() {
        Desk desk;
        desk.small.unwritable = part(desk.key, 3).text();
        QCOMPARE(desk.ask.write(desk.key, canary(9000))->error().details, QStringLiteral("does not fit"));
        QCOMPARE(desk.small.items.size(), 3); // the manifest and two parts
        QCOMPARE(desk.ask.bytes(desk.key), "nothing");
        QVERIFY(desk.ask.remove(desk.key)->has_value());
        QVERIFY(desk.small.items.isEmpty());
    }

    void aKeychainThatBreaksOffIsNotAMissingPart() {
        Desk desk;
        QVERIFY(desk.ask.write(desk.key, canary(5000))->has_value());
        desk.small.unreadable = part(desk.key, 2).text();
        QCOMPARE(desk.ask.bytes(desk.key), "error: broke off");
        desk.small.unreadable = desk.key.text();
        QCOMPARE(desk.ask.bytes(desk.key), "error: broke off");
        QVERIFY(!desk.ask.write(desk.key, canary(3000))->has_value());
        QVERIFY(!desk.ask.remove(desk.key)->has_value());
        desk.small.unreadable.clear();
        QCOMPARE(desk.ask.bytes(desk.key), canary(5000));
    }

    void aSecretThatLooksLikeAManifestComesBackAsItIs() {
        Desk desk;
        const QByteArray alike = "wallaroo-parts/1 2 " + QByteArray(64, 'a');
        QVERIFY(desk.ask.write(desk.key, alike)->has_value());
        QCOMPARE(desk.ask.bytes(desk.key), alike);
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
        Desk desk;
        desk.small.limit.reset();
        QVERIFY(desk.ask.write(desk.key, canary(2500))->has_value());
        QCOMPARE(desk.small.items.value(desk.key.text()), canary(2500));
        QCOMPARE(desk.ask.bytes(desk.key), canary(2500));
        QVERIFY(!desk.ask.write(desk.key, canary(2561))->has_value());
        QVERIFY(desk.ask.remove(desk.key)->has_value());
        QVERIFY(desk.small.items.isEmpty());
        QCOMPARE(desk.store.displayName(), QStringLiteral("Credential Manager"));
        QVERIFY(desk.store.isPersistent());
    }

    void theSecretServiceHasNoLimit() {
        const KeychainStore keychain;
#ifdef Q_OS_WIN
        QVERIFY(!keychain.largestSecret() || *keychain.largestSecret() == 2048);
#else
        QVERIFY(!keychain.largestSecret());
#endif
    }

    void saysWhenAllIsWritten() {
        Desk desk;
        bool written = false;
        {
            QObject gone; // nobody waits for it any more
            desk.store.write(desk.key, Secret(canary(5000)), &gone, [](const Result<void>&) {});
        }
        QObject context;
        desk.store.whenWritten(&context, [&] {
            written = true;
            QVERIFY(desk.small.items.size() > 3); // the manifest and its parts
        });
        QVERIFY(!written);
        QVERIFY(desk.store.isOnItsWay(desk.key));
        QTRY_VERIFY(written);
        QVERIFY(!desk.store.isOnItsWay(desk.key));
        written = false;
        desk.store.whenWritten(&context, [&] { written = true; }); // nothing to wait for
        QVERIFY(!written);
        QTRY_VERIFY(written);
    }
};

QTEST_GUILESS_MAIN(TestChunkedStore)
#include "tst_secrets_chunks.moc"
