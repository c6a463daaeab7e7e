#include "dialogdesk.h"
#include "dialogs/fieldmessage.h"
#include "dialogs/signinways.h"
#include "support/fakeclock.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QRadioButton>

using namespace wallaroo;
using namespace wallaroo::test;

/// The ways that need a browser, the two clients of a profile, the choice among profiles.
class TestSignInWays : public QObject {
    Q_OBJECT
private:
    static session::DevicePrompt prompt(const Clock& clock) {
        session::DevicePrompt prompt;
        prompt.userCode = QStringLiteral("WDJB-MJHT");
        prompt.page = QUrl(QStringLiteral("https://wallaroo.invalid/auth/realms/master/device"));
        prompt.completePage =
            QUrl(QStringLiteral("https://wallaroo.invalid/auth/realms/master/device?user_code=WDJB-MJHT"));
        prompt.end = Deadline(clock, 600'000);
        return prompt;
    }

    static void chooseWay(const DialogDesk& desk, const char* button) {
        desk.type("instance", "wallaroo.invalid");
        desk.button(button)->click();
    }

private Q_SLOTS:
    void aBrowserAsksForNothing_data();
    void aBrowserAsksForNothing();
    void thePasswordComesBackWithItsClient();
    void aTypedSecretStaysWithItsClient();
    void anotherClientForInferenceTokens();
    void aNamedInferenceClientStays();
    void onlyWaysThatExist();
    void theChosenWayStaysToBeExplained();
    void aSwitchedOffPasswordOffersTheBrowser();
    void theBrowserIsOpenedAtOnce();
    void onAnotherDeviceTheCodeIsLarge();
    void theCodeCountsDown();
    void canceledWhileWaiting();
    void refusalsComeBackToTheFields_data();
    void refusalsComeBackToTheFields();
    void stayingSignedInNeedsToBeRemembered();
    void profilesFillTheFields();
    void aNewProfileIsEmpty();
    void importedCredsAreAnotherProfile();
};

void TestSignInWays::aBrowserAsksForNothing_data() {
    QTest::addColumn<QByteArray>("button");
    QTest::addColumn<session::Way>("way");
    QTest::newRow("in the browser") << QByteArray("wayDeviceBrowser") << session::Way::DeviceBrowser;
    QTest::newRow("with a code") << QByteArray("wayDeviceCode") << session::Way::DeviceCode;
}

void TestSignInWays::aBrowserAsksForNothing() {
    QFETCH(QByteArray, button);
    QFETCH(session::Way, way);
    DialogDesk desk;
    QVERIFY(desk.show());
    chooseWay(desk, button.constData());
    for (const char* name : {"userName", "password", "oneTimeCode"})
        QVERIFY2(!desk.has(name), name);
    QCOMPARE(desk.edit("clientId")->text(), session::publicClientId());
    QCOMPARE(desk.secret("clientSecret")->placeholderText(), QStringLiteral("none: a public client"));
    QCOMPARE(accessibleName(desk.button("remember")), QStringLiteral("Remember this sign-in (Test Keyring)"));
    desk.pressEnter();
    QCOMPARE(desk.deviceSignIns, 1);
    QCOMPARE(desk.signIns, 0);
    QCOMPARE(desk.profile.way, way);
    QCOMPARE(desk.deviceCredentials.way, way);
    QCOMPARE(desk.profile.clientId, session::publicClientId());
    QCOMPARE(desk.profile.inferenceClient(), QStringLiteral("api-client"));
    QVERIFY(desk.deviceCredentials.clientSecret.isEmpty());
}

void TestSignInWays::thePasswordComesBackWithItsClient() {
    DialogDesk desk;
    QVERIFY(desk.show());
    chooseWay(desk, "wayDeviceBrowser");
    desk.button("wayPassword")->click();
    QCOMPARE(desk.edit("clientId")->text(), QStringLiteral("api-client"));
    QVERIFY(desk.has("password"));
    // A client of one's own is nobody's to change.
    desk.type("clientId", "our-client");
    desk.button("wayDeviceBrowser")->click();
    QCOMPARE(desk.edit("clientId")->text(), QStringLiteral("our-client"));
}

void TestSignInWays::aTypedSecretStaysWithItsClient() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    chooseWay(desk, "wayDeviceCode");
    QVERIFY(desk.secret("clientSecret")->text().isEmpty()); // sdk-client has none
    QCOMPARE(desk.edit("inferenceClientId")->text(), QStringLiteral("api-client"));
    desk.pressEnter();
    QCOMPARE(desk.deviceSignIns, 1);
    QVERIFY(desk.deviceCredentials.clientSecret.isEmpty());
    QCOMPARE(reveal(desk.deviceCredentials.inferenceSecret), QByteArray("canary-client-secret-1"));
    desk.dialog->setBusy(false);
    desk.button("wayPassword")->click();
    QVERIFY(!desk.has("inferenceClientId"));
    QCOMPARE(desk.edit("clientId")->text(), QStringLiteral("api-client"));
    QCOMPARE(reveal(desk.secret("clientSecret")->secret()), QByteArray("canary-client-secret-1"));
}

