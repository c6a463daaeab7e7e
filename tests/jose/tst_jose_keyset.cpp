#include "jose/keyset.h"
#include "signer.h"

#include <QMessageAuthenticationCode>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::jose;
using test::base64Url;
using test::Signer;

namespace {

// RFC 7515 appendix A: the payload of A.1, A.2, A.3 and A.5, the key of A.2, the signatures.
const QByteArray rfcPayload =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"_ba;
const QByteArray rfcModulus =
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pC"
    "gNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg6"
    "65xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRW"
    "yuXpoQ"_ba;
const QByteArray rfcRs256 =
    "eyJhbGciOiJSUzI1NiJ9."_ba + rfcPayload
    + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUA"
      "r7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--x"
      "i12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_Ioy"
      "pGlUPQGe77Rw"_ba;
const QByteArray rfcHs256 =
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."_ba + rfcPayload + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"_ba;
const QByteArray rfcEs256 =
    "eyJhbGciOiJFUzI1NiJ9."_ba + rfcPayload
    + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"_ba;
const QByteArray rfcNone = "eyJhbGciOiJub25lIn0."_ba + rfcPayload + '.';

QByteArray rfcKeys() {
    return "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"" + rfcModulus + "\",\"e\":\"AQAB\"}]}";
}

Jwt read(const QByteArray& token) {
    auto jwt = Jwt::parse(Secret(token));
    if (!jwt)
        qFatal("%s", qPrintable(jwt.error().sentence));
    return *std::move(jwt);
}

} // namespace

class TestKeySet final : public QObject {
    Q_OBJECT

private:
    Signer m_realm{"key-1"};
    Signer m_other{"key-2"};
    const QByteArray m_claims = "{\"sub\":\"ana\",\"exp\":1767225600}";

    [[nodiscard]] KeySet keys() const { return *KeySet::parse(m_realm.jwks()); }

private Q_SLOTS:

    void theStandardsOwnExamples_data() {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<Verdict>("verdict");
        QTest::newRow("A.1 HS256") << rfcHs256 << Verdict::NotChecked;
        QTest::newRow("A.2 RS256") << rfcRs256 << Verdict::Verified;
        QTest::newRow("A.3 ES256") << rfcEs256 << Verdict::NotChecked;
        QTest::newRow("A.5 none") << rfcNone << Verdict::NotVerified;
        QByteArray changed = rfcRs256;
        changed.replace("eyJpc3MiOiJqb2Ui", "eyJpc3MiOiJqb2Yi");
        QTest::newRow("A.2 changed") << changed << Verdict::NotVerified;
    }

    void theStandardsOwnExamples() {
        QFETCH(const QByteArray, token);
        QFETCH(const Verdict, verdict);
        const auto set = KeySet::parse(rfcKeys());
        QVERIFY(set);
        const Verification result = set->verify(read(token));
        QCOMPARE(result.verdict, verdict);
        QCOMPARE(result.why.isEmpty(), verdict == Verdict::Verified);
    }

    void theKeyThatATokenNames() {
        const auto both = KeySet::parse("{\"keys\":[" + m_other.jwk() + ',' + m_realm.jwk() + "]}");
        QVERIFY(both);
        QCOMPARE(both->keyIds(), QStringList({u"key-2"_s, u"key-1"_s}));
        const Verification result = both->verify(read(m_realm.token(m_claims)));
        QCOMPARE(result.verdict, Verdict::Verified);
        QCOMPARE(result.keyId, u"key-1"_s);
    }

    void aTokenThatNamesNoKey() {
        const auto both = KeySet::parse("{\"keys\":[" + m_other.jwk() + ',' + m_realm.jwk() + "]}");
        const Verification result = both->verify(read(m_realm.token("{\"alg\":\"RS256\"}", m_claims)));
        QCOMPARE(result.verdict, Verdict::Verified);
        QCOMPARE(result.keyId, u"key-1"_s);
    }

    void forgeries_data() {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<QString>("says");
        const QByteArray genuine = m_realm.token(m_claims);
        const QByteArray body = genuine.first(genuine.lastIndexOf('.'));
        QTest::newRow("another key, its own name") << m_other.token(m_claims) << Verdict::KeyUnknown << u"publish"_s;
        QTest::newRow("another key, our name")
            << m_other.token(m_realm.header(), m_claims) << Verdict::NotVerified << u"does not fit"_s;
        QTest::newRow("cut signature") << genuine.chopped(40) << Verdict::NotVerified << u"cut"_s;
        QTest::newRow("longer signature")
            << QByteArray(body + '.' + base64Url(m_realm.sign(body) + '\0')) << Verdict::NotVerified << u"fit"_s;
        QTest::newRow("empty claims put in")
            << QByteArray(base64Url(m_realm.header()) + '.' + base64Url("{}") + '.' + genuine.split('.').last())
            << Verdict::NotVerified << u"fit"_s;
        const QByteArray none = base64Url(m_realm.header("none")) + '.' + base64Url(m_claims) + '.';
        QTest::newRow("alg none") << none << Verdict::NotVerified << u"unsigned"_s;
        QTest::newRow("alg none with a signature")
            << QByteArray(none + genuine.split('.').last()) << Verdict::NotVerified << u"unsigned"_s;
        QTest::newRow("rs256 in small letters")
            << m_realm.token(m_realm.header("rs256"), m_claims) << Verdict::NotChecked << u"another algorithm"_s;
        QTest::newRow("RS512 said, RS256 made")
            << m_realm.token(m_realm.header("RS512"), m_claims) << Verdict::NotChecked << u"another algorithm"_s;
        QTest::newRow("an extension") << m_realm.token(
            "{\"alg\":\"RS256\",\"kid\":\"key-1\",\"crit\":[\"b64\"],\"b64\":false}", m_claims)
                                      << Verdict::NotChecked << u"extension"_s;
        QTest::newRow("no extension named")
            << m_realm.token("{\"alg\":\"RS256\",\"kid\":\"key-1\",\"crit\":[]}", m_claims) << Verdict::NotChecked
            << u"extension"_s;
        QTest::newRow("the name in another case")
            << m_realm.token("{\"alg\":\"RS256\",\"kid\":\"KEY-1\"}", m_claims) << Verdict::KeyUnknown << u"publish"_s;
    }

