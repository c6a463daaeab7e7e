#include "session/accessclaims.h"
#include "sessiondesk.h"

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;

/// What the session panel shows, and what of it is only the token's own word.
class TestFacts : public QObject {
    Q_OBJECT

    static QByteArray claimsAt(qint64 issuedAtSeconds) {
        return R"({"iat":)" + QByteArray::number(issuedAtSeconds)
               + R"(,"sid":"sid-1","sub":"user-1","preferred_username":"mary",)"
                 R"("realm_access":{"roles":["admin","offline_access"]},)"
                 R"("resource_access":{"master-realm":{"roles":["view-users"]}}})";
    }

    static void signIn(SessionDesk& desk, const QByteArray& access) {
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson(access, "refresh-1"));
        desk.session->signIn(SessionDesk::credentials());
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        desk.settle();
    }

private Q_SLOTS:

    void everythingThatIsKnown() {
        SessionDesk desk;
        signIn(desk, jsonWebToken(claimsAt(FakeClock::startWallMs / 1000)));
        desk.clock.advance(minutes(1));
        const Facts facts = desk.session->facts();
        QCOMPARE(facts.way, Way::Password);
        QCOMPARE(facts.clientId, QStringLiteral("api-client"));
        QCOMPARE(facts.inferenceClientId, QStringLiteral("api-client"));
        QCOMPARE(facts.issuer, QLatin1StringView(realmPath));
        QCOMPARE(facts.sessionId, QStringLiteral("sid-1"));
        QCOMPARE(facts.subject, QStringLiteral("user-1"));
        QCOMPARE(facts.username, QStringLiteral("mary"));
        QCOMPARE(facts.realmRoles, (QStringList{QStringLiteral("admin"), QStringLiteral("offline_access")}));
        QCOMPARE(facts.clientRoles, QStringList{QStringLiteral("master-realm: view-users")});
        QCOMPARE(facts.accessEnd->leftMs(desk.clock), minutes(59));
        QCOMPARE(facts.accessLifetimeMs, minutes(60));
        QCOMPARE(facts.sessionEnd->leftMs(desk.clock), minutes(29));
        QCOMPARE(facts.sessionLifetimeMs, minutes(30));
        QCOMPARE(*facts.signedInWallMs, FakeClock::startWallMs);
        QVERIFY(!facts.lastRefreshWallMs);
        QVERIFY(std::abs(*facts.clockDifferenceMs) < 1'000);
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("opaque", "refresh-2"));
        desk.session->renew();
        desk.settle();
        QCOMPARE(*desk.session->facts().lastRefreshWallMs, FakeClock::startWallMs + minutes(1));
    }

    void theClocksDiffer_data() {
        QTest::addColumn<qint64>("serverAheadSeconds");
        QTest::newRow("server ahead") << qint64{600};
        QTest::newRow("server behind") << qint64{-86'400};
    }

    void theClocksDiffer() {
        QFETCH(qint64, serverAheadSeconds);
        SessionDesk desk;
        signIn(desk, jsonWebToken(claimsAt(FakeClock::startWallMs / 1000 + serverAheadSeconds)));
        const auto difference = desk.session->facts().clockDifferenceMs;
        QVERIFY(difference);
        QVERIFY(std::abs(*difference - seconds(serverAheadSeconds)) <= 1'000);
        QVERIFY(std::abs(*difference) > tolerableClockDifferenceMs);
        // Nothing follows from it: the token's life is counted from here.
        QCOMPARE(desk.session->mlopsToken()->end.leftMs(desk.clock), minutes(60));
        desk.sender.expect("users/query").answer("{}");
        desk.send(QStringLiteral("users/query"));
        desk.settle();
        QVERIFY(desk.results.back());
    }

    void aTokenThatNobodyCanReadWorks_data() {
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("opaque") << QByteArray("just-some-letters");
        QTest::newRow("two dots, no base64") << QByteArray("a.!!!.c");
        QTest::newRow("no JSON") << QByteArray("a.aGVsbG8.c");
        QTest::newRow("an array") << QByteArray("a.W10.c");
        QTest::newRow("wrong types") << jsonWebToken(
            R"({"iat":"now","sid":7,"sub":[],"realm_access":[],"resource_access":{"x":3}})");
        QTest::newRow("absurd time") << jsonWebToken(R"({"iat":1e300})");
    }

    void aTokenThatNobodyCanReadWorks() {
        QFETCH(QByteArray, token);
        SessionDesk desk;
        signIn(desk, token);
        const Facts facts = desk.session->facts();
        QVERIFY(facts.sessionId.isEmpty());
        QVERIFY(facts.realmRoles.isEmpty());
        QVERIFY(!facts.clockDifferenceMs);
        desk.sender.expect("users/query").answer("{}");
        desk.send(QStringLiteral("users/query"));
        desk.settle();
        QVERIFY(desk.results.back());
        QCOMPARE(desk.sender.requests().back().authorization, "Bearer " + token);
    }

    void hostileClaimsAreMadeSafe() {
        const auto claims = readAccessClaims(Secret(jsonWebToken(
            "{\"preferred_username\":\"a\\u202egro\\nb\",\"realm_access\":{\"roles\":[\"x\\u0000y\",7,null]}}")));
        QVERIFY(claims);
        QVERIFY(!claims->username.contains(QChar(0x202e)));
        QVERIFY(!claims->username.contains(u'\n'));
        QCOMPARE(claims->realmRoles.size(), 1);
        QVERIFY(!claims->realmRoles.front().contains(QChar(u'\0')));
        QVERIFY(!readAccessClaims(Secret(QByteArray("a.") + QByteArray(100'000, 'x') + ".c")));
    }

    void signedOutNothingIsLeft() {
        SessionDesk desk;
        signIn(desk, jsonWebToken(claimsAt(FakeClock::startWallMs / 1000)));
        desk.sender.expect(logoutCall.toUtf8()).answer({}, 204, {});
        desk.session->signOut(false);
        QTRY_COMPARE(desk.signedOut->count(), 1);
        const Facts facts = desk.session->facts();
        QVERIFY(facts.sessionId.isEmpty());
        QVERIFY(!facts.accessEnd);
        QVERIFY(!facts.sessionEnd);
    }

    void everywhereIsRevocation() {
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect(revokeCall.toUtf8()).answer({}, 200, {});
        desk.session->signOutEverywhere(false);
        QVERIFY(!desk.session->mlopsToken());
        QTRY_COMPARE(desk.signedOut->count(), 1);
        QCOMPARE(desk.atServer(), ServerEnd::Ended);
        QVERIFY(desk.sender.requests().back().body.contains("token=refresh-1"));
        QCOMPARE(desk.sender.count(logoutCall), 0);
        QVERIFY(desk.stored(secrets::Kind::RefreshToken).isEmpty());
    }

    void everywhereWithoutTheServer() {
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect(revokeCall.toUtf8()).fail(ErrorKind::HostNotFound);
        desk.session->signOutEverywhere(true);
        QTRY_COMPARE(desk.signedOut->count(), 1);
        QCOMPARE(desk.atServer(), ServerEnd::NotReached);
        QVERIFY(desk.store.contents.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFacts)
#include "tst_session_facts.moc"
