#include "http/probe.h"
#include "http/tlscheck.h"
#include "http/transport.h"
#include "support/scriptedserver.h"

#include <QCryptographicHash>

using namespace wallaroo;
using namespace wallaroo::http;
using namespace wallaroo::test;

namespace {

/// For every connection: one answer, and its end.
Script answerOnce() {
    return {readRequest(), sendBytes(answerBytes(200, "{}", "application/json", "Connection: close\r\n")),
            closeByFin()};
}

Request secretRequestTo(const QUrl& url) {
    Request request = requestTo(url, Effect::Changes);
    request.authorization = Secret("Bearer canary-token-1");
    request.body = Secret("password=canary-password-1");
    return request;
}

QString firstHalf(const QSslCertificate& certificate) {
    return fingerprintOf(certificate).left(47);
}

QString secondHalf(const QSslCertificate& certificate) {
    return fingerprintOf(certificate).mid(48);
}

} // namespace

/// Rows 63 and 64: one certificate, compared by a person, is accepted at its host, and no other one is.
class TestPin : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fingerprints();
    void acceptsWhatIsPinned_data();
    void acceptsWhatIsPinned();
    void refusesEveryOtherWithBothFingerprints_data();
    void refusesEveryOtherWithBothFingerprints();
    void refusesAfterARotationOnTheSameTransport();
    void datesAndNamesCountAllTheSame_data();
    void datesAndNamesCountAllTheSame();
    void isForItsHostAlone();
    void canBeTakenBack();
    void tellsWhatWasShown();

private:
    TestAuthority m_unknown{QStringLiteral("Example Corp CA")};
};

Q_DECLARE_METATYPE(TestAuthority::Wanted)

void TestPin::fingerprints() {
    const QSslCertificate certificate = TestAuthority::selfSigned({}).certificate;
    const QString fingerprint = fingerprintOf(certificate);
    QCOMPARE(fingerprint.size(), 95);
    QCOMPARE(QString(fingerprint).remove(u':').toLower().toLatin1(),
             QCryptographicHash::hash(certificate.toDer(), QCryptographicHash::Sha256).toHex());
}

void TestPin::acceptsWhatIsPinned_data() {
    QTest::addColumn<bool>("selfSigned");
    QTest::newRow("63 self-signed") << true;
    QTest::newRow("signed by an unknown authority") << false;
}

void TestPin::acceptsWhatIsPinned() {
    QFETCH(bool, selfSigned);
    const Identity identity = selfSigned ? TestAuthority::selfSigned({}) : m_unknown.issue({});
    ScriptedServer server(identity);
    server.play(answerOnce());
    Transport transport;
    transport.setPin(QStringLiteral("LocalHost"), identity.certificate);
    for (int time = 1; time <= 2; ++time) {
        Probe probe;
        probe.send(transport, secretRequestTo(server.url()));
        QTRY_VERIFY(probe.isDone());
        QVERIFY2(probe.succeeded(), probe.succeeded() ? "" : qPrintable(probe.error().details));
        QCOMPARE(server.count(), time);
        QCOMPARE(server.connections(), time); // each is judged anew
    }
}

void TestPin::refusesEveryOtherWithBothFingerprints_data() {
    QTest::addColumn<bool>("selfSigned");
    QTest::addColumn<bool>("trusted");
    QTest::newRow("64 another self-signed one") << true << false;
    QTest::newRow("64 another one of the same unknown authority") << false << false;
    QTest::newRow("64 another one, of an authority that is trusted") << false << true;
}

void TestPin::refusesEveryOtherWithBothFingerprints() {
    QFETCH(bool, selfSigned);
    QFETCH(bool, trusted);
    const QSslCertificate pinned = (selfSigned ? TestAuthority::selfSigned({}) : m_unknown.issue({})).certificate;
    const Identity swapped = selfSigned ? TestAuthority::selfSigned({}) : m_unknown.issue({});
    QVERIFY(pinned != swapped.certificate);
    ScriptedServer server(swapped);
    server.play(answerOnce());
    Transport transport;
    if (trusted)
        transport.setExtraAuthorities({m_unknown.certificate()});
    transport.setPin(QStringLiteral("localhost"), pinned);
    Probe probe;
    probe.send(transport, secretRequestTo(server.url()));
    QTRY_COMPARE(probe.kind(), ErrorKind::WrongCertificate);
    const Error error = probe.error();
    QVERIFY2(error.sentence.contains(QStringLiteral("localhost"))
                 && error.sentence.contains(
                     QStringLiteral("shows another certificate than the one that you trust there. Nothing was sent.")),
             qPrintable(error.sentence));
    const QString expected = QStringLiteral("Trusted SHA-256:\n%1:\n%2\nShown SHA-256:\n%3:\n%4\nAsk the administrator")
                                 .arg(firstHalf(pinned), secondHalf(pinned), firstHalf(swapped.certificate),
                                      secondHalf(swapped.certificate));
    QVERIFY2(error.advice.startsWith(expected), qPrintable(error.advice));
    QVERIFY(error.advice.contains(QStringLiteral("“Stop trusting it” under Profiles")));
    QTest::qWait(30);
    QCOMPARE(server.bytesReceived(), 0); // neither the token nor the password
    QVERIFY(!transport.lastTlsRefusal().unknownAuthority);
    QCOMPARE(transport.lastTlsRefusal().certificate, swapped.certificate);
}

