#include "privatebus.h"
#include "secrets/keychainstore.h"
#include "waiting.h"

using namespace wallaroo;
using namespace wallaroo::secrets;
using namespace wallaroo::test;

/// A KWallet that opens and then answers every entry with an error: QtKeychain reports that as success, so only reading
/// back finds out.
class TestKWallet : public QObject {
    Q_OBJECT

    PrivateBus m_bus;
    std::vector<std::unique_ptr<StubService>> m_wallets;

    static void answer(const QDBusMessage& message, const QDBusConnection& connection) {
        const QString member = message.member();
        if (member == QStringLiteral("networkWallet") || member == QStringLiteral("localWallet"))
            connection.send(message.createReply(QStringLiteral("kdewallet")));
        else if (member == QStringLiteral("open"))
            connection.send(message.createReply(7));
        else if (member == QStringLiteral("entryType"))
            connection.send(message.createReply(2)); // bytes
        else
            connection.send(message.createErrorReply(QDBusError::Failed, QStringLiteral("the disk is gone")));
    }

    [[nodiscard]] QStringList asked() const {
        QStringList all;
        for (const auto& wallet : m_wallets)
            all += wallet->asked();
        return all;
    }

private Q_SLOTS:

    void initTestCase() {
        qputenv("XDG_CURRENT_DESKTOP", "KDE");
        qputenv("KDE_FULL_SESSION", "true");
        qputenv("KDE_SESSION_VERSION", "5");
        QVERIFY(m_bus.start());
        for (const QString& name : {QStringLiteral("org.kde.kwalletd5"), QStringLiteral("org.kde.kwalletd6")}) {
            m_wallets.push_back(std::make_unique<StubService>(name, answer));
            QVERIFY(m_wallets.back()->start());
        }
    }

    void aWriteThatWasLostIsFoundOut() {
        KeychainStore store;
        Waiting ask(store);
        const Key key = newKey();
        const auto written = ask.write(key, "canary-secret-1");
        QVERIFY(written && !written->has_value());
        QCOMPARE(written->error().kind, ErrorKind::KeychainUnavailable);
        QVERIFY(isComplete(written->error(), QStringLiteral("KWallet")));
        QVERIFY2(asked().contains(QStringLiteral("writeEntry")),
                 qPrintable(asked().join(u','))); // it was this wallet that was asked
        QVERIFY(asked().contains(QStringLiteral("readEntry")));
        QCOMPARE(written->error().sentence, QStringLiteral("KWallet did not keep what was written to it."));
        QCOMPARE(ask.bytes(key), "nothing"); // an empty value is no value
    }
};

QTEST_GUILESS_MAIN(TestKWallet)
#include "tst_secrets_kwallet.moc"
