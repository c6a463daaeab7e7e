#include "http/transport.h"
#include "runs/run.h"
#include "runs/useractions.h"
#include "runs/userplans.h"
#include "support/scriptedserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::runs;
using namespace wallaroo::test;

namespace {

QByteArray idOf(int number) {
    return "5d1f0000-0000-4000-8000-" + QByteArray::number(number).rightJustified(12, '0');
}

QByteArray mailOf(int number) {
    return "p" + QByteArray::number(number) + "@example.com";
}

/// A little instance: people, and what became of them.
class SmallInstance {
public:
    SmallInstance(int people, int answerMs) : m_enabled(static_cast<std::size_t>(people), true), m_answerMs(answerMs) {
        server.onRequest([this](const QByteArray& request) { return answer(request); });
    }

    [[nodiscard]] std::vector<User> people() const {
        std::vector<User> all;
        for (int i = 0; i < static_cast<int>(m_enabled.size()); ++i) {
            all.emplace_back(UserId::fromUtf8(idOf(i)), User::Texts{mailOf(i), mailOf(i), {}, {}});
            all.back().type = UserType::User;
        }
        return all;
    }

    [[nodiscard]] int disabled() const {
        return static_cast<int>(std::count(m_enabled.begin(), m_enabled.end(), false));
    }

    ScriptedServer server;
    int refuseFrom = -1; ///< the n-th change and some after it are answered by 429
    int refusals = 0;
    int changes = 0;

private:
    Script answer(const QByteArray& request) {
        if (request.contains("/users/query"))
            return {sendBytes(answerBytes(200, queried(ScriptedServer::body(request))))};
        const int number = changes++;
        if (refuseFrom >= 0 && number >= refuseFrom && number < refuseFrom + 5) {
            ++refusals;
            return {sendBytes(answerBytes(429, "{}", "application/json", "Retry-After: 1\r\n"))};
        }
        const QByteArray body = ScriptedServer::body(request);
        const qsizetype at = body.indexOf("\"p") + 2;
        m_enabled[body.mid(at, body.indexOf('@') - at).toUInt()] = false;
        return {waitMs(m_answerMs), sendBytes(answerBytes(200, "{}"))};
    }

    [[nodiscard]] QByteArray queried(const QByteArray& body) const {
        QByteArrayList people;
        for (std::size_t i = 0; i < m_enabled.size(); ++i) {
            const QByteArray id = idOf(static_cast<int>(i));
            if (body.contains(id))
                people << '"' + id + "\":{\"username\":\"u\",\"email\":\"" + mailOf(static_cast<int>(i))
                              + "\",\"enabled\":" + (m_enabled[i] ? "true" : "false") + '}';
        }
        return "{\"users\":{" + people.join(',') + "}}";
    }

    std::vector<bool> m_enabled;
    int m_answerMs;
};

/// A run over real connections.
struct Desk {
    Desk(int people, int answerMs) : there(people, answerMs) {
        AccessGuard guard((UserId()));
        User admin(UserId::fromUtf8("admin"), {"admin", {}, {}, {}});
        admin.type = UserType::Administrator;
        guard.see(admin);
        run = std::make_unique<Run>(deactivatePlan({u"here"_s, {}, u"me"_s}, there.people(), guard), actions, clock);
    }

    SmallInstance there;
    http::Transport transport;
    Instance instance{there.server.url({}), there.server.url(u"/auth"_s)};
    api::UsersApi users{transport, instance};
    api::KeycloakAdminApi keycloak{transport, instance};
    api::AccountActions accounts{users, keycloak};
    UserActions actions{users, keycloak, accounts};
    SystemClock clock;
    std::unique_ptr<Run> run;
};

} // namespace

/// Runs over real connections to a server that takes its time.
class TestRunsWire final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void aThousandOverTwelveConnections() {
        Desk desk(1000, 50);
        QElapsedTimer time;
        time.start();
        desk.run->start();
        QTRY_COMPARE_WITH_TIMEOUT(desk.run->phase(), Run::Phase::Over, 60'000);
        qInfo("1,000 deactivations of 50 ms: %lld ms", static_cast<long long>(time.elapsed()));
        QCOMPARE(desk.run->counts().done, 1000);
        QCOMPARE(desk.run->counts().doubtful, 0);
        QCOMPARE(desk.there.disabled(), 1000);
        QCOMPARE(desk.there.changes, 1000);
        QCOMPARE(desk.there.server.mostOpenConnections(), 12);
    }

    void stoppedNothingMoreArrives() {
        Desk desk(300, 20);
        desk.run->start();
        QTRY_VERIFY(desk.run->counts().done > 50);
        QElapsedTimer time;
        time.start();
        desk.run->stop();
        qInfo("stopped after %lld ms", static_cast<long long>(time.elapsed()));
        const int sent = desk.there.changes;
        QCOMPARE(desk.run->phase(), Run::Phase::Over);
        QTRY_COMPARE(desk.run->counts().unknown, 0); // their answers came
        QVERIFY(desk.there.changes <= sent + 12);    // what was on its way
        QCOMPARE(desk.there.changes, desk.run->counts().done);
        QCOMPARE(desk.run->counts().done + desk.run->counts().notSent, 300);
        desk.run->resume();
        QTRY_COMPARE_WITH_TIMEOUT(desk.run->counts().done, 300, 30'000);
        QCOMPARE(desk.there.changes, 300); // none twice
    }

    void tooManyRequestsLosesNone() {
        Desk desk(60, 5);
        desk.there.refuseFrom = 20;
        desk.run->start();
        QTRY_COMPARE_WITH_TIMEOUT(desk.run->phase(), Run::Phase::Over, 30'000);
        QVERIFY(desk.there.refusals > 0);
        QCOMPARE(desk.run->counts().done, 60);
        QCOMPARE(desk.there.disabled(), 60);
        QCOMPARE(desk.there.changes, 60 + desk.there.refusals);
    }
};

QTEST_GUILESS_MAIN(TestRunsWire)
#include "tst_runs_wire.moc"
