#include "dialogdesk.h"

#include <QCheckBox>
#include <QRegularExpression>

using namespace wallaroo;
using namespace wallaroo::test;

/// What is asked for, by which way, by keyboard and by screen reader; what leaves the dialog.
class TestSignInForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesOnTheAccessibilityBus_data();
    void namesOnTheAccessibilityBus();
    void mnemonicsAreUnique();
    void showsOnlyWhatTheWayNeeds();
    void tabGoesThroughEveryField();
    void missingFieldsSayWhat();
    void missingForInference();
    void signsInByKeyboardAlone();
    void inferenceNeedsClientAlone();
    void twoEntersAreOneRequest();
    void linksTakeEnterThemselves();
    void waitsAfterARefusedPassword();
    void busyClosesTheFields();
    void cancelWhileBusy();
    void cancelWhileIdle();
    void closingWhileBusy();
    void anotherInstanceIsAnotherProfile();
    void rememberIsACheckBox();
    void asksForThePasswordOnly();
    void changeBringsTheRestBack();
    void sandboxFillsAndGoesOn();
    void sandboxIsOffered();
    void secretsGoWithTheDialog();
    void noteIsShown();
};

void TestSignInForm::namesOnTheAccessibilityBus_data() {
    QTest::addColumn<QString>("objectName");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QAccessible::Role>("role");
    const auto row = [](const char* objectName, const char* name, QAccessible::Role role) {
        QTest::newRow(name) << QString::fromUtf8(objectName) << QString::fromUtf8(name) << role;
    };
    row("instance", "Instance", QAccessible::EditableText);
    row("apiAddress", "API address", QAccessible::EditableText);
    row("authenticationAddress", "Authentication address", QAccessible::EditableText);
    row("wayPassword", "User name and password", QAccessible::RadioButton);
    row("profile", "Profile", QAccessible::ComboBox);
    row("newProfile", "New", QAccessible::Button);
    row("manageProfiles", "Manage…", QAccessible::Button);
    row("wayDeviceBrowser", "In the browser", QAccessible::RadioButton);
    row("wayDeviceCode", "With a code on another device", QAccessible::RadioButton);
    row("staySignedIn", "Stay signed in", QAccessible::CheckBox);
    row("wayInferenceOnly", "Inference token only", QAccessible::RadioButton);
    row("userName", "User name", QAccessible::EditableText);
    row("password", "Password", QAccessible::EditableText);
    row("oneTimeCode", "One-time code", QAccessible::EditableText);
    row("clientId", "Client ID", QAccessible::EditableText);
    row("clientSecret", "Client secret", QAccessible::EditableText);
    row("importCreds", "Import creds.json…", QAccessible::Button);
    row("trySandbox", "Try it with a sandbox", QAccessible::Button);
    row("signIn", "Sign in", QAccessible::Button);
    row("cancel", "Cancel", QAccessible::Button);
    row("whereIsTheSecret", "Where is the secret?", QAccessible::Button);
    row("remember", "Remember the client secret and this sign-in (Test Keyring)", QAccessible::CheckBox);
}

void TestSignInForm::namesOnTheAccessibilityBus() {
    QFETCH(QString, objectName);
    QFETCH(QString, name);
    QFETCH(QAccessible::Role, role);
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.button("addressesFold")->click();
    auto* widget = desk.find<QWidget>(qPrintable(objectName));
    QVERIFY(widget->isVisible());
    QCOMPARE(accessibleName(widget), name);
    QCOMPARE(QAccessible::queryAccessibleInterface(widget)->role(), role);
}

void TestSignInForm::mnemonicsAreUnique() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.button("addressesFold")->click();
    desk.button("whereIsTheSecret")->click();
    QStringList texts;
    for (const auto* label : desk.dialog->findChildren<QLabel*>()) {
        if (label->buddy())
            texts << label->text();
    }
    for (const auto* button : desk.dialog->findChildren<QAbstractButton*>())
        texts << button->text();
    QMap<QChar, QString> taken;
    const QRegularExpression mnemonic(QStringLiteral("&([^&])"));
    for (const QString& text : texts) {
        const auto match = mnemonic.match(text);
        if (!match.hasMatch())
            continue;
        const QChar key = match.captured(1).at(0).toLower();
        QVERIFY2(!taken.contains(key), qPrintable(text + QStringLiteral(" / ") + taken.value(key)));
        taken.insert(key, text);
    }
    QVERIFY(taken.size() >= 15);
}

