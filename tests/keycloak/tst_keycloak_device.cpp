// The program's sign-in with a code against a real Keycloak, approved and refused in a real Chromium.

#include "keycloakdesk.h"

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::test {

using session::State;

/// Between the session and the network: asks once too often, so that the server says "slow down" to the session.
class Impatient : public QObject, public http::Sender {
public:
    explicit Impatient(http::Sender& transport) : m_transport(transport) {}

    http::Handle send(http::Request request, QObject* context, http::Done done) override {
        const bool isPoll = request.body.reveal().contains("device_code=");
        if (!isPoll || m_askedTwice)
            return m_transport.send(std::move(request), context, listening(std::move(done)));
        m_askedTwice = true;
        http::Request early = request;
        m_transport.send(std::move(early), this,
                         [this, request = std::move(request), context = QPointer(context),
                          done = std::move(done)](const Result<http::Response>&) mutable {
                             if (context)
                                 m_transport.send(std::move(request), context, listening(std::move(done)));
                         });
        return {};
    }

    http::Handle stream(http::Request request, std::shared_ptr<http::BodySink> sink, QObject* context,
                        http::Done done) override {
        return m_transport.stream(std::move(request), std::move(sink), context, std::move(done));
    }

    bool wasSlowed = false;

private:
    http::Done listening(http::Done done) {
        return [this, done = std::move(done)](const Result<http::Response>& result) {
            if (!result && result.error().serverCode == "slow_down"_L1)
                wasSlowed = true;
            done(result);
        };
    }

    http::Sender& m_transport;
    bool m_askedTwice = false;
};

class TestKeycloakDevice : public QObject {
    Q_OBJECT

    Server m_server;
    const QString m_sdk = session::publicClientId();

    /// Starts a device sign-in and waits for the code.
    static void begin(KeycloakDesk& desk) {
        desk.change([](session::Profile& profile) { profile.way = session::Way::DeviceBrowser; });
        desk.session->signInWithDevice({});
        QTRY_VERIFY_WITH_TIMEOUT(desk.session->devicePrompt(), patience);
    }

    /// A person at that page, in a Chromium.
    static std::unique_ptr<QProcess> person(KeycloakDesk& desk, const QString& answer, const QString& name) {
        return Server::start({u"device"_s, answer, name}, desk.session->devicePrompt()->completePage.toEncoded());
    }

private Q_SLOTS:

    void approved();
    void approvedThoughSlowed();
    void denied();
    void expired();
    void refusals_data();
    void refusals();
};

void TestKeycloakDevice::approved() {
    const QString name = Server::newPerson("user");
    KeycloakDesk desk(m_server, m_sdk, {});
    begin(desk);
    const auto prompt = *desk.session->devicePrompt();
    QVERIFY(QRegularExpression(u"^[A-Z]{4}-[A-Z]{4}$"_s).match(prompt.userCode).hasMatch());
    QVERIFY(prompt.completePage.toString().endsWith(prompt.userCode));
    QVERIFY(prompt.end.leftMs(desk.session->clock()) > 500'000);
    const auto browser = person(desk, u"yes"_s, name);
    QCOMPARE(KeycloakDesk::finish(*browser).toString(), u"Device Login Successful"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.session->state(), State::SignedIn, patience);
    QCOMPARE(desk.session->facts().username, name);
    QCOMPARE(Server::sessions(name), QStringList{desk.session->facts().sessionId});
    QVERIFY(desk.renew());

    QSignalSpy out(desk.session.get(), &session::Session::signedOut);
    desk.session->signOut(true);
    QTRY_COMPARE_WITH_TIMEOUT(out.count(), 1, patience);
    QCOMPARE(Server::sessions(name), QStringList());
}

void TestKeycloakDevice::approvedThoughSlowed() {
    const QString name = Server::newPerson("user");
    http::Transport transport;
    Impatient between(transport);
    KeycloakDesk desk(m_server, m_sdk, {}, &between);
    begin(desk);
    QTRY_VERIFY_WITH_TIMEOUT(between.wasSlowed, patience);
    QCOMPARE(desk.session->state(), State::SigningIn);
    const auto browser = person(desk, u"yes"_s, name);
    QCOMPARE(KeycloakDesk::finish(*browser).toString(), u"Device Login Successful"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.session->state(), State::SignedIn, patience);
    QCOMPARE(desk.session->facts().username, name);
}

void TestKeycloakDevice::denied() {
    KeycloakDesk desk(m_server, m_sdk, {});
    begin(desk);
    const auto browser = person(desk, u"no"_s, m_server.person(u"user"_s));
    QCOMPARE(KeycloakDesk::finish(*browser).toString(), u"Device Login Failed"_s);
    const auto refused = desk.nextRefusal();
    QVERIFY(refused);
    QCOMPARE(refused->kind, ErrorKind::DeviceDenied);
    QVERIFY(!refused->advice.isEmpty());
    QCOMPARE(desk.session->state(), State::SignedOut);
}

void TestKeycloakDevice::expired() {
    KeycloakDesk desk(m_server, u"device-short-client"_s, {});
    begin(desk);
    const auto refused = desk.nextRefusal();
    QVERIFY(refused);
    QCOMPARE(refused->kind, ErrorKind::DeviceExpired);
    QCOMPARE(desk.session->state(), State::SignedOut);
    QVERIFY(!desk.session->devicePrompt());
}

void TestKeycloakDevice::refusals_data() {
    QTest::addColumn<QString>("client");
    QTest::addColumn<ErrorKind>("error");
    QTest::newRow("not switched on") << u"expiry-client"_s << ErrorKind::GrantNotAllowed;
    QTest::newRow("wants a secret") << u"api-client"_s << ErrorKind::GrantNotAllowed;
    QTest::newRow("unknown") << u"nobody"_s << ErrorKind::WrongClient;
}

void TestKeycloakDevice::refusals() {
    QFETCH(const QString, client);
    QFETCH(const ErrorKind, error);
    KeycloakDesk desk(m_server, client, {});
    desk.change([](session::Profile& profile) { profile.way = session::Way::DeviceCode; });
    desk.session->signInWithDevice({});
    const auto refused = desk.nextRefusal();
    QVERIFY(refused);
    QCOMPARE(refused->kind, error);
    QVERIFY(refused->sentence.contains(client));
}

} // namespace wallaroo::test

int main(int argc, char** argv) {
    return wallaroo::test::runWithServer<wallaroo::test::TestKeycloakDevice>(argc, argv);
}

#include "tst_keycloak_device.moc"