void TestSignInWays::anotherClientForInferenceTokens() {
    DialogDesk desk;
    QVERIFY(desk.show());
    QVERIFY(!desk.has("inferenceClientId"));
    desk.typeAll();
    desk.button("inferenceFold")->click();
    QVERIFY(desk.has("inferenceClientId"));
    desk.type("inferenceClientId", "batch-client");
    desk.type("inferenceSecret", "canary-inference-secret");
    desk.pressEnter();
    QCOMPARE(desk.signIns, 1);
    QCOMPARE(desk.profile.clientId, QStringLiteral("api-client"));
    QCOMPARE(desk.profile.inferenceClientId, QStringLiteral("batch-client"));
    QCOMPARE(reveal(desk.credentials.inferenceSecret), QByteArray("canary-inference-secret"));
    QCOMPARE(accessibleName(desk.edit("inferenceClientId")), QStringLiteral("Inference client ID"));
}

/// A browser needs neither the usual client nor its secret: both come back with the way that does.
void TestSignInWays::aNamedInferenceClientStays() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.button("inferenceFold")->click();
    desk.type("inferenceClientId", "batch-client");
    desk.type("inferenceSecret", "canary-inference-secret");
    chooseWay(desk, "wayDeviceBrowser");
    QCOMPARE(desk.edit("clientId")->text(), session::publicClientId());
    QVERIFY(desk.secret("clientSecret")->text().isEmpty());
    QVERIFY(desk.has("inferenceClientId"));
    QCOMPARE(desk.edit("inferenceClientId")->text(), QStringLiteral("batch-client"));
    desk.pressEnter();
    QCOMPARE(desk.deviceSignIns, 1);
    QCOMPARE(desk.profile.inferenceClientId, QStringLiteral("batch-client"));
    QVERIFY(desk.deviceCredentials.clientSecret.isEmpty());
    QCOMPARE(reveal(desk.deviceCredentials.inferenceSecret), QByteArray("canary-inference-secret"));
    desk.dialog->setBusy(false);
    desk.button("wayDeviceCode")->click();
    desk.button("wayPassword")->click();
    QCOMPARE(desk.edit("clientId")->text(), QStringLiteral("api-client"));
    QCOMPARE(reveal(desk.secret("clientSecret")->secret()), QByteArray("canary-client-secret-1"));
    QCOMPARE(desk.edit("inferenceClientId")->text(), QStringLiteral("batch-client"));
    QCOMPARE(reveal(desk.secret("inferenceSecret")->secret()), QByteArray("canary-inference-secret"));
}

void TestSignInWays::onlyWaysThatExist() {
    QWidget form; // whose column the message stands in
    SignInWays ways(&form);
    form.show();
    api::Discovery discovery;
    discovery.deviceOffered = false;
    ways.setOffer(discovery);
    const auto isShown = [&ways](const char* name) {
        return !ways.findChild<QRadioButton*>(QLatin1String(name))->isHidden();
    };
    QVERIFY(isShown("wayPassword"));
    QVERIFY(!isShown("wayDeviceBrowser"));
    QVERIFY(!isShown("wayDeviceCode"));
    QVERIFY(isShown("wayInferenceOnly"));
    ways.setOffer(std::nullopt); // another address is being typed
    QVERIFY(isShown("wayDeviceBrowser"));
}

void TestSignInWays::theChosenWayStaysToBeExplained() {
    QWidget form; // whose column the message stands in
    SignInWays ways(&form);
    form.show();
    ways.setWay(session::Way::DeviceCode);
    api::Discovery discovery;
    discovery.deviceOffered = false;
    ways.setOffer(discovery);
    auto* button = ways.findChild<QRadioButton*>(QStringLiteral("wayDeviceCode"));
    QVERIFY(!button->isHidden());
    ways.setWay(session::Way::Password);
    QVERIFY(button->isHidden());
}

