#include "dialogdesk.h"

#include <QPlainTextEdit>
#include <QPushButton>

using namespace wallaroo;
using namespace wallaroo::test;

/// Each failure beside the field it is about, with what is kept and where the focus goes.
class TestSignInFailures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void besideItsField_data();
    void besideItsField();
    void wrongCredentialsEmptyThePassword();
    void wrongClientTellsWhereTheSecretIs();
    void wrongClientForInference();
    void notSetUpOffersTheAccountPage();
    void canceledSaysNothing();
    void lockedKeychainLetsTypeTheSecret();
    void whilePasswordOnly_data();
    void whilePasswordOnly();
    void typingClearsTheMessage();
    void newFailureReplacesTheOld();
    void detailsAreFoundOnRequest();
    void hostileTextsAreLiteral();
    void returnsFocusAfterANote();
};

void TestSignInFailures::besideItsField_data() {
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("focus");
    const auto row = [](const char* name, ErrorKind kind, const char* message, const char* focus) {
        QTest::newRow(name) << kind << QString::fromUtf8(message) << QString::fromUtf8(focus);
    };
    row("host not found", ErrorKind::HostNotFound, "instanceMessage", "instance");
    row("connection refused", ErrorKind::ConnectionRefused, "instanceMessage", "instance");
    row("unknown authority", ErrorKind::UnknownAuthority, "instanceMessage", "instance");
    row("wrong certificate", ErrorKind::WrongCertificate, "instanceMessage", "instance");
    row("not encrypted", ErrorKind::NotEncrypted, "instanceMessage", "instance");
    row("redirected", ErrorKind::Redirected, "instanceMessage", "instance");
    row("not http", ErrorKind::NotHttp, "instanceMessage", "instance");
    row("web page", ErrorKind::WebPage, "instanceMessage", "instance");
    row("not offered", ErrorKind::NotOffered, "instanceMessage", "instance");
    row("took too long", ErrorKind::TookTooLong, "instanceMessage", "instance");
    row("connection lost", ErrorKind::ConnectionLost, "instanceMessage", "instance");
    row("proxy", ErrorKind::ProxyFailed, "instanceMessage", "instance");
    row("incomplete", ErrorKind::Incomplete, "instanceMessage", "instance");
    row("damaged", ErrorKind::Damaged, "instanceMessage", "instance");
    row("too large", ErrorKind::TooLarge, "instanceMessage", "instance");
    row("unexpected shape", ErrorKind::UnexpectedShape, "instanceMessage", "instance");
    row("outcome unknown", ErrorKind::OutcomeUnknown, "instanceMessage", "instance");
    row("grant not allowed", ErrorKind::GrantNotAllowed, "wayMessage", "wayPassword");
    row("account disabled", ErrorKind::AccountDisabled, "userNameMessage", "userName");
    row("account not set up", ErrorKind::AccountNotSetUp, "userNameMessage", "userName");
    row("wrong credentials", ErrorKind::WrongCredentials, "passwordMessage", "password");
    row("wrong client", ErrorKind::WrongClient, "clientSecretMessage", "clientSecret");
    row("no client secret", ErrorKind::SignInNeeded, "clientSecretMessage", "clientSecret");
    // Not about anything typed: the line across the dialog.
    row("refused", ErrorKind::Refused, "", "oneTimeCode");
    row("too many requests", ErrorKind::TooManyRequests, "", "oneTimeCode");
    row("server failed", ErrorKind::ServerFailed, "", "oneTimeCode");
    row("server busy", ErrorKind::ServerBusy, "", "oneTimeCode");
    row("session ended", ErrorKind::SessionEnded, "", "oneTimeCode");
    row("keychain locked", ErrorKind::KeychainLocked, "", "oneTimeCode");
}

void TestSignInFailures::besideItsField() {
    QFETCH(ErrorKind, kind);
    QFETCH(QString, message);
    QFETCH(QString, focus);
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.type("oneTimeCode", "654321");
    desk.pressEnter();
    QCOMPARE(desk.signIns, 1);
    desk.dialog->showFailure(errorOf(kind));

    const QString words = QStringLiteral("What happened. What to do.");
    for (const char* name :
         {"instanceMessage", "wayMessage", "userNameMessage", "passwordMessage", "clientSecretMessage"}) {
        const bool here = message == QLatin1String(name);
        QCOMPARE(desk.under(name).contains(words), here);
    }
    QCOMPARE(desk.note().contains(QStringLiteral("What happened.")), message.isEmpty());
    QCOMPARE(desk.focusName(), focus);
    if (!message.isEmpty())
        QVERIFY(accessibleDescription(desk.dialog->focusWidget()).contains(words));

    // Nothing typed is lost, except what was refused.
    QVERIFY(desk.edit("userName")->isEnabled());
    QCOMPARE(desk.edit("instance")->text(), QStringLiteral("wallaroo.invalid"));
    QCOMPARE(desk.edit("userName")->text(), QStringLiteral("ana@example.com"));
    QCOMPARE(desk.edit("clientId")->text(), QStringLiteral("api-client"));
    QCOMPARE(reveal(desk.secret("clientSecret")->secret()), QByteArray("canary-client-secret-1"));
    const bool refused = kind == ErrorKind::WrongCredentials;
    QCOMPARE(reveal(desk.secret("password")->secret()), refused ? QByteArray() : QByteArray("canary-password-1"));
    QCOMPARE(desk.edit("oneTimeCode")->text(), refused ? QString() : QStringLiteral("654321"));
}

