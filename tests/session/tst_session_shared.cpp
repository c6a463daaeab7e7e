#include "session/usertokens.h"
#include "sessiondesk.h"

#include <QLockFile>
#include <QTemporaryDir>

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;
using secrets::Kind;

namespace {

/// Two programs on one profile: one keychain, one lock folder, one server, one time.
struct TwoDesks {
    TwoDesks() {
        auto profile = testProfile();
        profile.clientSecretStored = profile.refreshTokenStored = true;
        store.put(profile.id, Kind::ClientSecret, "canary-client-1");
        store.put(profile.id, Kind::RefreshToken, "kept-0");
        for (auto* each : {&first, &second}) {
            *each = std::make_unique<Session>(profile, sender, store, clock);
            (*each)->setDiscovery(SessionDesk::offers(profile.instance));
            (*each)->setIdleLimit(0);
            (*each)->setLockFolder(folder.path());
        }
        id = profile.id;
    }

    void resume(Session& session, const QByteArray& number) {
        sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-" + number, "kept-" + number));
        session.resume();
        QTRY_COMPARE(session.state(), State::SignedIn);
        SessionDesk::settle();
    }

    void advance(qint64 ms) {
        clock.advance(ms);
        for (auto* each : {first.get(), second.get()}) {
            if (each)
                each->checkClocks();
        }
        SessionDesk::settle();
    }

    [[nodiscard]] int refreshes() const { return sender.count(refreshGrant); }

    FakeClock clock;
    FakeSender sender;
    TestStore store;
    QTemporaryDir folder;
    QUuid id;
    std::unique_ptr<Session> first, second;
};

QByteArray accessOf(const Session& session) {
    return session.mlopsToken() ? session.mlopsToken()->value.reveal().toByteArray() : QByteArray();
}

} // namespace

