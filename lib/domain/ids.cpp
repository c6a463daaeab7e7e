#include "domain/ids.h"

#include <array>

namespace wallaroo {
namespace {

constexpr qsizetype uuidLength = 36;

int lowerHexDigit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// By hand: QUuid::fromString() also takes braces and capitals, which would not come back as they were, and takes five
/// times as long. The null UUID stays a text, because a null QUuid means "none" here.
QUuid canonicalUuid(QByteArrayView text) {
    if (text.size() != uuidLength || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
        return {};
    std::array<char, 16> bytes{};
    std::size_t filled = 0;
    for (qsizetype i = 0; i < uuidLength; i += 2) {
        if (i == 8 || i == 13 || i == 18 || i == 23)
            ++i;
        const int high = lowerHexDigit(text[i]);
        const int low = lowerHexDigit(text[i + 1]);
        if (high < 0 || low < 0)
            return {};
        bytes[filled++] = static_cast<char>(high * 16 + low);
    }
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
