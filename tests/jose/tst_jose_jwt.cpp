#include "jose/jwt.h"
#include "signer.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::jose;
using test::base64Url;

namespace {

/// Header and claims as a token whose signature nobody checks here.
Secret made(const QByteArray& claims, const QByteArray& header = "{\"alg\":\"RS256\",\"kid\":\"k1\"}") {
    return Secret(QByteArray(base64Url(header) + '.' + base64Url(claims) + ".c2ln"));
}

QString refusal(const QByteArray& token) {
    const auto jwt = Jwt::parse(Secret(token));
    return jwt ? u"(read)"_s : jwt.error().sentence;
}

constexpr qint64 noon = 1'767'225'600; // the reference's exp
constexpr auto claimsOfAna =
    "{\"exp\":1767225600,\"iat\":1767222000,\"iss\":\"https://w.example/auth/realms/master\","
    "\"aud\":[\"master-realm\",\"account\"],\"sub\":\"5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911\",\"typ\":\"Bearer\","
    "\"azp\":\"api-client\","
    "\"session_state\":\"b9e6d1a0\",\"realm_access\":{\"roles\":[\"admin\",\"default-roles-master\"]},"
    "\"resource_access\":{\"master-realm\":{\"roles\":[\"view-users\"]},\"account\":{\"roles\":[\"view-profile\"]}},"
    "\"scope\":\"profile "
    "email\",\"https://hasura.io/jwt/"
    "claims\":{\"x-hasura-user-id\":\"5d1f\",\"x-hasura-user-email\":\"ana@example.com\","
    "\"x-hasura-default-role\":\"admin_user\",\"x-hasura-allowed-roles\":[\"user\",\"admin_user\"],\"x-hasura-user-"
    "groups\":\"{}\"},"
    "\"name\":\"Ana Solano\",\"preferred_username\":\"ana\",\"email\":\"ana@example.com\"}";

} // namespace

