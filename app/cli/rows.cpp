#include "cli/rows.h"

#include "base/displaytext.h"
#include "exchange/csv.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::cli {
namespace {

QByteArray csv(const Rows& rows) {
    return exchange::csvOf({{}, rows.heads, {rows.cells.begin(), rows.cells.end()}});
}

QByteArray table(const Rows& rows) {
    QList<QStringList> shown{rows.heads};
    for (const QStringList& cells : rows.cells) {
        shown << QStringList();
        for (const QString& cell : cells)
            shown.last() << displayText(cell, 120);
    }
    QList<qsizetype> widths(rows.heads.size(), 0);
    for (const QStringList& cells : shown) {
        for (qsizetype column = 0; column < cells.size() && column < widths.size(); ++column)
            widths[column] = std::max(widths[column], cells[column].size());
    }
    QString out;
    for (const QStringList& cells : shown) {
        QString line;
        for (qsizetype column = 0; column < cells.size(); ++column)
            line += column + 1 < cells.size() ? cells[column].leftJustified(widths[column] + 2) : cells[column];
        out += line + u'\n';
    }
    return out.toUtf8();
}

} // namespace

QByteArray print(const Rows& rows, Output output) {
    switch (output) {
    case Output::Csv:
        return csv(rows);
    case Output::Json: {
        QJsonArray array;
        for (const QJsonObject& value : rows.values)
            array << value;
        return QJsonDocument(array).toJson(QJsonDocument::Indented);
    }
    case Output::Table:
        break;
    }
    return table(rows);
}

} // namespace wallaroo::cli
