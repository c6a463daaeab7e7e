#include "sandbox/encoding.h"
#include "sandbox/exchange.h"
#include "sandbox/jsonbody.h"
#include "sandbox/keyring.h"
#include "sandbox/passwords.h"
#include "sandbox/randomness.h"
#include "sandbox/scopes.h"
#include "sandbox/userpages.h"

#include <QTest>

#include <boost/json/parse.hpp>

using namespace wallaroo::sandbox;

// The parts whose every corner is quicker to reach without HTTP; the rest is tested from outside, as a client sees it.
class SandboxPartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void base64RoundTrips_data();
    void base64RoundTrips();
    void base64RefusesWhatIsNone_data();
    void base64RefusesWhatIsNone();
    void formFields();
    void formRefusesBrokenEscapes();
    void jsonStrings();
    void jsonBodyRefusals_data();
    void jsonBodyRefusals();
    void scopes_data();
    void scopes();
    void seededRandomIsTheSameEverywhere();
    void passwords();
    void keysCheckSignatureAndTime();
    void pagesHoldEachUserOnce_data();
    void pagesHoldEachUserOnce();
    void pagesFollowChanges();
};

namespace {

std::string sent(const BodySource& source) {
    std::string body;
    source.send([&body](const char* data, std::size_t size) {
        body.append(data, size);
        return true;
    });
    return body;
}

User person(int number) {
    User user;
    user.id = "id-" + std::to_string(number);
    user.username = "user" + std::to_string(number);
    return user;
}

} // namespace

void SandboxPartsTest::base64RoundTrips_data() {
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("url");
    QTest::newRow("empty") << std::string() << std::string() << std::string();
    QTest::newRow("one byte") << std::string("f") << std::string("Zg==") << std::string("Zg");
    QTest::newRow("two bytes") << std::string("fo") << std::string("Zm8=") << std::string("Zm8");
    QTest::newRow("three bytes") << std::string("foo") << std::string("Zm9v") << std::string("Zm9v");
    QTest::newRow("62 and 63") << std::string("\xfb\xff\xbf") << std::string("+/+/") << std::string("-_-_");
}

void SandboxPartsTest::base64RoundTrips() {
    QFETCH(std::string, bytes);
    QFETCH(std::string, text);
    QFETCH(std::string, url);
    QCOMPARE(base64(bytes), text);
    QCOMPARE(base64Url(bytes), url);
    QCOMPARE(fromBase64(text).value_or("nothing"), bytes);
    QCOMPARE(fromBase64Url(url).value_or("nothing"), bytes);
}

void SandboxPartsTest::base64RefusesWhatIsNone_data() {
    QTest::addColumn<std::string>("text");
    QTest::newRow("impossible length") << std::string("Zm9vZ");
    QTest::newRow("foreign letter") << std::string("Zm9*");
    QTest::newRow("the other alphabet") << std::string("+/+/");
    QTest::newRow("space") << std::string("Zm 9");
}

void SandboxPartsTest::base64RefusesWhatIsNone() {
    QFETCH(std::string, text);
    QVERIFY(!fromBase64Url(text));
}

void SandboxPartsTest::formFields() {
    const Form form =
        Form::ofBody("a=1&b=x+y%2Bz&empty=&bare&a=2&%C3%BC=%c3%bc", "Application/x-www-form-urlencoded; charset=UTF-8");
    QCOMPARE(form.value("a").value_or("nothing"), std::string("1"));
    QCOMPARE(form.value("b").value_or("nothing"), std::string("x y+z"));
    QCOMPARE(form.value("empty").value_or("nothing"), std::string());
    QCOMPARE(form.value("bare").value_or("nothing"), std::string());
    QCOMPARE(form.value("\xc3\xbc").value_or("nothing"), std::string("\xc3\xbc"));
    QVERIFY(!form.has("c"));
    QVERIFY(form.hasDuplicates());
    QVERIFY(!Form::ofBody("a=1", "application/json").has("a"));
    QVERIFY(!Form::ofBody("a=1&b=1", "application/x-www-form-urlencoded").hasDuplicates());
}

