#include "sessiondesk.h"

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;
using secrets::Kind;

namespace {

Profile deviceProfile() {
    auto profile = testProfile();
    profile.username.clear();
    profile.clientId = publicClientId();
    profile.inferenceClientId = QStringLiteral("api-client");
    return profile;
}

QByteArray deviceJson(int expires = 600, int interval = 5) {
    return R"({"device_code":"canary-device-1","user_code":"ABCD-EFGH",)"
           R"("verification_uri":"https://fake.invalid/auth/realms/master/device",)"
           R"("verification_uri_complete":"https://fake.invalid/auth/realms/master/device?user_code=ABCD-EFGH",)"
           R"("expires_in":)"
           + QByteArray::number(expires) + R"(,"interval":)" + QByteArray::number(interval) + "}";
}

/// A desk where the code is shown and nobody has asked yet.
struct DeviceDesk : SessionDesk {
    explicit DeviceDesk(const Profile& profile = deviceProfile(), int expires = 600, int interval = 5)
        : SessionDesk(profile) {
        sender.expect(deviceStart.toUtf8()).answer(deviceJson(expires, interval));
        session->signInWithDevice({Way::DeviceBrowser, {}, {}, true});
        settle();
    }

    /// One question and its answer, after this many seconds.
    void ask(qint64 afterSeconds, const QByteArray& error, const QByteArray& description = {}) {
        sender.expect(devicePoll.toUtf8()).refuse(400, oauthError(error, description));
        advance(seconds(afterSeconds));
    }

    [[nodiscard]] int questions() const { return sender.count(devicePoll); }
};

} // namespace

