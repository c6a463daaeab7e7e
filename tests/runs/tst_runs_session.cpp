#include "runs/report.h"
#include "runs/run.h"
#include "runs/useractions.h"
#include "runs/userplans.h"
#include "session/sessiondesk.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::runs;
using test::FakeSender;
using test::SessionDesk;

namespace {

const QByteArray prefix = "5d1f0000-0000-4000-8000-";

QByteArray idOf(int number) {
    return prefix + QByteArray::number(number).rightJustified(12, '0');
}

User person(int number) {
    const QByteArray mail = "p" + QByteArray::number(number) + "@example.com";
    return User(UserId::fromUtf8(idOf(number)), {mail, mail, {}, {}});
}

QByteArray answerFor(int count, bool enabled) {
    QByteArrayList people;
    for (int i = 0; i < count; ++i)
        people += '"' + idOf(i) + R"(":{"username":"p)" + QByteArray::number(i) + R"(@example.com","email":"p)"
                  + QByteArray::number(i) + R"(@example.com","enabled":)" + (enabled ? "true" : "false") + '}';
    return "{\"users\":{" + people.join(',') + "}}";
}

/// A signed-in session, and a run of deactivations over it.
struct Desk {
    explicit Desk(int count) : people(static_cast<std::size_t>(count)) {
        session.signIn(600);
        for (int i = 0; i < count; ++i)
            people[static_cast<std::size_t>(i)] = person(i);
        AccessGuard guard((UserId()));
        User admin = person(9999);
        admin.type = UserType::Administrator;
        guard.see(admin);
        run = std::make_unique<Run>(deactivatePlan({u"fake.invalid"_s, {}, u"mary"_s}, people, guard), actions,
                                    session.clock);
    }

    SessionDesk session;
    api::UsersApi users{*session.session, session.session->profile().instance};
    api::KeycloakAdminApi keycloak{*session.session, session.session->profile().instance};
    api::AccountActions accounts{users, keycloak};
    UserActions actions{users, keycloak, accounts};
    std::vector<User> people;
    std::unique_ptr<Run> run;
};

} // namespace

/// A run over a real session: what a 401 in its middle does, and a session that ends.
class TestRunsSession final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void a401InTheMiddleIsOneRefreshAndTheReportSaysSo() {
        Desk desk(6);
        FakeSender& wire = desk.session.sender;
        wire.expect("users/query").answer(answerFor(6, true));
        for (int i = 0; i < 3; ++i)
            wire.expect("users/deactivate").answer("{}");
        for (int i = 0; i < 3; ++i)
            wire.expect("users/deactivate").refuse(401, R"({"msg":"expired","code":401})");
        wire.expect("token (refresh)").answer(test::tokenJson("access-2", "refresh-2"));
        for (int i = 0; i < 3; ++i)
            wire.expect("users/deactivate").answer("{}");
        wire.expect("users/query").answer(answerFor(6, false));
        desk.run->start();
        QTRY_COMPARE(desk.run->phase(), Run::Phase::Over);
        QCOMPARE(desk.run->counts().done, 6);
        QCOMPARE(desk.run->counts().sentAgain, 3);
        QCOMPARE(wire.count(u"token (refresh)"_s), 1); // however many met the 401
        QCOMPARE(wire.count(u"users/deactivate"_s), 9);
        QVERIFY(reportText(*desk.run).contains(u"3 sent once more after a 401"_s));
        // Each address went out once, but for those that were refused
        QHash<QByteArray, int> sent;
        for (const FakeSender::Seen& seen : wire.requests()) {
            if (seen.name == "users/deactivate"_L1)
                ++sent[seen.body];
        }
        QCOMPARE(sent.size(), 6);
        for (const int times : std::as_const(sent))
            QVERIFY(times <= 2);
    }

    void aLostAnswerAfterTheRefreshIsStillUnknown() {
        Desk desk(1);
        FakeSender& wire = desk.session.sender;
        wire.expect("users/query").answer(answerFor(1, true));
        wire.expect("users/deactivate").refuse(401);
        wire.expect("token (refresh)").answer(test::tokenJson("access-2", "refresh-2"));
        wire.expect("users/deactivate").fail(ErrorKind::OutcomeUnknown);
        desk.run->start();
        QTRY_COMPARE(desk.run->phase(), Run::Phase::Over);
        QCOMPARE(desk.run->counts().unknown, 1);
        wire.expect("users/query").answer(answerFor(1, false));
        desk.run->checkUnknown();
        QTRY_COMPARE(desk.run->counts().done, 1);
        QCOMPARE(wire.count(u"users/deactivate"_s), 2);
    }

    void aSessionThatEndsLeavesTheRestUnsent() {
        Desk desk(30);
        FakeSender& wire = desk.session.sender;
        wire.expect("users/query").answer(answerFor(30, true));
        wire.expect("users/deactivate").refuse(401);
        for (int i = 0; i < 11; ++i)
            wire.expect("users/deactivate"); // held
        wire.expect("token (refresh)").refuse(400, test::oauthError("invalid_grant", "Session not active"));
        desk.run->start();
        QTRY_COMPARE(desk.run->phase(), Run::Phase::Over);
        QVERIFY(desk.run->halt().has_value());
        QTRY_COMPARE(desk.run->counts().unknown, 11); // they were on the wire
        QCOMPARE(desk.run->counts().notSent, 19);
        QCOMPARE(desk.run->counts().failed, 0);
        QCOMPARE(wire.count(u"users/deactivate"_s), 12);
    }

    void stoppedAtTheGateNothingGoesOut() {
        Desk desk(3);
        FakeSender& wire = desk.session.sender;
        auto& reading = wire.expect("users/query");
        desk.run->start();
        QTRY_VERIFY(reading.hasArrived());
        desk.session.clock.advance(test::seconds(598)); // the token is not fresh any more
        auto& refresh = wire.expect("token (refresh)");
        reading.answer(answerFor(3, true));
        QTRY_VERIFY(refresh.hasArrived());
        QTRY_COMPARE(desk.run->counts().running, 3);
        desk.run->stop(); // they wait for a token: none of them has left
        QCOMPARE(desk.run->counts().notSent, 3);
        refresh.answer(test::tokenJson("access-2", "refresh-2"));
        SessionDesk::settle();
        QCOMPARE(wire.count(u"users/deactivate"_s), 0);
    }
};

QTEST_GUILESS_MAIN(TestRunsSession)
#include "tst_runs_session.moc"
