// What becomes of what a command asks for, at instances that answer as few do.
#include "cli/clibench.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::cli;
using test::CliBench;
using test::Ran;

namespace {

/// What a test answers by itself; nothing: as test::answerOddly() does.
using Answer = std::function<test::Script(const QByteArray& request)>;

test::Script answer(int status, const QByteArray& body = "{}", const QByteArray& headers = {}) {
    return {test::sendBytes(test::answerBytes(status, body, "application/json", headers))};
}

const QByteArray invited = R"({"id": "5d1f0000-0000-4000-8000-000000000001", "password": "canary-first"})";

} // namespace

class TestCliOutcomes final : public QObject, private CliBench {
    Q_OBJECT

private:
    /// A command at an instance of this test's own.
    Ran runAt(test::ScriptedServer& server, Arguments arguments, const Answer& own,
              const std::function<void(session::Profile&)>& change = {}) {
        server.onRequest([&server, own](const QByteArray& request) {
            const test::Script script = own(request);
            return script.empty() ? test::answerOddly(server, request) : script;
        });
        auto profile = session::Profile::make();
        profile.name = u"own"_s;
        profile.instance = *Instance::fromTyped(server.url({}).toString());
        profile.username = u"ana"_s;
        if (change)
            change(profile);
        session::ProfileStore store(profilesPath());
        if (!store.load() || !store.update(profile))
            return {};
        arguments.profile = profile.name;
        arguments.output = Output::Json;
        const Ran ran = run(arguments, "canary-password\ncanary-secret\n\n");
        return store.load() && store.remove(profile.id) ? ran : Ran();
    }

    [[nodiscard]] static QStringList outcomes(const Ran& ran) {
        QStringList words;
        for (const auto& row : QJsonDocument::fromJson(ran.out).array())
            words << row[u"outcome"_s].toString();
        return words;
    }

    [[nodiscard]] static Arguments inviting(const QStringList& people) {
        Arguments arguments;
        arguments.command = Command::UsersInvite;
        arguments.people = people;
        return arguments;
    }

private Q_SLOTS:

    void initTestCase() { QVERIFY(QDir(m_folder.path()).mkdir(u"wallaroo-admin"_s)); }

    void whatMayHaveBeenDoneIsUnknown() {
        const auto became = [this](const test::Script& script) {
            test::ScriptedServer server;
            return outcomes(runAt(server, inviting({u"new@example.com"_s}), [&script](const QByteArray& request) {
                return request.contains("/users/invite") ? script : test::Script();
            }));
        };
        QCOMPARE(became(answer(503)), QStringList{u"unknown"_s});
        QCOMPARE(became(answer(200, "null")), QStringList{u"unknown"_s});
        QCOMPARE(became({test::sendBytes(test::answerBytes(200, invited).chopped(9)), test::closeByFin()}),
                 QStringList{u"unknown"_s});
        QCOMPARE(became(answer(400)), QStringList{u"failed"_s});
        QCOMPARE(became(answer(200, invited)), QStringList{u"done"_s});
    }

    void afterTheSessionsEndNobodyIsTried() {
        for (const int good : {1, 0}) {
            test::ScriptedServer server;
            int left = good;
            const auto own = [&left](const QByteArray& request) {
                if (!request.contains("/users/invite"))
                    return test::Script();
                return left-- > 0 ? answer(200, invited) : answer(401);
            };
            const Ran ran = runAt(server, inviting({u"a@example.com"_s, u"b@example.com"_s, u"c@example.com"_s}), own);
            QStringList expected{u"not tried"_s, u"not tried"_s, u"not tried"_s};
            if (good > 0)
                expected[0] = u"done"_s;
            QCOMPARE(outcomes(ran), expected);
            QCOMPARE(ran.code, good > 0 ? int(Partly) : int(SignInNeeded));
            QVERIFY2(!ran.err.contains("Enter the password"), ran.err.constData());
        }
        test::ScriptedServer server;
        Arguments list;
        list.command = Command::UsersList;
        const Ran ran = runAt(server, list, [](const QByteArray& request) {
            return request.contains("/users/query") ? answer(401) : test::Script();
        });
        QCOMPARE(ran.code, int(SignInNeeded));
        QVERIFY2(ran.err.count('\n') == 1 && !ran.err.contains("Enter the password"), ran.err.constData());
    }