/// Signing in with a code (RFC 8628), as Keycloak answers it (measured).
class TestDevice : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void showsTheCodeAndWhereToTypeIt() {
        DeviceDesk desk;
        QCOMPARE(desk.deviceCodeReady->count(), 1);
        const auto prompt = desk.session->devicePrompt();
        QVERIFY(prompt);
        QCOMPARE(prompt->userCode, QStringLiteral("ABCD-EFGH"));
        QCOMPARE(prompt->page, QUrl(QStringLiteral("https://fake.invalid/auth/realms/master/device")));
        QVERIFY(prompt->completePage.query().contains(QStringLiteral("ABCD-EFGH")));
        QCOMPARE(prompt->end.leftMs(desk.clock), minutes(10));
        QCOMPARE(desk.session->state(), State::SigningIn);
        const auto& sent = desk.sender.requests().back();
        QVERIFY(sent.authorization.isEmpty()); // a public client has no secret
        QCOMPARE(sent.body, "client_id=sdk-client");
    }

    void signsInOnceItIsApproved() {
        DeviceDesk desk;
        desk.ask(5, "authorization_pending");
        desk.ask(5, "authorization_pending");
        QCOMPARE(desk.questions(), 2);
        desk.sender.expect(devicePoll.toUtf8())
            .answer(tokenJson(jsonWebToken(R"({"preferred_username":"mira","sub":"s-1"})"), "refresh-1"));
        desk.advance(seconds(5));
        QCOMPARE(desk.signedIn->count(), 1);
        QCOMPARE(desk.session->state(), State::SignedIn);
        QVERIFY(!desk.session->devicePrompt());
        QCOMPARE(desk.session->profile().way, Way::DeviceBrowser);
        QCOMPARE(desk.session->profile().username, QStringLiteral("mira")); // typed in the browser
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-1");
        QVERIFY(desk.sender.requests().back().body.contains("device_code=canary-device-1"));
        QVERIFY(desk.sender.requests().back().body.contains(
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code"));
        desk.advance(minutes(9));
        QCOMPARE(desk.questions(), 3); // nobody asks any more
    }

    /// Switched off for a while: there is no secret that could be asked for.
    void aPublicClientThatIsRefusedIsTriedAgain() {
        DeviceDesk desk;
        desk.sender.expect(devicePoll.toUtf8()).answer(tokenJson("access-1", "refresh-1"));
        desk.advance(seconds(5));
        QCOMPARE(desk.session->state(), State::SignedIn);
        desk.sender.expect(refreshGrant.toUtf8())
            .refuse(401, oauthError("invalid_client", "Invalid client or Invalid client credentials"));
        desk.session->renew();
        desk.settle();
        QCOMPARE(desk.secretNeeded->count(), 0);
        QCOMPARE(desk.session->state(), State::SignedIn);
        QCOMPARE(desk.renewFailed->count(), 1);
        QVERIFY(desk.error(*desk.renewFailed).advice.contains(QStringLiteral("disabled")));
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
        desk.advance(seconds(1));
        QCOMPARE(desk.session->mlopsToken()->value.reveal(), "access-2");
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-2");
        // The same at the next start: the token is kept.
        SessionDesk next(desk.session->profile());
        next.store.put(desk.session->profile().id, Kind::RefreshToken, "refresh-2");
        next.sender.expect(refreshGrant.toUtf8())
            .refuse(401, oauthError("invalid_client", "Invalid client or Invalid client credentials"));
        next.session->resume();
        QTRY_COMPARE(next.signInFailed->count(), 1);
        QCOMPARE(next.secretNeeded->count(), 0);
        QCOMPARE(next.stored(Kind::RefreshToken), "refresh-2");
    }

    void neverAsksBeforeTheInterval() {
        DeviceDesk desk;
        desk.advance(seconds(4));
        QCOMPARE(desk.questions(), 0);
        desk.ask(1, "authorization_pending");
        QCOMPARE(desk.questions(), 1);
    }

    void slowDownAddsFiveSecondsForGood() {
        DeviceDesk desk;
        desk.ask(5, "slow_down");
        desk.advance(seconds(9));
        QCOMPARE(desk.questions(), 1);
        desk.ask(1, "authorization_pending"); // Keycloak's own interval has not grown: pending, not slow_down
        QCOMPARE(desk.questions(), 2);
        desk.advance(seconds(9));
        QCOMPARE(desk.questions(), 2);
        desk.ask(1, "slow_down");
        desk.advance(seconds(14));
        QCOMPARE(desk.questions(), 3);
        desk.ask(1, "authorization_pending");
        QCOMPARE(desk.questions(), 4);
    }

    void aHiccupOnTheWayEndsNothing_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("connection lost") << 0 << ErrorKind::ConnectionLost;
        QTest::newRow("too long") << 0 << ErrorKind::TookTooLong;
        QTest::newRow("unknown outcome") << 0 << ErrorKind::OutcomeUnknown;
        QTest::newRow("no host") << 0 << ErrorKind::HostNotFound;
        QTest::newRow("a portal") << 0 << ErrorKind::WebPage;
        QTest::newRow("503") << 503 << ErrorKind::ServerBusy;
        QTest::newRow("500") << 500 << ErrorKind::ServerFailed;
        QTest::newRow("429") << 429 << ErrorKind::TooManyRequests;
    }

    void aHiccupOnTheWayEndsNothing() {
        QFETCH(int, status);
        QFETCH(ErrorKind, kind);
        DeviceDesk desk;
        auto& lost = desk.sender.expect(devicePoll.toUtf8());
        if (status != 0)
            lost.refuse(status, {}, "text/plain", 20);
        else
            lost.fail(kind);
        desk.advance(seconds(5));
        QCOMPARE(desk.session->state(), State::SigningIn);
        QVERIFY(desk.session->devicePrompt());
        desk.sender.expect(devicePoll.toUtf8()).answer(tokenJson("access-1", "refresh-1"));
        desk.advance(seconds(10));
        if (status != 0) { // Retry-After is kept
            QCOMPARE(desk.signedIn->count(), 0);
            desk.advance(seconds(10));
        }
        QCOMPARE(desk.signedIn->count(), 1);
    }

    void endsWithAWordOfItsOwn_data() {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("description");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("denied") << QByteArray("access_denied")
                                << QByteArray("The end user denied the authorization request")
                                << ErrorKind::DeviceDenied << QStringLiteral("refused in the browser");
        QTest::newRow("expired") << QByteArray("expired_token") << QByteArray("Device code is expired")
                                 << ErrorKind::DeviceExpired << QStringLiteral("in time");
        QTest::newRow("used") << QByteArray("invalid_grant") << QByteArray("Device code not valid")
                              << ErrorKind::DeviceExpired << QStringLiteral("no longer valid");
    }

    void endsWithAWordOfItsOwn() {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, description);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, words);
        DeviceDesk desk;
        desk.ask(5, code, description);
        QCOMPARE(desk.signInFailed->count(), 1);
        const Error error = desk.error(*desk.signInFailed);
        QCOMPARE(error.kind, kind);
        QCOMPARE(error.field, Field::Way);
        QVERIFY2(error.sentence.contains(words), qPrintable(error.sentence));
        QVERIFY(!error.advice.isEmpty());
        QVERIFY(!desk.session->devicePrompt());
        QCOMPARE(desk.session->state(), State::SignedOut);
        desk.advance(minutes(5));
        QCOMPARE(desk.questions(), 1);
    }

    void aClientThatMayNotNamesTheSwitch_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("description");
        QTest::newRow("public") << 401 << QByteArray("Invalid client or Invalid client credentials");
        QTest::newRow("confidential") << 400
                                      << QByteArray("Client is not allowed to initiate OAuth 2.0 Device Authorization "
                                                    "Grant. The flow is disabled for the client.");
    }

    void aClientThatMayNotNamesTheSwitch() {
        QFETCH(int, status);
        QFETCH(QByteArray, description);
        SessionDesk desk(deviceProfile());
        desk.sender.expect(deviceStart.toUtf8()).refuse(status, oauthError("unauthorized_client", description));
        desk.session->signInWithDevice({});
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        const Error error = desk.error(*desk.signInFailed);
        QCOMPARE(error.kind, ErrorKind::GrantNotAllowed);
        QCOMPARE(error.field, Field::Way);
        QVERIFY(error.advice.contains(QStringLiteral("OAuth 2.0 Device Authorization Grant")));
        QVERIFY(error.advice.contains(QStringLiteral("sdk-client")));
    }

    void aConfidentialClientGivesItsSecret() {
        auto profile = deviceProfile();
        profile.clientId = QStringLiteral("our-client");
        SessionDesk desk(profile);
        desk.sender.expect(deviceStart.toUtf8()).answer(deviceJson());
        desk.session->signInWithDevice({Way::DeviceCode, Secret("canary-own-1"), Secret("canary-inference-1"), true});
        desk.settle();
        QVERIFY(desk.sender.requests().back().authorization.startsWith("Basic "));
        desk.sender.expect(devicePoll.toUtf8()).answer(tokenJson("access-1", "refresh-1"));
        desk.advance(seconds(5));
        QCOMPARE(desk.session->state(), State::SignedIn);
        QCOMPARE(desk.stored(Kind::SignInSecret), "canary-own-1");
        QCOMPARE(desk.stored(Kind::ClientSecret), "canary-inference-1");
        QVERIFY(desk.session->profile().hasStoredSignInSecret());
    }

    void nobodyIsSentToAnotherHost() {
        SessionDesk desk(deviceProfile());
        QByteArray json = deviceJson();
        json.replace("https://fake.invalid/auth/realms/master/device?", "https://evil.invalid/device?");
        desk.sender.expect(deviceStart.toUtf8()).answer(json);
        desk.session->signInWithDevice({});
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        QCOMPARE(desk.kind(*desk.signInFailed), ErrorKind::ForeignEndpoints);
        QVERIFY(desk.error(*desk.signInFailed).sentence.contains(QStringLiteral("evil.invalid")));
        QCOMPARE(desk.deviceCodeReady->count(), 0);
    }

    void cancelEndsTheQuestions() {
        DeviceDesk desk;
        desk.ask(5, "authorization_pending");
        auto& open = desk.sender.expect(devicePoll.toUtf8());
        desk.advance(seconds(5));
        desk.session->cancelSignIn();
        QVERIFY(open.wasCanceled());
        open.answer(tokenJson("access-late", "refresh-late"));
        desk.advance(minutes(1));
        QCOMPARE(desk.session->state(), State::SignedOut);
        QVERIFY(!desk.session->devicePrompt());
        QVERIFY(!desk.session->mlopsToken());
        QCOMPARE(desk.questions(), 2);
    }

    void afterASleepThatWasTooLongItHasExpired() {
        DeviceDesk desk;
        desk.clock.jumpWall(minutes(120)); // the steady clock stood still
        desk.session->checkClocks();
        desk.settle();
        QCOMPARE(desk.kind(*desk.signInFailed), ErrorKind::DeviceExpired);
        QCOMPARE(desk.questions(), 0);
    }

    void nothingIsEverAskedInALoop() {
        DeviceDesk desk(deviceProfile(), 600, 0); // an interval of none
        desk.advance(900);
        QCOMPARE(desk.questions(), 0);
        desk.ask(1, "authorization_pending");
        QCOMPARE(desk.questions(), 1);
    }

    void stayingSignedInIsAskedForHere() {
        auto profile = deviceProfile();
        profile.staySignedIn = true;
        DeviceDesk desk(profile);
        QCOMPARE(desk.sender.requests().back().body, "scope=offline_access&client_id=sdk-client");
    }
};

QTEST_GUILESS_MAIN(TestDevice)
#include "tst_session_device.moc"
