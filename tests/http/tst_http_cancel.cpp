#include "http/probe.h"
#include "http/transport.h"
#include "support/scriptedserver.h"

#include <QRandomGenerator>

#include <vector>

using namespace wallaroo;
using namespace wallaroo::http;
using namespace wallaroo::test;

Q_DECLARE_METATYPE(Script)

/// Callbacks come once, later, and never after cancel(), after the context died or after the transport went.
class TestCancel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void inEveryState_data();
    void inEveryState();
    void betweenAnswerAndCallback();
    void whileWaitingInTheLane();
    void whilePausing();
    void contextDies();
    void transportDies();
    void transportDiesInACallback();
    void resetCancelsAll();
    void thousandAtRandom();
};

void TestCancel::inEveryState_data() {
    QTest::addColumn<Script>("script");
    QTest::addColumn<int>("afterMs");
    const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n";
    QTest::newRow("at once") << Script{readRequest(), stall()} << 0;
    QTest::newRow("sent") << Script{readRequest(), stall()} << 60;
    QTest::newRow("headers") << Script{readRequest(), sendBytes(head), stall()} << 60;
    QTest::newRow("half a body") << Script{readRequest(), sendBytes(head + "{\"a\":"), stall()} << 60;
}

void TestCancel::inEveryState() {
    QFETCH(Script, script);
    QFETCH(int, afterMs);
    for (const bool streamed : {false, true}) {
        ScriptedServer server;
        server.play(script);
        Transport transport;
        auto sink = std::make_shared<CollectingSink>();
        const std::weak_ptr<CollectingSink> watched = sink;
        Probe probe;
        if (streamed)
            probe.stream(transport, requestTo(server.url(), Effect::Reads), std::move(sink));
        else
            probe.send(transport, requestTo(server.url(), Effect::Reads));
        if (afterMs > 0)
            QTest::qWait(afterMs);
        QVERIFY(probe.handle.isRunning());
        Handle second = probe.handle;
        probe.handle.cancel();
        second.cancel();
        QVERIFY(!probe.handle.isRunning());
        QVERIFY(!streamed || watched.expired()); // nothing is held on to
        QTest::qWait(30);
        QCOMPARE(probe.calls, 0);
        if (afterMs == 0)
            QVERIFY(server.count() <= 1); // on a busy machine Qt's network thread can be quicker than the next line
        else
            QTRY_COMPARE(server.openConnections(), 0);
    }
}

/// The answer is there, its callback queued.
void TestCancel::betweenAnswerAndCallback() {
    Transport transport;
    Probe probe;
    probe.send(transport, requestTo(QUrl(QStringLiteral("http://host.invalid/")), Effect::Changes));
    QVERIFY(probe.handle.isRunning());
    probe.handle.cancel();
    QCoreApplication::processEvents();
    QCOMPARE(probe.calls, 0);
}

void TestCancel::whileWaitingInTheLane() {
    ScriptedServer server;
    server.onRequest([](const QByteArray&) -> Script { return {waitMs(200), sendBytes(answerBytes(200, "{}"))}; });
    Transport transport;
    std::vector<std::unique_ptr<Probe>> probes;
    for (int i = 0; i < 8; ++i) {
        probes.push_back(std::make_unique<Probe>());
        probes.back()->send(transport, requestTo(server.url(), Effect::Changes));
    }
    probes[7]->handle.cancel(); // the last of two that wait
    for (int i = 0; i < 6; ++i)
        QTRY_VERIFY(probes[i]->succeeded());
    QTRY_VERIFY(probes[6]->isDone());
    QCOMPARE(probes[7]->calls, 0);
    QCOMPARE(server.count(), 7);
}

void TestCancel::whilePausing() {
    ScriptedServer server;
    server.play({readRequest(), closeByFin()});
    Transport transport;
    Probe probe;
    probe.send(transport, requestTo(server.url(), Effect::Reads));
    QTRY_COMPARE(server.count(), 1);
    QTRY_COMPARE(server.openConnections(), 0);
    QTest::qWait(50); // inside the pause of at least 250 ms
    probe.handle.cancel();
    QTest::qWait(600);
    QCOMPARE(server.count(), 1);
    QCOMPARE(probe.calls, 0);
}