void TestSignInForm::showsOnlyWhatTheWayNeeds() {
    DialogDesk desk;
    QVERIFY(desk.show());
    for (const char* name : {"userName", "password", "oneTimeCode", "clientId", "clientSecret"})
        QVERIFY2(desk.has(name), name);
    QVERIFY(!desk.has("accountSummary"));

    desk.button("wayInferenceOnly")->click();
    for (const char* name : {"userName", "password", "oneTimeCode"})
        QVERIFY2(!desk.has(name), name);
    for (const char* name : {"instance", "clientId", "clientSecret"})
        QVERIFY2(desk.has(name), name);
    QCOMPARE(accessibleName(desk.button("remember")), QStringLiteral("Remember the client secret (Test Keyring)"));

    desk.button("wayPassword")->click();
    QVERIFY(desk.has("userName"));
}

void TestSignInForm::tabGoesThroughEveryField() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.button("addressesFold")->click();
    desk.button("whereIsTheSecret")->click();
    desk.type("instance", "wallaroo.invalid");
    QStringList order{desk.focusName()};
    for (int i = 0; i < 40; ++i) {
        QTest::keyClick(desk.dialog->focusWidget(), Qt::Key_Tab);
        if (desk.focusName() == order.constFirst())
            break;
        if (!desk.focusName().isEmpty())
            order << desk.focusName();
    }
    const QString wanted = QStringLiteral(
        "instance addressesFold apiAddress authenticationAddress wayPassword userName password eye oneTimeCode "
        "clientId "
        "clientSecret eye whereIsTheSecret openClients openClientsBefore22 copyQuestion inferenceFold remember "
        "staySignedIn cancel signIn trySandbox profile newProfile manageProfiles importCreds");
    QCOMPARE(order.join(u' '), wanted);
}

void TestSignInForm::missingFieldsSayWhat() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.pressEnter();
    QCOMPARE(desk.signIns, 0);
    QCOMPARE(desk.under("instanceMessage"), QStringLiteral("Enter the instance: its host name or address."));
    QCOMPARE(desk.under("userNameMessage"), QStringLiteral("Enter your user name."));
    QCOMPARE(desk.under("passwordMessage"), QStringLiteral("Enter your password."));
    QCOMPARE(desk.under("clientSecretMessage"), QStringLiteral("Enter the client secret."));
    QCOMPARE(desk.focusName(), QStringLiteral("instance"));
    QCOMPARE(accessibleDescription(desk.edit("userName")), QStringLiteral("Enter your user name."));
    QCOMPARE(accessibleDescription(desk.edit("password")), QStringLiteral("never stored Enter your password."));

    desk.type("instance", "wallaroo.invalid");
    desk.type("userName", "ana");
    QVERIFY(desk.under("userNameMessage").isEmpty()); // mended, so silent
    desk.pressEnter();
    QCOMPARE(desk.focusName(), QStringLiteral("password"));
    QCOMPARE(desk.edit("userName")->text(), QStringLiteral("ana"));
    QCOMPARE(accessibleDescription(desk.edit("userName")), QString());

    desk.type("password", "canary-password-2");
    desk.edit("clientId")->clear();
    desk.pressEnter();
    QCOMPARE(desk.focusName(), QStringLiteral("clientId"));
    QCOMPARE(desk.under("clientIdMessage"), QStringLiteral("Enter the client ID: api-client on most instances."));
    QCOMPARE(desk.signIns, 0);
}

void TestSignInForm::missingForInference() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.button("wayInferenceOnly")->click();
    desk.type("instance", "wallaroo.invalid");
    desk.type("clientId", "public-one");
    desk.pressEnter();
    QCOMPARE(desk.inferences, 0);
    QCOMPARE(desk.under("clientSecretMessage"), QStringLiteral("Enter the client secret."));
    QCOMPARE(desk.focusName(), QStringLiteral("clientSecret"));
}

