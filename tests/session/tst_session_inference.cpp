#include "sessiondesk.h"

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;
using secrets::Kind;

/// The inference token: client id and secret alone, no user.
class TestInference : public QObject {
    Q_OBJECT

    static FakeExchange& expectToken(SessionDesk& desk, const QByteArray& token) {
        return desk.sender.expect(clientGrant.toUtf8()).answer(tokenJson(token, {}, 300, 0));
    }

private Q_SLOTS:

    /// A start that the keychain stopped has not asked yet whose instance it is.
    void theInstanceIsCheckedBeforeTheSecretGoesOut() {
        auto profile = testProfile();
        profile.refreshTokenStored = profile.clientSecretStored = true;
        FakeClock clock;
        FakeSender sender;
        TestStore store;
        store.looksEmpty = true;
        Session session(profile, sender, store, clock);
        QSignalSpy failed(&session, &Session::inferenceFailed);
        session.resume();
        QTRY_COMPARE(session.state(), State::PasswordNeeded);
        QVERIFY(sender.requests().empty());
        sender.expect(discoveryCall.toUtf8()).answer(discoveryJson("https://evil.invalid/auth/realms/master"));
        session.fetchInferenceToken(Secret("canary-client-1"));
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(sender.count(clientGrant), 0);
        sender.expect(discoveryCall.toUtf8()).answer(discoveryJson());
        sender.expect(clientGrant.toUtf8()).answer(tokenJson("inference-1", {}, 300, 0));
        session.fetchInferenceToken(Secret("canary-client-1"));
        QTRY_VERIFY(session.inferenceToken());
    }

    void onDemandBesideAUsersSession() {
        SessionDesk desk;
        desk.signIn();
        QVERIFY(!desk.session->inferenceToken());
        expectToken(desk, "inference-1");
        const auto before = desk.tokensChanged->count();
        desk.session->fetchInferenceToken();
        desk.session->fetchInferenceToken(); // joined
        QTRY_VERIFY(desk.session->inferenceToken());
        QCOMPARE(desk.session->inferenceToken()->value.reveal(), "inference-1");
        QCOMPARE(desk.session->inferenceToken()->end.leftMs(desk.clock), seconds(300));
        QCOMPARE(desk.tokensChanged->count(), before + 1);
        QCOMPARE(desk.sender.count(clientGrant), 1);
        // Nothing is refreshed: a new one is asked for.
        desk.advance(minutes(10));
        QCOMPARE(desk.sender.requests().size(), std::size_t{2});
        expectToken(desk, "inference-2");
        desk.session->fetchInferenceToken();
        QTRY_COMPARE(desk.session->inferenceToken()->value.reveal(), "inference-2");
    }

    void aFailureLeavesEverythingElse() {
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect(clientGrant.toUtf8())
            .refuse(401, oauthError("unauthorized_client", "Client not enabled to retrieve service account"));
        desk.session->fetchInferenceToken();
        QTRY_COMPARE(desk.inferenceFailed->count(), 1);
        QCOMPARE(desk.kind(*desk.inferenceFailed), ErrorKind::GrantNotAllowed);
        QCOMPARE(desk.session->state(), State::SignedIn);
        expectToken(desk, "inference-1");
        desk.session->fetchInferenceToken();
        QTRY_VERIFY(desk.session->inferenceToken());
    }

    void notAfterSigningOut() {
        SessionDesk desk;
        desk.signIn();
        auto& logout = desk.sender.expect("logout");
        desk.session->signOut(false);
        desk.session->fetchInferenceToken(); // its secret is still in the keychain
        QTRY_COMPARE(desk.inferenceFailed->count(), 1);
        logout.answer({}, 204, {});
        QTRY_COMPARE(desk.signedOut->count(), 1);
        desk.session->fetchInferenceToken();
        QTRY_COMPARE(desk.inferenceFailed->count(), 2);
        QCOMPARE(desk.kind(*desk.inferenceFailed), ErrorKind::SignInNeeded);
        QVERIFY(!desk.session->hasClientSecret());
        QVERIFY(!desk.store.log.contains(QStringLiteral("read client")));
    }

