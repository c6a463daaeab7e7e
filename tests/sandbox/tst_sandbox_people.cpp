#include "sandbox/lockouts.h"
#include "sandbox/ratelimit.h"
#include "sandbox/refusals.h"
#include "sandbox/representation.h"
#include "sandbox/rolebook.h"
#include "sandbox/scenario.h"
#include "sandbox/sessions.h"
#include "sandbox/userpages.h"
#include "sandbox/userprofile.h"
#include "sandbox/usersearch.h"

#include <QTest>

#include <boost/json/parse.hpp>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo::sandbox;

namespace {

User person(const char* username, const char* first = "", const char* last = "") {
    User user;
    user.id = std::string("id-") + username;
    user.username = username;
    user.email = user.username + "@example.org";
    if (*first != '\0')
        user.firstName = first;
    if (*last != '\0')
        user.lastName = last;
    return user;
}

Call callTo(const std::string& path) {
    Call call;
    call.method = "POST";
    call.path = path;
    return call;
}

/// What a body was refused with; empty: it was not.
template <typename Body>
std::string refusalOf(const Body& body) {
    try {
        body();
    } catch (const Refusal& refusal) {
        return std::to_string(refusal.reply.status) + " " + refusal.reply.body;
    }
    return {};
}

std::string profileRefusal(const std::function<void(ProfileFaults&)>& check) {
    ProfileFaults faults;
    check(faults);
    return refusalOf([&faults] { faults.refuseIfAny(); });
}

} // namespace

/// What stands behind the admin REST, below HTTP: the rest is tested from outside, as a client sees it.
class SandboxPeopleTest : public QObject {
    Q_OBJECT

    static QStringList found(Users& users, const UserFilter& filter) {
        QStringList names;
        users.list(filter, 0, -1, [&names](const User& user) { names += QString::fromStdString(user.username); });
        return names;
    }

private Q_SLOTS:

