#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace wallaroo::bench {

/// What is typed into the filter, letter by letter, and taken back again: the same for us and for the peer. Words that
/// many people match at first and few at last, one that nobody matches, one in another script.
template <typename Typed>
void typeWords(const Typed& typed) {
    const QStringList words{QStringLiteral("maria"), QStringLiteral("example"), QStringLiteral("inactive"),
                            QStringLiteral("zzz"), QStringLiteral("李")};
    for (const QString& word : words) {
        for (int length = 1; length <= word.size(); ++length)
            typed(word.left(length));
        for (qsizetype length = word.size() - 1; length >= 0; --length)
            typed(word.left(length));
    }
}

[[nodiscard]] inline QString selectionWord() {
    return QStringLiteral("mar");
}

/// Two of every five rows, no two of them beside each other: 40,000 of 100,000.
[[nodiscard]] inline std::vector<int> scatteredRows(int count) {
    std::vector<int> rows;
    for (int row = 0; row + 2 < count; row += 5) {
        rows.push_back(row);
        rows.push_back(row + 2);
    }
    return rows;
}

} // namespace wallaroo::bench
