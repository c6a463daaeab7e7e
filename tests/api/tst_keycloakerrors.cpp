#include "api/keycloakerrors.h"
#include "http/errors.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using api::KeycloakCall;

namespace {

const api::KeycloakNames names{u"api-client"_s, u"mira%1"_s, QUrl(u"https://wallaroo.example.com/auth"_s),
                               QUrl(u"https://wallaroo.example.com/auth/realms/master/account"_s)};

/// As the transport makes it from an answer.
Error refused(int status, const QString& code, const QString& description) {
    http::CallReport report;
    report.name = u"token"_s;
    report.url = QUrl(u"https://wallaroo.example.com/auth/realms/master/protocol/openid-connect/token"_s);
    report.credentials = true;
    report.status = status;
    report.contentType = "application/json";
    QString body = u"{\"error\":\"%1\",\"error_description\":\"%2\"}"_s.arg(code, description);
    return http::statusError(report, body.toUtf8());
}

void row(const char* name, KeycloakCall call, const QString& code, const QString& description, ErrorKind kind,
         const QString& sentence, const QString& advice = {}) {
    QTest::newRow(name) << call << code << description << kind << sentence << advice;
}

const QString wrongClient = u"Keycloak does not know client 'api-client', or its secret is another one."_s;
const QString wrongCredentials = u"Wrong user name, password or code. Many attempts in a row look like this too."_s;

} // namespace

Q_DECLARE_METATYPE(wallaroo::api::KeycloakCall)

class TestKeycloakErrors final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void dictionary_data() {
        QTest::addColumn<KeycloakCall>("call");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("description");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("advice");
        clientRows();
        passwordRows();
        refreshRows();
        otherRows();
    }

    void dictionary() {
        QFETCH(const KeycloakCall, call);
        QFETCH(const QString, code);
        QFETCH(const QString, description);
        QFETCH(const QString, advice);
        for (const int status : {400, 401, 403}) {
            const Error error = api::explainedByKeycloak(refused(status, code, description), call, names);
            QTEST(error.kind, "kind");
            QTEST(error.sentence, "sentence");
            QVERIFY2(error.advice.contains(advice), qPrintable(error.advice));
            QVERIFY(!error.advice.isEmpty());
            QCOMPARE(error.httpStatus, status);
            QCOMPARE(error.serverCode, code);
            if (!description.isEmpty())
                QVERIFY(error.details.contains(description)); // the server's words: there, and only there
        }
    }

    void whatItDoesNotKnowKeepsItsKind() {
        const Error scope = api::explainedByKeycloak(
            refused(400, u"invalid_scope"_s, u"Invalid scopes: openid nosuch"_s), KeycloakCall::Password, names);
        QCOMPARE(scope.kind, ErrorKind::Refused);
        QVERIFY(scope.sentence.contains("Invalid scopes"_L1));
        const Error request = api::explainedByKeycloak(
            refused(401, u"invalid_request"_s, u"Missing parameter: username"_s), KeycloakCall::Password, names);
        QCOMPARE(request.kind, ErrorKind::Unauthorized);
    }

    void onlyInvalidGrantEndsASession_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("503") << 503 << QString();
        QTest::newRow("500") << 500 << u"unknown_error"_s;
        QTest::newRow("429") << 429 << QString();
        QTest::newRow("401 without a code") << 401 << QString();
        QTest::newRow("400 without a code") << 400 << QString();
        QTest::newRow("wrong secret") << 401 << u"unauthorized_client"_s;
        QTest::newRow("invalid_request") << 400 << u"invalid_request"_s;
        QTest::newRow("temporarily_unavailable") << 503 << u"temporarily_unavailable"_s;
    }

    void onlyInvalidGrantEndsASession() {
        QFETCH(const int, status);
        QFETCH(const QString, code);
        const Error error = api::explainedByKeycloak(refused(status, code, {}), KeycloakCall::Refresh, names);
        QVERIFY(error.kind != ErrorKind::SessionEnded);
        QVERIFY(!error.sentence.isEmpty());
    }

    void nothingSpeaksOfAChange() {
        for (const ErrorKind kind :
             {ErrorKind::OutcomeUnknown, ErrorKind::TookTooLong, ErrorKind::Incomplete, ErrorKind::Damaged,
              ErrorKind::UnexpectedShape, ErrorKind::ServerFailed, ErrorKind::ServerBusy}) {
            http::CallReport report;
            report.url = names.host;
            report.effect = http::Effect::Changes;
            const Error stock = http::callError(kind, report, u"x"_s);
            const Error error = api::explainedByKeycloak(stock, KeycloakCall::Refresh, names);
            QCOMPARE(error.kind, kind);
            QVERIFY2(!(error.sentence + error.advice).contains("change"_L1), qPrintable(error.sentence + error.advice));
            QVERIFY(!error.advice.isEmpty());
            QCOMPARE(error.details, stock.details);
        }
    }

    void errorsOfTheWayStay() {
        http::CallReport report;
        report.url = names.host;
        for (const ErrorKind kind :
             {ErrorKind::HostNotFound, ErrorKind::UnknownAuthority, ErrorKind::WebPage, ErrorKind::Canceled}) {
            const Error stock = http::callError(kind, report);
            const Error error = api::explainedByKeycloak(stock, KeycloakCall::Discovery, names);
            QCOMPARE(error.kind, kind);
            QCOMPARE(error.sentence, stock.sentence);
            QCOMPARE(error.advice, stock.advice);
        }
    }

    void noKeycloakThere() {
        http::CallReport report;
        report.url = names.host;
        const Error error =
            api::explainedByKeycloak(http::callError(ErrorKind::NotOffered, report), KeycloakCall::Discovery, names);
        QCOMPARE(error.sentence, u"No Keycloak answers at wallaroo.example.com."_s);
        QVERIFY(error.advice.contains("different addresses"_L1));
    }

    void hostileNamesStayInOneLine() {
        const api::KeycloakNames hostile{u"a\nb"_s, u"<b>\u202Eevil</b>"_s, names.host, names.account};
        const Error error = api::explainedByKeycloak(refused(400, u"invalid_grant"_s, u"Account disabled"_s),
                                                     KeycloakCall::Password, hostile);
        QVERIFY(!error.sentence.contains(u'\u202E'));
        const Error client =
            api::explainedByKeycloak(refused(401, u"invalid_client"_s, {}), KeycloakCall::Password, hostile);
        QVERIFY(!client.sentence.contains(u'\n'));
    }

