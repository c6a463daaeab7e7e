#include "http/probe.h"
#include "http/transport.h"
#include "support/scriptedserver.h"

#include <QTimer>

using namespace wallaroo;
using namespace wallaroo::http;
using namespace wallaroo::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(std::optional<wallaroo::ErrorKind>)

namespace {

const QByteArray chunkedHead =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

QByteArray chunk(const QByteArray& bytes) {
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

} // namespace

/// Bodies that reach a sink while they are still arriving.
class TestStream : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deliversBeforeTheEnd();
    void largeBodyInSmallTurns();
    void whatIsNoJsonNeverReachesTheSink_data();
    void whatIsNoJsonNeverReachesTheSink();
    void theReaderDecidesWhatIsJson();
    void cutAfterTheFirstPieceIsNotTriedAgain();
    void cutBeforeTheFirstPieceIs();
    void lengthIsChecked();
    void sinkRefuses();
    void sinkRefusesAtTheEnd();
    void capByCountedBytes();
    void recordsRestartTheTotalDeadline();
    void aDripWithinARecordEnds();
    void standstillEndsIt();
    void cancelFromTheSink();
};

void TestStream::deliversBeforeTheEnd() {
    ScriptedServer server;
    server.play(
        {readRequest(), sendBytes(chunkedHead + chunk("[1,")), waitMs(250), sendBytes(chunk("2]") + "0\r\n\r\n")});
    Transport transport;
    auto sink = std::make_shared<CollectingSink>();
    Probe probe;
    probe.stream(transport, requestTo(server.url(), Effect::Reads), sink);
    QTRY_COMPARE(sink->bytes, QByteArray("[1,"));
    QVERIFY(!probe.isDone());
    QCOMPARE(sink->ends, 0);
    QTRY_VERIFY(probe.succeeded());
    QCOMPARE(sink->bytes, QByteArray("[1,2]"));
    QCOMPARE(sink->ends, 1);
    QVERIFY(probe.response().body.isEmpty());
    QCOMPARE(probe.response().bytes, 5);
}

/// 20 MB: whole, in order, in pieces of at most 64 KiB, and other timers get their turn meanwhile.
void TestStream::largeBodyInSmallTurns() {
    QByteArray body;
    for (int i = 0; body.size() < 20'000'000; ++i)
        body += QByteArray::number(i) + ',';
    ScriptedServer server;
    server.play(answering(200, body));
    Transport transport;
    auto sink = std::make_shared<CollectingSink>();
    int turns = 0;
    QTimer beat;
    connect(&beat, &QTimer::timeout, this, [&] { ++turns; });
    sink->onWrite = [&] {
        if (!beat.isActive())
            beat.start(0);
    };
    Probe probe;
    Request request = requestTo(server.url(), Effect::Reads);
    request.maxBytes = 30'000'000;
    probe.stream(transport, request, sink);
    QTRY_VERIFY(probe.succeeded());
    QVERIFY(sink->bytes == body);
    QCOMPARE(probe.response().bytes, body.size());
    QVERIFY(sink->largest <= 65536);
    QVERIFY2(turns >= body.size() / (512 * 1024), qPrintable(QString::number(turns)));
}

void TestStream::whatIsNoJsonNeverReachesTheSink_data() {
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<std::optional<ErrorKind>>("kind");
    using Kind = std::optional<ErrorKind>;
    QTest::newRow("page") << answerBytes(200, "<html>", "text/html") << Kind(ErrorKind::WebPage);
    QTest::newRow("picture") << answerBytes(200, "{}", "image/png") << Kind(ErrorKind::UnexpectedShape);
    QTest::newRow("empty") << answerBytes(200, "") << Kind(ErrorKind::UnexpectedShape);
    QTest::newRow("204") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << Kind(ErrorKind::UnexpectedShape);
    QTest::newRow("403") << answerBytes(403, "{\"msg\":\"no\"}") << Kind(ErrorKind::NotAllowed);
    QTest::newRow("500") << answerBytes(500, "{\"msg\":\"no\"}") << Kind(ErrorKind::ServerFailed);
    QTest::newRow("gzip") << answerBytes(200, "\x1f\x8b", "application/json", "Content-Encoding: gzip\r\n")
                          << Kind(ErrorKind::Damaged);
}

