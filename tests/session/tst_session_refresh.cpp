#include "sessiondesk.h"

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;
using secrets::Kind;

/// When the token is renewed, by whom, and what failures do.
class TestRefresh : public QObject {
    Q_OBJECT

    static FakeExchange& expectRefresh(SessionDesk& desk) { return desk.sender.expect(refreshGrant.toUtf8()); }

private Q_SLOTS:

    void dueAtFourFifths_data() {
        QTest::addColumn<int>("access");
        QTest::addColumn<int>("refresh");
        QTest::addColumn<qint64>("due");
        QTest::newRow("3600/1800") << 3600 << 1800 << minutes(24);
        QTest::newRow("300/0") << 300 << 0 << minutes(4);
    }

    void dueAtFourFifths() {
        QFETCH(int, access);
        QFETCH(int, refresh);
        QFETCH(qint64, due);
        SessionDesk desk;
        desk.signIn(access, refresh);
        desk.advance(due - 1);
        QCOMPARE(desk.sender.count(refreshGrant), 0);
        expectRefresh(desk).answer(tokenJson("access-2", "refresh-2", access, refresh));
        desk.advance(1);
        QCOMPARE(desk.sender.count(refreshGrant), 1);
        QCOMPARE(desk.session->mlopsToken()->value.reveal(), "access-2");
        QCOMPARE(desk.lastRefreshToken(), "refresh-1");
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-2");
        // And again, counted from there.
        desk.advance(due - 1);
        QCOMPARE(desk.sender.count(refreshGrant), 1);
        expectRefresh(desk).answer(tokenJson("access-3", "", access, refresh));
        desk.advance(1);
        QCOMPARE(desk.lastRefreshToken(), "refresh-2");
        QCOMPARE(desk.session->mlopsToken()->value.reveal(), "access-3");
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-2"); // none in the answer keeps the old one
    }

    void wakesByItself() {
        SessionDesk desk;
        desk.signIn();
        expectRefresh(desk).answer(tokenJson("access-2", "refresh-2"));
        desk.clock.advance(minutes(24));
        // Its timer looks every 30 s at most; a shorter plan shows that nobody has to call.
        desk.session->renew();
        QTRY_COMPARE(desk.session->mlopsToken()->value.reveal(), "access-2");
        SystemClock real;
        FakeSender sender;
        TestStore store;
        Session session(testProfile(), sender, store, real);
        session.setDiscovery(SessionDesk::offers(testProfile().instance));
        sender.expect(passwordGrant.toUtf8()).answer(tokenJson("a", "r", 1, 1));
        auto& due = sender.expect(refreshGrant.toUtf8());
        session.signIn(SessionDesk::credentials());
        QTRY_VERIFY_WITH_TIMEOUT(due.hasArrived(), 8000); // 5 s is the least
    }

    void aClockADayAheadRefreshesOnce() {
        SessionDesk desk;
        desk.signIn();
        desk.clock.jumpWall(minutes(24 * 60));
        expectRefresh(desk).answer(tokenJson("access-2", "refresh-2"));
        desk.session->checkClocks();
        desk.settle();
        desk.session->checkClocks();
        desk.settle();
        QCOMPARE(desk.sender.count(refreshGrant), 1);
        QVERIFY(!desk.session->mlopsToken()->end.isPast(desk.clock));
    }

    void aClockADayBehindChangesNothing() {
        SessionDesk desk;
        desk.signIn();
        desk.clock.jumpWall(-minutes(24 * 60));
        desk.advance(minutes(24) - 1);
        QCOMPARE(desk.sender.count(refreshGrant), 0);
        expectRefresh(desk).answer(tokenJson("access-2", "refresh-2"));
        desk.advance(1);
        QCOMPARE(desk.sender.count(refreshGrant), 1);
        QVERIFY(desk.session->mlopsToken()->end.leftMs(desk.clock) == seconds(3600));
    }

    void afterSleepBeforeTheFirstCall() {
        SessionDesk desk;
        desk.signIn();
        desk.clock.jumpWall(minutes(120)); // the steady clock stood still
        auto& refresh = expectRefresh(desk);
        desk.sender.expect("users/query").answer("{}");
        desk.send(QStringLiteral("users/query"));
        desk.settle();
        QCOMPARE(desk.sender.count(QStringLiteral("users/query")), 0);
        refresh.answer(tokenJson("access-2", "refresh-2"));
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        QCOMPARE(desk.sender.requests().back().authorization, "Bearer access-2");
    }

