#include "exchange/commandtexts.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::exchange;

namespace {

const QByteArray canary = "eyJhbGciOiJSUzI1NiJ9.CANARY-token_1~+/.sig=="_ba;

Instance instance() {
    return *Instance::fromTyped(u"wallaroo.example.com"_s);
}

QString shown(const std::optional<Secret>& secret) {
    return secret ? QString::fromUtf8(secret->reveal()) : u"(none)"_s;
}

} // namespace

class TestCommandTexts final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void addresses() {
        QCOMPARE(apiAddress(instance()), u"https://wallaroo.example.com"_s);
        QCOMPARE(tokenAddress(instance()),
                 u"https://wallaroo.example.com/auth/realms/master/protocol/openid-connect/token"_s);
    }

    void aCallByCurl() {
        const auto call = ApiCall::mlops(instance(), u"users/query"_s, "{\"user_ids\": [\"it's\"]}");
        QCOMPARE(callText(Tool::Curl, instance(), call), uR"(APIURL='https://wallaroo.example.com' &&
: "${TOKEN:?is not set: read -rs TOKEN}" &&
printf 'Authorization: Bearer %s\n' "$TOKEN" | curl --silent --show-error --fail-with-body -H @- \
  -X POST "$APIURL"'/v1/api/users/query' \
  -H 'Content-Type: application/json' \
  --data-raw '{"user_ids": ["it'\''s"]}')"_s);
    }

    void aCallByPython() {
        const auto call = ApiCall::mlops(instance(), u"users/query"_s);
        QCOMPARE(callText(Tool::Python, instance(), call), uR"(import os
from getpass import getpass

import requests

APIURL = "https://wallaroo.example.com"
TOKEN = os.environ.get("TOKEN") or getpass("Token: ")
headers = {"Authorization": f"Bearer {TOKEN}"}
data = {}
response = requests.request("POST", APIURL + "/v1/api/users/query", headers=headers, json=data, timeout=60)
response.raise_for_status()
print(response.text))"_s);
    }

    void elsewhereTheWholeAddressIsWritten() {
        ApiCall call;
        call.method = "GET";
        call.url = QUrl(u"https://wallaroo.example.com.evil.example/v1/x"_s); // begins alike
        QVERIFY(callText(Tool::Curl, instance(), call)
                    .endsWith(u"-X GET 'https://wallaroo.example.com.evil.example/v1/x'"_s));
        QVERIFY(!callText(Tool::Curl, instance(), call).contains("APIURL"_L1));
    }

    void theTokenInsideIsAChoice() {
        const auto call = ApiCall::mlops(instance(), u"users/query"_s);
        const Secret token(canary);
        for (const Tool tool : {Tool::Curl, Tool::Python}) {
            QVERIFY(!callText(tool, instance(), call).contains("CANARY"_L1));
            const QString inside = shown(callTextWithToken(tool, instance(), call, token));
            QCOMPARE(inside.count(QString::fromUtf8(canary)), 1);
            QVERIFY(!inside.contains("is not set"_L1));
            QVERIFY(!inside.contains("getpass"_L1));
        }
    }

    void onlyInertTokensGoIntoAShell_data() {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<bool>("inert");
        QTest::newRow("a token") << canary << true;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("padding alone") << "=="_ba << false;
        QTest::newRow("padding inside") << "ab=c"_ba << false;
        QTest::newRow("quote") << "a'b"_ba << false;
        QTest::newRow("line break") << "a\nb"_ba << false;
        QTest::newRow("substitution") << "$(id)"_ba << false;
        QTest::newRow("space") << "a b"_ba << false;
        QTest::newRow("not ASCII") << "\xC3\xA9"_ba << false;
        QTest::newRow("nul") << QByteArray("a\0b", 3) << false;
    }

    void onlyInertTokensGoIntoAShell() {
        QFETCH(const QByteArray, token);
        QFETCH(const bool, inert);
        const auto call = ApiCall::mlops(instance(), u"users/query"_s);
        QCOMPARE(isInert(Secret(token)), inert);
        QCOMPARE(shellExport(Secret(token)).has_value(), inert);
        QCOMPARE(callTextWithToken(Tool::Curl, instance(), call, Secret(token)).has_value(), inert);
        QCOMPARE(callTextWithToken(Tool::Python, instance(), call, Secret(token)).has_value(), inert);
        if (inert)
            QCOMPARE(shown(shellExport(Secret(token))), "export TOKEN='"_L1 + QString::fromUtf8(token) + u'\'');
    }

    void header() {
        QCOMPARE(authorizationHeader(Secret("abc.def")).reveal().toByteArray(), "Authorization: Bearer abc.def"_ba);
    }

    void theSdksTokenFile() {
        const Secret file = sdkTokenFile(Secret("a\"b\\c"), u"zoë@example.com"_s, u"5d1f0b7e"_s);
        const auto json = QJsonDocument::fromJson(file.reveal().toByteArray()).object();
        QCOMPARE(json.keys(), QStringList({u"token"_s, u"user_email"_s, u"user_id"_s}));
        QCOMPARE(json[u"token"_s].toString(), u"a\"b\\c"_s);
        QCOMPARE(json[u"user_email"_s].toString(), u"zoë@example.com"_s);
        QCOMPARE(json[u"user_id"_s].toString(), u"5d1f0b7e"_s);
    }

    void tokenRequestsNameTheirSecrets_data() {
        QTest::addColumn<Grant>("grant");
        QTest::addColumn<QStringList>("variables");
        QTest::addColumn<QString>("grantType");
        QTest::newRow("password") << Grant::Password
                                  << QStringList{u"TOKENURL"_s, u"CONFIDENTIAL_CLIENT"_s,
                                                 u"CONFIDENTIAL_CLIENT_SECRET"_s, u"PASSWORD"_s, u"REFRESH"_s}
                                  << u"password"_s;
        QTest::newRow("refresh") << Grant::Refresh
                                 << QStringList{u"TOKENURL"_s, u"CONFIDENTIAL_CLIENT"_s,
                                                u"CONFIDENTIAL_CLIENT_SECRET"_s, u"REFRESH"_s}
                                 << u"refresh_token"_s;
        QTest::newRow("client credentials")
            << Grant::ClientCredentials
            << QStringList{u"TOKENURL"_s, u"CONFIDENTIAL_CLIENT"_s, u"CONFIDENTIAL_CLIENT_SECRET"_s}
            << u"client_credentials"_s;
    }

    void tokenRequestsNameTheirSecrets() {
        QFETCH(const Grant, grant);
        QFETCH(const QStringList, variables);
        QFETCH(const QString, grantType);
        const TokenRequester who{u"api-client"_s, true, u"ana@example.com"_s};
        for (const Tool tool : {Tool::Curl, Tool::Python}) {
            const QString text = tokenRequestText(tool, grant, instance(), who);
            for (const QString& variable : variables)
                QVERIFY2(text.contains(variable), qPrintable(variable));
            QVERIFY(text.contains(grantType));
            QVERIFY(!text.contains("offline_access"_L1)); // rule 50
            QVERIFY(!text.endsWith(u'\n'));
        }
    }

    void aPublicClientHasNoSecret() {
        const TokenRequester who{u"sdk-client"_s, false, u"ana@example.com"_s};
        for (const Tool tool : {Tool::Curl, Tool::Python})
            QVERIFY(!tokenRequestText(tool, Grant::Password, instance(), who).contains("SECRET"_L1));
    }

    void namesFromAServerEndNothing() {
        const TokenRequester who{u"a'; id; '"_s, true, u"x\u202E\n'$(id)"_s};
        const QString curl = tokenRequestText(Tool::Curl, Grant::Password, instance(), who);
        QVERIFY(curl.contains("'username=x%E2%80%AE%0A%27%24%28id%29'"_L1));
        QVERIFY(curl.contains("CONFIDENTIAL_CLIENT='a'\\''; id; '\\'''"_L1));
        const QString python = tokenRequestText(Tool::Python, Grant::Password, instance(), who);
        QVERIFY(python.contains("USERNAME = \"x\\u202e\\n'$(id)\""_L1));
    }
};

QTEST_GUILESS_MAIN(TestCommandTexts)
#include "tst_commandtexts.moc"
