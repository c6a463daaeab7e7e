#pragma once

#include <QColor>
#include <QIcon>
#include <QList>
#include <QString>

namespace wallaroo {

/// A colour that tells one instance from the other at a glance; its name stands beside it wherever it is chosen.
struct ProfileColour {
    QString value; ///< "#rrggbb", as a profile keeps it; empty: none
    QString name;
};

/// None, then those on offer.
[[nodiscard]] QList<ProfileColour> profileColours();

/// The colour of a profile, invalid where it has none or a text that is no "#rrggbb".
[[nodiscard]] QColor profileColour(const QString& value);
/// The same for text on this ground: darker or lighter until it has 4.5:1.
[[nodiscard]] QColor readableColour(const QColor& colour, const QColor& ground);
/// The same for a mark: 3:1.
[[nodiscard]] QColor markColour(const QColor& colour, const QColor& ground);
/// A dot in that colour; a null icon without one.
[[nodiscard]] QIcon colourMark(const QString& value);
/// The room of such a dot, empty: in a list the names of all stand below one another.
[[nodiscard]] QIcon colourMarkOrRoom(const QString& value);

} // namespace wallaroo
