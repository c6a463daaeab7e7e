#include "bench/bodysender.h"

#include "api/usersapi.h"

#include <cstdio>
#include <cstdlib>

namespace wallaroo::bench {
namespace {

/// Answers every request with the same body.
class BodySender final : public http::Sender {
public:
    explicit BodySender(const QByteArray& body) : m_body(body) {}

    http::Handle send(http::Request, QObject*, http::Done) override { return {}; }

    http::Handle stream(http::Request, std::shared_ptr<http::BodySink> sink, QObject*, http::Done done) override {
        constexpr qsizetype piece = 64 * 1024;
        Result<void> result;
        for (qsizetype at = 0; at < m_body.size() && result; at += piece)
            result = sink->write(QByteArrayView(m_body).sliced(at, qMin(piece, m_body.size() - at)));
        if (result)
            result = sink->end();
        http::Response response;
        response.status = 200;
        response.bytes = m_body.size();
        done(result ? Result<http::Response>(response) : tl::unexpected(result.error()));
        return {};
    }

private:
    const QByteArray& m_body;
};

} // namespace

std::deque<User> decodeUsers(const QByteArray& body) {
    BodySender sender(body);
    api::UsersApi users(sender, {});
    std::deque<User> rows; // as the models keep them
    QObject context;
    users.list(
        &context,
        [&rows](std::vector<User> batch) {
            rows.insert(rows.end(), std::make_move_iterator(batch.begin()), std::make_move_iterator(batch.end()));
        },
        [](const Result<api::ListSummary>& summary) {
            if (!summary || summary->unreadable > 0) {
                std::fprintf(stderr, "the body cannot be decoded\n");
                std::exit(3);
            }
        });
    return rows;
}

} // namespace wallaroo::bench