/// Qt keeps the errors that were let pass for a host's other connections: two certificates of one unknown authority may
/// have the same ones.
void TestPin::refusesAfterARotationOnTheSameTransport() {
    const Identity before = m_unknown.issue({});
    const Identity after = m_unknown.issue({});
    ScriptedServer server(before);
    server.setIdentity(before, {m_unknown.certificate()});
    server.play(answerOnce());
    Transport transport;
    transport.setPin(QStringLiteral("localhost"), before.certificate);
    Probe accepted;
    accepted.send(transport, secretRequestTo(server.url()));
    QTRY_VERIFY(accepted.isDone());
    QVERIFY2(accepted.succeeded(), accepted.succeeded() ? "" : qPrintable(accepted.error().details));
    const qint64 heard = server.bytesReceived();

    server.setIdentity(after, {m_unknown.certificate()});
    for (int time = 0; time < 2; ++time) {
        Probe refused;
        refused.send(transport, secretRequestTo(server.url()));
        QTRY_COMPARE(refused.kind(), ErrorKind::WrongCertificate);
        QVERIFY(refused.error().advice.contains(firstHalf(after.certificate)));
    }
    QTest::qWait(30);
    QCOMPARE(server.bytesReceived(), heard);
    QCOMPARE(server.count(), 1);
}

void TestPin::datesAndNamesCountAllTheSame_data() {
    QTest::addColumn<TestAuthority::Wanted>("wanted");
    QTest::addColumn<QString>("said");
    const QString localhost = QStringLiteral("localhost");
    const QStringList other{QStringLiteral("other.example")};
    QTest::newRow("expired") << TestAuthority::Wanted{localhost, {localhost}, {}, -86'400 * 30, -86'400}
                             << QStringLiteral("it ended on");
    QTest::newRow("not yet valid") << TestAuthority::Wanted{localhost, {localhost}, {}, 86'400, 86'400 * 30}
                                   << QStringLiteral("it begins on");
    QTest::newRow("another host") << TestAuthority::Wanted{other.front(), other, {}}
                                  << QStringLiteral("it is for other.example");
    QTest::newRow("the common name alone")
        << TestAuthority::Wanted{localhost, other, {}} << QStringLiteral("it is for other.example");
}

void TestPin::datesAndNamesCountAllTheSame() {
    QFETCH(TestAuthority::Wanted, wanted);
    QFETCH(QString, said);
    const Identity identity = TestAuthority::selfSigned(wanted);
    ScriptedServer server(identity);
    server.play(answerOnce());
    Transport transport;
    transport.setPin(QStringLiteral("localhost"), identity.certificate);
    Probe probe;
    probe.send(transport, secretRequestTo(server.url()));
    QTRY_COMPARE(probe.kind(), ErrorKind::WrongCertificate);
    QVERIFY2(probe.error().sentence.contains(said), qPrintable(probe.error().sentence));
    QTest::qWait(30);
    QCOMPARE(server.bytesReceived(), 0);
}

void TestPin::isForItsHostAlone() {
    const Identity identity = TestAuthority::selfSigned({}); // of both hosts
    ScriptedServer server(identity);
    server.play(answerOnce());
    Transport transport;
    transport.setPin(QStringLiteral("localhost"), identity.certificate);
    QUrl url = server.url();
    url.setHost(QStringLiteral("127.0.0.1"));
    Probe probe;
    probe.send(transport, secretRequestTo(url));
    QTRY_COMPARE(probe.kind(), ErrorKind::UnknownAuthority);
    QCOMPARE(server.bytesReceived(), 0);
}

void TestPin::canBeTakenBack() {
    const Identity identity = TestAuthority::selfSigned({});
    ScriptedServer server(identity);
    server.play(answerOnce());
    Transport transport;
    transport.setPin(QStringLiteral("localhost"), identity.certificate);
    Probe first;
    first.send(transport, secretRequestTo(server.url()));
    QTRY_VERIFY(first.succeeded());
    transport.setPin(QStringLiteral("localhost"), QSslCertificate());
    Probe second;
    second.send(transport, secretRequestTo(server.url()));
    QTRY_COMPARE(second.kind(), ErrorKind::UnknownAuthority);
    QCOMPARE(server.count(), 1);
}

void TestPin::tellsWhatWasShown() {
    const Identity identity = m_unknown.issue({});
    ScriptedServer server(identity);
    server.play(answerOnce());
    Transport transport;
    Probe probe;
    probe.send(transport, secretRequestTo(server.url()));
    QTRY_COMPARE(probe.kind(), ErrorKind::UnknownAuthority);
    QVERIFY(transport.lastTlsRefusal().unknownAuthority);
    QCOMPARE(transport.lastTlsRefusal().certificate, identity.certificate);
}

QTEST_GUILESS_MAIN(TestPin)
#include "tst_http_pin.moc"
