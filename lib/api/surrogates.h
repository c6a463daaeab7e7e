#pragma once

#include <QByteArrayView>

#include <string>

namespace wallaroo::api {

/// Replaces escapes of half a character (\ud800 alone) by \ufffd in JSON that passes through in pieces. The parser
/// would refuse the whole list for one damaged name; JavaScript and Java write such escapes without complaint (RFC 8259
/// §8.2).
class SurrogateMender {
public:
    /// What can be passed on now; valid until the next call. The last 11 bytes at most are held back, while they are
    /// the begin of an escape.
    [[nodiscard]] QByteArrayView pass(QByteArrayView piece);

    /// What was held back, when nothing follows.
    [[nodiscard]] QByteArrayView rest() const { return {m_held.data(), static_cast<qsizetype>(m_held.size())}; }

private:
    std::string m_held;   ///< the begin of an escape
    std::string m_buffer; ///< m_held and the piece, or a mended copy of the piece
};

} // namespace wallaroo::api
