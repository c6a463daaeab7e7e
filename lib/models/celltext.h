#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringList>

namespace wallaroo::models {

/// A text as a tooltip that shows exactly its letters: a tooltip that looks like HTML would be drawn as HTML, and an
/// escaped one that does not look like it would show "&amp;". Line breaks stay.
[[nodiscard]] QString literalToolTip(const QString& text);

/// What is to be said of a name whose letters come from several scripts (rule 74); empty: nothing.
[[nodiscard]] QString scriptsNote(const QString& name);
/// The same of UTF-8, at once where it is ASCII, as nearly all are.
[[nodiscard]] QString scriptsNote(QByteArrayView name);

/// UPDATE_PASSWORD as "Update password".
[[nodiscard]] QString actionWords(const QString& keycloakAction);

} // namespace wallaroo::models
