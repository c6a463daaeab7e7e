#pragma once

#include "style/palettes.h"

#include <QIcon>
#include <QString>
#include <QStringList>

class QPainter;
class QRectF;

namespace wallaroo {

/// An icon of our own set (resources/icons/<name>.svg), drawn in the colour of the palette at the time it is painted:
/// button text, or the text on the accent when selected. Nothing is read before the first painting.
[[nodiscard]] QIcon icon(const QString& name);
/// The same in a fixed role, for marks: icon("warning", Tint::Warning).
[[nodiscard]] QIcon icon(const QString& name, Tint tint);
/// For delegates and styles: one icon, one colour, sharp at the painter's scale.
void paintIcon(QPainter* painter, const QRectF& place, const QString& name, const QColor& color);
/// All names, for tests and galleries.
[[nodiscard]] QStringList iconNames();
/// The program's own icon, 16 to 256.
[[nodiscard]] QIcon applicationIcon();

} // namespace wallaroo
