#include "http/policy.h"
#include "http/probe.h"
#include "http/transport.h"
#include "support/scriptedserver.h"

#include <QLibraryInfo>
#include <QNetworkAccessManager>
#include <QVersionNumber>

using namespace wallaroo;
using namespace wallaroo::http;
using namespace wallaroo::test;

/// What every request carries and what none may (rules 1, 8, 11, 60).
class TestPolicy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mayBeCalled_data();
    void mayBeCalled();
    void refusedBeforeAnyLookUp();
    void attributes();
    void headersOnTheWire();
    void noCookieComesBack();
    void headersHoldNoLineBreak();
    void methods();
    void costsNothingUntilUsed();
};

void TestPolicy::mayBeCalled_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("may");
    const auto row = [](const char* url, bool may) { QTest::newRow(url) << QString::fromLatin1(url) << may; };
    row("https://wallaroo.example.com", true);
    row("https://10.0.0.1:8443/v1/api", true);
    row("http://127.0.0.1:8080", true);
    row("http://127.255.1.2", true);
    row("http://[::1]:80/x", true);
    row("http://localhost:1234/auth", true);
    row("http://LOCALHOST", true);
    row("https://host.example/path?x=1", true);
    row("http://host.invalid", false);
    row("http://127.0.0.1.example.invalid", false);
    row("http://0.0.0.0", false);
    row("http://[::]", false);
    row("http://[::ffff:10.0.0.1]", false);
    row("http://localhost.example.invalid", false);
    row("http://128.0.0.1", false);
    row("https://good@evil.invalid", false);
    row("https://good:pw@evil.invalid", false);
    row("https://host.invalid/#x", false);
    row("https:///path", false);
    row("ftp://127.0.0.1/x", false);
    row("file:///etc/passwd", false);
    row("javascript:alert(1)", false);
    row("", false);
    row("localhost", false);
}

void TestPolicy::mayBeCalled() {
    QFETCH(QString, url);
    QFETCH(bool, may);
    QCOMPARE(Transport::mayBeCalled(QUrl(url)), may);
}

void TestPolicy::refusedBeforeAnyLookUp() {
    Transport transport;
    for (const char* url : {"http://host.invalid/x", "https://good@evil.invalid/x"}) {
        Probe probe;
        QElapsedTimer clock;
        clock.start();
        probe.send(transport, requestTo(QUrl(QString::fromLatin1(url)), Effect::Changes));
        QVERIFY(!probe.isDone()); // queued, as all
        QVERIFY(probe.handle.isRunning());
        QCoreApplication::sendPostedEvents();
        QCOMPARE(probe.kind(), ErrorKind::NotEncrypted);
        QVERIFY(!probe.handle.isRunning());
        QVERIFY(!probe.error().details.contains(QStringLiteral("good@")));
        QVERIFY(clock.elapsed() < 100);
    }
    Probe streamed;
    streamed.stream(transport, requestTo(QUrl(QStringLiteral("http://host.invalid/x")), Effect::Reads),
                    std::make_shared<CollectingSink>());
    QTRY_COMPARE(streamed.kind(), ErrorKind::NotEncrypted);
}

void TestPolicy::attributes() {
    const QNetworkRequest made =
        networkRequest(requestTo(QUrl(QStringLiteral("https://x.example/y")), Effect::Changes));
    const auto number = [&](QNetworkRequest::Attribute attribute) { return made.attribute(attribute).toInt(); };
    QCOMPARE(number(QNetworkRequest::RedirectPolicyAttribute), int{QNetworkRequest::ManualRedirectPolicy});
    QCOMPARE(number(QNetworkRequest::CookieLoadControlAttribute), int{QNetworkRequest::Manual});
    QCOMPARE(number(QNetworkRequest::CookieSaveControlAttribute), int{QNetworkRequest::Manual});
    QCOMPARE(number(QNetworkRequest::AuthenticationReuseAttribute), int{QNetworkRequest::Manual});
    QCOMPARE(number(QNetworkRequest::CacheLoadControlAttribute), int{QNetworkRequest::AlwaysNetwork});
    QCOMPARE(made.attribute(QNetworkRequest::CacheSaveControlAttribute), QVariant(false));
    QCOMPARE(made.attribute(QNetworkRequest::DoNotBufferUploadDataAttribute), QVariant(true));
    const bool safe = QLibraryInfo::version() >= QVersionNumber(6, 7, 3);
    QCOMPARE(made.attribute(QNetworkRequest::Http2AllowedAttribute), QVariant(safe));
}

