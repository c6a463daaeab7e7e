#include "http/probe.h"
#include "http/transport.h"
#include "support/scriptedserver.h"

using namespace wallaroo;
using namespace wallaroo::http;
using namespace wallaroo::test;

Q_DECLARE_METATYPE(std::optional<wallaroo::ErrorKind>)

/// The rows of the fault matrix about answers that are whole but not what was asked for.
class TestAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void answer_data();
    void answer();
    void successIsWhole();
    void challengesAreOurs_data();
    void challengesAreOurs();
    void redirectsAreNotFollowed_data();
    void redirectsAreNotFollowed();
    void proxyIsNamed();
    void aNewThingSaysWhereItIs();
};

void TestAnswers::aNewThingSaysWhereItIs() {
    ScriptedServer server;
    server.play(answering(201, {}, "application/json", "Location: /auth/admin/realms/master/users/abc\r\n"));
    server.play(answering(200, "{}", "application/json", "Location: /elsewhere\r\n"));
    Transport transport;
    Probe made;
    made.send(transport, requestTo(server.url(), Effect::Changes));
    QTRY_VERIFY(made.succeeded());
    QCOMPARE(made.response().location, QByteArray("/auth/admin/realms/master/users/abc"));
    Transport other;
    Probe changed;
    changed.send(other, requestTo(server.url(), Effect::Changes));
    QTRY_VERIFY(changed.succeeded());
    QVERIFY(changed.response().location.isEmpty()); // of a 201 alone
}

void TestAnswers::cleanup() {
    qunsetenv("https_proxy");
}

void TestAnswers::answer_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<std::optional<ErrorKind>>("kind");
    const auto row = [](const char* name, int status, const char* body, const char* type,
                        std::optional<ErrorKind> kind) {
        QTest::newRow(name) << status << QByteArray(body) << QByteArray(type) << kind;
    };
    const char* json = "application/json";
    row("28 403 json", 403, R"({"msg":"no"})", json, ErrorKind::NotAllowed);
    row("28 403 page", 403, "<html>no</html>", "text/html", ErrorKind::NotAllowed);
    row("29 404 page", 404, "<html>not here</html>", "text/html", ErrorKind::NotOffered);
    row("29 405", 405, "", "", ErrorKind::NotOffered);
    row("31 409", 409, R"({"msg":"taken"})", json, ErrorKind::Refused);
    row("31 422", 422, R"({"msg":"bad e-mail"})", json, ErrorKind::Refused);
    row("33 500", 500, R"({"msg":"Internal Server Error: x"})", json, ErrorKind::ServerFailed);
    row("33 502", 502, "<html>", "text/html", ErrorKind::ServerBusy);
    row("33 504", 504, "", "", ErrorKind::ServerBusy);
    row("35 200 page", 200, "<html>sign in to the network</html>", "text/html; charset=utf-8", ErrorKind::WebPage);
    row("35 200 xhtml", 200, "<html/>", "application/xhtml+xml", ErrorKind::WebPage);
    row("36 200 text", 200, "{\"a\":1}", "text/plain", std::nullopt); // the decoder decides
    row("37 200 empty", 200, "", json, std::nullopt);                 // so does the API layer
    row("37 204", 204, "", "", std::nullopt);
    row("201", 201, "{}", json, std::nullopt);
    row("304", 304, "", "", ErrorKind::UnexpectedShape);
}

void TestAnswers::answer() {
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    ScriptedServer server;
    server.play(answering(status, body, type, "X-Request-Id: r-42\r\n"));
    Transport transport;
    Probe probe;
    probe.send(transport, requestTo(server.url(), Effect::Changes));
    QTRY_VERIFY(probe.isDone());
    QTEST(probe.kind(), "kind");
    QCOMPARE(server.count(), 1);
    if (probe.succeeded()) {
        QCOMPARE(probe.response().status, status);
        QCOMPARE(probe.response().body, body);
        QCOMPARE(probe.response().requestId, QByteArray("r-42"));
    } else {
        QCOMPARE(probe.error().httpStatus, status);
        QVERIFY(probe.error().details.contains(QStringLiteral("r-42")));
        QVERIFY(probe.error().details.contains(QStringLiteral("status: %1").arg(status)));
    }
}

