#include "api/decoding.h"
#include "api/userreader.h"
#include "api/workspacereader.h"

#include <QRandomGenerator>
#include <QTest>

#include <rapidcheck.h>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using api::UserReader;
using api::WorkspaceReader;

namespace {

const QByteArray userBody =
    "\xEF\xBB\xBF{\"page\":[1,{\"users\":null}],\"users\":{"
    "\"5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911\":{\"id\":\"5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911\",\"username\":\"mira\","
    "\"email\":\"m\\u00efra\\ud83d\\ude00@example.com\",\"emailVerified\":true,\"firstName\":\"\xf0\x9f\x98\x80\","
    "\"lastName\":"
    "\"half "
    "\\ud800\\n\",\"enabled\":true,\"createdTimestamp\":1746021845120,\"lastLogin\":1.765790412003e12,\"realmRoles\":"
    "[\"x\",\"admin\"],\"requiredActions\":[\"UPDATE_PASSWORD\"],\"access\":{\"manage\":true,\"view\":[null,{}]}},"
    "\"c83e27a4-51bb-4f0e-9d1c-6fa0837d2245\":null,\"e7721d90-0c4e-4b39-a2d5-913fb08c64aa\":{\"username\":\"petra\","
    "\"enabled\":false,\"lastLogin\":null},\"bad\":{\"username\":-12.5e-3,\"enabled\":true},\"worse\":[{}],"
    "\"5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911\":{\"username\":\"again\",\"enabled\":true}},\"more\":\"\\\\\"} \n";

const QByteArray workspaceBody =
    "{\"workspaces\":[{\"id\":1,\"name\":\"mira - Default "
    "Workspace\",\"created_at\":\"2025-04-30T14:04:06.120331+00:00\","
    "\"created_by\":\"5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911\",\"archived\":true,\"models\":[31,32],\"pipelines\":[]},"
    "{\"id\":\"12\",\"name\":\"d\\u00e9mand\",\"create_at\":1746021846120,\"create_by\":null},{\"id\":1,\"name\":\"\"},"
    "null,{\"name\":9223372036854775808}]}";

template <typename Reader>
void sameInEveryPiece(const QByteArray& body) {
    const auto whole = test::decode<Reader>(body, body.size() + 1);
    for (qsizetype size = 1; size <= 70; ++size)
        QVERIFY2(test::decode<Reader>(body, size) == whole, qPrintable(QString::number(size)));
    for (qsizetype cut = 1; cut < body.size(); ++cut) { // in two
        qsizetype next = cut;
        const auto decoded = test::decodeInPieces<Reader>(body, [&] { return std::exchange(next, body.size()); });
        QVERIFY2(decoded == whole, qPrintable(QString::number(cut)));
    }
}

/// One to three slips: a byte changed, removed, doubled, or a stretch of the text put elsewhere.
QByteArray mutated(QByteArray body, QRandomGenerator& random) {
    static constexpr char likely[] = "\"{}[]:,\\u0dD8-+.eE019tfn \xff\xc3\xed";
    for (int slips = random.bounded(1, 4); slips > 0 && !body.isEmpty(); --slips) {
        const qsizetype at = random.bounded(static_cast<int>(body.size()));
        const qsizetype length = random.bounded(1, 20);
        switch (random.bounded(5)) {
        case 0:
            body[at] = likely[random.bounded(static_cast<int>(sizeof(likely)) - 1)];
            break;
        case 1:
            body[at] = static_cast<char>(random.bounded(256));
            break;
        case 2:
            body.remove(at, length);
            break;
        case 3:
            body.insert(at, body.mid(random.bounded(static_cast<int>(body.size())), length));
            break;
        default:
            body.truncate(at);
            break;
        }
    }
    return body;
}

} // namespace