void TestSignInForm::signsInByKeyboardAlone() {
    DialogDesk desk;
    QVERIFY(desk.show());
    const auto press = [&](Qt::Key key, Qt::KeyboardModifiers with = Qt::NoModifier) {
        QTest::keyClick(desk.dialog->focusWidget(), key, with);
    };
    const auto typeHere = [&](const char* text) { QTest::keyClicks(desk.dialog->focusWidget(), QLatin1String(text)); };
    QCOMPARE(desk.focusName(), QStringLiteral("instance"));
    typeHere(" https://wallaroo.invalid/some/page?x=1 ");
    press(Qt::Key_U, Qt::AltModifier);
    QCOMPARE(desk.focusName(), QStringLiteral("userName"));
    typeHere("ana@example.com");
    press(Qt::Key_Tab);
    typeHere("canary-password-3");
    press(Qt::Key_O, Qt::AltModifier);
    typeHere("123 456");
    press(Qt::Key_S, Qt::AltModifier);
    QCOMPARE(desk.focusName(), QStringLiteral("clientSecret"));
    typeHere("canary-secret-3");
    press(Qt::Key_Return);
    QCOMPARE(desk.signIns, 1);
    QCOMPARE(desk.profile.instance, *Instance::fromTyped(QStringLiteral("https://wallaroo.invalid")));
    QCOMPARE(desk.profile.typedInstance, QStringLiteral("https://wallaroo.invalid/some/page?x=1"));
    QCOMPARE(desk.profile.name, QStringLiteral("wallaroo.invalid"));
    QCOMPARE(desk.profile.username, QStringLiteral("ana@example.com"));
    QCOMPARE(desk.profile.clientId, QStringLiteral("api-client"));
    QCOMPARE(desk.profile.way, session::Way::Password);
    QVERIFY(desk.profile.remember);
    QVERIFY(!desk.profile.id.isNull());
    QCOMPARE(desk.credentials.username, QStringLiteral("ana@example.com"));
    QCOMPARE(reveal(desk.credentials.password), QByteArray("canary-password-3"));
    QCOMPARE(reveal(desk.credentials.oneTimeCode), QByteArray("123456"));
    QCOMPARE(reveal(desk.credentials.clientSecret), QByteArray("canary-secret-3"));
    QVERIFY(desk.credentials.remember);
}

void TestSignInForm::inferenceNeedsClientAlone() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.button("wayInferenceOnly")->click();
    desk.type("instance", "wallaroo.invalid");
    desk.type("clientSecret", "canary-secret-4");
    desk.button("remember")->click();
    desk.pressEnter();
    QCOMPARE(desk.inferences, 1);
    QCOMPARE(desk.signIns, 0);
    QCOMPARE(desk.profile.way, session::Way::InferenceOnly);
    QVERIFY(!desk.profile.remember);
    QCOMPARE(reveal(desk.credentials.clientSecret), QByteArray("canary-secret-4"));
}

void TestSignInForm::twoEntersAreOneRequest() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    QSignalSpy canceled(desk.dialog.get(), &SignInDialog::signInCanceled);
    desk.pressEnter();
    desk.pressEnter(); // where the focus is now is Cancel
    QTest::keyClick(desk.dialog->focusWidget(), Qt::Key_Return);
    desk.button("signIn")->click();
    QCOMPARE(desk.signIns, 1);
    QCOMPARE(canceled.count(), 0);
    QTest::keyClick(desk.dialog->focusWidget(), Qt::Key_Space);
    QCOMPARE(canceled.count(), 1);
    // Cancel is Cancel again, also by Enter.
    QSignalSpy rejected(desk.dialog.get(), &QDialog::rejected);
    desk.button("cancel")->setFocus();
    QTest::keyClick(desk.button("cancel"), Qt::Key_Return);
    QCOMPARE(rejected.count(), 1);
    QCOMPARE(desk.signIns, 1);
}

void TestSignInForm::linksTakeEnterThemselves() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    for (const char* name : {"addressesFold", "whereIsTheSecret", "importCreds"}) {
        desk.button(name)->setFocus();
        QTest::keyClick(desk.button(name), Qt::Key_Return);
    }
    QCOMPARE(desk.signIns, 0);
    QVERIFY(desk.has("apiAddress"));
    QVERIFY(desk.has("whereSecretPanel"));
    QCOMPARE(desk.prompts.titles.size(), 1);
}

