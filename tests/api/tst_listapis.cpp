#include "api/usersapi.h"
#include "api/workspacesapi.h"
#include "support/fakesender.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

const Instance instance{QUrl(u"https://wallaroo.example.com:8443"_s), QUrl(u"https://login.example.com/auth"_s)};

QByteArray userBody(int count) {
    QByteArray body = "{\"users\":{";
    for (int i = 0; i < count; ++i) {
        const QByteArray number = QByteArray::number(i);
        body += (i ? ",\"id-" : "\"id-") + number + "\":{\"username\":\"user" + number + "\",\"enabled\":true}";
    }
    return body + "}}";
}

/// One listing and what was called back.
template <typename Api, typename Row>
struct Listing {
    explicit Listing(test::FakeSender& sender, QObject* context) : api(sender, instance) {
        handle = api.list(
            context,
            [this](std::vector<Row> piece) {
                ++pieces;
                rowsAfterDone = rowsAfterDone || done > 0;
                std::move(piece.begin(), piece.end(), std::back_inserter(rows));
            },
            [this](Result<api::ListSummary> how) {
                ++done;
                result = std::move(how);
            });
    }

    Api api;
    http::Handle handle;
    std::vector<Row> rows;
    int pieces = 0;
    int done = 0;
    bool rowsAfterDone = false;
    Result<api::ListSummary> result;
};

using UserListing = Listing<api::UsersApi, User>;
using WorkspaceListing = Listing<api::WorkspacesApi, Workspace>;

} // namespace

class TestListApis final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void asksAsTheReferenceSays() {
        test::FakeSender sender;
        auto& users = sender.expect("/v1/api/users/query").answer("{\"users\":{}}");
        auto& workspaces = sender.expect("/v1/api/workspaces/list").answer("{\"workspaces\":[]}");
        UserListing userListing(sender, this);
        WorkspaceListing workspaceListing(sender, this);
        QTRY_COMPARE(userListing.done + workspaceListing.done, 2);
        QVERIFY(userListing.result && workspaceListing.result);
        for (const auto* exchange : {&users, &workspaces}) {
            const http::Request& request = exchange->request();
            QCOMPARE(request.method, http::Method::Post);
            QCOMPARE(request.effect, http::Effect::Reads);
            QCOMPARE(request.lane, http::Lane::Bulk);
            QCOMPARE(request.contentType, "application/json"_ba);
            QCOMPARE(request.body.reveal().toByteArray(), "{}"_ba);
            QVERIFY(request.authorization.isEmpty()); // the session's business
            QVERIFY(request.maxBytes >= 1024LL * 1024 * 1024);
            QCOMPARE(request.totalTimeout, std::chrono::milliseconds(60'000));
        }
        QCOMPARE(users.request().url, QUrl(u"https://wallaroo.example.com:8443/v1/api/users/query"_s));
        QVERIFY(sender.requests().at(0).streamed);
        QVERIFY(sender.requests().at(1).streamed);
    }

    void rowsComeWhileTheAnswerArrives() {
        test::FakeSender sender;
        auto& exchange = sender.expect("users/query");
        UserListing listing(sender, this);
        const QByteArray body = userBody(100);
        exchange.feed(body.left(body.size() / 2));
        QTRY_VERIFY(listing.rows.size() > 40);
        QCOMPARE(listing.done, 0);
        QVERIFY(listing.handle.isRunning());
        exchange.feed(body.mid(body.size() / 2)).finish();
        QTRY_COMPARE(listing.done, 1);
        QCOMPARE(listing.rows.size(), std::size_t(100));
        QCOMPARE(listing.rows.back().username(), u"user99"_s);
        QCOMPARE(listing.pieces, 2);
        QVERIFY(!listing.rowsAfterDone);
        QCOMPARE(listing.result->rows, 100);
        QCOMPARE(listing.result->bytes, body.size());
        QVERIFY(!listing.result->typesTold);
    }

    void aLongAnswerComesInPieces() {
        test::FakeSender sender;
        const QByteArray body = userBody(5000);
        sender.expect("users/query").answer(body);
        UserListing listing(sender, this);
        QTRY_COMPARE(listing.done, 1);
        QCOMPARE(listing.rows.size(), std::size_t(5000));
        QCOMPARE(listing.pieces, static_cast<int>((body.size() + 65535) / 65536));
    }

    void theSummaryTellsWhatWasLeftOut() {
        test::FakeSender sender;
        sender.expect("users/query")
            .answer(
                "{\"users\":{\"a\":{\"username\":\"a\",\"enabled\":true,\"realmRoles\":[]},\"b\":{\"enabled\":true},"
                "\"a\":{\"username\":\"a\",\"enabled\":true},\"c\":null}}");
        UserListing listing(sender, this);
        QTRY_COMPARE(listing.done, 1);
        QVERIFY(listing.result);
        QCOMPARE(listing.result->rows, 1);
        QCOMPARE(listing.result->unreadable, 1);
        QCOMPARE(listing.result->duplicates, 1);
        QCOMPARE(listing.result->firstUnreadable, u"users.b: `username` is missing"_s);
        QVERIFY(listing.result->typesTold);
    }

    void workspacesToo() {
        test::FakeSender sender;
        sender.expect("workspaces/list").answer("{\"workspaces\":[{\"id\":7,\"name\":\"a\"},{\"name\":\"b\"}]}");
        WorkspaceListing listing(sender, this);
        QTRY_COMPARE(listing.done, 1);
        QCOMPARE(listing.rows.size(), std::size_t(1));
        QCOMPARE(listing.rows.front().id, WorkspaceId(7));
        QCOMPARE(listing.result->unreadable, 1);
    }

    void notAllowedSaysWhatToAskFor() {
        test::FakeSender sender;
        sender.expect("users/query").refuse(403, "RBAC: access denied", "text/plain");
        sender.expect("workspaces/list").refuse(403, "{\"msg\":\"no\",\"code\":403}");
        UserListing users(sender, this);
        WorkspaceListing workspaces(sender, this);
        QTRY_COMPARE(users.done + workspaces.done, 2);
        QVERIFY(!users.result && !workspaces.result);
        const Error& error = users.result.error();
        QCOMPARE(error.kind, ErrorKind::NotAllowed);
        QCOMPARE(error.sentence, u"Your account may not list users."_s);
        QCOMPARE(error.advice,
                 u"Ask an administrator of this instance for the role admin, or view-users of master-realm."_s);
        QVERIFY(error.details.contains("RBAC: access denied"_L1));
        QCOMPARE(error.httpStatus, 403);
        QCOMPARE(workspaces.result.error().sentence, u"Your account may not list workspaces."_s);
        QVERIFY(workspaces.result.error().advice.contains("role admin"_L1));
    }

    void otherErrorsStayWhatTheyAre_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("401") << 401 << ErrorKind::Unauthorized;
        QTest::newRow("404") << 404 << ErrorKind::NotOffered;
        QTest::newRow("429") << 429 << ErrorKind::TooManyRequests;
        QTest::newRow("500") << 500 << ErrorKind::ServerFailed;
        QTest::newRow("503") << 503 << ErrorKind::ServerBusy;
    }

