#include "exchange/cells.h"

namespace wallaroo::exchange {
namespace {

/// Characters that would end the cell or its row; and NUL, which ends the whole text on some clipboards.
bool endsCell(QChar c) {
    switch (c.unicode()) {
    case u'\0':
    case u'\t':
    case u'\n':
    case u'\v':
    case u'\f':
    case u'\r':
    case u'\u0085': // next line
    case u'\u2028': // line separator
    case u'\u2029': // paragraph separator
        return true;
    default:
        return false;
    }
}

bool looksLikeFormula(QChar first) {
    static constexpr QStringView triggers = u"=+-@\t\r";
    return triggers.contains(first);
}

void appendCell(QString& out, const QString& cell) {
    // Spreadsheets read a cell that begins with a quote up to its closing one, across tabs and lines
    const bool quoted = cell.startsWith(u'"');
    if (quoted)
        out += u'"';
    else if (!cell.isEmpty() && looksLikeFormula(cell.front()))
        out += u'\'';
    for (qsizetype i = 0; i < cell.size(); ++i) {
        if (cell[i] == u'\r' && i + 1 < cell.size() && cell[i + 1] == u'\n')
            continue; // one line break, one space
        if (quoted && cell[i] == u'"')
            out += u'"';
        out += endsCell(cell[i]) ? QChar(u' ') : cell[i];
    }
    if (quoted)
        out += u'"';
}

} // namespace

QString tabSeparated(const QList<QStringList>& rows) {
    QString out;
    for (const QStringList& row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (i > 0)
                out += u'\t';
            appendCell(out, row[i]);
        }
        out += u'\n';
    }
    return out;
}

} // namespace wallaroo::exchange