void TestSignInWays::aSwitchedOffPasswordOffersTheBrowser() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.pressEnter();
    desk.dialog->showFailure(errorOf(ErrorKind::GrantNotAllowed));
    QVERIFY(desk.under("wayMessage").contains(QStringLiteral("What to do.")));
    desk.button("useBrowser")->click();
    QVERIFY(desk.find<QRadioButton>("wayDeviceBrowser")->isChecked());
    QVERIFY(desk.under("wayMessage").isEmpty());
    QCOMPARE(desk.edit("instance")->text(), QStringLiteral("wallaroo.invalid"));
}

void TestSignInWays::theBrowserIsOpenedAtOnce() {
    DialogDesk desk;
    const FakeClock clock;
    QVERIFY(desk.show());
    chooseWay(desk, "wayDeviceBrowser");
    desk.pressEnter();
    desk.dialog->showDevice(prompt(clock), session::Way::DeviceBrowser, clock);
    QCOMPARE(desk.prompts.opened, QList<QUrl>{prompt(clock).completePage});
    QVERIFY(desk.has("devicePanel"));
    QVERIFY(!desk.has("instance"));
    QCOMPARE(desk.find<QLabel>("deviceCode")->text(), QStringLiteral("WDJB-MJHT"));
    desk.button("openDevicePage")->click();
    QCOMPARE(desk.prompts.opened.size(), 2);
    desk.button("copyDeviceAddress")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), prompt(clock).completePage.toString());
}

void TestSignInWays::onAnotherDeviceTheCodeIsLarge() {
    DialogDesk desk;
    const FakeClock clock;
    QVERIFY(desk.show());
    chooseWay(desk, "wayDeviceCode");
    desk.pressEnter();
    desk.dialog->showDevice(prompt(clock), session::Way::DeviceCode, clock);
    QVERIFY(desk.prompts.opened.isEmpty());
    const auto* code = desk.find<QLabel>("deviceCode");
    QVERIFY(code->font().pointSizeF() >= 2 * desk.dialog->font().pointSizeF());
    QCOMPARE(accessibleDescription(desk.find<QLabel>("deviceCode")), QStringLiteral("WDJB-MJHT"));
    QCOMPARE(desk.find<QLabel>("deviceAddress")->text(), prompt(clock).page.toString());
    desk.button("copyDeviceCode")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("WDJB-MJHT"));
    desk.button("copyDeviceAddress")->click(); // to be typed there: the short one
    QCOMPARE(QGuiApplication::clipboard()->text(), prompt(clock).page.toString());
}

void TestSignInWays::theCodeCountsDown() {
    DialogDesk desk;
    FakeClock clock;
    QVERIFY(desk.show());
    chooseWay(desk, "wayDeviceCode");
    desk.pressEnter();
    desk.dialog->showDevice(prompt(clock), session::Way::DeviceCode, clock);
    QVERIFY(desk.find<QLabel>("deviceTimeLeft")->text().contains(QStringLiteral("10:00")));
    clock.advance(15'000);
    QTRY_VERIFY(desk.find<QLabel>("deviceTimeLeft")->text().contains(QStringLiteral("9:45")));
}

void TestSignInWays::canceledWhileWaiting() {
    DialogDesk desk;
    const FakeClock clock;
    QVERIFY(desk.show());
    chooseWay(desk, "wayDeviceCode");
    desk.pressEnter();
    QSignalSpy canceled(desk.dialog.get(), &SignInDialog::signInCanceled);
    desk.dialog->showDevice(prompt(clock), session::Way::DeviceCode, clock);
    QTest::keyClick(desk.dialog->focusWidget(), Qt::Key_Escape);
    QCOMPARE(canceled.count(), 1);
    QVERIFY(!desk.has("devicePanel"));
    QVERIFY(desk.has("instance"));
    QCOMPARE(desk.edit("instance")->text(), QStringLiteral("wallaroo.invalid"));
    // What comes too late shows nothing.
    desk.dialog->showDevice(prompt(clock), session::Way::DeviceCode, clock);
    QVERIFY(!desk.has("devicePanel"));
}

void TestSignInWays::refusalsComeBackToTheFields_data() {
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("denied") << ErrorKind::DeviceDenied;
    QTest::newRow("expired") << ErrorKind::DeviceExpired;
    QTest::newRow("somebody else") << ErrorKind::OtherPerson;
}

void TestSignInWays::refusalsComeBackToTheFields() {
    QFETCH(ErrorKind, kind);
    DialogDesk desk;
    const FakeClock clock;
    QVERIFY(desk.show());
    chooseWay(desk, "wayDeviceBrowser");
    desk.pressEnter();
    desk.dialog->showDevice(prompt(clock), session::Way::DeviceBrowser, clock);
    desk.dialog->showFailure(errorOf(kind));
    QVERIFY(!desk.has("devicePanel"));
    QVERIFY(desk.has("wayDeviceBrowser"));
    QVERIFY(desk.note().contains(QStringLiteral("What happened.")));
    QVERIFY(desk.button("signIn")->isEnabled());
}

void TestSignInWays::stayingSignedInNeedsToBeRemembered() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    auto* stay = desk.find<QCheckBox>("staySignedIn");
    QVERIFY(!stay->isChecked()); // never by default
    QVERIFY(accessibleDescription(stay).contains(QStringLiteral("until you sign out here")));
    stay->click();
    desk.pressEnter();
    QVERIFY(desk.profile.staySignedIn);
    desk.dialog->setBusy(false);
    desk.button("remember")->click();
    QVERIFY(!stay->isEnabled());
    desk.pressEnter();
    QVERIFY(!desk.profile.staySignedIn);
    desk.dialog->setBusy(false);
    desk.button("wayInferenceOnly")->click();
    QVERIFY(!desk.has("staySignedIn")); // no session to stay in
}

