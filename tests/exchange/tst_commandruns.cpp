// What is copied is run: by sh, bash, curl, jq and python3, against the sandbox.
#include "exchange/commandtexts.h"
#include "support/sandboxrun.h"
#include "support/scriptedserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::exchange;

namespace {

struct Ran {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

using Environment = QMap<QString, QString>;

/// Runs a program that reads the script from its input, so that nothing stands in an argument.
Ran run(const QString& program, const QString& script, const Environment& variables) {
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    for (auto it = variables.begin(); it != variables.end(); ++it)
        environment.insert(it.key(), it.value());
    environment.insert(u"no_proxy"_s, u"*"_s);
    process.setProcessEnvironment(environment);
    process.start(program, program.endsWith("python3"_L1) ? QStringList{u"-"_s} : QStringList());
    process.write(script.toUtf8());
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        process.kill();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

bool isJwt(const QByteArray& text) {
    return text.trimmed().startsWith("ey") && text.count('.') == 2;
}

} // namespace

class TestCommandRuns final : public QObject {
    Q_OBJECT

private:
    [[nodiscard]] Instance instance() const { return *Instance::fromTyped(m_sandbox->address.toString()); }

    [[nodiscard]] TokenRequester who() const { return {m_sandbox->client, true, m_sandbox->username}; }

    [[nodiscard]] Environment secrets() const {
        return {{u"CONFIDENTIAL_CLIENT_SECRET"_s, m_sandbox->secret}, {u"PASSWORD"_s, m_sandbox->password}};
    }

    /// What the request leaves in a variable, said by the shell itself.
    QByteArray variableAfter(const QString& shell, Grant grant, const char* name, const Environment& with) {
        const QString text = tokenRequestText(Tool::Curl, grant, instance(), who());
        const Ran ran = run(shell, text + "\nprintf %s \"$"_L1 + QLatin1StringView(name) + "\"\n"_L1, with);
        if (ran.code != 0)
            qWarning("%s", ran.err.constData());
        return ran.out;
    }

    std::unique_ptr<test::SandboxRun> m_sandbox;
    QString m_token;
    QString m_refresh;

private Q_SLOTS:

    void initTestCase() {
        for (const char* needed : {"sh", "bash", "curl", "jq", "python3"})
            QVERIFY2(!QStandardPaths::findExecutable(QLatin1StringView(needed)).isEmpty(), needed);
        m_sandbox = std::make_unique<test::SandboxRun>(QStringList{u"--users"_s, u"12"_s});
        QVERIFY(m_sandbox->isReady());
        m_token = QString::fromUtf8(variableAfter(u"sh"_s, Grant::Password, "TOKEN", secrets()));
        QVERIFY(isJwt(m_token.toUtf8()));
    }

    void shells_data() {
        QTest::addColumn<QString>("shell");
        for (const char* shell : {"sh", "dash", "bash", "zsh"}) {
            if (!QStandardPaths::findExecutable(QLatin1StringView(shell)).isEmpty())
                QTest::newRow(shell) << QString::fromLatin1(shell);
        }
    }

    void shells() {
        QFETCH(const QString, shell);
        QVERIFY(isJwt(variableAfter(shell, Grant::Password, "TOKEN", secrets())));
        QVERIFY(isJwt(variableAfter(shell, Grant::ClientCredentials, "TOKEN", secrets())));
        auto withRefresh = secrets();
        withRefresh[u"REFRESH"_s] = QString::fromUtf8(variableAfter(shell, Grant::Password, "REFRESH", secrets()));
        QVERIFY(isJwt(variableAfter(shell, Grant::Refresh, "TOKEN", withRefresh)));

        const QString call = callText(Tool::Curl, instance(), ApiCall::mlops(instance(), u"users/query"_s));
        const Ran ran = run(shell, call, {{u"TOKEN"_s, m_token}});
        QCOMPARE(ran.code, 0);
        QCOMPARE(QJsonDocument::fromJson(ran.out)[u"users"_s].toObject().size(), 12);
    }

    void withoutTheVariableNothingIsSent() {
        const QString call = callText(Tool::Curl, instance(), ApiCall::mlops(instance(), u"users/query"_s));
        const Ran ran = run(u"sh"_s, call, {{u"TOKEN"_s, QString()}});
        QVERIFY(ran.code != 0);
        QVERIFY2(ran.err.contains("TOKEN") && ran.err.contains("is not set"), ran.err.constData());
        QVERIFY(ran.out.isEmpty());
    }

    void aRefusalEndsInACode() {
        const QString call = callText(Tool::Curl, instance(), ApiCall::mlops(instance(), u"users/query"_s));
        QCOMPARE(run(u"sh"_s, call, {{u"TOKEN"_s, u"wrong"_s}}).code, 22); // curl's for a refused request
        const QString python = callText(Tool::Python, instance(), ApiCall::mlops(instance(), u"users/query"_s));
        QVERIFY(run(u"python3"_s, python, {{u"TOKEN"_s, u"wrong"_s}}).code != 0);
    }

    void aBodyArrivesAsItIs_data() {
        QTest::addColumn<Tool>("tool");
        QTest::newRow("curl") << Tool::Curl;
        QTest::newRow("python") << Tool::Python;
    }

