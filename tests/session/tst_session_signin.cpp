#include "sessiondesk.h"

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;
using secrets::Kind;

class TestSignIn : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void signsInAndKeeps() {
        SessionDesk desk;
        QCOMPARE(desk.session->state(), State::SignedOut);
        desk.signIn();
        QCOMPARE(desk.signedIn->count(), 1);
        QCOMPARE(desk.signInFailed->count(), 0);
        QCOMPARE(desk.session->mlopsToken()->value.reveal(), "access-1");
        QCOMPARE(desk.session->mlopsToken()->lifetimeMs, seconds(3600));
        QCOMPARE(desk.session->sessionEnd()->leftMs(desk.clock), seconds(1800));
        QVERIFY(desk.session->hasClientSecret());
        QCOMPARE(desk.session->keeping(), Keeping::Kept);
        QCOMPARE(desk.session->keychainName(), QStringLiteral("Test Keyring"));
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-1");
        QCOMPARE(desk.stored(Kind::ClientSecret), "canary-client-1");
        QVERIFY(desk.session->profile().refreshTokenStored);
        QVERIFY(desk.session->profile().clientSecretStored);
        QVERIFY(!desk.profileChanged->isEmpty());
        const auto& seen = desk.sender.requests().front();
        QCOMPARE(seen.url.path(), QStringLiteral("/auth/realms/master/protocol/openid-connect/token"));
        QVERIFY(!seen.body.contains("offline_access")); // rule 50
        QVERIFY(!seen.body.contains("scope"));
    }

    void saysSignedInBeforeASlowKeychainAnswers() {
        SessionDesk desk;
        desk.store.mute = true;
        desk.signIn();
        QCOMPARE(desk.session->state(), State::SignedIn);
        QCOMPARE(desk.session->keeping(), Keeping::NotAsked);
        QVERIFY(!desk.session->profile().refreshTokenStored);
        desk.store.letGo();
        desk.settle();
        QCOMPARE(desk.session->keeping(), Keeping::Kept);
        QVERIFY(desk.session->profile().refreshTokenStored);
    }

    void aKeychainThatFailsStopsNothing() {
        SessionDesk desk;
        desk.store.failure = failure(ErrorKind::KeychainUnavailable, QStringLiteral("No keyring.")).value();
        desk.signIn();
        QCOMPARE(desk.session->state(), State::SignedIn);
        QCOMPARE(desk.session->keeping(), Keeping::Failed);
        QCOMPARE(desk.session->keepingError()->sentence, QStringLiteral("No keyring."));
        QVERIFY(!desk.session->profile().refreshTokenStored);
        QCOMPARE(desk.signInFailed->count(), 0);
        desk.sender.expect("users/query").answer("{}");
        desk.send(QStringLiteral("users/query"));
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        QVERIFY(desk.results[0].has_value());
    }

    void notRememberedLeavesNothing() {
        auto profile = testProfile();
        profile.clientSecretStored = true;
        profile.refreshTokenStored = true;
        SessionDesk desk(profile);
        desk.store.put(profile.id, Kind::ClientSecret, "older");
        desk.store.put(profile.id, Kind::RefreshToken, "older");
        desk.signIn(3600, 1800, false);
        QCOMPARE(desk.session->keeping(), Keeping::SessionOnly);
        QVERIFY(desk.store.contents.isEmpty());
        QVERIFY(!desk.session->profile().remember);
        QVERIFY(!desk.session->profile().clientSecretStored);
        QVERIFY(!desk.session->profile().refreshTokenStored);
    }

    void twiceAtOnceIsOneRequest() {
        SessionDesk desk;
        auto& gate = desk.sender.expect(passwordGrant.toUtf8());
        desk.session->signIn(desk.credentials());
        desk.session->signIn(desk.credentials());
        QCOMPARE(desk.session->state(), State::SigningIn);
        desk.settle();
        QCOMPARE(desk.sender.count(passwordGrant), 1);
        gate.answer(tokenJson("a", "r"));
        QTRY_COMPARE(desk.signedIn->count(), 1);
        QCOMPARE(desk.sender.count(passwordGrant), 1);
    }

    void aWrongPasswordIsSentOnce() {
        SessionDesk desk;
        desk.sender.expect(passwordGrant.toUtf8()).refuse(401, oauthError("invalid_grant", "Invalid user credentials"));
        desk.session->signIn(desk.credentials());
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        QCOMPARE(desk.kind(*desk.signInFailed), ErrorKind::WrongCredentials);
        QCOMPARE(desk.session->state(), State::SignedOut);
        desk.advance(minutes(10));
        QCOMPARE(desk.sender.requests().size(), std::size_t{1});
        QVERIFY(desk.store.log.isEmpty()); // nothing was written, read or deleted
    }

    void aSecondBetweenAttempts() {
        SessionDesk desk;
        desk.sender.expect(passwordGrant.toUtf8()).refuse(401, oauthError("invalid_grant", "Invalid user credentials"));
        desk.session->signIn(desk.credentials());
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("a", "r"));
        desk.session->signIn(desk.credentials());
        QCOMPARE(desk.session->state(), State::SigningIn);
        desk.advance(999);
        QCOMPARE(desk.sender.count(passwordGrant), 1);
        desk.advance(1);
        QCOMPARE(desk.sender.count(passwordGrant), 2);
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
    }

    void aCanceledAttemptCountsToo() {
        SessionDesk desk;
        auto& canceled = desk.sender.expect(passwordGrant.toUtf8());
        desk.session->signIn(desk.credentials());
        desk.session->cancelSignIn();
        QCOMPARE(desk.session->state(), State::SignedOut);
        QVERIFY(canceled.wasCanceled());
        desk.session->signIn(desk.credentials());
        desk.settle();
        QCOMPARE(desk.sender.count(passwordGrant), 1);
        desk.session->cancelSignIn(); // while it waits for its turn
        desk.advance(seconds(5));
        QCOMPARE(desk.sender.count(passwordGrant), 1);
        QCOMPARE(desk.signInFailed->count(), 0);
    }

    void aWrongClientDropsNothing() {
        auto profile = testProfile();
        profile.clientSecretStored = true;
        SessionDesk desk(profile);
        desk.store.put(profile.id, Kind::ClientSecret, "canary-kept");
        desk.sender.expect(passwordGrant.toUtf8())
            .refuse(401, oauthError("unauthorized_client", "Invalid client or Invalid client credentials"));
        auto credentials = desk.credentials();
        credentials.clientSecret.clear();
        desk.session->signIn(credentials);
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        QCOMPARE(desk.kind(*desk.signInFailed), ErrorKind::WrongClient);
        QCOMPARE(desk.stored(Kind::ClientSecret), "canary-kept");
        QVERIFY(desk.session->profile().clientSecretStored);
        QVERIFY(desk.sender.requests().front().authorization.startsWith("Basic ")); // it was read from the keychain
    }

    void aPublicClientNeedsNoSecret() {
        SessionDesk desk;
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("a", "r"));
        auto credentials = desk.credentials();
        credentials.clientSecret.clear();
        desk.session->signIn(credentials);
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        QVERIFY(desk.sender.requests().front().authorization.isEmpty());
        QVERIFY(!desk.session->hasClientSecret());
        desk.settle();
        QCOMPARE(desk.store.log, QStringList{QStringLiteral("write refresh")});
    }

    void aLockedKeychainEndsBeforeThePasswordIsSent() {
        auto profile = testProfile();
        profile.clientSecretStored = true;
        SessionDesk desk(profile);
        desk.store.looksEmpty = true;
        auto credentials = desk.credentials();
        credentials.clientSecret.clear();
        desk.session->signIn(credentials);
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        QCOMPARE(desk.kind(*desk.signInFailed), ErrorKind::KeychainLocked);
        QCOMPARE(desk.session->keeping(), Keeping::Failed);
        QVERIFY(desk.sender.requests().empty());
        QVERIFY(desk.session->profile().clientSecretStored);
    }

    void someoneElsesTokenIsNotPromisedWhileTheKeychainFails() {
        auto profile = testProfile();
        profile.refreshTokenStored = true; // mary's
        SessionDesk desk(profile);
        desk.store.failure = failure(ErrorKind::KeychainLocked, QStringLiteral("locked")).value();
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("a", "r"));
        auto credentials = desk.credentials();
        credentials.username = QStringLiteral("john");
        desk.session->signIn(credentials);
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        desk.settle();
        QCOMPARE(desk.session->profile().username, QStringLiteral("john"));
        QVERIFY(!desk.session->profile().refreshTokenStored);
    }

    void aNewSignInDropsWhatTheOldOneHad() {
        SessionDesk desk;
        desk.signIn();
        auto& late = desk.sender.expect("users/query");
        desk.send(QStringLiteral("users/query"));
        auto& write = desk.sender.expect("users/invite");
        desk.send(QStringLiteral("users/invite"), http::Effect::Changes);
        desk.settle();
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-2", ""));
        desk.clock.advance(seconds(2));
        desk.session->signIn(desk.credentials());
        QTRY_COMPARE(desk.signedIn->count(), 2);
        QVERIFY(late.wasCanceled());
        QVERIFY(write.wasCanceled());
        QTRY_COMPARE(desk.results.size(), std::size_t{2});
        QCOMPARE(desk.results[0].error().kind, ErrorKind::Canceled);
        QCOMPARE(desk.results[1].error().kind, ErrorKind::OutcomeUnknown); // it was on its way
        QCOMPARE(desk.session->mlopsToken()->value.reveal(), "access-2");
        // The new answer brought no refresh token: the old one must not go on with it.
        desk.session->renew();
        QTRY_COMPARE(desk.renewFailed->count(), 1);
        QCOMPARE(desk.sender.count(refreshGrant), 0);
    }

    void aFailedSecondSignInLeavesTheSession() {
        SessionDesk desk;
        desk.signIn();
        desk.clock.advance(seconds(2));
        desk.sender.expect(passwordGrant.toUtf8()).refuse(401, oauthError("invalid_grant", "Invalid user credentials"));
        desk.session->signIn(desk.credentials());
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        QCOMPARE(desk.session->state(), State::SignedIn);
        QCOMPARE(desk.session->mlopsToken()->value.reveal(), "access-1");
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
        desk.advance(minutes(24));
        QTRY_COMPARE(desk.session->mlopsToken()->value.reveal(), "access-2");
    }

    void looksForTheClientSecret() {
        auto profile = testProfile();
        profile.clientSecretStored = true;
        SessionDesk desk(profile);
        desk.store.put(profile.id, Kind::ClientSecret, "canary-kept");
        std::optional<bool> found;
        desk.session->lookForClientSecret(&desk.context, [&](bool isThere) { found = isThere; });
        QVERIFY(!found);
        QTRY_VERIFY(found);
        QVERIFY(*found);
        QVERIFY(desk.session->hasClientSecret());
        found.reset();
        desk.session->lookForClientSecret(&desk.context, [&](bool isThere) { found = isThere; });
        QTRY_COMPARE(found, true);
        QCOMPARE(desk.store.log, QStringList{QStringLiteral("read client")}); // the second time from memory
    }

    void looksInVainForTheClientSecret() {
        SessionDesk never;
        std::optional<bool> found;
        never.session->lookForClientSecret(&never.context, [&](bool isThere) { found = isThere; });
        QTRY_COMPARE(found, false);
        QVERIFY(never.store.log.isEmpty());

        auto profile = testProfile();
        profile.clientSecretStored = true;
        SessionDesk locked(profile);
        locked.store.looksEmpty = true;
        found.reset();
        locked.session->lookForClientSecret(&locked.context, [&](bool isThere) { found = isThere; });
        QTRY_COMPARE(found, false);
        QCOMPARE(locked.session->keeping(), Keeping::Failed);
    }

    void aSecretThatIsFoundAfterSigningOutIsNotTaken() {
        auto profile = testProfile();
        profile.clientSecretStored = true;
        SessionDesk desk(profile);
        desk.store.put(profile.id, Kind::ClientSecret, "canary-kept");
        desk.store.mute = true;
        std::optional<bool> found;
        desk.session->lookForClientSecret(&desk.context, [&](bool isThere) { found = isThere; });
        desk.session->signOut(false);
        desk.store.letGo();
        QTRY_COMPARE(found, true);
        QVERIFY(!desk.session->hasClientSecret());
        QTRY_COMPARE(desk.session->state(), State::SignedOut);
    }

    void deletedByWhoeverHearsOfIt() {
        for (const int when : {0, 1, 2, 3}) {
            SessionDesk desk;
            auto* session = desk.session.get();
            const auto end = [&] { desk.session.release()->deleteLater(); };
            const auto endNow = [&] { desk.session.reset(); };
            desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("a", "r"));
            if (when == 0)
                connect(session, &Session::signedIn, this, endNow);
            else if (when == 1)
                connect(session, &Session::profileChanged, this, endNow);
            else if (when == 2)
                connect(session, &Session::tokensChanged, this, endNow);
            else
                connect(session, &Session::signedIn, this, end);
            session->signIn(desk.credentials());
            QTRY_VERIFY(!desk.session);
            desk.settle();
        }
    }
};

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_session_signin.moc"
