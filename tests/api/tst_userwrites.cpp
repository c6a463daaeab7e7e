#include "api/accountactions.h"
#include "awaited.h"
#include "support/fakesender.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::api;
using test::Awaited;
using test::FakeSender;

namespace {

const Instance instance{QUrl(u"https://wallaroo.example.com:8443"_s), QUrl(u"https://login.example.com/auth"_s)};
const QByteArray mira = "5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911";
constexpr auto lane = http::Lane::Interactive;

QJsonObject bodyOf(const FakeSender::Seen& seen) {
    return QJsonDocument::fromJson(seen.body).object();
}

const QByteArray miraNow = "\"username\":\"m\",\"firstName\":\"M\",\"lastName\":\"Old\",\"email\":\"m@b\",";

/// A list that tells roles, with her in it; empty: without her.
QByteArray listJson(const QByteArray& members) {
    const QByteArray her = members.isEmpty() ? QByteArray() : "\"" + mira + "\":{" + members + "},";
    return "{\"users\":{" + her
           + "\"5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a912\":{\"username\":\"x\",\"enabled\":true,"
             "\"realmRoles\":[\"admin\"]}}}";
}

QByteArray notThisProduct() {
    return R"({"msg":"user management is not supported in this product configuration","code":403})";
}

} // namespace

constexpr auto keycloakNotReached = R"({"msg":"error querying keycloak server","code":500})";

