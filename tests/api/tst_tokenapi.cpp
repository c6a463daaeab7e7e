#include "api/tokenapi.h"
#include "support/fakesender.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

const Instance instance{QUrl(u"https://api.example.com"_s), QUrl(u"https://keycloak.example.com/auth"_s)};
const Client apiClient{u"api-client"_s, Secret("canary-secret-1")};
const Client publicClient{u"sdk-client"_s, {}};

constexpr const char* tokenJson = "{\"access_token\":\"canary-access\",\"expires_in\":3600,\"refresh_expires_in\":1800,"
                                  "\"refresh_token\":\"canary-refresh\",\"token_type\":\"Bearer\"}";

/// What was called back, and how often.
template <typename T>
struct Outcome {
    int calls = 0;
    Result<T> result;

    std::function<void(Result<T>)> callback() {
        return [this](Result<T> got) {
            ++calls;
            result = std::move(got);
        };
    }
};

QByteArray basic(const QByteArray& pair) {
    return "Basic " + pair.toBase64();
}

} // namespace

class TestTokenApi final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void passwordGrant() {
        test::FakeSender sender;
        auto& exchange = sender.expect("token (password)").answer(tokenJson);
        api::TokenApi api(sender, instance);
        Outcome<TokenAnswer> outcome;
        api.password(apiClient, {u"mira"_s, Secret("canary-password-1"), {}}, this, outcome.callback());
        QCOMPARE(outcome.calls, 0); // never from within
        QTRY_COMPARE(outcome.calls, 1);
        QVERIFY(outcome.result);
        QCOMPARE(outcome.result->accessToken, Secret("canary-access"));
        QCOMPARE(outcome.result->refreshToken, Secret("canary-refresh"));
        checkTokenRequest(exchange.request());
        QCOMPARE(sender.requests().front().authorization, basic("api-client:canary-secret-1"));
        QCOMPARE(sender.requests().front().body, "grant_type=password&username=mira&password=canary-password-1"_ba);
    }

    void passwordGrantWithACode() {
        test::FakeSender sender;
        sender.expect("token (password)").answer(tokenJson);
        api::TokenApi api(sender, instance);
        Outcome<TokenAnswer> outcome;
        api.password(apiClient, {u"mira"_s, Secret("canary-password-1"), Secret("012345")}, this, outcome.callback());
        QTRY_COMPARE(outcome.calls, 1);
        QCOMPARE(sender.requests().front().body,
                 "grant_type=password&username=mira&password=canary-password-1&totp=012345"_ba);
    }

    void whatPeopleTypeArrivesIntact() {
        test::FakeSender sender;
        sender.expect("token (password)").answer(tokenJson);
        api::TokenApi api(sender, instance);
        Outcome<TokenAnswer> outcome;
        api.password(apiClient, {u"mira+x@example.com"_s, Secret("a+b&c=d%20é"), {}}, this, outcome.callback());
        QTRY_COMPARE(outcome.calls, 1);
        QCOMPARE(sender.requests().front().body,
                 "grant_type=password&username=mira%2Bx%40example.com&password=a%2Bb%26c%3Dd%2520%C3%A9"_ba);
    }

    void refreshGrant() {
        test::FakeSender sender;
        auto& exchange = sender.expect("token (refresh)").answer(tokenJson);
        api::TokenApi api(sender, instance);
        Outcome<TokenAnswer> outcome;
        api.refresh(apiClient, Secret("canary-old.refresh"), this, outcome.callback());
        QTRY_COMPARE(outcome.calls, 1);
        QVERIFY(outcome.result);
        checkTokenRequest(exchange.request());
        QCOMPARE(sender.requests().front().authorization, basic("api-client:canary-secret-1"));
        QCOMPARE(sender.requests().front().body, "grant_type=refresh_token&refresh_token=canary-old.refresh"_ba);
    }

    void clientCredentialsGrant() {
        test::FakeSender sender;
        auto& exchange = sender.expect("token (client credentials)")
                             .answer("{\"access_token\":\"canary-i\",\"expires_in\":300,\"refresh_expires_in\":0,"
                                     "\"token_type\":\"Bearer\"}");
        api::TokenApi api(sender, instance);
        Outcome<TokenAnswer> outcome;
        api.clientCredentials(apiClient, this, outcome.callback());
        QTRY_COMPARE(outcome.calls, 1);
        QVERIFY(outcome.result);
        QVERIFY(outcome.result->refreshToken.isEmpty());
        checkTokenRequest(exchange.request());
        QCOMPARE(sender.requests().front().body, "grant_type=client_credentials"_ba);
    }

    void clientsInHeaderOrForm_data() {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QByteArray>("inForm"); // empty: in the header
        QTest::newRow("unreserved") << "api-client"_ba
                                    << "aZ09-._~"_ba
                                    << ""_ba;
        QTest::newRow("percent") << "api-client"_ba
                                 << "a%b"_ba
                                 << "&client_id=api-client&client_secret=a%25b"_ba;
        QTest::newRow("plus") << "api-client"_ba
                              << "a+b"_ba
                              << "&client_id=api-client&client_secret=a%2Bb"_ba;
        QTest::newRow("colon") << "api-client"_ba
                               << "a:b"_ba
                               << "&client_id=api-client&client_secret=a%3Ab"_ba;
        QTest::newRow("space") << "api-client"_ba
                               << "a b"_ba
                               << "&client_id=api-client&client_secret=a%20b"_ba;
        QTest::newRow("not ascii") << "api-client"_ba
                                   << "\xc3\xa9"_ba
                                   << "&client_id=api-client&client_secret=%C3%A9"_ba;
        QTest::newRow("colon in the id") << "urn:a"_ba
                                         << "s"_ba
                                         << "&client_id=urn%3Aa&client_secret=s"_ba;
        QTest::newRow("public") << "sdk-client"_ba
                                << ""_ba
                                << "&client_id=sdk-client"_ba;
    }

    void clientsInHeaderOrForm() {
        QFETCH(const QByteArray, id);
        QFETCH(const QByteArray, secret);
        QFETCH(const QByteArray, inForm);
        test::FakeSender sender;
        sender.expect("token (client credentials)").answer(tokenJson);
        sender.expect("logout").answer({}, 204, {});
        api::TokenApi api(sender, instance);
        Outcome<TokenAnswer> token;
        Outcome<void> ended;
        const Client client{QString::fromUtf8(id), Secret(secret)};
        api.clientCredentials(client, this, token.callback());
        api.logout(client, Secret("canary-r"), this, ended.callback());
        QTRY_COMPARE(token.calls + ended.calls, 2);
        const QByteArray header = inForm.isEmpty() ? basic(id + ':' + secret) : QByteArray();
        QCOMPARE(sender.requests().at(0).authorization, header);
        QCOMPARE(sender.requests().at(0).body, "grant_type=client_credentials" + inForm);
        QCOMPARE(sender.requests().at(1).authorization, header);
        QCOMPARE(sender.requests().at(1).body, "refresh_token=canary-r" + inForm);
    }

    void errorsAreNamedByTheGrant() {
        test::FakeSender sender;
        const QByteArray refusal = "{\"error\":\"invalid_grant\",\"error_description\":\"Account disabled\"}";
        sender.expect("token (password)").refuse(400, refusal);
        sender.expect("token (refresh)")
            .refuse(401, "{\"error\":\"invalid_grant\",\"error_description\":\"Stale token\"}");
        sender.expect("token (client credentials)").refuse(401, "{\"error\":\"unauthorized_client\"}");
        api::TokenApi api(sender, instance);
        Outcome<TokenAnswer> password;
        Outcome<TokenAnswer> refresh;
        Outcome<TokenAnswer> client;
        api.password(apiClient, {u"oskar"_s, Secret("canary-password-2"), Secret("canary-code-2")}, this,
                     password.callback());
        api.refresh(apiClient, Secret("canary-refresh-2"), this, refresh.callback());
        api.clientCredentials(apiClient, this, client.callback());
        QTRY_COMPARE(password.calls + refresh.calls + client.calls, 3);
        QVERIFY(!password.result && !refresh.result && !client.result);
        QCOMPARE(password.result.error().kind, ErrorKind::AccountDisabled);
        QCOMPARE(password.result.error().sentence, u"The account 'oskar' is deactivated."_s);
        QCOMPARE(refresh.result.error().kind, ErrorKind::SessionEnded);
        QCOMPARE(client.result.error().kind, ErrorKind::WrongClient);
        for (const Error& error : {password.result.error(), refresh.result.error(), client.result.error()}) {
            QVERIFY(!(error.sentence + error.advice + error.details + error.serverText).contains("canary"_L1));
            QVERIFY(error.details.contains("/auth/realms/master/protocol/openid-connect/token"_L1));
        }
        QCOMPARE(sender.requests().size(), std::size_t(3)); // and none a second time
    }

    void answersThatAreNoTokens_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("page") << "<html>Sign in to the network</html>"_ba
                              << "text/html"_ba << ErrorKind::WebPage;
        QTest::newRow("empty") << ""_ba
                               << "application/json"_ba << ErrorKind::Incomplete;
        QTest::newRow("page without a type") << "<html>"_ba
                                             << ""_ba << ErrorKind::Damaged;
        QTest::newRow("something else") << "{\"users\":{}}"_ba
                                        << "application/json"_ba << ErrorKind::UnexpectedShape;
        QTest::newRow("mac") << "{\"access_token\":\"canary\",\"token_type\":\"mac\"}"_ba
                             << "application/json"_ba << ErrorKind::UnexpectedShape;
    }

    void answersThatAreNoTokens() {
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, type);
        test::FakeSender sender;
        sender.expect("token (password)").answer(body, 200, type);
        api::TokenApi api(sender, instance);
        Outcome<TokenAnswer> outcome;
        api.password(publicClient, {u"mira"_s, Secret("canary-password-3"), {}}, this, outcome.callback());
        QTRY_COMPARE(outcome.calls, 1);
        QVERIFY(!outcome.result);
        const Error& error = outcome.result.error();
        QTEST(error.kind, "kind");
        QCOMPARE(error.httpStatus, 200);
        QVERIFY(!(error.sentence + error.advice).contains("change"_L1));
        QVERIFY(!(error.sentence + error.advice + error.details).contains("canary"_L1));
    }

    void aTokenOfAnotherTypeIsStillAToken() {
        test::FakeSender sender;
        sender.expect("token (password)").answer(tokenJson, 200, "text/plain");
        api::TokenApi api(sender, instance);
        Outcome<TokenAnswer> outcome;
        api.password(publicClient, {u"mira"_s, Secret("canary-password-3"), {}}, this, outcome.callback());
        QTRY_COMPARE(outcome.calls, 1);
        QVERIFY(outcome.result);
    }

    void lostAnswersSpeakOfNoChange() {
        test::FakeSender sender;
        sender.expect("token (refresh)").fail(ErrorKind::OutcomeUnknown);
        api::TokenApi api(sender, instance);
        Outcome<TokenAnswer> outcome;
        api.refresh(apiClient, Secret("canary-refresh-2"), this, outcome.callback());
        QTRY_COMPARE(outcome.calls, 1);
        QCOMPARE(outcome.result.error().kind, ErrorKind::OutcomeUnknown);
        QCOMPARE(outcome.result.error().sentence,
                 u"The connection to keycloak.example.com ended before the answer came."_s);
    }

    void logout() {
        test::FakeSender sender;
        auto& exchange = sender.expect("/auth/realms/master/protocol/openid-connect/logout").answer({}, 204, {});
        api::TokenApi api(sender, instance);
        Outcome<void> outcome;
        api.logout(apiClient, Secret("canary-refresh-4"), this, outcome.callback());
        QTRY_COMPARE(outcome.calls, 1);
        QVERIFY(outcome.result);
        QCOMPARE(exchange.request().effect, http::Effect::Changes);
        QCOMPARE(exchange.request().method, http::Method::Post);
        QCOMPARE(sender.requests().front().body, "refresh_token=canary-refresh-4"_ba);
    }

    void logoutOfASessionThatIsGone() {
        for (const int status : {400, 401}) {
            test::FakeSender sender;
            sender.expect("logout").refuse(
                status, "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid refresh token\"}");
            api::TokenApi api(sender, instance);
            Outcome<void> outcome;
            api.logout(apiClient, Secret("canary-refresh-4"), this, outcome.callback());
            QTRY_COMPARE(outcome.calls, 1);
            QVERIFY(outcome.result);
        }
    }

    void logoutThatFailed() {
        test::FakeSender sender;
        sender.expect("logout").answer("<html>Do you want to log out?</html>", 200, "text/html");
        sender.expect("logout").refuse(401, "{\"error\":\"unauthorized_client\"}");
        sender.expect("logout").fail(ErrorKind::TookTooLong);
        api::TokenApi api(sender, instance);
        for (const ErrorKind kind : {ErrorKind::WebPage, ErrorKind::WrongClient, ErrorKind::TookTooLong}) {
            Outcome<void> outcome;
            api.logout(apiClient, Secret("canary-refresh-4"), this, outcome.callback());
            QTRY_COMPARE(outcome.calls, 1);
            QVERIFY(!outcome.result);
            QCOMPARE(outcome.result.error().kind, kind);
        }
    }

    void nothingIsSentWithoutARefreshToken() {
        test::FakeSender sender; // strict: a request would fail the test
        api::TokenApi api(sender, instance);
        Outcome<void> ended;
        Outcome<TokenAnswer> token;
        api.logout(apiClient, {}, this, ended.callback());
        api.refresh(apiClient, {}, this, token.callback());
        QCOMPARE(ended.calls + token.calls, 0);
        QTRY_COMPARE(ended.calls + token.calls, 2);
        QCOMPARE(ended.result.error().kind, ErrorKind::SignInNeeded);
        QCOMPARE(token.result.error().kind, ErrorKind::SignInNeeded);
    }

    void discovery() {
        test::FakeSender sender;
        auto& exchange = sender.expect("/auth/realms/master/.well-known/openid-configuration")
                             .answer("{\"issuer\":\"https://keycloak.example.com/auth/realms/master\","
                                     "\"grant_types_supported\":[\"password\"]}");
        api::TokenApi api(sender, instance);
        Outcome<api::Discovery> outcome;
        api.discovery(this, outcome.callback());
        QTRY_COMPARE(outcome.calls, 1);
        QVERIFY(outcome.result);
        QVERIFY(outcome.result->issuerMatches && outcome.result->passwordOffered);
        QVERIFY(!outcome.result->clientCredentialsOffered);
        QCOMPARE(exchange.request().method, http::Method::Get);
        QCOMPARE(exchange.request().effect, http::Effect::Reads);
        QCOMPARE(exchange.request().maxBytes, 256 * 1024);
        QVERIFY(exchange.request().body.isEmpty());
        QVERIFY(exchange.request().authorization.isEmpty());
    }

    void discoveryThatFailed_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("says");
        QTest::newRow("no realm") << 404 << "{\"error\":\"Realm does not exist\"}"_ba
                                  << "application/json"_ba << ErrorKind::NotOffered << u"has no realm 'master'"_s;
        QTest::newRow("no /auth") << 404 << "<html>"_ba
                                  << "text/html"_ba << ErrorKind::NotOffered << u"No Keycloak answers"_s;
        QTest::newRow("page") << 200 << "<html>"_ba
                              << "text/html"_ba << ErrorKind::WebPage << u"web page"_s;
        QTest::newRow("other JSON") << 200 << "{\"ok\":true}"_ba
                                    << "application/json"_ba << ErrorKind::UnexpectedShape << u"is no Keycloak"_s;
    }

    void discoveryThatFailed() {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, type);
        QFETCH(const QString, says);
        test::FakeSender sender;
        auto& exchange = sender.expect("discovery");
        if (status == 200)
            exchange.answer(body, status, type);
        else
            exchange.refuse(status, body, type);
        api::TokenApi api(sender, instance);
        Outcome<api::Discovery> outcome;
        api.discovery(this, outcome.callback());
        QTRY_COMPARE(outcome.calls, 1);
        QVERIFY(!outcome.result);
        QTEST(outcome.result.error().kind, "kind");
        QVERIFY2(outcome.result.error().sentence.contains(says), qPrintable(outcome.result.error().sentence));
    }

    void canceledIsSilent() {
        test::FakeSender sender;
        auto& exchange = sender.expect("token (password)");
        api::TokenApi api(sender, instance);
        Outcome<TokenAnswer> outcome;
        http::Handle handle = api.password(apiClient, {u"mira"_s, Secret("canary-p"), {}}, this, outcome.callback());
        QVERIFY(handle.isRunning());
        handle.cancel();
        exchange.answer(tokenJson);
        QCoreApplication::processEvents();
        QVERIFY(exchange.wasCanceled());
        QCOMPARE(outcome.calls, 0);
    }

private:
    /// What rules 4, 6, 7 and 40 ask of every request for a token.
    static void checkTokenRequest(const http::Request& request) {
        QCOMPARE(request.url, QUrl(u"https://keycloak.example.com/auth/realms/master/protocol/openid-connect/token"_s));
        QCOMPARE(request.method, http::Method::Post);
        QCOMPARE(request.effect, http::Effect::Changes);
        QCOMPARE(request.lane, http::Lane::Interactive);
        QCOMPARE(request.contentType, "application/x-www-form-urlencoded"_ba);
        QCOMPARE(request.accept, "application/json"_ba);
        QCOMPARE(request.maxBytes, 256 * 1024);
        QCOMPARE(request.totalTimeout, std::chrono::milliseconds(30'000));
    }
};

QTEST_GUILESS_MAIN(TestTokenApi)
#include "tst_tokenapi.moc"
