#include "models/textorder.h"

#include <QtEndian>

#include <algorithm>
#include <vector>

namespace wallaroo::models {
namespace {

constexpr int longestNumber = 15; // digits; longer ones are left to the collator

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// A run of digits without its leading zeros.
QByteArrayView digitsAt(QByteArrayView text, qsizetype& at) {
    while (at < text.size() && text[at] == '0')
        ++at;
    const qsizetype begin = at;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return text.sliced(begin, at - begin);
}

int compareNumbers(QByteArrayView a, QByteArrayView b) {
    if (a.size() != b.size())
        return a.size() < b.size() ? -1 : 1;
    return a.compare(b);
}

/// For the collator. Of a number in other digits than ASCII's, ICU's comparison and its sort keys are not of one mind
/// ("0１" and "0z"), and an order needs both.
QString collatable(QByteArrayView utf8) {
    QString text = QString::fromUtf8(utf8);
    for (QChar& c : text) {
        if (c.unicode() >= 0x80 && c.isDigit())
            c = QLatin1Char(static_cast<char>('0' + c.digitValue()));
    }
    return text;
}

} // namespace

TextOrder::TextOrder(const QLocale& locale)
    : // The C locale means "no wish", not "by code point"
      m_collator(locale.language() == QLocale::C ? QLocale(QLocale::English) : locale) {
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    m_collator.setNumericMode(true);
    askWeights();
}

void TextOrder::askWeights() {
    std::vector<char> letters;
    for (char c = 0x20; c < 0x7F; ++c) {
        if (c < 'A' || c > 'Z')
            letters.push_back(c);
    }
    const auto text = [](char c) { return QString(QLatin1Char(c)); };
    std::sort(letters.begin(), letters.end(), [&](char a, char b) { return m_collator.compare(text(a), text(b)) < 0; });
    quint8 weight = 0;
    for (size_t i = 0; i < letters.size(); ++i) {
        const char c = letters[i];
        if (m_collator.compare(text(c), QString()) == 0
            || (i > 0 && m_collator.compare(text(letters[i - 1]), text(c)) == 0))
            return; // punctuation is ignored here
        // Digits share a weight: numbers are compared by value
        if (i == 0 || !isDigit(c) || !isDigit(letters[i - 1]))
            ++weight;
        m_weights[static_cast<quint8>(c)] = weight;
        if (c >= 'a' && c <= 'z')
            m_weights[static_cast<quint8>(c - 'a' + 'A')] = weight;
    }
    m_hasWeights = !pairsAreLetters();
}

bool TextOrder::pairsAreLetters() const {
    std::vector<char> letters;
    for (char c = 'a'; c <= 'z'; ++c)
        letters.push_back(c);
    std::sort(letters.begin(), letters.end(), [this](char a, char b) { return weightOf(a) < weightOf(b); });
    for (const char first : letters) {
        QString before;
        for (const char second : letters) {
            const QString pair = QString(QLatin1Char(first)) + QLatin1Char(second);
            if (!before.isNull() && m_collator.compare(before, pair) >= 0)
                return true;
            before = pair;
        }
    }
    return false;
}

std::optional<TextOrder::Head> TextOrder::head(QByteArrayView utf8) const {
    if (!m_hasWeights || std::any_of(utf8.begin(), utf8.end(), [this](char c) { return weightOf(c) == 0; }))
        return std::nullopt;
    std::array<quint8, 16> bytes{};
    size_t filled = 0;
    const auto put = [&](int byte) {
        if (filled < bytes.size())
            bytes[filled++] = static_cast<quint8>(byte);
    };
    for (qsizetype at = 0; at < utf8.size();) {
        put(weightOf(utf8[at]));
        if (!isDigit(utf8[at])) {
            ++at;
            continue;
        }
        const QByteArrayView digits = digitsAt(utf8, at);
        if (digits.size() > longestNumber)
            return std::nullopt;
        put(static_cast<int>(digits.size()) + 1);
        for (const char digit : digits)
            put(digit - '0' + 1);
    }
    return Head{qFromBigEndian<quint64>(bytes.data()), qFromBigEndian<quint64>(bytes.data() + 8)};
}

int TextOrder::compare(QByteArrayView a, QByteArrayView b) const {
    if (a == b)
        return 0; // namesakes are many, and asking the collator about them is slow
    if (!m_hasWeights)
        return collate(a, b);
    // A difference decides only where the collator would see the same one: not beside something it knows better
    const auto isPlainAt = [this](QByteArrayView text, qsizetype at) {
        return at >= text.size() || weightOf(text[at]) != 0;
    };
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() && j < b.size()) {
        if (!isPlainAt(a, i) || !isPlainAt(b, j))
            return collate(a, b);
        int difference = weightOf(a[i]) - weightOf(b[j]);
        if (isDigit(a[i]) && isDigit(b[j])) {
            const QByteArrayView first = digitsAt(a, i);
            const QByteArrayView second = digitsAt(b, j);
            if (std::max(first.size(), second.size()) > longestNumber)
                return collate(a, b);
            difference = compareNumbers(first, second);
        } else {
            ++i;
            ++j;
        }
        if (difference != 0)
            return isPlainAt(a, i) && isPlainAt(b, j) ? difference : collate(a, b);
    }
    if (!isPlainAt(a, i) || !isPlainAt(b, j))
        return collate(a, b);
    return static_cast<int>(i < a.size()) - static_cast<int>(j < b.size());
}

int TextOrder::collate(QByteArrayView a, QByteArrayView b) const {
    return m_collator.compare(collatable(a), collatable(b));
}

QCollatorSortKey TextOrder::sortKey(QByteArrayView utf8) const {
    return m_collator.sortKey(collatable(utf8));
}

} // namespace wallaroo::models
