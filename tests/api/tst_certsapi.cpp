#include "api/certsapi.h"
#include "support/fakesender.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

class TestCertsApi final : public QObject {
    Q_OBJECT

private:
    const Instance m_instance{QUrl(u"https://api.example.com"_s), QUrl(u"https://keycloak.example.com/auth"_s)};

    /// Asks once and waits for the outcome.
    Result<QByteArray> fetched(test::FakeSender& sender) {
        int calls = 0;
        Result<QByteArray> outcome;
        api::CertsApi(sender, m_instance).fetch(this, [&](Result<QByteArray> result) {
            ++calls;
            outcome = std::move(result);
        });
        if (!QTest::qWaitFor([&] { return calls > 0; }))
            outcome = failure(ErrorKind::TookTooLong, u"no answer"_s);
        return outcome;
    }

private Q_SLOTS:

    void asksWithoutAnySecret() {
        test::FakeSender sender;
        auto& exchange = sender.expect("certs").answer("{\"keys\":[]}");
        const auto outcome = fetched(sender);
        QVERIFY(outcome);
        QCOMPARE(*outcome, "{\"keys\":[]}"_ba);
        QCOMPARE(exchange.request().url,
                 QUrl(u"https://keycloak.example.com/auth/realms/master/protocol/openid-connect/certs"_s));
        QCOMPARE(exchange.request().method, http::Method::Get);
        QCOMPARE(exchange.request().effect, http::Effect::Reads);
        QCOMPARE(exchange.request().maxBytes, 256 * 1024);
        QVERIFY(exchange.request().authorization.isEmpty());
        QVERIFY(exchange.request().body.isEmpty());
    }

    void failuresAreNamed_data() {
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("down") << ErrorKind::ConnectionLost;
        QTest::newRow("slow") << ErrorKind::TookTooLong;
        QTest::newRow("huge") << ErrorKind::TooLarge;
    }

    void failuresAreNamed() {
        QFETCH(const ErrorKind, kind);
        test::FakeSender sender;
        sender.expect("certs").fail(kind);
        const auto outcome = fetched(sender);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, kind);
    }

    void aPageIsNoList() {
        test::FakeSender sender;
        sender.expect("certs").answer("<html>", 200, "text/html");
        const auto outcome = fetched(sender);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::WebPage);
    }

    void noSuchRealm() {
        test::FakeSender sender;
        sender.expect("certs").refuse(404, "{\"error\":\"Realm does not exist\"}");
        const auto outcome = fetched(sender);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::NotOffered);
    }
};

QTEST_GUILESS_MAIN(TestCertsApi)
#include "tst_certsapi.moc"