    void rotationIsStoredBeforeTheQueueGoesOn() {
        SessionDesk desk;
        desk.signIn();
        desk.store.log.clear();
        desk.store.mute = true;
        desk.clock.advance(minutes(61));
        expectRefresh(desk).answer(tokenJson("access-2", "refresh-2"));
        desk.sender.expect("users/query").answer("{}");
        desk.send(QStringLiteral("users/query"));
        desk.settle();
        QCOMPARE(desk.store.log, QStringList{QStringLiteral("write refresh")});
        QCOMPARE(desk.sender.count(QStringLiteral("users/query")), 0);
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-1");
        desk.store.letGo();
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-2");
        QCOMPARE(desk.sender.requests().back().authorization, "Bearer access-2");
    }

    void theAccessTokenInUseStaysInUseMeanwhile() {
        SessionDesk desk;
        desk.signIn();
        desk.store.mute = true;
        auto& refresh = expectRefresh(desk);
        desk.advance(minutes(24));
        desk.sender.expect("users/query").answer("{}");
        desk.send(QStringLiteral("users/query"));
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        refresh.answer(tokenJson("access-2", "refresh-2"));
        desk.settle();
        QCOMPARE(desk.session->mlopsToken()->value.reveal(), "access-1"); // being stored
        desk.store.letGo();
        QTRY_COMPARE(desk.session->mlopsToken()->value.reveal(), "access-2");
    }

    void aDeadKeychainHoldsNobodyUpTwice() {
        SessionDesk desk;
        desk.store.failure = failure(ErrorKind::KeychainUnavailable, QStringLiteral("No keyring.")).value();
        desk.signIn();
        QCOMPARE(desk.session->keeping(), Keeping::Failed);
        desk.store.failure.reset();
        desk.store.mute = true;
        desk.clock.advance(minutes(61));
        expectRefresh(desk).answer(tokenJson("access-2", "refresh-2"));
        desk.sender.expect("users/query").answer("{}");
        desk.send(QStringLiteral("users/query"));
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        desk.store.letGo();
        desk.settle();
        QCOMPARE(desk.session->keeping(), Keeping::Kept); // it came round: both are written now
        QCOMPARE(desk.stored(Kind::ClientSecret), "canary-client-1");
        QVERIFY(desk.session->profile().refreshTokenStored);
    }

    void fiveBusyAnswersThenOne() {
        SessionDesk desk;
        desk.signIn();
        expectRefresh(desk).refuse(503);
        desk.advance(minutes(24));
        QCOMPARE(desk.renewFailed->count(), 1);
        for (const qint64 pause : {seconds(1), seconds(2), seconds(4), seconds(8)}) {
            desk.advance(pause - 1);
            const int before = desk.sender.count(refreshGrant);
            expectRefresh(desk).refuse(503);
            desk.advance(1);
            QCOMPARE(desk.sender.count(refreshGrant), before + 1);
        }
        QCOMPARE(desk.session->state(), State::SignedIn);
        expectRefresh(desk).answer(tokenJson("access-2", "refresh-2"));
        desk.advance(seconds(16));
        QCOMPARE(desk.sender.count(refreshGrant), 6);
        QCOMPARE(desk.session->state(), State::SignedIn);
        QCOMPARE(desk.session->mlopsToken()->value.reveal(), "access-2");
        QCOMPARE(desk.passwordNeeded->count(), 0);
        // The pause begins anew at 1 s.
        expectRefresh(desk).refuse(503);
        desk.advance(minutes(24));
        expectRefresh(desk).refuse(503);
        desk.advance(seconds(1));
        QCOMPARE(desk.sender.count(refreshGrant), 8);
    }

