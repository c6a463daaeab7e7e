#include "cli/rows.h"

#include "base/displaytext.h"
#include "exchange/csv.h"

#include <QJsonDocument>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::cli {
namespace {

QString shown(const QString& cell) {
    return displayText(cell, 120);
}

} // namespace

RowPrinter::RowPrinter(Output output, const QStringList& heads)
    : m_output(output),
      m_heads(heads),
      m_widths(heads.size(), 0) {
    fit(heads);
}

void RowPrinter::fit(const QStringList& cells) {
    for (qsizetype column = 0; column < cells.size() && column < m_widths.size(); ++column)
        m_widths[column] = std::max(m_widths[column], shown(cells[column]).size());
}

QByteArray RowPrinter::line(const QStringList& cells) const {
    if (m_output == Output::Csv)
        return exchange::csvOf({{}, cells, {}});
    QString text;
    for (qsizetype column = 0; column < cells.size(); ++column) {
        const QString cell = shown(cells[column]);
        text += column + 1 < cells.size() ? cell.leftJustified(m_widths.value(column) + 2) : cell;
    }
    return (text + u'\n').toUtf8();
}

QByteArray RowPrinter::begin() {
    if (std::exchange(m_begun, true))
        return {};
    return m_output == Output::Json ? "[\n"_ba : line(m_heads);
}

QByteArray RowPrinter::row(const QStringList& cells, const QJsonObject& value) {
    const QByteArray head = begin();
    const bool first = std::exchange(m_first, false);
    if (m_output != Output::Json)
        return head + line(cells);
    const QByteArray object = QJsonDocument(value).toJson(QJsonDocument::Indented).trimmed();
    return head + (first ? "    " : ",\n    ") + QByteArray(object).replace("\n", "\n    ");
}

QByteArray RowPrinter::end() {
    QByteArray head = begin();
    if (m_output != Output::Json)
        return head;
    return head + (m_first ? "]\n" : "\n]\n");
}

QByteArray print(const Rows& rows, Output output) {
    RowPrinter printer(output, rows.heads);
    if (output == Output::Table)
        std::for_each(rows.cells.begin(), rows.cells.end(), [&](const QStringList& cells) { printer.fit(cells); });
    QByteArray text;
    const qsizetype count = output == Output::Json ? rows.values.size() : rows.cells.size();
    for (qsizetype i = 0; i < count; ++i)
        text += printer.row(rows.cells.value(i), rows.values.value(i));
    return text + printer.end();
}

} // namespace wallaroo::cli
