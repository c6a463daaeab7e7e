#include "api/keycloakerrors.h"
#include "http/errors.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using api::KeycloakCall;

Q_DECLARE_METATYPE(wallaroo::api::KeycloakCall)

namespace {

const api::KeycloakNames names{u"api-client"_s, u"mira"_s, QUrl(u"https://wallaroo.example.com/auth"_s),
                               QUrl(u"https://wallaroo.example.com/auth/realms/master/account"_s)};

Error explained(int status, const QString& code, const QString& description, KeycloakCall call) {
    http::CallReport report;
    report.url = names.host;
    report.credentials = true;
    report.status = status;
    report.contentType = "application/json";
    const QString body = u"{\"error\":\"%1\",\"error_description\":\"%2\"}"_s.arg(code, description);
    return api::explainedByKeycloak(http::statusError(report, body.toUtf8()), call, names);
}

} // namespace

/// At which field a refusal is shown, and how the switch in Keycloak is called, whatever the status.
class TestKeycloakFields final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void fields_data() {
        QTest::addColumn<KeycloakCall>("call");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("description");
        QTest::addColumn<Field>("field");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* name, KeycloakCall call, const char* code, const char* description, Field field,
                            const char* named) {
            QTest::newRow(name) << call << QString::fromLatin1(code) << QString::fromLatin1(description) << field
                                << QString::fromUtf8(named);
        };
        const char* wrong = "Invalid client or Invalid client credentials";
        row("wrong secret", KeycloakCall::Password, "unauthorized_client", wrong, Field::ClientSecret,
            "Credentials › Client secret");
        row("unknown client", KeycloakCall::Password, "invalid_client", wrong, Field::ClientSecret,
            "Credentials › Client secret");
        row("wrong secret on refresh", KeycloakCall::Refresh, "unauthorized_client", wrong, Field::ClientSecret,
            "Credentials › Client secret");
        row("wrong secret for inference", KeycloakCall::ClientCredentials, "unauthorized_client", wrong,
            Field::InferenceSecret, "Credentials › Client secret");
        row("no secret set up", KeycloakCall::Password, "unauthorized_client", "Client credentials setup required",
            Field::ClientSecret, "Credentials");
        row("wrong password", KeycloakCall::Password, "invalid_grant", "Invalid user credentials", Field::Credentials,
            "one-time code");
        row("disabled", KeycloakCall::Password, "invalid_grant", "Account disabled", Field::UserName, "activate");
        row("disabled, by device", KeycloakCall::DevicePoll, "invalid_grant", "Account disabled", Field::UserName,
            "activate");
        row("not set up", KeycloakCall::Password, "invalid_grant", "Account is not fully set up", Field::UserName,
            "/account");
        row("direct grants", KeycloakCall::Password, "unauthorized_client",
            "Client not allowed for direct access grants", Field::Way, "Direct access grants");
        row("consent", KeycloakCall::Password, "invalid_client", "Client requires user consent", Field::Way,
            "Consent required");
        row("device grant", KeycloakCall::Device, "unauthorized_client",
            "Client is not allowed to initiate OAuth 2.0 Device Authorization Grant. The flow is disabled for the "
            "client.",
            Field::Way, "OAuth 2.0 Device Authorization Grant");
        row("device grant, public", KeycloakCall::PublicDevice, "unauthorized_client", wrong, Field::Way,
            "OAuth 2.0 Device Authorization Grant");
        row("device, wrong secret", KeycloakCall::Device, "unauthorized_client", wrong, Field::ClientSecret,
            "Credentials › Client secret");
        row("device, unknown client", KeycloakCall::PublicDevice, "invalid_client", wrong, Field::ClientSecret,
            "Credentials");
        row("service account", KeycloakCall::ClientCredentials, "unauthorized_client",
            "Client not enabled to retrieve service account", Field::Way, "Service accounts roles");
        row("public for inference", KeycloakCall::ClientCredentials, "unauthorized_client",
            "Public client not allowed to retrieve service account", Field::Way, "Client authentication");
        row("offline scope", KeycloakCall::Password, "invalid_scope", "Invalid scopes: offline_access", Field::Way,
            "offline_access");
        row("https required", KeycloakCall::Password, "invalid_request", "HTTPS required", Field::Instance, "https");
        row("realm off", KeycloakCall::Password, "access_denied", "Realm not enabled", Field::Instance, "Enabled");
        row("realm off, by device", KeycloakCall::DevicePoll, "access_denied", "Realm not enabled", Field::Instance,
            "Enabled");
        row("no realm", KeycloakCall::Discovery, "Realm does not exist", "", Field::Instance, "address");
        row("session ended", KeycloakCall::Refresh, "invalid_grant", "Session not active", Field::None, "Sign in");
    }

    void fields() {
        QFETCH(const KeycloakCall, call);
        QFETCH(const QString, code);
        QFETCH(const QString, description);
        QFETCH(const Field, field);
        QFETCH(const QString, named);
        for (const int status : {400, 401, 403}) {
            const Error error = explained(status, code, description, call);
            QVERIFY2(error.field == field, qPrintable(error.sentence));
            QVERIFY2((error.sentence + error.advice).contains(named), qPrintable(error.sentence + error.advice));
            QVERIFY(!error.advice.isEmpty());
        }
    }

    void deviceAnswersThatDecide_data() {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("description");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("denied") << u"access_denied"_s << u"The end user denied the authorization request"_s
                                << ErrorKind::DeviceDenied;
        QTest::newRow("expired") << u"expired_token"_s << u"Device code is expired"_s << ErrorKind::DeviceExpired;
        QTest::newRow("used") << u"invalid_grant"_s << u"Device code not valid"_s << ErrorKind::DeviceExpired;
    }

    void deviceAnswersThatDecide() {
        QFETCH(const QString, code);
        QFETCH(const QString, description);
        QFETCH(const ErrorKind, kind);
        for (const int status : {400, 401})
            QCOMPARE(explained(status, code, description, KeycloakCall::DevicePoll).kind, kind);
    }

    void theWayToTheServerIsShownAtItsAddress() {
        http::CallReport report;
        report.url = names.host;
        for (const ErrorKind kind : {ErrorKind::HostNotFound, ErrorKind::ConnectionRefused, ErrorKind::UnknownAuthority,
                                     ErrorKind::WrongCertificate, ErrorKind::NotEncrypted, ErrorKind::Redirected,
                                     ErrorKind::NotHttp, ErrorKind::WebPage, ErrorKind::NotOffered}) {
            const Error error = api::explainedByKeycloak(http::callError(kind, report), KeycloakCall::Password, names);
            QVERIFY(error.field == Field::Instance);
        }
        for (const ErrorKind kind : {ErrorKind::TookTooLong, ErrorKind::ServerBusy, ErrorKind::ProxyFailed}) {
            const Error error = api::explainedByKeycloak(http::callError(kind, report), KeycloakCall::Password, names);
            QVERIFY(error.field == Field::None);
        }
    }
};

QTEST_APPLESS_MAIN(TestKeycloakFields)
#include "tst_keycloakfields.moc"
