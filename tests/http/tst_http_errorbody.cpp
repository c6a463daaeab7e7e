#include "http/errorbody.h"
#include "http/errors.h"

#include <QTest>

using namespace wallaroo;
using namespace wallaroo::http;

/// What of an error answer reaches a person, and what never does.
class TestErrorBody : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void forms_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const char* body, const char* type, const char* code, const char* text) {
            QTest::newRow(name) << QByteArray(body) << QByteArray(type) << QString::fromUtf8(code)
                                << QString::fromUtf8(text);
        };
        const char* json = "application/json";
        row("api", R"({"msg":"Bad request: name","code":400})", json, "", "Bad request: name");
        row("engine", R"({"code":400,"status":"Error","error":"tensor 'x' is missing","source":"engine"})", json, "",
            "tensor 'x' is missing");
        row("oauth", R"({"error":"invalid_grant","error_description":"Invalid user credentials"})", json,
            "invalid_grant", "Invalid user credentials");
        row("oauth code alone", R"({"error":"invalid_client"})", json, "invalid_client", "");
        row("admin", R"({"errorMessage":"User exists with same email"})", json, "", "User exists with same email");
        row("admin words", R"({"error":"User not found"})", json, "User not found", "User not found");
        row("admin several", R"({"errors":[{"field":"email","errorMessage":"error-invalid-email"}]})", json, "",
            "error-invalid-email");
        row("plain text", "upstream connect error\n", "text/plain", "", "upstream connect error");
        row("problem json", R"({"msg":"x"})", "application/problem+json", "", "x");
        row("web page", "<html>secret</html>", "text/html", "", "");
        row("json that is none", "{\"msg\":", json, "", "");
        row("array", R"(["msg"])", json, "", "");
        row("wrong types", R"({"msg":5,"error":{"a":1}})", json, "", "");
        row("hostile", "{\"msg\":\"a\\nb\\u202Ec\"}", json, "", "a␊b⟨U+202E⟩c");
    }

    void forms() {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, type);
        const ErrorBody read = readErrorBody(body, type, false);
        QTEST(read.code, "code");
        QTEST(read.text, "text");
    }

    void longTextIsCutOrLeft() {
        const ErrorBody cut = readErrorBody("{\"msg\":\"" + QByteArray(5000, 'x') + "\"}", "application/json", false);
        QCOMPARE(cut.text.size(), 301);
        QVERIFY(readErrorBody(QByteArray(5000, 'x'), "text/plain", false).text.isEmpty());
        QVERIFY(
            readErrorBody("{\"msg\":\"a\"}" + QByteArray(300 * 1024, ' '), "application/json", false).text.isEmpty());
    }

    /// A proxy's echo of a sign-in must not end up in the details.
    void answersToCredentialsTellTwoMembersOnly() {
        const ErrorBody read =
            readErrorBody(R"({"error":"invalid_grant","msg":"canary-password-1","errorMessage":"canary-password-1"})",
                          "application/json", true);
        QCOMPARE(read.code, QStringLiteral("invalid_grant"));
        QVERIFY(read.text.isEmpty());
        QVERIFY(readErrorBody("canary-password-1", "text/plain", true).text.isEmpty());
    }

    void statusTellsTheKind_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorKind>("kind");
        const std::initializer_list<std::pair<int, ErrorKind>> rows = {
            {400, ErrorKind::Refused},         {401, ErrorKind::Unauthorized}, {403, ErrorKind::NotAllowed},
            {404, ErrorKind::NotOffered},      {405, ErrorKind::NotOffered},   {407, ErrorKind::ProxyFailed},
            {409, ErrorKind::Refused},         {415, ErrorKind::Refused},      {422, ErrorKind::Refused},
            {429, ErrorKind::TooManyRequests}, {500, ErrorKind::ServerFailed}, {502, ErrorKind::ServerBusy},
            {503, ErrorKind::ServerBusy},      {504, ErrorKind::ServerBusy},   {507, ErrorKind::ServerFailed},
            {304, ErrorKind::UnexpectedShape}};
        for (const auto& [status, kind] : rows)
            QTest::addRow("%d", status) << status << kind;
    }

    void statusTellsTheKind() {
        QFETCH(int, status);
        CallReport report;
        report.url = QUrl(QStringLiteral("https://user@api.example/v1/api/users/invite?secret=canary-query"));
        report.name = QStringLiteral("users/invite");
        report.status = status;
        report.contentType = "application/json";
        report.requestId = "req-7";
        const Error error = statusError(report, R"({"msg":"the words","code":1})");
        QTEST(error.kind, "kind");
        QCOMPARE(error.httpStatus, status);
        QCOMPARE(error.serverText, QStringLiteral("the words"));
        QVERIFY(!error.sentence.isEmpty());
        QVERIFY(!error.advice.isEmpty());
        for (const char* part :
             {"POST https://api.example/v1/api/users/invite\n", "users/invite", "req-7", "the words", "at: 20"})
            QVERIFY2(error.details.contains(QLatin1StringView(part)), part);
        QVERIFY(!error.details.contains(QStringLiteral("canary")));
        QVERIFY(!error.details.contains(QStringLiteral("user@")));
    }

    /// Row 65: what servers say in plain http at a port for https.
    void wantsTls() {
        CallReport report;
        report.status = 400;
        report.contentType = "text/html";
        report.url = QUrl(QStringLiteral("http://127.0.0.1:8443/auth/realms/master"));
        for (const char* page : {"<title>400 The plain HTTP request was sent to HTTPS port</title>",
                                 "Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />",
                                 "Client sent an HTTP request to an HTTPS server.\n"}) {
            const Error error = statusError(report, page);
            QCOMPARE(error.kind, ErrorKind::NotHttp);
            QVERIFY2(error.sentence.contains(QStringLiteral("127.0.0.1"))
                         && error.sentence.contains(QStringLiteral("speaks https")),
                     qPrintable(error.sentence));
            QVERIFY(error.advice.contains(QStringLiteral("Write https")));
        }
        QCOMPARE(statusError(report, "another page").kind, ErrorKind::Refused);
        report.url.setScheme(QStringLiteral("https"));
        QCOMPARE(statusError(report, "The plain HTTP request was sent to HTTPS port").kind, ErrorKind::Refused);
    }

    void refusalsSayTheServersWords() {
        CallReport report;
        report.status = 400;
        report.contentType = "application/json";
        QVERIFY(statusError(report, R"({"msg":"name is taken"})").sentence.contains(QStringLiteral("name is taken")));
        report.status = 403;
        QVERIFY(!statusError(report, R"({"msg":"RBAC: access denied"})").sentence.contains(QStringLiteral("RBAC")));
    }
};

QTEST_GUILESS_MAIN(TestErrorBody)
#include "tst_http_errorbody.moc"
