#include "sessiondesk.h"

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;

namespace {

/// A desk whose session has not been told what the instance offers.
struct FreshDesk {
    explicit FreshDesk(const Profile& profile = testProfile()) : session(profile, sender, store, clock) {}

    void signIn() { session.signIn(SessionDesk::credentials()); }

    FakeClock clock;
    FakeSender sender;
    TestStore store;
    Session session;
    QSignalSpy signedIn{&session, &Session::signedIn};
    QSignalSpy failed{&session, &Session::signInFailed};
};

} // namespace

/// Before the first secret goes out the discovery document is read and checked (rule 53).
class TestInstance : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void costsOneRequestASession() {
        FreshDesk desk;
        desk.sender.expect(discoveryCall.toUtf8()).answer(discoveryJson());
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-1", "refresh-1"));
        desk.signIn();
        QTRY_COMPARE(desk.signedIn.count(), 1);
        QCOMPARE(desk.sender.requests().size(), std::size_t{2});
        QCOMPARE(desk.sender.requests().front().name, discoveryCall);
        QVERIFY(desk.sender.requests().front().body.isEmpty());
        QVERIFY(desk.sender.requests().front().authorization.isEmpty());
        QVERIFY(desk.session.discovery());
        QVERIFY(desk.session.discovery()->deviceOffered);
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
        desk.session.renew();
        QTRY_COMPARE(desk.session.mlopsToken()->value.reveal(), "access-2");
        desk.clock.advance(seconds(2));
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-3", "refresh-3"));
        desk.signIn();
        QTRY_COMPARE(desk.signedIn.count(), 2);
        QCOMPARE(desk.sender.count(discoveryCall), 1);
    }

    void whatTheDialogFoundIsNotAskedAgain() {
        FreshDesk desk;
        desk.session.setDiscovery(SessionDesk::offers(testProfile().instance));
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-1", "refresh-1"));
        desk.signIn();
        QTRY_COMPARE(desk.signedIn.count(), 1);
    }

    void usesTheAddressesItNames() {
        FreshDesk desk;
        QByteArray json = discoveryJson();
        json.replace("openid-connect/token", "openid-connect/token-elsewhere");
        desk.sender.expect(discoveryCall.toUtf8()).answer(json);
        desk.sender.expect("/auth/realms/master/protocol/openid-connect/token-elsewhere")
            .answer(tokenJson("access-1", "refresh-1"));
        desk.signIn();
        QTRY_COMPARE(desk.signedIn.count(), 1);
    }

    void refusedBeforeAnySecret_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("named");
        QTest::newRow("another issuer") << discoveryJson("https://evil.invalid/auth/realms/master")
                                        << QStringLiteral("https://evil.invalid/auth/realms/master");
        QTest::newRow("another realm") << discoveryJson("https://fake.invalid/auth/realms/other")
                                       << QStringLiteral("realms/other");
        QTest::newRow("a look-alike") << discoveryJson("https://fake.invalid.evil.invalid/auth/realms/master")
                                      << QStringLiteral("fake.invalid.evil.invalid");
        QTest::newRow("plain http") << discoveryJson("http://fake.invalid/auth/realms/master")
                                    << QStringLiteral("http://fake.invalid");
        QTest::newRow("foreign addresses")
            << discoveryJson(realmPath, "https://evil.invalid/auth/realms/master") << QStringLiteral("another host");
        QTest::newRow("addresses by http")
            << discoveryJson(realmPath, "http://fake.invalid/auth/realms/master") << QStringLiteral("another host");
        QTest::newRow("addresses at another port")
            << discoveryJson(realmPath, "https://fake.invalid:8443/auth/realms/master")
            << QStringLiteral("another host");
        QTest::newRow("user info in an address")
            << discoveryJson(realmPath, "https://fake.invalid@fake.invalid/auth/realms/master")
            << QStringLiteral("another host");
        QTest::newRow("no address at all")
            << discoveryJson(realmPath, "mailto:somebody") << QStringLiteral("another host");
    }

    void refusedBeforeAnySecret() {
        QFETCH(QByteArray, json);
        QFETCH(QString, named);
        FreshDesk desk;
        desk.sender.expect(discoveryCall.toUtf8()).answer(json);
        desk.signIn();
        QTRY_COMPARE(desk.failed.count(), 1);
        const Error error = SessionDesk::error(desk.failed);
        QCOMPARE(error.kind, ErrorKind::ForeignEndpoints);
        QCOMPARE(error.field, Field::Instance);
        QVERIFY2(error.sentence.contains(named), qPrintable(error.sentence));
        QVERIFY(error.sentence.contains(QStringLiteral("nothing was sent")));
        QVERIFY(!error.advice.isEmpty());
        QCOMPARE(desk.sender.requests().size(), std::size_t{1});
        QCOMPARE(desk.session.state(), State::SignedOut);
        desk.sender.expect(discoveryCall.toUtf8()).answer(discoveryJson()); // it was put right
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-1", "refresh-1"));
        desk.signIn();
        QTRY_COMPARE(desk.signedIn.count(), 1);
    }

    void theKeychainsTokenIsNotSentThereEither() {
        auto profile = testProfile();
        profile.refreshTokenStored = true;
        FreshDesk desk(profile);
        desk.store.put(profile.id, secrets::Kind::RefreshToken, "canary-kept");
        desk.sender.expect(discoveryCall.toUtf8()).answer(discoveryJson("https://evil.invalid/auth/realms/master"));
        desk.session.resume();
        QTRY_COMPARE(desk.failed.count(), 1);
        QCOMPARE(SessionDesk::kind(desk.failed), ErrorKind::ForeignEndpoints);
        QCOMPARE(desk.store.content(profile.id, secrets::Kind::RefreshToken), "canary-kept");
    }

    void anIssuerThatAPersonHasConfirmed() {
        auto profile = testProfile();
        profile.acceptedIssuer = QStringLiteral("https://public.invalid/auth/realms/master");
        FreshDesk desk(profile);
        const QByteArray elsewhere = "https://public.invalid/auth/realms/master";
        desk.sender.expect(discoveryCall.toUtf8()).answer(discoveryJson(elsewhere, elsewhere));
        desk.sender.expect("/auth/realms/master/protocol/openid-connect/token")
            .answer(tokenJson("access-1", "refresh-1"));
        desk.signIn();
        QTRY_COMPARE(desk.signedIn.count(), 1);
        QCOMPARE(desk.sender.requests().back().url.host(), QStringLiteral("fake.invalid")); // not its addresses
    }

    void withoutADocumentTheDocumentedPaths_data() {
        QTest::addColumn<int>("status");
        QTest::newRow("404") << 404;
        QTest::newRow("405") << 405;
    }

    void withoutADocumentTheDocumentedPaths() {
        QFETCH(int, status);
        FreshDesk desk;
        desk.sender.expect(discoveryCall.toUtf8()).refuse(status, {}, "text/html");
        desk.sender.expect("/auth/realms/master/protocol/openid-connect/token")
            .answer(tokenJson("access-1", "refresh-1"));
        desk.signIn();
        QTRY_COMPARE(desk.signedIn.count(), 1);
        QVERIFY(!desk.session.discovery());
    }

    void noSecretWhereNobodyAnswers_data() {
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("a portal") << ErrorKind::WebPage;
        QTest::newRow("no host") << ErrorKind::HostNotFound;
        QTest::newRow("unknown authority") << ErrorKind::UnknownAuthority;
    }

    void noSecretWhereNobodyAnswers() {
        QFETCH(ErrorKind, kind);
        FreshDesk desk;
        desk.sender.expect(discoveryCall.toUtf8()).fail(kind);
        desk.signIn();
        QTRY_COMPARE(desk.failed.count(), 1);
        QCOMPARE(SessionDesk::kind(desk.failed), kind);
        QCOMPARE(SessionDesk::error(desk.failed).field, Field::Instance);
        QCOMPARE(desk.sender.requests().size(), std::size_t{1});
    }

    void cancelWhileItIsRead() {
        FreshDesk desk;
        auto& open = desk.sender.expect(discoveryCall.toUtf8());
        desk.signIn();
        SessionDesk::settle();
        desk.session.cancelSignIn();
        QVERIFY(open.wasCanceled());
        open.answer(discoveryJson());
        SessionDesk::settle();
        QCOMPARE(desk.session.state(), State::SignedOut);
        QCOMPARE(desk.sender.requests().size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestInstance)
#include "tst_session_instance.moc"
