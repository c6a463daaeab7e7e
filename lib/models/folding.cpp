#include "models/folding.h"

#include "base/displaytext.h"

#include <QVarLengthArray>

#include <array>

namespace wallaroo::models {
namespace {

constexpr char32_t tableEnd = 0x530; // Latin, Greek, Cyrillic: nearly everything that is not ASCII
constexpr qsizetype displayLimit = 512;

bool isAccent(char32_t c) {
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0483 && c <= 0x0487) || (c >= 0x0591 && c <= 0x05C7 && c != 0x05BE)
           || (c >= 0x0610 && c <= 0x061A) || (c >= 0x064B && c <= 0x065F) || c == 0x0670
           || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF)
           || (c >= 0xFE20 && c <= 0xFE2F);
}

/// Letters without a decomposition that people still type plain, and the look-alikes of word processors.
QStringView plainLetter(char32_t c) {
    switch (c) {
    case 0x00DF:
        return u"ss";
    case 0x00E6:
        return u"ae";
    case 0x00F0:
        return u"d";
    case 0x00F8:
        return u"o";
    case 0x00FE:
        return u"th";
    case 0x0111:
        return u"d";
    case 0x0127:
        return u"h";
    case 0x0131:
        return u"i";
    case 0x0142:
        return u"l";
    case 0x0153:
        return u"oe";
    case 0x0167:
        return u"t";
    case 0x02BC:
    case 0x2018:
    case 0x2019:
        return u"'";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
        return u"-";
    default:
        return {};
    }
}

QByteArray foldedCodePoint(char32_t c) {
    // Most of the world's letters have neither case nor parts: 20 times as quick
    if (QChar::decompositionTag(c) == QChar::NoDecomposition && QChar::toCaseFolded(c) == c && !isAccent(c)
        && plainLetter(c).isEmpty())
        return QString::fromUcs4(&c, 1).toUtf8();
    const QString parts = QString::fromUcs4(&c, 1)
                              .normalized(QString::NormalizationForm_KD)
                              .toCaseFolded()
                              .normalized(QString::NormalizationForm_KD);
    QString plain;
    for (const char32_t part : parts.toUcs4()) {
        if (isAccent(part))
            continue;
        const QStringView letter = plainLetter(part);
        plain += letter.isEmpty() ? QString::fromUcs4(&part, 1) : letter.toString();
    }
    return plain.toUtf8();
}

struct Small {
    quint8 size = 0;
    std::array<char, 7> bytes{};
};

const std::array<Small, tableEnd>& table() {
    static const auto made = [] {
        std::array<Small, tableEnd> all;
        for (char32_t c = 0; c < tableEnd; ++c) {
            const QByteArray bytes = foldedCodePoint(c);
            Q_ASSERT(bytes.size() <= 7);
            all[c].size = static_cast<quint8>(bytes.size());
            std::copy(bytes.begin(), bytes.end(), all[c].bytes.begin());
        }
        return all;
    }();
    return made;
}

char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// Calls sink(bytes, size, place) for every code point of the text.
template <typename Sink>
void fold(QStringView text, Sink sink) {
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = text[i].unicode();
        if (unit < 0x80) {
            const char c = lowered(static_cast<char>(unit));
            sink(&c, qsizetype{1}, i);
            continue;
        }
        if (unit < tableEnd) {
            const Small& small = table()[unit];
            sink(small.bytes.data(), qsizetype{small.size}, i);
            continue;
        }
        const bool pair = QChar::isHighSurrogate(unit) && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const QByteArray bytes = foldedCodePoint(pair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : char32_t{unit});
        sink(bytes.constData(), bytes.size(), i);
        i += pair ? 1 : 0;
    }
}

void appendFoldedText(QStringView text, QByteArray& to) {
    QVarLengthArray<char, displayLimit * 2> room; // QByteArray::append() takes too long for a letter
    fold(text, [&room](const char* bytes, qsizetype size, qsizetype) { room.append(bytes, size); });
    to.append(QByteArrayView(room.data(), room.size()));
}

} // namespace

QByteArray folded(QStringView text) {
    QByteArray bytes;
    bytes.reserve(text.size());
    appendFoldedText(text, bytes);
    return bytes;
}

FoldedText foldedWithPlaces(QStringView text) {
    FoldedText result;
    result.bytes.reserve(text.size());
    result.from.reserve(text.size() + 1);
    fold(text, [&result](const char* bytes, qsizetype size, qsizetype place) {
        result.bytes.append(bytes, size);
        result.from.insert(result.from.size(), size, static_cast<int>(place));
    });
    result.from.append(static_cast<int>(text.size()));
    return result;
}

void appendFolded(QByteArrayView serverUtf8, QByteArray& to) {
    const bool plain =
        serverUtf8.size() <= displayLimit
        && std::all_of(serverUtf8.begin(), serverUtf8.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
    if (!plain) {
        appendFoldedText(displayText(QString::fromUtf8(serverUtf8), displayLimit), to);
        return;
    }
    const qsizetype begin = to.size();
    to.append(serverUtf8);
    std::transform(to.cbegin() + begin, to.cend(), to.begin() + begin, lowered);
}

} // namespace wallaroo::models
