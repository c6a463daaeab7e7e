#include "api/keycloakerrors.h"
#include "api/tokenapi.h"
#include "dialogdesk.h"

using namespace wallaroo;
using namespace wallaroo::test;

/// What Keycloak refuses, as it says it, shown beside the field it is about and in words a person can act on: each row
/// of the error dictionary that signing in can meet, at 400 and at 401.
class TestSignInDictionary : public QObject {
    Q_OBJECT
private:
    static void add(const char* name, session::Way way, api::KeycloakCall call, const char* code, const char* text,
                    const char* place, const char* words) {
        for (const int status : {400, 401}) {
            QTest::addRow("%s at %d", name, status)
                << way << call << status << QString::fromUtf8(code) << QString::fromUtf8(text) << QByteArray(place)
                << QString::fromUtf8(words);
        }
    }

private Q_SLOTS:
    void eachBesideItsField_data();
    void eachBesideItsField();
    void onlyARefusedPasswordIsEmptied_data();
    void onlyARefusedPasswordIsEmptied();
};

void TestSignInDictionary::eachBesideItsField_data() {
    QTest::addColumn<session::Way>("way");
    QTest::addColumn<api::KeycloakCall>("call");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QString>("words");
    using session::Way;
    using Call = api::KeycloakCall;
    add("unknown client", Way::Password, Call::Password, "invalid_client",
        "Invalid client or Invalid client credentials", "clientSecretMessage", "Credentials › Client secret");
    add("wrong client secret", Way::Password, Call::Password, "unauthorized_client",
        "Invalid client or Invalid client credentials", "clientSecretMessage", "its secret is another one");
    add("client without a secret", Way::Password, Call::Password, "unauthorized_client",
        "Client credentials setup required", "clientSecretMessage", "has no secret set up");
    add("direct access grants off", Way::Password, Call::Password, "unauthorized_client",
        "Client not allowed for direct access grants", "wayMessage", "Direct access grants");
    add("consent", Way::Password, Call::Password, "invalid_client", "Client requires user consent", "wayMessage",
        "Consent required");
    add("wrong password", Way::Password, Call::Password, "invalid_grant", "Invalid user credentials", "passwordMessage",
        "Many attempts in a row look like this too");
    add("disabled", Way::Password, Call::Password, "invalid_grant", "Account disabled", "userNameMessage",
        "'ana@example.com' is deactivated");
    add("not set up", Way::Password, Call::Password, "invalid_grant", "Account is not fully set up", "userNameMessage",
        "finish what is asked there");
    add("https required", Way::Password, Call::Password, "invalid_request", "HTTPS required", "instanceMessage",
        "insists on https");
    add("realm off", Way::Password, Call::Password, "access_denied", "Realm not enabled", "instanceMessage",
        "switched off in Keycloak");
    add("no such realm", Way::Password, Call::Password, "Realm does not exist", "", "instanceMessage",
        "no realm 'master'");
    add("unsupported grant", Way::Password, Call::Password, "unsupported_grant_type", "Unsupported grant_type",
        "wayMessage", "does not offer this way");
    add("no service account", Way::InferenceOnly, Call::ClientCredentials, "unauthorized_client",
        "Client not enabled to retrieve service account", "wayMessage", "Service accounts roles");
    add("public client", Way::InferenceOnly, Call::ClientCredentials, "unauthorized_client",
        "Public client not allowed to retrieve service account", "wayMessage", "Client authentication");
    add("wrong inference secret", Way::InferenceOnly, Call::ClientCredentials, "unauthorized_client",
        "Invalid client or Invalid client credentials", "clientSecretMessage", "Client secret");
    add("device grant off", Way::DeviceBrowser, Call::Device, "unauthorized_client",
        "Client is not allowed to initiate OAuth 2.0 Device Authorization Grant.", "wayMessage",
        "OAuth 2.0 Device Authorization Grant");
    add("device grant off, public", Way::DeviceCode, Call::PublicDevice, "unauthorized_client",
        "Invalid client or Invalid client credentials", "wayMessage", "OAuth 2.0 Device Authorization Grant");
    add("code expired", Way::DeviceCode, Call::DevicePoll, "expired_token", "Device code is expired", "wayMessage",
        "Nobody approved");
    add("code refused", Way::DeviceBrowser, Call::DevicePoll, "access_denied",
        "The end user denied the authorization request", "wayMessage", "refused in the browser");
}

void TestSignInDictionary::eachBesideItsField() {
    QFETCH(session::Way, way);
    QFETCH(api::KeycloakCall, call);
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(QString, text);
    QFETCH(QByteArray, place);
    QFETCH(QString, words);
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    const char* buttons[] = {"wayPassword", "wayDeviceBrowser", "wayDeviceCode", "wayInferenceOnly"};
    desk.button(buttons[static_cast<int>(way)])->click();
    desk.pressEnter();
    QCOMPARE(desk.signIns + desk.inferences + desk.deviceSignIns, 1);

    Error answer;
    answer.kind = status == 401 ? ErrorKind::Unauthorized : ErrorKind::Refused;
    answer.httpStatus = status;
    answer.serverCode = code;
    answer.serverText = text;
    const auto& instance = desk.profile.instance;
    desk.dialog->showFailure(api::explainedByKeycloak(
        answer, call, {desk.profile.clientId, desk.profile.username, instance.authBase, instance.accountConsole()}));
    const QString shown = desk.under(place.constData());
    QVERIFY2(shown.contains(words),
             qPrintable(QLatin1String(place) + QStringLiteral(": ") + shown + QStringLiteral(" / ") + desk.note()));
    QVERIFY2(desk.note().isEmpty(), qPrintable(desk.note())); // said once
    QVERIFY(desk.button("signIn")->isEnabled());
    QCOMPARE(desk.edit("instance")->text(), QStringLiteral("wallaroo.invalid"));
}

void TestSignInDictionary::onlyARefusedPasswordIsEmptied_data() {
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("emptied");
    const auto row = [](const char* text, const char* code, bool emptied) {
        QTest::newRow(text) << QString::fromUtf8(code) << QString::fromUtf8(text) << emptied;
    };
    row("Invalid user credentials", "invalid_grant", true);
    row("Account disabled", "invalid_grant", false);
    row("Account is not fully set up", "invalid_grant", false);
    row("Invalid client or Invalid client credentials", "unauthorized_client", false);
    row("Client not allowed for direct access grants", "unauthorized_client", false);
    row("HTTPS required", "invalid_request", false);
}

void TestSignInDictionary::onlyARefusedPasswordIsEmptied() {
    QFETCH(QString, code);
    QFETCH(QString, text);
    QFETCH(bool, emptied);
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.pressEnter();
    Error answer;
    answer.kind = ErrorKind::Unauthorized;
    answer.serverCode = code;
    answer.serverText = text;
    desk.dialog->showFailure(api::explainedByKeycloak(answer, api::KeycloakCall::Password, {}));
    QCOMPARE(desk.secret("password")->secret().isEmpty(), emptied);
    QVERIFY(!desk.secret("clientSecret")->secret().isEmpty());
    QCOMPARE(desk.edit("userName")->text(), QStringLiteral("ana@example.com"));
}

QTEST_MAIN(TestSignInDictionary)
#include "tst_signin_dictionary.moc"