    void otherErrorsStayWhatTheyAre() {
        QFETCH(const int, status);
        test::FakeSender sender;
        sender.expect("users/query").refuse(status, "{\"msg\":\"error querying keycloak server\",\"code\":500}");
        UserListing listing(sender, this);
        QTRY_COMPARE(listing.done, 1);
        QVERIFY(!listing.result);
        QTEST(listing.result.error().kind, "kind");
        QCOMPARE(listing.result.error().httpStatus, status);
        QVERIFY(!listing.result.error().sentence.contains("may not list"_L1));
    }

    void aRefusedListDoesNotAdviseToChangeWhatNobodyEntered() {
        test::FakeSender sender;
        sender.expect("users/query").refuse(400, R"({"msg":"bad request","code":400})");
        UserListing listing(sender, this);
        QTRY_COMPARE(listing.done, 1);
        QVERIFY(!listing.result);
        QCOMPARE(listing.result.error().kind, ErrorKind::Refused);
        QVERIFY2(!listing.result.error().advice.contains("entered"_L1), qPrintable(listing.result.error().advice));
    }

    void rowsBeforeAFailureStay() {
        test::FakeSender sender;
        auto& exchange = sender.expect("users/query");
        UserListing listing(sender, this);
        exchange.feed(userBody(10).chopped(3)).fail(ErrorKind::ConnectionLost);
        QTRY_COMPARE(listing.done, 1);
        QVERIFY(!listing.result);
        QCOMPARE(listing.rows.size(), std::size_t(9)); // the tenth was not whole
    }

    void aWrongShapeEndsTheList() {
        test::FakeSender sender;
        sender.expect("users/query").answer("[1,2]");
        UserListing listing(sender, this);
        QTRY_COMPARE(listing.done, 1);
        QVERIFY(!listing.result);
        QCOMPARE(listing.result.error().kind, ErrorKind::UnexpectedShape);
        QCOMPARE(listing.result.error().sentence, u"The answer to users/query cannot be understood: it is a list."_s);
    }

    void canceledIsSilent() {
        test::FakeSender sender;
        auto& exchange = sender.expect("users/query");
        UserListing listing(sender, this);
        exchange.feed(userBody(10).chopped(3));
        QTRY_COMPARE(listing.pieces, 1);
        listing.handle.cancel();
        exchange.feed("}}").finish();
        QCoreApplication::processEvents();
        QVERIFY(exchange.wasCanceled());
        QCOMPARE(listing.done, 0);
        QCOMPARE(listing.pieces, 1);
    }

    void whoStartedItMayGoAnyTime() {
        test::FakeSender sender;
        auto& exchange = sender.expect("users/query");
        auto context = std::make_unique<QObject>();
        UserListing listing(sender, context.get());
        exchange.feed(userBody(10));
        context.reset();
        exchange.finish();
        QCoreApplication::processEvents();
        QVERIFY(!listing.handle.isRunning());
        QCOMPARE(listing.done + listing.pieces, 0);
    }

    void mayBeCanceledFromWithinItsRows() {
        test::FakeSender sender;
        sender.expect("users/query").answer(userBody(5000));
        api::UsersApi users(sender, instance);
        http::Handle handle;
        int pieces = 0;
        bool done = false;
        handle = users.list(
            this,
            [&](const std::vector<User>&) {
                ++pieces;
                handle.cancel();
            },
            [&done](const Result<api::ListSummary>&) { done = true; });
        QTRY_COMPARE(pieces, 1);
        QCoreApplication::processEvents();
        QCOMPARE(pieces, 1);
        QVERIFY(!done);
    }
};

QTEST_GUILESS_MAIN(TestListApis)
#include "tst_listapis.moc"
