#include "api/decoding.h"
#include "api/userreader.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using Users = test::Decoded<api::UserReader>;

namespace {

const QByteArray mira = "5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911";

Users decode(const QByteArray& body) {
    return test::decode<api::UserReader>(body);
}

/// One user under mira's id, with these members.
Users decodeOne(const QByteArray& members) {
    return decode("{\"users\":{\"" + mira + "\":{" + members + "}}}");
}

/// The required members and one more.
User userWith(const QByteArray& member) {
    const Users users = decodeOne(R"("username":"mira","enabled":true,)" + member);
    return users.result && users.rows.size() == 1 ? users.rows.front() : User();
}

} // namespace

class TestUserList final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void readsAllMembers() {
        const Users users = decodeOne(
            R"("id":"5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911","username":"mira","email":"mira.solano@example.com",)"
            R"("emailVerified":true,"firstName":"Mira","lastName":"Solano","enabled":false,"createdTimestamp":1746021845120,)"
            R"("lastLogin":1765790412003,"realmRoles":["default-roles-master","admin"],"requiredActions":["UPDATE_PASSWORD"],)"
            R"("disableableCredentialTypes":[],"notBefore":0,"totp":false,)"
            R"("federatedIdentities":[{"identityProvider":"x","userId":"y","userName":"z"}],)"
            R"("access":{"impersonate":true,"manage":true,"manageGroupMembership":true,"mapRoles":true,"view":true})");
        QVERIFY(users.result);
        QCOMPARE(users.rows.size(), std::size_t(1));
        User expected(UserId::fromUtf8(mira), {"mira", "mira.solano@example.com", "Mira", "Solano"});
        expected.status = UserStatus::Inactive;
        expected.type = UserType::Administrator;
        expected.emailVerified = true;
        expected.created = Moment::at(1'746'021'845'120);
        expected.lastLogin = Moment::at(1'765'790'412'003);
        expected.requiredActions = QStringList{u"UPDATE_PASSWORD"_s};
        QCOMPARE(users.rows.front(), expected);
        QCOMPARE(users.summary.rows, 1);
        QCOMPARE(users.summary.unreadable, 0);
    }

    void optionalMembersMayBeMissing() {
        const Users users = decodeOne(R"("username":"admin","enabled":true)");
        QVERIFY(users.result);
        QCOMPARE(users.rows.size(), std::size_t(1));
        QCOMPARE(users.rows.front(), User(UserId::fromUtf8(mira), {"admin", {}, {}, {}}));
        QVERIFY(!users.rows.front().lastLogin.isTold());
        QCOMPARE(users.rows.front().type, UserType::NotTold);
    }

    void lastLogin_data() {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<qint64>("ms"); // -1 never, -2 not told
        QTest::newRow("number") << R"("lastLogin":1765790412003)"_ba << 1'765'790'412'003LL;
        QTest::newRow("text") << R"("lastLogin":"1765790412003")"_ba << 1'765'790'412'003LL;
        QTest::newRow("whole double") << R"("lastLogin":1.765790412003e12)"_ba << 1'765'790'412'003LL;
        QTest::newRow("null") << R"("lastLogin":null)"_ba << -1LL;
        QTest::newRow("zero") << R"("lastLogin":0)"_ba << -1LL;
        QTest::newRow("absent") << R"("x":1)"_ba << -2LL;
        QTest::newRow("negative") << R"("lastLogin":-5)"_ba << -2LL;
        QTest::newRow("2^63") << R"("lastLogin":9223372036854775808)"_ba << -2LL;
        QTest::newRow("1e400") << R"("lastLogin":1e400)"_ba << -2LL;
        QTest::newRow("fraction") << R"("lastLogin":3600.5)"_ba << -2LL;
        QTest::newRow("words") << R"("lastLogin":"yesterday")"_ba << -2LL;
        QTest::newRow("list") << R"("lastLogin":[1765790412003])"_ba << -2LL;
        QTest::newRow("object") << R"("lastLogin":{"ms":1765790412003})"_ba << -2LL;
        QTest::newRow("bool") << R"("lastLogin":true)"_ba << -2LL;
        QTest::newRow("first a number, then null") << R"("lastLogin":5,"lastLogin":null)"_ba << -1LL;
        QTest::newRow("first null, then a list") << R"("lastLogin":null,"lastLogin":[])"_ba << -2LL;
    }

    void lastLogin() {
        QFETCH(const QByteArray, member);
        QFETCH(const qint64, ms);
        const User user = userWith(member);
        QCOMPARE(user.username(), u"mira"_s);
        QCOMPARE(user.lastLogin, ms >= 0 ? Moment::at(ms) : ms == -1 ? Moment::never() : Moment());
    }

    void created() {
        QCOMPARE(userWith(R"("createdTimestamp":1746021845120)").created, Moment::at(1'746'021'845'120));
        QVERIFY(!userWith(R"("createdTimestamp":null)").created.isTold()); // nobody was created never
        QVERIFY(!userWith(R"("createdTimestamp":-1)").created.isTold());
    }

    void type_data() {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<UserType>("type");
        QTest::newRow("admin") << R"("realmRoles":["admin"])"_ba << UserType::Administrator;
        QTest::newRow("admin among others") << R"("realmRoles":["a","admin","b"])"_ba << UserType::Administrator;
        QTest::newRow("others") << R"("realmRoles":["administrator","Admin"])"_ba << UserType::User;
        QTest::newRow("none") << R"("realmRoles":[])"_ba << UserType::User;
        QTest::newRow("odd elements") << R"("realmRoles":[1,null,{"admin":"admin"},["admin"]])"_ba << UserType::User;
        QTest::newRow("absent") << R"("x":1)"_ba << UserType::NotTold;
        QTest::newRow("null") << R"("realmRoles":null)"_ba << UserType::NotTold;
        QTest::newRow("text") << R"("realmRoles":"admin")"_ba << UserType::NotTold;
        QTest::newRow("object") << R"("realmRoles":{"admin":true})"_ba << UserType::NotTold;
        QTest::newRow("last one counts") << R"("realmRoles":["admin"],"realmRoles":["x"])"_ba << UserType::User;
        QTest::newRow("elsewhere") << R"("access":{"realmRoles":["admin"]})"_ba << UserType::NotTold;
    }

    void type() {
        QFETCH(const QByteArray, member);
        QTEST(userWith(member).type, "type");
    }

    void requiredActions() {
        const User user = userWith(R"("requiredActions":["UPDATE_PASSWORD",5,"A_NEW_ONE"])");
        QCOMPARE(user.requiredActions, (QStringList{u"UPDATE_PASSWORD"_s, u"A_NEW_ONE"_s}));
        QVERIFY(userWith(R"("requiredActions":"UPDATE_PASSWORD")").requiredActions.isEmpty());
        QVERIFY(userWith(R"("requiredActions":["A"],"requiredActions":[])").requiredActions.isEmpty());
        QByteArray many = R"("requiredActions":["0")";
        for (int i = 1; i < 1000; ++i)
            many += ",\"" + QByteArray::number(i) + '"';
        QCOMPARE(userWith(many + ']').requiredActions.size(), 32);
    }

    void requiredActionsOfOneAreNotAnothers() {
        const Users users = decode(R"({"users":{"a":{"username":"a","enabled":true,"requiredActions":["X"]},)"
                                   R"("b":{"username":"b","enabled":true},)"
                                   R"("c":{"username":"c","enabled":true,"requiredActions":["Y","X"]},)"
                                   R"("d":{"username":"d","enabled":true,"requiredActions":["X"]}}})");
        QCOMPARE(users.rows.size(), std::size_t(4));
        QCOMPARE(users.rows[0].requiredActions, QStringList{u"X"_s});
        QCOMPARE(users.rows[1].requiredActions, QStringList());
        QCOMPARE(users.rows[2].requiredActions, (QStringList{u"Y"_s, u"X"_s}));
        QCOMPARE(users.rows[3].requiredActions, QStringList{u"X"_s});
    }

    void mistypedOptionalMembersAreAbsent() {
        const User user = userWith(R"("email":5,"firstName":["x"],"lastName":null,"emailVerified":"true","id":7)");
        QVERIFY(!user.isVerificationTold);
        QVERIFY(!user.areActionsTold);
        QCOMPARE(user, User(UserId::fromUtf8(mira), {"mira", {}, {}, {}}));
    }

    void unreadable_data() {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QString>("why");
        QTest::newRow("no username") << R"({"enabled":true})"_ba << u"`username` is missing"_s;
        QTest::newRow("null username") << R"({"username":null,"enabled":true})"_ba << u"`username` is missing"_s;
        QTest::newRow("number as username") << R"({"username":5,"enabled":true})"_ba << u"`username` is missing"_s;
        QTest::newRow("empty username") << R"({"username":"","enabled":true})"_ba << u"`username` is missing"_s;
        QTest::newRow("username, then a number")
            << R"({"username":"a","username":5,"enabled":true})"_ba << u"`username` is missing"_s;
        QTest::newRow("no enabled") << R"({"username":"a"})"_ba << u"`enabled` is missing"_s;
        QTest::newRow("text as enabled") << R"({"username":"a","enabled":"true"})"_ba << u"`enabled` is missing"_s;
        QTest::newRow("number as enabled") << R"({"username":"a","enabled":1})"_ba << u"`enabled` is missing"_s;
        QTest::newRow("nested only") << R"({"user":{"username":"a","enabled":true}})"_ba << u"`username` is missing"_s;
        QTest::newRow("empty") << "{}"_ba << u"`username` is missing"_s;
        QTest::newRow("text") << R"("mira")"_ba << u"it is no object"_s;
        QTest::newRow("number") << "5"_ba << u"it is no object"_s;
        QTest::newRow("list") << R"([{"username":"a","enabled":true}])"_ba << u"it is no object"_s;
        QTest::newRow("true") << "true"_ba << u"it is no object"_s;
    }

    void unreadable() {
        QFETCH(const QByteArray, record);
        QFETCH(const QString, why);
        const Users users =
            decode("{\"users\":{\"" + mira + "\":" + record + R"(,"b":{"username":"b","enabled":true}}})");
        QVERIFY(users.result);
        QCOMPARE(users.rows.size(), std::size_t(1));
        QCOMPARE(users.rows.front().username(), u"b"_s);
        QCOMPARE(users.summary.rows, 1);
        QCOMPARE(users.summary.unreadable, 1);
        QCOMPARE(users.summary.firstUnreadable, u"users."_s + QString::fromUtf8(mira) + u": "_s + why);
    }

    void onlyTheFirstUnreadableIsNamed() {
        const Users users = decode(R"({"users":{"a":5,"b":{"username":"b"},"c":{}}})");
        QCOMPARE(users.summary.unreadable, 3);
        QCOMPARE(users.summary.firstUnreadable, u"users.a: it is no object"_s);
    }

    void unknownIdsAreSkipped() {
        const Users users = decode(R"({"users":{"a":null,"b":{"username":"b","enabled":true},"c":null}})");
        QVERIFY(users.result);
        QCOMPARE(users.rows.size(), std::size_t(1));
        QCOMPARE(users.summary.unreadable, 0);
    }

    void theKeyIsTheId() {
        const Users users =
            decode(R"({"users":{"a":{"id":"b","username":"x","enabled":true},)"
                   R"("":{"id":"c","username":"y","enabled":true},"":{"username":"z","enabled":true}}})");
        QCOMPARE(users.rows.size(), std::size_t(2));
        QCOMPARE(users.rows[0].id().toString(), u"a"_s);
        QCOMPARE(users.rows[1].id().toString(), u"c"_s);
        QCOMPARE(users.summary.firstUnreadable, u"users.: `id` is missing"_s);
    }

    void aListOfUsersIsTakenToo() {
        const Users users =
            decode(R"({"users":[{"id":"a","username":"x","enabled":true},{"username":"y","enabled":true},)"
                   R"(null,{"id":"a","username":"again","enabled":true}]})");
        QVERIFY(users.result);
        QCOMPARE(users.rows.size(), std::size_t(1));
        QCOMPARE(users.rows[0].id().toString(), u"a"_s);
        QCOMPARE(users.summary.unreadable, 2);
        QCOMPARE(users.summary.duplicates, 1);
        QCOMPARE(users.summary.firstUnreadable, u"users[1]: `id` is missing"_s);
    }

    void duplicateIdsComeOnce() {
        const Users users =
            decode(R"({"users":{"a":{"username":"first","enabled":true},"b":{"username":"b","enabled":true},)"
                   R"("a":{"username":"second","enabled":true}}})");
        QVERIFY(users.result);
        QCOMPARE(users.rows.size(), std::size_t(2));
        QCOMPARE(users.rows[0].username(), u"first"_s);
        QCOMPARE(users.summary.duplicates, 1);
        QCOMPARE(users.summary.unreadable, 0);
    }

    void anUnreadableRecordDoesNotUseUpItsId() {
        const Users users = decode(R"({"users":{"a":{"enabled":true},"a":{"username":"second","enabled":true}}})");
        QCOMPARE(users.rows.size(), std::size_t(1));
        QCOMPARE(users.summary.duplicates, 0);
    }

    void lastOfEqualMembersCounts() {
        const User user = userWith(R"("email":"first@example.com","email":"second@example.com","enabled":false)");
        QCOMPARE(user.email(), u"second@example.com"_s);
        QCOMPARE(user.status, UserStatus::Inactive);
        QVERIFY(userWith(R"("email":"first@example.com","email":null)").email().isEmpty());
    }

    void escapedNamesOfMembersAreKnown() {
        // "username" as  \u0075sername: an escape makes the parser hand the name on in parts
        const Users users = decodeOne("\"\\u0075sername\":\"m\\u0069ra\",\"ena\\u0062led\":true");
        QCOMPARE(users.rows.size(), std::size_t(1));
        QCOMPARE(users.rows.front().username(), u"mira"_s);
    }

    void someCarryRolesOrNobody() {
        api::UserReader reader;
        QVERIFY(!reader.typesTold());
        reader.begin("a");
        api::JsonValue list;
        list.kind = api::JsonValue::Kind::Array;
        reader.value(reader.member("realmRoles"), list);
        QVERIFY(reader.typesTold());
        reader.reset();
        QVERIFY(!reader.typesTold());
    }
};

QTEST_APPLESS_MAIN(TestUserList)
#include "tst_userlist.moc"
