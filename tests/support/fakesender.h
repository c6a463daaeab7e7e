#pragma once

#include "http/errors.h"
#include "http/sender.h"

#include <QTest>

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace wallaroo::test {

/// One request that a test waits for, and what it gets. Made by FakeSender::expect(), which keeps it; the reference
/// stays valid as long as the sender lives. Without an answer it is held: the test answers later, whenever it likes.
class FakeExchange {
public:
    /// A whole 2xx answer.
    FakeExchange& answer(const QByteArray& body, int status = 200, const QByteArray& type = "application/json") {
        m_response.status = status;
        m_response.contentType = type;
        return end(body);
    }

    /// An answer that is not 2xx, translated as Transport does it.
    FakeExchange& refuse(int status, const QByteArray& body = {}, const QByteArray& type = "application/json",
                         std::optional<int> retryAfterSeconds = std::nullopt) {
        m_refusal = Refusal{status, body, type, retryAfterSeconds};
        return end({});
    }

    /// No answer: an error of the way, e.g. ErrorKind::TookTooLong.
    FakeExchange& fail(ErrorKind kind) {
        m_failure = kind;
        return end({});
    }

    FakeExchange& fail(Error error) {
        m_error = std::move(error);
        return end({});
    }

    /// The next piece of a streamed body; the answer stays open until answer(), finish() or fail().
    FakeExchange& feed(const QByteArray& piece) {
        m_pieces.push_back(piece);
        pumpSoon();
        return *this;
    }

    /// The end of a body given by feed().
    FakeExchange& finish() {
        m_response.status = 200;
        m_response.contentType = "application/json";
        return end({});
    }

    [[nodiscard]] bool hasArrived() const { return m_arrived; }

    /// By the handle, or because the context died; seen when the answer would have gone out or cancel() was called.
    [[nodiscard]] bool wasCanceled() const { return m_canceled; }

    /// Called back.
    [[nodiscard]] bool isDone() const { return m_done; }

    /// What arrived; for later assertions.
    [[nodiscard]] const http::Request& request() const { return m_request; }

private:
    friend class FakeSender;

    struct Refusal {
        int status;
        QByteArray body;
        QByteArray type;
        std::optional<int> retryAfterSeconds;
    };

    class Running final : public http::Operation {
    public:
        explicit Running(FakeExchange& exchange) : m_exchange(exchange) {}

        void cancel() override {
            m_exchange.m_canceled = true;
            m_exchange.close();
        }

    private:
        FakeExchange& m_exchange;
    };

    explicit FakeExchange(QByteArray expected) : m_expected(std::move(expected)) {}

    [[nodiscard]] bool matches(const http::Request& request) const {
        return !m_arrived && (request.name.toUtf8() == m_expected || request.url.path().toUtf8() == m_expected);
    }

    http::Handle arrive(http::Request request, std::shared_ptr<http::BodySink> sink, QObject* context,
                        http::Done done) {
        m_arrived = true;
        m_request = std::move(request);
        m_sink = std::move(sink);
        m_callback = std::move(done);
        m_running = std::make_unique<Running>(*this);
        m_context = context;
        QObject::connect(context, &QObject::destroyed, m_running.get(), [this] { m_running->cancel(); });
        pumpSoon();
        return http::Handle(m_running.get());
    }

    FakeExchange& end(const QByteArray& lastPiece) {
        if (!lastPiece.isEmpty())
            m_pieces.push_back(lastPiece);
        m_ended = true;
        pumpSoon();
        return *this;
    }

    void pumpSoon() {
        if (m_running) {
            const auto ifStillRunning = [this, running = QPointer<Running>(m_running.get())] {
                if (running)
                    pump();
            };
            QMetaObject::invokeMethod(m_context, ifStillRunning, Qt::QueuedConnection);
        }
    }

    /// In a turn of the event loop of its own, as every callback of a Sender.
    void pump() {
        while (!m_pieces.empty() && m_sink) {
            const QByteArray whole = m_pieces.front();
            m_pieces.pop_front();
            for (qsizetype at = 0; at < whole.size(); at += 65536) {
                const auto piece = QByteArrayView(whole).sliced(at, std::min<qsizetype>(whole.size() - at, 65536));
                m_response.bytes += piece.size();
                const auto taken = m_sink->write(piece);
                if (m_canceled)
                    return;
                if (!taken)
                    return call(tl::unexpected(taken.error()));
            }
        }
        if (m_ended)
            call(result());
    }

    Result<http::Response> result() {
        http::CallReport report = http::reportOf(m_request);
        if (m_error)
            return tl::unexpected(*m_error);
        if (m_failure)
            return tl::unexpected(http::callError(*m_failure, report));
        if (m_refusal) {
            report.status = m_refusal->status;
            report.contentType = m_refusal->type;
            report.bytes = m_refusal->body.size();
            report.retryAfterSeconds = m_refusal->retryAfterSeconds;
            return tl::unexpected(http::statusError(report, m_refusal->body));
        }
        if (m_sink) {
            const auto ended = m_sink->end();
            if (!ended)
                return tl::unexpected(ended.error());
            return m_response;
        }
        for (const QByteArray& piece : m_pieces)
            m_response.body += piece;
        m_response.bytes = m_response.body.size();
        return m_response;
    }

    void call(const Result<http::Response>& result) {
        if (m_canceled) // the sink's end() may have done that
            return;
        m_done = true;
        const http::Done callback = std::move(m_callback);
        close();
        callback(result);
    }

    /// Before the callback, so that in there the handle no longer says "running".
    void close() {
        m_callback = nullptr;
        m_running.reset();
    }

    QByteArray m_expected;
    http::Request m_request;
    http::Response m_response;
    std::deque<QByteArray> m_pieces;
    std::optional<Refusal> m_refusal;
    std::optional<ErrorKind> m_failure;
    std::optional<Error> m_error;
    std::shared_ptr<http::BodySink> m_sink;
    http::Done m_callback;
    std::unique_ptr<Running> m_running;
    QObject* m_context = nullptr; ///< lives as long as m_running, whose connection sees it die
    bool m_arrived = false;
    bool m_ended = false;
    bool m_canceled = false;
    bool m_done = false;
};

/// A strict Sender without a network: a request nobody expected fails the test, and so does an expectation nobody met
/// (checked by the destructor). Callbacks are queued, happen once, and never after cancel() or after the context died,
/// as Sender promises.
///
///     FakeSender sender;
///     sender.expect("users/query").answer(R"({"users":{}})");       // by name or by path; answered at once
///     auto& gate = sender.expect("token (refresh)");                // held ...
///     gate.refuse(400, R"({"error":"invalid_grant"})");             // ... until the test says so
class FakeSender final : public http::Sender {
public:
    struct Seen {
        QString name;
        QUrl url;
        http::Method method;
        QByteArray authorization;
        QByteArray body;
        bool streamed;
    };

    using Complain = std::function<void(const QString&)>;

    explicit FakeSender(Complain complain = failTest) : m_complain(std::move(complain)) {}

    ~FakeSender() override {
        for (const auto& exchange : m_exchanges) {
            if (!exchange->m_arrived)
                m_complain(QStringLiteral("nobody sent: ") + QString::fromUtf8(exchange->m_expected));
            if (exchange->m_running)
                exchange->m_running->cancel();
        }
    }

    /// Whoever comes with this name or this path next; of several, the one expected first.
    FakeExchange& expect(const QByteArray& nameOrPath) {
        m_exchanges.push_back(std::unique_ptr<FakeExchange>(new FakeExchange(nameOrPath)));
        return *m_exchanges.back();
    }

    /// All that came, in order.
    [[nodiscard]] const std::vector<Seen>& requests() const { return m_seen; }

    [[nodiscard]] int count(const QString& name) const {
        return static_cast<int>(
            std::count_if(m_seen.begin(), m_seen.end(), [&](const Seen& seen) { return seen.name == name; }));
    }

    http::Handle send(http::Request request, QObject* context, http::Done done) override {
        return take(std::move(request), nullptr, context, std::move(done));
    }

    http::Handle stream(http::Request request, std::shared_ptr<http::BodySink> sink, QObject* context,
                        http::Done done) override {
        return take(std::move(request), std::move(sink), context, std::move(done));
    }

private:
    static void failTest(const QString& what) { QTest::qFail(qPrintable(what), __FILE__, __LINE__); }

    http::Handle take(http::Request request, std::shared_ptr<http::BodySink> sink, QObject* context, http::Done done) {
        m_seen.push_back({request.name, request.url, request.method, request.authorization.reveal().toByteArray(),
                          request.body.reveal().toByteArray(), sink != nullptr});
        for (const auto& exchange : m_exchanges) {
            if (exchange->matches(request))
                return exchange->arrive(std::move(request), std::move(sink), context, std::move(done));
        }
        m_complain(QStringLiteral("nobody expected: %1 %2").arg(request.name, request.url.path()));
        FakeExchange& surprise = expect(request.name.toUtf8());
        surprise.fail(ErrorKind::NotOffered);
        return surprise.arrive(std::move(request), std::move(sink), context, std::move(done));
    }

    Complain m_complain;
    std::vector<std::unique_ptr<FakeExchange>> m_exchanges;
    std::vector<Seen> m_seen;
};

} // namespace wallaroo::test