void TestStream::whatIsNoJsonNeverReachesTheSink() {
    QFETCH(QByteArray, answer);
    ScriptedServer server;
    server.play({readRequest(), sendBytes(answer), waitMs(30), closeByFin()});
    Transport transport;
    auto sink = std::make_shared<CollectingSink>();
    Probe probe;
    probe.stream(transport, requestTo(server.url(), Effect::Reads), sink);
    QTRY_VERIFY(probe.isDone());
    QTEST(probe.kind(), "kind");
    QCOMPARE(sink->pieces, 0);
    QCOMPARE(sink->ends, 0);
    QCOMPARE(server.count(), probe.kind() == ErrorKind::ServerFailed ? 3 : 1);
}

/// Row 36: accepted if it can be read, whatever the server calls it.
void TestStream::theReaderDecidesWhatIsJson() {
    for (const char* type : {"text/plain", "", "application/octet-stream"}) {
        ScriptedServer server;
        server.play(answering(200, "[1]", type));
        Transport transport;
        auto sink = std::make_shared<CollectingSink>();
        Probe probe;
        probe.stream(transport, requestTo(server.url(), Effect::Reads), sink);
        QTRY_VERIFY2(probe.succeeded(), type);
        QCOMPARE(sink->bytes, QByteArray("[1]"));
        QCOMPARE(sink->ends, 1);
    }
}

void TestStream::cutAfterTheFirstPieceIsNotTriedAgain() {
    ScriptedServer server;
    server.play({readRequest(), sendBytes(chunkedHead + chunk("[1,")), waitMs(100), closeByFin()});
    server.play(answering(200, "[]"));
    Transport transport;
    auto sink = std::make_shared<CollectingSink>();
    Probe probe;
    probe.stream(transport, requestTo(server.url(), Effect::Reads), sink);
    QTRY_COMPARE(probe.kind(), ErrorKind::Incomplete);
    QCOMPARE(sink->bytes, QByteArray("[1,"));
    QCOMPARE(sink->resets, 0);
    QCOMPARE(sink->ends, 0);
    QCOMPARE(server.count(), 1);
}

void TestStream::cutBeforeTheFirstPieceIs() {
    ScriptedServer server;
    server.play({readRequest(), sendBytes(chunkedHead), waitMs(30), closeByFin()});
    server.play(answering(200, "[]"));
    Transport transport;
    auto sink = std::make_shared<CollectingSink>();
    Probe probe;
    probe.stream(transport, requestTo(server.url(), Effect::Reads), sink);
    QTRY_VERIFY(probe.succeeded());
    QCOMPARE(sink->bytes, QByteArray("[]"));
    QCOMPARE(sink->resets, 1);
    QCOMPARE(server.count(), 2);
}

/// Whatever Qt says about a reset in mid-body.
void TestStream::lengthIsChecked() {
    for (const Step& end : {closeByFin(), closeByReset()}) {
        ScriptedServer server;
        server.play({readRequest(),
                     sendBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n[1,2]"),
                     waitMs(60), end});
        Transport transport;
        auto sink = std::make_shared<CollectingSink>();
        Probe probe;
        probe.stream(transport, requestTo(server.url(), Effect::Reads), sink);
        QTRY_COMPARE(probe.kind(), ErrorKind::Incomplete);
        QCOMPARE(sink->ends, 0);
    }
}

