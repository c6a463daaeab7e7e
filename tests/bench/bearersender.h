#pragma once

#include "bench/samples.h"
#include "http/transport.h"

namespace wallaroo::bench {

/// What a session does to each request, without its refreshing. Counts what the server was too busy for.
class BearerSender final : public http::Sender {
public:
    /// A file with the line "Authorization: Bearer …".
    explicit BearerSender(const QString& headerFile) {
        const QByteArray line = readBody(headerFile).split('\n').value(0);
        m_authorization = line.mid(line.indexOf(':') + 1).trimmed();
    }

    http::Handle send(http::Request request, QObject* context, http::Done done) override {
        request.authorization = Secret(m_authorization);
        return m_transport.send(std::move(request), context,
                                [this, done = std::move(done)](const Result<http::Response>& response) {
                                    m_refused += !response && response.error().kind == ErrorKind::TooManyRequests;
                                    done(response);
                                });
    }

    http::Handle stream(http::Request request, std::shared_ptr<http::BodySink> sink, QObject* context,
                        http::Done done) override {
        request.authorization = Secret(m_authorization);
        return m_transport.stream(std::move(request), std::move(sink), context, std::move(done));
    }

    /// Answers of 429.
    [[nodiscard]] int refused() const { return m_refused; }

private:
    QByteArray m_authorization;
    http::Transport m_transport;
    int m_refused = 0;
};

} // namespace wallaroo::bench