    void withoutASecret() {
        SessionDesk desk;
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("a", "r"));
        auto credentials = desk.credentials();
        credentials.clientSecret.clear(); // a public client
        desk.session->signIn(credentials);
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        desk.session->fetchInferenceToken();
        QCOMPARE(desk.inferenceFailed->count(), 0);
        QTRY_COMPARE(desk.inferenceFailed->count(), 1);
        QCOMPARE(desk.kind(*desk.inferenceFailed), ErrorKind::SignInNeeded);
        QCOMPARE(desk.sender.count(clientGrant), 0);
    }

    void theSecretFromTheKeychain() {
        auto profile = testProfile();
        profile.clientSecretStored = true;
        SessionDesk desk(profile);
        desk.store.looksEmpty = true;
        desk.session->resume();
        QTRY_COMPARE(desk.session->state(), State::PasswordNeeded);
        desk.session->fetchInferenceToken();
        QTRY_COMPARE(desk.inferenceFailed->count(), 1);
        QCOMPARE(desk.kind(*desk.inferenceFailed), ErrorKind::KeychainLocked);
        desk.store.looksEmpty = false;
        desk.store.put(profile.id, Kind::ClientSecret, "canary-client-1");
        expectToken(desk, "inference-1");
        desk.session->fetchInferenceToken();
        QTRY_VERIFY(desk.session->inferenceToken());
    }

    void aSignInOfItsOwn() {
        auto profile = testProfile();
        profile.way = Way::InferenceOnly;
        SessionDesk desk(profile);
        expectToken(desk, "inference-1");
        desk.session->signInForInference(Secret("canary-client-1"), true);
        QCOMPARE(desk.session->state(), State::SigningIn);
        QTRY_COMPARE(desk.signedIn->count(), 1);
        QCOMPARE(desk.session->state(), State::InferenceOnly);
        QVERIFY(!desk.session->mlopsToken());
        desk.settle();
        QCOMPARE(desk.stored(Kind::ClientSecret), "canary-client-1");
        QVERIFY(desk.stored(Kind::RefreshToken).isEmpty());
        QCOMPARE(desk.session->profile().way, Way::InferenceOnly);
        desk.send(QStringLiteral("users/query"));
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        QCOMPARE(desk.results[0].error().kind, ErrorKind::SignInNeeded);
        desk.session->signOut(false);
        QTRY_COMPARE(desk.signedOut->count(), 1);
        QCOMPARE(desk.atServer(), ServerEnd::Ended); // there was no session to end
        QVERIFY(!desk.session->inferenceToken());
        QCOMPARE(desk.sender.count(logoutCall), 0);
        QCOMPARE(desk.stored(Kind::ClientSecret), "canary-client-1");
    }

    void aSignInOfItsOwnFromTheKeychain() {
        auto profile = testProfile();
        profile.way = Way::InferenceOnly;
        profile.clientSecretStored = true;
        SessionDesk desk(profile);
        desk.store.put(profile.id, Kind::ClientSecret, "canary-client-1");
        expectToken(desk, "inference-1");
        desk.session->resume();
        QTRY_COMPARE(desk.session->state(), State::InferenceOnly);
    }

    void aSignInOfItsOwnFails() {
        SessionDesk desk;
        desk.session->signInForInference({}, true);
        QCOMPARE(desk.signInFailed->count(), 0);
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        QCOMPARE(desk.kind(*desk.signInFailed), ErrorKind::SignInNeeded);
        desk.sender.expect(clientGrant.toUtf8())
            .refuse(401, oauthError("invalid_client", "Invalid client credentials"));
        desk.session->signInForInference(Secret("wrong"), true);
        QTRY_COMPARE(desk.signInFailed->count(), 2);
        QCOMPARE(desk.kind(*desk.signInFailed), ErrorKind::WrongClient);
        QCOMPARE(desk.session->state(), State::SignedOut);
        QVERIFY(desk.store.contents.isEmpty());
    }

    void notRemembered() {
        SessionDesk desk;
        expectToken(desk, "inference-1");
        desk.session->signInForInference(Secret("canary-client-1"), false);
        QTRY_COMPARE(desk.session->state(), State::InferenceOnly);
        desk.settle();
        QVERIFY(desk.store.contents.isEmpty());
        QCOMPARE(desk.session->keeping(), Keeping::SessionOnly);
    }

    void signOutEndsAFetch() {
        SessionDesk desk;
        desk.signIn();
        auto& fetch = desk.sender.expect(clientGrant.toUtf8());
        desk.session->fetchInferenceToken();
        desk.settle();
        desk.sender.expect("logout").answer({}, 204, {});
        desk.session->signOut(false);
        QVERIFY(fetch.wasCanceled());
        fetch.answer(tokenJson("late", {}));
        QTRY_COMPARE(desk.signedOut->count(), 1);
        desk.settle();
        QVERIFY(!desk.session->inferenceToken());
        QCOMPARE(desk.inferenceFailed->count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestInference)
#include "tst_session_inference.moc"
