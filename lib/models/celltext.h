#pragma once

#include <QString>
#include <QStringList>

namespace wallaroo::models {

/// A text as a tooltip that shows exactly its letters: a tooltip that looks like HTML would be drawn as HTML, and an
/// escaped one that does not look like it would show "&amp;". Line breaks stay.
[[nodiscard]] QString literalToolTip(const QString& text);

/// UPDATE_PASSWORD as "Update password".
[[nodiscard]] QString actionWords(const QString& keycloakAction);

} // namespace wallaroo::models
