#include "secrets/keychainstore.h"
#include "secrets/privatebus.h"
#include "secrets/waiting.h"
#include "support/scriptedserver.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace wallaroo;
using namespace wallaroo::test;
using secrets::Kind;

namespace {

/// A Keycloak with rotation on and no reuse: a refresh token is good once, and used twice it ends the session.
class RotatingServer {
public:
    RotatingServer() {
        m_server.onRequest([this](const QByteArray& request) { return answer(request); });
    }

    [[nodiscard]] QString address() const { return m_server.url(QString()).toString(); }

    int refreshes = 0;
    int refused = 0;
    QByteArray good = "canary-refresh-0";

private:
    Script answer(const QByteArray& request) {
        if (request.startsWith("GET"))
            return {sendBytes(answerBytes(200, "{\"issuer\":\"" + address().toUtf8() + "/auth/realms/master\"}"))};
        const QByteArray token = ScriptedServer::body(request).split('=').last();
        if (token != good) {
            ++refused;
            return {sendBytes(answerBytes(
                400,
                R"({"error":"invalid_grant","error_description":"Maximum allowed refresh token reuse exceeded"})"))};
        }
        good = "canary-refresh-" + QByteArray::number(++refreshes);
        const QByteArray json = R"({"access_token":"canary-access-)" + QByteArray::number(refreshes)
                                + R"(","refresh_token":")" + good
                                + R"(","token_type":"Bearer","expires_in":3600,"refresh_expires_in":1800})";
        return {waitMs(300), sendBytes(answerBytes(200, json))}; // long enough for the other to come along
    }

    ScriptedServer m_server;
};

} // namespace

/// Two real processes on one profile, one real gnome-keyring, one server (rule 17).
class TestProcesses : public QObject {
    Q_OBJECT

    PrivateBus m_bus;

    static bool hears(QProcess& process, const QByteArray& line) {
        QByteArray said;
        return QTest::qWaitFor(
            [&] {
                while (process.canReadLine())
                    said = process.readLine().trimmed();
                return said == line;
            },
            30'000);
    }

private Q_SLOTS:

    void initTestCase() {
        qputenv("XDG_CURRENT_DESKTOP", "GNOME");
        qunsetenv("KDE_FULL_SESSION");
        QVERIFY(m_bus.start());
        QVERIFY(m_bus.startKeyring("canary-login-password"));
    }

    void oneRefreshForBoth() {
        RotatingServer server;
        const QTemporaryDir folder;
        const QUuid id = QUuid::createUuid();
        secrets::KeychainStore store;
        QVERIFY(Waiting(store).write({id, Kind::ClientSecret}, "canary-client")->has_value());
        QVERIFY(Waiting(store).write({id, Kind::RefreshToken}, server.good)->has_value());

        QProcess peers[2];
        for (QProcess& peer : peers)
            peer.start(QStringLiteral(SESSION_PEER), {server.address(), id.toString(), folder.path()});
        // Both at a time: the second takes what the first one got.
        for (QProcess& peer : peers)
            QVERIFY(hears(peer, "signed in"));
        QCOMPARE(server.refused, 0);
        const int before = server.refreshes;
        QVERIFY(before >= 1 && before <= 2);
        for (int round = 1; round <= 3; ++round) {
            for (QProcess& peer : peers)
                peer.write("renew\n");
            for (QProcess& peer : peers)
                QVERIFY(hears(peer, "renewed"));
            QCOMPARE(server.refreshes, before + round);
        }
        QCOMPARE(server.refused, 0);
        QCOMPARE(Waiting(store).bytes({id, Kind::RefreshToken}), server.good);
        for (QProcess& peer : peers) {
            peer.closeWriteChannel();
            QVERIFY(peer.waitForFinished(10'000));
            QCOMPARE(peer.exitCode(), 0);
        }
        QVERIFY(QDir(folder.path()).isEmpty()); // no lock is left
    }
};

QTEST_GUILESS_MAIN(TestProcesses)
#include "tst_session_processes.moc"
