#include "http/probe.h"
#include "http/transport.h"
#include "support/scriptedserver.h"

#include <vector>

using namespace wallaroo;
using namespace wallaroo::http;
using namespace wallaroo::test;
using namespace std::chrono_literals;

/// Twelve connections for bulk runs and six of their own for clicks: a run never queues a click, and who waits in a
/// queue loses no time.
class TestLanes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fourHundredOverTwelve();
    void bulkLeavesTheClickAlone();
    void waitingDoesNotCount();
    void failuresGiveTheirPlaceBack();
    void whoWaitsSaysThatItWasNotSent();
};

void TestLanes::fourHundredOverTwelve() {
    ScriptedServer server;
    server.onRequest([](const QByteArray&) -> Script { return {waitMs(2), sendBytes(answerBytes(200, "{}"))}; });
    Transport transport;
    std::vector<std::unique_ptr<Probe>> probes;
    for (int i = 0; i < 400; ++i) {
        Request request = requestTo(server.url(), Effect::Changes);
        request.lane = Lane::Bulk;
        request.totalTimeout = 20s;
        probes.push_back(std::make_unique<Probe>());
        probes.back()->send(transport, request);
    }
    for (const auto& probe : probes)
        QTRY_VERIFY_WITH_TIMEOUT(probe->succeeded(), 20'000);
    QCOMPARE(server.count(), 400);
    QCOMPARE(server.mostOpenConnections(), 12);
    QCOMPARE(server.connections(), 12); // kept alive throughout
}

void TestLanes::bulkLeavesTheClickAlone() {
    ScriptedServer server;
    server.onRequest([](const QByteArray& request) -> Script {
        if (request.contains("slow"))
            return {stall()};
        return {sendBytes(answerBytes(200, "{}"))};
    });
    Transport transport;
    std::vector<std::unique_ptr<Probe>> bulk;
    for (int i = 0; i < 50; ++i) {
        Request request = requestTo(server.url(), Effect::Changes);
        request.lane = Lane::Bulk;
        request.body = Secret("slow");
        request.idleTimeout = 60s;
        request.totalTimeout = 60s;
        bulk.push_back(std::make_unique<Probe>());
        bulk.back()->send(transport, request);
    }
    Probe click;
    click.send(transport, requestTo(server.url(), Effect::Reads));
    QTRY_VERIFY(click.succeeded());
    QCOMPARE(server.count(), 13); // twelve of the bulk under way, and the click
}

/// So that a run that is stopped knows what to take back.
void TestLanes::whoWaitsSaysThatItWasNotSent() {
    ScriptedServer server;
    server.onRequest([](const QByteArray&) -> Script { return {stall()}; });
    Transport transport;
    std::vector<std::unique_ptr<Probe>> probes;
    for (int i = 0; i < 15; ++i) {
        Request request = requestTo(server.url(), Effect::Changes);
        request.lane = Lane::Bulk;
        probes.push_back(std::make_unique<Probe>());
        probes.back()->send(transport, request);
    }
    QTRY_COMPARE(server.count(), 12);
    for (std::size_t i = 0; i < probes.size(); ++i)
        QCOMPARE(probes[i]->handle.mayHaveBeenSent(), i < 12);
    probes[13]->handle.cancel();
    QVERIFY(!probes[13]->handle.isRunning());
    QVERIFY(probes[13]->handle.mayHaveBeenSent()); // nobody can say any more
    probes[0]->handle.cancel();
    QTRY_COMPARE(server.count(), 13); // the next one that waited, not the one called off
    QVERIFY(probes[12]->handle.mayHaveBeenSent());
}

/// Deadlines of 400 ms and 3 s begin when a call leaves the queue, not when it enters.
void TestLanes::waitingDoesNotCount() {
    ScriptedServer server;
    server.onRequest([](const QByteArray&) -> Script { return {waitMs(250), sendBytes(answerBytes(200, "{}"))}; });
    Transport transport;
    std::vector<std::unique_ptr<Probe>> probes;
    for (int i = 0; i < 18; ++i) { // three rounds
        Request request = requestTo(server.url(), Effect::Changes);
        request.totalTimeout = 500ms;
        probes.push_back(std::make_unique<Probe>());
        probes.back()->send(transport, request);
    }
    for (const auto& probe : probes)
        QTRY_VERIFY(probe->isDone());
    for (const auto& probe : probes)
        QVERIFY(probe->succeeded());
}

void TestLanes::failuresGiveTheirPlaceBack() {
    ScriptedServer server;
    server.onRequest([](const QByteArray&) -> Script { return {closeByFin()}; });
    Transport transport;
    std::vector<std::unique_ptr<Probe>> probes;
    for (int i = 0; i < 20; ++i) {
        probes.push_back(std::make_unique<Probe>());
        probes.back()->send(transport, requestTo(server.url(), Effect::Changes));
    }
    int unknown = 0;
    for (const auto& probe : probes) {
        QTRY_VERIFY(probe->isDone());
        unknown += probe->kind() == ErrorKind::OutcomeUnknown ? 1 : 0;
        // Some were to go into a connection that had just been closed.
        QVERIFY(probe->kind() == ErrorKind::OutcomeUnknown || probe->kind() == ErrorKind::ConnectionLost);
    }
    QVERIFY(unknown >= server.count()); // what arrived is open
    QVERIFY(server.count() <= 20);      // none went twice
    QVERIFY(server.count() >= 6);
}

QTEST_GUILESS_MAIN(TestLanes)
#include "tst_http_lanes.moc"
