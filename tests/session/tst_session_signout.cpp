#include "sessiondesk.h"

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;
using secrets::Kind;

class TestSignOut : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void wipesAtOnceAndTellsTheServer() {
        SessionDesk desk;
        desk.signIn();
        auto& logout = desk.sender.expect("logout");
        desk.session->signOut(false);
        QCOMPARE(desk.session->state(), State::SigningOut);
        QVERIFY(!desk.session->mlopsToken());
        QVERIFY(!desk.session->inferenceToken());
        QVERIFY(!desk.session->hasClientSecret());
        QVERIFY(!desk.session->sessionEnd());
        QVERIFY(!desk.session->profile().refreshTokenStored);
        desk.settle();
        QVERIFY(desk.stored(Kind::RefreshToken).isEmpty());
        QCOMPARE(desk.stored(Kind::ClientSecret), "canary-client-1");
        QVERIFY(desk.session->profile().clientSecretStored);
        QCOMPARE(desk.signedOut->count(), 0);
        logout.answer({}, 204, {});
        QTRY_COMPARE(desk.signedOut->count(), 1);
        QCOMPARE(desk.atServer(), ServerEnd::Ended);
        QCOMPARE(desk.session->state(), State::SignedOut);
        QCOMPARE(desk.sender.requests().back().url.path(),
                 QStringLiteral("/auth/realms/master/protocol/openid-connect/logout"));
        QCOMPARE(desk.lastRefreshToken(), "refresh-1");
        QVERIFY(desk.sender.requests().back().authorization.startsWith("Basic "));
        desk.advance(minutes(60));
        QCOMPARE(desk.sender.requests().size(), std::size_t{2});
    }

    void forgetsTheClientSecretToo() {
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect("logout").answer({}, 204, {});
        desk.session->signOut(true);
        QTRY_COMPARE(desk.signedOut->count(), 1);
        QVERIFY(desk.store.contents.isEmpty());
        QVERIFY(!desk.session->profile().clientSecretStored);
    }

    void whateverTheServerSays_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ServerEnd>("end");
        QTest::newRow("gone already") << 400 << oauthError("invalid_grant", "Invalid refresh token")
                                      << ServerEnd::Ended;
        QTest::newRow("wrong secret") << 401 << oauthError("unauthorized_client", "Invalid client")
                                      << ServerEnd::Refused;
        QTest::newRow("busy") << 503 << QByteArray() << ServerEnd::Refused;
    }

    void whateverTheServerSays() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect("logout").refuse(status, body);
        desk.session->signOut(false);
        QTRY_COMPARE(desk.signedOut->count(), 1);
        QTEST(desk.atServer(), "end");
        QVERIFY(desk.stored(Kind::RefreshToken).isEmpty());
        QCOMPARE(desk.session->state(), State::SignedOut);
    }

    void theNetworkIsGone() {
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect("logout").fail(ErrorKind::ConnectionRefused);
        desk.session->signOut(false);
        QTRY_COMPARE(desk.signedOut->count(), 1);
        QCOMPARE(desk.atServer(), ServerEnd::NotReached);
        QVERIFY(desk.stored(Kind::RefreshToken).isEmpty());
    }

    void tenSecondsAtMost_data() {
        QTest::addColumn<bool>("serverSilent");
        QTest::newRow("server") << true;
        QTest::newRow("keychain") << false;
    }

    void tenSecondsAtMost() {
        QFETCH(bool, serverSilent);
        SessionDesk desk;
        desk.signIn();
        auto& logout = desk.sender.expect("logout");
        if (!serverSilent) {
            desk.store.mute = true;
            logout.answer({}, 204, {});
        }
        desk.session->signOut(false);
        desk.advance(seconds(10) - 1);
        QCOMPARE(desk.signedOut->count(), 0);
        desk.advance(1);
        QCOMPARE(desk.signedOut->count(), 1);
        QCOMPARE(desk.atServer(), serverSilent ? ServerEnd::NotReached : ServerEnd::Ended);
        desk.store.letGo();
        desk.settle();
        QCOMPARE(desk.signedOut->count(), 1);
        QVERIFY(desk.stored(Kind::RefreshToken).isEmpty());
    }

    void aKeychainThatDeletesNothingIsSaid() {
        SessionDesk desk;
        desk.signIn();
        desk.store.failure = failure(ErrorKind::KeychainLocked, QStringLiteral("locked")).value();
        desk.sender.expect("logout").answer({}, 204, {});
        desk.session->signOut(true);
        QTRY_COMPARE(desk.signedOut->count(), 1);
        QCOMPARE(desk.session->keeping(), Keeping::Failed);
        QCOMPARE(desk.session->keepingError()->kind, ErrorKind::KeychainLocked);
        QVERIFY(desk.session->profile().clientSecretStored); // still there
        QVERIFY(!desk.session->profile().refreshTokenStored);
    }

    void whileARefreshIsUnderWay() {
        SessionDesk desk;
        desk.signIn();
        auto& refresh = desk.sender.expect(refreshGrant.toUtf8());
        desk.session->renew();
        desk.settle();
        desk.sender.expect("logout").answer({}, 204, {});
        desk.session->signOut(false);
        QVERIFY(refresh.wasCanceled());
        refresh.answer(tokenJson("access-2", "refresh-2"));
        QTRY_COMPARE(desk.signedOut->count(), 1);
        desk.settle();
        QCOMPARE(desk.session->state(), State::SignedOut);
        QVERIFY(!desk.session->mlopsToken());
        QVERIFY(desk.stored(Kind::RefreshToken).isEmpty());
        QCOMPARE(desk.lastRefreshToken(), "refresh-1");
    }

    void whileARotatedTokenIsBeingStored() {
        SessionDesk desk;
        desk.signIn();
        desk.store.mute = true;
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
        desk.session->renew();
        desk.settle();
        desk.sender.expect("logout").answer({}, 204, {});
        desk.session->signOut(false);
        desk.settle();
        QCOMPARE(desk.lastRefreshToken(), "refresh-2"); // the newest that is known
        desk.store.letGo();
        QTRY_COMPARE(desk.signedOut->count(), 1);
        QVERIFY(desk.stored(Kind::RefreshToken).isEmpty());
        QVERIFY(!desk.session->profile().refreshTokenStored);
        QVERIFY(!desk.session->mlopsToken());
    }

    void callsEndWithIt() {
        SessionDesk desk;
        desk.signIn();
        auto& reading = desk.sender.expect("users/query");
        auto& writing = desk.sender.expect("users/invite");
        desk.send(QStringLiteral("users/query"));
        const auto handle = desk.send(QStringLiteral("users/invite"), http::Effect::Changes);
        desk.sender.expect("logout").answer({}, 204, {});
        desk.session->signOut(false);
        QVERIFY(desk.results.empty()); // never from inside
        reading.answer("{\"late\":1}");
        writing.answer("{\"late\":1}");
        QTRY_COMPARE(desk.results.size(), std::size_t{2});
        QCOMPARE(desk.results[0].error().kind, ErrorKind::Canceled);
        QCOMPARE(desk.results[1].error().kind, ErrorKind::OutcomeUnknown);
        QVERIFY(reading.wasCanceled());
        QVERIFY(writing.wasCanceled());
        QVERIFY(!handle.isRunning());
        desk.send(QStringLiteral("users/query"));
        QTRY_COMPARE(desk.results.size(), std::size_t{3});
        QCOMPARE(desk.results[2].error().kind, ErrorKind::SignInNeeded);
    }

    void callsAtTheGateEndWithIt() {
        SessionDesk desk;
        desk.signIn();
        desk.clock.advance(minutes(61));
        auto& refresh = desk.sender.expect(refreshGrant.toUtf8());
        desk.send(QStringLiteral("users/query"));
        desk.send(QStringLiteral("users/invite"), http::Effect::Changes);
        desk.settle();
        desk.sender.expect("logout").answer({}, 204, {});
        desk.session->signOut(false);
        QVERIFY(refresh.wasCanceled());
        QTRY_COMPARE(desk.results.size(), std::size_t{2});
        QCOMPARE(desk.results[0].error().kind, ErrorKind::Canceled);
        QCOMPARE(desk.results[1].error().kind, ErrorKind::Canceled); // it never left
        QCOMPARE(desk.sender.count(QStringLiteral("users/invite")), 0);
    }

    void whileSigningIn() {
        SessionDesk desk;
        auto& grant = desk.sender.expect(passwordGrant.toUtf8());
        desk.session->signIn(desk.credentials());
        desk.settle();
        desk.session->signOut(false);
        QVERIFY(grant.wasCanceled());
        QTRY_COMPARE(desk.signedOut->count(), 1);
        QCOMPARE(desk.session->state(), State::SignedOut);
        QCOMPARE(desk.signInFailed->count() + desk.signedIn->count(), 0);
    }

    void twiceIsOnce() {
        SessionDesk desk;
        desk.signIn();
        auto& logout = desk.sender.expect("logout");
        desk.session->signOut(false);
        desk.session->signOut(true);
        desk.settle();
        logout.answer({}, 204, {});
        QTRY_COMPARE(desk.signedOut->count(), 1);
        QCOMPARE(desk.sender.count(logoutCall), 1);
        desk.session->signOut(false); // with nothing left to end
        QCOMPARE(desk.signedOut->count(), 1);
        QTRY_COMPARE(desk.signedOut->count(), 2);
        QCOMPARE(desk.atServer(), ServerEnd::Ended);
        QCOMPARE(desk.sender.count(logoutCall), 1);
    }

    void signingInMeanwhileIsRefused() {
        SessionDesk desk;
        desk.signIn();
        auto& logout = desk.sender.expect("logout");
        desk.session->signOut(false);
        desk.session->signIn(desk.credentials());
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        QCOMPARE(desk.session->state(), State::SigningOut);
        logout.answer({}, 204, {});
        QTRY_COMPARE(desk.signedOut->count(), 1);
        desk.clock.advance(seconds(2));
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
        desk.session->signIn(desk.credentials());
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        desk.settle();
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-2");
    }

    void aTokenOutOfReachLeavesItsSession() {
        auto profile = testProfile();
        profile.refreshTokenStored = true;
        SessionDesk desk(profile);
        desk.store.looksEmpty = true;
        desk.session->resume();
        QTRY_COMPARE(desk.passwordNeeded->count(), 1);
        desk.session->signOut(false);
        QTRY_COMPARE(desk.signedOut->count(), 1);
        QCOMPARE(desk.atServer(), ServerEnd::NotAsked); // the server's session ends by itself
        QVERIFY(desk.store.log.contains(QStringLiteral("remove refresh")));
    }

    void theKeychainSaysNothing() {
        auto profile = testProfile();
        profile.refreshTokenStored = true;
        SessionDesk desk(profile);
        desk.store.mute = true;
        desk.session->signOut(false);
        desk.advance(seconds(10));
        QCOMPARE(desk.signedOut->count(), 1);
        QCOMPARE(desk.atServer(), ServerEnd::NotAsked);
    }

    void deletedByWhoeverHearsOfIt() {
        for (const bool early : {true, false}) {
            SessionDesk desk;
            desk.signIn();
            const QUuid id = desk.session->profile().id;
            desk.sender.expect("logout").answer({}, 204, {});
            const auto end = [&] { desk.session.reset(); };
            if (early)
                connect(desk.session.get(), &Session::tokensChanged, this, end);
            else
                connect(desk.session.get(), &Session::signedOut, this, end);
            desk.session->signOut(false);
            QTRY_VERIFY(!desk.session);
            desk.settle();
            QVERIFY(desk.store.content(id, Kind::RefreshToken).isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestSignOut)
#include "tst_session_signout.moc"