void TestSignInFailures::wrongCredentialsEmptyThePassword() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.secret("password")->setShown(true);
    desk.pressEnter();
    desk.dialog->showFailure(errorOf(ErrorKind::WrongCredentials));
    QVERIFY(desk.secret("password")->secret().isEmpty());
    QVERIFY(!desk.secret("password")->isShown());
    QCOMPARE(desk.focusName(), QStringLiteral("password"));
    QVERIFY(accessibleDescription(desk.edit("password")).startsWith(QStringLiteral("never stored What happened.")));
}

void TestSignInFailures::wrongClientTellsWhereTheSecretIs() {
    DialogDesk desk;
    desk.dialog->setProfile(knownProfile(), true);
    QVERIFY(desk.show());
    desk.type("password", "canary-password-21");
    desk.pressEnter();
    desk.dialog->showFailure(errorOf(ErrorKind::WrongClient));
    QVERIFY(desk.has("whereSecretPanel"));
    QVERIFY(desk.button("openClients")->isEnabled());
    QVERIFY(desk.secret("clientSecret")->placeholderText().isEmpty());
    desk.pressEnter();
    QCOMPARE(desk.signIns, 1);
    QCOMPARE(desk.under("clientSecretMessage"), QStringLiteral("Enter the client secret."));
}

void TestSignInFailures::wrongClientForInference() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.button("wayInferenceOnly")->click();
    desk.pressEnter();
    QCOMPARE(desk.inferences, 1);
    desk.dialog->showFailure(errorOf(ErrorKind::GrantNotAllowed));
    QCOMPARE(desk.focusName(), QStringLiteral("wayInferenceOnly"));
    QVERIFY(accessibleDescription(desk.button("wayInferenceOnly")).contains(QStringLiteral("What happened.")));
    QVERIFY(accessibleDescription(desk.button("wayPassword")).isEmpty());
    // About fields that this way does not show.
    for (const ErrorKind kind : {ErrorKind::WrongCredentials, ErrorKind::AccountDisabled}) {
        desk.dialog->showFailure(errorOf(kind));
        QVERIFY(desk.note().contains(QStringLiteral("What happened.")));
    }
}

void TestSignInFailures::notSetUpOffersTheAccountPage() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.pressEnter();
    desk.dialog->showFailure(errorOf(ErrorKind::AccountNotSetUp));
    desk.button("openAccountPage")->click();
    QCOMPARE(desk.prompts.opened.size(), 1);
    QCOMPARE(desk.prompts.opened.constFirst(),
             Instance::fromTyped(QStringLiteral("wallaroo.invalid"))->accountConsole());
    desk.type("userName", "ben");
    QVERIFY(!desk.has("openAccountPage"));
}

void TestSignInFailures::canceledSaysNothing() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.pressEnter();
    QTest::keyClick(desk.dialog.get(), Qt::Key_Escape);
    desk.dialog->showFailure(errorOf(ErrorKind::Canceled));
    QVERIFY(desk.note().isEmpty());
    QVERIFY(desk.edit("userName")->isEnabled());
    // By somebody else, it says why.
    desk.pressEnter();
    desk.dialog->showFailure(errorOf(ErrorKind::Canceled));
    QVERIFY(desk.note().contains(QStringLiteral("What happened.")));
}

void TestSignInFailures::lockedKeychainLetsTypeTheSecret() {
    DialogDesk desk;
    desk.dialog->askForPassword(knownProfile(), errorOf(ErrorKind::SessionEnded));
    QVERIFY(desk.show());
    desk.type("password", "canary-password-24");
    desk.pressEnter();
    desk.dialog->showFailure(errorOf(ErrorKind::KeychainLocked));
    QVERIFY(desk.note().contains(QStringLiteral("What happened.")));
    QVERIFY(desk.has("clientSecret"));
    desk.pressEnter(); // unlocked meanwhile
    QCOMPARE(desk.signIns, 2);
    QVERIFY(desk.credentials.clientSecret.isEmpty());
    desk.dialog->showFailure(errorOf(ErrorKind::KeychainLocked));
    desk.type("clientSecret", "canary-secret-24");
    desk.pressEnter();
    QCOMPARE(reveal(desk.credentials.clientSecret), QByteArray("canary-secret-24"));
}

void TestSignInFailures::whilePasswordOnly_data() {
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("instance") << ErrorKind::HostNotFound;
    QTest::newRow("way") << ErrorKind::GrantNotAllowed;
    QTest::newRow("user") << ErrorKind::AccountDisabled;
    QTest::newRow("other") << ErrorKind::ServerBusy;
}

