// The commands, against the real sandbox: as a library with a keychain in memory, and as the program in a process.
#include "cli/clibench.h"
#include "support/sandboxrun.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::cli;
using test::CliBench;
using test::Lines;
using test::Ran;

namespace {

bool isJwt(const QByteArray& text) {
    return text.startsWith("ey") && text.count('.') == 2;
}

} // namespace

class TestCliRunner final : public QObject, private CliBench {
    Q_OBJECT

private:
    std::unique_ptr<test::SandboxRun> m_sandbox;

    /// The program in a process of its own, with the profiles of this test and without a bus.
    void begin(QProcess& process, const QStringList& arguments, const QByteArray& lines) const {
        QProcessEnvironment environment;
        environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
        environment.insert(u"HOME"_s, m_folder.path());
        environment.insert(u"XDG_CONFIG_HOME"_s, m_folder.path());
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(CLI_PROGRAM), arguments);
        process.write(lines);
        process.closeWriteChannel();
    }

    Ran runProgram(const QStringList& arguments, const QByteArray& lines, const QString& outTo = {}) const {
        QProcess process;
        if (!outTo.isEmpty())
            process.setStandardOutputFile(outTo);
        begin(process, arguments, lines);
        if (!process.waitForFinished(60'000))
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    [[nodiscard]] QByteArray profilesFile() const {
        QFile file(profilesPath());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    [[nodiscard]] QByteArray secrets() const {
        return m_sandbox->password.toUtf8() + '\n' + m_sandbox->secret.toUtf8() + "\n\n";
    }

private Q_SLOTS:

    void initTestCase() {
        m_sandbox = std::make_unique<test::SandboxRun>(QStringList{u"--users"_s, u"12"_s, u"--workspaces"_s, u"4"_s});
        QVERIFY(m_sandbox->isReady());
        QVERIFY(QDir(m_folder.path()).mkdir(u"wallaroo-admin"_s));
    }

    void withoutAProfileItSaysSo() {
        const Ran ran = run(Command::UsersList);
        QCOMPARE(ran.code, int(Usage));
        QVERIFY(ran.err.contains("There is no profile yet"));
        QVERIFY(ran.out.isEmpty());
    }

    void profiles() {
        auto profile = session::Profile::make();
        profile.name = u"box"_s;
        profile.instance = *Instance::fromTyped(m_sandbox->address.toString());
        profile.clientId = m_sandbox->client;
        profile.username = m_sandbox->username;
        session::ProfileStore store(profilesPath());
        QVERIFY(store.update(profile));
        const Ran unused = run(Command::Token); // the only one is taken, used or not
        QVERIFY2(unused.code == int(SignInNeeded), unused.err.constData());
        QVERIFY(store.save(profile));
        const Ran ran = run(Command::ProfilesList);
        QCOMPARE(ran.code, int(Done));
        QCOMPARE(QJsonDocument::fromJson(ran.out)[0]["name"_L1].toString(), u"box"_s);
    }

    void withoutSecretsItSaysWhatIsNeeded() {
        const Ran ran = run(Command::Token);
        QCOMPARE(ran.code, int(SignInNeeded));
        QVERIFY(ran.out.isEmpty());
        QVERIFY2(ran.err.contains("standard input"), ran.err.constData());
    }

    void aWrongPasswordIsTriedOnce() {
        Arguments arguments;
        arguments.command = Command::Token;
        const Ran ran = run(arguments, "canary-wrong\n" + m_sandbox->secret.toUtf8() + "\n\n");
        QCOMPARE(ran.code, int(SignInNeeded));
        QVERIFY(ran.out.isEmpty());
        QVERIFY(!ran.err.contains("canary-wrong"));
    }

    void aTokenFromGivenSecrets() {
        Arguments arguments;
        arguments.command = Command::Token;
        const Ran ran = run(arguments, secrets());
        QVERIFY2(ran.code == Done, ran.err.constData());
        QVERIFY(isJwt(ran.out));
        QVERIFY(ran.out.endsWith('\n'));
        QVERIFY(ran.err.isEmpty());
    }

    void thenTheKeychainIsEnough() {
        Arguments arguments;
        arguments.command = Command::Token;
        const Ran first = run(arguments);
        QVERIFY2(first.code == Done, first.err.constData());
        QCOMPARE(run(arguments).out, first.out); // the kept one: nothing is refreshed
        arguments.text = TokenText::Header;
        QCOMPARE(run(arguments).out, "Authorization: Bearer " + first.out);
        arguments.text = TokenText::Export;
        QCOMPARE(run(arguments).out, "export TOKEN='" + first.out.trimmed() + "'\n");
        arguments.text = TokenText::Json;
        const auto json = QJsonDocument::fromJson(run(arguments).out);
        QCOMPARE(json["access_token"_L1].toString().toUtf8(), first.out.trimmed());
        QVERIFY(json["expires_in"_L1].toInt() > 0);
    }

    void theInferenceToken() {
        Arguments arguments;
        arguments.command = Command::Token;
        arguments.inference = true;
        const Ran ran = run(arguments);
        QVERIFY2(ran.code == Done, ran.err.constData());
        QVERIFY(isJwt(ran.out));
    }

    void aSecretGoesToNoInstanceThatSaysItIsAnother() {
        test::ScriptedServer server;
        server.play(test::answering(200, "{\"issuer\":\"https://elsewhere.example/auth/realms/master\","
                                         "\"token_endpoint\":\"https://elsewhere.example/token\"}"));
        session::ProfileStore store(profilesPath());
        QVERIFY(store.load());
        auto profile = *store.lastUsed();
        profile.id = QUuid::createUuid();
        profile.name = u"elsewhere"_s;
        profile.instance = *Instance::fromTyped(server.url({}).toString());
        QVERIFY(store.update(profile));
        Arguments arguments;
        arguments.command = Command::Token;
        arguments.inference = true;
        arguments.profile = profile.name;
        const Ran ran = run(arguments, "canary-secret\n");
        QVERIFY(ran.code != Done && ran.code != Usage);
        QVERIFY(ran.out.isEmpty());
        QVERIFY(server.count() > 0);
        for (const QByteArray& request : server.requests())
            QVERIFY(!request.contains("canary"));
        QVERIFY(store.remove(profile.id));
    }

    void lists() {
        const Ran users = run(Command::UsersList);
        QVERIFY2(users.code == Done, users.err.constData());
        const auto people = QJsonDocument::fromJson(users.out).array();
        QCOMPARE(people.size(), 12);
        QVERIFY(!people[0].toObject()[u"id"_s].toString().isEmpty());
        const Ran workspaces = run(Command::WorkspacesList);
        QVERIFY2(workspaces.code == Done, workspaces.err.constData());
        QVERIFY(!QJsonDocument::fromJson(workspaces.out).array().isEmpty());
        const Ran csv = run(Command::UsersList, Output::Csv);
        QCOMPARE(csv.out.count("\r\n"), 13);
        const Ran table = run(Command::UsersList, Output::Table);
        QCOMPARE(table.out.count('\n'), 13);
    }

    void peopleAreInvitedAndClosed() {
        Arguments arguments;
        arguments.output = Output::Json;
        arguments.command = Command::UsersInvite;
        arguments.people = {u"nina.berg@example.com"_s};
        const Ran invited = run(arguments);
        QVERIFY2(invited.code == Done, invited.err.constData());
        const auto told = QJsonDocument::fromJson(invited.out)[0];
        QCOMPARE(told["outcome"_L1].toString(), u"done"_s);
        QVERIFY(!told["id"_L1].toString().isEmpty());

        const auto status = [this] {
            const auto people = QJsonDocument::fromJson(run(Command::UsersList).out).array();
            for (const auto& person : people) {
                if (person[u"email"_s].toString() == "nina.berg@example.com"_L1)
                    return person[u"status"_s].toString();
            }
            return u"(nobody)"_s;
        };
        QCOMPARE(status(), u"active"_s);
        arguments.command = Command::UsersDeactivate;
        QCOMPARE(run(arguments).code, int(Done));
        QCOMPARE(status(), u"inactive"_s);
        arguments.command = Command::UsersActivate;
        QCOMPARE(run(arguments).code, int(Done));
        QCOMPARE(status(), u"active"_s);
    }

    void aStopLosesNoPassword() {
        Arguments arguments;
        arguments.output = Output::Json;
        arguments.command = Command::UsersInvite;
        arguments.people = {u"one@example.com"_s, u"two@example.com"_s, u"three@example.com"_s, u"four@example.com"_s};
        SecretSource source(-1);
        session::ProfileStore profiles(profilesPath());
        Ran ran;
        Runner runner(arguments, {m_clock, m_keychain, profiles, source, m_folder.path(),
                                  [&](QByteArrayView bytes) {
                                      // As soon as there is one: a second is under way by the time of the stop.
                                      const bool first = ran.out.isEmpty();
                                      ran.out += bytes;
                                      if (first)
                                          QMetaObject::invokeMethod(&runner, &Runner::stop, Qt::QueuedConnection);
                                  },
                                  [&ran](QByteArrayView bytes) { ran.err += bytes; }});
        QSignalSpy changing(&runner, &Runner::changing);
        QSignalSpy finished(&runner, &Runner::finished);
        runner.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30'000);
        QCOMPARE(changing.count(), 1);
        QCOMPARE(finished.first().first().toInt(), int(Partly));
        const auto told = QJsonDocument::fromJson(ran.out).array();
        QCOMPARE(told.size(), 4);
        for (const int row : {0, 1}) {
            QCOMPARE(told[row][u"outcome"_s].toString(), u"done"_s);
            QVERIFY(!told[row][u"password"_s].toString().isEmpty());
        }
        QCOMPARE(told[2][u"outcome"_s].toString(), u"not tried"_s);
        QCOMPARE(told[3][u"email"_s].toString(), u"four@example.com"_s);
        QVERIFY2(ran.err.contains("two@example.com"), ran.err.constData());
    }

    void asAProgramItTellsEachAtOnceAndMindsCtrlC() {
        test::SandboxRun slow({u"--users"_s, u"3"_s, u"--latency"_s, u"150"_s});
        QVERIFY(slow.isReady());
        auto profile = session::Profile::make();
        profile.name = u"slow"_s;
        profile.instance = *Instance::fromTyped(slow.address.toString());
        profile.clientId = slow.client;
        profile.username = slow.username;
        session::ProfileStore store(profilesPath());
        QVERIFY(store.load());
        const QUuid before = store.lastUsed()->id;
        QVERIFY(store.update(profile));
        QStringList command{u"users"_s, u"invite"_s, u"--profile"_s, u"slow"_s, u"--output"_s, u"csv"_s};
        constexpr int people = 60;
        for (int i = 0; i < people; ++i)
            command << u"person%1@example.com"_s.arg(i);
        QProcess process;
        begin(process, command, slow.password.toUtf8() + '\n' + slow.secret.toUtf8() + "\n\n");
        QByteArray out;
        QVERIFY(QTest::qWaitFor([&] { return (out += process.readAllStandardOutput()).count("\r\n") >= 2; }, 30'000));
        QVERIFY(process.state() == QProcess::Running);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60'000));
        out += process.readAllStandardOutput();
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(process.exitCode() == int(Partly), process.readAllStandardError().constData());
        const QByteArrayList lines = out.trimmed().split('\n');
        QCOMPARE(lines.size(), people + 1);
        QVERIFY2(lines[1].startsWith("person0@example.com,done,"), out.constData());
        QVERIFY2(lines[people].startsWith("person59@example.com,not tried"), out.constData());
        QVERIFY(store.remove(profile.id));
        QCOMPARE(store.lastUsed()->id, before);
    }

    void aListThatLacksSomethingHasACodeOfItsOwn() {
        test::ScriptedServer server;
        server.onRequest([&server](const QByteArray& request) { return test::answerOddly(server, request); });
        auto profile = session::Profile::make();
        profile.name = u"odd"_s;
        profile.instance = *Instance::fromTyped(server.url({}).toString());
        profile.username = u"ana"_s;
        session::ProfileStore store(profilesPath());
        QVERIFY(store.load());
        QVERIFY(store.update(profile));
        Arguments arguments;
        arguments.profile = profile.name;
        arguments.output = Output::Csv;
        for (const auto command : {Command::UsersList, Command::WorkspacesList, Command::WorkspacesMembers}) {
            arguments.command = command;
            arguments.workspace = 7;
            const Ran ran = run(arguments, "canary-password\ncanary-secret\n\n");
            QVERIFY2(ran.code == int(Incomplete), ran.err.constData());
            QCOMPARE(ran.out.count("\r\n"), 2); // the head, and what could be read
            QVERIFY2(ran.err.contains("could not be read"), ran.err.constData());
        }
        QProcess program; // has the singulars; this test has no catalogue
        begin(program, {u"users"_s, u"list"_s, u"--profile"_s, profile.name}, "canary-password\ncanary-secret\n\n");
        QVERIFY(QTest::qWaitFor([&program] { return program.state() == QProcess::NotRunning; }, 30'000));
        const QByteArray said = program.readAllStandardError();
        QVERIFY2(said.contains("1 person could not be read and is left out."), said.constData());
        QVERIFY(store.remove(profile.id));
    }

    void whatFailedIsNamed() {
        Arguments arguments;
        arguments.output = Output::Json;
        arguments.command = Command::UsersDeactivate;
        arguments.people = {u"nobody.there@example.com"_s};
        const Ran failed = run(arguments);
        QVERIFY(failed.code != Done && failed.code != Partly);
        QVERIFY2(failed.err.contains("nobody.there@example.com"), failed.err.constData());
        arguments.people = {u"nina.berg@example.com"_s, u"nobody.there@example.com"_s};
        const Ran partly = run(arguments);
        QCOMPARE(partly.code, int(Partly));
        const auto told = QJsonDocument::fromJson(partly.out).array();
        QCOMPARE(told[0][u"outcome"_s].toString(), u"done"_s);
        QCOMPARE(told[1][u"outcome"_s].toString(), u"failed"_s);
    }

    void nobodyLocksHimselfOut() {
        Arguments arguments;
        arguments.output = Output::Json;
        arguments.command = Command::UsersDeactivate;
        arguments.people = {m_sandbox->username};
        const Ran ran = run(arguments);
        QCOMPARE(ran.code, int(NotAllowed));
        QVERIFY2(ran.err.contains("your own account"), ran.err.constData());
        arguments.people << u"nina.berg@example.com"_s; // the others are done
        QCOMPARE(run(arguments).code, int(Partly));
        QCOMPARE(run(Command::UsersList).code, int(Done)); // still somebody
        arguments.command = Command::UsersActivate;
        arguments.people = {u"nina.berg@example.com"_s};
        QCOMPARE(run(arguments).code, int(Done));
    }

    void aReadOnlyProfileChangesNobody() {
        session::ProfileStore store(profilesPath());
        QVERIFY(store.load());
        auto profile = *store.lastUsed();
        profile.readOnly = true;
        QVERIFY(store.update(profile));
        Arguments arguments;
        arguments.people = {u"nina.berg@example.com"_s};
        for (const auto command : {Command::UsersInvite, Command::UsersActivate, Command::UsersDeactivate}) {
            arguments.command = command;
            const Ran ran = run(arguments);
            QCOMPARE(ran.code, int(NotAllowed));
            QVERIFY2(ran.err.contains("read-only"), ran.err.constData());
        }
        QCOMPARE(run(Command::UsersList).code, int(Done));
        profile.readOnly = false;
        QVERIFY(store.update(profile));
    }

    void membersHaveNames() {
        const auto workspaces = QJsonDocument::fromJson(run(Command::WorkspacesList).out).array();
        Arguments arguments;
        arguments.command = Command::WorkspacesMembers;
        arguments.output = Output::Json;
        arguments.workspace = workspaces[0].toObject()[u"id"_s].toInteger();
        const Ran ran = run(arguments);
        QVERIFY2(ran.code == Done, ran.err.constData());
        const auto members = QJsonDocument::fromJson(ran.out).array();
        QVERIFY(!members.isEmpty());
        QVERIFY(!members[0].toObject()[u"username"_s].toString().isEmpty());
        arguments.workspace = 987654;
        QVERIFY(run(arguments).code != Done);
    }

    void anUnknownProfileIsNamed() {
        Arguments arguments;
        arguments.command = Command::Token;
        arguments.profile = u"prod"_s;
        const Ran ran = run(arguments);
        QCOMPARE(ran.code, int(Usage));
        QVERIFY(ran.err.contains("prod"));
    }

    void asAProgramWithoutAKeychain() {
        // A home of its own, no bus: what it needs comes by standard input, and nothing of it is left in a file. What
        // the keychain holds for the window still counts: the profile goes on saying so.
        const QByteArray before = profilesFile();
        QVERIFY(before.contains("\"clientSecretStored\": true"));
        QVERIFY(before.contains("\"refreshTokenStored\": true"));
        const Ran ran = runProgram({u"token"_s, u"--profile"_s, u"box"_s}, secrets());
        QVERIFY2(ran.code == Done, ran.err.constData());
        QVERIFY(isJwt(ran.out));
        QVERIFY(!ran.err.contains(m_sandbox->password.toUtf8()));
        QCOMPARE(profilesFile(), before);
        QVERIFY(!before.contains(m_sandbox->password.toUtf8()));
        QVERIFY(!before.contains(m_sandbox->secret.toUtf8()));
    }

    void changesWithoutAKeychainToo() {
        const QByteArray before = profilesFile();
        const Ran ran = runProgram({u"users"_s, u"deactivate"_s, u"nina.berg@example.com"_s}, secrets());
        QVERIFY2(ran.code == Done, ran.err.constData());
        QCOMPARE(profilesFile(), before);
    }

    void aWrongPasswordWithoutAKeychainIsSaid() {
        const QByteArray before = profilesFile();
        const Ran ran = runProgram({u"users"_s, u"list"_s}, "canary-wrong\n" + m_sandbox->secret.toUtf8() + "\n\n");
        QCOMPARE(ran.code, int(SignInNeeded));
        QVERIFY(ran.out.isEmpty());
        QCOMPARE(profilesFile(), before);
    }

    void whatCannotBeWrittenIsNotDone() {
        const Ran ran = runProgram({u"profiles"_s, u"list"_s}, {}, u"/dev/full"_s);
        QCOMPARE(ran.code, int(Failed));
        QVERIFY2(ran.err.contains("could not be written"), ran.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliRunner)
#include "tst_cli_runner.moc"