void TestSignInForm::waitsAfterARefusedPassword() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.pressEnter();
    QCOMPARE(desk.signIns, 1);
    desk.dialog->showFailure(errorOf(ErrorKind::WrongCredentials));
    desk.type("password", "canary-password-5");
    desk.pressEnter();
    QCOMPARE(desk.signIns, 1); // two failures within a second lock an account for a minute
    QVERIFY(desk.waits("pauseBeforeNextAttempt"));
    QVERIFY(!desk.edit("password")->isEnabled());
    QTRY_COMPARE_WITH_TIMEOUT(desk.signIns, 2, 3000);
    QCOMPARE(reveal(desk.credentials.password), QByteArray("canary-password-5"));

    // Not after another failure, and canceled like any attempt.
    desk.dialog->showFailure(errorOf(ErrorKind::ConnectionLost));
    desk.pressEnter();
    QCOMPARE(desk.signIns, 3);
    desk.dialog->showFailure(errorOf(ErrorKind::WrongCredentials));
    desk.type("password", "canary-password-5");
    QSignalSpy canceled(desk.dialog.get(), &SignInDialog::signInCanceled);
    desk.pressEnter();
    QVERIFY(desk.waits("pauseBeforeNextAttempt"));
    QTest::keyClick(desk.dialog.get(), Qt::Key_Escape);
    QVERIFY(desk.edit("password")->isEnabled());
    QCOMPARE(canceled.count(), 0);                  // nothing was sent
    QVERIFY(!desk.waits("pauseBeforeNextAttempt")); // and nothing will be
    QCOMPARE(desk.signIns, 3);
}

void TestSignInForm::busyClosesTheFields() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.edit("userName")->setFocus();
    desk.dialog->setBusy(true);
    for (const char* name : {"instance", "userName", "password", "clientSecret", "signIn", "trySandbox", "wayPassword"})
        QVERIFY2(!desk.find<QWidget>(name)->isEnabled(), name);
    QVERIFY(desk.button("cancel")->isEnabled());
    QCOMPARE(desk.find<QLabel>("busyHint")->text(), QStringLiteral("Signing in…"));
    QCOMPARE(desk.focusName(), QStringLiteral("cancel"));
    desk.dialog->setBusy(true, QStringLiteral("Starting the sandbox…"));
    QCOMPARE(desk.find<QLabel>("busyHint")->text(), QStringLiteral("Starting the sandbox…"));
    desk.dialog->setBusy(false);
    QVERIFY(desk.edit("userName")->isEnabled());
    QCOMPARE(desk.focusName(), QStringLiteral("userName"));
    QVERIFY(desk.find<QLabel>("busyHint")->text().isEmpty());
    QCOMPARE(desk.secret("password")->text().size(), 17);
}

void TestSignInForm::cancelWhileBusy() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    QSignalSpy canceled(desk.dialog.get(), &SignInDialog::signInCanceled);
    QSignalSpy rejected(desk.dialog.get(), &QDialog::rejected);
    desk.pressEnter();
    QTest::keyClick(desk.dialog.get(), Qt::Key_Escape);
    QCOMPARE(canceled.count(), 1);
    QCOMPARE(rejected.count(), 0);
    QVERIFY(desk.dialog->isVisible());
    QVERIFY(desk.edit("password")->isEnabled());
    QCOMPARE(reveal(desk.secret("password")->secret()), QByteArray("canary-password-1"));
    desk.pressEnter();
    desk.button("cancel")->click();
    QCOMPARE(canceled.count(), 2);
    QCOMPARE(desk.signIns, 2);
}

void TestSignInForm::cancelWhileIdle() {
    DialogDesk desk;
    QVERIFY(desk.show());
    QSignalSpy canceled(desk.dialog.get(), &SignInDialog::signInCanceled);
    QSignalSpy rejected(desk.dialog.get(), &QDialog::rejected);
    QTest::keyClick(desk.dialog.get(), Qt::Key_Escape);
    QCOMPARE(rejected.count(), 1);
    QCOMPARE(canceled.count(), 0);
    QVERIFY(!desk.dialog->isVisible());
}

