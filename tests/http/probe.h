#pragma once

#include "http/sender.h"

#include <QTest>

#include <algorithm>
#include <optional>

namespace wallaroo::test {

/// Collects a streamed body.
class CollectingSink final : public http::BodySink {
public:
    void reset() override {
        ++resets;
        bytes.clear();
        records = 0;
    }

    Result<void> write(QByteArrayView piece) override {
        if (onWrite)
            onWrite();
        if (refuseAfter >= 0 && bytes.size() >= refuseAfter)
            return failure(ErrorKind::UnexpectedShape, QStringLiteral("the sink refuses"));
        bytes += piece;
        records += std::count(piece.begin(), piece.end(), ',');
        largest = std::max(largest, piece.size());
        ++pieces;
        return {};
    }

    Result<void> end() override {
        ++ends;
        return {};
    }

    /// A record ends at a comma.
    qint64 progress() const override { return records; }

    std::function<void()> onWrite;
    QByteArray bytes;
    qsizetype refuseAfter = -1;
    qsizetype largest = 0;
    qint64 records = 0;
    int pieces = 0;
    int resets = 0;
    int ends = 0;
};

/// Sends one request and keeps what was called back.
class Probe : public QObject {
public:
    void send(http::Sender& sender, const http::Request& request) {
        handle = sender.send(request, this, [this](const auto& got) { keep(got); });
    }

    void stream(http::Sender& sender, const http::Request& request, const std::shared_ptr<http::BodySink>& sink) {
        handle = sender.stream(request, sink, this, [this](const auto& got) { keep(got); });
    }

    [[nodiscard]] bool isDone() const { return result.has_value(); }

    [[nodiscard]] bool succeeded() const { return result && result->has_value(); }

    [[nodiscard]] const http::Response& response() const { return result->value(); }

    [[nodiscard]] const Error& error() const { return result->error(); }

    /// Of the failure; nothing while running or after success.
    [[nodiscard]] std::optional<ErrorKind> kind() const {
        return result && !result->has_value() ? std::optional(result->error().kind) : std::nullopt;
    }

    http::Handle handle;
    std::optional<Result<http::Response>> result;
    int calls = 0;

private:
    void keep(const Result<http::Response>& got) {
        ++calls;
        result = got;
    }
};

/// A read or a change with deadlines short enough for a test.
inline http::Request requestTo(const QUrl& url, http::Effect effect) {
    http::Request request;
    request.name = effect == http::Effect::Reads ? QStringLiteral("users/query") : QStringLiteral("users/invite");
    request.url = url;
    request.effect = effect;
    request.body = Secret("{}");
    request.idleTimeout = std::chrono::milliseconds(400);
    request.totalTimeout = std::chrono::milliseconds(3000);
    return request;
}

} // namespace wallaroo::test
