#include "dialogdesk.h"
#include "dialogs/instancefield.h"
#include "support/scriptedserver.h"

#include <QCryptographicHash>
#include <QFile>
#include <QPointer>
#include <QTemporaryDir>

using namespace wallaroo;
using namespace wallaroo::test;

/// The Instance field: what will be called, whether it answers, and own CAs. Against a server on loopback.
class TestSignInInstance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void badAddresses_data();
    void badAddresses();
    void saysWhatWillBeCalled_data();
    void saysWhatWillBeCalled();
    void looksWhenTypingStops();
    void looksAtKnownProfilesOnlyAfterThePaint();
    void looksNotWhileOnlyThePasswordIsAsked();
    void latestWins();
    void sendsNoCredentials();
    void unreachable();
    void pageInsteadOfKeycloak();
    void foreignIssuer();
    void foldHoldsTwoAddresses();
    void foldNamesTheBadAddress();
    void profileWithTwoAddressesOpensTheFold();
    void unknownAuthority();
    void authorityIsForThatInstanceAlone();
    void selfSignedServerIsTrustedByItself();
    void badAuthorityFile();
    void certificateIsPinnedByKeyboard();
    void pinIsDeclinedByDefault();
    void otherThanThePinnedStops();
    void noPinForAnotherName();

private:
    [[nodiscard]] static QByteArray discoveryOf(const QString& authBase) {
        return "{\"issuer\":\"" + authBase.toUtf8() + "/realms/master\",\"token_endpoint\":\"" + authBase.toUtf8()
               + "/realms/master/protocol/openid-connect/token\",\"grant_types_supported\":[\"password\","
                 "\"client_credentials\",\"refresh_token\"]}";
    }

    [[nodiscard]] static QString base(const ScriptedServer& server) {
        return server.url(QString()).toString(QUrl::StripTrailingSlash);
    }

    static void answerDiscovery(ScriptedServer& server) {
        server.play(answering(200, discoveryOf(base(server) + QStringLiteral("/auth"))));
    }

    static void typeAddress(const DialogDesk& desk, const QString& text) { desk.type("instance", qPrintable(text)); }

    QString write(const QByteArray& content) {
        QFile file(m_folder.filePath(QStringLiteral("ca.pem")));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            QTest::qFail("cannot write", __FILE__, __LINE__);
        return file.fileName();
    }

    QTemporaryDir m_folder;
};

void TestSignInInstance::init() {
    qunsetenv("http_proxy");
    qunsetenv("https_proxy");
}

void TestSignInInstance::badAddresses_data() {
    QTest::addColumn<QString>("typed");
    for (const char* typed : {"http://wallaroo.invalid", "ftp://wallaroo.invalid", "https://good@evil.invalid",
                              "https://user:word@evil.invalid", "two words.invalid", "https://",
                              "http://127.0.0.1.example.invalid", "http://0.0.0.0", "http://[::ffff:10.0.0.1]",
                              "wallaroo.invalid:99999", "javascript:alert(1)", "file:///etc/passwd"})
        QTest::newRow(typed) << QString::fromUtf8(typed);
}

void TestSignInInstance::badAddresses() {
    QFETCH(QString, typed);
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    typeAddress(desk, typed);
    const auto why = Instance::fromTyped(typed);
    QVERIFY(!why);
    // While it is typed nobody is interrupted; when typing stops it is told.
    QVERIFY(desk.under("instanceMessage").isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(desk.under("instanceMessage").contains(why.error().sentence), 3000);
    desk.pressEnter();
    QCOMPARE(desk.signIns, 0);
    QVERIFY(desk.under("instanceMessage").contains(why.error().sentence));
    QCOMPARE(desk.focusName(), QStringLiteral("instance"));
    QCOMPARE(desk.edit("instance")->text(), typed);
    QVERIFY(accessibleDescription(desk.edit("instance")).contains(why.error().sentence));
}

void TestSignInInstance::saysWhatWillBeCalled_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* typed, const char* words) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(words);
    };
    row("wallaroo.invalid", "https://wallaroo.invalid");
    row("  HTTPS://Wallaroo.invalid:443/auth/admin?x#y ", "https://wallaroo.invalid");
    row("wallaroo.invalid:8443", "https://wallaroo.invalid:8443");
    row("dev.keycloak.wallaroo.invalid",
        "API https://dev.api.wallaroo.invalid · sign-in https://dev.keycloak.wallaroo.invalid/auth");
    row("http://127.0.0.1:9", "http://127.0.0.1:9 · not encrypted, this computer only");
    row("bücher.invalid", "https://xn--bcher-kva.invalid");
    row("", "A host, an address, or the address of any page of the instance");
}

