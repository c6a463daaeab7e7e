#pragma once

#include "api/listcall.h"

#include <QString>

#include <algorithm>
#include <functional>
#include <vector>

namespace wallaroo::test {

/// What came of a list: all its rows, the counts, and how it ended.
template <typename Reader>
struct Decoded {
    std::vector<typename Reader::Row> rows;
    api::ListSummary summary;
    Result<void> result;

    friend bool operator==(const Decoded& a, const Decoded& b) {
        const auto error = [](const Decoded& d) { return d.result ? QString() : d.result.error().sentence; };
        const auto kind = [](const Decoded& d) { return d.result ? -1 : static_cast<int>(d.result.error().kind); };
        return a.rows == b.rows && a.summary.rows == b.summary.rows && a.summary.unreadable == b.summary.unreadable
               && a.summary.duplicates == b.summary.duplicates && a.summary.firstUnreadable == b.summary.firstUnreadable
               && kind(a) == kind(b) && error(a) == error(b);
    }
};

/// Decodes a body in pieces; `next` says how long the next one is.
template <typename Reader>
Decoded<Reader> decodeInPieces(const QByteArray& body, const std::function<qsizetype()>& next) {
    Decoded<Reader> decoded;
    http::Request request;
    request.name = QStringLiteral("things/list");
    request.url = QUrl(QStringLiteral("https://wallaroo.example.com/v1/api/things/list"));
    request.effect = http::Effect::Reads;
    api::ListSink<Reader> sink(request, [&decoded](std::vector<typename Reader::Row> rows) {
        std::move(rows.begin(), rows.end(), std::back_inserter(decoded.rows));
    });
    for (qsizetype at = 0; decoded.result && at < body.size();) {
        // a copy of its own, so that the sanitizers see every step over the end
        const QByteArray piece =
            QByteArray(body.constData() + at, std::min(body.size() - at, std::max<qsizetype>(next(), 1)));
        at += piece.size();
        decoded.result = sink.write(piece);
    }
    if (decoded.result)
        decoded.result = sink.end();
    decoded.summary = sink.summary({});
    return decoded;
}

template <typename Reader>
Decoded<Reader> decode(const QByteArray& body, qsizetype pieceSize = 65536) {
    return decodeInPieces<Reader>(body, [pieceSize] { return pieceSize; });
}

} // namespace wallaroo::test