void SandboxPartsTest::formRefusesBrokenEscapes() {
    QVERIFY(!formDecoded("a%"));
    QVERIFY(!formDecoded("a%4"));
    QVERIFY(!formDecoded("a%zz"));
    QCOMPARE(formDecoded("a%41").value_or("nothing"), std::string("aA"));
    QCOMPARE(percentEncoded("a b/\xff~"), std::string("a%20b%2F%FF~"));
}

void SandboxPartsTest::jsonStrings() {
    std::string out = "x";
    appendJsonString(out, std::string("\"\\\n\x1f/\xc3\xbc\0", 8));
    QCOMPARE(out, std::string("x\"\\\"\\\\\\u000a\\u001f/\xc3\xbc\\u0000\""));
    QCOMPARE(lowerCase("Mira.SOLANO\xc3\x9c"), std::string("mira.solano\xc3\x9c"));
}

void SandboxPartsTest::jsonBodyRefusals_data() {
    QTest::addColumn<std::string>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("good") << std::string(R"({"name":"x","flag":true,"number":7})") << 200;
    QTest::newRow("spaces around") << std::string(" \n{\"name\":\"x\",\"flag\":true,\"number\":7}\n ") << 200;
    QTest::newRow("empty") << std::string() << 400;
    QTest::newRow("cut") << std::string(R"({"name":"x")") << 400;
    QTest::newRow("two values") << std::string("{}{}") << 400;
    QTest::newRow("broken UTF-8") << std::string("{\"name\":\"\xff\"}") << 400;
    QTest::newRow("too deep") << std::string(100, '[') << 400;
    QTest::newRow("no object") << std::string("[]") << 422;
    QTest::newRow("number as text") << std::string(R"({"name":"x","flag":true,"number":"7"})") << 422;
    QTest::newRow("fraction") << std::string(R"({"name":"x","flag":true,"number":7.5})") << 422;
    QTest::newRow("flag as number") << std::string(R"({"name":"x","flag":1,"number":7})") << 422;
    QTest::newRow("null") << std::string(R"({"name":null,"flag":true,"number":7})") << 422;
}

void SandboxPartsTest::jsonBodyRefusals() {
    QFETCH(std::string, body);
    QFETCH(int, status);
    int found = 200;
    try {
        const JsonBody json(body);
        QCOMPARE(json.text("name"), std::string("x"));
        QCOMPARE(json.flag("flag"), true);
        QCOMPARE(json.number("number"), std::int64_t(7));
        QVERIFY(!json.optionalText("other"));
    } catch (const Refusal& refusal) {
        found = refusal.reply.status;
        QCOMPARE(refusal.reply.contentType, std::string("text/plain"));
    }
    QCOMPARE(found, status);
}

void SandboxPartsTest::scopes_data() {
    QTest::addColumn<std::string>("requested");
    QTest::addColumn<std::string>("granted");
    QTest::newRow("nothing") << std::string() << std::string("email profile");
    QTest::newRow("openid") << std::string("openid") << std::string("openid email profile");
    QTest::newRow("defaults named") << std::string("profile  email roles") << std::string("email profile");
    QTest::newRow("offline twice") << std::string("offline_access offline_access")
                                   << std::string("email profile offline_access");
    QTest::newRow("organization") << std::string("organization") << std::string("email profile organization");
    QTest::newRow("unknown") << std::string("openid nosuch") << std::string("refused");
    QTest::newRow("beginning of a known one") << std::string("open") << std::string("refused");
}

void SandboxPartsTest::scopes() {
    QFETCH(std::string, requested);
    QFETCH(std::string, granted);
    QCOMPARE(grantedScope(requested).value_or("refused"), granted);
    QCOMPARE(narrowedScope("openid email profile", "email"), std::string("email profile"));
    QCOMPARE(narrowedScope("email profile offline_access", "openid"), std::string("email profile offline_access"));
}

