#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace wallaroo::exchange {

/// Rows as tab-separated text that a spreadsheet takes as cells: tabs and line breaks inside a cell become spaces, and
/// a cell that starts with = + - @ TAB CR gets a leading ' so that it stays text (OWASP CSV injection). A cell that
/// starts with a double quote is quoted as in RFC 4180, because spreadsheets would read on to the next one. Lines end
/// in \n.
[[nodiscard]] QString tabSeparated(const QList<QStringList>& rows);

} // namespace wallaroo::exchange