class TestJwt final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void whatKeycloakWrites() {
        const auto jwt = Jwt::parse(made(claimsOfAna));
        QVERIFY2(jwt, qPrintable(jwt ? QString() : jwt.error().sentence));
        QCOMPARE(jwt->algorithm, u"RS256"_s);
        QCOMPARE(jwt->keyId, u"k1"_s);
        QCOMPARE(jwt->signature, "sig"_ba);
        QVERIFY(made(claimsOfAna).reveal().startsWith(jwt->signedPart.reveal()));
        const Claims& claims = jwt->claims;
        QCOMPARE(claims.issuer, u"https://w.example/auth/realms/master"_s);
        QCOMPARE(claims.client, u"api-client"_s);
        QCOMPARE(claims.username, u"ana"_s);
        QCOMPARE(claims.session, u"b9e6d1a0"_s);
        QCOMPARE(claims.audience, QStringList({u"master-realm"_s, u"account"_s}));
        QCOMPARE(claims.realmRoles, QStringList({u"admin"_s, u"default-roles-master"_s}));
        QCOMPARE(claims.otherRoles, QStringList({u"master-realm: view-users"_s, u"account: view-profile"_s}));
        QCOMPARE(claims.hasuraRoles, QStringList({u"user"_s, u"admin_user"_s}));
        QCOMPARE(claims.hasuraDefaultRole, u"admin_user"_s);
        QCOMPARE(claims.hasuraEmail, u"ana@example.com"_s);
        QCOMPARE(claims.issued, Seconds(noon - 3600));
        QCOMPARE(claims.expires, Seconds(noon));
        QVERIFY(claims.isPlatformAdministrator());
        QVERIFY(jwt->misshapen.isEmpty());
        QVERIFY(jwt->duplicates.isEmpty());
        QCOMPARE(jwt->payload, QByteArray(claimsOfAna));
    }

    void administrators_data() {
        QTest::addColumn<QByteArray>("claims");
        QTest::addColumn<bool>("administrator");
        QTest::newRow("realm role") << R"({"realm_access":{"roles":["admin"]}})"_ba << true;
        QTest::newRow("hasura role")
            << R"({"https://hasura.io/jwt/claims":{"x-hasura-allowed-roles":["admin_user"]}})"_ba << true;
        QTest::newRow("neither") << R"({"realm_access":{"roles":["admins"]}})"_ba << false;
        QTest::newRow("a client's admin") << R"({"resource_access":{"x":{"roles":["admin"]}}})"_ba << false;
        QTest::newRow("nothing") << "{}"_ba << false;
    }

    void administrators() {
        QFETCH(const QByteArray, claims);
        QFETCH(const bool, administrator);
        QCOMPARE(Jwt::parse(made(claims))->claims.isPlatformAdministrator(), administrator);
    }

    void refusalsAreNamed_data() {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("says");
        const QByteArray header = base64Url("{\"alg\":\"RS256\"}");
        const QByteArray claims = base64Url("{\"sub\":\"x\"}");
        QTest::newRow("empty") << ""_ba << u"no JWT"_s;
        QTest::newRow("a word") << "hello"_ba << u"no JWT"_s;
        QTest::newRow("three words") << "a.b.c"_ba << u"not base64url"_s;
        QTest::newRow("an address") << "www.example.com"_ba << u"no JWT"_s;
        QTest::newRow("cut in the claims") << header + '.' + claims.left(5) << u"cut"_s;
        QTest::newRow("cut before the signature") << header + '.' + claims + '.' << u"cut"_s;
        QTest::newRow("cut in the signature") << header + '.' + claims + ".abcde"_ba << u"cut"_s;
        QTest::newRow("encrypted") << "a.b.c.d.e"_ba << u"encrypted"_s;
        QTest::newRow("header no JSON") << base64Url("nope") + '.' + claims + ".c2ln" << u"header"_s;
        QTest::newRow("header a list") << base64Url("[]") + '.' + claims + ".c2ln" << u"header"_s;
        QTest::newRow("claims no JSON") << header + '.' + base64Url("{\"a\":") + ".c2ln" << u"claims"_s;
        QTest::newRow("claims a text") << header + '.' + base64Url("\"a\"") + ".c2ln" << u"claims"_s;
        QTest::newRow("claims not UTF-8") << header + '.' + base64Url("{\"a\":\"\xff\"}") + ".c2ln" << u"claims"_s;
        QTest::newRow("claims too deep")
            << header + '.' + base64Url("{\"a\":" + QByteArray(5000, '[') + QByteArray(5000, ']') + "}") + ".c2ln"
            << u"claims"_s;
        QTest::newRow("1 MB of claims") << header + '.' + base64Url("{\"a\":\"" + QByteArray(1 << 20, 'x') + "\"}")
                                               + ".c2ln"
                                        << u"KiB"_s;
        QTest::newRow("padded") << header + "=." + claims + ".c2ln" << u"base64url"_s;
        QTest::newRow("a line break inside") << header + ".\n" + claims + ".c2ln" << u"base64url"_s;
    }

    void refusalsAreNamed() {
        QFETCH(const QByteArray, token);
        QFETCH(const QString, says);
        const auto jwt = Jwt::parse(Secret(token));
        QVERIFY(!jwt);
        QCOMPARE(jwt.error().kind, ErrorKind::BadInput);
        QVERIFY2(jwt.error().sentence.contains(says), qPrintable(jwt.error().sentence));
    }

    void everyCutOfATokenIsRefusedOrKnown() {
        const QByteArray whole = made(claimsOfAna).reveal().toByteArray();
        for (qsizetype size = 0; size < whole.size() - 3; ++size)
            QVERIFY2(refusal(whole.first(size)) != u"(read)"_s, qPrintable(QString::number(size)));
    }

    void unsignedTokensAreRead_data() {
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("none") << R"({"alg":"none"})"_ba;
        QTest::newRow("None") << R"({"alg":"None"})"_ba;
        QTest::newRow("no alg") << "{}"_ba;
        QTest::newRow("alg a number") << R"({"alg":5})"_ba;
    }

    void unsignedTokensAreRead() {
        QFETCH(const QByteArray, header);
        const auto jwt = Jwt::parse(Secret(QByteArray(base64Url(header) + '.' + base64Url("{\"sub\":\"x\"}") + '.')));
        QVERIFY(jwt);
        QVERIFY(jwt->isUnsigned());
        QCOMPARE(jwt->claims.subject, u"x"_s);
    }

    void duplicatesAreNamed() {
        const auto jwt = Jwt::parse(made(R"({"sub":"a","a":{"b":1,"b":2},"\u0073ub":"z","c":[{"sub":1},{"sub":2}]})",
                                         R"({"alg":"RS256","alg":"none"})"));
        QVERIFY(jwt);
        QCOMPARE(jwt->duplicates, QStringList({u"alg"_s, u"b"_s, u"sub"_s})); // an escaped name is the same name
    }

    void wrongTypesAreNamedAndNotBelieved() {
        const auto jwt = Jwt::parse(made(R"({"exp":"soon","iat":-1,"sub":7,"aud":{"a":1},"realm_access":["admin"],
                                             "auth_time":1e300,"nbf":1767222000.75,"email":null})"));
        QVERIFY(jwt);
        QCOMPARE(jwt->claims.expires, Seconds());
        QCOMPARE(jwt->claims.issued, Seconds());
        QCOMPARE(jwt->claims.notBefore, Seconds(noon - 3600));
        QVERIFY(jwt->claims.subject.isEmpty());
        QVERIFY(!jwt->claims.isPlatformAdministrator());
        for (const auto& name : {u"exp"_s, u"iat"_s, u"sub"_s, u"aud"_s, u"realm_access"_s, u"auth_time"_s})
            QVERIFY2(jwt->misshapen.contains(name), qPrintable(name));
        QVERIFY(!jwt->misshapen.contains(u"email"_s)); // null is absent
    }

    void ages_data() {
        QTest::addColumn<QByteArray>("claims");
        QTest::addColumn<Age>("age");
        const auto at = [](qint64 issued, qint64 expires) {
            return "{\"iat\":" + QByteArray::number(noon + issued) + ",\"exp\":" + QByteArray::number(noon + expires)
                   + "}";
        };
        QTest::newRow("now") << at(-10, 50) << Age::Current;
        QTest::newRow("ends now") << at(-10, 0) << Age::Expired;
        QTest::newRow("a year ago") << at(-40'000'000, -31'536'000) << Age::Expired;
        QTest::newRow("within the tolerance") << at(60, 3600) << Age::Current;
        QTest::newRow("from the future") << at(61, 3600) << Age::NotYet;
        QTest::newRow("nbf ahead") << QByteArray("{\"nbf\":" + QByteArray::number(noon + 3600) + "}") << Age::NotYet;
        QTest::newRow("endless") << "{}"_ba << Age::Endless;
    }

    void ages() {
        QFETCH(const QByteArray, claims);
        QFETCH(const Age, age);
        QCOMPARE(ageOf(Jwt::parse(made(claims))->claims, noon * 1000), age);
    }
};

QTEST_GUILESS_MAIN(TestJwt)
#include "tst_jose_jwt.moc"
