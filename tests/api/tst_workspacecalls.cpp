#include "api/decoding.h"
#include "api/memberreader.h"
#include "api/workspacesapi.h"
#include "support/fakesender.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

const Instance instance{QUrl(u"https://wallaroo.example.com:8443"_s), QUrl(u"https://login.example.com/auth"_s)};
const QString ana = u"5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911"_s;
const QString bo = u"c83e27a4-51bb-4f0e-9d1c-6fa0837d2245"_s;
constexpr auto lane = http::Lane::Bulk;

api::PersonRef person(const QString& id, const QString& email = {}) {
    return {UserId::fromString(id), email};
}

QJsonObject bodyOf(const test::FakeSender& sender) {
    return QJsonDocument::fromJson(sender.requests().back().body).object();
}

/// Waits for one answer.
template <typename T>
struct Answer {
    std::optional<Result<T>> got;
    int count = 0;

    auto take() {
        return [this](Result<T> result) {
            ++count;
            got = std::move(result);
        };
    }

    bool wait() {
        return QTest::qWaitFor([this] { return got.has_value(); });
    }
};

struct Desk {
    QObject context;
    test::FakeSender sender;
    api::WorkspacesApi api{sender, instance};

    Result<api::Members> members() {
        Answer<api::Members> answer;
        api.listUsers(WorkspaceId(27), lane, &context, answer.take());
        return answer.wait() ? *answer.got : Result<api::Members>();
    }
};

} // namespace