void TestSignInInstance::saysWhatWillBeCalled() {
    QFETCH(QString, typed);
    QFETCH(QString, words);
    DialogDesk desk;
    QVERIFY(desk.show());
    auto* field = desk.edit("instance");
    field->setFocus();
    QTest::keyClicks(field, QStringLiteral("x"));
    field->selectAll();
    if (typed.isEmpty())
        QTest::keyClick(field, Qt::Key_Delete);
    else
        field->insert(typed); // QTest types ASCII alone
    QCOMPARE(desk.under("instanceMessage"), words);
}

void TestSignInInstance::looksWhenTypingStops() {
    ScriptedServer server;
    answerDiscovery(server);
    DialogDesk desk;
    QVERIFY(desk.show());
    typeAddress(desk, base(server));
    QCOMPARE(server.connections(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(
        desk.under("instanceMessage"),
        QStringLiteral("✓ %1 · not encrypted, this computer only · reachable, Keycloak found").arg(base(server)), 5000);
    QCOMPARE(server.count(), 1);
    QCOMPARE(accessibleDescription(desk.edit("instance")), desk.under("instanceMessage"));
}

void TestSignInInstance::looksAtKnownProfilesOnlyAfterThePaint() {
    ScriptedServer server;
    answerDiscovery(server);
    DialogDesk desk;
    auto known = knownProfile();
    known.typedInstance = base(server);
    known.instance = *Instance::fromTyped(known.typedInstance);
    desk.dialog->setProfile(known, true);
    QVERIFY(!desk.waits("typingPause"));
    QCoreApplication::processEvents();
    QCOMPARE(server.connections(), 0); // nothing TLS or of the network before the first paint
    QVERIFY(desk.show());
    QTRY_COMPARE_WITH_TIMEOUT(server.count(), 1, 5000);
}

void TestSignInInstance::looksNotWhileOnlyThePasswordIsAsked() {
    ScriptedServer server;
    answerDiscovery(server);
    DialogDesk desk;
    auto known = knownProfile();
    known.typedInstance = base(server);
    known.instance = *Instance::fromTyped(known.typedInstance);
    desk.dialog->askForPassword(known, errorOf(ErrorKind::SessionEnded));
    QVERIFY(desk.show());
    desk.dialog->grab(); // painted, surely
    QCoreApplication::processEvents();
    QVERIFY(!desk.waits("typingPause"));
    QCOMPARE(server.connections(), 0);
    desk.button("changeAccount")->click();
    QTRY_COMPARE_WITH_TIMEOUT(server.count(), 1, 5000);
}

void TestSignInInstance::latestWins() {
    ScriptedServer slow;
    slow.play(
        {readRequest(), waitMs(1500), sendBytes(answerBytes(200, discoveryOf(base(slow) + QStringLiteral("/auth"))))});
    ScriptedServer quick;
    answerDiscovery(quick);
    DialogDesk desk;
    QVERIFY(desk.show());
    typeAddress(desk, base(slow));
    QTRY_COMPARE_WITH_TIMEOUT(slow.count(), 1, 5000);
    typeAddress(desk, base(quick));
    const QString words =
        QStringLiteral("✓ %1 · not encrypted, this computer only · reachable, Keycloak found").arg(base(quick));
    QTRY_COMPARE_WITH_TIMEOUT(desk.under("instanceMessage"), words, 5000);
    QTRY_COMPARE(slow.openConnections(), 0); // the first question was called off: no answer can come
    QCOMPARE(desk.under("instanceMessage"), words);
}

void TestSignInInstance::sendsNoCredentials() {
    ScriptedServer server;
    answerDiscovery(server);
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    typeAddress(desk, base(server));
    QTRY_COMPARE_WITH_TIMEOUT(server.count(), 1, 5000);
    const QByteArray request = server.requests().constFirst();
    QVERIFY(request.startsWith("GET /auth/realms/master/.well-known/openid-configuration HTTP/1.1\r\n"));
    QVERIFY(ScriptedServer::header(request, "authorization").isEmpty());
    QVERIFY(ScriptedServer::body(request).isEmpty());
    QVERIFY(!request.contains("canary"));
    QVERIFY(!request.contains("ana"));
}

void TestSignInInstance::unreachable() {
    quint16 port = 0;
    {
        const ScriptedServer gone;
        port = gone.port();
    }
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    typeAddress(desk, QStringLiteral("http://127.0.0.1:%1").arg(port));
    QTRY_VERIFY_WITH_TIMEOUT(desk.under("instanceMessage").startsWith(QStringLiteral("✗ http://127.0.0.1:")), 5000);
    QVERIFY2(desk.under("instanceMessage").contains(QStringLiteral("Nothing answers")),
             qPrintable(desk.under("instanceMessage")));
    // It informs; it does not forbid.
    desk.pressEnter();
    QCOMPARE(desk.signIns, 1);
}

void TestSignInInstance::pageInsteadOfKeycloak() {
    ScriptedServer server;
    server.play(answering(200, "<html>Welcome to the hotel</html>", "text/html"));
    DialogDesk desk;
    QVERIFY(desk.show());
    typeAddress(desk, base(server));
    QTRY_VERIFY_WITH_TIMEOUT(desk.under("instanceMessage").startsWith(QStringLiteral("✗ ")), 5000);
    QVERIFY2(desk.under("instanceMessage").contains(QStringLiteral("page")), qPrintable(desk.under("instanceMessage")));
}

void TestSignInInstance::foreignIssuer() {
    ScriptedServer server;
    server.play(answering(200, discoveryOf(QStringLiteral("https://elsewhere.invalid/auth"))));
    DialogDesk desk;
    QVERIFY(desk.show());
    typeAddress(desk, base(server));
    QTRY_VERIFY_WITH_TIMEOUT(desk.under("instanceMessage").contains(QStringLiteral("https://elsewhere.invalid/auth")),
                             5000);
    QVERIFY(!desk.under("instanceMessage").startsWith(u'✓'));
}

void TestSignInInstance::foldHoldsTwoAddresses() {
    ScriptedServer server;
    answerDiscovery(server);
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.button("addressesFold")->click();
    QCOMPARE(desk.edit("apiAddress")->text(), QStringLiteral("https://wallaroo.invalid"));
    QCOMPARE(desk.edit("authenticationAddress")->text(), QStringLiteral("https://wallaroo.invalid/auth"));
    desk.type("apiAddress", "https://api.wallaroo.invalid");
    desk.type("authenticationAddress", qPrintable(base(server)));
    QTRY_VERIFY_WITH_TIMEOUT(desk.under("instanceMessage").contains(QStringLiteral("reachable")), 5000);
    QVERIFY(desk.under("instanceMessage").contains(QStringLiteral("API https://api.wallaroo.invalid · sign-in ")));
    desk.pressEnter();
    QCOMPARE(desk.signIns, 1);
    QCOMPARE(desk.profile.instance.apiBase, QUrl(QStringLiteral("https://api.wallaroo.invalid")));
    QCOMPARE(desk.profile.instance.authBase, QUrl(base(server) + QStringLiteral("/auth")));

    // Closed, the one address holds again.
    desk.dialog->setBusy(false);
    desk.button("addressesFold")->click();
    desk.pressEnter();
    QCOMPARE(desk.profile.instance, *Instance::fromTyped(QStringLiteral("wallaroo.invalid")));
}

void TestSignInInstance::foldNamesTheBadAddress() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.button("addressesFold")->click();
    desk.type("apiAddress", "http://api.wallaroo.invalid");
    desk.pressEnter();
    QCOMPARE(desk.signIns, 0);
    QVERIFY(!desk.under("apiAddressMessage").isEmpty());
    QVERIFY(desk.under("authenticationAddressMessage").isEmpty());
    QCOMPARE(desk.focusName(), QStringLiteral("apiAddress"));
    desk.type("apiAddress", "https://api.wallaroo.invalid");
    desk.type("authenticationAddress", "https://a b");
    desk.pressEnter();
    QCOMPARE(desk.focusName(), QStringLiteral("authenticationAddress"));
    QVERIFY(desk.under("apiAddressMessage").isEmpty());
    QVERIFY(!desk.under("authenticationAddressMessage").isEmpty());
}

void TestSignInInstance::profileWithTwoAddressesOpensTheFold() {
    DialogDesk desk;
    auto known = knownProfile();
    known.typedInstance.clear();
    known.instance = *Instance::fromAddresses(QStringLiteral("https://api.wallaroo.invalid"),
                                              QStringLiteral("https://login.wallaroo.invalid"));
    desk.dialog->setProfile(known, true);
    QVERIFY(desk.show());
    QVERIFY(desk.has("apiAddress"));
    QCOMPARE(desk.edit("authenticationAddress")->text(), QStringLiteral("https://login.wallaroo.invalid/auth"));
    desk.type("password", "canary-password-31");
    desk.pressEnter();
    QCOMPARE(desk.profile.instance, known.instance);
    QCOMPARE(desk.profile.id, known.id);
    desk.dialog->setBusy(false);
    desk.dialog->setProfile(knownProfile(), true);
    QVERIFY(!desk.has("apiAddress"));
}

void TestSignInInstance::unknownAuthority() {
    const TestAuthority authority(QStringLiteral("Example Corp CA"));
    ScriptedServer server(authority.issue({}));
    server.play(answering(200, discoveryOf(base(server) + QStringLiteral("/auth"))));
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    typeAddress(desk, base(server));
    QTRY_COMPARE_WITH_TIMEOUT(
        desk.under("instanceMessage"),
        QStringLiteral("✗ %1 · signed by “Example Corp CA”, unknown to this computer").arg(base(server)), 10000);
    QCOMPARE(server.bytesReceived(), 0); // not a byte of http before the certificate is trusted
    QCOMPARE(accessibleName(desk.button("trustAuthority")), QStringLiteral("Trust a CA file…"));

    desk.prompts.file = write(authority.certificate().toPem());
    desk.button("trustAuthority")->click();
    QTRY_VERIFY(desk.dialog->findChild<QDialog*>(QStringLiteral("trustAuthority")));
    auto* question = desk.dialog->findChild<QDialog*>(QStringLiteral("trustAuthority"));
    QTRY_VERIFY(question->isVisible());
    QCOMPARE(question->windowModality(), Qt::WindowModal);
    question->findChild<QAbstractButton*>(QStringLiteral("trustForThisInstance"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.under("instanceMessage").startsWith(QStringLiteral("✓ ")), 10000);
    QCOMPARE(server.count(), 1);
    desk.pressEnter();
    QCOMPARE(desk.profile.authoritiesPem, authority.certificate().toPem());
}

void TestSignInInstance::authorityIsForThatInstanceAlone() {
    const TestAuthority authority(QStringLiteral("Example Corp CA"));
    ScriptedServer server(authority.issue({}));
    server.play(answering(200, discoveryOf(base(server) + QStringLiteral("/auth"))));
    DialogDesk desk;
    auto known = knownProfile();
    known.typedInstance = base(server);
    known.instance = *Instance::fromTyped(known.typedInstance);
    known.authoritiesPem = authority.certificate().toPem();
    desk.dialog->setProfile(known, true);
    QVERIFY(desk.show());
    QTRY_VERIFY_WITH_TIMEOUT(desk.under("instanceMessage").startsWith(QStringLiteral("✓ ")), 10000);

    ScriptedServer other(authority.issue({}));
    other.play(answering(200, discoveryOf(base(other) + QStringLiteral("/auth"))));
    typeAddress(desk, base(other));
    QTRY_VERIFY_WITH_TIMEOUT(desk.under("instanceMessage").startsWith(QStringLiteral("✗ ")), 10000);
    QCOMPARE(other.bytesReceived(), 0);
    QVERIFY(desk.has("trustAuthority"));
}

void TestSignInInstance::selfSignedServerIsTrustedByItself() {
    const Identity own = TestAuthority::selfSigned({});
    ScriptedServer server(own);
    server.play(answering(200, discoveryOf(base(server) + QStringLiteral("/auth"))));
    DialogDesk desk;
    QVERIFY(desk.show());
    typeAddress(desk, base(server));
    QTRY_VERIFY_WITH_TIMEOUT(desk.has("trustAuthority"), 10000);
    QCOMPARE(server.bytesReceived(), 0);
    desk.prompts.file = write(own.certificate.toPem());
    desk.button("trustAuthority")->click();
    QTRY_VERIFY(desk.dialog->findChild<QAbstractButton*>(QStringLiteral("trustForThisInstance")));
    desk.button("trustForThisInstance")->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.under("instanceMessage").startsWith(QStringLiteral("✓ ")), 10000);
}

void TestSignInInstance::badAuthorityFile() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.pressEnter();
    desk.dialog->showFailure(errorOf(ErrorKind::UnknownAuthority));
    desk.prompts.file = write("no certificate here");
    desk.button("trustAuthority")->click();
    QTRY_VERIFY(desk.under("instanceMessage").contains(QStringLiteral("ca.pem holds no certificate.")));
    QVERIFY(desk.has("trustAuthority")); // another file may do
    QVERIFY(!desk.dialog->findChild<QDialog*>(QStringLiteral("trustAuthority")));
    desk.prompts.file.clear(); // canceled
    desk.button("trustAuthority")->click();
    QVERIFY(desk.under("instanceMessage").contains(QStringLiteral("holds no certificate.")));

    const TestAuthority authority(QStringLiteral("Example Corp CA"));
    desk.clock.jumpWall(3'153'600'000'000); // a hundred years, by the clock that was handed in
    desk.prompts.file = write(authority.certificate().toPem());
    desk.button("trustAuthority")->click();
    QTRY_VERIFY(desk.under("instanceMessage").contains(QStringLiteral("“Example Corp CA” expired on ")));
}