    void foldingGoesBeyondAscii_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("lower");
        QTest::newRow("ascii") << QByteArray("MiRa 7") << QByteArray("mira 7");
        QTest::newRow("latin") << QByteArray("ÄÖÉ") << QByteArray("äöé");
        QTest::newRow("greek") << QByteArray("ΑΒΓ") << QByteArray("αβγ");
        QTest::newRow("cyrillic") << QByteArray("ЖЁ") << QByteArray("жё");
        QTest::newRow("no case") << QByteArray("王伟") << QByteArray("王伟");
        QTest::newRow("beyond the basic plane") << QByteArray("𐐀🦘") << QByteArray("𐐨🦘");
        QTest::newRow("empty") << QByteArray() << QByteArray();
    }

    void foldingGoesBeyondAscii() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, lower);
        QCOMPARE(QByteArray::fromStdString(folded(text.toStdString())), lower);
    }

    void searches_data() {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QStringList>("listed");
        QTest::addColumn<int>("counted");
        const QStringList everybody{u"anton"_s, u"beate"_s, u"c_d"_s};
        QTest::newRow("nothing") << QByteArray() << everybody << 3;
        QTest::newRow("prefix") << QByteArray("search=ant") << QStringList{u"anton"_s} << 1;
        QTest::newRow("inside") << QByteArray("search=*nto*") << QStringList{u"anton"_s} << 1;
        QTest::newRow("not inside") << QByteArray("search=nto") << QStringList() << 0;
        QTest::newRow("of the last name") << QByteArray("search=%C3%B6st") << QStringList{u"anton"_s} << 1;
        QTest::newRow("two words") << QByteArray("search=an+%C3%B6s") << QStringList{u"anton"_s} << 1;
        QTest::newRow("underscore") << QByteArray("search=c_") << QStringList{u"c_d"_s} << 1;
        QTest::newRow("no wildcard") << QByteArray("search=_") << QStringList() << 0;
        QTest::newRow("exact") << QByteArray("search=%22anton%22") << QStringList{u"anton"_s} << 1;
        QTest::newRow("disabled") << QByteArray("enabled=false") << QStringList{u"beate"_s} << 1;
        QTest::newRow("beside search") << QByteArray("search=b&enabled=true") << QStringList() << 1;
        QTest::newRow("exact field") << QByteArray("username=anto&exact=true") << QStringList() << 1;
        QTest::newRow("ids") << QByteArray("search=id:id-anton%20id-beate") << QStringList{u"anton"_s, u"beate"_s} << 2;
        QTest::newRow("quote") << QByteArray("username='") << QStringList() << 0;
    }

    void searches() {
        Database database({});
        Users users(database);
        users.add(person("anton", "Anton", "Öst"));
        User disabled = person("beate");
        disabled.enabled = false;
        users.add(disabled);
        users.add(person("c_d"));
        QFETCH(const QByteArray, query);
        QFETCH(const QStringList, listed);
        QFETCH(const int, counted);
        const Form form = Form::ofQuery(query.toStdString());
        QCOMPARE(found(users, listFilter(form)), listed);
        QCOMPARE(users.count(countFilter(form)), counted);
    }

    void whoIsDeletedLeavesAGap() {
        Database database({});
        Users users(database);
        UserPages pages(users, true);
        users.onChanged([&pages](std::int64_t position) { pages.invalidate(position); });
        for (int i = 0; i < 130; ++i)
            users.add(person(("u" + std::to_string(i)).c_str()));
        pages.body();
        for (int i = 0; i < 64; ++i) // a whole page of them
            users.remove(*users.byId("id-u" + std::to_string(i)));
        const auto source = pages.body();
        std::string body;
        source->send([&body](const char* data, std::size_t size) {
            body.append(data, size);
            return true;
        });
        QCOMPARE(body.size(), source->size());
        const auto value = boost::json::parse(body);
        QCOMPARE(value.at("users").as_object().size(), std::size_t{66});
        QCOMPARE(users.lastPosition(), 130);
        UserPages fresh(users, true); // as after a restart
        QCOMPARE(fresh.body()->size(), source->size());
    }

    void aLastOneDeletedLeavesAnEmptyMap() {
        Database database({});
        Users users(database);
        UserPages pages(users, true);
        users.onChanged([&pages](std::int64_t position) { pages.invalidate(position); });
        users.add(person("only"));
        pages.body();
        users.remove(*users.byId("id-only"));
        std::string body;
        pages.body()->send([&body](const char* data, std::size_t size) {
            body.append(data, size);
            return true;
        });
        QCOMPARE(body, std::string(R"({"users":{}})"));
    }

    void profileFaults() {
        QCOMPARE(profileRefusal([](ProfileFaults& faults) {
                     faults.checkUsername("o'brien-7.x@example.org");
                     faults.checkEmail("");
                     faults.checkEmail("a@b");
                     faults.checkName("firstName", "Ana-María d'Ávila");
                 }),
                 std::string());
        QCOMPARE(profileRefusal([](ProfileFaults& faults) { faults.checkUsername("äö"); }),
                 std::string(
                     R"(400 {"field":"username","errorMessage":"error-invalid-length","params":["username",3,255]})"));
        const std::string both = profileRefusal([](ProfileFaults& faults) {
            faults.readOnlyUsername();
            faults.checkEmail("a b@c");
        });
        QVERIFY(both.rfind(R"(400 {"errors":[{"field":"username")", 0) == 0);
        QVERIFY(both.find(R"("params":["email","a b@c"])") != std::string::npos);
        for (const char* bad : {"a<b", "a\nb", "a\x7f", "100%"})
            QVERIFY(!profileRefusal([bad](ProfileFaults& faults) { faults.checkName("lastName", bad); }).empty());
    }

    void requiredActions() {
        QCOMPARE(knownRequiredActions({"UPDATE_PASSWORD", "NOPE", "CONFIGURE_TOTP", "UPDATE_PASSWORD"}),
                 (std::vector<std::string>{"CONFIGURE_TOTP", "UPDATE_PASSWORD"}));
    }

    void representations() {
        using Kind = RepresentationBody::Kind;
        const RepresentationBody body(R"({"username":12,"enabled":"true","email":null,"requiredActions":["A"]})",
                                      "application/json;charset=UTF-8", Kind::User);
        QCOMPARE(body.text("username"), std::optional<std::string>("12"));
        QCOMPARE(body.flag("enabled"), std::optional<bool>(true));
        QVERIFY(!body.has("email"));
        QCOMPARE(body.texts("requiredActions").value().size(), std::size_t{1});
        QVERIFY(RepresentationBody("null", "application/json", Kind::User).isNull());
        QVERIFY(RepresentationBody(" ", "application/json", Kind::Credential).isNull());
        const auto refused = [](const char* text, const char* type = "application/json") {
            const std::string refusal = refusalOf([&] { (void)RepresentationBody(text, type, Kind::Credential); });
            return refusal.substr(0, refusal.find(','));
        };
        QCOMPARE(refused("{"), std::string("400 {\"error\":\"invalid_request\""));
        QCOMPARE(refused("[]"), std::string("400 {\"error\":\"unknown_error\""));
        QCOMPARE(refused("{\"temporary\":[]}"), std::string("400 {\"error\":\"unknown_error\""));
        QVERIFY(refused("{\"nope\":1}").rfind("400 {\"error\":\"Unrecognized field \\\"nope\\\" (class", 0) == 0);
        QCOMPARE(refused("{}", "text/plain").substr(0, 3), std::string("415"));
    }

    void locksByTheRules() {
        Database database({});
        Lockouts lockouts(database);
        lockouts.setRules(boost::json::parse(R"({"failureFactor":2,"waitIncrementSeconds":10,"maxFailureWaitSeconds":15,
                                                "accessTokenLifespan":60})")
                              .as_object());
        lockouts.failed("a", "192.0.2.1", 100);
        QVERIFY(!lockouts.isLocked("a", 100));
        lockouts.failed("a", "192.0.2.2", 101);
        QCOMPARE(lockouts.state("a").lockedTill, 111);
        QCOMPARE(lockouts.state("a").lastAddress, std::string("192.0.2.2"));
        lockouts.failed("a", "192.0.2.3", 105); // at a locked door
        QCOMPARE(lockouts.state("a").failures, 2);
        QVERIFY(!lockouts.isLocked("a", 111));
        lockouts.failed("a", "192.0.2.3", 111);
        lockouts.failed("a", "192.0.2.3", 130);
        QCOMPARE(lockouts.state("a").lockedTill, 145); // twice the wait, but not more than the most
        QVERIFY(!lockouts.isLocked("b", 130));
        lockouts.setRules(boost::json::parse(R"({"bruteForceProtected":false})").as_object());
        QCOMPARE(lockouts.state("a").failures, 0); // not told while it is off
        lockouts.setRules(boost::json::parse(R"({"bruteForceProtected":true})").as_object());
        QCOMPARE(lockouts.rules().failureFactor, 2);
        lockouts.clear("a");
        QVERIFY(!lockouts.isLocked("a", 131));
        lockouts.lockForever("b", "n/a", 1);
        QVERIFY(lockouts.isLocked("b", INT64_MAX - 1));
        lockouts.clearAll();
        QVERIFY(!lockouts.isLocked("b", 2));
    }

    void rolesThatBringOthers() {
        User user = person("x");
        QCOMPARE(RoleBook::effectiveRealmRoles(user),
                 (std::vector<std::string>{"default-roles-master", "offline_access", "uma_authorization"}));
        QVERIFY(RoleBook::effectiveRights(user).empty());
        user.rights = {"view-users"};
        QCOMPARE(RoleBook::effectiveRights(user),
                 (std::vector<std::string>{"view-users", "query-users", "query-groups"}));
        user.admin = true;
        QCOMPARE(RoleBook::effectiveRights(user).size(), std::size_t{18});
        user.realmRoles.clear();
        QCOMPARE(RoleBook::effectiveRealmRoles(user), (std::vector<std::string>{"admin", "create-realm"}));
    }

    void idsOfRolesStayAsLongAsTheState() {
        Database database({});
        Client api;
        api.id = "api-client";
        const Clients clients({api});
        const RoleBook one(database, clients);
        const RoleBook again(database, clients);
        QCOMPARE(one.realmRoles().front().id, again.realmRoles().front().id);
        QCOMPARE(one.clientNamed("api-client")->id, again.clientNamed("api-client")->id);
        QCOMPARE(one.client(one.clientNamed("master-realm")->id)->clientId, std::string("master-realm"));
        QVERIFY(one.client("nosuch") == nullptr);
        QVERIFY(roleNamed(one.masterRealmRoles(), "nosuch") == nullptr);
        QCOMPARE(roleNamed(one.masterRealmRoles(), "view-users")->id.size(), std::size_t{36});
    }

    void loggingOutLeavesOfflineSessions() {
        Database database({});
        Sessions sessions(database);
        const auto online = sessions.begin("a", "api-client", false, 10, "192.0.2.1");
        const auto offline = sessions.begin("a", "sdk-client", true, 20, "192.0.2.2");
        sessions.begin("b", "sdk-client", false, 20, "192.0.2.2");
        QCOMPARE(sessions.onlineOf("a").size(), std::size_t{2});
        sessions.touch(online.id, 15);
        QCOMPARE(sessions.onlineOf("a").front().lastAccess, 15);
        sessions.endAllOnline("a");
        QVERIFY(sessions.onlineOf("a").empty());
        QVERIFY(!sessions.find(online.id));
        QVERIFY(sessions.find(offline.id));
        QCOMPARE(sessions.offlineOf("a", "sdk-client").size(), std::size_t{1});
        QVERIFY(!sessions.endOnline(online.id));
        QCOMPARE(sessions.onlineOf("b").size(), std::size_t{1});
        sessions.endEverything("a");
        QVERIFY(!sessions.find(offline.id));
    }

    void refusalsAreNamedByCall() {
        Refusals refusals;
        QCOMPARE(refusals.add("users/invite=403:no seats"), std::string());
        QCOMPARE(refusals.add("users/*/logout#2=500"), std::string());
        QCOMPARE(refusals.add("/auth/realms/*=429:later"), std::string());
        for (const char* bad : {"", "=403", "x", "x=", "x=200", "x=40x", "x#=403", "x#0=403", "x#a=403"})
            QVERIFY2(!Refusals().add(bad).empty(), bad);
        const auto invite = refusals.refusal(callTo("/v1/api/users/invite"));
        QVERIFY(invite && invite->status == 403);
        QCOMPARE(invite->body, std::string(R"({"msg":"no seats","code":403})"));
        QVERIFY(!refusals.refusal(callTo("/v1/api/users/query")));
        const std::string logout = "/auth/admin/realms/master/users/7/logout";
        QCOMPARE(refusals.refusal(callTo(logout))->body, std::string(R"({"error":"refused as asked for"})"));
        QVERIFY(refusals.refusal(callTo(logout)));
        QVERIFY(!refusals.refusal(callTo(logout)));
        const auto later = refusals.refusal(callTo("/auth/realms/master"));
        QVERIFY(later && later->headers == (decltype(later->headers){{"Retry-After", "1"}}));
    }

    void rateLimits() {
        RateLimit none(0);
        RateLimit two(2);
        for (int i = 0; i < 100; ++i)
            QVERIFY(!none.refusal());
        int refused = 0;
        for (int i = 0; i < 100; ++i)
            refused += two.refusal() ? 1 : 0;
        QVERIFY(refused > 50);
        bool answered = false; // asking once more would spend what came back
        QTRY_VERIFY(answered = answered || !two.refusal());
    }

    void scenariosAreKnownByTheirWords() {
        for (const std::string& word : scenarioWords()) {
            QVERIFY(scenarioOf(word) != Scenario::None);
            QVERIFY(scenarioHelp().find("  " + word + ": ") != std::string::npos);
        }
        QVERIFY(scenarioOf("nosuch") == Scenario::None);
    }
};

QTEST_GUILESS_MAIN(SandboxPeopleTest)
#include "tst_sandbox_people.moc"