void TestSignInForm::closingWhileBusy() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    QSignalSpy canceled(desk.dialog.get(), &SignInDialog::signInCanceled);
    QSignalSpy rejected(desk.dialog.get(), &QDialog::rejected);
    desk.pressEnter();
    desk.dialog->close();
    QCOMPARE(canceled.count(), 1);
    QCOMPARE(rejected.count(), 1);
    QVERIFY(!desk.dialog->isVisible());
}

void TestSignInForm::anotherInstanceIsAnotherProfile() {
    DialogDesk desk;
    auto known = knownProfile();
    known.authoritiesPem = QByteArrayLiteral("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");
    known.refreshTokenStored = true;
    known.clientSecretStored = true;
    desk.dialog->setProfile(known, true);
    QVERIFY(desk.show());
    desk.type("instance", "evil.invalid");
    QVERIFY(desk.secret("clientSecret")->placeholderText().isEmpty());
    desk.type("password", "canary-password-7");
    desk.pressEnter();
    QCOMPARE(desk.signIns, 0);
    QCOMPARE(desk.under("clientSecretMessage"), QStringLiteral("Enter the client secret."));
    desk.type("clientSecret", "canary-secret-7");
    desk.pressEnter();
    QCOMPARE(desk.signIns, 1);
    QVERIFY(desk.profile.id != known.id); // what is kept for the old address stays there
    QVERIFY(desk.profile.authoritiesPem.isEmpty());
    QVERIFY(!desk.profile.clientSecretStored);
    QVERIFY(!desk.profile.refreshTokenStored);
    QCOMPARE(desk.profile.name, QStringLiteral("evil.invalid"));

    // And back.
    desk.dialog->setBusy(false);
    desk.type("instance", "wallaroo.invalid");
    QCOMPARE(desk.secret("clientSecret")->placeholderText(), QStringLiteral("kept in Test Keyring"));
    desk.pressEnter();
    QCOMPARE(desk.profile.id, known.id);
    QCOMPARE(desk.profile.authoritiesPem, known.authoritiesPem);
}

void TestSignInForm::rememberIsACheckBox() {
    DialogDesk desk;
    auto known = knownProfile();
    known.remember = false;
    desk.dialog->setProfile(known, false);
    QVERIFY(desk.show());
    QVERIFY(!desk.find<QCheckBox>("remember")->isChecked());
    desk.type("password", "canary-password-9");
    desk.type("clientSecret", "canary-secret-9");
    desk.pressEnter();
    QVERIFY(!desk.profile.remember);
    QVERIFY(!desk.credentials.remember);
    desk.dialog->setKeychainName(QStringLiteral("R&D Vault"));
    QCOMPARE(accessibleName(desk.button("remember")),
             QStringLiteral("Remember the client secret and this sign-in (R&D Vault)"));
}

void TestSignInForm::asksForThePasswordOnly() {
    DialogDesk desk;
    const auto known = knownProfile();
    desk.dialog->askForPassword(known, errorOf(ErrorKind::SessionEnded));
    QVERIFY(desk.show());
    QCOMPARE(desk.find<QLabel>("title")->text(), QStringLiteral("Sign in again"));
    QCOMPARE(desk.dialog->windowTitle(), QStringLiteral("Sign in again"));
    QVERIFY(desk.note().contains(QStringLiteral("What happened.")));
    QCOMPARE(desk.find<QLabel>("accountSummary")->text(), QStringLiteral("ana@example.com at wallaroo.invalid"));
    QCOMPARE(desk.focusName(), QStringLiteral("password"));
    for (const char* name :
         {"instance", "userName", "clientId", "clientSecret", "remember", "wayPassword", "trySandbox", "importCreds"})
        QVERIFY2(!desk.has(name), name);
    QVERIFY(desk.has("oneTimeCode"));
    desk.pressEnter();
    QCOMPARE(desk.under("passwordMessage"), QStringLiteral("Enter your password."));
    desk.type("password", "canary-password-10");
    desk.pressEnter();
    QCOMPARE(desk.signIns, 1);
    QCOMPARE(desk.profile, known);
    QCOMPARE(desk.credentials.username, known.username);
    QVERIFY(desk.credentials.clientSecret.isEmpty());
}

