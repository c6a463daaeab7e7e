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

/// The same row by row, for what takes its time: who ends the command has seen what was there by then.
class RowPrinter {
public:
    RowPrinter(Output output, const QStringList& heads);

    /// Makes room in the columns of a table for such a row. Before the first row.
    void fit(const QStringList& cells);

    /// The row, the first with the head above it.
    [[nodiscard]] QByteArray row(const QStringList& cells, const QJsonObject& value);
    /// What makes it whole: a line break, the end of JSON's list.
    [[nodiscard]] QByteArray end();

    [[nodiscard]] bool hasBegun() const { return m_begun; }

private:
    [[nodiscard]] QByteArray begin();
    [[nodiscard]] QByteArray line(const QStringList& cells) const;

    Output m_output;
    QStringList m_heads;
    QList<qsizetype> m_widths;
    bool m_begun = false;
    bool m_first = true;
};

} // namespace wallaroo::cli
