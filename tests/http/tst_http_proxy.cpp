// Row 30: a proxy that asks for a sign-in (407) asks once, and what waited for it goes on.
#include "http/probe.h"
#include "http/proxyaccess.h"
#include "http/transport.h"
#include "support/scriptedproxy.h"
#include "support/scriptedserver.h"

#include <QLibraryInfo>
#include <QSignalSpy>
#include <QTcpServer>
#include <QVersionNumber>

#include <algorithm>

using namespace wallaroo;
using namespace wallaroo::http;
using namespace wallaroo::test;

class TestProxy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void withoutAnybodyToAskItFails();
    void whoWaitsGoesOnOnce();
    void aWrongPasswordIsAskedForAgain();
    void aNoEndsAllWhoWait();
    void aProxyThatIsInTheWayIsNamed();
    void onlyAskedAgainWhenAPersonWants();
    void whatIsKnownIsUsedByTheNextTransport();
    void forgottenItIsAskedForAgain();
    void cancelWhileItWaits();
    void theAccessNeedsNoTransport();

private:
    [[nodiscard]] Request requestThere(Effect effect) const {
        Request request = requestTo(QUrl(QStringLiteral("https://wallaroo.invalid/v1/api/users/query")), effect);
        request.authorization = Secret("Bearer canary-token-1");
        request.idleTimeout = std::chrono::milliseconds(5'000); // there are two handshakes in it
        return request;
    }

    [[nodiscard]] std::unique_ptr<Transport> newTransport() const {
        auto transport = std::make_unique<Transport>();
        transport->setProxyAccess(*m_access);
        transport->setExtraAuthorities({m_authority.certificate()});
        return transport;
    }

    TestAuthority m_authority{QStringLiteral("Example Corp CA")};
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ScriptedProxy> m_proxy;
    std::unique_ptr<ProxyAccess> m_access;
};

void TestProxy::init() {
    const QString host = QStringLiteral("wallaroo.invalid");
    m_server = std::make_unique<ScriptedServer>(m_authority.issue({host, {host}, {}}));
    m_server->play(answering(200, "{}"));
    m_proxy = std::make_unique<ScriptedProxy>(m_server->port());
    m_access = std::make_unique<ProxyAccess>();
    qputenv("https_proxy", m_proxy->address());
}

void TestProxy::cleanup() {
    qunsetenv("https_proxy");
    for (const QByteArray& asked : m_proxy->requests())
        QVERIFY(!asked.contains("canary-token")); // only the server may see it
}

void TestProxy::withoutAnybodyToAskItFails() {
    Transport transport;
    Probe probe;
    probe.send(transport, requestThere(Effect::Changes));
    QTRY_COMPARE(probe.kind(), ErrorKind::ProxyFailed);
    QCOMPARE(probe.error().httpStatus, 407);
    QCOMPARE(probe.error().sentence,
             QStringLiteral("The proxy %1 asks for a user name and a password.").arg(m_proxy->name()));
    QVERIFY(!probe.error().advice.isEmpty());
    QCOMPARE(m_server->connections(), 0);
}

/// Where HTTP/2 may be spoken, Qt waits for what the first connection agrees on before it opens a second.
int atOnce() {
    return QLibraryInfo::version() >= QVersionNumber(6, 7, 3) ? 1 : 6;
}

void TestProxy::whoWaitsGoesOnOnce() {
    const auto transport = newTransport();
    QSignalSpy needed(m_access.get(), &ProxyAccess::needed);
    std::array<Probe, 9> probes; // more than there are connections
    for (std::size_t i = 0; i < probes.size(); ++i)
        probes.at(i).send(*transport, requestThere(i % 2 ? Effect::Changes : Effect::Reads));
    QTRY_COMPARE(m_proxy->refused(), std::min(atOnce(), 6));
    QTRY_COMPARE(needed.count(), 1); // one question, when its answer is here
    QCOMPARE(needed.first().at(0).toString(), m_proxy->name());
    QCOMPARE(needed.first().at(1).toBool(), false);
    QCOMPARE(m_server->connections(), 0);
    m_access->give(m_proxy->name(), QStringLiteral("ana"), Secret("pass:word"));
    for (Probe& probe : probes)
        QTRY_VERIFY2(probe.succeeded(), probe.isDone() ? qPrintable(probe.error().details) : "still waiting");
    QCOMPARE(m_server->count(), static_cast<int>(probes.size())); // each exactly once
    QCOMPARE(needed.count(), 1);
    for (const QByteArray& request : m_server->requests())
        QVERIFY(ScriptedServer::header(request, "Proxy-Authorization").isEmpty());
}

void TestProxy::aWrongPasswordIsAskedForAgain() {
    const auto transport = newTransport();
    QSignalSpy needed(m_access.get(), &ProxyAccess::needed);
    Probe probe;
    probe.send(*transport, requestThere(Effect::Changes));
    QTRY_COMPARE(needed.count(), 1);
    m_access->give(m_proxy->name(), QStringLiteral("ana"), Secret("wrong"));
    QTRY_COMPARE(needed.count(), 2);
    QCOMPARE(needed.last().at(1).toBool(), true); // it was not accepted
    QVERIFY(!probe.isDone());
    m_access->give(m_proxy->name(), QStringLiteral("ana"), Secret("pass:word")); // the same name
    QTRY_VERIFY2(probe.succeeded(), probe.isDone() ? qPrintable(probe.error().details) : "still waiting");
    QCOMPARE(m_server->count(), 1);
}

