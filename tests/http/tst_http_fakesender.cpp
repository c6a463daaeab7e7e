#include "support/fakesender.h"

#include <QTest>

using namespace wallaroo;
using namespace wallaroo::http;
using wallaroo::test::FakeSender;

namespace {

Request named(const QString& name) {
    Request request;
    request.name = name;
    request.url = QUrl(QStringLiteral("https://fake.invalid/v1/api/") + name);
    return request;
}

class Collector final : public BodySink {
public:
    void reset() override { bytes.clear(); }

    Result<void> write(QByteArrayView piece) override {
        bytes += piece;
        pieces.push_back(piece.size());
        return {};
    }

    Result<void> end() override {
        ended = true;
        return {};
    }

    qint64 progress() const override { return 0; }

    QByteArray bytes;
    QList<qsizetype> pieces;
    bool ended = false;
};

} // namespace

/// The fake is what most tests believe in, so it is tested itself.
class TestFakeSender : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void answersQueuedAndOnce() {
        FakeSender sender;
        sender.expect("users/query").answer("{\"users\":{}}");
        QObject context;
        QList<QByteArray> bodies;
        const Handle handle =
            sender.send(named(QStringLiteral("users/query")), &context, [&](const Result<Response>& result) {
                QVERIFY(result.has_value());
                QVERIFY(!handle.isRunning());
                bodies << result->body;
            });
        QVERIFY(bodies.isEmpty());
        QVERIFY(handle.isRunning());
        QTRY_COMPARE(bodies, QList<QByteArray>{"{\"users\":{}}"});
        QCoreApplication::processEvents();
        QCOMPARE(bodies.size(), 1);
    }

    void matchesByPathAndRecords() {
        FakeSender sender;
        sender.expect("/v1/api/users/invite").answer("{}");
        QObject context;
        Request request = named(QStringLiteral("users/invite"));
        request.body = Secret("{\"email\":\"a@b\"}");
        request.authorization = Secret("Bearer canary-token-1");
        bool done = false;
        sender.send(request, &context, [&](const auto&) { done = true; });
        QTRY_VERIFY(done);
        QCOMPARE(sender.requests().size(), std::size_t{1});
        QCOMPARE(sender.requests().front().authorization, QByteArray("Bearer canary-token-1"));
        QCOMPARE(sender.requests().front().body, QByteArray("{\"email\":\"a@b\"}"));
        QCOMPARE(sender.count(QStringLiteral("users/invite")), 1);
    }

    void holdsUntilTold() {
        FakeSender sender;
        auto& gate = sender.expect("token");
        QObject context;
        std::optional<Error> error;
        sender.send(named(QStringLiteral("token")), &context, [&](const auto& result) { error = result.error(); });
        QVERIFY(gate.hasArrived());
        QTest::qWait(1);
        QVERIFY(!error);
        gate.refuse(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Session not active\"}");
        QTRY_VERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Refused);
        QCOMPARE(error->serverCode, QStringLiteral("invalid_grant"));
        QCOMPARE(error->serverText, QStringLiteral("Session not active"));
        QVERIFY(gate.isDone());
    }

    void streamsInPieces() {
        FakeSender sender;
        auto& answer = sender.expect("users/query");
        QObject context;
        auto sink = std::make_shared<Collector>();
        qint64 total = -1;
        sender.stream(named(QStringLiteral("users/query")), sink, &context, [&](const auto& result) {
            QVERIFY(result.has_value());
            total = result->bytes;
        });
        answer.feed("[1,");
        QTRY_COMPARE(sink->bytes, QByteArray("[1,"));
        QCOMPARE(total, -1);
        answer.feed(QByteArray(70000, ' ')).feed("2]").finish();
        QTRY_COMPARE(total, 70005);
        QVERIFY(sink->ended);
        QCOMPARE(sink->pieces, (QList<qsizetype>{3, 65536, 4464, 2}));
    }

    void staysSilentAfterCancel() {
        FakeSender sender;
        auto& exchange = sender.expect("a").answer("{}");
        QObject context;
        Handle handle = sender.send(named(QStringLiteral("a")), &context, [](const auto&) { QFAIL("called back"); });
        handle.cancel();
        handle.cancel();
        QVERIFY(!handle.isRunning());
        QVERIFY(exchange.wasCanceled());
        QTest::qWait(1);
    }

    void staysSilentAfterContextDied() {
        FakeSender sender;
        auto& exchange = sender.expect("a");
        auto context = std::make_unique<QObject>();
        sender.send(named(QStringLiteral("a")), context.get(), [](const auto&) { QFAIL("called back"); });
        context.reset();
        exchange.answer("{}");
        QTest::qWait(1);
        QVERIFY(exchange.wasCanceled());
    }

    void complainsAboutTheUnexpected() {
        QStringList complaints;
        {
            FakeSender sender([&](const QString& what) { complaints << what; });
            QObject context;
            std::optional<ErrorKind> kind;
            sender.send(named(QStringLiteral("b")), &context, [&](const auto& result) { kind = result.error().kind; });
            QTRY_COMPARE(kind, ErrorKind::NotOffered);
            sender.expect("never sent");
        }
        QCOMPARE(complaints, (QStringList{QStringLiteral("nobody expected: b /v1/api/b"),
                                          QStringLiteral("nobody sent: never sent")}));
    }
};

QTEST_GUILESS_MAIN(TestFakeSender)
#include "tst_http_fakesender.moc"