void TestSignInForm::changeBringsTheRestBack() {
    DialogDesk desk;
    const auto known = knownProfile();
    desk.dialog->askForPassword(known, errorOf(ErrorKind::SessionEnded));
    QVERIFY(desk.show());
    desk.button("changeAccount")->click();
    QCOMPARE(desk.find<QLabel>("title")->text(), QStringLiteral("Sign in to Wallaroo"));
    QVERIFY(!desk.has("accountSummary"));
    QCOMPARE(desk.edit("instance")->text(), known.typedInstance);
    QCOMPARE(desk.edit("userName")->text(), known.username);
    QCOMPARE(desk.focusName(), QStringLiteral("userName"));
    desk.type("userName", "ben@example.com");
    desk.type("password", "canary-password-11");
    desk.pressEnter();
    QCOMPARE(desk.profile.username, QStringLiteral("ben@example.com"));
    QCOMPARE(desk.profile.id, known.id);
}

void TestSignInForm::sandboxFillsAndGoesOn() {
    DialogDesk desk;
    QVERIFY(desk.show());
    auto profile = session::Profile::make();
    profile.name = QStringLiteral("Sandbox");
    profile.instance = *Instance::fromTyped(QStringLiteral("http://127.0.0.1:9"));
    profile.typedInstance = QStringLiteral("http://127.0.0.1:9");
    profile.username = QStringLiteral("admin@example.com");
    profile.clientId = QStringLiteral("api-client");
    desk.dialog->setBusy(true);
    desk.dialog->fillForSandbox(profile, QStringLiteral("canary-sandbox-password"), Secret("canary-sandbox-secret"));
    QCOMPARE(desk.signIns, 0); // a person sees first what is filled in
    QVERIFY(desk.waits("sandboxPatience"));
    QVERIFY(desk.edit("userName")->isEnabled());
    QCOMPARE(desk.edit("instance")->text(), QStringLiteral("http://127.0.0.1:9"));
    QCOMPARE(desk.edit("userName")->text(), QStringLiteral("admin@example.com"));
    QCOMPARE(desk.secret("password")->text().size(), 23);
    QVERIFY(!desk.secret("password")->isShown());
    QVERIFY(!desk.secret("password")->text().contains(QStringLiteral("canary")));
    QVERIFY(!desk.find<QCheckBox>("remember")->isChecked());
    QTRY_COMPARE(desk.signIns, 1);
    QCOMPARE(desk.profile.id, profile.id);
    QVERIFY(!desk.profile.remember);
    QVERIFY(!desk.credentials.remember);
    QCOMPARE(reveal(desk.credentials.password), QByteArray("canary-sandbox-password"));
    QCOMPARE(reveal(desk.credentials.clientSecret), QByteArray("canary-sandbox-secret"));
    QVERIFY(!desk.waits("sandboxPatience")); // once is enough
    QCoreApplication::processEvents();
    QCOMPARE(desk.signIns, 1);
}

void TestSignInForm::sandboxIsOffered() {
    DialogDesk desk;
    QVERIFY(desk.show());
    QSignalSpy asked(desk.dialog.get(), &SignInDialog::sandboxRequested);
    desk.button("trySandbox")->click();
    QCOMPARE(asked.count(), 1);
    desk.dialog->setSandboxOffered(false);
    QVERIFY(!desk.has("trySandbox"));
    desk.dialog->setProfile(knownProfile(), true);
    QVERIFY(!desk.has("trySandbox"));
}

void TestSignInForm::secretsGoWithTheDialog() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.type("oneTimeCode", "123456");
    desk.pressEnter();
    QCOMPARE(reveal(desk.secret("password")->secret()), QByteArray("canary-password-1")); // may be needed again
    desk.dialog->accept();
    QVERIFY(desk.secret("password")->secret().isEmpty());
    QVERIFY(desk.secret("clientSecret")->secret().isEmpty());
    QVERIFY(desk.edit("oneTimeCode")->text().isEmpty());
}

void TestSignInForm::noteIsShown() {
    DialogDesk desk;
    desk.dialog->showNote(QStringLiteral("The profiles file <b>cannot</b> be read."));
    QVERIFY(desk.show());
    QVERIFY(desk.note().contains(QStringLiteral("<b>cannot</b>")));
    desk.typeAll();
    QCOMPARE(desk.signIns, 0);
    desk.pressEnter();
    QVERIFY(desk.note().isEmpty());
}

QTEST_MAIN(TestSignInForm)
#include "tst_signin_form.moc"
