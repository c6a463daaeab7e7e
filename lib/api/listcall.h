#pragma once

#include "api/listing.h"
#include "api/recorddecoder.h"
#include "http/sender.h"

#include <functional>
#include <memory>
#include <vector>

namespace wallaroo::api {

/// Decodes a streamed list and hands its rows on, once a piece.
template <typename Reader>
class ListSink final : public http::BodySink, public std::enable_shared_from_this<ListSink<Reader>> {
public:
    using Rows = std::function<void(std::vector<typename Reader::Row>)>;

    ListSink(const http::Request& request, Rows onRows)
        : m_decoder(Reader::place, m_reader, http::reportOf(request)),
          m_onRows(std::move(onRows)) {}

    void reset() override {
        m_decoder.reset();
        m_reader.reset();
    }

    [[nodiscard]] Result<void> write(QByteArrayView piece) override {
        const auto self = this->weak_from_this().lock(); // who takes the rows may end the call, and us with it
        auto result = m_decoder.write(piece);
        std::vector<typename Reader::Row> rows = m_reader.take();
        if (!rows.empty()) // before an error, too: these are good
            m_onRows(std::move(rows));
        return result;
    }

    [[nodiscard]] Result<void> end() override { return m_decoder.end(); }

    [[nodiscard]] qint64 progress() const override {
        return qint64(m_decoder.rows()) + m_decoder.duplicates() + m_decoder.unreadable();
    }

    [[nodiscard]] const Reader& reader() const { return m_reader; }

    [[nodiscard]] ListSummary summary(const http::Response& response) const {
        ListSummary summary;
        summary.rows = m_decoder.rows();
        summary.unreadable = m_decoder.unreadable();
        summary.duplicates = m_decoder.duplicates();
        summary.firstUnreadable = m_decoder.firstUnreadable();
        summary.bytes = response.bytes;
        summary.elapsedMs = response.elapsedMs;
        return summary;
    }

private:
    Reader m_reader;
    RecordDecoder m_decoder;
    Rows m_onRows;
};

/// The request of a list that takes no parameters: `{}`, read only, in the lane of long answers, without a cap but what
/// the transport gives (rules 5–7).
[[nodiscard]] http::Request listRequest(const QString& name, const QUrl& url);

} // namespace wallaroo::api
