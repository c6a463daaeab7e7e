// Several calls as one text: run by sh and python3, against a server that writes down what comes.
#include "exchange/callsequence.h"
#include "support/scriptedserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::exchange;
using test::ScriptedServer;

class TestCallSequence final : public QObject {
    Q_OBJECT

private:
    /// With TOKEN and PASSWORD in its environment; the exit code.
    static int run(Tool tool, const QString& text, const QByteArray& password = "Kelp \"8841\"\\'$x") {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"TOKEN"_s, u"abc"_s);
        environment.insert(u"PASSWORD"_s, QString::fromUtf8(password));
        environment.insert(u"no_proxy"_s, u"*"_s);
        process.setProcessEnvironment(environment);
        process.start(tool == Tool::Curl ? u"sh"_s : u"python3"_s,
                      tool == Tool::Curl ? QStringList() : QStringList{u"-"_s});
        process.write(text.toUtf8());
        process.closeWriteChannel();
        [&process] { QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 60'000); }();
        if (process.exitCode() != 0)
            qInfo("%s", process.readAllStandardError().constData());
        return process.exitCode();
    }

    static SequenceCall call(const Instance& instance, const QByteArray& method, const QString& path,
                             const QByteArray& body) {
        SequenceCall made;
        made.call.method = method;
        made.call.url = QUrl(instance.apiBase.toString() + path);
        made.call.body = body;
        return made;
    }

    static QByteArray lineOf(const QByteArray& request) { return request.left(request.indexOf(" HTTP/")); }

private Q_SLOTS:

    void eachIsSentOnceAndInOrder_data() {
        QTest::addColumn<Tool>("tool");
        QTest::newRow("curl") << Tool::Curl;
        QTest::newRow("python") << Tool::Python;
    }

    void eachIsSentOnceAndInOrder() {
        QFETCH(const Tool, tool);
        ScriptedServer server;
        server.play(test::answering(200, R"({"id":"r-1","name":"admin"})"));
        const auto instance = *Instance::fromTyped(server.url(u""_s).toString());
        std::vector<SequenceCall> calls{
            call(instance, "POST", u"/v1/api/users/deactivate"_s, "{\"email\":\"o'neil$(id)🦘@example.com\"}"),
            call(instance, "PUT", u"/auth/admin/realms/master/users/7/reset-password"_s,
                 "{\"type\":\"password\",\"temporary\":true,\"value\":\"…\"}"),
            call(instance, "POST", u"/auth/admin/realms/master/users/7/role-mappings/realm"_s, "[]"),
            call(instance, "DELETE", u"/auth/admin/realms/master/users/8"_s, {})};
        calls[1].takesPassword = true;
        calls[2].role = QUrl(instance.apiBase.toString() + u"/auth/admin/realms/master/roles/admin"_s);
        const QString text = sequenceText(tool, instance, calls);
        QVERIFY(!text.contains(u"Kelp"_s));
        QCOMPARE(run(tool, text), 0);
        QCOMPARE(server.count(), 5); // the role is read before it is given
        const auto requests = server.requests();
        QCOMPARE(lineOf(requests[0]), "POST /v1/api/users/deactivate"_ba);
        QCOMPARE(QJsonDocument::fromJson(ScriptedServer::body(requests[0]))["email"_L1].toString(),
                 u"o'neil$(id)🦘@example.com"_s);
        QCOMPARE(lineOf(requests[1]), "PUT /auth/admin/realms/master/users/7/reset-password"_ba);
        const auto reset = QJsonDocument::fromJson(ScriptedServer::body(requests[1]));
        QCOMPARE(reset["value"_L1].toString(), u"Kelp \"8841\"\\'$x"_s);
        QCOMPARE(reset["temporary"_L1].toBool(), true);
        QCOMPARE(lineOf(requests[2]), "GET /auth/admin/realms/master/roles/admin"_ba);
        QCOMPARE(QJsonDocument::fromJson(ScriptedServer::body(requests[3]))[0]["id"_L1].toString(), u"r-1"_s);
        QCOMPARE(lineOf(requests[4]), "DELETE /auth/admin/realms/master/users/8"_ba);
        for (const QByteArray& request : requests)
            QCOMPARE(ScriptedServer::header(request, "Authorization"), "Bearer abc"_ba);
    }

    void whoIsCreatedIsLookedUpForTheRole_data() { eachIsSentOnceAndInOrder_data(); }

    void whoIsCreatedIsLookedUpForTheRole() {
        QFETCH(const Tool, tool);
        ScriptedServer server;
        server.onRequest([](const QByteArray& request) {
            const bool isSearch = request.startsWith("GET") && request.contains("/users?");
            return test::Script{test::sendBytes(
                test::answerBytes(200, isSearch ? R"([{"id":"u-7"}])" : R"({"id":"r-1","name":"admin"})"))};
        });
        const auto instance = *Instance::fromTyped(server.url(u""_s).toString());
        auto given = call(instance, "POST", u"/auth/admin/realms/master/users/{id}/role-mappings/realm"_s, "[]");
        given.role = QUrl(instance.apiBase.toString() + u"/auth/admin/realms/master/roles/admin"_s);
        given.person =
            QUrl(instance.apiBase.toString() + u"/auth/admin/realms/master/users?exact=true&username=a%2Bb%40x.org"_s);
        QCOMPARE(run(tool, sequenceText(tool, instance, {given})), 0);
        QByteArrayList lines;
        for (const QByteArray& request : server.requests())
            lines << lineOf(request);
        lines.removeOne("GET /auth/admin/realms/master/roles/admin");
        QCOMPARE(lines, (QByteArrayList{"GET /auth/admin/realms/master/users?exact=true&username=a%2Bb%40x.org",
                                        "POST /auth/admin/realms/master/users/u-7/role-mappings/realm"}));
    }

    void aRefusalEndsIt_data() { eachIsSentOnceAndInOrder_data(); }

    void aRefusalEndsIt() {
        QFETCH(const Tool, tool);
        ScriptedServer server;
        server.play(test::answering(403, "{}"));
        const auto instance = *Instance::fromTyped(server.url(u""_s).toString());
        const auto one = call(instance, "POST", u"/v1/api/users/deactivate"_s, "{\"email\":\"a@example.com\"}");
        QVERIFY(run(tool, sequenceText(tool, instance, {one, one, one})) != 0);
        QCOMPARE(server.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestCallSequence)
#include "tst_callsequence.moc"
