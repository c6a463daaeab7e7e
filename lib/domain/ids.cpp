#include "domain/ids.h"

#include <array>

namespace wallaroo {
namespace {

constexpr qsizetype uuidLength = 36;

/// The digit's value, or a number with bits above the lowest four. A table, because the digits of an id are random:
/// asking "0…9 or a…f?" is mispredicted every other time (100,000 ids: 13 ms; so: 1 ms).
constexpr std::array<quint8, 256> lowerHexDigits = [] {
    std::array<quint8, 256> digits{};
    for (std::size_t c = 0; c < digits.size(); ++c) {
        const bool isDecimal = c >= '0' && c <= '9';
        const bool isLetter = c >= 'a' && c <= 'f';
        digits[c] = static_cast<quint8>(isDecimal ? c - '0' : isLetter ? c - 'a' + 10 : 0xFF);
    }
    return digits;
}();

quint8 lowerHexDigit(char c) {
    return lowerHexDigits[static_cast<quint8>(c)];
}

/// By hand: QUuid::fromString() also takes braces and capitals, which would not come back as they were, and takes five
/// times as long. The null UUID stays a text, because a null QUuid means "none" here.
QUuid canonicalUuid(QByteArrayView text) {
    if (text.size() != uuidLength || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
        return {};
    static constexpr std::array<quint8, 16> places{0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};
    std::array<char, 16> bytes{};
    unsigned all = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const unsigned high = lowerHexDigit(text[places[i]]);
        const unsigned low = lowerHexDigit(text[places[i] + 1]);
        all |= high | low;
        bytes[i] = static_cast<char>((high << 4) | low);
    }
    if (all > 0xF)
        return {};
    return QUuid::fromRfc4122(QByteArrayView(bytes.data(), 16));
}

} // namespace

UserId UserId::fromUtf8(QByteArrayView text) {
    UserId id;
    id.m_uuid = canonicalUuid(text);
    if (id.m_uuid.isNull())
        id.m_other = text.toByteArray();
    return id;
}

QByteArray UserId::toUtf8() const {
    return m_uuid.isNull() ? m_other : m_uuid.toByteArray(QUuid::WithoutBraces);
}

QString UserId::toString() const {
    return m_uuid.isNull() ? QString::fromUtf8(m_other) : m_uuid.toString(QUuid::WithoutBraces);
}

} // namespace wallaroo