void TestSignInWays::profilesFillTheFields() {
    auto first = knownProfile();
    first.name = QStringLiteral("staging");
    auto second = knownProfile();
    second.name = QStringLiteral("<b>production</b>");
    second.username = QStringLiteral("ben@example.com");
    second.way = session::Way::DeviceBrowser;
    second.clientId = session::publicClientId();
    DialogDesk desk;
    desk.dialog->setProfiles({first, second});
    desk.dialog->setProfile(first, true);
    QVERIFY(desk.show());
    auto* box = desk.find<QComboBox>("profile");
    QCOMPARE(box->currentText(), QStringLiteral("staging"));
    QCOMPARE(box->itemText(1), QStringLiteral("<b>production</b>"));
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Down);
    QVERIFY(desk.find<QRadioButton>("wayDeviceBrowser")->isChecked()); // its own way is remembered
    QVERIFY(!desk.has("password"));
    desk.pressEnter();
    QCOMPARE(desk.profile.id, second.id);
    QCOMPARE(desk.profile.username, second.username);
}

void TestSignInWays::aNewProfileIsEmpty() {
    const auto known = knownProfile();
    DialogDesk desk;
    desk.dialog->setProfiles({known});
    desk.dialog->setProfile(known, true);
    QVERIFY(desk.show());
    desk.button("newProfile")->click();
    QVERIFY(desk.edit("instance")->text().isEmpty());
    QVERIFY(desk.edit("userName")->text().isEmpty());
    QCOMPARE(desk.focusName(), QStringLiteral("instance"));
    QCOMPARE(desk.find<QComboBox>("profile")->currentText(), QStringLiteral("New profile"));
    desk.typeAll();
    desk.pressEnter();
    QVERIFY(desk.profile.id != known.id);
}

void TestSignInWays::importedCredsAreAnotherProfile() {
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("creds.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"username":"ben@example.com","password":"canary-creds-password","email":"ben@example.com",
                   "confidentialClient":"api-client","confidentialPassword":"canary-creds-secret"})");
    file.close();
    auto known = knownProfile();
    known.clientSecretStored = true;
    DialogDesk desk;
    desk.dialog->setProfiles({known});
    desk.dialog->setProfile(known, true);
    desk.prompts.file = file.fileName();
    QVERIFY(desk.show());
    desk.button("importCreds")->click();
    QTRY_COMPARE(desk.edit("userName")->text(), QStringLiteral("ben@example.com"));
    desk.pressEnter();
    QCOMPARE(desk.signIns, 1);
    QVERIFY(desk.profile.id != known.id);
    QCOMPARE(desk.profile.instance, known.instance); // what was typed stays
    QVERIFY(!desk.profile.clientSecretStored);

    desk.dialog->setBusy(false);
    desk.button("deleteCreds")->click();
    auto* question = desk.dialog->findChild<QDialog*>(QStringLiteral("confirmDialog"));
    QVERIFY(question);
    QVERIFY(question->accessibleDescription().contains(QStringLiteral("Notebooks may still read it")));
    QTest::keyClick(question, Qt::Key_Return); // the safe button
    QVERIFY(file.exists());
    desk.button("deleteCreds")->click();
    QTRY_VERIFY(!question || !question->isVisible());
    question = desk.dialog->findChildren<QDialog*>(QStringLiteral("confirmDialog")).constLast();
    question->findChild<QAbstractButton*>(QStringLiteral("confirmNow"))->click();
    QVERIFY(!file.exists());
    QVERIFY(desk.under("importMessage").contains(QStringLiteral("is deleted")));
}

QTEST_MAIN(TestSignInWays)
#include "tst_signin_ways.moc"
