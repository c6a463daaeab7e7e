#include "http/authorities.h"
#include "http/probe.h"
#include "http/tlscheck.h"
#include "http/transport.h"
#include "support/scriptedserver.h"

#include <QFile>

using namespace wallaroo;
using namespace wallaroo::http;
using namespace wallaroo::test;

Q_DECLARE_METATYPE(std::optional<wallaroo::ErrorKind>)

/// Rows 60–65: who may answer, and that nobody else hears a byte.
class TestTls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void certificate_data();
    void certificate();
    void selfSigned();
    void ipAddress();
    void trustedLaterInTheSameTransport();
    void refusalIsToldDuringTheCallback();
    void tlsToAPlainPort();
    void plainToATlsPort();
    void names_data();
    void names();
    void systemAuthoritiesStayTrusted();
    void systemAuthoritiesAreReadInSlices();

private:
    TestAuthority m_authority{QStringLiteral("Example Corp CA")};
    TestAuthority m_other{QStringLiteral("Other CA")};
};

Q_DECLARE_METATYPE(TestAuthority::Wanted)

void TestTls::certificate_data() {
    QTest::addColumn<TestAuthority::Wanted>("wanted");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<std::optional<ErrorKind>>("kind");
    QTest::addColumn<QString>("said"); // in the sentence
    using Kind = std::optional<ErrorKind>;
    const QString localhost = QStringLiteral("localhost");
    const QStringList other{QStringLiteral("other.example")};
    const qint64 year = 31'536'000;
    QTest::newRow("good") << TestAuthority::Wanted{} << true << Kind() << QString();
    QTest::newRow("60 unknown authority")
        << TestAuthority::Wanted{} << false << Kind(ErrorKind::UnknownAuthority) << QStringLiteral("“Example Corp CA”");
    QTest::newRow("61 expired") << TestAuthority::Wanted{localhost, {localhost}, {}, -2 * year, -year} << true
                                << Kind(ErrorKind::WrongCertificate) << QStringLiteral("it ended on");
    QTest::newRow("61 expired and unknown")
        << TestAuthority::Wanted{localhost, {localhost}, {}, -2 * year, -year} << false
        << Kind(ErrorKind::WrongCertificate) << QStringLiteral("it ended on");
    QTest::newRow("61 not yet valid") << TestAuthority::Wanted{localhost, {localhost}, {}, 86400, year} << true
                                      << Kind(ErrorKind::WrongCertificate) << QStringLiteral("it begins on");
    QTest::newRow("62 other host") << TestAuthority::Wanted{other.front(), other, {}} << true
                                   << Kind(ErrorKind::WrongCertificate) << QStringLiteral("it is for other.example");
    QTest::newRow("62 common name matches, alternative names do not")
        << TestAuthority::Wanted{localhost, other, {}} << true << Kind(ErrorKind::WrongCertificate)
        << QStringLiteral("it is for other.example");
    QTest::newRow("62 common name alone") << TestAuthority::Wanted{localhost, {}, {}} << true
                                          << Kind(ErrorKind::WrongCertificate) << QStringLiteral("it names no host");
}

void TestTls::certificate() {
    QFETCH(TestAuthority::Wanted, wanted);
    QFETCH(bool, trusted);
    QFETCH(std::optional<ErrorKind>, kind);
    QFETCH(QString, said);
    ScriptedServer server(m_authority.issue(wanted));
    server.play(answering(200, "{}"));
    Transport transport;
    transport.setExtraAuthorities({trusted ? m_authority.certificate() : m_other.certificate()});
    Request request = requestTo(server.url(), Effect::Reads);
    request.authorization = Secret("Bearer canary-token-1");
    Probe probe;
    probe.send(transport, request);
    QTRY_VERIFY(probe.isDone());
    QCOMPARE(probe.kind(), kind);
    if (probe.succeeded()) {
        QCOMPARE(probe.response().body, QByteArray("{}"));
        QCOMPARE(server.count(), 1);
        return;
    }
    QVERIFY2(probe.error().sentence.contains(said), qPrintable(probe.error().sentence));
    QTest::qWait(30);
    QCOMPARE(server.bytesReceived(), 0);
    QVERIFY(server.connections() <= 1);
}