void TestAnswers::successIsWhole() {
    ScriptedServer server;
    const QByteArray body = "{\"x\":\"" + QByteArray(300'000, 'y') + "\"}";
    server.play(answering(200, body, "Application/JSON; charset=UTF-8"));
    Transport transport;
    Probe probe;
    probe.send(transport, requestTo(server.url(), Effect::Reads));
    QTRY_VERIFY(probe.succeeded());
    QCOMPARE(probe.response().body, body);
    QCOMPARE(probe.response().bytes, body.size());
    QCOMPARE(probe.response().contentType, QByteArray("application/json"));
    QCOMPARE(probe.response().requestsSent, 1);
    QVERIFY(probe.response().elapsedMs >= 0);
}

void TestAnswers::challengesAreOurs_data() {
    QTest::addColumn<QByteArray>("challenge");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("Bearer") << QByteArray("Bearer realm=\"master\", error=\"invalid_token\"");
    QTest::newRow("Basic") << QByteArray("Basic realm=\"x\"");
    QTest::newRow("Negotiate") << QByteArray("Negotiate");
    QTest::newRow("Digest") << QByteArray("Digest realm=\"x\", nonce=\"1\", qop=\"auth\"");
    QTest::newRow("NTLM") << QByteArray("NTLM");
}

/// Row 27: nothing is sent again by Qt, nobody is asked for a password, and the server's words arrive.
void TestAnswers::challengesAreOurs() {
    QFETCH(QByteArray, challenge);
    ScriptedServer server;
    const QByteArray header = challenge.isEmpty() ? QByteArray() : "WWW-Authenticate: " + challenge + "\r\n";
    server.play(answering(401, R"({"msg":"Jwt is expired","code":401})", "application/json", header));
    for (const Effect effect : {Effect::Reads, Effect::Changes}) {
        const int before = server.count();
        Transport transport;
        Request request = requestTo(server.url(), effect);
        request.authorization = Secret("Bearer canary-token-1");
        Probe probe;
        probe.send(transport, request);
        QTRY_COMPARE(probe.kind(), ErrorKind::Unauthorized);
        QCOMPARE(probe.error().serverText, QStringLiteral("Jwt is expired"));
        QCOMPARE(server.count() - before, 1);
        QVERIFY(!probe.error().details.contains(QStringLiteral("canary")));
    }
}

void TestAnswers::redirectsAreNotFollowed_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("location"); // empty: the other origin
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("21, 22 %d elsewhere", status) << status << QString();
    QTest::newRow("23 loop") << 302 << QStringLiteral("/v1/api/users/query");
    QTest::newRow("23 file") << 302 << QStringLiteral("file:///etc/passwd");
    QTest::newRow("23 http") << 307 << QStringLiteral("http://plain.invalid/x");
}

void TestAnswers::redirectsAreNotFollowed() {
    QFETCH(int, status);
    QFETCH(QString, location);
    ScriptedServer elsewhere;
    elsewhere.play(answering(200, "{}"));
    const QByteArray target = location.isEmpty() ? elsewhere.url().toEncoded() : location.toUtf8();
    ScriptedServer server;
    server.play(answering(status, "", "text/html", "Location: " + target + "\r\n"));
    Transport transport;
    Request request = requestTo(server.url(), Effect::Reads);
    request.authorization = Secret("Bearer canary-token-1");
    Probe probe;
    probe.send(transport, request);
    QTRY_COMPARE(probe.kind(), ErrorKind::Redirected);
    QCOMPARE(probe.error().httpStatus, status);
    QCOMPARE(server.count(), 1);
    QTest::qWait(20);
    QCOMPARE(elsewhere.connections(), 0);
    if (location.isEmpty())
        QVERIFY(probe.error().sentence.contains(QStringLiteral("127.0.0.1")));
}

/// Row 30. Loopback is never called through a proxy, so a name that nobody has stands in.
void TestAnswers::proxyIsNamed() {
    ScriptedServer proxy;
    proxy.play({readRequest(),
                sendBytes("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
                          "Content-Length: 0\r\nConnection: close\r\n\r\n"),
                closeByFin()});
    qputenv("https_proxy", proxy.url(QString()).toEncoded());
    const QUrl remote(QStringLiteral("https://wallaroo.invalid/v1/api/users/query"));
    const QString name = QStringLiteral("127.0.0.1:%1").arg(proxy.port());
    QCOMPARE(Transport::proxyFor(remote), name);
    QCOMPARE(Transport::proxyFor(proxy.url()), QString());
    Transport transport;
    Request request = requestTo(remote, Effect::Changes);
    request.authorization = Secret("Bearer canary-token-1");
    Probe probe;
    probe.send(transport, request);
    QTRY_COMPARE(probe.kind(), ErrorKind::ProxyFailed);
    QVERIFY(probe.error().sentence.contains(name));
    QVERIFY(proxy.count() >= 1);
    for (const QByteArray& seen : proxy.requests()) {
        QVERIFY(seen.startsWith("CONNECT wallaroo.invalid:443 "));
        QVERIFY(!seen.contains("canary"));
    }
}

QTEST_GUILESS_MAIN(TestAnswers)
#include "tst_http_answers.moc"