void TestProxy::aNoEndsAllWhoWait() {
    const auto transport = newTransport();
    QSignalSpy needed(m_access.get(), &ProxyAccess::needed);
    std::array<Probe, 8> probes;
    for (Probe& probe : probes)
        probe.send(*transport, requestThere(Effect::Reads));
    QTRY_COMPARE(needed.count(), 1);
    m_access->decline(m_proxy->name());
    for (Probe& probe : probes)
        QTRY_COMPARE(probe.kind(), ErrorKind::ProxyFailed);
    QCOMPARE(needed.count(), 1);
    QCOMPARE(m_server->connections(), 0);
}

/// What Qt has no word for: nobody at the proxy's address, and a proxy that opens no tunnel.
void TestProxy::aProxyThatIsInTheWayIsNamed() {
    QTcpServer gone;
    QVERIFY(gone.listen(QHostAddress::LocalHost));
    const QString closed = QStringLiteral("127.0.0.1:%1").arg(gone.serverPort());
    gone.close();
    for (const char* answer : {"", "403 Forbidden", "502 Bad Gateway"}) {
        const QString name = *answer ? m_proxy->name() : closed;
        qputenv("https_proxy", "http://" + name.toUtf8());
        m_proxy->answerOnly(answer);
        for (const Effect effect : {Effect::Reads, Effect::Changes}) {
            Transport transport;
            Probe probe;
            probe.send(transport, requestThere(effect));
            QTRY_VERIFY(probe.isDone());
            QCOMPARE(probe.kind(), ErrorKind::ProxyFailed);
            QVERIFY2(probe.error().sentence.contains(name), qPrintable(probe.error().sentence));
        }
    }
    QCOMPARE(m_server->connections(), 0);
}

void TestProxy::onlyAskedAgainWhenAPersonWants() {
    const auto transport = newTransport();
    QSignalSpy needed(m_access.get(), &ProxyAccess::needed);
    m_access->decline(m_proxy->name());
    Probe probe;
    probe.send(*transport, requestThere(Effect::Reads));
    QTRY_COMPARE(probe.kind(), ErrorKind::ProxyFailed);
    QCOMPARE(needed.count(), 0);
    m_access->allowAsking();
    Probe again;
    again.send(*transport, requestThere(Effect::Reads));
    QTRY_COMPARE(needed.count(), 1);
    m_access->give(m_proxy->name(), QStringLiteral("ana"), Secret("pass:word"));
    QTRY_VERIFY(again.succeeded());
}

void TestProxy::whatIsKnownIsUsedByTheNextTransport() {
    m_access->give(m_proxy->name(), QStringLiteral("ana"), Secret("pass:word"));
    QSignalSpy needed(m_access.get(), &ProxyAccess::needed);
    for (int i = 0; i < 2; ++i) {
        const auto transport = newTransport();
        Probe probe;
        probe.send(*transport, requestThere(Effect::Changes));
        QTRY_VERIFY2(probe.succeeded(), probe.isDone() ? qPrintable(probe.error().details) : "still waiting");
    }
    QCOMPARE(needed.count(), 0);
}

void TestProxy::forgottenItIsAskedForAgain() {
    m_access->give(m_proxy->name(), QStringLiteral("ana"), Secret("pass:word"));
    m_access->forget();
    const auto transport = newTransport();
    QSignalSpy needed(m_access.get(), &ProxyAccess::needed);
    Probe probe;
    probe.send(*transport, requestThere(Effect::Changes));
    QTRY_COMPARE(needed.count(), 1);
    QCOMPARE(needed.first().at(1).toBool(), false);
}

void TestProxy::cancelWhileItWaits() {
    auto transport = newTransport();
    QSignalSpy needed(m_access.get(), &ProxyAccess::needed);
    Probe canceled;
    canceled.send(*transport, requestThere(Effect::Reads));
    Probe left;
    left.send(*transport, requestThere(Effect::Reads));
    QTRY_COMPARE(m_proxy->refused(), std::min(atOnce(), 2));
    canceled.handle.cancel();
    transport.reset();
    m_access->give(m_proxy->name(), QStringLiteral("ana"), Secret("pass:word"));
    QTest::qWait(50);
    QVERIFY(!canceled.isDone());
    QVERIFY(!left.isDone());
    QCOMPARE(m_server->connections(), 0);
}

void TestProxy::theAccessNeedsNoTransport() {
    const auto transport = newTransport();
    Probe probe;
    probe.send(*transport, requestThere(Effect::Reads));
    QTRY_COMPARE(m_proxy->refused(), 1);
    const QByteArray address = m_proxy->address();
    QCOMPARE(Transport::proxyFor(QUrl(QStringLiteral("https://wallaroo.invalid/"))), m_proxy->name());
    qunsetenv("https_proxy"); // the network changed while the question was open
    m_access->decline(m_proxy->name());
    QTRY_COMPARE(probe.kind(), ErrorKind::ProxyFailed);
    QVERIFY(address.startsWith("http://127.0.0.1:"));
}

QTEST_GUILESS_MAIN(TestProxy)
#include "tst_http_proxy.moc"