void TestTls::selfSigned() {
    const Identity own = TestAuthority::selfSigned({});
    ScriptedServer server(own);
    server.play(answering(200, "{}"));
    Transport transport;
    Probe probe;
    probe.send(transport, requestTo(server.url(), Effect::Changes));
    QTRY_COMPARE(probe.kind(), ErrorKind::UnknownAuthority);
    QVERIFY(probe.error().sentence.contains(QStringLiteral("signed by itself")));
    QVERIFY(transport.lastTlsRefusal().unknownAuthority);
    QCOMPARE(transport.lastTlsRefusal().issuer, QStringLiteral("localhost"));
    QCOMPARE(server.bytesReceived(), 0);

    transport.setExtraAuthorities({own.certificate}); // a CA file does help
    Probe again;
    again.send(transport, requestTo(server.url(), Effect::Changes));
    QTRY_VERIFY(again.isDone());
    QVERIFY2(again.succeeded(), again.isDone() && !again.succeeded() ? qPrintable(again.error().details) : "");
}

void TestTls::ipAddress() {
    for (const QString& named : {QStringLiteral("127.0.0.1"), QStringLiteral("127.0.0.2")}) {
        ScriptedServer server(m_authority.issue({QStringLiteral("x"), {}, {named}}));
        server.play(answering(200, "{}"));
        Transport transport;
        transport.setExtraAuthorities({m_authority.certificate()});
        QUrl url = server.url();
        url.setHost(QStringLiteral("127.0.0.1"));
        Probe probe;
        probe.send(transport, requestTo(url, Effect::Reads));
        QTRY_VERIFY(probe.isDone());
        QCOMPARE(probe.succeeded(), named == QStringLiteral("127.0.0.1"));
        QCOMPARE(server.count(), probe.succeeded() ? 1 : 0);
    }
}

void TestTls::trustedLaterInTheSameTransport() {
    ScriptedServer server(m_authority.issue({}));
    server.play(answering(200, "{}"));
    Transport transport;
    Probe first;
    first.send(transport, requestTo(server.url(), Effect::Reads));
    QTRY_COMPARE(first.kind(), ErrorKind::UnknownAuthority);
    QVERIFY(first.error().advice.contains(QStringLiteral("CA file")));

    transport.setExtraAuthorities({m_authority.certificate()});
    Probe second;
    second.send(transport, requestTo(server.url(), Effect::Reads));
    QTRY_VERIFY(second.succeeded());

    transport.setExtraAuthorities({});
    Probe third;
    third.send(transport, requestTo(server.url(), Effect::Reads));
    QTRY_COMPARE(third.kind(), ErrorKind::UnknownAuthority);
    QCOMPARE(server.count(), 1);
}

void TestTls::refusalIsToldDuringTheCallback() {
    ScriptedServer server(m_authority.issue({}));
    server.play(answering(200, "{}"));
    Transport transport;
    QObject context;
    std::optional<TlsRefusal> seen;
    transport.send(requestTo(server.url(), Effect::Changes), &context,
                   [&](const Result<Response>&) { seen = transport.lastTlsRefusal(); });
    QTRY_VERIFY(seen);
    QVERIFY(seen->unknownAuthority);
    QCOMPARE(seen->issuer, QStringLiteral("Example Corp CA"));
    QVERIFY(!seen->reasons.isEmpty());
    transport.reset();
    QVERIFY(transport.lastTlsRefusal().reasons.isEmpty());
}

void TestTls::tlsToAPlainPort() {
    ScriptedServer plain;
    plain.play({stall()});
    QUrl url = plain.url();
    url.setScheme(QStringLiteral("https"));
    Transport transport;
    Probe probe;
    probe.send(transport, requestTo(url, Effect::Changes));
    QTRY_VERIFY(probe.isDone());
    QCOMPARE(probe.kind(), ErrorKind::TookTooLong);
    QCOMPARE(plain.count(), 0);

    ScriptedServer answers;
    answers.play({sendBytes(answerBytes(400, "not TLS", "text/plain")), closeByFin()});
    url.setPort(answers.port());
    Probe second;
    second.send(transport, requestTo(url, Effect::Changes));
    QTRY_VERIFY(second.isDone());
    QCOMPARE(second.kind(), ErrorKind::NotHttp);
    QVERIFY(second.error().sentence.contains(QString::number(answers.port())));
}