void TestSignInFailures::whilePasswordOnly() {
    QFETCH(ErrorKind, kind);
    DialogDesk desk;
    desk.dialog->askForPassword(knownProfile(), errorOf(ErrorKind::SessionEnded));
    QVERIFY(desk.show());
    desk.type("password", "canary-password-22");
    desk.pressEnter();
    desk.dialog->showFailure(errorOf(kind));
    QVERIFY(desk.note().contains(QStringLiteral("What happened.")));
    QVERIFY(!desk.has("instance"));
    QVERIFY(!desk.has("userName"));
    QCOMPARE(reveal(desk.secret("password")->secret()), QByteArray("canary-password-22"));
}

void TestSignInFailures::typingClearsTheMessage() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.pressEnter();
    desk.dialog->showFailure(errorOf(ErrorKind::WrongCredentials));
    QVERIFY(!desk.under("passwordMessage").isEmpty());
    desk.type("password", "x");
    QVERIFY(desk.under("passwordMessage").isEmpty());
    QCOMPARE(accessibleDescription(desk.edit("password")), QStringLiteral("never stored"));
}

void TestSignInFailures::newFailureReplacesTheOld() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.pressEnter();
    desk.dialog->showFailure(errorOf(ErrorKind::ServerBusy));
    QVERIFY(!desk.note().isEmpty());
    desk.pressEnter();
    QVERIFY(desk.note().isEmpty());
    desk.dialog->showFailure(errorOf(ErrorKind::WrongCredentials));
    QVERIFY(!desk.under("passwordMessage").isEmpty());
    desk.type("password", "canary-password-23");
    desk.dialog->showFailure(errorOf(ErrorKind::AccountDisabled));
    QVERIFY(desk.under("passwordMessage").isEmpty());
    QVERIFY(!desk.under("userNameMessage").isEmpty());
    desk.dialog->showFailure(errorOf(ErrorKind::HostNotFound)); // between two tries
    QVERIFY(desk.under("instanceMessage").contains(QStringLiteral("What happened.")));
    desk.dialog->showFailure(errorOf(ErrorKind::ServerBusy));
    QVERIFY(!desk.under("instanceMessage").contains(QStringLiteral("What happened.")));
    QVERIFY(desk.under("instanceMessage").contains(QStringLiteral("https://wallaroo.invalid")));
    QVERIFY(!desk.note().isEmpty());
}

void TestSignInFailures::detailsAreFoundOnRequest() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.pressEnter();
    desk.dialog->showFailure(errorOf(ErrorKind::WrongCredentials, "POST /token <b>401</b>\nrequest 7"));
    auto* message = desk.find<QWidget>("passwordMessage");
    QPushButton* details = nullptr;
    for (auto* button : message->findChildren<QPushButton*>()) {
        if (button->isVisible() && button->text().contains(QStringLiteral("Details")))
            details = button;
    }
    QVERIFY(details);
    auto* text = message->findChild<QPlainTextEdit*>();
    QVERIFY(text && !text->isVisible());
    details->setFocus();
    QTest::keyClick(details, Qt::Key_Space);
    QVERIFY(text->isVisible());
    QVERIFY(text->isReadOnly());
    QCOMPARE(text->toPlainText(), QStringLiteral("POST /token <b>401</b>\nrequest 7"));
    desk.dialog->showFailure(errorOf(ErrorKind::WrongCredentials, ""));
    QVERIFY(!details->isVisible());
    QVERIFY(!text->isVisible());
}

void TestSignInFailures::hostileTextsAreLiteral() {
    const QString hostile = QStringLiteral("<img src=/etc/hostname><b>bold</b> & <a href='https://evil.invalid'>x</a>");
    DialogDesk desk;
    auto known = knownProfile();
    known.username = hostile;
    known.clientId = hostile;
    desk.dialog->setProfile(known, true);
    desk.dialog->setKeychainName(hostile);
    QVERIFY(desk.show());
    desk.button("addressesFold")->click();
    desk.button("whereIsTheSecret")->click();
    Error error = errorOf(ErrorKind::AccountDisabled);
    error.sentence = hostile;
    error.advice = hostile;
    error.details = hostile;
    for (const ErrorKind kind : {ErrorKind::HostNotFound, ErrorKind::GrantNotAllowed, ErrorKind::AccountDisabled,
                                 ErrorKind::WrongCredentials, ErrorKind::WrongClient, ErrorKind::ServerBusy}) {
        error.kind = kind;
        desk.dialog->showFailure(error);
        for (const auto* label : desk.dialog->findChildren<QLabel*>())
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName() + u' ' + label->text()));
    }
    desk.dialog->askForPassword(known, error);
    QVERIFY(desk.find<QLabel>("accountSummary")->text().startsWith(hostile));
    for (const auto* label : desk.dialog->findChildren<QLabel*>())
        QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName() + u' ' + label->text()));
}

void TestSignInFailures::returnsFocusAfterANote() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.edit("userName")->setFocus();
    desk.pressEnter();
    QCOMPARE(desk.focusName(), QStringLiteral("cancel"));
    desk.dialog->showFailure(errorOf(ErrorKind::ServerBusy));
    QCOMPARE(desk.focusName(), QStringLiteral("userName"));
}

QTEST_MAIN(TestSignInFailures)
#include "tst_signin_failures.moc"