private:
    static void clientRows() {
        const auto kind = ErrorKind::WrongClient;
        const QString text = u"Invalid client or Invalid client credentials"_s;
        const QString advice = u"Clients › api-client › Credentials › Client secret"_s;
        for (const auto call :
             {KeycloakCall::Password, KeycloakCall::Refresh, KeycloakCall::ClientCredentials, KeycloakCall::Logout}) {
            const QByteArray number = QByteArray::number(static_cast<int>(call)) + ": ";
            row((number + "invalid_client").constData(), call, u"invalid_client"_s, text, kind, wrongClient, advice);
            row((number + "unauthorized_client").constData(), call, u"unauthorized_client"_s, text, kind, wrongClient,
                advice);
        }
        row("older text", KeycloakCall::Password, u"unauthorized_client"_s, u"Invalid client secret"_s, kind,
            wrongClient, advice);
        row("no text", KeycloakCall::Password, u"invalid_client"_s, QString(), kind, wrongClient, advice);
        row("no credentials set up", KeycloakCall::Password, u"unauthorized_client"_s,
            u"Client credentials setup required"_s, kind, u"Client 'api-client' has no secret set up in Keycloak."_s,
            u"Credentials"_s);
        row("no service account", KeycloakCall::ClientCredentials, u"unauthorized_client"_s,
            u"Client not enabled to retrieve service account"_s, ErrorKind::GrantNotAllowed,
            u"Client 'api-client' may not get inference tokens."_s, u"Service accounts roles"_s);
        row("public client", KeycloakCall::ClientCredentials, u"unauthorized_client"_s,
            u"Public client not allowed to retrieve service account"_s, ErrorKind::GrantNotAllowed,
            u"Client 'api-client' is a public client, which gets no inference tokens."_s, u"Client authentication"_s);
        row("service account disabled", KeycloakCall::ClientCredentials, u"invalid_grant"_s, u"Account disabled"_s,
            kind, u"Keycloak gives client 'api-client' no inference token."_s, u"service-account-api-client"_s);
    }

    static void passwordRows() {
        const auto call = KeycloakCall::Password;
        const QString grant = u"invalid_grant"_s;
        row("wrong password", call, grant, u"Invalid user credentials"_s, ErrorKind::WrongCredentials, wrongCredentials,
            u"one-time code"_s);
        row("grant without text", call, grant, QString(), ErrorKind::WrongCredentials, wrongCredentials);
        row("grant with another text", call, grant, u"Quelque chose"_s, ErrorKind::WrongCredentials, wrongCredentials);
        row("disabled", call, grant, u"Account disabled"_s, ErrorKind::AccountDisabled,
            u"The account 'mira%1' is deactivated."_s, u"activate"_s);
        row("disabled, other words", call, grant, u"User disabled"_s, ErrorKind::AccountDisabled,
            u"The account 'mira%1' is deactivated."_s, u"activate"_s);
        row("not set up", call, grant, u"Account is not fully set up"_s, ErrorKind::AccountNotSetUp,
            u"The account 'mira%1' is not fully set up: a new password, an e-mail check or a code is still due."_s,
            u"Sign in at https://wallaroo.example.com/auth/realms/master/account in a browser"_s);
        row("direct access grants off", call, u"unauthorized_client"_s,
            u"Client not allowed for direct access grants"_s, ErrorKind::GrantNotAllowed,
            u"Client 'api-client' does not allow signing in with user name and password."_s, u"Direct access grants"_s);
        row("consent", call, u"invalid_client"_s, u"Client requires user consent"_s, ErrorKind::GrantNotAllowed,
            u"Client 'api-client' asks for consent in a browser, which a password cannot give."_s,
            u"Consent required"_s);
    }

    static void refreshRows() {
        const auto add = [](const char* name, const QString& description, const QString& sentence,
                            const QString& advice) {
            row(name, KeycloakCall::Refresh, u"invalid_grant"_s, description, ErrorKind::SessionEnded, sentence,
                advice);
        };
        const QString ended = u"Your session has ended."_s;
        const QString idle = u"Your session has ended: it was idle or open for too long."_s;
        const QString twice = u"Your session has ended, because its refresh token was used twice."_s;
        const QString other = u"The saved sign-in belongs to another client or another Keycloak."_s;
        add("session not active", u"Session not active"_s, ended, u"Sign in again"_s);
        add("offline session not active", u"Offline session not active"_s, ended, u"Sign in again"_s);
        add("offline session not found", u"Offline user session not found"_s, ended, u"Sign in again"_s);
        add("without text", QString(), ended, u"Sign in again"_s);
        add("token not active", u"Token is not active"_s, idle, u"Sign in again"_s);
        add("token expired", u"Refresh token expired"_s, idle, u"Sign in again"_s);
        add("stale", u"Stale token"_s, twice, u"Another program"_s);
        add("reuse exceeded", u"Maximum allowed refresh token reuse exceeded"_s, twice, u"Another program"_s);
        add("required client", u"Session doesn't have required client"_s,
            u"Your session has ended for client 'api-client'."_s, u"Another program"_s);
        add("invalid token", u"Invalid refresh token"_s, other, u"'api-client'"_s);
        add("other client", u"Invalid refresh token. Token client and authorized client don't match"_s, other,
            u"'api-client'"_s);
        add("other client, shorter", u"Token client and authorized client don't match"_s, other, u"'api-client'"_s);
        add("unmatching", u"Unmatching clients"_s, other, u"'api-client'"_s);
        add("user disabled", u"User disabled"_s, u"Your session has ended, because your account is deactivated."_s,
            u"activate"_s);
        add("unknown user", u"Unknown user"_s, u"Your session has ended, because your account no longer exists."_s,
            u"account"_s);
        row("consent withdrawn", KeycloakCall::Refresh, u"invalid_scope"_s,
            u"Client no longer has requested consent from user"_s, ErrorKind::SessionEnded,
            u"The consent that this session rests on was withdrawn."_s, u"Sign in again"_s);
    }

    static void otherRows() {
        row("https required", KeycloakCall::Discovery, u"invalid_request"_s, u"HTTPS required"_s,
            ErrorKind::NotEncrypted, u"Keycloak insists on https, and thinks that it was called by http."_s,
            u"proxy"_s);
        row("realm off", KeycloakCall::Password, u"access_denied"_s, u"Realm not enabled"_s, ErrorKind::NotAllowed,
            u"The realm 'master' is switched off in Keycloak."_s, u"Enabled"_s);
        row("no realm", KeycloakCall::Discovery, u"Realm does not exist"_s, QString(), ErrorKind::NotOffered,
            u"The Keycloak at wallaroo.example.com has no realm 'master'."_s, u"address"_s);
        row("no realm, with a hint", KeycloakCall::Password,
            u"Realm does not exist. For more on this error consult the server log."_s, QString(), ErrorKind::NotOffered,
            u"The Keycloak at wallaroo.example.com has no realm 'master'."_s, u"address"_s);
        row("unknown grant", KeycloakCall::Password, u"unsupported_grant_type"_s, u"Unsupported grant_type"_s,
            ErrorKind::GrantNotAllowed,
            u"The Keycloak at wallaroo.example.com does not offer this way of signing in."_s, u"way"_s);
    }
};

QTEST_APPLESS_MAIN(TestKeycloakErrors)
#include "tst_keycloakerrors.moc"
