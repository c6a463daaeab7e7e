#include "dialogdesk.h"

using namespace wallaroo;
using namespace wallaroo::test;

/// The clients of the form: which of them needs a secret, where that comes from, and what is said of it.
class TestSignInClients : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publicClientNeedsNoSecret_data();
    void publicClientNeedsNoSecret();
    void wordsFollowWhatIsKnownOfTheClient();
    void aKnownPublicClient();
    void keptSecretMayStayEmpty();
    void aSecretThatTurnsOutToBeKeptIsNotMissed();
    void anotherClientNeedsItsSecret();
    void colleagueChangedTheSecret();
    void whereIsTheSecret();
};

void TestSignInClients::publicClientNeedsNoSecret_data() {
    QTest::addColumn<QString>("client");
    QTest::newRow("the usual one") << QStringLiteral("sdk-client");
    QTest::newRow("a company's own") << QStringLiteral("our-public-client");
}

void TestSignInClients::publicClientNeedsNoSecret() {
    QFETCH(QString, client);
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.secret("clientSecret")->wipeContents();
    desk.edit("clientId")->setText(client);
    desk.pressEnter();
    QCOMPARE(desk.signIns, 1);
    QCOMPARE(desk.profile.clientId, client);
    QVERIFY(desk.credentials.clientSecret.isEmpty());
}

void TestSignInClients::wordsFollowWhatIsKnownOfTheClient() {
    DialogDesk desk;
    QVERIFY(desk.show());
    const auto hint = [&desk] { return desk.secret("clientSecret")->placeholderText(); };
    const auto remember = [&desk] { return accessibleName(desk.button("remember")); };
    const QString both = QStringLiteral("Remember the client secret and this sign-in (Test Keyring)");
    const QString signInAlone = QStringLiteral("Remember this sign-in (Test Keyring)");
    QCOMPARE(hint(), QString()); // api-client has one
    QCOMPARE(remember(), both);
    desk.type("clientId", "our-client");
    QCOMPARE(hint(), QStringLiteral("none if it is a public client"));
    QVERIFY(desk.has("whereIsTheSecret"));
    QCOMPARE(remember(), signInAlone);
    desk.type("clientSecret", "canary-secret-5");
    QCOMPARE(remember(), both);
    desk.type("clientId", "sdk-client"); // a company may have given it a secret
    QCOMPARE(hint(), QStringLiteral("none: a public client"));
    QCOMPARE(remember(), both);
    desk.secret("clientSecret")->wipeContents();
    QCOMPARE(remember(), signInAlone);
    QVERIFY(!desk.has("whereIsTheSecret"));
    desk.button("wayInferenceOnly")->click(); // which no public client can do
    desk.type("clientId", "sdk-client");
    QCOMPARE(hint(), QString());
    QVERIFY(desk.has("whereIsTheSecret"));
}

/// One that has signed in without a secret, at this instance.
void TestSignInClients::aKnownPublicClient() {
    DialogDesk desk;
    auto known = knownProfile();
    known.clientId = QStringLiteral("our-client");
    known.clientIsPublic = true;
    desk.dialog->setProfile(known, false);
    QVERIFY(desk.show());
    QCOMPARE(desk.secret("clientSecret")->placeholderText(), QStringLiteral("none: a public client"));
    QCOMPARE(accessibleName(desk.button("remember")), QStringLiteral("Remember this sign-in (Test Keyring)"));
    desk.type("password", "canary-password-5");
    desk.pressEnter();
    QCOMPARE(desk.signIns, 1);
    QVERIFY(desk.profile.clientIsPublic);
    desk.dialog->showFailure(errorOf(ErrorKind::WrongClient)); // it has got one since
    QCOMPARE(desk.secret("clientSecret")->placeholderText(), QStringLiteral("none if it is a public client"));
    desk.type("instance", "other.invalid");
    QCOMPARE(desk.secret("clientSecret")->placeholderText(), QStringLiteral("none if it is a public client"));
    desk.type("clientId", "another-client");
    desk.type("password", "canary-password-6");
    QTest::qWait(0);
    desk.pressEnter();
    QTRY_COMPARE(desk.signIns, 2);
    QVERIFY(!desk.profile.clientIsPublic);
}

void TestSignInClients::keptSecretMayStayEmpty() {
    DialogDesk desk;
    const auto known = knownProfile();
    desk.dialog->setProfile(known, true);
    QVERIFY(desk.show());
    QCOMPARE(desk.focusName(), QStringLiteral("password"));
    QCOMPARE(desk.secret("clientSecret")->placeholderText(), QStringLiteral("kept in Test Keyring"));
    QCOMPARE(accessibleDescription(desk.secret("clientSecret")), QStringLiteral("kept in Test Keyring"));
    desk.type("password", "canary-password-6");
    desk.pressEnter();
    QCOMPARE(desk.signIns, 1);
    QVERIFY(desk.credentials.clientSecret.isEmpty());
    QCOMPARE(desk.profile, known);
}

