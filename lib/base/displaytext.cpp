#include "base/displaytext.h"

namespace wallaroo {
namespace {

bool isInvisible(char32_t c) {
    return c == 0x00AD || c == 0x061C || c == 0x180E || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
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

bool holdsRightToLeft(const QString& text) {
    for (const QChar c : text) {
        const auto direction = c.direction();
        if (direction == QChar::DirR || direction == QChar::DirAL)
            return true;
    }
    return false;
}

} // namespace

QString displayText(const QString& serverText, qsizetype limit) {
    if (serverText.size() <= limit && std::all_of(serverText.begin(), serverText.end(), isPlain))
        return serverText; // nearly every name and address: no copy
    QString shown;
    shown.reserve(std::min(serverText.size(), limit) + 8);
    for (qsizetype i = 0; i < serverText.size(); ++i) {
        if (shown.size() >= limit) {
            shown += QChar(u'\u2026');
            break;
        }
        const QChar c = serverText[i];
        if (c.isHighSurrogate() && i + 1 < serverText.size() && serverText[i + 1].isLowSurrogate()) {
            const char32_t full = QChar::surrogateToUcs4(c, serverText[i + 1]);
            shown += isInvisible(full) ? mark(full) : serverText.mid(i, 2);
            ++i;
        } else if (c.isSurrogate()) {
            shown += QChar(QChar::ReplacementCharacter);
        } else if (c.unicode() < 0x20 || (c.unicode() >= 0x7F && c.unicode() < 0xA0) || isInvisible(c.unicode())) {
            shown += mark(c.unicode());
        } else {
            shown += c;
        }
    }
    return shown;
}

QString isolatedText(const QString& serverText, qsizetype limit) {
    const QString shown = displayText(serverText, limit);
    if (!holdsRightToLeft(shown))
        return shown;
    return QChar(u'\u2068') + shown + QChar(u'\u2069');
}

} // namespace wallaroo