class TestWorkspaceCalls final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void membersAreRead() {
        const auto decoded = test::decode<api::MemberReader>(QByteArrayLiteral(
            R"({"users":[{"user_id":"5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911","user_type":"OWNER"},)"
            R"({"user_type":"collaborator","user_id":"c83e27a4-51bb-4f0e-9d1c-6fa0837d2245","x":[1]},)"
            R"({"user_id":"federated:1"},{"user_id":"f:2","user_type":null},)"
            R"({"user_id":"f:3","user_type":"VIEWER"}]})"));
        QVERIFY(decoded.result);
        const std::vector<Member> expected{{UserId::fromString(ana), MemberRole::Owner},
                                           {UserId::fromString(bo), MemberRole::Collaborator},
                                           {UserId::fromString(u"federated:1"_s), MemberRole::NotTold},
                                           {UserId::fromString(u"f:2"_s), MemberRole::NotTold},
                                           {UserId::fromString(u"f:3"_s), MemberRole::NotTold, u"VIEWER"_s}};
        QCOMPARE(decoded.rows, expected);
    }

    void memberEntriesWithoutAnId_data() {
        QTest::addColumn<QByteArray>("entry");
        QTest::newRow("missing") << R"({"user_type":"OWNER"})"_ba;
        QTest::newRow("null") << R"({"user_id":null})"_ba;
        QTest::newRow("empty") << R"({"user_id":""})"_ba;
        QTest::newRow("number") << R"({"user_id":5})"_ba;
    }

    void memberEntriesWithoutAnId() {
        QFETCH(const QByteArray, entry);
        Desk desk;
        desk.sender.expect("workspaces/list_users").answer("{\"users\":[" + entry + R"(,{"user_id":"a"}]})");
        const auto members = desk.members();
        QVERIFY(members);
        QCOMPARE(members->members.size(), size_t(1));
        QCOMPARE(members->unreadable, 1);
        QVERIFY(members->firstUnreadable.contains(u"user_id"_s));
    }

    void aMemberTwiceIsOne() {
        const auto decoded = test::decode<api::MemberReader>(
            R"({"users":[{"user_id":"a","user_type":"OWNER"},{"user_id":"a","user_type":"COLLABORATOR"}]})"_ba);
        QCOMPARE(decoded.rows.size(), size_t(1));
        QCOMPARE(decoded.summary.duplicates, 1);
    }

    void manyMembers() {
        QByteArray body = "{\"users\":[";
        for (int i = 0; i < 10'000; ++i)
            body +=
                QByteArray(i ? "," : "") + "{\"user_id\":\"u" + QByteArray::number(i) + "\",\"user_type\":\"OWNER\"}";
        Desk desk;
        desk.sender.expect("workspaces/list_users").answer(body + "]}");
        const auto members = desk.members();
        QVERIFY(members);
        QCOMPARE(members->members.size(), size_t(10'000));
        QCOMPARE(members->members.back().user, UserId::fromString(u"u9999"_s));
    }

    void nobodyIsAnAnswer() {
        Desk desk;
        desk.sender.expect("workspaces/list_users").answer(R"({"users":[]})");
        const auto members = desk.members();
        QVERIFY(members);
        QVERIFY(members->members.empty());
        QCOMPARE(desk.sender.requests().front().body, R"({"workspace_id":27})"_ba);
    }

    void membersThatAreNotThere_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no list") << "{}"_ba;
        QTest::newRow("null") << R"({"users":null})"_ba;
        QTest::newRow("cut") << R"({"users":[{"user_id":"a"})"_ba;
        QTest::newRow("a map") << R"({"users":{"a":{}}})"_ba;
    }

    void membersThatAreNotThere() {
        QFETCH(const QByteArray, body);
        Desk desk;
        desk.sender.expect("workspaces/list_users").answer(body);
        QVERIFY(!desk.members()); // an error, never "nobody"
    }

    void refusalsSayWhat() {
        Desk desk;
        desk.sender.expect("workspaces/list_users").refuse(403, R"({"msg":"Forbidden","code":403})");
        const auto members = desk.members();
        QVERIFY(!members);
        QCOMPARE(members.error().kind, ErrorKind::NotAllowed);
        QVERIFY(members.error().sentence.contains(u"members"_s));
    }

    void creates() {
        Desk desk;
        desk.sender.expect("workspaces/create").answer(R"({"workspace_id":27})");
        Answer<WorkspaceId> answer;
        desk.api.create(u"fraud-watch"_s, &desk.context, answer.take());
        QVERIFY(answer.wait());
        QVERIFY(*answer.got);
        QCOMPARE(answer.got->value(), WorkspaceId(27));
        QCOMPARE(desk.sender.requests().front().url,
                 QUrl(u"https://wallaroo.example.com:8443/v1/api/workspaces/create"_s));
        QCOMPARE(bodyOf(desk.sender), (QJsonObject{{u"workspace_name"_s, u"fraud-watch"_s}}));
        QVERIFY(!desk.sender.requests().front().streamed);
    }

    void aNameThatIsTakenIsSaidToBe() {
        const QByteArray body = "{\"msg\":\"Uniqueness violation. \\\"workspace_name_key\\\"\",\"code\":500}";
        for (const int status : {400, 500}) {
            Desk desk;
            desk.sender.expect("workspaces/create").refuse(status, body);
            Answer<WorkspaceId> answer;
            desk.api.create(u"fraud-watch"_s, &desk.context, answer.take());
            QVERIFY(answer.wait());
            QVERIFY(!*answer.got);
            const Error& error = answer.got->error();
            QCOMPARE(error.kind, ErrorKind::Refused);
            QVERIFY2(error.sentence.contains(u"taken"_s) && !error.sentence.contains(u"Uniqueness"_s),
                     qPrintable(error.sentence));
            QVERIFY(error.serverText.isEmpty()); // it is for support only
            QVERIFY2(error.details.contains(u"workspace_name_key"_s), qPrintable(error.details));
        }
    }

    void yesWithoutWhat_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << ""_ba;
        QTest::newRow("empty object") << "{}"_ba;
        QTest::newRow("null") << R"({"workspace_id":null})"_ba;
        QTest::newRow("no JSON") << "created"_ba;
    }

    void yesWithoutWhat() {
        QFETCH(const QByteArray, body);
        Desk desk;
        desk.sender.expect("workspaces/create").answer(body);
        Answer<WorkspaceId> answer;
        desk.api.create(u"a"_s, &desk.context, answer.take());
        QVERIFY(answer.wait());
        QVERIFY(!*answer.got);
        QCOMPARE(answer.got->error().kind, ErrorKind::OutcomeUnknown); // it may exist now
    }

    void addsByBothNames() {
        Desk desk;
        desk.sender.expect("workspaces/add_user").answer("{}");
        Answer<void> answer;
        desk.api.addUser(WorkspaceId(27), person(ana, u"ana@example.com"_s), MemberRole::Owner, lane, &desk.context,
                         answer.take());
        QVERIFY(answer.wait());
        QVERIFY(*answer.got);
        QCOMPARE(bodyOf(desk.sender), (QJsonObject{{u"workspace_id"_s, 27},
                                                   {u"user_id"_s, ana},
                                                   {u"email"_s, u"ana@example.com"_s},
                                                   {u"user_type"_s, u"OWNER"_s},
                                                   {u"url"_s, u"https://wallaroo.example.com:8443"_s}}));
    }

    void addsWhoHasNoAddress() {
        Desk desk;
        desk.sender.expect("workspaces/add_user").answer(""); // some proxies drop `{}`
        Answer<void> answer;
        desk.api.addUser(WorkspaceId(27), person(bo), MemberRole::Collaborator, lane, &desk.context, answer.take());
        QVERIFY(answer.wait());
        QVERIFY(*answer.got);
        QVERIFY(!bodyOf(desk.sender).contains(u"email"_s));
        QCOMPARE(bodyOf(desk.sender).value(u"user_type"_s).toString(), u"COLLABORATOR"_s);
    }

    void whoIsGoneIsSaid() {
        Desk desk;
        desk.sender.expect("workspaces/add_user")
            .refuse(500, R"({"msg":"Failed to find user in Keycloak: No user was found in Keycloak.","code":500})");
        Answer<void> answer;
        desk.api.addUser(WorkspaceId(27), person(ana), MemberRole::Owner, lane, &desk.context, answer.take());
        QVERIFY(answer.wait());
        QCOMPARE(answer.got->error().sentence, u"The server does not know this person any more."_s);
    }

    void removes_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<qint64>("rows");
        QTest::newRow("a member") << R"({"affected_rows":1})"_ba << qint64(1);
        QTest::newRow("no member, said with 200") << R"({"affected_rows":0})"_ba << qint64(0);
        QTest::newRow("as a text") << R"({"affected_rows":"1"})"_ba << qint64(1);
    }

    void removes() {
        QFETCH(const QByteArray, body);
        QFETCH(const qint64, rows);
        Desk desk;
        desk.sender.expect("workspaces/remove_user").answer(body);
        Answer<qint64> answer;
        desk.api.removeUser(WorkspaceId(27), person(ana, u"ana@example.com"_s), lane, &desk.context, answer.take());
        QVERIFY(answer.wait());
        QVERIFY(*answer.got);
        QCOMPARE(answer.got->value(), rows);
        QCOMPARE(bodyOf(desk.sender), (QJsonObject{{u"workspace_id"_s, 27}, {u"user_id"_s, ana}}));
    }

    void asksForSomePeoplesWorkspaces() {
        Desk desk;
        desk.sender.expect("workspaces/list").answer(R"({"workspaces":[]})");
        desk.sender.expect("workspaces/list").answer(R"({"workspaces":[]})");
        Answer<api::ListSummary> one;
        Answer<api::ListSummary> two;
        desk.api.listOf(
            {UserId::fromString(ana)}, &desk.context, [](const auto&) {}, one.take());
        desk.api.listOf(
            {UserId::fromString(ana), UserId::fromString(bo)}, &desk.context, [](const auto&) {}, two.take());
        QVERIFY(one.wait() && two.wait());
        QCOMPARE(desk.sender.requests()[0].body,
                 "{\"user_id\":\"" + ana.toUtf8() + "\",\"user_ids\":[\"" + ana.toUtf8() + "\"]}");
        QCOMPARE(desk.sender.requests()[1].body, "{\"user_ids\":[\"" + ana.toUtf8() + "\",\"" + bo.toUtf8() + "\"]}");
    }

    void nothingAfterTheContextDied() {
        test::FakeSender sender;
        api::WorkspacesApi api{sender, instance};
        auto& held = sender.expect("workspaces/list_users");
        Answer<api::Members> answer;
        {
            QObject context;
            api.listUsers(WorkspaceId(1), lane, &context, answer.take());
        }
        held.answer(R"({"users":[]})");
        QTest::qWait(0);
        QCOMPARE(answer.count, 0);
        QVERIFY(held.wasCanceled());
    }
};

QTEST_GUILESS_MAIN(TestWorkspaceCalls)
#include "tst_workspacecalls.moc"