void TestSignInInstance::certificateIsPinnedByKeyboard() {
    const TestAuthority authority(QStringLiteral("Example Corp CA"));
    const Identity identity = authority.issue({});
    ScriptedServer server(identity);
    answerDiscovery(server);
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    typeAddress(desk, base(server));
    QTRY_VERIFY_WITH_TIMEOUT(desk.has("trustCertificate"), 10000);
    QCOMPARE(accessibleName(desk.button("trustCertificate")), QStringLiteral("Trust this certificate…"));
    QCOMPARE(server.bytesReceived(), 0);
    QStringList passed; // by the Tab key, from the field on
    while (desk.focusName() != QStringLiteral("trustCertificate") && passed.size() < 8) {
        QTest::keyClick(desk.dialog->focusWidget(), Qt::Key_Tab);
        passed << desk.focusName();
    }
    QVERIFY2(passed.constLast() == QStringLiteral("trustCertificate"), qPrintable(passed.join(u' ')));
    QVERIFY(passed.contains(QStringLiteral("trustAuthority")));
    QTest::keyClick(desk.dialog->focusWidget(), Qt::Key_Space);

    QTRY_VERIFY(desk.dialog->findChild<QDialog*>(QStringLiteral("trustCertificateDialog")));
    QPointer<QDialog> question = desk.dialog->findChild<QDialog*>(QStringLiteral("trustCertificateDialog"));
    QVERIFY(QTest::qWaitForWindowActive(question));
    QCOMPARE(question->windowModality(), Qt::WindowModal);
    QVERIFY(question->accessibleDescription().contains(QStringLiteral("with this certificate, and no other?")));
    QVERIFY(question->accessibleDescription().contains(QStringLiteral("administrator of the instance tells you")));
    const auto text = [&](const char* name) { return question->findChild<QLabel*>(QLatin1String(name))->text(); };
    QVERIFY(text("authoritySubject").contains(QStringLiteral("localhost")));
    QVERIFY(text("authorityValidity").contains(QString::number(identity.certificate.expiryDate().date().year())));
    QCOMPARE(text("authorityDigest").remove(u'\n').remove(u':').toLower().toLatin1(),
             identity.certificate.digest(QCryptographicHash::Sha256).toHex());
    QVERIFY(!question->findChild<QLabel*>(QStringLiteral("authorityRefusal")));
    QVERIFY(question->focusWidget()->objectName() != QStringLiteral("trustForThisInstance")); // the safe button has it
    for (int steps = 0; steps < 12 && question->focusWidget()->objectName() != QStringLiteral("trustForThisInstance");
         ++steps)
        QTest::keyClick(question->focusWidget(), Qt::Key_Tab);
    QCOMPARE(question->focusWidget()->objectName(), QStringLiteral("trustForThisInstance"));
    QTest::keyClick(question->focusWidget(), Qt::Key_Space);

    QTRY_VERIFY_WITH_TIMEOUT(desk.under("instanceMessage").startsWith(QStringLiteral("✓ ")), 10000);
    QCOMPARE(server.count(), 1);
    desk.pressEnter();
    QCOMPARE(desk.profile.pinnedPem, identity.certificate.toPem());
    QVERIFY(desk.profile.authoritiesPem.isEmpty());
}

