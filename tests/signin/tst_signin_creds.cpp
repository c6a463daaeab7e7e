#include "dialogdesk.h"

#include <QFile>
#include <QTemporaryDir>

using namespace wallaroo;
using namespace wallaroo::test;

/// [Import creds.json…]: what fills which field, and what a bad file says without changing anything.
class TestSignInCreds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fillsAll();
    void leavesWhatTheFileLacks();
    void badFiles_data();
    void badFiles();
    void unreadable();
    void canceled();
    void hostileUserName();

private:
    QString write(const QByteArray& content) {
        const QString path = m_folder.filePath(QStringLiteral("creds.json"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            QTest::qFail("cannot write", __FILE__, __LINE__);
        return path;
    }

    QTemporaryDir m_folder;
};

void TestSignInCreds::fillsAll() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.type("instance", "wallaroo.invalid");
    desk.prompts.file = write(R"({"username":"ana@example.com","password":"canary-p\"1","email":"ana@example.com",
        "confidentialClient":"our-client","confidentialPassword":"canary-s+%1"})");
    desk.button("importCreds")->click();
    QTRY_COMPARE(desk.edit("userName")->text(), QStringLiteral("ana@example.com"));
    QCOMPARE(desk.edit("clientId")->text(), QStringLiteral("our-client"));
    QCOMPARE(reveal(desk.secret("password")->secret()), QByteArray("canary-p\"1"));
    QCOMPARE(reveal(desk.secret("clientSecret")->secret()), QByteArray("canary-s+%1"));
    QVERIFY(!desk.secret("password")->isShown());
    QCOMPARE(desk.under("importMessage"),
             QStringLiteral("Filled in from creds.json: user name, password, client ID, client secret."));
    QCOMPARE(desk.edit("instance")->text(), QStringLiteral("wallaroo.invalid"));
    desk.pressEnter();
    QCOMPARE(desk.signIns, 1);
    QCOMPARE(reveal(desk.credentials.clientSecret), QByteArray("canary-s+%1"));
}

void TestSignInCreds::leavesWhatTheFileLacks() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.prompts.file = write(R"({"username":"ben@example.com","password":"canary-p2","email":"ben@example.com"})");
    desk.button("importCreds")->click();
    QTRY_COMPARE(desk.edit("userName")->text(), QStringLiteral("ben@example.com"));
    QCOMPARE(desk.edit("clientId")->text(), QStringLiteral("api-client"));
    QCOMPARE(reveal(desk.secret("clientSecret")->secret()), QByteArray("canary-client-secret-1"));
    QCOMPARE(reveal(desk.secret("password")->secret()), QByteArray("canary-p2"));
    QCOMPARE(desk.under("importMessage"), QStringLiteral("Filled in from creds.json: user name, password."));

    // What is still missing gets the focus.
    desk.secret("clientSecret")->wipeContents();
    desk.button("importCreds")->click();
    QTRY_COMPARE(desk.focusName(), QStringLiteral("clientSecret"));
}

void TestSignInCreds::badFiles_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    QTest::newRow("broken") << QByteArray(R"({"username": "ana)") << QStringLiteral("ends too early");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("ends too early");
    QTest::newRow("no JSON") << QByteArray("username=ana") << QStringLiteral("not JSON");
    QTest::newRow("array") << QByteArray("[1,2]") << QStringLiteral("no object");
    QTest::newRow("wrong type") << QByteArray(R"({"username":"ana","password":7})") << QStringLiteral("password");
    QTest::newRow("no password") << QByteArray(R"({"username":"ana"})") << QStringLiteral("password is missing");
    QTest::newRow("too large") << QByteArray("{\"username\":\"") + QByteArray(100'000, 'x') + "\"}"
                               << QStringLiteral("larger than 64 KiB");
}

void TestSignInCreds::badFiles() {
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.prompts.file = write(content);
    desk.button("importCreds")->click();
    QTRY_VERIFY2(desk.under("importMessage").contains(says), qPrintable(desk.under("importMessage")));
    QVERIFY(accessibleDescription(desk.button("importCreds")).contains(says));
    QCOMPARE(desk.edit("userName")->text(), QStringLiteral("ana@example.com"));
    QCOMPARE(reveal(desk.secret("password")->secret()), QByteArray("canary-password-1"));
    QCOMPARE(reveal(desk.secret("clientSecret")->secret()), QByteArray("canary-client-secret-1"));
    desk.pressEnter();
    QCOMPARE(desk.signIns, 1);
    QVERIFY(desk.under("importMessage").isEmpty());
}

void TestSignInCreds::unreadable() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.prompts.file = m_folder.filePath(QStringLiteral("<b>nowhere</b>.json"));
    desk.button("importCreds")->click();
    QTRY_VERIFY(desk.under("importMessage").contains(QStringLiteral("cannot be read")));
    desk.prompts.file = m_folder.path(); // a folder
    desk.button("importCreds")->click();
    QTRY_VERIFY(desk.under("importMessage").contains(QStringLiteral("it is no file")));
}

void TestSignInCreds::canceled() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.typeAll();
    desk.button("importCreds")->click();
    QCoreApplication::processEvents();
    QCOMPARE(desk.prompts.titles, QStringList{QStringLiteral("Import creds.json")});
    QVERIFY(desk.under("importMessage").isEmpty());
    QCOMPARE(desk.edit("userName")->text(), QStringLiteral("ana@example.com"));
}

void TestSignInCreds::hostileUserName() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.prompts.file = write(R"({"username":"<b>ana</b>","password":"canary-p3"})");
    desk.button("importCreds")->click();
    QTRY_COMPARE(desk.edit("userName")->text(), QStringLiteral("<b>ana</b>"));
}

QTEST_MAIN(TestSignInCreds)
#include "tst_signin_creds.moc"
