#include "domain/instance.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

Instance typed(const QString& text) {
    return Instance::fromTyped(text).value_or(Instance());
}

} // namespace

class TestInstance final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void takesWhatPeopleType_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("base");
        const QString domain = u"https://wallaroo.example.com"_s;
        QTest::newRow("host") << u"wallaroo.example.com"_s << domain;
        QTest::newRow("spaces around") << u" \twallaroo.example.com \n"_s << domain;
        QTest::newRow("capitals") << u"HTTPS://Wallaroo.EXAMPLE.com"_s << domain;
        QTest::newRow("trailing slash") << u"https://wallaroo.example.com/"_s << domain;
        QTest::newRow("trailing dot") << u"wallaroo.example.com."_s << domain;
        QTest::newRow("scheme left out") << u"//wallaroo.example.com/v1"_s << domain;
        QTest::newRow("console") << u"https://wallaroo.example.com/auth/admin/master/console/#/master/clients"_s
                                 << domain;
        QTest::newRow("dashboard") << u"wallaroo.example.com/workspaces/3?tab=a@b#x"_s << domain;
        QTest::newRow("address in the query") << u"wallaroo.example.com?next=https://evil.invalid"_s << domain;
        QTest::newRow("default port") << u"https://wallaroo.example.com:443/"_s << domain;
        QTest::newRow("empty port") << u"wallaroo.example.com:/x"_s << domain;
        QTest::newRow("port") << u" host:8080 "_s << u"https://host:8080"_s;
        QTest::newRow("port and page") << u"https://host:8443/v1/api/docs?x=1"_s << u"https://host:8443"_s;
        QTest::newRow("page with odd letters") << u"https://host/a|b{c}^%zz\\"_s << u"https://host"_s;
        QTest::newRow("idn") << u"wällaroo.example.com"_s << u"https://xn--wllaroo-5wa.example.com"_s;
        QTest::newRow("punycode") << u"xn--wllaroo-5wa.example.com"_s << u"https://xn--wllaroo-5wa.example.com"_s;
        QTest::newRow("ipv6") << u"[2001:DB8::1]:8443"_s << u"https://[2001:db8::1]:8443"_s;
        QTest::newRow("bare loopback") << u"127.0.0.1:8080"_s << u"https://127.0.0.1:8080"_s;
        QTest::newRow("bare localhost") << u"localhost:8080"_s << u"https://localhost:8080"_s;
        QTest::newRow("bare ipv6 loopback") << u"[::1]:1"_s << u"https://[::1]:1"_s;
        QTest::newRow("sandbox") << u"http://127.0.0.1:43111/"_s << u"http://127.0.0.1:43111"_s;
        QTest::newRow("sandbox elsewhere in 127") << u"http://127.200.0.9"_s << u"http://127.200.0.9"_s;
        QTest::newRow("sandbox by name") << u"http://LocalHost:8080"_s << u"http://localhost:8080"_s;
        QTest::newRow("sandbox by ipv6") << u"http://[::1]:8080/x"_s << u"http://[::1]:8080"_s;
        QTest::newRow("http's port") << u"http://127.0.0.1:80"_s << u"http://127.0.0.1"_s;
        QTest::newRow("api in a single domain") << u"wl.api.example.com"_s << u"https://wl.api.example.com"_s;
        QTest::newRow("keycloak as the only label") << u"keycloak:8443"_s << u"https://keycloak:8443"_s;
        QTest::newRow("keycloak as the last label") << u"wl.keycloak"_s << u"https://wl.keycloak"_s;
        QTest::newRow("keycloak as part of a label")
            << u"keycloak-2.example.com"_s << u"https://keycloak-2.example.com"_s;
        QTest::newRow("keycloak as the third label")
            << u"a.b.keycloak.example.com"_s << u"https://a.b.keycloak.example.com"_s;
    }

    void takesWhatPeopleType() {
        QFETCH(const QString, typed);
        QFETCH(const QString, base);
        const auto instance = Instance::fromTyped(typed);
        QVERIFY2(instance, instance ? "" : qPrintable(instance.error().sentence));
        QVERIFY(instance->isValid());
        QCOMPARE(instance->apiBase.toString(QUrl::FullyEncoded), base);
        QCOMPARE(instance->authBase.toString(QUrl::FullyEncoded), base + u"/auth"_s);
        // what is shown can be typed again and means the same
        QCOMPARE(*Instance::fromTyped(instance->apiBase.toString()), *instance);
    }

    void refusesWhatIsUnsafeOrUnclear_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("says");
        QTest::newRow("http elsewhere") << u"http://host.invalid"_s << u"not encrypted"_s;
        QTest::newRow("loopback as a prefix") << u"http://127.0.0.1.example.invalid"_s << u"not encrypted"_s;
        QTest::newRow("localhost as a prefix") << u"http://localhost.example.invalid"_s << u"not encrypted"_s;
        QTest::newRow("below localhost") << u"http://a.localhost"_s << u"not encrypted"_s;
        QTest::newRow("any address") << u"http://0.0.0.0"_s << u"not encrypted"_s;
        QTest::newRow("any ipv6 address") << u"http://[::]"_s << u"not encrypted"_s;
        QTest::newRow("mapped ipv4") << u"http://[::ffff:10.0.0.1]"_s << u"not encrypted"_s;
        QTest::newRow("mapped loopback") << u"http://[::ffff:127.0.0.1]"_s << u"not encrypted"_s;
        QTest::newRow("private network") << u"http://10.0.0.1:8080"_s << u"not encrypted"_s;
        QTest::newRow("user info") << u"https://good@evil.invalid"_s << u"user name"_s;
        QTest::newRow("password too") << u"https://a:b@evil.invalid/x"_s << u"user name"_s;
        QTest::newRow("e-mail") << u"mira@example.com"_s << u"user name"_s;
        QTest::newRow("mailto") << u"mailto:mira@example.com"_s << u"user name"_s;
        QTest::newRow("empty") << QString() << u"empty"_s;
        QTest::newRow("spaces") << u"  \t "_s << u"empty"_s;
        QTest::newRow("scheme alone") << u"https://"_s << u"no host"_s;
        QTest::newRow("one slash") << u"https:/wallaroo.example.com"_s << u"no host"_s;
        QTest::newRow("three slashes") << u"https:///wallaroo.example.com"_s << u"no host"_s;
        QTest::newRow("path alone") << u"/auth"_s << u"no host"_s;
        QTest::newRow("ftp") << u"ftp://wallaroo.example.com"_s << u"'ftp://'"_s;
        QTest::newRow("file") << u"file:///etc/passwd"_s << u"'file://'"_s;
        QTest::newRow("two words") << u"wallaroo example"_s << u"space"_s;
        QTest::newRow("line break") << u"wallaroo.exa\nmple.com"_s << u"space"_s;
        QTest::newRow("bidi") << u"wallaroo.\u202Emoc.elpmaxe"_s << u"invisible"_s;
        QTest::newRow("zero width") << u"walla\u200Broo.example.com"_s << u"invisible"_s;
        QTest::newRow("nul") << QStringLiteral("walla\0roo") << u"invisible"_s;
        QTest::newRow("port 0") << u"host:0"_s << u"not a port"_s;
        QTest::newRow("port 65536") << u"host:65536"_s << u"not a port"_s;
        QTest::newRow("port far too large") << u"host:99999999999999999999"_s << u"not a port"_s;
        QTest::newRow("port -1") << u"host:-1"_s << u"not a port"_s;
        QTest::newRow("port in words") << u"javascript:alert(1)"_s << u"not a port"_s;
        QTest::newRow("ipv6 without brackets") << u"2001:db8::1"_s << u"colon"_s;
        QTest::newRow("bracket left open") << u"[::1"_s << u"colon"_s;
        QTest::newRow("not ipv6") << u"[wallaroo]"_s << u"not a host"_s;
        QTest::newRow("zone") << u"[fe80::1%25eth0]"_s << u"not a host"_s;
        QTest::newRow("percent") << u"evil%2einvalid"_s << u"not a host"_s;
        QTest::newRow("backslash") << u"wallaroo.example.com\\.evil.invalid"_s << u"not a host"_s;
        QTest::newRow("dots") << u".."_s << u"not a host"_s;
        QTest::newRow("markup") << u"<b>wallaroo</b>"_s << u"not a host"_s;
    }

    void refusesWhatIsUnsafeOrUnclear() {
        QFETCH(const QString, typed);
        QFETCH(const QString, says);
        const auto instance = Instance::fromTyped(typed);
        QVERIFY2(!instance, instance ? qPrintable(instance->apiBase.toString()) : "");
        QCOMPARE(instance.error().kind, ErrorKind::BadInput);
        QVERIFY2(instance.error().sentence.contains(says), qPrintable(instance.error().sentence));
        QVERIFY(!instance.error().advice.isEmpty());
    }

    void longNonsenseIsCutInTheSentence() {
        const auto instance = Instance::fromTyped(QString(100'000, u'!'));
        QVERIFY(!instance);
        QVERIFY(instance.error().sentence.size() < 200);
    }

    void keycloakHostGivesTheOlderLayout_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("api");
        QTest::addColumn<QString>("auth");
        QTest::newRow("prefix") << u"https://wl.keycloak.example.com/auth/admin/master/console/"_s
                                << u"https://wl.api.example.com"_s << u"https://wl.keycloak.example.com/auth"_s;
        QTest::newRow("no prefix") << u"KEYCLOAK.example.com"_s << u"https://api.example.com"_s
                                   << u"https://keycloak.example.com/auth"_s;
        QTest::newRow("port") << u"keycloak.example.com:8443"_s << u"https://api.example.com:8443"_s
                              << u"https://keycloak.example.com:8443/auth"_s;
        QTest::newRow("twice") << u"keycloak.keycloak.com"_s << u"https://api.keycloak.com"_s
                               << u"https://keycloak.keycloak.com/auth"_s;
    }

    void keycloakHostGivesTheOlderLayout() {
        QFETCH(const QString, typed);
        const auto instance = Instance::fromTyped(typed);
        QVERIFY(instance);
        QTEST(instance->apiBase.toString(), "api");
        QTEST(instance->authBase.toString(), "auth");
        QVERIFY(!instance->olderLayout()); // it is the older layout
    }

    void apiHostOnlyProposesTheOlderLayout() {
        const Instance plain = typed(u"wl.api.example.com:8443"_s);
        QCOMPARE(plain.authBase, QUrl(u"https://wl.api.example.com:8443/auth"_s));
        const auto older = plain.olderLayout();
        QVERIFY(older);
        QCOMPARE(older->apiBase, plain.apiBase);
        QCOMPARE(older->authBase, QUrl(u"https://wl.keycloak.example.com:8443/auth"_s));
        QVERIFY(!typed(u"wallaroo.example.com"_s).olderLayout());
        QVERIFY(!typed(u"api:8080"_s).olderLayout());
        QVERIFY(!typed(u"127.0.0.1"_s).olderLayout());
    }

    void twoAddresses_data() {
        QTest::addColumn<QString>("auth");
        QTest::newRow("with /auth") << u"https://login.example.com/auth"_s;
        QTest::newRow("without") << u"https://login.example.com"_s;
        QTest::newRow("slash") << u"login.example.com/"_s;
        QTest::newRow("page") << u"https://login.example.com/auth/realms/master/account/#/x"_s;
    }

    void twoAddresses() {
        QFETCH(const QString, auth);
        const auto instance = Instance::fromAddresses(u"https://mlops.example.org/v1/api"_s, auth);
        QVERIFY(instance);
        QCOMPARE(instance->apiBase, QUrl(u"https://mlops.example.org"_s));
        QCOMPARE(instance->authBase, QUrl(u"https://login.example.com/auth"_s));
    }

    void twoAddressesAreTakenLiterally() {
        const auto instance = Instance::fromAddresses(u"keycloak.example.com"_s, u"api.example.com"_s);
        QVERIFY(instance);
        QCOMPARE(instance->apiBase, QUrl(u"https://keycloak.example.com"_s));
        QCOMPARE(instance->authBase, QUrl(u"https://api.example.com/auth"_s));
    }

    void ofTwoAddressesTheWrongOneIsNamed() {
        const auto noApi = Instance::fromAddresses(QString(), u"login.example.com"_s);
        QVERIFY(!noApi);
        QCOMPARE(noApi.error().kind, ErrorKind::BadInput);
        QVERIFY(noApi.error().sentence.startsWith("API address: "_L1));
        const auto badAuth = Instance::fromAddresses(u"mlops.example.org"_s, u"http://login.example.com"_s);
        QVERIFY(!badAuth);
        QVERIFY(badAuth.error().sentence.startsWith("Authentication address: "_L1));
        QVERIFY(badAuth.error().sentence.contains("not encrypted"_L1));
        QVERIFY(!Instance::fromAddresses(u"mlops.example.org"_s, u"a@b.example"_s));
    }

    void addressesOfTheServices() {
        const Instance one = typed(u"https://host:8443/x"_s);
        QCOMPARE(one.api(u"users/query"_s), QUrl(u"https://host:8443/v1/api/users/query"_s));
        QCOMPARE(one.openIdConnect(u"token"_s),
                 QUrl(u"https://host:8443/auth/realms/master/protocol/openid-connect/token"_s));
        QCOMPARE(one.discovery(), QUrl(u"https://host:8443/auth/realms/master/.well-known/openid-configuration"_s));
        QCOMPARE(one.accountConsole(), QUrl(u"https://host:8443/auth/realms/master/account"_s));
        QCOMPARE(one.clientsConsole(), QUrl(u"https://host:8443/auth/admin/master/console/#/master/clients"_s));
        QCOMPARE(one.clientsConsoleBefore22(),
                 QUrl(u"https://host:8443/auth/admin/master/console/#/realms/master/clients"_s));
        QCOMPARE(one.label(), u"host:8443"_s);
        QCOMPARE(typed(u"wällaroo.example.com"_s).label(), u"xn--wllaroo-5wa.example.com"_s);
    }

    void loopbackIsMarkedNotEncrypted() {
        QVERIFY(typed(u"wallaroo.example.com"_s).isEncrypted());
        QVERIFY(!typed(u"http://127.0.0.1:8080"_s).isEncrypted());
        QVERIFY(!Instance::fromAddresses(u"wallaroo.example.com"_s, u"http://localhost"_s)->isEncrypted());
    }

    void emptyIsNotValid() { QVERIFY(!Instance().isValid()); }
};

QTEST_APPLESS_MAIN(TestInstance)
#include "tst_instance.moc"