/// What UsersApi changes, and the two ways of AccountActions.
class TestUserWrites final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void byEmail() {
        FakeSender sender;
        UsersApi users(sender, instance);
        QObject context;
        sender.expect("/v1/api/users/deactivate").answer("{}");
        sender.expect("/v1/api/users/activate").answer("null");
        Awaited<Receipt> off;
        Awaited<Receipt> on;
        users.deactivate(u"a+b@example.com"_s, lane, &context, off.take());
        QVERIFY(off.wait());
        users.activate(u"a+b@example.com"_s, lane, &context, on.take());
        QVERIFY(on.wait());
        QCOMPARE(sender.requests()[0].method, http::Method::Post);
        QCOMPARE(bodyOf(sender.requests()[0]), (QJsonObject{{u"email"_s, u"a+b@example.com"_s}}));
    }

    void inviteAlwaysSendsRoles() {
        FakeSender sender;
        UsersApi users(sender, instance);
        QObject context;
        sender.expect("users/invite").answer("{\"id\":\"" + mira + "\",\"password\":\"Temp-\\\"8841\"}");
        Awaited<Invited> invited;
        users.invite({u"p@example.com"_s, {}, false, true}, lane, &context, invited.take());
        QVERIFY(invited.wait());
        QCOMPARE(invited.wait()->id, UserId::fromUtf8(mira));
        QVERIFY(invited.wait()->password == Secret("Temp-\"8841"));
        const QJsonObject body = bodyOf(sender.requests()[0]);
        QCOMPARE(body["roles"_L1], QJsonValue(QJsonArray()));
        QCOMPARE(body["require_reset"_L1], QJsonValue(true));
        QVERIFY(!body.contains("password"_L1));
    }

    void aPasswordGoesOutAsItIs() {
        FakeSender sender;
        UsersApi users(sender, instance);
        QObject context;
        sender.expect("users/invite").answer("{}");
        Awaited<Invited> invited;
        const QByteArray hostile = "q\"uo\\te\x01 \xC3\xA9\xF0\x9F\x99\x82";
        users.invite({u"p@example.com"_s, Secret(hostile), true, false}, lane, &context, invited.take());
        QVERIFY(invited.wait());
        QVERIFY(invited.wait()->password.isEmpty());
        QCOMPARE(bodyOf(sender.requests()[0])["password"_L1].toString().toUtf8(), hostile);
    }

    void aRefusedInvitationSaysWhy_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("seats") << 403 << R"({"msg":"Forbidden","code":403})"_ba << ErrorKind::NotAllowed;
        QTest::newRow("empty") << 403 << ""_ba << ErrorKind::NotAllowed;
        QTest::newRow("product") << 403 << notThisProduct() << ErrorKind::NotOffered;
        QTest::newRow("exists") << 400 << R"({"msg":"user exists","code":400})"_ba << ErrorKind::Refused;
    }

    void aRefusedInvitationSaysWhy() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(ErrorKind, kind);
        FakeSender sender;
        UsersApi users(sender, instance);
        QObject context;
        sender.expect("users/invite").refuse(status, body);
        Awaited<Invited> invited;
        users.invite({u"p@example.com"_s, {}, false, true}, lane, &context, invited.take());
        QVERIFY(!invited.wait());
        QCOMPARE(invited.wait().error().kind, kind);
        QVERIFY(!invited.wait().error().sentence.isEmpty());
        QVERIFY(!invited.wait().error().advice.isEmpty());
        QVERIFY(!invited.wait().error().details.isEmpty());
    }

    void aPageInPlaceOfAnAnswerIsAnError() {
        FakeSender sender;
        UsersApi users(sender, instance);
        QObject context;
        sender.expect("users/deactivate").answer("<html>", 200, "text/html");
        sender.expect("users/invite").answer("<html>", 200, "text/html");
        Awaited<Receipt> receipt;
        Awaited<Invited> invited;
        users.deactivate(u"a@b"_s, lane, &context, receipt.take());
        users.invite({u"p@b"_s, {}, false, true}, lane, &context, invited.take());
        QVERIFY(!receipt.wait());
        QCOMPARE(receipt.wait().error().kind, ErrorKind::WebPage);
        QVERIFY(!invited.wait());
        QCOMPARE(invited.wait().error().kind, ErrorKind::WebPage);
    }

    void editWritesAllSix() {
        FakeSender sender;
        UsersApi users(sender, instance);
        QObject context;
        sender.expect("/v1/api/user").answer("null");
        Awaited<Receipt> receipt;
        users.edit({UserId::fromUtf8(mira), {}, u"S"_s, u"m@b"_s, true, true}, lane, &context, receipt.take());
        QVERIFY(receipt.wait());
        QCOMPARE(bodyOf(sender.requests()[0]), (QJsonObject{{u"id"_s, QString::fromLatin1(mira)},
                                                            {u"firstName"_s, QString(u""_s)},
                                                            {u"lastName"_s, u"S"_s},
                                                            {u"email"_s, u"m@b"_s},
                                                            {u"enabled"_s, true},
                                                            {u"isAdmin"_s, true}}));
    }

    void anAnswerByIdTellsNeitherSignInNorRoles() {
        FakeSender sender;
        UsersApi users(sender, instance);
        QObject context;
        sender.expect("users/query")
            .answer(R"({"users":{")" + mira
                    + R"(":{"username":"mira","enabled":false,"lastLogin":null},)"
                      R"("c83e27a4-51bb-4f0e-9d1c-6fa0837d2245":null}})");
        Awaited<std::vector<User>> people;
        users.query({UserId::fromUtf8(mira), UserId::fromUtf8("c83e27a4-51bb-4f0e-9d1c-6fa0837d2245")}, lane, &context,
                    people.take());
        QVERIFY(people.wait());
        QCOMPARE(people.wait()->size(), std::size_t(1)); // null: no such person
        const User& person = people.wait()->front();
        QVERIFY(!person.lastLogin.isTold());
        QCOMPARE(person.type, UserType::NotTold);
        QCOMPARE(person.status, UserStatus::Inactive);
        QCOMPARE(bodyOf(sender.requests()[0])["user_ids"_L1].toArray().size(), 2);
    }

    // --- two ways to the same act ---

    void theApiFirstAndRemembered() {
        FakeSender sender;
        UsersApi users(sender, instance);
        KeycloakAdminApi keycloak(sender, instance);
        AccountActions actions(users, keycloak);
        QObject context;
        sender.expect("users/deactivate").answer("{}");
        Awaited<AccountActions::Done> done;
        actions.setEnabled({UserId::fromUtf8(mira), u"m@b"_s}, false, lane, &context, done.take());
        QVERIFY(done.wait());
        QCOMPARE(done.wait()->way, AccountActions::Way::Api);
        QCOMPARE(actions.way(), AccountActions::Way::Api);
    }

    void whereTheApiHasNoSuchCallKeycloakIsTakenAndRemembered() {
        FakeSender sender;
        UsersApi users(sender, instance);
        KeycloakAdminApi keycloak(sender, instance);
        AccountActions actions(users, keycloak);
        QObject context;
        sender.expect("users/activate").refuse(403, notThisProduct());
        sender.expect("admin change user").answer({}, 204);
        sender.expect("admin change user").answer({}, 204);
        Awaited<AccountActions::Done> first;
        actions.setEnabled({UserId::fromUtf8(mira), u"m@b"_s}, true, lane, &context, first.take());
        QVERIFY(first.wait());
        QCOMPARE(first.wait()->way, AccountActions::Way::Keycloak);
        Awaited<AccountActions::Done> second;
        actions.setEnabled({UserId::fromUtf8(mira), u"m@b"_s}, false, lane, &context, second.take());
        QVERIFY(second.wait());
        QCOMPARE(sender.count(u"users/deactivate"_s), 0); // the API is not asked any more
        QCOMPARE(bodyOf(sender.requests()[1]), (QJsonObject{{u"enabled"_s, true}}));
    }

    void howPeopleGetInIsAMatterOfItsOwn() {
        FakeSender sender;
        UsersApi users(sender, instance);
        KeycloakAdminApi keycloak(sender, instance);
        AccountActions actions(users, keycloak);
        QObject context;
        sender.expect("users/deactivate").refuse(404);
        sender.expect("admin change user").answer({}, 204);
        Awaited<AccountActions::Done> done;
        actions.setEnabled({UserId::fromUtf8(mira), u"m@b"_s}, false, lane, &context, done.take());
        QVERIFY(done.wait());
        QCOMPARE(actions.way(), AccountActions::Way::Keycloak);
        QCOMPARE(actions.inviteWay(), AccountActions::Way::NotKnown);
        actions.noteInvited(Error{ErrorKind::NotAllowed, u"All licensed seats are in use."_s, {}, {}});
        QCOMPARE(actions.inviteWay(), AccountActions::Way::NotKnown); // seats are no reason to go round them
        actions.noteInvited(Error{ErrorKind::NotOffered, u"Not managed here."_s, {}, {}});
        QCOMPARE(actions.inviteWay(), AccountActions::Way::Keycloak);
        actions.noteInvited(std::nullopt);
        QCOMPARE(actions.inviteWay(), AccountActions::Way::Api);
        QCOMPARE(actions.way(), AccountActions::Way::Keycloak);
    }

    void seatsAreNotGoneRound() {
        FakeSender sender;
        UsersApi users(sender, instance);
        KeycloakAdminApi keycloak(sender, instance);
        AccountActions actions(users, keycloak);
        QObject context;
        sender.expect("users/activate").refuse(403, R"({"msg":"limit","code":403})");
        Awaited<AccountActions::Done> done;
        actions.setEnabled({UserId::fromUtf8(mira), u"m@b"_s}, true, lane, &context, done.take());
        QVERIFY(!done.wait());
        QCOMPARE(sender.requests().size(), std::size_t(1));
    }

    void refusedBothWays() {
        FakeSender sender;
        UsersApi users(sender, instance);
        KeycloakAdminApi keycloak(sender, instance);
        AccountActions actions(users, keycloak);
        QObject context;
        sender.expect("users/deactivate").refuse(403, R"({"msg":"no","code":403})");
        sender.expect("admin change user").refuse(403, R"({"error":"unknown_error"})");
        Awaited<AccountActions::Done> done;
        actions.setEnabled({UserId::fromUtf8(mira), u"m@b"_s}, false, lane, &context, done.take());
        QVERIFY(!done.wait());
        QCOMPARE(done.wait().error().kind, ErrorKind::NotAllowed);
        QCOMPARE(actions.way(), AccountActions::Way::NotKnown);
    }

    void whereTheApiDoesNotGetAtKeycloakItIsAskedItself() {
        FakeSender sender;
        UsersApi users(sender, instance);
        KeycloakAdminApi keycloak(sender, instance);
        AccountActions actions(users, keycloak);
        QObject context;
        const auto act = [&](bool enabled) {
            Awaited<AccountActions::Done> done;
            actions.setEnabled({UserId::fromUtf8(mira), u"m@b"_s}, enabled, lane, &context, done.take());
            const auto& result = done.wait();
            return result ? result->way : AccountActions::Way::NotKnown;
        };
        sender.expect("users/deactivate").answer("{}");
        QCOMPARE(act(false), AccountActions::Way::Api);
        sender.expect("users/activate").refuse(500, keycloakNotReached);
        sender.expect("admin change user").answer({}, 204);
        QCOMPARE(act(true), AccountActions::Way::Keycloak);
        QCOMPARE(actions.way(), AccountActions::Way::Api); // which minds the seats, once it works again
        sender.expect("users/deactivate").refuse(500, R"({"msg":"the database is away","code":500})");
        QCOMPARE(act(false), AccountActions::Way::NotKnown);
        QCOMPARE(sender.requests().size(), std::size_t(4));

        actions.setWay(AccountActions::Way::NotKnown);
        sender.expect("users/deactivate").refuse(500, keycloakNotReached);
        sender.expect("admin change user").answer({}, 204);
        QCOMPARE(act(false), AccountActions::Way::Keycloak);
        QCOMPARE(actions.way(), AccountActions::Way::Keycloak);
    }

    void closedBothWaysSaysSo() {
        FakeSender sender;
        UsersApi users(sender, instance);
        KeycloakAdminApi keycloak(sender, instance);
        AccountActions actions(users, keycloak);
        QObject context;
        sender.expect("users/deactivate").refuse(500, keycloakNotReached);
        sender.expect("admin change user").refuse(403, R"({"error":"unknown_error"})");
        Awaited<AccountActions::Done> done;
        actions.setEnabled({UserId::fromUtf8(mira), u"m@b"_s}, false, lane, &context, done.take());
        QVERIFY(!done.wait());
        QCOMPARE(done.wait().error().kind, ErrorKind::NotAllowed);
        const QString said = done.wait().error().sentence;
        QVERIFY2(said.contains(u"The API"_s) && said.contains(u"Keycloak"_s), qPrintable(said));
        QVERIFY(done.wait().error().advice.contains(u"manage-users"_s));
    }

    void whereUsersAreNotManagedActsGoThroughKeycloakAtOnce() {
        FakeSender sender;
        UsersApi users(sender, instance);
        KeycloakAdminApi keycloak(sender, instance);
        AccountActions actions(users, keycloak);
        QObject context;
        sender.expect("users/invite").refuse(403, notThisProduct());
        Awaited<Invited> invited;
        users.invite({u"p@example.com"_s, {}, false, true}, lane, &context, invited.take());
        QVERIFY(!invited.wait());
        actions.noteInvited(invited.wait().error());
        QCOMPARE(actions.way(), AccountActions::Way::Keycloak);
        sender.expect("admin change user").answer({}, 204);
        Awaited<AccountActions::Done> done;
        actions.setEnabled({UserId::fromUtf8(mira), u"m@b"_s}, false, lane, &context, done.take());
        QVERIFY(done.wait());
        QCOMPARE(done.wait()->way, AccountActions::Way::Keycloak);
    }

    void aLostAnswerIsNoReasonForTheOtherWay() {
        FakeSender sender;
        UsersApi users(sender, instance);
        KeycloakAdminApi keycloak(sender, instance);
        AccountActions actions(users, keycloak);
        QObject context;
        sender.expect("users/deactivate").fail(ErrorKind::OutcomeUnknown);
        Awaited<AccountActions::Done> done;
        actions.setEnabled({UserId::fromUtf8(mira), u"m@b"_s}, false, lane, &context, done.take());
        QVERIFY(!done.wait());
        QCOMPARE(done.wait().error().kind, ErrorKind::OutcomeUnknown);
        QCOMPARE(sender.requests().size(), std::size_t(1));
    }

    void editsByTheMembersThatChange() {
        FakeSender sender;
        UsersApi users(sender, instance);
        KeycloakAdminApi keycloak(sender, instance);
        AccountActions actions(users, keycloak);
        QObject context;
        sender.expect("admin change user").answer({}, 204);
        UserChange change;
        change.lastName = u"Lind"_s;
        Awaited<AccountActions::Done> done;
        actions.edit(UserId::fromUtf8(mira), change, lane, &context, done.take());
        QVERIFY(done.wait());
        QCOMPARE(bodyOf(sender.requests()[0]), (QJsonObject{{u"lastName"_s, u"Lind"_s}}));
    }

    void withoutKeycloakTheWholeGoesWithWhatTheListTellsNow() {
        FakeSender sender;
        UsersApi users(sender, instance);
        KeycloakAdminApi keycloak(sender, instance);
        AccountActions actions(users, keycloak);
        QObject context;
        UserChange change;
        change.lastName = u"Lind"_s;
        const auto edited = [&](const QByteArray& members) {
            sender.expect("users/query").answer(listJson(miraNow + members));
            sender.expect("user").answer("null");
            Awaited<AccountActions::Done> done;
            actions.edit(UserId::fromUtf8(mira), change, lane, &context, done.take());
            const auto& result = done.wait();
            return result && result->way == AccountActions::Way::Api ? bodyOf(sender.requests().back()) : QJsonObject();
        };
        sender.expect("admin change user").refuse(403, R"({"error":"HTTP 403 Forbidden"})");
        const QJsonObject first = edited(R"("enabled":true)");
        QCOMPARE(first["lastName"_L1], QJsonValue(u"Lind"_s));
        QCOMPARE(first["firstName"_L1], QJsonValue(u"M"_s)); // as it is there
        QCOMPARE(first["isAdmin"_L1], QJsonValue(false));
        QCOMPARE(first["enabled"_L1], QJsonValue(true));
        // The way is remembered, what the list told is not: meanwhile somebody gave the role, and took the access
        const QJsonObject second = edited(R"("enabled":false,"realmRoles":["admin"])");
        QCOMPARE(second["isAdmin"_L1], QJsonValue(true));
        QCOMPARE(second["enabled"_L1], QJsonValue(false));
        QCOMPARE(sender.count(u"admin change user"_s), 1);
    }

    /// Closed at Keycloak, and an instance of before 2025 has no call for it.
    void whereNoWayIsOpenTheOneToAskForIsNamed() {
        FakeSender sender;
        UsersApi users(sender, instance);
        KeycloakAdminApi keycloak(sender, instance);
        AccountActions actions(users, keycloak);
        QObject context;
        UserChange change;
        change.lastName = u"Lind"_s;
        sender.expect("admin change user").refuse(403, R"({"error":"HTTP 403 Forbidden"})");
        sender.expect("users/query").answer(listJson(miraNow + R"("enabled":true)"));
        sender.expect("user").refuse(404);
        Awaited<AccountActions::Done> done;
        actions.edit(UserId::fromUtf8(mira), change, lane, &context, done.take());
        QVERIFY(!done.wait());
        QCOMPARE(done.wait().error().kind, ErrorKind::NotOffered);
        QVERIFY2(done.wait().error().advice.startsWith(u"Ask for manage-users of master-realm at Keycloak."_s),
                 qPrintable(done.wait().error().advice));
    }

    void whatTheListDoesNotTellIsNotWritten_data() {
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("no roles") << "{\"users\":{\"" + mira + "\":{\"username\":\"m\",\"enabled\":true}}}"
                                  << ErrorKind::NotAllowed;
        QTest::newRow("not there") << listJson({}) << ErrorKind::NotFound;
        QTest::newRow("no list") << QByteArray() << ErrorKind::ServerFailed;
    }

    void whatTheListDoesNotTellIsNotWritten() {
        QFETCH(QByteArray, list);
        QFETCH(ErrorKind, kind);
        FakeSender sender; // strict: it would complain about the call that writes
        UsersApi users(sender, instance);
        KeycloakAdminApi keycloak(sender, instance);
        AccountActions actions(users, keycloak);
        QObject context;
        UserChange change;
        change.lastName = u"Lind"_s;
        sender.expect("admin change user").refuse(403, R"({"error":"HTTP 403 Forbidden"})");
        if (list.isEmpty())
            sender.expect("users/query").refuse(500, "{}");
        else
            sender.expect("users/query").answer(list);
        Awaited<AccountActions::Done> done;
        actions.edit(UserId::fromUtf8(mira), change, lane, &context, done.take());
        QVERIFY(!done.wait());
        QCOMPARE(done.wait().error().kind, kind);
        QVERIFY(!done.wait().error().sentence.isEmpty());
    }

    void theSecondCallCanBeCalledOffToo() {
        FakeSender sender;
        UsersApi users(sender, instance);
        KeycloakAdminApi keycloak(sender, instance);
        AccountActions actions(users, keycloak);
        QObject context;
        auto& first = sender.expect("users/deactivate");
        auto& second = sender.expect("admin change user"); // held
        Handle handle = actions.setEnabled({UserId::fromUtf8(mira), u"m@b"_s}, false, lane, &context,
                                           [](const Result<AccountActions::Done>&) { QFAIL("called off"); });
        first.refuse(404);
        QTRY_VERIFY(second.hasArrived());
        QVERIFY(handle.isRunning());
        handle.cancel();
        QVERIFY(!handle.isRunning());
        QVERIFY(second.wasCanceled());
        handle.cancel(); // and again
    }

    void rightsAreAskedOnce() {
        FakeSender sender;
        UsersApi users(sender, instance);
        KeycloakAdminApi keycloak(sender, instance);
        AccountActions actions(users, keycloak);
        QObject context;
        sender.expect("admin user").fail(ErrorKind::TookTooLong);
        sender.expect("admin user")
            .answer(R"({"id":")" + mira
                    + R"(","username":"mira","enabled":true,"access":{"manage":true,"view":true}})");
        int told = 0;
        for (int i = 1; i <= 3; ++i) {
            actions.learnRights(UserId::fromUtf8(mira), &context, [&told](const KeycloakRights&) { ++told; });
            QTRY_COMPARE(told, i);
        }
        QCOMPARE(sender.requests().size(), std::size_t(2));
        QVERIFY(actions.rights().mayView);
        QVERIFY(actions.rights().mayManage);
    }

    void withoutViewUsersThereAreNoRights() {
        FakeSender sender;
        UsersApi users(sender, instance);
        KeycloakAdminApi keycloak(sender, instance);
        AccountActions actions(users, keycloak);
        QObject context;
        sender.expect("admin user").refuse(403, R"({"error":"unknown_error"})");
        bool told = false;
        actions.learnRights(UserId::fromUtf8(mira), &context, [&told](const KeycloakRights&) { told = true; });
        QTRY_VERIFY(told);
        QVERIFY(actions.rights().asked);
        QVERIFY(!actions.rights().mayView);
    }
};

QTEST_GUILESS_MAIN(TestUserWrites)
#include "tst_userwrites.moc"
