#include "api/answer.h"
#include "api/secretjson.h"
#include "api/smalljson.h"
#include "support/fakesender.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <limits>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::api;

namespace {

QJsonObject parsed(const Secret& json) {
    return QJsonDocument::fromJson(json.reveal().toByteArray()).object();
}

http::Response answerOf(const QByteArray& body, const QByteArray& type = "application/json") {
    http::Response response;
    response.status = 200;
    response.body = body;
    response.contentType = type;
    response.requestId = "req-1";
    return response;
}

http::CallReport report() {
    http::CallReport made;
    made.name = u"things/do"_s;
    made.url = QUrl(u"https://wallaroo.example.com/v1/api/things/do"_s);
    return made;
}

const boost::json::object& objectIn(const Result<boost::json::value>& value) {
    return value->get_object();
}

} // namespace

/// What short answers and bodies with a secret are made of.
class TestSecretJson final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void everySecretComesBackFromItsText() {
        QRandomGenerator random(31);
        for (int round = 0; round < 500; ++round) {
            QString text;
            for (int length = random.bounded(12); length > 0; --length)
                text += QChar(random.bounded(4) ? random.bounded(1, 128) : random.bounded(0x20, 0xD7FF));
            const Secret json = withSecret({{u"a"_s, 1}}, "value", Secret(text.toUtf8()));
            QCOMPARE(parsed(json)["value"_L1].toString(), text);
            QCOMPARE(parsed(json)["a"_L1].toInt(), 1);
        }
    }

    void withoutASecretThereIsNoMember() {
        QCOMPARE(parsed(withSecret({{u"a"_s, 1}}, "value", {})), (QJsonObject{{u"a"_s, 1}}));
        QCOMPARE(parsed(withSecret({}, "value", Secret("x"))), (QJsonObject{{u"value"_s, u"x"_s}}));
        QVERIFY(parsed(withSecret({}, "value", {})).isEmpty());
    }

    void aReceiptTellsTheRequestAndTheSecondCopy() {
        http::Response response = answerOf("{}");
        response.sentAgain = true;
        QCOMPARE(receiptOf(response).requestId, QByteArray("req-1"));
        QVERIFY(receiptOf(response).sentAgain);
        QVERIFY(!receiptOf(answerOf("{}")).sentAgain);
    }

    void objects_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("kind"); // -1: read
        QTest::newRow("object") << R"({"a":1})"_ba
                                << "application/json"_ba << -1;
        QTest::newRow("list") << "[1]"_ba
                              << "application/json"_ba << static_cast<int>(ErrorKind::UnexpectedShape);
        QTest::newRow("cut") << "{\"a\":"_ba
                             << "application/json"_ba << static_cast<int>(ErrorKind::Damaged);
        QTest::newRow("empty") << ""_ba
                               << "application/json"_ba << static_cast<int>(ErrorKind::Damaged);
        QTest::newRow("page") << "<html>"_ba
                              << "text/html"_ba << static_cast<int>(ErrorKind::WebPage);
    }

    void objects() {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, type);
        QFETCH(int, kind);
        const auto object = readObject(answerOf(body, type), report());
        QCOMPARE(object ? -1 : static_cast<int>(object.error().kind), kind);
        if (!object)
            QVERIFY(object.error().details.contains(u"req-1"_s)); // what support asks for
    }

    void aChangeIsSentOnceAndExplained() {
        test::FakeSender sender;
        QObject context;
        sender.expect("things/do").refuse(403, R"({"msg":"no","code":403})");
        const http::Request request =
            changeRequest(u"things/do"_s, report().url, QJsonObject{{u"id"_s, 7}}, http::Lane::Bulk);
        QCOMPARE(request.effect, http::Effect::Changes);
        QCOMPARE(request.lane, http::Lane::Bulk);
        std::optional<Result<Receipt>> got;
        sendForReceipt(
            sender, request, &context,
            [](Error error) {
                error.sentence = u"in other words"_s;
                return error;
            },
            [&got](const Result<Receipt>& receipt) { got = receipt; });
        QVERIFY(!got); // queued
        QTRY_VERIFY(got.has_value());
        QCOMPARE(got->error().sentence, u"in other words"_s);
        QCOMPARE(sender.requests()[0].body, QByteArray(R"({"id":7})"));
    }

    void withoutAnExplanationTheErrorIsAsItIs() {
        test::FakeSender sender;
        QObject context;
        sender.expect("things/do").fail(ErrorKind::OutcomeUnknown);
        std::optional<Result<Receipt>> got;
        sendForReceipt(sender, changeRequest(u"things/do"_s, report().url, QJsonObject(), http::Lane::Interactive),
                       &context, nullptr, [&got](const Result<Receipt>& receipt) { got = receipt; });
        QTRY_VERIFY(got.has_value());
        QCOMPARE(got->error().kind, ErrorKind::OutcomeUnknown);
    }

    // --- short answers as a tree ---

    void membersOfAnyType() {
        const auto value =
            parseSmall(R"({"t":"x","b":true,"n":5,"big":9223372036854775807,"null":null,"list":[]})", report());
        QVERIFY(value);
        const auto& object = objectIn(value);
        QCOMPARE(textOf(object, "t"), u"x"_s);
        QCOMPARE(textOf(object, "n"), QString());
        QCOMPARE(textOf(object, "missing"), QString());
        QVERIFY(truthOf(object, "b"));
        QVERIFY(!truthOf(object, "n"));
        QVERIFY(!truthOf(object, "null"));
        QCOMPARE(numberOf(object, "n"), 5);
        QCOMPARE(numberOf(object, "t"), 0);
        QCOMPARE(numberOf(object, "big"), std::numeric_limits<qint64>::max()); // as a double it would be one more
        QCOMPARE(numberOf(object, "list"), 0);
    }

    void momentsThatAreNoneAreNotTold() {
        const auto value =
            parseSmall(R"({"none":0,"minus":-5,"some":1765790412000,"far":9223372036854775807,"text":"1"})", report());
        QVERIFY(value);
        const auto& object = objectIn(value);
        QVERIFY(!momentOf(object, "none").isTold());
        QVERIFY(!momentOf(object, "minus").isTold());
        QVERIFY(!momentOf(object, "missing").isTold());
        QVERIFY(!momentOf(object, "far").isTold()); // behind the year 9999
        QCOMPARE(momentOf(object, "some"), Moment::at(1765790412000));
    }

    void damageIsNamed_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("cut") << "[1,"_ba << ErrorKind::Incomplete;
        QTest::newRow("two") << "1 2"_ba << ErrorKind::Damaged;
        QTest::newRow("not UTF-8") << "\"\xff\""_ba << ErrorKind::Damaged;
        QTest::newRow("too deep") << QByteArray(65, '[') + QByteArray(65, ']') << ErrorKind::Damaged;
    }

    void damageIsNamed() {
        QFETCH(QByteArray, body);
        QFETCH(ErrorKind, kind);
        const auto value = parseSmall(body, report());
        QVERIFY(!value);
        QCOMPARE(value.error().kind, kind);
        QVERIFY(value.error().details.contains(u"things/do"_s));
    }
};

QTEST_GUILESS_MAIN(TestSecretJson)
#include "tst_secretjson.moc"
