#include "api/keycloakadminapi.h"
#include "api/keycloakreaders.h"
#include "awaited.h"
#include "support/fakesender.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::api;
using test::Awaited;
using test::FakeSender;

namespace {

const Instance instance{QUrl(u"https://wallaroo.example.com"_s), QUrl(u"https://login.example.com/auth"_s)};
const QByteArray mira = "5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911";
constexpr auto lane = http::Lane::Bulk;

/// The API over a fake connection.
struct Desk {
    FakeSender sender;
    KeycloakAdminApi api{sender, instance};
    QObject context;
    UserId id = UserId::fromUtf8(mira);

    [[nodiscard]] const FakeSender::Seen& seen(std::size_t n = 0) const { return sender.requests()[n]; }

    [[nodiscard]] QJsonObject body() const { return QJsonDocument::fromJson(seen().body).object(); }
};

QByteArray person(const QByteArray& members) {
    return R"({"id":")" + mira + R"(","username":"mira","enabled":true)" + members + '}';
}

http::CallReport noReport() {
    return {};
}

} // namespace

class TestKeycloakAdmin final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void listsInBriefForm() {
        Desk desk;
        desk.sender.expect("/auth/admin/realms/master/users")
            .answer('[' + person(R"(,"email":"m@b","createdTimestamp":1746021845120)") + ",{\"broken\":1}]");
        std::vector<User> rows;
        Awaited<ListSummary> summary;
        UsersPage page;
        page.search = u"a+b & c%"_s;
        page.enabled = false;
        page.first = 1000;
        desk.api.list(
            page, &desk.context, [&rows](const std::vector<User>& got) { rows = got; }, summary.take());
        QVERIFY(summary.wait());
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows[0].email(), u"m@b"_s);
        QCOMPARE(rows[0].type, UserType::NotTold);
        QVERIFY(!rows[0].lastLogin.isTold());
        QCOMPARE(summary.wait()->unreadable, 1);
        QCOMPARE(summary.wait()->firstUnreadable, u"[1]: `id` is missing"_s);
        const QUrlQuery query(desk.seen().url);
        QCOMPARE(query.queryItemValue(u"briefRepresentation"_s), u"true"_s);
        QCOMPARE(query.queryItemValue(u"first"_s), u"1000"_s);
        QCOMPARE(query.queryItemValue(u"enabled"_s), u"false"_s);
        QCOMPARE(query.queryItemValue(u"search"_s, QUrl::FullyDecoded), u"a+b & c%"_s);
        QVERIFY(desk.seen().url.query(QUrl::FullyEncoded).contains(u"a%2Bb"_s)); // a bare + would be a space
        QVERIFY(desk.seen().streamed);
        QCOMPARE(desk.seen().method, http::Method::Get);
    }

    void anEmptyListIsAnAnswer() {
        Desk desk;
        desk.sender.expect("admin users").answer("[]");
        Awaited<ListSummary> summary;
        desk.api.list(
            {}, &desk.context, [](const std::vector<User>&) {}, summary.take());
        QVERIFY(summary.wait());
        QCOMPARE(summary.wait()->rows, 0); // which with query-users alone means "not allowed"
    }

    void anObjectIsNoList() {
        Desk desk;
        desk.sender.expect("admin users").answer(R"({"users":{}})");
        Awaited<ListSummary> summary;
        desk.api.list(
            {}, &desk.context, [](const std::vector<User>&) {}, summary.take());
        QVERIFY(!summary.wait());
        QCOMPARE(summary.wait().error().kind, ErrorKind::UnexpectedShape);
    }

    void membersOfTheRole() {
        Desk desk;
        desk.sender.expect("/auth/admin/realms/master/roles/admin/users").answer('[' + person({}) + ']');
        Awaited<ListSummary> summary;
        desk.api.adminMembers(
            0, 100, &desk.context, [](const std::vector<User>&) {}, summary.take());
        QVERIFY(summary.wait());
        QCOMPARE(summary.wait()->rows, 1);
    }

    void onePerson() {
        Desk desk;
        desk.sender.expect("admin user")
            .answer(person(R"(,"requiredActions":["UPDATE_PASSWORD",7],"access":{"manage":true,"mapRoles":false})"));
        Awaited<KeycloakUser> user;
        desk.api.one(desk.id, lane, &desk.context, user.take());
        QVERIFY(user.wait());
        QCOMPARE(user.wait()->user.requiredActions, QStringList{u"UPDATE_PASSWORD"_s});
        QCOMPARE(user.wait()->mayManage, std::optional(true));
        QCOMPARE(user.wait()->mayMapRoles, std::optional(false));
        QCOMPARE(desk.seen().url.path(), u"/auth/admin/realms/master/users/"_s + QString::fromLatin1(mira));
        QCOMPARE(desk.seen().url.host(), u"login.example.com"_s);
    }

    void aHostileIdStaysOneSegment() {
        Desk desk;
        desk.sender.expect("admin log out").answer({}, 204);
        Awaited<Receipt> receipt;
        desk.api.logOut(UserId::fromUtf8("../roles?x#y"), lane, &desk.context, receipt.take());
        QVERIFY(receipt.wait());
        QVERIFY2(desk.seen().url.toEncoded().endsWith("/users/..%2Froles%3Fx%23y/logout"),
                 desk.seen().url.toEncoded().constData());
        QVERIFY(!desk.seen().url.hasQuery());
    }

    void byTheExactName() {
        Desk desk;
        desk.sender.expect("admin user by name").answer("[]");
        desk.sender.expect("admin user by name").answer('[' + person({}) + ']');
        Awaited<std::optional<KeycloakUser>> nobody;
        desk.api.byUsername(u"m+ira"_s, &desk.context, nobody.take());
        QVERIFY(nobody.wait());
        QVERIFY(!nobody.wait()->has_value());
        Awaited<std::optional<KeycloakUser>> somebody;
        desk.api.byUsername(u"mira"_s, &desk.context, somebody.take());
        QVERIFY(somebody.wait());
        QVERIFY(somebody.wait()->has_value());
        QVERIFY(desk.seen().url.query(QUrl::FullyEncoded).contains(u"username=m%2Bira&exact=true"_s));
    }

    void onlyTheMembersThatChange() {
        Desk desk;
        desk.sender.expect("admin change user").answer({}, 204);
        UserChange change;
        QVERIFY(change.isEmpty());
        change.email = QString(u""_s);
        change.enabled = false;
        change.requiredActions = QStringList{u"VERIFY_EMAIL"_s};
        QVERIFY(!change.isEmpty());
        Awaited<Receipt> receipt;
        desk.api.update(desk.id, change, lane, &desk.context, receipt.take());
        QVERIFY(receipt.wait());
        QCOMPARE(desk.seen().method, http::Method::Put);
        QCOMPARE(desk.body(), (QJsonObject{{u"email"_s, QString(u""_s)},
                                           {u"enabled"_s, false},
                                           {u"requiredActions"_s, QJsonArray{u"VERIFY_EMAIL"_s}}}));
    }

    void createsWithATemporaryPassword() {
        Desk desk;
        desk.sender.expect("admin create user").answer({}, 201);
        Awaited<KeycloakAdminApi::Created> created;
        desk.api.create({u"p@b"_s, u"p@b"_s, u"P"_s, {}, Secret("a\"b")}, lane, &desk.context, created.take());
        QVERIFY(created.wait());
        QVERIFY(created.wait()->id.isEmpty()); // no Location
        QCOMPARE(desk.body(), (QJsonObject{{u"username"_s, u"p@b"_s},
                                           {u"email"_s, u"p@b"_s},
                                           {u"firstName"_s, u"P"_s},
                                           {u"enabled"_s, true},
                                           {u"credentials"_s, QJsonArray{QJsonObject{{u"type"_s, u"password"_s},
                                                                                     {u"temporary"_s, true},
                                                                                     {u"value"_s, u"a\"b"_s}}}}}));
    }

    void withoutAPasswordNoneIsSet() {
        Desk desk;
        desk.sender.expect("admin create user").answer({}, 201);
        Awaited<KeycloakAdminApi::Created> created;
        desk.api.create({u"p@b"_s, {}, {}, {}, {}}, lane, &desk.context, created.take());
        QVERIFY(created.wait());
        QCOMPARE(desk.body(), (QJsonObject{{u"username"_s, u"p@b"_s}, {u"enabled"_s, true}}));
    }

    void resetsAPassword() {
        Desk desk;
        desk.sender.expect("admin reset password").answer({}, 204);
        Awaited<Receipt> receipt;
        desk.api.resetPassword(desk.id, Secret("n\xC3\xA9w"), true, lane, &desk.context, receipt.take());
        QVERIFY(receipt.wait());
        QCOMPARE(desk.body(),
                 (QJsonObject{{u"type"_s, u"password"_s}, {u"temporary"_s, true}, {u"value"_s, u"néw"_s}}));
    }

    void changesWithoutABodyHaveNone_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("method");
        for (const char* name : {"admin delete user", "admin log out", "admin clear lock", "admin end session"})
            QTest::newRow(name) << QByteArray(name)
                                << static_cast<int>(QByteArray(name) == "admin log out" ? http::Method::Post
                                                                                        : http::Method::Delete);
    }

    void changesWithoutABodyHaveNone() {
        QFETCH(QByteArray, name);
        QFETCH(int, method);
        Desk desk;
        desk.sender.expect(name).answer({}, 204);
        Awaited<Receipt> receipt;
        if (name == "admin delete user")
            desk.api.remove(desk.id, lane, &desk.context, receipt.take());
        else if (name == "admin log out")
            desk.api.logOut(desk.id, lane, &desk.context, receipt.take());
        else if (name == "admin clear lock")
            desk.api.clearLock(desk.id, lane, &desk.context, receipt.take());
        else
            desk.api.endSession(u"s-1"_s, lane, &desk.context, receipt.take());
        QVERIFY(receipt.wait());
        QCOMPARE(static_cast<int>(desk.seen().method), method);
        QVERIFY(desk.seen().body.isEmpty());
    }

    void rolesAndMembership() {
        Desk desk;
        desk.sender.expect("admin roles of user")
            .answer(R"([{"id":"r-1","name":"default-roles-master","composite":true},3])");
        desk.sender.expect("admin role").answer(R"({"id":"r-9","name":"admin"})");
        desk.sender.expect("admin take role").answer({}, 204);
        Awaited<std::vector<Role>> roles;
        desk.api.realmRoles(desk.id, true, lane, &desk.context, roles.take());
        QVERIFY(roles.wait());
        QCOMPARE(*roles.wait(), (std::vector<Role>{{u"r-1"_s, u"default-roles-master"_s, true}}));
        QVERIFY(desk.seen().url.path().endsWith(u"/role-mappings/realm/composite"_s));
        Awaited<Role> role;
        desk.api.role(u"admin"_s, lane, &desk.context, role.take());
        QVERIFY(role.wait());
        Awaited<Receipt> receipt;
        desk.api.takeRole(desk.id, *role.wait(), lane, &desk.context, receipt.take());
        QVERIFY(receipt.wait());
        QCOMPARE(desk.seen(2).method, http::Method::Delete);
        QCOMPARE(desk.seen(2).body, QByteArray(R"([{"id":"r-9","name":"admin"}])"));
    }

    void rolesOfClients() {
        Desk desk;
        desk.sender.expect("admin mappings of user")
            .answer(R"({"realmMappings":[{"id":"r","name":"admin"}],"clientMappings":{"master-realm":{"id":"c",)"
                    R"("client":"master-realm","mappings":[{"id":"1","name":"view-users"},7]},"odd":4}})");
        desk.sender.expect("admin mappings of user").answer("{}");
        Awaited<QStringList> roles;
        desk.api.clientRoles(desk.id, lane, &desk.context, roles.take());
        QVERIFY(roles.wait());
        QCOMPARE(*roles.wait(), QStringList(u"master-realm: view-users"_s));
        QVERIFY(desk.seen().url.path().endsWith(u"/role-mappings"_s));
        Awaited<QStringList> none;
        desk.api.clientRoles(desk.id, lane, &desk.context, none.take());
        QVERIFY(none.wait());
        QVERIFY(none.wait()->isEmpty());
    }

    void clientByItsName() {
        Desk desk;
        desk.sender.expect("admin client")
            .answer(R"([{"id":"x","clientId":"api-client-2"},{"id":"y","clientId":"api-client"}])");
        Awaited<std::optional<QString>> id;
        desk.api.clientId(u"api-client"_s, &desk.context, id.take());
        QVERIFY(id.wait());
        QCOMPARE(*id.wait(), std::optional(u"y"_s));
    }

    void refusalsInWordsThatHelp_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, int status, const QByteArray& body, ErrorKind kind, const QString& says) {
            QTest::newRow(name) << status << body << kind << says;
        };
        row("403 of 26", 403, R"({"error":"HTTP 403 Forbidden"})", ErrorKind::NotAllowed, u"may not"_s);
        row("403 of 22", 403, R"({"error":"unknown_error"})", ErrorKind::NotAllowed, u"may not"_s);
        row("gone", 404, R"({"error":"User not found"})", ErrorKind::NotFound, u"does not know"_s);
        row("no admin REST", 404, R"({"error":"Realm not found."})", ErrorKind::NotOffered, u"does not offer"_s);
        row("a proxy's 404", 404, "nothing here", ErrorKind::NotOffered, u"does not offer"_s);
        row("name taken", 409, R"({"errorMessage":"User exists with same username"})", ErrorKind::Refused,
            u"this user name"_s);
        row("mail taken", 409, R"({"errorMessage":"User exists with same email"})", ErrorKind::Refused,
            u"this e-mail address"_s);
        row("bad mail", 400, R"({"field":"email","errorMessage":"error-invalid-email","params":["email","x"]})",
            ErrorKind::Refused, u"e-mail address"_s);
        row("several faults", 400,
            R"({"errors":[{"field":"email","errorMessage":"error-invalid-email"},{"field":"x","errorMessage":"y"}]})",
            ErrorKind::Refused, u"e-mail address"_s);
        row("bad mail of 22", 400, R"({"errorMessage":"Invalid email address."})", ErrorKind::Refused,
            u"e-mail address"_s);
        row("policy", 400,
            R"({"error":"invalidPasswordMinLengthMessage","error_description":"Invalid password: minimum length 12."})",
            ErrorKind::Refused, u"minimum length 12"_s);
        row("empty password", 400, R"({"error":"Empty password not allowed"})", ErrorKind::Refused, u"empty"_s);
        row("name not to be changed", 400, R"({"errorMessage":"error-user-attribute-read-only"})", ErrorKind::Refused,
            u"user names"_s);
        row("anything else", 400, R"({"errorMessage":"Bad day"})", ErrorKind::Refused, u"Bad day"_s);
    }

    void refusalsInWordsThatHelp() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, says);
        Desk desk;
        desk.sender.expect("admin delete user").refuse(status, body);
        Awaited<Receipt> receipt;
        desk.api.remove(desk.id, lane, &desk.context, receipt.take());
        QVERIFY(!receipt.wait());
        const Error& error = receipt.wait().error();
        QCOMPARE(error.kind, kind);
        QVERIFY2(error.sentence.contains(says), qPrintable(error.sentence));
        QVERIFY(error.details.contains(u"status: %1"_s.arg(status)));
    }

    // --- readers ---

    void sessionsOfOnePerson() {
        const auto sessions = readSessions(
            R"([{"id":"s-1","ipAddress":"192.0.2.10","start":1765790412000,"lastAccess":1765790999000,"clients":{"c1":"sdk-client"}},{"id":"s-2","clients":{}},5])",
            noReport());
        QVERIFY(sessions);
        QCOMPARE(sessions->size(), std::size_t(2));
        QCOMPARE((*sessions)[0].clients, QStringList{u"sdk-client"_s});
        QCOMPARE((*sessions)[0].started, Moment::at(1765790412000));
        QVERIFY(!(*sessions)[1].started.isTold());
    }

    void waysToSignIn() {
        const auto told = readKeycloakUser(
            person(R"(,"totp":true,"federatedIdentities":[{"identityProvider":"google","userName":"m@b"},9])"),
            noReport());
        QVERIFY(told);
        QCOMPARE(told->hasOneTimeCode, std::optional(true));
        QCOMPARE(told->identities, (std::vector<OutsideIdentity>{{u"google"_s, u"m@b"_s}}));
        const auto bare = readKeycloakUser(person({}), noReport());
        QVERIFY(bare);
        QCOMPARE(bare->hasOneTimeCode, std::optional<bool>());
        QVERIFY(bare->identities.empty());
    }

    void locksOfEachVersion() {
        const auto old = readLockState(
            R"({"disabled":true,"numFailures":30,"lastIPFailure":"192.0.2.1","lastFailure":1765790412000})",
            noReport());
        QVERIFY(old);
        QVERIFY(old->isLocked);
        QVERIFY(!old->isPermanent);
        QVERIFY(!old->endsAt.isTold());
        QCOMPARE(old->failures, 30);
        const auto until =
            readLockState(R"({"disabled":true,"numFailures":3,"failedLoginNotBefore":1765790412})", noReport());
        QCOMPARE(until->endsAt, Moment::at(1765790412000));
        // 2^63 - 1: as a double it would be 2^63, and no number of ours
        const auto forever =
            readLockState(R"({"disabled":true,"failedLoginNotBefore":9223372036854775807})", noReport());
        QVERIFY(forever);
        QVERIFY(forever->isPermanent);
        QVERIFY(!forever->endsAt.isTold());
        const auto none =
            readLockState(R"({"disabled":false,"numFailures":0,"lastIPFailure":"n/a","lastFailure":0})", noReport());
        QVERIFY(!none->isLocked);
        QVERIFY(!none->lastFailure.isTold());
    }

    void whatIsNotAsDescribedIsAnError_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("empty") << ""_ba << ErrorKind::Incomplete;
        QTest::newRow("cut") << "{\"id\":\"x"_ba << ErrorKind::Incomplete;
        QTest::newRow("words") << "oops"_ba << ErrorKind::Damaged;
        QTest::newRow("list") << "[]"_ba << ErrorKind::UnexpectedShape;
        QTest::newRow("number") << "7"_ba << ErrorKind::UnexpectedShape;
        QTest::newRow("no id") << R"({"username":"u","enabled":true})"_ba << ErrorKind::UnexpectedShape;
        QTest::newRow("no status") << R"({"id":"x","username":"u"})"_ba << ErrorKind::UnexpectedShape;
        QTest::newRow("deep") << QByteArray(100'000, '[') << ErrorKind::Damaged;
    }

    void whatIsNotAsDescribedIsAnError() {
        QFETCH(QByteArray, body);
        QFETCH(ErrorKind, kind);
        const auto user = readKeycloakUser(body, noReport());
        QVERIFY(!user);
        QCOMPARE(user.error().kind, kind);
    }

    void halfACharacterDoesNotSpoilAPerson() {
        const auto user = readKeycloakUser(person(R"(,"firstName":"a\ud800b")"), noReport());
        QVERIFY(user);
        QCOMPARE(user->user.firstName(), u"a\ufffdb"_s);
    }
};

QTEST_GUILESS_MAIN(TestKeycloakAdmin)
#include "tst_keycloakadmin.moc"