/// As at the end of a sign-out that nobody waited for.
void TestSignInClients::aSecretThatTurnsOutToBeKeptIsNotMissed() {
    DialogDesk desk;
    const auto known = knownProfile();
    desk.dialog->setProfile(known, false);
    QVERIFY(desk.show());
    desk.pressEnter();
    QCOMPARE(desk.under("clientSecretMessage"), QStringLiteral("Enter the client secret."));
    const QString aboutThePassword = desk.under("passwordMessage");
    QVERIFY(!aboutThePassword.isEmpty());
    desk.dialog->setKept(known, true);
    QCOMPARE(desk.under("clientSecretMessage"), QString());
    QCOMPARE(desk.under("passwordMessage"), aboutThePassword);
}

void TestSignInClients::anotherClientNeedsItsSecret() {
    DialogDesk desk;
    auto known = knownProfile();
    known.clientId = QStringLiteral("our-client");
    desk.dialog->setProfile(known, true);
    QVERIFY(desk.show());
    desk.type("clientId", "api-client");
    QVERIFY(desk.secret("clientSecret")->placeholderText().isEmpty());
    desk.type("password", "canary-password-8");
    desk.pressEnter();
    QCOMPARE(desk.signIns, 0);
    QCOMPARE(desk.focusName(), QStringLiteral("clientSecret"));
}

void TestSignInClients::colleagueChangedTheSecret() {
    DialogDesk desk;
    const auto known = knownProfile();
    desk.dialog->askForPassword(known, errorOf(ErrorKind::SessionEnded));
    QVERIFY(desk.show());
    desk.type("password", "canary-password-12");
    desk.pressEnter();
    desk.dialog->showFailure(errorOf(ErrorKind::WrongClient));
    QVERIFY(desk.has("clientSecret"));
    QVERIFY(!desk.has("instance"));
    QVERIFY(desk.has("whereSecretPanel"));
    QCOMPARE(desk.focusName(), QStringLiteral("clientSecret"));
    QCOMPARE(reveal(desk.secret("password")->secret()), QByteArray("canary-password-12"));
    QVERIFY(desk.secret("clientSecret")->placeholderText().isEmpty());
    desk.pressEnter();
    QCOMPARE(desk.signIns, 1); // the kept one was refused
    desk.type("clientSecret", "canary-secret-12");
    desk.pressEnter();
    QCOMPARE(desk.signIns, 2);
    QCOMPARE(reveal(desk.credentials.clientSecret), QByteArray("canary-secret-12"));
}

void TestSignInClients::whereIsTheSecret() {
    DialogDesk desk;
    QVERIFY(desk.show());
    QVERIFY(!desk.has("whereSecretPanel"));
    desk.button("whereIsTheSecret")->click();
    QVERIFY(desk.has("whereSecretPanel"));
    QCOMPARE(
        desk.find<QLabel>("secretPath")->text(),
        QStringLiteral("In Keycloak: Clients › api-client › Credentials › Client secret. It needs the role admin."));
    QCOMPARE(desk.find<QLabel>("secretQuestion")->text(),
             QStringLiteral("Without that role: Ask whoever runs Keycloak for the secret of api-client."));
    QVERIFY(!desk.button("openClients")->isEnabled()); // of which instance?
    desk.type("instance", "wallaroo.invalid");
    QVERIFY(desk.button("openClients")->isEnabled());
    desk.button("openClients")->click();
    desk.button("openClientsBefore22")->click();
    const QUrl newer(QStringLiteral("https://wallaroo.invalid/auth/admin/master/console/#/master/clients"));
    const QUrl older(QStringLiteral("https://wallaroo.invalid/auth/admin/master/console/#/realms/master/clients"));
    QCOMPARE(desk.prompts.opened, (QList<QUrl>{newer, older}));
    desk.type("clientId", "<b>own</b>");
    QVERIFY(desk.find<QLabel>("secretPath")->text().contains(QStringLiteral("› <b>own</b> ›")));
    desk.button("copyQuestion")->click();
    QCOMPARE(
        QGuiApplication::clipboard()->text(),
        QStringLiteral("What is the client secret of <b>own</b> in the Keycloak at https://wallaroo.invalid/auth? It "
                       "stands under Clients › <b>own</b> › Credentials › Client secret."));
    desk.button("whereIsTheSecret")->click();
    QVERIFY(!desk.has("whereSecretPanel"));
}

QTEST_MAIN(TestSignInClients)
#include "tst_signin_clients.moc"