void TestSignInInstance::pinIsDeclinedByDefault() {
    ScriptedServer server(TestAuthority::selfSigned({}));
    answerDiscovery(server);
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    typeAddress(desk, base(server));
    QTRY_VERIFY_WITH_TIMEOUT(desk.has("trustCertificate"), 10000);
    desk.button("trustCertificate")->click();
    QTRY_VERIFY(desk.dialog->findChild<QDialog*>(QStringLiteral("trustCertificateDialog")));
    QPointer<QDialog> question = desk.dialog->findChild<QDialog*>(QStringLiteral("trustCertificateDialog"));
    QVERIFY(QTest::qWaitForWindowExposed(question));
    QTest::keyClick(question, Qt::Key_Return); // the safe button
    QTRY_VERIFY(!question);
    QVERIFY(desk.has("trustCertificate"));
    QCOMPARE(server.bytesReceived(), 0);
    desk.pressEnter();
    QVERIFY(desk.profile.pinnedPem.isEmpty());
}

void TestSignInInstance::otherThanThePinnedStops() {
    const Identity now = TestAuthority::selfSigned({});
    ScriptedServer server(now);
    answerDiscovery(server);
    DialogDesk desk;
    auto known = knownProfile();
    known.typedInstance = base(server);
    known.instance = *Instance::fromTyped(known.typedInstance);
    const QSslCertificate before = TestAuthority::selfSigned({}).certificate;
    known.pinnedPem = before.toPem();
    desk.dialog->setProfile(known, true);
    QVERIFY(desk.show());
    QTRY_VERIFY_WITH_TIMEOUT(desk.under("instanceMessage").contains(QStringLiteral("another certificate")), 10000);
    const QString words = desk.under("instanceMessage").remove(u'\n').remove(u':').toLower();
    for (const QSslCertificate& certificate : {before, now.certificate})
        QVERIFY(words.contains(QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex())));
    QVERIFY(!desk.has("trustCertificate")); // not on the fly
    QVERIFY(!desk.has("trustAuthority"));
    QCOMPARE(server.bytesReceived(), 0);

    known.pinnedPem = now.certificate.toPem();
    desk.dialog->setProfile(known, true);
    QTRY_VERIFY_WITH_TIMEOUT(desk.under("instanceMessage").startsWith(QStringLiteral("✓ ")), 10000);
}

void TestSignInInstance::noPinForAnotherName() {
    TestAuthority::Wanted wanted;
    wanted.hosts = {QStringLiteral("other.example")}; // the common name still says localhost
    ScriptedServer server(TestAuthority::selfSigned(wanted));
    answerDiscovery(server);
    DialogDesk desk;
    QVERIFY(desk.show());
    typeAddress(desk, base(server));
    QTRY_VERIFY_WITH_TIMEOUT(desk.under("instanceMessage").startsWith(QStringLiteral("✗ ")), 10000);
    QVERIFY(!desk.has("trustCertificate"));
}

QTEST_MAIN(TestSignInInstance)
#include "tst_signin_instance.moc"
