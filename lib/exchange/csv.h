#pragma once

#include "base/error.h"
#include "domain/table.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <vector>

namespace wallaroo::exchange {

/// A table as CSV (RFC 4180): UTF-8, CRLF, cells quoted where they must be, and defused: one that a spreadsheet would
/// take for a formula (= + - @ TAB CR at its beginning) gets a leading '. Above the head stand lines with # that say
/// where it comes from.
[[nodiscard]] QByteArray csvOf(const Table& table);
/// The same for the clipboard: cells between TABs, as a spreadsheet takes them, each on one line.
[[nodiscard]] QByteArray tsvOf(const Table& table);
/// The same as JSON: `from`, and `rows` as objects by the names of the head.
[[nodiscard]] QByteArray jsonOf(const Table& table);

struct CsvRow {
    int line = 0; ///< of the file, from 1, where the row begins
    QStringList cells;
};

/// A file of text: UTF-8, or UTF-16 with a byte order mark, which is taken away. Damaged where it is neither: letters
/// that were guessed would become somebody's name. TooLarge above 16 MiB.
[[nodiscard]] Result<QString> readText(QByteArrayView file);

/// Rows of a CSV file, with the separator it uses (comma, semicolon or TAB, by its first line), a byte order mark or
/// none, any line ends. Lines with # at their beginning and empty ones are left out; a ' that defuses a cell is taken
/// away. Errors as of readText(); Damaged where a quote does not end, too.
[[nodiscard]] Result<std::vector<CsvRow>> parseCsv(QByteArrayView file);

/// A file for its owner alone (0600), whole or not at all. FileFailed with the system's reason.
[[nodiscard]] Result<void> writePrivately(const QString& path, const QByteArray& content);

} // namespace wallaroo::exchange
