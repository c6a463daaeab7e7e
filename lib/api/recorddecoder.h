#pragma once

#include "api/recordreader.h"
#include "base/error.h"
#include "http/errors.h"

#include <memory>

namespace wallaroo::api {

/// Feeds an answer to a RecordReader as it arrives: one record in memory at a time, whatever the length. Pure: no event
/// loop, no network.
///
/// Errors end the answer: Damaged (not JSON, not UTF-8, something behind the end, deeper than 128), Incomplete (cut),
/// TooLarge (a record of more than 16 MiB), UnexpectedShape (the list is missing or no list), with a sentence that
/// names the call.
class RecordDecoder {
public:
    RecordDecoder(const RecordPlace& place, RecordReader& reader, http::CallReport report);
    ~RecordDecoder();

    /// From the beginning, as if newly made.
    void reset();
    [[nodiscard]] Result<void> write(QByteArrayView piece);
    [[nodiscard]] Result<void> end();

    [[nodiscard]] int rows() const;
    [[nodiscard]] int duplicates() const;
    [[nodiscard]] int unreadable() const;
    [[nodiscard]] QString firstUnreadable() const;

    [[nodiscard]] const http::CallReport& report() const { return m_report; }

private:
    class Parser;
    Result<void> feed(QByteArrayView bytes, bool more);
    [[nodiscard]] Error problem(int code) const;
    [[nodiscard]] Error wrongShape() const;

    std::unique_ptr<Parser> m_parser;
    http::CallReport m_report;
};

/// A whole answer that is one object, such as a token: read by `reader`, wherever its members stand.
[[nodiscard]] Result<void> decodeObject(QByteArrayView json, RecordReader& reader, const http::CallReport& report);

} // namespace wallaroo::api
