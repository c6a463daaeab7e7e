#pragma once

#include "cli/arguments.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace wallaroo::cli {

/// A list for people and for programs.
struct Rows {
    QStringList heads;         ///< of the table and of the CSV file
    QList<QStringList> cells;  ///< as they came: made safe by print()
    QList<QJsonObject> values; ///< the same for JSON, one a row
};

/// UTF-8, ends with a line break. A table is for the eye: control characters are visible marks in it, so that a name
/// cannot play with the terminal. CSV is RFC 4180 with a ' before what a spreadsheet would compute.
[[nodiscard]] QByteArray print(const Rows& rows, Output output);

} // namespace wallaroo::cli