void SandboxPartsTest::seededRandomIsTheSameEverywhere() {
    // What the standard says the engine gives first for the seed 1, as bytes, with version and variant set.
    SeededRandom random(1);
    QCOMPARE(random.uuid(), std::string("686f68bb-5fbd-4522-8efa-18235092eb22"));
    SeededRandom again(1);
    QCOMPARE(again.uuid(), std::string("686f68bb-5fbd-4522-8efa-18235092eb22"));
    for (int i = 0; i < 1000; ++i) {
        const auto number = random.between(-2, 2);
        QVERIFY(number >= -2 && number <= 2);
    }
    QVERIFY(randomUuid() != randomUuid());
    QCOMPARE(randomSecret(33).size(), std::size_t(33));
}

void SandboxPartsTest::passwords() {
    const std::string hash = hashedPassword("canary-password-parts");
    QVERIFY(hash.find("canary") == std::string::npos);
    QVERIFY(hash != hashedPassword("canary-password-parts"));
    QVERIFY(passwordMatches("canary-password-parts", hash));
    QVERIFY(!passwordMatches("canary-password-part", hash));
    QVERIFY(!passwordMatches("canary-password-parts", "broken"));
}

void SandboxPartsTest::keysCheckSignatureAndTime() {
    Database database({});
    const KeyRing keys(database);
    const boost::json::object claims{{"exp", 100}, {"sub", "x"}};
    for (const bool rsa : {true, false}) {
        const std::string jwt = rsa ? keys.signedByRsa(claims) : keys.signedByHmac(claims);
        const auto fault = [&](const std::string& text, std::int64_t now) {
            return (rsa ? keys.checkRsa(text, now) : keys.checkHmac(text, now)).fault;
        };
        QCOMPARE(fault(jwt, 99), JwtFault::None);
        QCOMPARE(fault(jwt, 100), JwtFault::Expired);
        QCOMPARE(fault(jwt + "AAAA", 99), JwtFault::Signature);
        QCOMPARE(fault(rsa ? keys.signedByHmac(claims) : keys.signedByRsa(claims), 99), JwtFault::Signature);
        for (const char* broken : {"", ".", "..", "a.b.c", "a.b", "a.b.c.d"})
            QCOMPARE(fault(broken, 99), JwtFault::Form);
    }
    QCOMPARE(textClaim(keys.checkRsa(keys.signedByRsa(claims), 200).claims, "sub"), std::string("x"));
}

void SandboxPartsTest::pagesHoldEachUserOnce_data() {
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 2, 63, 64, 65, 128, 1000})
        QTest::addRow("%d", count) << count;
}

void SandboxPartsTest::pagesHoldEachUserOnce() {
    QFETCH(int, count);
    Database database({});
    Users users(database);
    for (int i = 0; i < count; ++i)
        users.add(person(i));
    UserPages pages(users, true);
    for (int call = 0; call < 200; ++call) {
        const auto body = pages.body();
        const std::string text = sent(*body);
        QCOMPARE(text.size(), body->size());
        const auto parsed = boost::json::parse(text);
        QCOMPARE(parsed.at("users").as_object().size(), std::size_t(count));
        if (count > 500 && call > 20)
            break; // every way through few pages, some through many
    }
}

void SandboxPartsTest::pagesFollowChanges() {
    Database database({});
    Users users(database);
    UserPages pages(users, false);
    users.onChanged([&pages](std::int64_t position) { pages.invalidate(position); });
    for (int i = 0; i < 100; ++i)
        users.add(person(i));
    const auto before = pages.body();
    User changed = *users.byId("id-70");
    changed.firstName = "Changed";
    users.update(changed);
    users.add(person(100));
    const std::string after = sent(*pages.body());
    QVERIFY(after.find("Changed") != std::string::npos);
    QVERIFY(after.find("id-100") != std::string::npos);
    const std::string old = sent(*before);
    QCOMPARE(old.size(), before->size());
    QVERIFY(old.find("Changed") == std::string::npos);
}

QTEST_GUILESS_MAIN(SandboxPartsTest)
#include "tst_sandbox_parts.moc"
