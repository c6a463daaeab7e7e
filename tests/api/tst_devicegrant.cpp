#include "api/tokenapi.h"
#include "api/tokenreaders.h"
#include "support/fakesender.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

const Instance instance{QUrl(u"https://api.example.com"_s), QUrl(u"https://keycloak.example.com/auth"_s)};
const Client apiClient{u"api-client"_s, Secret("canary-secret-1")};
const Client publicClient{u"sdk-client"_s, {}};

constexpr const char* realm = "https://keycloak.example.com/auth/realms/master";

QByteArray deviceJson(const QByteArray& more = {}) {
    return "{\"device_code\":\"canary-device\",\"user_code\":\"ABCD-EFGH\",\"verification_uri\":\"" + QByteArray(realm)
           + "/device\"" + more + "}";
}

http::CallReport report() {
    http::CallReport made;
    made.url = QUrl(QString::fromLatin1(realm));
    return made;
}

Result<DeviceAnswer> read(const QByteArray& json) {
    return api::readDeviceAnswer(json, instance, report());
}

} // namespace

/// What is sent for a device sign-in, a revocation and an offline session, and what of the answers is believed.
class TestDeviceGrant final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void begins() {
        test::FakeSender sender;
        sender.expect("/auth/realms/master/protocol/openid-connect/auth/device")
            .answer(deviceJson(",\"expires_in\":600,\"interval\":5"));
        api::TokenApi api(sender, instance);
        std::optional<Result<DeviceAnswer>> outcome;
        api.startDevice(publicClient, api::Scope::Session, this, [&](const auto& answer) { outcome = answer; });
        QVERIFY(!outcome); // never from within
        QTRY_VERIFY(outcome);
        QVERIFY(*outcome);
        QCOMPARE((*outcome)->deviceCode, Secret("canary-device"));
        QCOMPARE((*outcome)->userCode, u"ABCD-EFGH"_s);
        QCOMPARE((*outcome)->intervalMs, qint64{5000});
        QCOMPARE(sender.requests().front().body, "client_id=sdk-client"_ba);
        QVERIFY(sender.requests().front().authorization.isEmpty());
    }

    void asks() {
        test::FakeSender sender;
        sender.expect("token (device)").refuse(400, "{\"error\":\"authorization_pending\"}");
        api::TokenApi api(sender, instance);
        std::optional<Result<TokenAnswer>> outcome;
        api.pollDevice(apiClient, Secret("canary/device"), this, [&](const auto& answer) { outcome = answer; });
        QTRY_VERIFY(outcome);
        QCOMPARE(outcome->error().serverCode, u"authorization_pending"_s);
        QVERIFY(sender.requests().front().authorization.startsWith("Basic "));
        QCOMPARE(sender.requests().front().body,
                 "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=canary%2Fdevice"_ba);
    }

    void revokes_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("ended");
        QTest::newRow("empty") << 200 << ""_ba << true;
        QTest::newRow("was not valid any more (measured: 200 with an error)")
            << 200 << "{\"error\":\"invalid_token\",\"error_description\":\"Invalid token\"}"_ba << true;
        QTest::newRow("another client's")
            << 400 << "{\"error\":\"invalid_request\",\"error_description\":\"Unmatching clients\"}"_ba << false;
        QTest::newRow("wrong secret") << 401 << "{\"error\":\"unauthorized_client\"}"_ba << false;
        QTest::newRow("busy") << 503 << ""_ba << false;
    }

    void revokes() {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const bool, ended);
        test::FakeSender sender;
        auto& exchange = sender.expect("/auth/realms/master/protocol/openid-connect/revoke");
        if (status == 200)
            exchange.answer(body);
        else
            exchange.refuse(status, body);
        api::TokenApi api(sender, instance);
        std::optional<Result<void>> outcome;
        api.revoke(apiClient, Secret("canary-refresh"), this, [&](const auto& done) { outcome = done; });
        QTRY_VERIFY(outcome);
        QCOMPARE(outcome->has_value(), ended);
        QCOMPARE(sender.requests().front().body, "token=canary-refresh"_ba);
        QVERIFY(exchange.request().effect == http::Effect::Changes); // one copy on the wire
    }

    void revokesNothingWithoutAToken() {
        test::FakeSender sender;
        api::TokenApi api(sender, instance);
        std::optional<Result<void>> outcome;
        api.revoke(apiClient, {}, this, [&](const auto& done) { outcome = done; });
        QTRY_VERIFY(outcome);
        QVERIFY(!*outcome);
    }

    void anOfflineSessionIsAskedFor() {
        test::FakeSender sender;
        sender.expect("token (password)").refuse(503);
        sender.expect("device sign-in").refuse(503);
        api::TokenApi api(sender, instance);
        int answers = 0;
        api.password(apiClient, {u"mira"_s, Secret("canary-p"), {}, api::Scope::Offline}, this,
                     [&](const auto&) { ++answers; });
        api.startDevice(publicClient, api::Scope::Offline, this, [&](const auto&) { ++answers; });
        QTRY_COMPARE(answers, 2);
        QCOMPARE(sender.requests().front().body,
                 "grant_type=password&username=mira&password=canary-p&scope=offline_access"_ba);
        QCOMPARE(sender.requests().back().body, "scope=offline_access&client_id=sdk-client"_ba);
    }

    void otherAddressesOnceTheyWereChecked() {
        test::FakeSender sender;
        sender.expect("/auth/elsewhere").refuse(503);
        api::TokenApi api(sender, instance);
        auto endpoints = api::Endpoints::documented(instance);
        endpoints.token = QUrl(u"https://keycloak.example.com/auth/elsewhere"_s);
        api.use(endpoints);
        bool answered = false;
        api.clientCredentials(apiClient, this, [&](const auto&) { answered = true; });
        QTRY_VERIFY(answered);
    }

    void numbersThatMakeNoSense_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<qint64>("life");
        QTest::addColumn<qint64>("interval");
        QTest::newRow("none") << ""_ba << qint64{600'000} << qint64{5'000};
        QTest::newRow("zero") << ",\"expires_in\":0,\"interval\":0"_ba << qint64{1'000} << qint64{1'000};
        QTest::newRow("negative") << ",\"expires_in\":-5,\"interval\":-1"_ba << qint64{1'000} << qint64{1'000};
        QTest::newRow("huge") << ",\"expires_in\":1e300,\"interval\":99999"_ba << qint64{30LL * 24 * 3600 * 1000}
                              << qint64{120'000};
        QTest::newRow("texts") << ",\"expires_in\":\"60\",\"interval\":\"2\""_ba << qint64{60'000} << qint64{2'000};
        QTest::newRow("wrong types") << ",\"expires_in\":[],\"interval\":{}"_ba << qint64{600'000} << qint64{5'000};
    }

    void numbersThatMakeNoSense() {
        QFETCH(const QByteArray, members);
        const auto answer = read(deviceJson(members));
        QVERIFY(answer);
        QTEST(answer->expiresInMs, "life");
        QTEST(answer->intervalMs, "interval");
    }

    void pagesOfOthersAreRefused_data() {
        QTest::addColumn<QByteArray>("page");
        for (const char* page :
             {"https://evil.invalid/device", "http://keycloak.example.com/device",
              "https://keycloak.example.com:8443/device", "https://keycloak.example.com@evil.invalid/device",
              "https://user@keycloak.example.com/device", "javascript:alert(1)", "file:///etc/passwd", "device"})
            QTest::newRow(page) << QByteArray(page);
    }

    void pagesOfOthersAreRefused() {
        QFETCH(const QByteArray, page);
        const auto complete = read(deviceJson(",\"verification_uri_complete\":\"" + page + '"'));
        QVERIFY(!complete);
        QCOMPARE(complete.error().kind, ErrorKind::ForeignEndpoints);
        QVERIFY(!complete.error().advice.isEmpty());
        QByteArray json = deviceJson();
        json.replace(QByteArray(realm) + "/device", page);
        QVERIFY(!read(json));
    }

    void answersWithoutWhatIsNeeded() {
        for (const QByteArray& json :
             {"{}"_ba, "{\"device_code\":\"x\",\"user_code\":\"y\"}"_ba,
              "{\"user_code\":\"y\",\"verification_uri\":\"https://keycloak.example.com/d\"}"_ba,
              "{\"device_code\":7,\"user_code\":\"y\",\"verification_uri\":\"https://keycloak.example.com/d\"}"_ba}) {
            const auto answer = read(json);
            QVERIFY(!answer);
            QCOMPARE(answer.error().kind, ErrorKind::UnexpectedShape);
        }
    }

    void everyAddressOfADiscoveryDocument() {
        QByteArray json = "{'issuer':'R','token_endpoint':'R/t','device_authorization_endpoint':'R/d',"
                          "'end_session_endpoint':'R/l','revocation_endpoint':'R/r','introspection_endpoint':'R/i',"
                          "'userinfo_endpoint':'R/u','jwks_uri':'R/c'}";
        json.replace("'R", QByteArray("'") + realm).replace("'", "\"");
        const auto found = api::readDiscovery(json, instance, report());
        QVERIFY(found);
        QVERIFY(found->endpointsMatch);
        const QUrl base(QString::fromLatin1(realm));
        const auto at = [&base](const QString& path) { return QUrl(base.toString() + path); };
        const api::Endpoints expected{at(u"/t"_s), at(u"/d"_s), at(u"/l"_s), at(u"/r"_s),
                                      at(u"/i"_s), at(u"/u"_s), at(u"/c"_s)};
        QVERIFY(found->endpoints == expected);
        QVERIFY(api::checkDiscovery(*found, instance));
        QVERIFY(found->deviceOffered); // nothing is said: assume so
        // Any of them elsewhere is a foreign one, and the documented path stays.
        for (const char* name : {"/t\"", "/d\"", "/l\"", "/r\"", "/i\"", "/u\"", "/c\""}) {
            QByteArray foreign = json;
            foreign.replace(QByteArray(realm) + name, QByteArray("https://evil.invalid") + name);
            const auto odd = api::readDiscovery(foreign, instance, report());
            QVERIFY(odd);
            QVERIFY(!odd->endpointsMatch);
            QCOMPARE(odd->foreign.size(), 1);
            const auto checked = api::checkDiscovery(*odd, instance);
            QVERIFY(!checked);
            QCOMPARE(checked.error().kind, ErrorKind::ForeignEndpoints);
            QVERIFY(checked.error().details.contains(u"evil.invalid"_s));
        }
    }

    void theDeviceGrantIsNotOffered() {
        const auto found = api::readDiscovery(
            QByteArray("{\"issuer\":\"") + realm + "\",\"grant_types_supported\":[\"password\"]}", instance, report());
        QVERIFY(found);
        QVERIFY(!found->deviceOffered);
    }
};

QTEST_GUILESS_MAIN(TestDeviceGrant)
#include "tst_devicegrant.moc"
