#include "sessiondesk.h"

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;

namespace {

const QString query = QStringLiteral("users/query");

class Collector final : public http::BodySink {
public:
    void reset() override { ++resets; }

    Result<void> write(QByteArrayView piece) override {
        bytes += piece;
        return {};
    }

    Result<void> end() override {
        ++ends;
        return {};
    }

    qint64 progress() const override { return 0; }

    QByteArray bytes;
    int resets = 0;
    int ends = 0;
};

} // namespace

/// Calls with the session's token: the gate, the one replay, where tokens go, and how calls end.
class TestCalls : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void carriesTheTokenAndTheRequestAsItIs() {
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect("users/query").answer("{\"users\":{}}");
        auto request = desk.request(query);
        request.authorization = Secret("Bearer of the caller's own");
        const auto handle =
            desk.session->send(request, &desk.context, [&](const auto& result) { desk.results.push_back(result); });
        QVERIFY(handle.isRunning());
        QVERIFY(desk.results.empty());
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        QCOMPARE(desk.results[0]->body, "{\"users\":{}}");
        QVERIFY(!handle.isRunning());
        QCOMPARE(desk.sender.requests().back().authorization, "Bearer access-1");
        QCOMPARE(desk.sender.requests().back().body, "{}");
    }

    void withoutASession() {
        SessionDesk desk;
        const auto handle = desk.send(query);
        QVERIFY(desk.results.empty()); // queued
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        QCOMPARE(desk.results[0].error().kind, ErrorKind::SignInNeeded);
        QVERIFY(!desk.results[0].error().sentence.isEmpty());
        QVERIFY(!desk.results[0].error().advice.isEmpty());
        QVERIFY(!handle.isRunning());
        QVERIFY(desk.sender.requests().empty());
    }

    void onlyToItsTwoOrigins_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char* address, bool allowed) {
            QTest::newRow(address) << QString::fromLatin1(address) << allowed;
        };
        row("https://api.fake.invalid/v1/api/users/query", true);
        row("https://api.fake.invalid:443/v1/api/users/query", true);
        row("https://API.fake.invalid/v1/api/users/query", true);
        row("https://keycloak.fake.invalid:8443/auth/admin", true);
        row("http://api.fake.invalid/v1/api/users/query", false);
        row("https://api.fake.invalid:444/v1/api/users/query", false);
        row("https://keycloak.fake.invalid/auth/admin", false);
        row("https://api.fake.invalid.example/v1/api", false);
        row("https://fake.invalid/v1/api", false);
        row("https://other.invalid/v1/api", false);
        row("/v1/api/users/query", false);
    }

    void onlyToItsTwoOrigins() {
        QFETCH(QString, address);
        QFETCH(bool, allowed);
        auto profile = testProfile();
        profile.instance = {QUrl(QStringLiteral("https://api.fake.invalid")),
                            QUrl(QStringLiteral("https://keycloak.fake.invalid:8443/auth"))};
        SessionDesk desk(profile);
        desk.signIn();
        auto request = desk.request(QStringLiteral("call"));
        request.url = QUrl(address);
        if (allowed)
            desk.sender.expect("call").answer("{}");
        desk.session->send(request, &desk.context, [&](const auto& result) { desk.results.push_back(result); });
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        QCOMPARE(desk.results[0].has_value(), allowed);
        QCOMPARE(desk.sender.count(QStringLiteral("call")), allowed ? 1 : 0);
        if (!allowed)
            QCOMPARE(desk.results[0].error().kind, ErrorKind::NotEncrypted);
    }

    void a401IsRefreshedAndReplayedOnce_data() {
        QTest::addColumn<http::Effect>("effect");
        QTest::newRow("read") << http::Effect::Reads;
        QTest::newRow("write") << http::Effect::Changes; // a 401 was not applied
    }

    void a401IsRefreshedAndReplayedOnce() {
        QFETCH(http::Effect, effect);
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect("users/query").refuse(401);
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
        desk.sender.expect("users/query").answer("{}");
        desk.send(query, effect);
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        QVERIFY(desk.results[0].has_value());
        QVERIFY(desk.results[0]->sentAgain); // a run's report says so
        const auto& seen = desk.sender.requests();
        QCOMPARE(seen.size(), std::size_t{4});
        QCOMPARE(seen[1].authorization, "Bearer access-1");
        QCOMPARE(seen[3].authorization, "Bearer access-2");
        QCOMPARE(seen[3].body, seen[1].body);
        QCOMPARE(desk.session->state(), State::SignedIn);
    }

    void twentyParallel401AreOneRefresh() {
        SessionDesk desk;
        desk.signIn();
        std::vector<FakeExchange*> first;
        for (int i = 0; i < 20; ++i)
            first.push_back(&desk.sender.expect("users/query"));
        for (int i = 0; i < 20; ++i)
            desk.send(query);
        for (auto* exchange : first)
            exchange->refuse(401);
        auto& refresh = desk.sender.expect(refreshGrant.toUtf8());
        desk.settle();
        QCOMPARE(desk.sender.count(refreshGrant), 1);
        for (int i = 0; i < 20; ++i)
            desk.sender.expect("users/query").answer("{}");
        refresh.answer(tokenJson("access-2", "refresh-2"));
        QTRY_COMPARE(desk.results.size(), std::size_t{20});
        QCOMPARE(desk.sender.count(refreshGrant), 1);
        QCOMPARE(desk.sender.count(query), 40);
        for (const auto& result : desk.results)
            QVERIFY(result.has_value());
    }

    void aLate401AfterAnothersRefreshGoesAgainAtOnce() {
        SessionDesk desk;
        desk.signIn();
        auto& slow = desk.sender.expect("users/query");
        desk.send(query);
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
        desk.session->renew();
        QTRY_COMPARE(desk.session->mlopsToken()->value.reveal(), "access-2");
        desk.sender.expect("users/query").answer("{}");
        slow.refuse(401);
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        QVERIFY(desk.results[0].has_value());
        QCOMPARE(desk.sender.count(refreshGrant), 1);
    }

    void always401IsTwoCallsAndOneRefresh() {
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect("users/query").refuse(401);
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
        desk.sender.expect("users/query").refuse(401);
        desk.send(query);
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        QCOMPARE(desk.results[0].error().kind, ErrorKind::SessionEnded);
        QCOMPARE(desk.results[0].error().httpStatus, 401);
        QCOMPARE(desk.sender.count(query), 2);
        QCOMPARE(desk.sender.count(refreshGrant), 1);
        QCOMPARE(desk.session->state(), State::PasswordNeeded);
        QCOMPARE(desk.passwordNeeded->count(), 1);
        QVERIFY(!desk.session->mlopsToken());
        // Only invalid_grant drops the refresh token.
        QCOMPARE(desk.stored(secrets::Kind::RefreshToken), "refresh-2");
        desk.send(query);
        QTRY_COMPARE(desk.results.size(), std::size_t{2});
        QCOMPARE(desk.results[1].error().kind, ErrorKind::SignInNeeded);
        desk.advance(minutes(60));
        QCOMPARE(desk.sender.requests().size(), std::size_t{4});
    }

    void twentyAlways401PromptOnce() {
        SessionDesk desk;
        desk.signIn();
        for (int i = 0; i < 40; ++i)
            desk.sender.expect("users/query").refuse(401);
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
        for (int i = 0; i < 20; ++i)
            desk.send(query);
        QTRY_COMPARE(desk.results.size(), std::size_t{20});
        QCOMPARE(desk.passwordNeeded->count(), 1);
        QCOMPARE(desk.sender.count(query), 40);
        for (const auto& result : desk.results)
            QCOMPARE(result.error().kind, ErrorKind::SessionEnded);
    }

    void aFailedRefreshFailsAllWhoWait() {
        SessionDesk desk;
        desk.signIn();
        for (int i = 0; i < 3; ++i)
            desk.sender.expect("users/query").refuse(401);
        desk.sender.expect(refreshGrant.toUtf8()).refuse(503);
        for (int i = 0; i < 3; ++i)
            desk.send(query);
        QTRY_COMPARE(desk.results.size(), std::size_t{3});
        for (const auto& result : desk.results)
            QCOMPARE(result.error().kind, ErrorKind::ServerBusy);
        QCOMPARE(desk.session->state(), State::SignedIn);
        QCOMPARE(desk.passwordNeeded->count(), 0);
    }

    void aRefusedRefreshFailsAllWhoWait() {
        SessionDesk desk;
        desk.signIn();
        for (int i = 0; i < 3; ++i)
            desk.sender.expect("users/query").refuse(401);
        desk.sender.expect(refreshGrant.toUtf8()).refuse(400, oauthError("invalid_grant", "Session not active"));
        for (int i = 0; i < 3; ++i)
            desk.send(query);
        QTRY_COMPARE(desk.results.size(), std::size_t{3});
        for (const auto& result : desk.results)
            QCOMPARE(result.error().kind, ErrorKind::SessionEnded);
        QCOMPARE(desk.passwordNeeded->count(), 1);
    }

    void otherErrorsNeverRefresh_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("403") << 403 << ErrorKind::NotAllowed;
        QTest::newRow("404") << 404 << ErrorKind::NotOffered;
        QTest::newRow("409") << 409 << ErrorKind::Refused;
        QTest::newRow("429") << 429 << ErrorKind::TooManyRequests;
        QTest::newRow("500") << 500 << ErrorKind::ServerFailed;
        QTest::newRow("503") << 503 << ErrorKind::ServerBusy;
    }

    void otherErrorsNeverRefresh() {
        QFETCH(int, status);
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect("users/query").refuse(status);
        desk.send(query);
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        QTEST(desk.results[0].error().kind, "kind");
        QCOMPARE(desk.sender.requests().size(), std::size_t{2});
        QCOMPARE(desk.session->state(), State::SignedIn);
    }

    void waitsAtTheGateWhereTheTokenIsNearlyOver() {
        SessionDesk desk;
        desk.signIn(3600, 0);
        desk.clock.advance(seconds(3589));
        desk.sender.expect("users/query").answer("{}");
        desk.send(query);
        QTRY_COMPARE(desk.results.size(), std::size_t{1}); // 11 s left: goes as it is
        desk.clock.advance(seconds(1));
        auto& refresh = desk.sender.expect(refreshGrant.toUtf8());
        desk.send(query);
        desk.send(query);
        desk.settle();
        QCOMPARE(desk.sender.count(refreshGrant), 1);
        QCOMPARE(desk.sender.count(query), 1);
        desk.sender.expect("users/query").answer("{}");
        desk.sender.expect("users/query").answer("{}");
        refresh.answer(tokenJson("access-2", "refresh-2"));
        QTRY_COMPARE(desk.results.size(), std::size_t{3});
        QCOMPARE(desk.sender.requests().back().authorization, "Bearer access-2");
    }

    void aTokenThatIsBornShortLivedMakesNoLoop() {
        SessionDesk desk;
        desk.signIn(0, 0);
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2", 0, 0));
        desk.sender.expect("users/query").answer("{}");
        desk.send(query);
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        QCOMPARE(desk.sender.count(refreshGrant), 1);
        QCOMPARE(desk.sender.requests().back().authorization, "Bearer access-2");
    }

    void streamsAndReplaysBeforeTheFirstByte() {
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect("users/query").refuse(401);
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
        desk.sender.expect("users/query").feed("{\"users\":").feed("{}}").finish();
        auto sink = std::make_shared<Collector>();
        desk.session->stream(desk.request(query), sink, &desk.context,
                             [&](const auto& result) { desk.results.push_back(result); });
        QTRY_COMPARE(desk.results.size(), std::size_t{1});
        QVERIFY(desk.results[0].has_value());
        QCOMPARE(sink->bytes, "{\"users\":{}}");
        QCOMPARE(sink->ends, 1);
        QCOMPARE(sink->resets, 1);
        QVERIFY(desk.sender.requests().back().streamed);
    }

    void cancelAtEachStage() {
        SessionDesk desk;
        desk.signIn();
        // On the wire.
        auto& running = desk.sender.expect("users/query");
        auto handle = desk.send(query);
        handle.cancel();
        QVERIFY(!handle.isRunning());
        QVERIFY(running.wasCanceled());
        handle.cancel(); // twice does no harm
        // At the gate.
        desk.clock.advance(minutes(61));
        auto& refresh = desk.sender.expect(refreshGrant.toUtf8());
        handle = desk.send(query);
        desk.settle();
        handle.cancel();
        QVERIFY(!refresh.wasCanceled()); // others may need it
        refresh.answer(tokenJson("access-2", "refresh-2"));
        QTRY_COMPARE(desk.session->mlopsToken()->value.reveal(), "access-2");
        // Between the answer 401 and the refresh.
        desk.sender.expect("users/query").refuse(401);
        auto& again = desk.sender.expect(refreshGrant.toUtf8());
        handle = desk.send(query);
        QTRY_VERIFY(again.hasArrived());
        handle.cancel();
        again.answer(tokenJson("access-3", "refresh-3"));
        QTRY_COMPARE(desk.session->mlopsToken()->value.reveal(), "access-3");
        // Before a queued error.
        desk.session
            ->send(
                [] {
                    auto foreign = SessionDesk::request(query);
                    foreign.url = QUrl(QStringLiteral("https://other.invalid/"));
                    return foreign;
                }(),
                &desk.context, [&](const auto& result) { desk.results.push_back(result); })
            .cancel();
        desk.settle();
        QVERIFY(desk.results.empty());
        QCOMPARE(desk.sender.count(query), 2);
    }

    void theDeathOfTheContextAtEachStage() {
        SessionDesk desk;
        desk.signIn();
        const auto dead = [](const auto&) { QFAIL("nobody is there"); };
        auto context = std::make_unique<QObject>();
        auto& running = desk.sender.expect("users/query");
        auto handle = desk.session->send(desk.request(query), context.get(), dead);
        context.reset();
        QVERIFY(!handle.isRunning());
        QVERIFY(running.wasCanceled());
        running.answer("{}");

        desk.clock.advance(minutes(61));
        auto& refresh = desk.sender.expect(refreshGrant.toUtf8());
        context = std::make_unique<QObject>();
        desk.session->send(desk.request(query), context.get(), dead);
        desk.settle();
        context.reset();
        refresh.answer(tokenJson("access-2", "refresh-2"));
        QTRY_COMPARE(desk.session->mlopsToken()->value.reveal(), "access-2");
        desk.settle();
        QCOMPARE(desk.sender.count(query), 1);
    }

    void anotherCallFromInsideACallback() {
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect("users/query").answer("{}");
        desk.sender.expect("workspaces/list").answer("{}");
        int done = 0;
        desk.session->send(desk.request(query), &desk.context, [&](const auto&) {
            ++done;
            desk.session->send(desk.request(QStringLiteral("workspaces/list")), &desk.context,
                               [&](const auto&) { ++done; });
        });
        QTRY_COMPARE(done, 2);
    }

    void theSessionDeletedFromInsideACallback_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("refreshError");
        QTest::newRow("answer") << 200 << QByteArray();
        QTest::newRow("refused twice") << 401 << QByteArray();
        QTest::newRow("refresh refused") << 401 << oauthError("invalid_grant", "Session not active");
        QTest::newRow("refresh failed") << 401 << QByteArray("busy");
    }

    void theSessionDeletedFromInsideACallback() {
        QFETCH(int, status);
        QFETCH(QByteArray, refreshError);
        SessionDesk desk;
        desk.signIn();
        int done = 0;
        const auto end = [&](const auto&) {
            ++done;
            desk.session.reset();
        };
        for (int i = 0; i < 2; ++i) {
            auto& exchange = desk.sender.expect("users/query");
            if (status == 200)
                exchange.answer("{}");
            else
                exchange.refuse(status);
            desk.session->send(desk.request(query), &desk.context, end);
        }
        if (status == 401 && refreshError.isEmpty()) {
            desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
            desk.sender.expect("users/query").refuse(401);
            desk.sender.expect("users/query").refuse(401);
        } else if (status == 401) {
            desk.sender.expect(refreshGrant.toUtf8()).refuse(refreshError == "busy" ? 503 : 400, refreshError);
        }
        QTRY_COMPARE(done, 1);
        desk.settle();
        QCOMPARE(done, 1);
    }
};

QTEST_GUILESS_MAIN(TestCalls)
#include "tst_session_calls.moc"
