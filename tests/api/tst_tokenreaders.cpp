#include "api/tokenreaders.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

const Instance instance{QUrl(u"https://wallaroo.example.com"_s), QUrl(u"https://wallaroo.example.com/auth"_s)};

http::CallReport report() {
    http::CallReport report;
    report.name = u"token (password)"_s;
    report.url = instance.openIdConnect(u"token"_s);
    report.credentials = true;
    report.status = 200;
    return report;
}

Result<TokenAnswer> token(const QByteArray& json) {
    return api::readTokenAnswer(json, report());
}

/// An answer that is fine but for these members.
Result<TokenAnswer> tokenWith(const QByteArray& members) {
    return token("{\"access_token\":\"canary-access\",\"token_type\":\"Bearer\"" + members + "}");
}

Result<api::Discovery> discovery(const QByteArray& json) {
    return api::readDiscovery(json, instance, report());
}

constexpr qint64 thirtyDays = 30LL * 24 * 3600 * 1000;

} // namespace

class TestTokenReaders final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void readsAToken() {
        const auto answer = token(
            "{\"access_token\":\"canary-access\",\"expires_in\":3600,\"refresh_expires_in\":1800,\"refresh_token\":"
            "\"canary-refresh\",\"token_type\":\"Bearer\",\"not-before-policy\":0,\"session_state\":\"b9e6d1a0\","
            "\"scope\":\"profile email\",\"later\":{\"access_token\":\"canary-other\"}}");
        QVERIFY(answer);
        QCOMPARE(answer->accessToken, Secret("canary-access"));
        QCOMPARE(answer->refreshToken, Secret("canary-refresh"));
        QCOMPARE(answer->expiresInMs, 3'600'000);
        QCOMPARE(answer->refreshExpiresInMs, 1'800'000);
    }

    void lifetimes_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("number") << "300"_ba << 300'000LL;
        QTest::newRow("text") << "\"300\""_ba << 300'000LL;
        QTest::newRow("zero") << "0"_ba << 0LL;
        QTest::newRow("negative") << "-5"_ba << 0LL;
        QTest::newRow("negative beyond 64 bits") << "-1e300"_ba << 0LL;
        QTest::newRow("fraction") << "3600.5"_ba << 3'600'000LL;
        QTest::newRow("30 days") << "2592000"_ba << thirtyDays;
        QTest::newRow("31 days") << "2678400"_ba << thirtyDays;
        QTest::newRow("2^63 - 1") << "9223372036854775807"_ba << thirtyDays;
        QTest::newRow("2^63") << "9223372036854775808"_ba << thirtyDays;
        QTest::newRow("1e400") << "1e400"_ba << thirtyDays;
    }

    void lifetimes() {
        QFETCH(const QByteArray, value);
        QFETCH(const qint64, ms);
        const auto answer = tokenWith(",\"expires_in\":" + value + ",\"refresh_expires_in\":" + value);
        QVERIFY(answer);
        QCOMPARE(answer->expiresInMs, ms);
        QCOMPARE(answer->refreshExpiresInMs, ms);
    }

    void lifetimesThatAreNotTold_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::newRow("absent") << ""_ba;
        for (const char* value : {"null", "\"soon\"", "\"99999999999999999999\"", "true", "[3600]", "{}"})
            QTest::newRow(value) << ",\"expires_in\":"_ba + value + ",\"refresh_expires_in\":" + value;
    }

    void lifetimesThatAreNotTold() {
        QFETCH(const QByteArray, members);
        const auto answer = tokenWith(members);
        QVERIFY(answer);
        QCOMPARE(answer->expiresInMs, 60'000);
        QCOMPARE(answer->refreshExpiresInMs, 0);
        QVERIFY(answer->refreshToken.isEmpty());
    }

    void bearerInAnyCase() {
        QVERIFY(token("{\"access_token\":\"canary-a\",\"token_type\":\"bearer\"}"));
        QVERIFY(token("\xEF\xBB\xBF{\"access_token\":\"canary-a\",\"token_type\":\"BEARER\"}\n"));
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("says");
        const auto shape = ErrorKind::UnexpectedShape;
        QTest::newRow("mac") << "{\"access_token\":\"canary-a\",\"token_type\":\"mac\"}"_ba << shape << u"'mac'"_s;
        QTest::newRow("no type") << "{\"access_token\":\"canary-a\"}"_ba << shape << u"of the type ''"_s;
        QTest::newRow("number as type") << "{\"access_token\":\"canary-a\",\"token_type\":1}"_ba << shape
                                        << u"of the type ''"_s;
        QTest::newRow("no token") << "{\"token_type\":\"Bearer\"}"_ba << shape << u"without a token"_s;
        QTest::newRow("empty token") << "{\"access_token\":\"\",\"token_type\":\"Bearer\"}"_ba << shape
                                     << u"without a token"_s;
        QTest::newRow("null token") << "{\"access_token\":null,\"token_type\":\"Bearer\"}"_ba << shape
                                    << u"without a token"_s;
        QTest::newRow("an error with status 200")
            << "{\"error\":\"invalid_token\"}"_ba << shape << u"without a token"_s;
        QTest::newRow("line break in the token")
            << "{\"access_token\":\"canary-a\\r\\nX: y\",\"token_type\":\"Bearer\"}"_ba << shape
            << u"no token may hold"_s;
        QTest::newRow("space in the token")
            << "{\"access_token\":\"canary a\",\"token_type\":\"Bearer\"}"_ba << shape << u"no token may hold"_s;
        QTest::newRow("nul in the token")
            << "{\"access_token\":\"canary\\u0000\",\"token_type\":\"Bearer\"}"_ba << shape << u"no token may hold"_s;
        QTest::newRow("not ascii") << "{\"access_token\":\"canary\xc3\xa9\",\"token_type\":\"Bearer\"}"_ba << shape
                                   << u"no token may hold"_s;
        QTest::newRow("list") << "[{\"access_token\":\"canary-a\",\"token_type\":\"Bearer\"}]"_ba << shape
                              << u"it is a list"_s;
        QTest::newRow("text") << "\"canary-a\""_ba << shape << u"it is a text"_s;
        QTest::newRow("empty") << ""_ba << ErrorKind::Incomplete << u"too early"_s;
        QTest::newRow("cut") << "{\"access_token\":\"canary"_ba << ErrorKind::Incomplete << u"too early"_s;
        QTest::newRow("page") << "<html>"_ba << ErrorKind::Damaged << u"damaged"_s;
    }

    void refuses() {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, says);
        const auto answer = token(json);
        QVERIFY(!answer);
        const Error& error = answer.error();
        QTEST(error.kind, "kind");
        QVERIFY2(error.sentence.contains(says), qPrintable(error.sentence));
        QVERIFY(!(error.sentence + error.advice + error.details).contains("canary"_L1));
    }

    void lastOfEqualMembersCounts() {
        const auto answer = tokenWith(",\"access_token\":\"canary-last\",\"expires_in\":5,\"expires_in\":null");
        QVERIFY(answer);
        QCOMPARE(answer->accessToken, Secret("canary-last"));
        QCOMPARE(answer->expiresInMs, 60'000);
    }

    void readsADiscoveryDocument() {
        const auto found = discovery(
            "{\"issuer\":\"https://wallaroo.example.com/auth/realms/master\",\"token_endpoint\":"
            "\"https://wallaroo.example.com/auth/realms/master/protocol/openid-connect/"
            "token\",\"end_session_endpoint\":"
            "\"https://wallaroo.example.com/auth/realms/master/protocol/openid-connect/"
            "logout\",\"grant_types_supported\":"
            "[\"password\",\"refresh_token\",5,\"client_credentials\"],\"mtls_endpoint_aliases\":{\"token_endpoint\":"
            "\"https://elsewhere.invalid/\"}}");
        QVERIFY(found);
        QCOMPARE(found->issuer, u"https://wallaroo.example.com/auth/realms/master"_s);
        QCOMPARE(found->grantTypes, (QStringList{u"password"_s, u"refresh_token"_s, u"client_credentials"_s}));
        QVERIFY(found->passwordOffered);
        QVERIFY(found->clientCredentialsOffered);
        QVERIFY(found->issuerMatches);
        QVERIFY(found->endpointsMatch);
    }

    void grantsThatAreNotOffered() {
        const auto found =
            discovery("{\"issuer\":\"https://wallaroo.example.com/auth/realms/master\",\"grant_types_supported\":[]}");
        QVERIFY(found);
        QVERIFY(!found->passwordOffered);
        QVERIFY(!found->clientCredentialsOffered);
        for (const QByteArray& grants :
             {""_ba, ",\"grant_types_supported\":null"_ba, ",\"grant_types_supported\":\"password\""_ba}) {
            const auto silent =
                discovery("{\"issuer\":\"https://wallaroo.example.com/auth/realms/master\"" + grants + '}');
            QVERIFY(silent);
            QVERIFY(silent->passwordOffered && silent->clientCredentialsOffered);
        }
    }

    void issuers_data() {
        QTest::addColumn<QByteArray>("issuer");
        QTest::addColumn<bool>("matches");
        QTest::newRow("same") << "https://wallaroo.example.com/auth/realms/master"_ba << true;
        QTest::newRow("default port") << "https://wallaroo.example.com:443/auth/realms/master"_ba << true;
        QTest::newRow("capitals in the host") << "https://Wallaroo.Example.com/auth/realms/master"_ba << true;
        QTest::newRow("http") << "http://wallaroo.example.com/auth/realms/master"_ba << false;
        QTest::newRow("other host") << "https://evil.invalid/auth/realms/master"_ba << false;
        QTest::newRow("host as a prefix") << "https://wallaroo.example.com.evil.invalid/auth/realms/master"_ba << false;
        QTest::newRow("other port") << "https://wallaroo.example.com:8443/auth/realms/master"_ba << false;
        QTest::newRow("other realm") << "https://wallaroo.example.com/auth/realms/other"_ba << false;
        QTest::newRow("without /auth") << "https://wallaroo.example.com/realms/master"_ba << false;
        QTest::newRow("slash behind") << "https://wallaroo.example.com/auth/realms/master/"_ba << false;
        QTest::newRow("query behind") << "https://wallaroo.example.com/auth/realms/master?x"_ba << false;
        QTest::newRow("no address") << "master"_ba << false;
    }

    void issuers() {
        QFETCH(const QByteArray, issuer);
        const auto found = discovery("{\"issuer\":\"" + issuer + "\"}");
        QVERIFY(found);
        QTEST(found->issuerMatches, "matches");
    }

    void foreignEndpointsAreSeen() {
        for (const QByteArray& name : {"token_endpoint"_ba, "end_session_endpoint"_ba}) {
            for (const QByteArray& address :
                 {"https://evil.invalid/token"_ba, "http://wallaroo.example.com/token"_ba, "token"_ba}) {
                const auto found = discovery("{\"issuer\":\"https://wallaroo.example.com/auth/realms/master\",\"" + name
                                             + "\":\"" + address + "\"}");
                QVERIFY(found);
                QVERIFY(found->issuerMatches);
                QVERIFY(!found->endpointsMatch);
            }
        }
    }

    void noDiscoveryDocument() {
        for (const QByteArray& json : {"{}"_ba, "{\"issuer\":5}"_ba, "{\"issuer\":\"\"}"_ba, "{\"users\":{}}"_ba}) {
            const auto found = discovery(json);
            QVERIFY(!found);
            QCOMPARE(found.error().kind, ErrorKind::UnexpectedShape);
            QCOMPARE(found.error().sentence, u"What answers at wallaroo.example.com is no Keycloak."_s);
        }
    }
};

QTEST_APPLESS_MAIN(TestTokenReaders)
#include "tst_tokenreaders.moc"