void TestStream::sinkRefuses() {
    ScriptedServer server;
    server.play({readRequest(), sendBytes(chunkedHead), flood(chunk(QByteArray(50'000, ' ')))});
    Transport transport;
    auto sink = std::make_shared<CollectingSink>();
    sink->refuseAfter = 100'000;
    Probe probe;
    probe.stream(transport, requestTo(server.url(), Effect::Reads), sink);
    QTRY_COMPARE(probe.kind(), ErrorKind::UnexpectedShape);
    QCOMPARE(probe.error().sentence, QStringLiteral("the sink refuses"));
    const int pieces = sink->pieces;
    QTest::qWait(20);
    QCOMPARE(sink->pieces, pieces);
    QCOMPARE(sink->ends, 0);
    QTRY_COMPARE(server.openConnections(), 0); // the rest is not loaded
}

void TestStream::sinkRefusesAtTheEnd() {
    class Picky final : public BodySink {
    public:
        void reset() override {}

        Result<void> write(QByteArrayView) override { return {}; }

        Result<void> end() override { return failure(ErrorKind::Damaged, QStringLiteral("half a record")); }

        qint64 progress() const override { return 0; }
    };

    ScriptedServer server;
    server.play(answering(200, "{\"a\":"));
    Transport transport;
    Probe probe;
    probe.stream(transport, requestTo(server.url(), Effect::Reads), std::make_shared<Picky>());
    QTRY_COMPARE(probe.kind(), ErrorKind::Damaged);
    QCOMPARE(server.count(), 1);
}

void TestStream::capByCountedBytes() {
    ScriptedServer server;
    server.play({readRequest(), sendBytes(chunkedHead), flood(chunk(QByteArray(50'000, ' ')))});
    Transport transport;
    auto sink = std::make_shared<CollectingSink>();
    Request request = requestTo(server.url(), Effect::Reads);
    request.maxBytes = 2'000'000;
    Probe probe;
    probe.stream(transport, request, sink);
    QTRY_COMPARE(probe.kind(), ErrorKind::TooLarge);
    QVERIFY(sink->bytes.size() <= request.maxBytes);
}

void TestStream::recordsRestartTheTotalDeadline() {
    Script script{readRequest(), sendBytes(chunkedHead)};
    for (int i = 0; i < 6; ++i) {
        script.push_back(waitMs(200));
        script.push_back(sendBytes(chunk("1,")));
    }
    script.push_back(sendBytes("0\r\n\r\n"));
    ScriptedServer server;
    server.play(script);
    Transport transport;
    auto sink = std::make_shared<CollectingSink>();
    Request request = requestTo(server.url(), Effect::Reads);
    request.totalTimeout = 600ms; // the whole takes 1,200
    Probe probe;
    probe.stream(transport, request, sink);
    QTRY_VERIFY(probe.isDone());
    QVERIFY(probe.succeeded());
    QCOMPARE(sink->bytes, QByteArray("1,1,1,1,1,1,"));
}

/// The idle deadline begins anew with each byte; this one does not.
void TestStream::aDripWithinARecordEnds() {
    Script script{readRequest(), sendBytes(chunkedHead + chunk("1,"))};
    for (int i = 0; i < 100; ++i) {
        script.push_back(waitMs(100));
        script.push_back(sendBytes(chunk("1")));
    }
    ScriptedServer server;
    server.play(script);
    Transport transport;
    auto sink = std::make_shared<CollectingSink>();
    Request request = requestTo(server.url(), Effect::Reads);
    request.totalTimeout = 600ms;
    Probe probe;
    probe.stream(transport, request, sink);
    QTRY_COMPARE(probe.kind(), ErrorKind::TookTooLong);
    QVERIFY(sink->bytes.startsWith("1,1"));
    QVERIFY2(sink->bytes.size() < 60, sink->bytes); // long before the server would have stopped
    QCOMPARE(server.count(), 1);
}

void TestStream::standstillEndsIt() {
    ScriptedServer server;
    server.play({readRequest(), sendBytes(chunkedHead + chunk("[")), stall()});
    Transport transport;
    auto sink = std::make_shared<CollectingSink>();
    Request request = requestTo(server.url(), Effect::Reads);
    request.idleTimeout = 60s;
    request.totalTimeout = 500ms;
    Probe probe;
    probe.stream(transport, request, sink);
    QTRY_COMPARE(probe.kind(), ErrorKind::TookTooLong);
    QCOMPARE(sink->bytes, QByteArray("["));
}

void TestStream::cancelFromTheSink() {
    ScriptedServer server;
    server.play(answering(200, QByteArray(1'000'000, ' ')));
    Transport transport;
    auto sink = std::make_shared<CollectingSink>();
    Probe probe;
    sink->onWrite = [&] { probe.handle.cancel(); };
    probe.stream(transport, requestTo(server.url(), Effect::Reads), sink);
    QTRY_COMPARE(sink->pieces, 1);
    QVERIFY(!probe.handle.isRunning());
    QTest::qWait(20);
    QCOMPARE(sink->pieces, 1);
    QCOMPARE(probe.calls, 0);
}

QTEST_GUILESS_MAIN(TestStream)
#include "tst_http_stream.moc"
