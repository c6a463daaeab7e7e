#include "sessiondesk.h"

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;

namespace {

/// With the limit that a program begins with.
struct IdleDesk : SessionDesk {
    explicit IdleDesk(int lifeSeconds = 3600, int refreshSeconds = 1800) {
        session->setIdleLimit(minutes(15));
        signIn(lifeSeconds, refreshSeconds);
    }

    void expectRefresh(const QByteArray& number) {
        sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-" + number, "refresh-" + number));
    }

    [[nodiscard]] int refreshes() const { return sender.count(refreshGrant); }
};

} // namespace

/// An unattended window does not keep the server's session alive (rule 49); sleep and turned clocks end nothing.
class TestIdle : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void nobodyThereNothingRefreshed() {
        IdleDesk desk;
        desk.advance(minutes(24)); // due
        QCOMPARE(desk.refreshes(), 0);
        desk.advance(minutes(60));
        QCOMPARE(desk.refreshes(), 0);
        QCOMPARE(desk.session->state(), State::SignedIn);
        QCOMPARE(desk.passwordNeeded->count(), 0);
    }

    void somebodyThereRefreshedInTime() {
        IdleDesk desk;
        desk.advance(minutes(14));
        desk.session->personActive();
        desk.expectRefresh("2");
        desk.advance(minutes(10));
        QCOMPARE(desk.refreshes(), 1);
    }

    void theNextKeyMakesUpForIt() {
        IdleDesk desk;
        desk.advance(minutes(25));
        QCOMPARE(desk.refreshes(), 0);
        desk.expectRefresh("2");
        desk.session->personActive();
        desk.session->personActive();
        desk.settle();
        QCOMPARE(desk.refreshes(), 1);
        QCOMPARE(desk.session->mlopsToken()->value.reveal(), "access-2");
    }

    void theNextKeyAsksWhereTheSessionHasLapsed() {
        IdleDesk desk;
        desk.advance(minutes(120));
        desk.sender.expect(refreshGrant.toUtf8()).refuse(400, oauthError("invalid_grant", "Token is not active"));
        desk.session->personActive();
        desk.settle();
        QCOMPARE(desk.passwordNeeded->count(), 1);
        const Error why = desk.error(*desk.passwordNeeded);
        QVERIFY2(why.sentence.contains(QStringLiteral("idle")), qPrintable(why.sentence));
        desk.session->personActive();
        desk.advance(minutes(5));
        QCOMPARE(desk.refreshes(), 1);
        QCOMPARE(desk.passwordNeeded->count(), 1);
    }

    void aKeyWithoutNeedSendsNothing() {
        IdleDesk desk;
        for (int i = 0; i < 100; ++i)
            desk.session->personActive();
        desk.settle();
        QCOMPARE(desk.refreshes(), 0);
    }

    void noLimitMeansWhoeverIsThere() {
        IdleDesk desk;
        desk.session->setIdleLimit(0);
        desk.expectRefresh("2");
        desk.advance(minutes(24));
        QCOMPARE(desk.refreshes(), 1);
    }

    void aCallRefreshesAlsoAfterALongTime() {
        IdleDesk desk;
        desk.advance(minutes(90)); // both are past by the clocks, the server has the last word
        desk.expectRefresh("2");
        desk.sender.expect("users/query").answer("{}");
        desk.send(QStringLiteral("users/query"));
        desk.settle();
        QVERIFY(desk.results.size() == 1 && desk.results.front());
        QCOMPARE(desk.sender.requests().back().authorization, "Bearer access-2");
    }

    void twoHoursOfSleepThenTheTokenBeforeTheCall() {
        IdleDesk desk;
        desk.clock.jumpWall(minutes(120)); // the steady clock slept too
        desk.session->checkClocks();
        desk.settle();
        QCOMPARE(desk.refreshes(), 0); // nobody is there yet
        auto& gate = desk.sender.expect(refreshGrant.toUtf8());
        for (int i = 0; i < 5; ++i)
            desk.send(QStringLiteral("users/query"));
        desk.settle();
        QCOMPARE(desk.sender.count(QStringLiteral("users/query")), 0); // no burst of 401
        for (int i = 0; i < 5; ++i)
            desk.sender.expect("users/query").answer("{}");
        gate.answer(tokenJson("access-2", "refresh-2"));
        desk.settle();
        QCOMPARE(desk.results.size(), std::size_t{5});
        QCOMPARE(desk.refreshes(), 1);
    }

    void aDayForwardOrBack_data() {
        QTest::addColumn<qint64>("jump");
        QTest::newRow("forward") << minutes(24 * 60);
        QTest::newRow("back") << -minutes(24 * 60);
    }

    void aDayForwardOrBack() {
        QFETCH(qint64, jump);
        IdleDesk desk;
        desk.session->setIdleLimit(0);
        if (jump > 0)
            desk.expectRefresh("2"); // early, once
        desk.clock.jumpWall(jump);
        for (int i = 0; i < 20; ++i)
            desk.advance(1);
        QCOMPARE(desk.refreshes(), jump > 0 ? 1 : 0); // no storm
        QCOMPARE(desk.session->state(), State::SignedIn);
        desk.sender.expect("users/query").answer("{}");
        desk.send(QStringLiteral("users/query"));
        desk.settle();
        QVERIFY(desk.results.size() == 1 && desk.results.front());
        desk.expectRefresh("3");
        desk.advance(minutes(24));
        QCOMPARE(desk.refreshes(), jump > 0 ? 2 : 1); // by the steady clock, whatever the other says
    }

    void fiveTimes503ThenStillSignedIn() {
        IdleDesk desk;
        desk.session->setIdleLimit(0);
        for (int i = 0; i < 5; ++i)
            desk.sender.expect(refreshGrant.toUtf8()).refuse(503, "<html>busy", "text/html");
        desk.expectRefresh("2");
        desk.advance(minutes(24));
        for (int i = 0; i < 5; ++i)
            desk.advance(seconds(16));
        QCOMPARE(desk.refreshes(), 6);
        QCOMPARE(desk.session->state(), State::SignedIn);
        QCOMPARE(desk.session->mlopsToken()->value.reveal(), "access-2");
        QCOMPARE(desk.passwordNeeded->count(), 0);
        QCOMPARE(desk.stored(secrets::Kind::RefreshToken), "refresh-2");
    }

    void aSessionThatStays() {
        auto profile = testProfile();
        profile.staySignedIn = true;
        SessionDesk desk(profile);
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-1", "offline-1", 3600, 0));
        desk.session->signIn(desk.credentials());
        QTRY_COMPARE(desk.signedIn->count(), 1);
        QVERIFY(desk.sender.requests().front().body.contains("scope=offline_access"));
        QVERIFY(!desk.session->sessionEnd()); // nobody is asked again
        QVERIFY(desk.session->facts().staysSignedIn);
    }

    void withoutOptInNoOfflineScope() {
        SessionDesk desk;
        desk.signIn();
        QVERIFY(!desk.sender.requests().front().body.contains("scope"));
        QVERIFY(!desk.session->facts().staysSignedIn);
        QCOMPARE(desk.session->sessionEnd()->leftMs(desk.clock), minutes(30));
    }

    void stayingIsNotAllowed_data() {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("description");
        QTest::newRow("scope") << QByteArray("invalid_scope") << QByteArray("Invalid scopes: offline_access");
        QTest::newRow("role") << QByteArray("not_allowed")
                              << QByteArray("Offline tokens not allowed for the user or client");
    }

    void stayingIsNotAllowed() {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, description);
        auto profile = testProfile();
        profile.staySignedIn = true;
        SessionDesk desk(profile);
        desk.sender.expect(passwordGrant.toUtf8()).refuse(400, oauthError(code, description));
        desk.session->signIn(desk.credentials());
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        const Error error = desk.error(*desk.signInFailed);
        QCOMPARE(error.kind, ErrorKind::GrantNotAllowed);
        QVERIFY(error.advice.contains(QStringLiteral("offline_access")));
    }
};

QTEST_GUILESS_MAIN(TestIdle)
#include "tst_session_idle.moc"
