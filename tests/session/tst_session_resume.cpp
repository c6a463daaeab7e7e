#include "sessiondesk.h"

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;
using secrets::Kind;

namespace {

/// As after an earlier start with "remember".
Profile rememberedProfile() {
    auto profile = testProfile();
    profile.clientSecretStored = true;
    profile.refreshTokenStored = true;
    return profile;
}

void fill(SessionDesk& desk) {
    desk.store.put(desk.session->profile().id, Kind::ClientSecret, "canary-client-1");
    desk.store.put(desk.session->profile().id, Kind::RefreshToken, "kept-1");
}

} // namespace

/// The next start: from the keychain, without a password.
class TestResume : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void signsInFromTheKeychain() {
        SessionDesk desk(rememberedProfile());
        fill(desk);
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "kept-2"));
        desk.session->resume();
        QCOMPARE(desk.session->state(), State::SigningIn);
        QTRY_COMPARE(desk.signedIn->count(), 1);
        QCOMPARE(desk.lastRefreshToken(), "kept-1");
        QCOMPARE(desk.session->mlopsToken()->value.reveal(), "access-2");
        QVERIFY(desk.session->hasClientSecret());
        desk.settle();
        QCOMPARE(desk.stored(Kind::RefreshToken), "kept-2");
        QCOMPARE(desk.session->keeping(), Keeping::Kept);
        QVERIFY(!desk.store.log.contains(QStringLiteral("write client")));
        desk.session->resume(); // there is nothing to resume any more
        desk.settle();
        QCOMPARE(desk.sender.requests().size(), std::size_t{1});
    }

    void invalidGrantAsksForThePasswordOnce_data() {
        QTest::addColumn<QByteArray>("description");
        for (const char* description :
             {"Session not active", "Offline session not active", "Offline user session not found",
              "Token is not active", "Refresh token expired", "Stale token",
              "Maximum allowed refresh token reuse exceeded", "Invalid refresh token",
              "Invalid refresh token. Token client and authorized client don't match", "Unmatching clients",
              "Session doesn't have required client", "User disabled", "Unknown user", "something new"})
            QTest::newRow(description) << QByteArray(description);
    }

    void invalidGrantAsksForThePasswordOnce() {
        QFETCH(QByteArray, description);
        for (const int status : {400, 401}) {
            SessionDesk desk(rememberedProfile());
            fill(desk);
            desk.sender.expect(refreshGrant.toUtf8()).refuse(status, oauthError("invalid_grant", description));
            desk.session->resume();
            QTRY_COMPARE(desk.passwordNeeded->count(), 1);
            QCOMPARE(desk.kind(*desk.passwordNeeded), ErrorKind::SessionEnded);
            QCOMPARE(desk.session->state(), State::PasswordNeeded);
            desk.advance(minutes(60));
            QCOMPARE(desk.sender.requests().size(), std::size_t{1});
            QVERIFY(desk.stored(Kind::RefreshToken).isEmpty());
            QVERIFY(!desk.session->profile().refreshTokenStored);
            QCOMPARE(desk.stored(Kind::ClientSecret), "canary-client-1");
            QVERIFY(desk.session->profile().clientSecretStored);
            QCOMPARE(desk.session->profile().username, QStringLiteral("mary"));
            QCOMPARE(desk.passwordNeeded->count(), 1);
        }
    }

    void thePasswordAloneGoesOnFromThere() {
        SessionDesk desk(rememberedProfile());
        fill(desk);
        desk.sender.expect(refreshGrant.toUtf8()).refuse(400, oauthError("invalid_grant", "Session not active"));
        desk.session->resume();
        QTRY_COMPARE(desk.passwordNeeded->count(), 1);
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-3", "refresh-3"));
        auto credentials = desk.credentials();
        credentials.clientSecret.clear();
        desk.session->signIn(credentials);
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        desk.settle();
        QVERIFY(!desk.sender.requests().back().authorization.isEmpty());
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-3");
        QVERIFY(desk.session->profile().refreshTokenStored);
    }

    void nothingElseDropsTheToken_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("503") << 503 << QByteArray() << QByteArray("text/html");
        QTest::newRow("500") << 500 << QByteArray("{}") << QByteArray("application/json");
        QTest::newRow("429") << 429 << QByteArray() << QByteArray("text/plain");
        QTest::newRow("404 page") << 404 << QByteArray("<html>") << QByteArray("text/html");
        QTest::newRow("realm off") << 403 << oauthError("access_denied", "Realm not enabled")
                                   << QByteArray("application/json");
        QTest::newRow("bare 401") << 401 << QByteArray() << QByteArray("text/plain");
    }

    void nothingElseDropsTheToken() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, type);
        SessionDesk desk(rememberedProfile());
        fill(desk);
        desk.sender.expect(refreshGrant.toUtf8()).refuse(status, body, type);
        desk.session->resume();
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        QCOMPARE(desk.passwordNeeded->count(), 0);
        QCOMPARE(desk.stored(Kind::RefreshToken), "kept-1");
        QVERIFY(desk.session->profile().refreshTokenStored);
        QVERIFY(!desk.store.log.contains(QStringLiteral("remove refresh")));
        // [Try again]
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "kept-2"));
        desk.session->resume();
        QTRY_COMPARE(desk.signedIn->count(), 1);
        QCOMPARE(desk.lastRefreshToken(), "kept-1");
    }

    void theNetworkDropsNothingEither_data() {
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("name") << ErrorKind::HostNotFound;
        QTest::newRow("refused") << ErrorKind::ConnectionRefused;
        QTest::newRow("late") << ErrorKind::TookTooLong;
        QTest::newRow("lost") << ErrorKind::OutcomeUnknown;
        QTest::newRow("page") << ErrorKind::WebPage;
        QTest::newRow("authority") << ErrorKind::UnknownAuthority;
    }

    void theNetworkDropsNothingEither() {
        QFETCH(ErrorKind, kind);
        SessionDesk desk(rememberedProfile());
        fill(desk);
        desk.sender.expect(refreshGrant.toUtf8()).fail(kind);
        desk.session->resume();
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        QCOMPARE(desk.kind(*desk.signInFailed), kind);
        QCOMPARE(desk.session->state(), State::SignedOut);
        QCOMPARE(desk.stored(Kind::RefreshToken), "kept-1");
        QVERIFY(!desk.session->mlopsToken());
    }

    void aLostRotationEndsInOnePrompt() {
        SessionDesk desk(rememberedProfile());
        fill(desk);
        desk.sender.expect(refreshGrant.toUtf8()).fail(ErrorKind::OutcomeUnknown); // the server has rotated
        desk.session->resume();
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        desk.sender.expect(refreshGrant.toUtf8())
            .refuse(400, oauthError("invalid_grant", "Maximum allowed refresh token reuse exceeded"));
        desk.session->resume();
        QTRY_COMPARE(desk.passwordNeeded->count(), 1);
        desk.advance(minutes(30));
        QCOMPARE(desk.sender.requests().size(), std::size_t{2});
    }

    void aLockedKeychainAsksAndDeletesNothing() {
        SessionDesk desk(rememberedProfile());
        fill(desk);
        desk.store.looksEmpty = true;
        desk.session->resume();
        QTRY_COMPARE(desk.passwordNeeded->count(), 1);
        QCOMPARE(desk.kind(*desk.passwordNeeded), ErrorKind::KeychainLocked);
        QCOMPARE(desk.session->keeping(), Keeping::Failed);
        QVERIFY(desk.sender.requests().empty());
        QVERIFY(desk.session->profile().refreshTokenStored);
        QVERIFY(desk.session->profile().clientSecretStored);
        QCOMPARE(desk.stored(Kind::RefreshToken), "kept-1");
        // Unlocked by hand, then tried again.
        desk.store.looksEmpty = false;
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "kept-2"));
        desk.session->resume();
        QTRY_COMPARE(desk.signedIn->count(), 1);
        QCOMPARE(desk.session->keeping(), Keeping::Kept);
    }

    void onlyTheRefreshTokenOutOfReach() {
        SessionDesk desk(rememberedProfile());
        desk.store.put(desk.session->profile().id, Kind::ClientSecret, "canary-client-1");
        desk.session->resume();
        QTRY_COMPARE(desk.passwordNeeded->count(), 1);
        QCOMPARE(desk.kind(*desk.passwordNeeded), ErrorKind::KeychainLocked);
        QVERIFY(desk.session->profile().refreshTokenStored);
    }

    void aKeychainThatIsGone() {
        SessionDesk desk(rememberedProfile());
        desk.store.failure = failure(ErrorKind::KeychainUnavailable, QStringLiteral("No keyring.")).value();
        desk.session->resume();
        QTRY_COMPARE(desk.passwordNeeded->count(), 1);
        QCOMPARE(desk.kind(*desk.passwordNeeded), ErrorKind::KeychainUnavailable);
        QCOMPARE(desk.session->keepingError()->sentence, QStringLiteral("No keyring."));
    }

    void nothingWasKept() {
        auto profile = testProfile();
        profile.clientSecretStored = true;
        SessionDesk desk(profile);
        fill(desk);
        desk.session->resume();
        QCOMPARE(desk.passwordNeeded->count(), 0);
        QTRY_COMPARE(desk.passwordNeeded->count(), 1);
        QCOMPARE(desk.kind(*desk.passwordNeeded), ErrorKind::SignInNeeded);
        QCOMPARE(desk.session->state(), State::PasswordNeeded);
        QVERIFY(!desk.store.log.contains(QStringLiteral("read refresh")));
    }

    void canceledAtEachStage() {
        SessionDesk desk(rememberedProfile());
        fill(desk);
        desk.store.mute = true;
        desk.session->resume();
        desk.session->cancelSignIn(); // while the keychain is asked
        QCOMPARE(desk.session->state(), State::SignedOut);
        desk.store.letGo();
        desk.settle();
        QVERIFY(desk.sender.requests().empty());
        auto& grant = desk.sender.expect(refreshGrant.toUtf8());
        desk.session->resume();
        QTRY_VERIFY(grant.hasArrived());
        desk.session->cancelSignIn(); // while the server is asked
        QVERIFY(grant.wasCanceled());
        QCOMPARE(desk.session->state(), State::SignedOut);
        QCOMPARE(desk.signInFailed->count() + desk.passwordNeeded->count() + desk.signedIn->count(), 0);
        QCOMPARE(desk.stored(Kind::RefreshToken), "kept-1");
    }

    void aRotatedTokenIsStoredBeforeItIsUsed() {
        SessionDesk desk(rememberedProfile());
        fill(desk);
        auto& grant = desk.sender.expect(refreshGrant.toUtf8());
        desk.session->resume();
        QTRY_VERIFY(grant.hasArrived());
        desk.store.mute = true;
        grant.answer(tokenJson("access-2", "kept-2"));
        desk.settle();
        QCOMPARE(desk.store.log.last(), QStringLiteral("write refresh"));
        QCOMPARE(desk.session->state(), State::SigningIn);
        QVERIFY(!desk.session->mlopsToken());
        desk.store.letGo();
        desk.settle();
        QCOMPARE(desk.session->state(), State::SignedIn);
        QCOMPARE(desk.signedIn->count(), 1);
        QCOMPARE(desk.store.log.count(QStringLiteral("write refresh")), 1);
        QCOMPARE(desk.stored(Kind::RefreshToken), "kept-2");
    }

    void withdrawnConsentKeepsTheToken() {
        SessionDesk desk(rememberedProfile());
        fill(desk);
        desk.sender.expect(refreshGrant.toUtf8())
            .refuse(400, oauthError("invalid_scope", "Client no longer has requested consent from user"));
        desk.session->resume();
        QTRY_COMPARE(desk.passwordNeeded->count(), 1);
        QCOMPARE(desk.stored(Kind::RefreshToken), "kept-1");
    }
};

QTEST_GUILESS_MAIN(TestResume)
#include "tst_session_resume.moc"
