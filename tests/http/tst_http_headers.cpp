#include "http/headers.h"

#include <QTest>
#include <QUrl>

using namespace wallaroo::http;

class TestHeaders : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void mediaTypes() {
        QCOMPARE(mediaType("Application/JSON; charset=UTF-8"), QByteArray("application/json"));
        QCOMPARE(mediaType(" text/html"), QByteArray("text/html"));
        QCOMPARE(mediaType(""), QByteArray());
        QVERIFY(isJson("application/json"));
        QVERIFY(isJson("application/problem+json"));
        QVERIFY(!isJson("text/plain"));
        for (const char* type : {"application/json", "text/plain", "application/octet-stream", ""})
            QVERIFY(mayBeJson(type));
        for (const char* type : {"image/png", "application/xml", "text/html"})
            QVERIFY(!mayBeJson(type));
        QVERIFY(isWebPage("text/html"));
        QVERIFY(isWebPage("application/xhtml+xml"));
        QVERIFY(!isWebPage("application/json"));
    }

    void retryAfter_data() {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("seconds"); // -1: nothing
        QTest::newRow("seconds") << QByteArray("7") << 7;
        QTest::newRow("none") << QByteArray() << -1;
        QTest::newRow("zero") << QByteArray("0") << 0;
        QTest::newRow("capped") << QByteArray("3600") << 120;
        QTest::newRow("absurd") << QByteArray("99999999999999999999") << 120;
        QTest::newRow("negative") << QByteArray("-3") << -1;
        QTest::newRow("garbage") << QByteArray("soon") << -1;
        QTest::newRow("date") << QByteArray("Wed, 01 Jan 2025 00:00:30 GMT") << 30;
        QTest::newRow("date, RFC 850") << QByteArray("Wednesday, 01-Jan-25 00:00:30 GMT") << 30;
        QTest::newRow("date, asctime") << QByteArray("Wed Jan  1 00:00:30 2025") << 30;
        QTest::newRow("past date") << QByteArray("Tue, 31 Dec 2024 23:00:00 GMT") << 0;
        QTest::newRow("far date") << QByteArray("Wed, 01 Jan 2025 05:00:00 GMT") << 120;
        QTest::newRow("half a date") << QByteArray("Wed, 01 Jan") << -1;
    }

    void retryAfter() {
        QFETCH(QByteArray, header);
        QFETCH(int, seconds);
        QCOMPARE(wallaroo::http::retryAfter(header, 1'735'689'600'000).value_or(-1), seconds);
    }

    void contentLength_data() {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("readable");
        QTest::addColumn<qint64>("bytes"); // -1: not told
        QTest::newRow("absent") << QByteArray() << true << qint64{-1};
        QTest::newRow("plain") << QByteArray("42") << true << qint64{42};
        QTest::newRow("zero") << QByteArray("0") << true << qint64{0};
        QTest::newRow("twice the same") << QByteArray("42, 42") << true << qint64{42};
        QTest::newRow("two") << QByteArray("42, 43") << false << qint64{-1};
        QTest::newRow("negative") << QByteArray("-1") << false << qint64{-1};
        QTest::newRow("plus") << QByteArray("+1") << false << qint64{-1};
        QTest::newRow("hex") << QByteArray("0x10") << false << qint64{-1};
        QTest::newRow("too large") << QByteArray("9223372036854775808") << false << qint64{-1};
        QTest::newRow("blank part") << QByteArray("4,") << false << qint64{-1};
    }

    void contentLength() {
        QFETCH(QByteArray, header);
        const ContentLength read = wallaroo::http::contentLength(header);
        QTEST(read.readable, "readable");
        QTEST(read.bytes.value_or(-1), "bytes");
    }

    void encodings() {
        QVERIFY(isIdentity(""));
        QVERIFY(isIdentity("Identity"));
        QVERIFY(!isIdentity("gzip"));
        QVERIFY(!isIdentity("br"));
    }

    void redirects() {
        const QUrl from(QStringLiteral("https://one.example/auth/x"));
        QCOMPARE(redirectTarget(from, "https://user:pw@two.example/token?code=1"), QStringLiteral("two.example"));
        QCOMPARE(redirectTarget(from, "/login"), QStringLiteral("one.example"));
        QCOMPARE(redirectTarget(from, "file:///etc/passwd"), QStringLiteral("file"));
    }
};

QTEST_GUILESS_MAIN(TestHeaders)
#include "tst_http_headers.moc"
