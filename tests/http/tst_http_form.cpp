#include "http/form.h"

#include <QTest>

using namespace wallaroo;
using namespace wallaroo::http;

/// What leaves in form bodies and Authorization headers (rules 23 and 24).
class TestForm : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void encodesAllButUnreserved() {
        QCOMPARE(percentEncoded("AZaz09-._~"), QByteArray("AZaz09-._~"));
        QCOMPARE(percentEncoded("a+b&c=d%20\xC3\xA9 /"), QByteArray("a%2Bb%26c%3Dd%2520%C3%A9%20%2F"));
        QCOMPARE(percentEncoded(QByteArray("\0\xFF", 2)), QByteArray("%00%FF"));
    }

    void everyByteArrives() {
        QByteArray all;
        for (int byte = 0; byte < 256; ++byte)
            all.append(static_cast<char>(byte));
        QCOMPARE(QByteArray::fromPercentEncoding(percentEncoded(all)), all);
    }

    void knowsUnreserved() {
        QVERIFY(isUnreserved("api-client_1.2~x"));
        QVERIFY(!isUnreserved("a+b"));
        QVERIFY(!isUnreserved("\xC3\xA9"));
        QVERIFY(isUnreserved(""));
    }

    void makesBodies() {
        const Secret body =
            formBody({{"grant_type", Secret("password")}, {"password", Secret("canary-p+w d")}, {"x", {}}});
        QCOMPARE(body.reveal().toByteArray(), QByteArray("grant_type=password&password=canary-p%2Bw%20d&x="));
        QVERIFY(formBody({}).isEmpty());
    }

    void makesHeaders() {
        // base64("api%20client:s%3Acret")
        QCOMPARE(basicAuthorization("api client", Secret("s:cret")).reveal().toByteArray(),
                 "Basic " + QByteArray("api%20client:s%3Acret").toBase64());
        QCOMPARE(basicAuthorization("api-client", Secret("canary-s")).reveal().toByteArray(),
                 QByteArray("Basic YXBpLWNsaWVudDpjYW5hcnktcw=="));
        QCOMPARE(bearerAuthorization(Secret("ey.J")).reveal().toByteArray(), QByteArray("Bearer ey.J"));
    }
};

QTEST_GUILESS_MAIN(TestForm)
#include "tst_http_form.moc"