void TestTls::plainToATlsPort() {
    ScriptedServer server(m_authority.issue({}));
    server.play(answering(200, "{}"));
    QUrl url = server.url();
    url.setScheme(QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    for (const Effect effect : {Effect::Reads, Effect::Changes}) { // on loopback; elsewhere http is refused (rule 11)
        Transport transport;
        Probe probe;
        probe.send(transport, requestTo(url, effect));
        QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), 10000);
        const bool reads = effect == Effect::Reads;
        QVERIFY(probe.kind() == (reads ? ErrorKind::ConnectionLost : ErrorKind::OutcomeUnknown));
        QVERIFY2(probe.error().sentence.contains(QStringLiteral("127.0.0.1")), qPrintable(probe.error().sentence));
        if (reads) // what is asked first
            QVERIFY2(probe.error().advice.contains(QStringLiteral("The server may speak https there"))
                         && probe.error().advice.contains(
                             QStringLiteral("that a web server answers at this address and port"))
                         && !probe.error().advice.contains(QStringLiteral("changed")), // by looking
                     qPrintable(probe.error().advice));
    }
    QCOMPARE(server.count(), 0);
}

void TestTls::names_data() {
    QTest::addColumn<QStringList>("hosts");
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("match");
    const auto row = [](const char* pattern, const char* host, bool match) {
        QTest::addRow("%s for %s", pattern, host)
            << QStringList{QString::fromLatin1(pattern)} << QString::fromUtf8(host) << match;
    };
    row("a.example.com", "a.example.com", true);
    row("a.example.com", "A.Example.COM", true);
    row("a.example.com", "b.example.com", false);
    row("a.example.com", "a.example.com.evil.test", false);
    row("*.example.com", "a.example.com", true);
    row("*.example.com", "example.com", false);
    row("*.example.com", "a.b.example.com", false);
    row("*.com", "example.com", false);
    row("a*.example.com", "ab.example.com", false);
    row("*", "localhost", false);
    row("xn--bcher-kva.example",
        "b\xC3\xBC"
        "cher.example",
        true);
    row("10.0.0.1", "10.0.0.1", false); // an address is no DNS name
}

void TestTls::names() {
    QFETCH(QStringList, hosts);
    QFETCH(QString, host);
    const Identity identity = m_authority.issue({QStringLiteral("x"), hosts, {}});
    QTEST(namesHost(identity.certificate, host), "match");
}

namespace {

QList<QSslCertificate> readAuthorities(int& turns) {
    std::optional<QList<QSslCertificate>> read;
    AuthorityReader reader;
    QObject::connect(&reader, &AuthorityReader::finished, &reader,
                     [&](const auto& authorities) { read = authorities; });
    reader.start();
    for (turns = 0; !read && turns < 10'000; ++turns)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    return read.value_or(QList<QSslCertificate>());
}

} // namespace

void TestTls::systemAuthoritiesStayTrusted() {
    int turns = 0;
    const QList<QSslCertificate> read = readAuthorities(turns);
    const QString bundle = QStringLiteral("/etc/ssl/certs/ca-certificates.crt");
    if (!QFile::exists(bundle))
        QSKIP("no bundle on this system");
    QCOMPARE(read, QSslCertificate::fromPath(bundle));
    QVERIFY(!read.isEmpty());
}

void TestTls::systemAuthoritiesAreReadInSlices() {
    int turns = 0;
    const QList<QSslCertificate> read = readAuthorities(turns);
    if (read.size() < 100)
        QSKIP("too few authorities on this system to need slices");
    QVERIFY2(turns >= 3, qPrintable(QString::number(turns)));
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_http_tls.moc"