/// Who refreshes, where several processes share a profile (rule 17).
class TestShared : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void whoComesLaterTakesWhatItFinds() {
        TwoDesks desk;
        desk.resume(*desk.first, "1");
        desk.resume(*desk.second, "2");
        QCOMPARE(desk.refreshes(), 2); // one each, to begin with
        auto& only = desk.sender.expect(refreshGrant.toUtf8());
        desk.advance(minutes(24)); // due for both: the first finds the second one's, which are good for a while
        QCOMPARE(accessOf(*desk.first), "access-2");
        desk.advance(200); // the second looks again, finds its own, and asks
        QCOMPARE(desk.refreshes(), 3);
        desk.first->renew();
        desk.advance(200);
        only.answer(tokenJson("access-3", "kept-3"));
        SessionDesk::settle();
        desk.advance(200);
        QCOMPARE(desk.refreshes(), 3); // one for both
        QCOMPARE(accessOf(*desk.first), "access-3");
        QCOMPARE(accessOf(*desk.second), "access-3");
        QCOMPARE(desk.first->state(), State::SignedIn);
        QCOMPARE(desk.second->state(), State::SignedIn);
        QCOMPARE(desk.store.content(desk.id, Kind::RefreshToken), "kept-3");
    }

    void theNewestTokenIsUsedEvenAfterALongTime() {
        TwoDesks desk;
        desk.resume(*desk.first, "1");
        desk.resume(*desk.second, "2"); // the first one's token was rotated away
        desk.first->renew();
        SessionDesk::settle();
        // It found the second one's tokens, which are good: nothing was sent.
        QCOMPARE(desk.refreshes(), 2);
        QCOMPARE(accessOf(*desk.first), "access-2");
        desk.second.reset();
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-3", "kept-3"));
        desk.clock.advance(minutes(59)); // now that one is past, and asking is right, with the newest token
        desk.first->renew();
        SessionDesk::settle();
        QCOMPARE(desk.refreshes(), 3);
        QVERIFY(desk.sender.requests().back().body.contains("refresh_token=kept-2"));
    }

    /// The other one has signed in anew while this one's token was being refused.
    void aRefusalTakesNothingFromTheOther() {
        TwoDesks desk;
        desk.resume(*desk.first, "1");
        auto& refusal = desk.sender.expect(refreshGrant.toUtf8());
        desk.first->renew();
        SessionDesk::settle();
        desk.store.put(desk.id, Kind::RefreshToken, "kept-9");
        QSignalSpy asked(desk.first.get(), &Session::passwordNeeded);
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-10", "kept-10"));
        refusal.refuse(400, oauthError("invalid_grant", "Session not active"));
        SessionDesk::settle();
        desk.advance(200);
        QCOMPARE(asked.count(), 1);
        QVERIFY(desk.sender.requests().back().body.contains("refresh_token=kept-9"));
        QCOMPARE(desk.first->state(), State::SignedIn); // and nobody had to type anything
        QCOMPARE(accessOf(*desk.first), "access-10");
        QCOMPARE(desk.store.content(desk.id, Kind::RefreshToken), "kept-10");
        QVERIFY(desk.first->profile().refreshTokenStored);
        // What is refused itself goes.
        desk.sender.expect(refreshGrant.toUtf8()).refuse(400, oauthError("invalid_grant", "Session not active"));
        desk.first->renew();
        SessionDesk::settle();
        QCOMPARE(asked.count(), 2);
        QVERIFY(desk.store.content(desk.id, Kind::RefreshToken).isEmpty());
        QVERIFY(!desk.first->profile().refreshTokenStored);
    }

    void aNewSignInIsWrittenWhenNobodyElseIsAtIt() {
        TwoDesks desk;
        QLockFile other(
            desk.folder.filePath(QStringLiteral("refresh-%1.lock").arg(desk.id.toString(QUuid::WithoutBraces))));
        QVERIFY(other.tryLock(0));
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-1", "refresh-1"));
        desk.first->signIn(SessionDesk::credentials());
        QTRY_COMPARE(desk.first->state(), State::SignedIn); // signing in itself waits for nobody
        SessionDesk::settle();
        QCOMPARE(desk.store.content(desk.id, Kind::RefreshToken), "kept-0");
        other.unlock();
        desk.clock.advance(200);
        desk.first->checkClocks();
        SessionDesk::settle();
        QCOMPARE(desk.store.content(desk.id, Kind::RefreshToken), "refresh-1");
        QVERIFY(other.tryLock(0)); // and it lets go
    }

    void aLockBeforeThatEndsItAtTheServer() {
        TwoDesks desk;
        QLockFile other(
            desk.folder.filePath(QStringLiteral("refresh-%1.lock").arg(desk.id.toString(QUuid::WithoutBraces))));
        QVERIFY(other.tryLock(0));
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-1", "refresh-1"));
        desk.first->signIn(SessionDesk::credentials());
        QTRY_COMPARE(desk.first->state(), State::SignedIn);
        desk.sender.expect(logoutCall.toUtf8()).answer({}, 204, {});
        desk.first->lock();
        other.unlock();
        desk.advance(200);
        QVERIFY(desk.sender.requests().back().body.contains("refresh_token=refresh-1"));
        QCOMPARE(desk.store.content(desk.id, Kind::RefreshToken), "kept-0"); // nothing of it comes late
        QCOMPARE(desk.first->state(), State::Locked);
    }

    void waitsWithoutBlocking() {
        TwoDesks desk;
        desk.resume(*desk.first, "1");
        QLockFile other(
            desk.folder.filePath(QStringLiteral("refresh-%1.lock").arg(desk.id.toString(QUuid::WithoutBraces))));
        QVERIFY(other.tryLock(0)); // somebody else is at it
        desk.first->renew();
        desk.advance(seconds(5));
        QCOMPARE(desk.refreshes(), 1);
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "kept-2"));
        other.unlock();
        desk.advance(200);
        QCOMPARE(desk.refreshes(), 2);
        QCOMPARE(accessOf(*desk.first), "access-2");
        QVERIFY(other.tryLock(0)); // and lets go of it
    }

    void doesNotWaitForEver() {
        TwoDesks desk;
        desk.resume(*desk.first, "1");
        QLockFile hung(
            desk.folder.filePath(QStringLiteral("refresh-%1.lock").arg(desk.id.toString(QUuid::WithoutBraces))));
        QVERIFY(hung.tryLock(0));
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "kept-2"));
        desk.first->renew();
        desk.advance(seconds(46));
        QCOMPARE(accessOf(*desk.first), "access-2");
    }

    void aFolderThatCannotBeMadeStopsNothing() {
        TwoDesks desk;
        desk.first->setLockFolder(QStringLiteral("/dev/null/nowhere"));
        desk.resume(*desk.first, "1");
        QCOMPARE(accessOf(*desk.first), "access-1");
    }

    void signingOutTakesTheAccessTokenToo() {
        TwoDesks desk;
        desk.resume(*desk.first, "1");
        QVERIFY(!desk.store.content(desk.id, Kind::AccessToken).isEmpty());
        QVERIFY(desk.first->profile().accessTokenStored);
        desk.sender.expect(logoutCall.toUtf8()).answer({}, 204, {});
        desk.first->signOut(true);
        QTRY_COMPARE(desk.first->state(), State::SignedOut);
        QVERIFY(desk.store.contents.isEmpty());
        QVERIFY(!desk.first->profile().accessTokenStored);
    }

    void aloneNobodyPacksAnything() {
        SessionDesk desk;
        desk.signIn();
        QVERIFY(desk.stored(Kind::AccessToken).isEmpty());
    }

    void packedAndUnpacked() {
        FakeClock clock;
        const TokenAnswer answer{Secret("access-1"), Secret("refresh-1"), minutes(60), minutes(30)};
        const Secret packed = packedTokens(answer, clock);
        QVERIFY(packed.reveal().indexOf("refresh-1") < 0);
        clock.advance(minutes(10));
        const auto back = unpackedTokens(packed, clock);
        QVERIFY(back);
        QCOMPARE(back->accessToken.reveal(), "access-1");
        QCOMPARE(back->expiresInMs, minutes(50));
        QCOMPARE(back->refreshExpiresInMs, minutes(20));
        QVERIFY(back->fromKeychain);
        clock.advance(minutes(50));
        QVERIFY(!unpackedTokens(packed, clock));
        const auto offline = packedTokens({Secret("access-1"), {}, minutes(60), 0}, clock);
        QCOMPARE(unpackedTokens(offline, clock)->refreshExpiresInMs, qint64{0});
    }

    void whatIsGarbageCountsAsAbsent_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("letters") << QByteArray("garbage");
        QTest::newRow("newer") << QByteArray("2 1735693200000 0 token");
        QTest::newRow("no token") << QByteArray("1 1735693200000 0 ");
        QTest::newRow("no numbers") << QByteArray("1 soon later token");
        QTest::newRow("cut") << QByteArray("1 17356932");
        QTest::newRow("past") << QByteArray("1 1 0 token");
        QTest::newRow("absurd") << QByteArray("1 9223372036854775807 0 token");
        QTest::newRow("too large") << QByteArray("1 99999999999999999999999 0 token");
        QTest::newRow("binary") << QByteArray("\x00\xff\x01", 3);
    }

    void whatIsGarbageCountsAsAbsent() {
        QFETCH(QByteArray, bytes);
        FakeClock clock;
        QVERIFY(!unpackedTokens(Secret(bytes), clock));
        // And in the keychain it is no reason to fail: the refresh token counts.
        TwoDesks desk;
        desk.resume(*desk.first, "1");
        desk.resume(*desk.second, "2");
        desk.store.put(desk.id, Kind::AccessToken, bytes.isEmpty() ? QByteArray(" ") : bytes);
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-3", "kept-3"));
        desk.first->renew();
        SessionDesk::settle();
        QVERIFY(desk.sender.requests().back().body.contains("refresh_token=kept-2"));
        QCOMPARE(accessOf(*desk.first), "access-3");
    }
};

QTEST_GUILESS_MAIN(TestShared)
#include "tst_session_shared.moc"