void TestPolicy::headersOnTheWire() {
    ScriptedServer server;
    server.play(answering(200, "{}"));
    Transport transport;
    Request request = requestTo(server.url(), Effect::Changes);
    request.body = Secret("a=b+c");
    request.contentType = "application/x-www-form-urlencoded";
    request.authorization = Secret("Basic Y2FuYXJ5");
    Probe probe;
    probe.send(transport, request);
    QTRY_VERIFY(probe.succeeded());
    const QByteArray sent = server.requests().front();
    QVERIFY(sent.startsWith("POST /v1/api/users/query HTTP/1.1\r\n"));
    QCOMPARE(ScriptedServer::header(sent, "Accept-Encoding"), QByteArray("identity"));
    QCOMPARE(ScriptedServer::header(sent, "Accept"), QByteArray("application/json"));
    QCOMPARE(ScriptedServer::header(sent, "User-Agent"), QByteArray("WallarooAdmin/" WALLAROO_VERSION));
    QCOMPARE(ScriptedServer::header(sent, "Content-Type"), QByteArray("application/x-www-form-urlencoded"));
    QCOMPARE(ScriptedServer::header(sent, "Content-Length"), QByteArray("5"));
    QCOMPARE(ScriptedServer::header(sent, "Authorization"), QByteArray("Basic Y2FuYXJ5"));
    QCOMPARE(ScriptedServer::header(sent, "Host"), QByteArray("127.0.0.1:") + QByteArray::number(server.port()));
    for (const char* absent : {"Cookie", "Referer", "Origin", "Expect", "Upgrade"})
        QVERIFY2(ScriptedServer::header(sent, absent).isEmpty(), absent);
    QCOMPARE(ScriptedServer::body(sent), QByteArray("a=b+c"));
}

void TestPolicy::noCookieComesBack() {
    ScriptedServer server;
    server.play(answering(200, "{}", "application/json", "Set-Cookie: KEYCLOAK_SESSION=canary-cookie; Path=/\r\n"));
    Transport transport;
    for (int i = 0; i < 2; ++i) {
        Probe probe;
        probe.send(transport, requestTo(server.url(), Effect::Reads));
        QTRY_VERIFY(probe.succeeded());
    }
    QCOMPARE(server.count(), 2);
    QCOMPARE(server.connections(), 1); // kept alive, and still
    QVERIFY(ScriptedServer::header(server.requests().at(1), "Cookie").isEmpty());
}

void TestPolicy::headersHoldNoLineBreak() {
    ScriptedServer server;
    server.play(answering(200, "{}"));
    Transport transport;
    Request request = requestTo(server.url(), Effect::Changes);
    request.authorization = Secret("Bearer canary\r\nX-Evil: 1");
    Probe probe;
    probe.send(transport, request);
    QTRY_COMPARE(probe.kind(), ErrorKind::BadInput);
    QVERIFY(!probe.error().sentence.isEmpty());
    QVERIFY(!probe.error().details.contains(QStringLiteral("canary")));
    QCOMPARE(server.connections(), 0);
}

void TestPolicy::methods() {
    ScriptedServer server;
    server.play(answering(200, "{}"));
    Transport transport;
    for (const Method method : {Method::Get, Method::Post, Method::Put, Method::Delete}) {
        Request request = requestTo(server.url(), Effect::Reads);
        request.method = method;
        if (method == Method::Get)
            request.body = Secret();
        Probe probe;
        probe.send(transport, request);
        QTRY_VERIFY(probe.succeeded());
        QVERIFY(server.requests().back().startsWith(verbOf(method) + " /v1/"));
    }
}

void TestPolicy::costsNothingUntilUsed() {
    Transport transport;
    transport.reset();
    QVERIFY(transport.findChildren<QNetworkAccessManager*>().isEmpty());
    QVERIFY(transport.lastTlsRefusal().reasons.isEmpty());
}

QTEST_GUILESS_MAIN(TestPolicy)
#include "tst_http_policy.moc"