/// However the bytes are cut, the rows, the counts and the end are the same: of good answers and of every kind of
/// damage.
class TestListPieces final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void fixturesHoldWhatTheyShould() {
        const auto users = test::decode<UserReader>(userBody);
        QVERIFY2(users.result, users.result ? "" : qPrintable(users.result.error().details));
        QCOMPARE(users.rows.size(), std::size_t(2));
        QCOMPARE(users.rows[0].lastName(), u"half \uFFFD\n"_s);
        QCOMPARE(users.rows[0].email(), u"mïra\U0001F600@example.com"_s);
        QCOMPARE(users.rows[0].lastLogin, Moment::at(1'765'790'412'003));
        QCOMPARE(users.summary.unreadable, 2);
        QCOMPARE(users.summary.duplicates, 1);
        const auto workspaces = test::decode<WorkspaceReader>(workspaceBody);
        QVERIFY(workspaces.result);
        QCOMPARE(workspaces.rows.size(), std::size_t(2));
        QCOMPARE(workspaces.summary.unreadable, 2);
        QCOMPARE(workspaces.summary.duplicates, 1);
    }

    void usersInEveryPiece() { sameInEveryPiece<UserReader>(userBody); }

    void workspacesInEveryPiece() { sameInEveryPiece<WorkspaceReader>(workspaceBody); }

    void damageInEveryPiece() {
        sameInEveryPiece<UserReader>(userBody + "x");
        sameInEveryPiece<UserReader>(userBody.left(400));
        sameInEveryPiece<UserReader>(QByteArray(userBody).replace("mira", "mi\xffra"));
        sameInEveryPiece<UserReader>("{\"users\":[1],\"users\":5}");
        sameInEveryPiece<UserReader>("[\"users\"]");
        sameInEveryPiece<UserReader>("-12.50e1");
    }

    void anyPieces() {
        const auto whole = test::decode<UserReader>(userBody);
        const bool holds = rc::check("pieces of any length give the same", [&whole] {
            const auto sizes = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 200)));
            std::size_t next = 0;
            RC_ASSERT(test::decodeInPieces<UserReader>(userBody, [&] { return sizes[next++ % sizes.size()]; })
                      == whole);
        });
        QVERIFY(holds);
    }

    void largeRecordsInEveryPiece_data() {
        QTest::addColumn<int>("length");
        QTest::newRow("below the cap") << 1'000'000;
        QTest::newRow("at the cap") << 1024 * 1024 - 40;
        QTest::newRow("above") << 1024 * 1024 + 1;
        QTest::newRow("endless") << 17 * 1024 * 1024;
    }

    void largeRecordsInEveryPiece() {
        QFETCH(const int, length);
        const QByteArray body = "{\"users\":{\"a\":{\"username\":\"" + QByteArray(length, 'x')
                                + "\",\"enabled\":true},\"b\":{\"username\":\"b\",\"enabled\":true}}}";
        const auto whole = test::decode<UserReader>(body, body.size());
        for (const qsizetype size : {777, 16'384, 65'536, 1'000'003})
            QVERIFY2(test::decode<UserReader>(body, size) == whole, qPrintable(QString::number(size)));
    }

    void mutatedAnswers() {
        QRandomGenerator random(20250430); // always the same answers
        int fine = 0;
        for (int i = 0; i < 4000; ++i) {
            const QByteArray body = mutated(i % 2 ? userBody : workspaceBody, random);
            const qsizetype size = random.bounded(1, 40);
            const bool same = i % 2 ? test::decode<UserReader>(body) == test::decode<UserReader>(body, size)
                                    : test::decode<WorkspaceReader>(body) == test::decode<WorkspaceReader>(body, size);
            QVERIFY2(same, body.toBase64().constData());
            fine += i % 2 && test::decode<UserReader>(body).result ? 1 : 0;
        }
        // else the mutations break everything at once, and the rest was hardly tested
        QVERIFY2(fine > 150 && fine < 1900, qPrintable(QString::number(fine)));
    }

    void afterAResetItBeginsAnew() {
        std::vector<User> rows;
        api::ListSink<UserReader> sink({}, [&rows](std::vector<User> piece) { rows = std::move(piece); });
        QVERIFY(sink.write(userBody.left(300)));
        sink.reset();
        QVERIFY(sink.write(userBody));
        QVERIFY(sink.end());
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(sink.summary({}).duplicates, 1);
        QVERIFY(sink.reader().typesTold());
    }

    /// A record counts once it is finished, whatever became of it; bytes within one do not.
    void finishedRecordsAreProgress() {
        api::ListSink<UserReader> sink({}, [](std::vector<User>) {});
        const QByteArray one = "{\"users\":{\"a\":{\"username\":\"a\",\"enabled\":true";
        QVERIFY(sink.write(one));
        QCOMPARE(sink.progress(), 0);
        QVERIFY(sink.write("},\"a\":{\"username\":\"a\",\"enabled\":true},")); // twice the same
        QCOMPARE(sink.progress(), 2);
        QVERIFY(sink.write("\"c\":{\"username\":5,\"enabled\":true},\"d\":{\"username\":\"")); // one without a name
        QCOMPARE(sink.progress(), 3);
        QVERIFY(sink.write("ddddddddddd"));
        QCOMPARE(sink.progress(), 3);
        sink.reset();
        QCOMPARE(sink.progress(), 0);
    }

    void mayGoWhileItsRowsAreTaken() {
        std::shared_ptr<http::BodySink> sink;
        std::size_t taken = 0;
        const std::vector<int> captured(100, 7); // on the heap, so that a use after it went is seen
        sink = std::make_shared<api::ListSink<UserReader>>(http::Request(),
                                                           [&sink, &taken, captured](const std::vector<User>& rows) {
                                                               sink.reset();
                                                               taken = captured.at(99) == 7 ? rows.size() : 0;
                                                           });
        http::BodySink& writing = *sink;
        QVERIFY(writing.write(userBody));
        QCOMPARE(taken, std::size_t(2));
        QVERIFY(!sink);
    }

    void anErrorIsForGood() {
        api::ListSink<UserReader> sink({}, [](std::vector<User>) {});
        QVERIFY(!sink.write("{\"users\":{}}x"));
        QVERIFY(!sink.write("{\"users\":{}}")); // which would be a whole answer
        QVERIFY(!sink.end());
    }
};

QTEST_APPLESS_MAIN(TestListPieces)
#include "tst_listpieces.moc"
