#include "api/decoding.h"
#include "api/userreader.h"
#include "api/workspacereader.h"
#include "base/displaytext.h"

#include <QTest>

#include <boost/version.hpp>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using Users = test::Decoded<api::UserReader>;

namespace {

constexpr qsizetype mebibyte = 1024 * 1024;

Users decodeUsers(const QByteArray& body) {
    return test::decode<api::UserReader>(body);
}

QByteArray userNamed(const QByteArray& name) {
    return "{\"users\":{\"a\":{\"username\":\"" + name
           + "\",\"enabled\":true},\"b\":{\"username\":\"b\",\"enabled\":true}}}";
}

} // namespace

/// Answers that no row can mend: rows 38 and 43–45 of the fault matrix, and the caps of rule 7.
class TestListFaults final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void wrongShapes_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("says");
        QTest::newRow("list at the top") << "[{\"username\":\"a\"}]"_ba << u"it is a list"_s;
        QTest::newRow("text at the top") << "\"users\""_ba << u"it is a text"_s;
        QTest::newRow("number at the top") << "5"_ba << u"it is a number"_s;
        QTest::newRow("null at the top") << "null"_ba << u"it is null"_s;
        QTest::newRow("bool at the top") << "true"_ba << u"it is true or false"_s;
        QTest::newRow("nothing in it") << "{}"_ba << u"users is missing"_s;
        QTest::newRow("other members only") << "{\"user\":{},\"data\":{\"users\":{}}}"_ba << u"users is missing"_s;
        QTest::newRow("an error with status 200") << "{\"msg\":\"no\",\"code\":500}"_ba << u"users is missing"_s;
        QTest::newRow("null") << "{\"users\":null}"_ba << u"users is null"_s;
        QTest::newRow("text") << "{\"users\":\"none\"}"_ba << u"users is a text"_s;
        QTest::newRow("number") << "{\"users\":0}"_ba << u"users is a number"_s;
        QTest::newRow("bool") << "{\"users\":false}"_ba << u"users is true or false"_s;
        QTest::newRow("second one null") << "{\"users\":{},\"users\":null}"_ba << u"users is null"_s;
    }

    void wrongShapes() {
        QFETCH(const QByteArray, body);
        QFETCH(const QString, says);
        const Users users = decodeUsers(body);
        QVERIFY(!users.result);
        const Error& error = users.result.error();
        QCOMPARE(error.kind, ErrorKind::UnexpectedShape);
        QCOMPARE(error.sentence, u"The answer to things/list cannot be understood: "_s + says + u'.');
        QVERIFY(!error.advice.isEmpty());
        QVERIFY(error.details.contains("/v1/api/things/list"_L1));
        QVERIFY(error.details.contains(says));
    }

    void workspacesAreAListOnly() {
        const auto workspaces =
            test::decode<api::WorkspaceReader>("{\"workspaces\":{\"1\":{\"id\":1,\"name\":\"a\"}}}");
        QVERIFY(!workspaces.result);
        QCOMPARE(workspaces.result.error().kind, ErrorKind::UnexpectedShape);
        QVERIFY(workspaces.result.error().sentence.contains("workspaces is an object"_L1));
    }

    void rowsBeforeAWrongShapeStay() {
        const Users users = decodeUsers("{\"users\":{\"a\":{\"username\":\"a\",\"enabled\":true}},\"users\":5}");
        QVERIFY(!users.result);
        QCOMPARE(users.rows.size(), std::size_t(1));
    }

    void emptyLists() {
        for (const QByteArray& body :
             {"{\"users\":{}}"_ba, "{\"users\":[]}"_ba, " { \"other\":[{}], \"users\" : { } } "_ba}) {
            const Users users = decodeUsers(body);
            QVERIFY(users.result);
            QCOMPARE(users.summary.rows, 0);
        }
    }

    void twoListsAreOne() {
        const Users users = decodeUsers("{\"users\":{\"a\":{\"username\":\"a\",\"enabled\":true}},\"x\":1,"
                                        "\"users\":[{\"id\":\"b\",\"username\":\"b\",\"enabled\":true},{\"id\":\"a\","
                                        "\"username\":\"a\",\"enabled\":true}]}");
        QVERIFY(users.result);
        QCOMPARE(users.rows.size(), std::size_t(2));
        QCOMPARE(users.summary.duplicates, 1);
    }

    void damaged_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        const QByteArray good = userNamed("mira");
        QTest::newRow("empty") << ""_ba << ErrorKind::Incomplete;
        QTest::newRow("blank") << " \r\n\t"_ba << ErrorKind::Incomplete;
        QTest::newRow("mark alone") << "\xEF\xBB\xBF"_ba << ErrorKind::Incomplete;
        QTest::newRow("half a mark") << "\xEF\xBB"_ba << ErrorKind::Incomplete;
        QTest::newRow("cut in the list") << good.left(40) << ErrorKind::Incomplete;
        QTest::newRow("cut before the last brace") << good.chopped(1) << ErrorKind::Incomplete;
        QTest::newRow("cut in an escape") << "{\"users\":{\"a\":{\"username\":\"\\ud83d\\u"_ba << ErrorKind::Incomplete;
        QTest::newRow("something behind") << good + "x" << ErrorKind::Damaged;
        QTest::newRow("a second document") << good + good << ErrorKind::Damaged;
        QTest::newRow("nul behind") << good + QByteArray(1, '\0') << ErrorKind::Damaged;
        QTest::newRow("a page") << "<!doctype html><html></html>"_ba << ErrorKind::Damaged;
        QTest::newRow("comma at the end") << "{\"users\":{},}"_ba << ErrorKind::Damaged;
        QTest::newRow("comment") << "/* x */ {\"users\":{}}"_ba << ErrorKind::Damaged;
        QTest::newRow("not a number") << "{\"users\":{},\"x\":NaN}"_ba << ErrorKind::Damaged;
        QTest::newRow("depth 100,000") << "{\"x\":" + QByteArray(100'000, '[') << ErrorKind::Damaged;
        QTest::newRow("depth 100,000 in a record")
            << "{\"users\":{\"a\":{\"x\":" + QByteArray(100'000, '[') << ErrorKind::Damaged;
        QTest::newRow("invalid utf-8 in a name") << userNamed("mi\xffra") << ErrorKind::Damaged;
        QTest::newRow("overlong utf-8") << userNamed("\xc0\xaf") << ErrorKind::Damaged;
        QTest::newRow("surrogates in utf-8") << userNamed("\xed\xa0\x80") << ErrorKind::Damaged;
        QTest::newRow("invalid utf-8 where nobody looks") << "{\"users\":{},\"x\":\"\xff\"}"_ba << ErrorKind::Damaged;
        QTest::newRow("utf-16") << QByteArray("\xff\xfe{\0\"\0", 6) << ErrorKind::Damaged;
        QTest::newRow("utf-16 without mark") << QByteArray("\0{\0\"\0u", 6) << ErrorKind::Damaged;
        QTest::newRow("two marks") << "\xEF\xBB\xBF\xEF\xBB\xBF{\"users\":{}}"_ba << ErrorKind::Damaged;
        QTest::newRow("mark in the middle") << "{\xEF\xBB\xBF\"users\":{}}"_ba << ErrorKind::Damaged;
        QTest::newRow("raw nul in a name") << userNamed(QByteArray(1, '\0')) << ErrorKind::Damaged;
        QTest::newRow("raw line break in a name") << userNamed("\n") << ErrorKind::Damaged;
#if BOOST_VERSION < 108300 // later ones read it as infinite, which is no number to anybody here
        QTest::newRow("exponent beyond reason")
            << "{\"users\":{},\"x\":1e99999999999999999999}"_ba << ErrorKind::Damaged;
#endif
    }

    void damaged() {
        QFETCH(const QByteArray, body);
        const Users users = decodeUsers(body);
        QVERIFY(!users.result);
        QTEST(users.result.error().kind, "kind");
        QVERIFY(!users.result.error().sentence.isEmpty());
        QVERIFY(!users.result.error().advice.isEmpty());
        QVERIFY(users.result.error().details.contains("decoder: "_L1));
    }

    void accepted_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + userNamed("x");
        QTest::newRow("white space around") << " \r\n" + userNamed("x") + "\t\n ";
        QTest::newRow("unknown members at each depth")
            << "{\"a\":[[{\"users\":{\"z\":{}}}]],\"users\":{\"a\":{\"username\":\"x\",\"enabled\":true,\"n\":{\"m\":[{"
               "\"o\":[1,{\"p\":null}]}]}},"
               "\"b\":{\"username\":\"b\",\"enabled\":true}},\"users2\":{\"c\":5},\"z\":\"}\"}"_ba;
        QTest::newRow("depth 100 where nobody looks")
            << "{\"x\":" + QByteArray(100, '[') + QByteArray(100, ']') + ',' + userNamed("x").mid(1);
        QTest::newRow("key of 100 KB") << "{\"users\":{\"a\":{\"username\":\"x\",\"" + QByteArray(100'000, 'k')
                                              + "\":5,\"enabled\":true},\"b\":{\"username\":\"b\",\"enabled\":true}}}";
    }

    void accepted() {
        QFETCH(const QByteArray, body);
        const Users users = decodeUsers(body);
        QVERIFY2(users.result, users.result ? "" : qPrintable(users.result.error().details));
        QCOMPARE(users.rows.size(), std::size_t(2));
        QCOMPARE(users.rows[0].username(), u"x"_s);
    }

    void hostileNamesComeAsTheyAre_data() {
        QTest::addColumn<QByteArray>("inJson");
        QTest::addColumn<QString>("name");
        QTest::newRow("markup") << "<img src='file:///x'>"_ba << u"<img src='file:///x'>"_s;
        QTest::newRow("bidi") << "admin\\u202Egro.exe"_ba << u"admin\u202Egro.exe"_s;
        QTest::newRow("line break") << "a\\nb\\tc"_ba << u"a\nb\tc"_s;
        QTest::newRow("nul") << "a\\u0000b"_ba << QStringLiteral("a\0b");
        QTest::newRow("quotes") << "a\\\"b\\\\c"_ba << u"a\"b\\c"_s;
        QTest::newRow("emoji escaped") << "\\ud83d\\ude00"_ba << u"\U0001F600"_s;
        QTest::newRow("emoji raw") << "\xf0\x9f\x98\x80"_ba << u"\U0001F600"_s;
        QTest::newRow("half a character") << "a\\ud800b"_ba << u"a\uFFFDb"_s;
        QTest::newRow("zero width") << "ad\\u200Bmin"_ba << u"ad\u200Bmin"_s;
        QTest::newRow("formula") << "=1+1"_ba << u"=1+1"_s;
    }

    void hostileNamesComeAsTheyAre() {
        QFETCH(const QByteArray, inJson);
        const Users users = decodeUsers(userNamed(inJson));
        QVERIFY(users.result);
        QCOMPARE(users.rows.size(), std::size_t(2));
        QTEST(users.rows[0].username(), "name");
    }

    void aNameOfAMillionLettersIsARow() {
        const Users users = decodeUsers(userNamed(QByteArray(1'000'000, 'x')));
        QVERIFY(users.result);
        QCOMPARE(users.rows.size(), std::size_t(2));
        QCOMPARE(users.rows[0].usernameUtf8().size(), 1'000'000);
    }

    void aRecordBeyondTheCapIsUnreadable_data() {
        QTest::addColumn<QByteArray>("record");
        const QByteArray required = "\"username\":\"a\",\"enabled\":true";
        QTest::newRow("name") << "{\"enabled\":true,\"username\":\"" + QByteArray(mebibyte, 'x') + "\"}";
        QTest::newRow("member nobody wants") << '{' + required + ",\"x\":\"" + QByteArray(mebibyte, 'x') + "\"}";
        QTest::newRow("many members") << '{' + required + QByteArray(",\"member\":\"value\"").repeated(120'000) + '}';
        QTest::newRow("many elements") << '{' + required + ",\"requiredActions\":[0"
                                              + QByteArray(",0").repeated(mebibyte) + "]}";
        QTest::newRow("many containers") << '{' + required + ",\"x\":[[]" + QByteArray(",[]").repeated(mebibyte) + "]}";
        QTest::newRow("one long key") << '{' + required + ",\"" + QByteArray(mebibyte, 'k') + "\":1}";
    }

    void aRecordBeyondTheCapIsUnreadable() {
        QFETCH(const QByteArray, record);
        const Users users =
            decodeUsers("{\"users\":{\"big\":" + record + ",\"b\":{\"username\":\"b\",\"enabled\":true}}}");
        QVERIFY(users.result);
        QCOMPARE(users.rows.size(), std::size_t(1));
        QCOMPARE(users.rows[0].username(), u"b"_s);
        QCOMPARE(users.summary.firstUnreadable, u"users.big: it is larger than 1 MiB"_s);
    }

    void aRecordThatDoesNotEndEndsTheAnswer() {
        const Users users = decodeUsers("{\"users\":{\"a\":{\"x\":\"" + QByteArray(17 * mebibyte, 'x'));
        QVERIFY(!users.result);
        QCOMPARE(users.result.error().kind, ErrorKind::TooLarge);
    }

    void aLongKeyIsNoId() {
        const Users users =
            decodeUsers("{\"users\":{\"" + QByteArray(5'000, 'k') + "\":{\"username\":\"a\",\"enabled\":true},\""
                        + QByteArray(1'024, 'l') + "\":{\"username\":\"b\",\"enabled\":true}}}");
        QVERIFY(users.result);
        QCOMPARE(users.rows.size(), std::size_t(1));
        QCOMPARE(users.rows[0].id().toUtf8().size(), 1'024);
        QCOMPARE(users.summary.firstUnreadable, u"users.: `id` is missing"_s);
    }

    void whatIsNamedIsSafeToShow() {
        const Users users = decodeUsers("{\"users\":{\"a\\n\\u202E" + QByteArray(900, 'x') + "\":5}}");
        QVERIFY(users.summary.firstUnreadable.size() < 150);
        QCOMPARE(users.summary.firstUnreadable, displayText(users.summary.firstUnreadable));
        QVERIFY(!users.summary.firstUnreadable.contains(u'\n'));
    }
};

QTEST_APPLESS_MAIN(TestListFaults)
#include "tst_listfaults.moc"
