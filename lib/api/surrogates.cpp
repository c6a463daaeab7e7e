#include "api/surrogates.h"

#include <cstring>

namespace wallaroo::api {
namespace {

constexpr qsizetype escapeLength = 6;

enum class Escape { Cut, Other, High, Low };

int hexDigit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// What stands at the begin of the text, if it may be a \u escape.
Escape escapeAt(QByteArrayView text) {
    unsigned code = 0;
    for (qsizetype i = 0; i < escapeLength; ++i) {
        if (i == text.size())
            return Escape::Cut;
        if (i < 2) {
            if (text[i] != "\\u"[i])
                return Escape::Other;
            continue;
        }
        const int digit = hexDigit(text[i]);
        if (digit < 0)
            return Escape::Other;
        code = code * 16 + static_cast<unsigned>(digit);
    }
    if (code >= 0xD800 && code <= 0xDBFF)
        return Escape::High;
    return code >= 0xDC00 && code <= 0xDFFF ? Escape::Low : Escape::Other;
}

qsizetype nextBackslash(QByteArrayView text, qsizetype from) {
    const void* found = std::memchr(text.data() + from, '\\', static_cast<std::size_t>(text.size() - from));
    return found ? static_cast<const char*>(found) - text.data() : text.size();
}

} // namespace

QByteArrayView SurrogateMender::pass(QByteArrayView piece) {
    if (!m_held.empty()) {
        m_buffer = m_held;
        m_buffer.append(piece.data(), static_cast<std::size_t>(piece.size()));
        m_held.clear();
        piece = {m_buffer.data(), static_cast<qsizetype>(m_buffer.size())};
    }
    qsizetype at = piece.isEmpty() ? 0 : nextBackslash(piece, 0);
    while (at < piece.size()) {
        const Escape first = escapeAt(piece.sliced(at));
        const Escape second = first == Escape::High ? escapeAt(piece.sliced(at + escapeLength)) : Escape::Other;
        if (first == Escape::Cut || second == Escape::Cut) {
            const QByteArrayView held = piece.sliced(at);
            m_held.assign(held.data(), static_cast<std::size_t>(held.size()));
            return piece.first(at);
        }
        qsizetype length = 2; // \\ and \" are passed over whole; of \u, the digits hold no backslash
        if (first == Escape::High && second == Escape::Low) {
            length = 2 * escapeLength;
        } else if (first != Escape::Other) {
            if (piece.data() != m_buffer.data()) {
                m_buffer.assign(piece.data(), static_cast<std::size_t>(piece.size()));
                piece = {m_buffer.data(), static_cast<qsizetype>(m_buffer.size())};
            }
            m_buffer.replace(static_cast<std::size_t>(at), escapeLength, "\\ufffd");
            length = escapeLength;
        }
        at = at + length < piece.size() ? nextBackslash(piece, at + length) : piece.size();
    }
    return piece;
}

} // namespace wallaroo::api
