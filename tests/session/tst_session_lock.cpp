#include "sessiondesk.h"

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;
using secrets::Kind;

namespace {

QByteArray tokenOf(const QByteArray& subject) {
    return jsonWebToken(R"({"sub":")" + subject + R"(","preferred_username":"mary"})");
}

} // namespace

/// Ctrl+L: nothing in memory, everything in the keychain, and nobody goes on without signing in.
class TestLock : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void takesEverythingOutOfMemory() {
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect(clientGrant.toUtf8()).answer(tokenJson("inference-1", {}));
        desk.session->fetchInferenceToken();
        desk.settle();
        QVERIFY(desk.session->inferenceToken());
        auto& open = desk.sender.expect("users/query");
        desk.send(QStringLiteral("users/query"));
        desk.settle();
        desk.session->lock();
        QCOMPARE(desk.session->state(), State::Locked);
        QCOMPARE(desk.lockedUp->count(), 1);
        QVERIFY(!desk.session->mlopsToken());
        QVERIFY(!desk.session->inferenceToken());
        QVERIFY(!desk.session->hasClientSecret());
        QVERIFY(desk.session->profile().locked);
        QVERIFY(open.wasCanceled());
        desk.settle();
        QCOMPARE(desk.results.size(), std::size_t{1});
        QCOMPARE(desk.results.front().error().kind, ErrorKind::Canceled);
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-1");
        QCOMPARE(desk.stored(Kind::ClientSecret), "canary-client-1");
        QVERIFY(desk.session->profile().refreshTokenStored);
    }

    void nothingGoesOutBehindIt() {
        SessionDesk desk;
        desk.signIn();
        desk.session->lock();
        const auto sent = desk.sender.requests().size();
        desk.session->renew();
        desk.session->fetchInferenceToken();
        desk.session->resume();
        desk.session->lock();
        desk.session->personActive();
        desk.send(QStringLiteral("users/query"));
        desk.advance(minutes(60));
        QCOMPARE(desk.sender.requests().size(), sent);
        QCOMPARE(desk.session->state(), State::Locked);
        QCOMPARE(desk.lockedUp->count(), 1);
        QCOMPARE(desk.results.back().error().kind, ErrorKind::SignInNeeded);
        QCOMPARE(desk.kind(*desk.inferenceFailed), ErrorKind::SignInNeeded);
        bool found = true;
        desk.session->lookForClientSecret(&desk.context, [&](bool is) { found = is; });
        desk.settle();
        QVERIFY(found);                            // the dialog need not ask for it ...
        QVERIFY(!desk.session->hasClientSecret()); // ... and it is not in memory
    }

    void thePasswordOpensIt() {
        SessionDesk desk;
        desk.signIn();
        desk.session->lock();
        desk.clock.advance(seconds(2));
        auto credentials = desk.credentials();
        credentials.clientSecret.clear(); // the keychain has it
        desk.sender.expect(passwordGrant.toUtf8()).refuse(401, oauthError("invalid_grant", "Invalid user credentials"));
        desk.session->signIn(credentials);
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        QCOMPARE(desk.session->state(), State::Locked);
        desk.clock.advance(seconds(2));
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
        desk.session->signIn(credentials);
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        desk.settle();
        QVERIFY(!desk.session->profile().locked);
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-2");
    }

    void alsoAfterARestart() {
        auto profile = testProfile();
        profile.locked = profile.refreshTokenStored = profile.clientSecretStored = true;
        SessionDesk desk(profile);
        desk.store.put(profile.id, Kind::ClientSecret, "canary-client-1");
        desk.store.put(profile.id, Kind::RefreshToken, "kept-1");
        desk.session->resume();
        desk.settle();
        QCOMPARE(desk.session->state(), State::Locked);
        QCOMPARE(desk.lockedUp->count(), 1);
        QVERIFY(desk.sender.requests().empty());
        QVERIFY(desk.store.log.isEmpty());
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
        auto credentials = desk.credentials();
        credentials.clientSecret.clear();
        desk.session->signIn(credentials);
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        QVERIFY(!desk.session->profile().locked);
    }

    void forInferenceTheSecretHasToBeTyped() {
        auto profile = testProfile();
        profile.way = Way::InferenceOnly;
        profile.locked = profile.clientSecretStored = true;
        SessionDesk desk(profile);
        desk.store.put(profile.id, Kind::ClientSecret, "canary-client-1");
        desk.session->resume();
        desk.session->signInForInference({}, true);
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        QCOMPARE(desk.session->state(), State::Locked);
        QCOMPARE(desk.error(*desk.signInFailed).field, Field::ClientSecret);
        desk.sender.expect(clientGrant.toUtf8()).answer(tokenJson("inference-1", {}));
        desk.session->signInForInference(Secret("canary-client-1"), true);
        QTRY_COMPARE(desk.session->state(), State::InferenceOnly);
    }

    void somebodyElseDoesNotGetTheWindow() {
        SessionDesk desk;
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson(tokenOf("mary-1"), "refresh-1"));
        desk.session->signIn(desk.credentials());
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        desk.settle();
        desk.session->lock();
        desk.clock.advance(seconds(2));
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson(tokenOf("john-2"), "refresh-john"));
        desk.sender.expect(logoutCall.toUtf8()).answer({}, 204, {});
        auto credentials = desk.credentials();
        credentials.username = QStringLiteral("john");
        desk.session->signIn(credentials);
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        QCOMPARE(desk.kind(*desk.signInFailed), ErrorKind::OtherPerson);
        QVERIFY(desk.error(*desk.signInFailed).sentence.contains(QStringLiteral("mary")));
        QCOMPARE(desk.session->state(), State::Locked);
        QVERIFY(!desk.session->mlopsToken());
        desk.settle();
        QCOMPARE(desk.lastRefreshToken(), "refresh-john"); // which is ended at the server
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-1");
        QCOMPARE(desk.session->profile().username, QStringLiteral("mary"));
    }

    void whatNoKeychainHoldsIsEndedAtTheServer_data() {
        QTest::addColumn<bool>("remember");
        QTest::newRow("by choice") << false;
        QTest::newRow("keychain failed") << true;
    }

    void whatNoKeychainHoldsIsEndedAtTheServer() {
        QFETCH(bool, remember);
        SessionDesk desk;
        if (remember)
            desk.store.failure = Error{ErrorKind::KeychainUnavailable, {}, {}, {}};
        desk.signIn(3600, 1800, remember);
        desk.sender.expect(logoutCall.toUtf8()).answer({}, 204, {});
        desk.session->lock();
        desk.settle();
        QCOMPARE(desk.lastRefreshToken(), "refresh-1");
        QCOMPARE(desk.session->state(), State::Locked);
    }

    void signingOutFromBehindIt() {
        SessionDesk desk;
        desk.signIn();
        desk.session->lock();
        desk.sender.expect(logoutCall.toUtf8()).answer({}, 204, {});
        desk.session->signOut(true);
        QTRY_COMPARE(desk.signedOut->count(), 1);
        QCOMPARE(desk.atServer(), ServerEnd::Ended); // by the token from the keychain
        QCOMPARE(desk.lastRefreshToken(), "refresh-1");
        QVERIFY(!desk.sender.requests().back().authorization.isEmpty());
        QVERIFY(desk.store.contents.isEmpty());
        QVERIFY(!desk.session->profile().locked);
        QVERIFY(!desk.session->hasClientSecret());
    }

    void theInstanceIsCheckedBeforeTheSecretGoesOut_data() {
        QTest::addColumn<QByteArray>("issuer");
        QTest::addColumn<int>("logouts");
        QTest::newRow("its own") << QByteArray(realmPath) << 1;
        QTest::newRow("another") << QByteArray("https://evil.invalid/auth/realms/master") << 0;
    }

    void theInstanceIsCheckedBeforeTheSecretGoesOut() {
        QFETCH(QByteArray, issuer);
        QFETCH(int, logouts);
        auto profile = testProfile();
        profile.locked = profile.refreshTokenStored = profile.clientSecretStored = true;
        FakeClock clock;
        FakeSender sender;
        TestStore store;
        store.put(profile.id, Kind::ClientSecret, "canary-client-1");
        store.put(profile.id, Kind::RefreshToken, "kept-1");
        Session session(profile, sender, store, clock);
        QSignalSpy signedOut(&session, &Session::signedOut);
        sender.expect(discoveryCall.toUtf8()).answer(discoveryJson(issuer));
        if (logouts > 0)
            sender.expect(logoutCall.toUtf8()).answer({}, 204, {});
        session.resume();
        session.signOut(false);
        QTRY_COMPARE(signedOut.count(), 1);
        QCOMPARE(sender.requests().front().name, discoveryCall);
        QCOMPARE(sender.count(logoutCall), logouts);
        QCOMPARE(signedOut.first().first().value<ServerEnd>(), logouts > 0 ? ServerEnd::Ended : ServerEnd::NotReached);
    }

    void lockingWhileSigningIn() {
        SessionDesk desk;
        auto& open = desk.sender.expect(passwordGrant.toUtf8());
        desk.session->signIn(desk.credentials());
        desk.settle();
        desk.session->lock();
        QVERIFY(open.wasCanceled());
        QCOMPARE(desk.session->state(), State::SignedOut); // there was nothing to lock
        QVERIFY(!desk.session->profile().locked);
    }

    void whatTheKeychainWouldGoOnWithIsLocked_data() {
        QTest::addColumn<int>("stage");
        QTest::newRow("keychain asked") << 0;
        QTest::newRow("server asked") << 1;
        QTest::newRow("resume failed") << 2;
    }

    void whatTheKeychainWouldGoOnWithIsLocked() {
        QFETCH(int, stage);
        auto profile = testProfile();
        profile.refreshTokenStored = profile.clientSecretStored = true;
        SessionDesk desk(profile);
        desk.store.put(profile.id, Kind::ClientSecret, "canary-client-1");
        desk.store.put(profile.id, Kind::RefreshToken, "kept-1");
        desk.store.mute = stage == 0;
        if (stage == 1)
            desk.sender.expect(refreshGrant.toUtf8());
        if (stage == 2)
            desk.sender.expect(refreshGrant.toUtf8()).fail(ErrorKind::ConnectionRefused);
        desk.session->resume();
        desk.settle();
        QTRY_COMPARE(desk.signInFailed->count(), stage == 2 ? 1 : 0);
        desk.session->lock();
        QCOMPARE(desk.session->state(), State::Locked);
        QCOMPARE(desk.lockedUp->count(), 1);
        QVERIFY(desk.session->profile().locked);
        desk.store.letGo();
        const auto sent = desk.sender.requests().size();
        desk.session->resume(); // [Try again]
        desk.settle();
        QCOMPARE(desk.session->state(), State::Locked);
        QCOMPARE(desk.sender.requests().size(), sent);
        QVERIFY(!desk.session->hasClientSecret());
        QCOMPARE(desk.stored(Kind::RefreshToken), "kept-1");
    }

    void soIsAnInferenceTokensSecret() {
        auto profile = testProfile();
        profile.way = Way::InferenceOnly;
        profile.clientSecretStored = true;
        SessionDesk desk(profile);
        desk.store.mute = true;
        desk.session->resume();
        desk.session->lock();
        QCOMPARE(desk.session->state(), State::Locked);
    }

    void aLateRefreshChangesNothing() {
        SessionDesk desk;
        desk.signIn();
        auto& late = desk.sender.expect(refreshGrant.toUtf8());
        desk.session->renew();
        desk.settle();
        desk.session->lock();
        late.answer(tokenJson("access-late", "refresh-late"));
        desk.settle();
        QVERIFY(late.wasCanceled());
        QVERIFY(!desk.session->mlopsToken());
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-1");
    }
};

QTEST_GUILESS_MAIN(TestLock)
#include "tst_session_lock.moc"
