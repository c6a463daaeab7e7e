#include "base/displaytext.h"

#include <algorithm>

namespace wallaroo {
namespace {

bool isInvisible(char32_t c) {
    return c == 0x00AD || c == 0x061C || c == 0x180E || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E)
           || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB)
           || (c >= 0xE0000 && c <= 0xE0FFF);
}

QString mark(char32_t c) {
    if (c < 0x20)
        return QString(QChar(static_cast<char16_t>(0x2400 + c))); // the control picture: ␀ ␉ ␊ …
    if (c == 0x7F)
        return QString(QChar(u'\u2421'));
    return QStringLiteral("\u27E8U+%1\u27E9").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0')).toUpper();
}

bool isPlain(QChar c) {
    return c.unicode() >= 0x20 && c.unicode() < 0x7F;
}

/// One character of a text: a surrogate pair counts as one, a lone surrogate as U+FFFD.
struct Sign {
    char32_t code;
    qsizetype units;
};

Sign signAt(const QString& text, qsizetype at) {
    const QChar c = text[at];
    if (c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return {QChar::surrogateToUcs4(c, text[at + 1]), 2};
    return {c.isSurrogate() ? char32_t{QChar::ReplacementCharacter} : c.unicode(), 1};
}

bool isHidden(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || isInvisible(c);
}

bool holdsRightToLeft(const QString& text) {
    for (qsizetype at = 0; at < text.size();) {
        const Sign sign = signAt(text, at);
        const auto direction = QChar::direction(sign.code);
        if (direction == QChar::DirR || direction == QChar::DirAL)
            return true;
        at += sign.units;
    }
    return false;
}

} // namespace

QString displayText(const QString& serverText, qsizetype limit) {
    if (serverText.size() <= limit && std::all_of(serverText.begin(), serverText.end(), isPlain))
        return serverText; // nearly every name and address: no copy
    QString shown;
    shown.reserve(std::min(serverText.size(), limit) + 8);
    for (qsizetype at = 0; at < serverText.size();) {
        const Sign sign = signAt(serverText, at);
        const QString hidden = isHidden(sign.code) ? mark(sign.code) : QString();
        if (shown.size() + std::max(hidden.size(), sign.units) > limit)
            return shown + QChar(u'\u2026');
        if (!hidden.isEmpty())
            shown += hidden;
        else if (sign.code == QChar::ReplacementCharacter)
            shown += QChar(QChar::ReplacementCharacter);
        else
            shown.append(serverText.constData() + at, sign.units);
        at += sign.units;
    }
    return shown;
}

QString isolatedText(const QString& serverText, qsizetype limit) {
    QString shown = displayText(serverText, limit);
    if (!holdsRightToLeft(shown))
        return shown;
    return QChar(u'\u2068') + shown + QChar(u'\u2069');
}

} // namespace wallaroo