    void aBodyArrivesAsItIs() {
        QFETCH(const Tool, tool);
        // With everything that a shell or Python could take for its own.
        const QByteArray body =
            "{\"e-mail\": \"o'neil$(id)`id`\\\"\\\\\\u202e🦘\\n%s!!\", \"seats\": [1, true, null]}";
        test::ScriptedServer server;
        server.play(test::answering(200, "{}"));
        const auto recorder = *Instance::fromTyped(server.url(u""_s).toString());
        QProcess process;
        process.start(tool == Tool::Curl ? u"sh"_s : u"python3"_s,
                      tool == Tool::Curl ? QStringList() : QStringList{u"-"_s});
        process.write(tool == Tool::Curl ? "TOKEN=abc\n" : "import os; os.environ['TOKEN'] = 'abc'\n");
        process.write(callText(tool, recorder, ApiCall::mlops(recorder, u"users/invite"_s, body)).toUtf8());
        process.closeWriteChannel();
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 60'000);
        QVERIFY2(server.count() == 1, process.readAllStandardError().constData());
        const QByteArray request = server.requests().constFirst();
        QCOMPARE(QJsonDocument::fromJson(test::ScriptedServer::body(request)), QJsonDocument::fromJson(body));
        QCOMPARE(test::ScriptedServer::header(request, "Authorization"), "Bearer abc"_ba);
        QCOMPARE(test::ScriptedServer::header(request, "Content-Type"), "application/json"_ba);
    }

    void anInferenceNamesItsForm() {
        test::ScriptedServer server;
        server.play(test::answering(200, "[]"));
        const auto recorder = *Instance::fromTyped(server.url(u""_s).toString());
        const auto call = ApiCall::inference(server.url(u"/v1/api/pipelines/infer/a-1/a"_s), "[{\"x\": [0.5]}]");
        for (const Tool tool : {Tool::Curl, Tool::Python}) {
            const auto text = callTextWithToken(tool, recorder, call, Secret("abc"));
            QProcess process;
            process.start(tool == Tool::Curl ? u"sh"_s : u"python3"_s,
                          tool == Tool::Curl ? QStringList() : QStringList{u"-"_s});
            process.write(text->reveal().toByteArray());
            process.closeWriteChannel();
            QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 60'000);
            const QByteArray request = server.requests().constLast();
            QCOMPARE(test::ScriptedServer::header(request, "Content-Type"),
                     "application/json; format=pandas-records"_ba);
            QCOMPARE(QJsonDocument::fromJson(test::ScriptedServer::body(request))[0]["x"_L1][0].toDouble(), 0.5);
        }
        QCOMPARE(server.count(), 2);
    }

    void byPython() {
        const QString call = callText(Tool::Python, instance(), ApiCall::mlops(instance(), u"users/query"_s));
        const Ran ran = run(u"python3"_s, call, {{u"TOKEN"_s, m_token}});
        QVERIFY2(ran.code == 0, ran.err.constData());
        QCOMPARE(QJsonDocument::fromJson(ran.out)[u"users"_s].toObject().size(), 12);
    }

    void tokenRequestsByPython() {
        auto variables = secrets();
        const auto ask = [&](Grant grant, const char* name) {
            const QString text = tokenRequestText(Tool::Python, grant, instance(), who());
            const Ran ran = run(u"python3"_s, text + "\nprint(%1)\n"_L1.arg(QLatin1StringView(name)), variables);
            if (ran.code != 0)
                qWarning("%s", ran.err.constData());
            return ran.out.trimmed();
        };
        QVERIFY(isJwt(ask(Grant::Password, "TOKEN")));
        QVERIFY(isJwt(ask(Grant::ClientCredentials, "TOKEN")));
        variables[u"REFRESH"_s] = QString::fromUtf8(ask(Grant::Password, "REFRESH"));
        QVERIFY(isJwt(ask(Grant::Refresh, "TOKEN")));
    }

    void withTheTokenInside() {
        const Secret token(m_token.toUtf8());
        for (const Tool tool : {Tool::Curl, Tool::Python}) {
            const auto text = callTextWithToken(tool, instance(), ApiCall::mlops(instance(), u"users/query"_s), token);
            QVERIFY(text);
            const Ran ran = run(tool == Tool::Curl ? u"sh"_s : u"python3"_s, QString::fromUtf8(text->reveal()), {});
            QVERIFY2(ran.code == 0, ran.err.constData());
            QCOMPARE(QJsonDocument::fromJson(ran.out)[u"users"_s].toObject().size(), 12);
        }
    }

    void theExportLine() {
        const auto line = shellExport(Secret(m_token.toUtf8()));
        QVERIFY(line);
        const Ran ran = run(u"sh"_s, QString::fromUtf8(line->reveal()) + "\nsh -c 'printf %s \"$TOKEN\"'"_L1, {});
        QCOMPARE(QString::fromUtf8(ran.out), m_token);
    }

    void theHeaderAsAFileOfCurl() {
        const Secret header = authorizationHeader(Secret(m_token.toUtf8()));
        const QString script = "curl -s -H @- -X POST %1 --data '{}' <<'EOF'\n%2\nEOF\n"_L1.arg(
            instance().api(u"users/query"_s).toString(), QString::fromUtf8(header.reveal()));
        QCOMPARE(QJsonDocument::fromJson(run(u"sh"_s, script, {}).out)[u"users"_s].toObject().size(), 12);
    }

    void noSecretStandsInAnArgument() {
        // A shell that traces what it starts shows what a process list could.
        const QString text = tokenRequestText(Tool::Curl, Grant::Password, instance(), who());
        const QString fake = "curl() { printf '%s\\n' \"$@\" >&2; cat >/dev/null; printf '{}'; }\n"_L1;
        const Ran ran = run(u"sh"_s, fake + text, secrets());
        QVERIFY2(ran.err.contains("grant_type=password"), ran.err.constData());
        QVERIFY(!ran.err.contains(m_sandbox->password.toUtf8()));
        QVERIFY(!ran.err.contains(m_sandbox->secret.toUtf8()));
    }
};

QTEST_GUILESS_MAIN(TestCommandRuns)
#include "tst_commandruns.moc"
