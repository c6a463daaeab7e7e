#include "http/probe.h"
#include "http/retry.h"
#include "http/transport.h"
#include "support/scriptedserver.h"

using namespace wallaroo;
using namespace wallaroo::http;
using namespace wallaroo::test;
using namespace std::chrono_literals;

namespace {

Error errorOf(ErrorKind kind, std::optional<int> retryAfter = std::nullopt) {
    Error error;
    error.kind = kind;
    error.retryAfterSeconds = retryAfter;
    return error;
}

} // namespace

/// Reads are tried again by us alone, changes never (rules 4, 5, 51).
class TestRetry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pauses();
    void busyServer_data();
    void busyServer();
    void givesUpAfterThree();
    void reportsALongWait();
    void waitsAShortOne();
    void totalDeadlineEndsThePause();
};

void TestRetry::pauses() {
    const Error lost = errorOf(ErrorKind::ConnectionLost);
    QCOMPARE(pauseBeforeRetry(Effect::Reads, lost, 1, false, 0.0), 250ms);
    QCOMPARE(pauseBeforeRetry(Effect::Reads, lost, 1, false, 1.0), 500ms);
    QCOMPARE(pauseBeforeRetry(Effect::Reads, lost, 2, false, 0.0), 500ms);
    QCOMPARE(pauseBeforeRetry(Effect::Reads, lost, 2, false, 1.0), 1000ms);
    QVERIFY(!pauseBeforeRetry(Effect::Reads, lost, 3, false, 0.0));
    QVERIFY(!pauseBeforeRetry(Effect::Reads, lost, 1, true, 0.0));
    QVERIFY(!pauseBeforeRetry(Effect::Changes, lost, 1, false, 0.0));
    QCOMPARE(pauseBeforeRetry(Effect::Reads, errorOf(ErrorKind::ServerFailed), 1, false, 0.0), 250ms);
    const Error busy = errorOf(ErrorKind::ServerBusy);
    QVERIFY(!pauseBeforeRetry(Effect::Changes, busy, 1, false, 0.0));
    QCOMPARE(pauseBeforeRetry(Effect::Reads, errorOf(ErrorKind::ServerBusy, 2), 1, false, 0.0), 2000ms);
    QCOMPARE(pauseBeforeRetry(Effect::Reads, errorOf(ErrorKind::ServerBusy, 0), 1, false, 0.0), 250ms);
    QCOMPARE(pauseBeforeRetry(Effect::Reads, errorOf(ErrorKind::ServerBusy, 5), 1, false, 0.0), 5000ms);
    QVERIFY(!pauseBeforeRetry(Effect::Reads, errorOf(ErrorKind::ServerBusy, 6), 1, false, 0.0));
    for (const ErrorKind kind : {ErrorKind::TookTooLong, ErrorKind::Unauthorized, ErrorKind::NotAllowed,
                                 ErrorKind::UnknownAuthority, ErrorKind::WrongCertificate, ErrorKind::WebPage,
                                 ErrorKind::Redirected, ErrorKind::TooManyRequests, ErrorKind::ConnectionRefused})
        QVERIFY(!pauseBeforeRetry(Effect::Reads, errorOf(kind), 1, false, 0.0));
}

void TestRetry::busyServer_data() {
    QTest::addColumn<int>("status");
    for (const int status : {500, 502, 503, 504})
        QTest::addRow("%d", status) << status;
}

void TestRetry::busyServer() {
    QFETCH(int, status);
    for (const Effect effect : {Effect::Reads, Effect::Changes}) {
        ScriptedServer server;
        server.play({readRequest(), sendBytes(answerBytes(status, "upstream connect error", "text/plain"))});
        server.play(answering(200, "{}"));
        Transport transport;
        Probe probe;
        probe.send(transport, requestTo(server.url(), effect));
        QTRY_VERIFY(probe.isDone());
        if (effect == Effect::Reads) {
            QVERIFY(probe.succeeded());
            QCOMPARE(probe.response().requestsSent, 2);
            QCOMPARE(server.connections(), 2); // fresh
        } else {
            QCOMPARE(probe.kind(), status == 500 ? ErrorKind::ServerFailed : ErrorKind::ServerBusy);
            QCOMPARE(probe.error().serverText, QStringLiteral("upstream connect error"));
            QCOMPARE(server.count(), 1);
        }
    }
}

void TestRetry::givesUpAfterThree() {
    ScriptedServer server;
    server.play({readRequest(), closeByFin()});
    Transport transport;
    Probe probe;
    QElapsedTimer clock;
    clock.start();
    probe.send(transport, requestTo(server.url(), Effect::Reads));
    QTRY_COMPARE(probe.kind(), ErrorKind::ConnectionLost);
    QCOMPARE(server.count(), 3);
    QCOMPARE(probe.calls, 1);
    QVERIFY(clock.elapsed() >= 700);
    QVERIFY(probe.error().details.contains(QStringLiteral("3 sent")));
}

void TestRetry::reportsALongWait() {
    for (const int status : {429, 503}) {
        ScriptedServer server;
        server.play(answering(status, "", "text/plain", "Retry-After: 30\r\n"));
        Transport transport;
        Probe probe;
        probe.send(transport, requestTo(server.url(), Effect::Reads));
        QTRY_VERIFY(probe.isDone());
        QCOMPARE(probe.kind(), status == 429 ? ErrorKind::TooManyRequests : ErrorKind::ServerBusy);
        QCOMPARE(probe.error().retryAfterSeconds, std::optional(30));
        QCOMPARE(server.count(), 1);
    }
}

void TestRetry::waitsAShortOne() {
    ScriptedServer server;
    server.play({readRequest(), sendBytes(answerBytes(503, "", "text/plain", "Retry-After: 1\r\n"))});
    server.play(answering(200, "{}"));
    Transport transport;
    Probe probe;
    QElapsedTimer clock;
    clock.start();
    probe.send(transport, requestTo(server.url(), Effect::Reads));
    QTRY_VERIFY(probe.succeeded());
    QVERIFY(clock.elapsed() >= 950);
}

/// The error that made it wait is the one to tell.
void TestRetry::totalDeadlineEndsThePause() {
    ScriptedServer server;
    server.play(answering(503, "", "text/plain", "Retry-After: 5\r\n"));
    Transport transport;
    Request request = requestTo(server.url(), Effect::Reads);
    request.totalTimeout = 600ms;
    Probe probe;
    probe.send(transport, request);
    QTRY_COMPARE(probe.kind(), ErrorKind::ServerBusy);
    QCOMPARE(server.count(), 1);
}

QTEST_GUILESS_MAIN(TestRetry)
#include "tst_http_retry.moc"
