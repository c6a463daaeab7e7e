#include "exchange/credsfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using exchange::Creds;
using exchange::parseCreds;
using exchange::readCreds;

namespace {

const QByteArray whole = R"({
    "username": "mira", "password": "canary-password-5", "email": "mira@example.com",
    "confidentialClient": "api-client", "confidentialPassword": "canary-secret-5", "added": {"later": [1, null]}
})";

QByteArray textOf(const Secret& secret) {
    return secret.reveal().toByteArray();
}

} // namespace

class TestCredsFile final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void readsAllMembers() {
        const auto creds = parseCreds(whole);
        QVERIFY(creds);
        QCOMPARE(creds->username, u"mira"_s);
        QCOMPARE(textOf(creds->password), "canary-password-5"_ba);
        QCOMPARE(creds->email, u"mira@example.com"_s);
        QCOMPARE(creds->clientId, u"api-client"_s);
        QCOMPARE(textOf(creds->clientSecret), "canary-secret-5"_ba);
    }

    void theClientMayBeMissing_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("missing") << R"({"username":"u","password":"canary-p","email":"e"})"_ba;
        QTest::newRow("null")
            << R"({"username":"u","password":"canary-p","email":"e","confidentialClient":null,"confidentialPassword":null})"_ba;
        QTest::newRow("empty")
            << R"({"username":"u","password":"canary-p","email":"e","confidentialClient":"","confidentialPassword":""})"_ba;
        QTest::newRow("byte order mark")
            << "\xEF\xBB\xBF{\"username\":\"u\",\"password\":\"canary-p\",\"email\":\"e\"}\r\n"_ba;
    }

    void theClientMayBeMissing() {
        QFETCH(const QByteArray, json);
        const auto creds = parseCreds(json);
        QVERIFY2(creds, creds ? "" : qPrintable(creds.error().sentence));
        QCOMPARE(creds->username, u"u"_s);
        QCOMPARE(creds->email, u"e"_s);
        QVERIFY(creds->clientId.isEmpty());
        QVERIFY(creds->clientSecret.isEmpty());
    }

    void theEmailMayBeMissing() {
        const auto creds = parseCreds(R"({"username":"admin","password":"canary-p"})");
        QVERIFY(creds);
        QVERIFY(creds->email.isEmpty());
    }

    void secretsComeThroughByteForByte() {
        const auto creds =
            parseCreds("{\"username\":\"u\",\"password\":\"a+b&c=d%20\xc3\xa9\\\"\\\\\\u0000\\ud83d\\ude00 \"}");
        QVERIFY(creds);
        QCOMPARE(textOf(creds->password), QByteArray("a+b&c=d%20\xc3\xa9\"\\\0\xf0\x9f\x98\x80 ", 20));
    }

    void lastOfTwoCounts() {
        const auto creds = parseCreds(R"({"username":"a","username":"b","password":"canary-p"})");
        QVERIFY(creds);
        QCOMPARE(creds->username, u"b"_s);
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << ""_ba << u"too early"_s;
        QTest::newRow("blank") << "  \n"_ba << u"too early"_s;
        QTest::newRow("mark alone") << "\xEF\xBB\xBF"_ba << u"too early"_s;
        QTest::newRow("cut") << whole.left(60) << u"too early"_s;
        QTest::newRow("text") << "username: mira"_ba << u"not JSON"_s;
        QTest::newRow("something behind") << whole + "canary-behind" << u"not JSON"_s;
        QTest::newRow("not utf-8") << "{\"username\":\"\xff\",\"password\":\"canary-p\"}"_ba << u"not JSON"_s;
        QTest::newRow("utf-16") << QByteArray("\xff\xfe{\0}\0", 6) << u"not JSON"_s;
        QTest::newRow("too deep") << QByteArray(50'000, '[') << u"not JSON"_s;
        QTest::newRow("array") << "[\"canary-p\"]"_ba << u"no object"_s;
        QTest::newRow("text alone") << "\"canary-p\""_ba << u"no object"_s;
        QTest::newRow("no username") << R"({"password":"canary-p"})"_ba << u"username is missing"_s;
        QTest::newRow("empty username") << R"({"username":"","password":"canary-p"})"_ba << u"username is missing"_s;
        QTest::newRow("no password") << R"({"username":"u"})"_ba << u"password is missing"_s;
        QTest::newRow("null password") << R"({"username":"u","password":null})"_ba << u"password is missing"_s;
        QTest::newRow("number as password")
            << R"({"username":"u","password":5})"_ba << u"password in the file is not a text"_s;
        QTest::newRow("object as username")
            << R"({"username":{},"password":"canary-p"})"_ba << u"username in the file is not a text"_s;
        QTest::newRow("list as email") << R"({"username":"u","password":"canary-p","email":[]})"_ba
                                       << u"email in the file is not a text"_s;
        QTest::newRow("bool as client") << R"({"username":"u","password":"canary-p","confidentialClient":true})"_ba
                                        << u"confidentialClient in the file is not a text"_s;
        QTest::newRow("number as client secret")
            << R"({"username":"u","password":"canary-p","confidentialPassword":1.5})"_ba
            << u"confidentialPassword in the file is not a text"_s;
        QTest::newRow("too large") << whole + QByteArray(64 * 1024, ' ') << u"64 KiB"_s;
    }

    void refuses() {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, says);
        const auto creds = parseCreds(json);
        QVERIFY(!creds);
        const Error& error = creds.error();
        QCOMPARE(error.kind, ErrorKind::BadInput);
        QVERIFY2(error.sentence.contains(says), qPrintable(error.sentence));
        QVERIFY(!error.advice.isEmpty());
        QVERIFY(!(error.sentence + error.advice + error.details).contains("canary"_L1));
    }

    void sixtyFourKiBAreTaken() { QVERIFY(parseCreds(whole + QByteArray(64 * 1024 - whole.size(), ' '))); }

    void readsAFile() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"creds.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(whole), whole.size());
        file.close();
        const auto creds = readCreds(path);
        QVERIFY(creds);
        QCOMPARE(textOf(creds->clientSecret), "canary-secret-5"_ba);
    }

    void filesThatCannotBeRead() {
        const QTemporaryDir folder;
        const auto missing = readCreds(folder.filePath(u"creds.json"_s));
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, ErrorKind::FileFailed);
        QVERIFY(missing.error().sentence.startsWith("creds.json cannot be read: "_L1));
        QVERIFY(!missing.error().advice.isEmpty());
        QCOMPARE(readCreds(folder.path()).error().kind, ErrorKind::FileFailed);
        const QByteArray pipe = QFile::encodeName(folder.filePath(u"pipe"_s));
        QCOMPARE(mkfifo(pipe.constData(), 0600), 0);
        QCOMPARE(readCreds(folder.filePath(u"pipe"_s)).error().kind, ErrorKind::FileFailed); // and does not wait
    }

    void filesThatAreTooLarge() {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"creds.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(1LL << 40)); // sparse
        file.close();
        const auto creds = readCreds(file.fileName());
        QVERIFY(!creds);
        QCOMPARE(creds.error().kind, ErrorKind::BadInput);
        QVERIFY(creds.error().sentence.contains("64 KiB"_L1));
    }
};

QTEST_APPLESS_MAIN(TestCredsFile)
#include "tst_credsfile.moc"