    void pausesEndAtAMinuteAndObeyRetryAfter() {
        SessionDesk desk;
        desk.signIn(86'400, 86'400);
        expectRefresh(desk).refuse(503);
        desk.advance(seconds(86'400 / 5 * 4));
        for (int i = 0; i < 8; ++i) {
            expectRefresh(desk).refuse(503);
            desk.advance(minutes(1));
        }
        QCOMPARE(desk.sender.count(refreshGrant), 9);
        expectRefresh(desk).refuse(429, {}, "text/plain", 90);
        desk.advance(minutes(1));
        QCOMPARE(desk.sender.count(refreshGrant), 10);
        desk.advance(seconds(89));
        QCOMPARE(desk.sender.count(refreshGrant), 10);
        auto& next = expectRefresh(desk);
        desk.advance(seconds(1));
        QVERIFY(next.hasArrived());
    }

    void invalidGrantIsFinal() {
        SessionDesk desk;
        desk.signIn();
        expectRefresh(desk).refuse(400, oauthError("invalid_grant", "Session not active"));
        desk.advance(minutes(24));
        QCOMPARE(desk.passwordNeeded->count(), 1);
        QCOMPARE(desk.session->state(), State::PasswordNeeded);
        QVERIFY(!desk.session->mlopsToken());
        QVERIFY(!desk.session->sessionEnd());
        QVERIFY(desk.stored(Kind::RefreshToken).isEmpty());
        QVERIFY(!desk.session->profile().refreshTokenStored);
        QVERIFY(desk.session->hasClientSecret());
        desk.advance(minutes(120));
        QCOMPARE(desk.sender.count(refreshGrant), 1);
        QCOMPARE(desk.passwordNeeded->count(), 1);
        desk.send(QStringLiteral("users/query"));
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        QCOMPARE(desk.results[0].error().kind, ErrorKind::SignInNeeded);
        // Sign in again on the same session.
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-9", "refresh-9"));
        desk.session->signIn(desk.credentials());
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        desk.sender.expect("users/query").answer("{}");
        desk.send(QStringLiteral("users/query"));
        QTRY_COMPARE(desk.results.size(), std::size_t{2});
        QVERIFY(desk.results[1].has_value());
    }

    void aWrongClientKeepsTheSession() {
        SessionDesk desk;
        desk.signIn();
        expectRefresh(desk).refuse(401,
                                   oauthError("unauthorized_client", "Invalid client or Invalid client credentials"));
        desk.session->renew();
        QTRY_COMPARE(desk.secretNeeded->count(), 1);
        QCOMPARE(desk.kind(*desk.secretNeeded), ErrorKind::WrongClient);
        QCOMPARE(desk.session->state(), State::SecretNeeded);
        QCOMPARE(desk.session->mlopsToken()->value.reveal(), "access-1");
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-1");
    }

    void renewJoinsARunningOne() {
        SessionDesk desk;
        desk.signIn();
        auto& refresh = expectRefresh(desk);
        desk.session->renew();
        desk.session->renew();
        desk.advance(minutes(24));
        QCOMPARE(desk.sender.count(refreshGrant), 1);
        const auto before = desk.tokensChanged->count();
        refresh.answer(tokenJson("access-2", "refresh-2"));
        QTRY_COMPARE(desk.tokensChanged->count(), before + 1);
        QCOMPARE(desk.sender.count(refreshGrant), 1);
    }

    void renewWithoutASession() {
        SessionDesk desk;
        desk.session->renew();
        QCOMPARE(desk.renewFailed->count(), 0);
        QTRY_COMPARE(desk.renewFailed->count(), 1);
        QCOMPARE(desk.kind(*desk.renewFailed), ErrorKind::SignInNeeded);
    }

    void withoutARefreshTokenNothingIsPlanned() {
        SessionDesk desk;
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-1", "", 60));
        desk.session->signIn(desk.credentials());
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        desk.advance(minutes(30));
        QCOMPARE(desk.sender.requests().size(), std::size_t{1});
        // Whether the token still works is for the server to say.
        desk.sender.expect("users/query").refuse(401);
        desk.send(QStringLiteral("users/query"));
        QTRY_COMPARE(desk.passwordNeeded->count(), 1);
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        QCOMPARE(desk.results[0].error().kind, ErrorKind::SessionEnded);
    }

    void aLockedKeychainMidSession() {
        SessionDesk desk;
        desk.signIn();
        desk.store.failure = failure(ErrorKind::KeychainLocked, QStringLiteral("locked")).value();
        expectRefresh(desk).answer(tokenJson("access-2", "refresh-2"));
        desk.advance(minutes(24));
        QCOMPARE(desk.session->mlopsToken()->value.reveal(), "access-2");
        QCOMPARE(desk.session->keeping(), Keeping::Failed);
        QCOMPARE(desk.session->state(), State::SignedIn);
        desk.store.failure.reset();
        expectRefresh(desk).answer(tokenJson("access-3", "refresh-3"));
        desk.advance(minutes(24));
        QCOMPARE(desk.session->keeping(), Keeping::Kept);
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-3");
    }

    void destroyedInEachPhase() {
        for (const int phase : {0, 1}) {
            SessionDesk desk;
            desk.signIn();
            desk.store.mute = true;
            auto& refresh = expectRefresh(desk);
            desk.session->renew();
            if (phase == 1) {
                refresh.answer(tokenJson("access-2", "refresh-2"));
                desk.settle();
            }
            desk.sender.expect("users/query");
            desk.send(QStringLiteral("users/query"));
            desk.session.reset();
            desk.store.letGo();
            desk.settle();
            QVERIFY(desk.results.empty());
        }
    }
};

QTEST_GUILESS_MAIN(TestRefresh)
#include "tst_session_refresh.moc"
