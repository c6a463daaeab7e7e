#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace wallaroo::models {

/// Texts for comparing by a person's idea of "the same": case and accents folded, ligatures, full-width and other
/// compatible forms made plain (NFKD, Unicode case folding, and the letters that Unicode does not take apart: ø, ł, đ,
/// ı …). UTF-8, because nearly every key is ASCII and there are 100,000 of them.
///
/// Dropped are only the marks of alphabets where they are accents; Indic vowels and Japanese voicing stay.
[[nodiscard]] QByteArray folded(QStringView text);

/// The same with the way back, for marking what matched.
struct FoldedText {
    QByteArray bytes;
    QList<int> from; ///< per byte the UTF-16 place it came from, and at the end text.size()
};

[[nodiscard]] FoldedText foldedWithPlaces(QStringView text);

/// Appends the folded form of what displayText() would show of a server's text: what is seen is what is found.
void appendFolded(QByteArrayView serverUtf8, QByteArray& to);

} // namespace wallaroo::models