void TestCancel::contextDies() {
    ScriptedServer server;
    server.play({readRequest(), waitMs(60), sendBytes(answerBytes(200, "{}"))});
    Transport transport;
    auto probe = std::make_unique<Probe>();
    int calls = 0;
    const Handle handle = transport.send(requestTo(server.url(), Effect::Changes), probe.get(),
                                         [&](const Result<Response>&) { ++calls; });
    QTRY_COMPARE(server.count(), 1);
    probe.reset();
    QVERIFY(!handle.isRunning());
    QTest::qWait(150);
    QCOMPARE(calls, 0);
}

void TestCancel::transportDies() {
    ScriptedServer server;
    server.play({readRequest(), stall()});
    auto transport = std::make_unique<Transport>();
    std::vector<std::unique_ptr<Probe>> probes;
    for (int i = 0; i < 20; ++i) {
        probes.push_back(std::make_unique<Probe>());
        probes.back()->send(*transport, requestTo(server.url(), Effect::Reads));
    }
    QTRY_COMPARE(server.count(), 6);
    QElapsedTimer clock;
    clock.start();
    transport.reset();
    QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
    for (const auto& probe : probes) {
        QVERIFY(!probe->handle.isRunning());
        probe->handle.cancel();
        QCOMPARE(probe->calls, 0);
    }
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(server.count(), 6);
}

void TestCancel::transportDiesInACallback() {
    ScriptedServer server;
    server.play(answering(200, "{}"));
    auto transport = std::make_unique<Transport>();
    QObject context;
    Probe other;
    other.send(*transport, requestTo(server.url(), Effect::Changes));
    transport->send(requestTo(server.url(), Effect::Changes), &context,
                    [&](const Result<Response>&) { transport.reset(); });
    QTRY_VERIFY(!transport);
    QTest::qWait(20);
    QVERIFY(other.calls <= 1);
}

void TestCancel::resetCancelsAll() {
    ScriptedServer server;
    server.play({readRequest(), stall()});
    server.play(answering(200, "{}"));
    Transport transport;
    Probe first;
    first.send(transport, requestTo(server.url(), Effect::Changes));
    QTRY_COMPARE(server.count(), 1);
    transport.reset();
    QVERIFY(!first.handle.isRunning());
    QTRY_COMPARE(server.openConnections(), 0);
    Probe second; // and it still works
    second.send(transport, requestTo(server.url(), Effect::Changes));
    QTRY_VERIFY(second.succeeded());
    QCOMPARE(first.calls, 0);
}

/// Over every kind of answer, at every moment; repeatable by the seed.
void TestCancel::thousandAtRandom() {
    QRandomGenerator random(20250101);
    ScriptedServer server;
    server.onRequest([&](const QByteArray&) -> Script {
        const QByteArray body(static_cast<qsizetype>(random.bounded(200'000)), ' ');
        switch (random.bounded(5)) {
        case 0:
            return {sendBytes(answerBytes(200, body))};
        case 1:
            return {waitMs(random.bounded(10)), sendBytes(answerBytes(200, "{}"))};
        case 2:
            return {sendBytes(answerBytes(200, body).left(100 + body.size() / 2)), closeByFin()};
        case 3:
            return {closeByReset()};
        default:
            return {sendBytes(answerBytes(503, "busy", "text/plain"))};
        }
    });
    auto transport = std::make_unique<Transport>();
    std::vector<std::unique_ptr<Probe>> probes;
    std::vector<bool> canceled;
    for (int i = 0; i < 1000; ++i) {
        auto probe = std::make_unique<Probe>();
        Request request = requestTo(server.url(), random.bounded(2) == 0 ? Effect::Reads : Effect::Changes);
        request.lane = random.bounded(2) == 0 ? Lane::Bulk : Lane::Interactive;
        if (random.bounded(2) == 0)
            probe->send(*transport, request);
        else
            probe->stream(*transport, request, std::make_shared<CollectingSink>());
        probes.push_back(std::move(probe));
        canceled.push_back(false);
        const auto victim = static_cast<std::size_t>(random.bounded(static_cast<int>(probes.size())));
        if (!canceled[victim] && !probes[victim]->isDone()) {
            probes[victim]->handle.cancel();
            canceled[victim] = true;
        }
        if (random.bounded(4) == 0)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        if (i == 500)
            transport->reset();
    }
    for (const auto& probe : probes)
        QTRY_VERIFY_WITH_TIMEOUT(!probe->handle.isRunning(), 60'000);
    for (std::size_t i = 0; i < probes.size(); ++i) {
        QVERIFY(probes[i]->calls <= 1);
        QVERIFY(!canceled[i] || probes[i]->calls == 0);
    }
}

QTEST_GUILESS_MAIN(TestCancel)
#include "tst_http_cancel.moc"