    void thePauseThatIsAskedForIsMade() {
        for (const QByteArray& path : {"/users/invite"_ba, "/users/query"_ba}) {
            test::ScriptedServer server;
            int refusals = 2;
            Arguments arguments = inviting({u"a@example.com"_s, u"b@example.com"_s});
            if (path == "/users/query")
                arguments.command = Command::UsersList;
            const Ran ran = runAt(server, arguments, [&](const QByteArray& request) {
                if (request.contains(path) && refusals-- > 0)
                    return answer(429, "{}", "Retry-After: 0\r\n");
                return path == "/users/invite" && request.contains(path) ? answer(200, invited) : test::Script();
            });
            QCOMPARE(ran.err.count("waiting 1 s"), 2);
            if (path == "/users/invite")
                QCOMPARE(outcomes(ran), QStringList(2, u"done"_s));
            else
                QCOMPARE(QJsonDocument::fromJson(ran.out).array().size(), 1);
        }
    }

    void twoSpellingsAreOnePerson() {
        test::ScriptedServer server;
        const Ran ran = runAt(server, inviting({u"quinn@example.com"_s, u"QUINN@example.com"_s}), [](const auto& got) {
            return got.contains("/users/invite") ? answer(200, invited) : test::Script();
        });
        QCOMPARE(outcomes(ran), QStringList{u"done"_s});
        QVERIFY2(ran.err.contains("more than once"), ran.err.constData());
    }

    void aYesThatChangedNothingIsSeen() {
        test::ScriptedServer server;
        Arguments arguments = inviting({u"a@example.com"_s, u"b@example.com"_s});
        arguments.command = Command::UsersActivate;
        const Ran ran = runAt(server, arguments, [](const QByteArray& request) {
            return request.contains("/users/query")
                       ? answer(200, R"({"users": {"1": {"username": "a", "email": "A@example.com", "enabled": true},
                                                   "2": {"username": "b", "email": "b@example.com", "enabled": false}}})")
                       : test::Script();
        });
        QCOMPARE(outcomes(ran), (QStringList{u"done"_s, u"no change seen"_s}));
        QCOMPARE(ran.code, int(Partly));
    }

    void usersAreInOrderAndWhoIsNoAdministratorIsAUser() {
        test::ScriptedServer server;
        Arguments list;
        list.command = Command::UsersList;
        const Ran ran = runAt(server, list, [](const QByteArray& request) {
            return request.contains("/users/query")
                       ? answer(200, R"({"users": {"1": {"username": "z", "enabled": true, "realmRoles": ["admin"]},
                                                   "2": {"username": "a", "enabled": true}}})")
                       : test::Script();
        });
        const auto people = QJsonDocument::fromJson(ran.out).array();
        QCOMPARE(people[0][u"username"_s].toString(), u"a"_s);
        QCOMPARE(people[0][u"type"_s].toString(), u"user"_s);
        QCOMPARE(people[1][u"type"_s].toString(), u"administrator"_s);
    }

    void ofAnEmptyWorkspaceNobodyIsAskedFor() {
        test::ScriptedServer server;
        Arguments arguments;
        arguments.command = Command::WorkspacesMembers;
        const Ran ran = runAt(server, arguments, [](const QByteArray& request) {
            return request.contains("/workspaces/list_users") ? answer(200, R"({"users": []})") : test::Script();
        });
        QCOMPARE(ran.code, int(Done));
        for (const QByteArray& request : server.requests())
            QVERIFY(!request.contains("/users/query"));
    }

    void aSessionOfItsOwnIsSignedOut() {
        const auto signOuts = [this](Command command) {
            test::ScriptedServer server;
            Arguments arguments;
            arguments.command = command;
            const auto own = [](const QByteArray& request) {
                return request.contains("/openid-connect/token")
                           ? answer(200, R"({"access_token": "opaque", "refresh_token": "canary-refresh",
                                             "expires_in": 3600, "token_type": "Bearer"})")
                           : test::Script();
            };
            static_cast<void>(runAt(server, arguments, own, [](auto& profile) { profile.remember = false; }));
            return std::count_if(server.requests().begin(), server.requests().end(), [](const QByteArray& request) {
                return request.contains("/logout") && request.contains("canary-refresh");
            });
        };
        QCOMPARE(signOuts(Command::WorkspacesList), 1);
        QCOMPARE(signOuts(Command::Token), 0);
    }

    void withoutAUserNameNoPasswordIsSent() {
        test::ScriptedServer server;
        const Ran ran = runAt(
            server, inviting({u"a@example.com"_s}), [](const QByteArray&) { return test::Script(); },
            [](auto& profile) { profile.username.clear(); });
        QCOMPARE(ran.code, int(SignInNeeded));
        QVERIFY2(ran.err.contains("no user name"), ran.err.constData());
        QVERIFY(std::none_of(server.requests().begin(), server.requests().end(),
                             [](const QByteArray& request) { return request.contains("canary"); }));
    }
};

QTEST_GUILESS_MAIN(TestCliOutcomes)
#include "tst_cli_outcomes.moc"