    void forgeries() {
        QFETCH(const QByteArray, token);
        QFETCH(const Verdict, verdict);
        QFETCH(const QString, says);
        const Verification result = keys().verify(read(token));
        QCOMPARE(result.verdict, verdict);
        QVERIFY2(result.why.contains(says), qPrintable(result.why));
    }

    void aPublicKeyIsNeverASecret() {
        // CVE-2015-9235: HS256 by the published key. Every text that an implementation could take for the secret.
        const QByteArray text = base64Url(m_realm.header("HS256")) + '.' + base64Url(m_claims);
        const QByteArray modulus = m_realm.number(OSSL_PKEY_PARAM_RSA_N);
        for (const QByteArray& secret : {m_realm.jwk(), m_realm.jwks(), modulus, base64Url(modulus)}) {
            const QByteArray signature = QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256);
            const Verification result = keys().verify(read(text + '.' + base64Url(signature)));
            QCOMPARE(result.verdict, Verdict::NotChecked);
            QVERIFY(result.why.contains("HS256"_L1));
        }
    }

    void everyChangedByteIsNoticed() {
        const QByteArray genuine = m_realm.token(m_claims);
        const KeySet set = keys();
        const auto begin = genuine.indexOf('.') + 1;
        for (auto at = begin; at < genuine.size() - 1; ++at) {
            QByteArray changed = genuine;
            changed[at] = changed.at(at) == 'A' ? 'B' : 'A';
            const auto jwt = Jwt::parse(Secret(changed));
            QVERIFY2(!jwt || set.verify(*jwt).verdict == Verdict::NotVerified, qPrintable(QString::number(at)));
        }
    }

    void lists_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("usable");
        const auto list = [](const QByteArray& keys) { return "{\"keys\":[" + keys + "]}"; };
        const QByteArray good = m_realm.jwk();
        QTest::newRow("one") << list(good) << 1;
        QTest::newRow("none said of use and alg") << list(m_realm.jwk("")) << 1;
        QTest::newRow("for encryption") << list(m_realm.jwk(",\"use\":\"enc\"")) << -1;
        QTest::newRow("for RSA-OAEP") << list(m_realm.jwk(",\"alg\":\"RSA-OAEP\"")) << -1;
        QTest::newRow("of 1024 bits") << list(Signer("weak", 1024).jwk()) << -1;
        QTest::newRow("a curve among them")
            << list("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}," + good) << 1;
        QTest::newRow("no numbers") << list("{\"kty\":\"RSA\",\"kid\":\"x\"}") << -1;
        QTest::newRow("numbers of the wrong type") << list("{\"kty\":\"RSA\",\"n\":5,\"e\":3}") << -1;
        QTest::newRow("exponent 1") << list("{\"kty\":\"RSA\",\"n\":\"" + rfcModulus + "\",\"e\":\"AQ\"}") << -1;
        QTest::newRow("even exponent") << list("{\"kty\":\"RSA\",\"n\":\"" + rfcModulus + "\",\"e\":\"AQAA\"}") << -1;
        QTest::newRow("a huge modulus") << list("{\"kty\":\"RSA\",\"n\":\"" + QByteArray(40'000, '_')
                                                + "\",\"e\":\"AQAB\"}")
                                        << -1;
        QTest::newRow("entries that are no objects") << list("1,\"a\",null,[]," + good) << 1;
        QTest::newRow("empty") << list("") << -1;
        QTest::newRow("no list") << "{\"keys\":{}}"_ba << -1;
        QTest::newRow("no keys") << "{\"error\":\"Realm does not exist\"}"_ba << -1;
        QTest::newRow("a page") << "<html></html>"_ba << -1;
        QTest::newRow("cut") << m_realm.jwks().chopped(3) << -1;
        QTest::newRow("nothing") << ""_ba << -1;
        QTest::newRow("huge") << QByteArray(KeySet::largest + 1, ' ') << -1;
        QTest::newRow("very many") << list(good + QByteArray(',' + good).repeated(99)) << 64;
    }

    void lists() {
        QFETCH(const QByteArray, json);
        QFETCH(const int, usable);
        const auto set = KeySet::parse(json);
        if (usable >= 0) {
            QVERIFY(set);
            QCOMPARE(set->size(), usable);
            return;
        }
        QVERIFY(!set);
        QCOMPARE(set.error().kind, ErrorKind::BadInput);
        QVERIFY(!set.error().sentence.isEmpty());
        QVERIFY(!set.error().advice.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestKeySet)
#include "tst_jose_keyset.moc"
