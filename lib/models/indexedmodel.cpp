#include "models/indexedmodel.h"

#include "models/celltext.h"
#include "models/folding.h"

#include <algorithm>

namespace wallaroo::models {

IndexedModel::IndexedModel(Setup setup, const MomentText& words, QObject* parent)
    : TableModel(parent),
      m_setup(std::move(setup)),
      m_keys(m_setup.places, words),
      m_index(*this, static_cast<int>(m_setup.columns.size()), m_setup.baseColumn) {
    Q_ASSERT(m_setup.places.size() == m_setup.columns.size());
    m_flushTimer.setSingleShot(true);
    m_fadeTimer.setSingleShot(true);
    m_idleTimer.setInterval(0);
    m_takeTimer.setInterval(0);
    connect(&m_takeTimer, &QTimer::timeout, this, &IndexedModel::takeInSlice);
    connect(&m_flushTimer, &QTimer::timeout, this, &IndexedModel::takeIn);
    connect(&m_idleTimer, &QTimer::timeout, this, &IndexedModel::prepareAhead);
    connect(&m_fadeTimer, &QTimer::timeout, this, [this] {
        for (quint8& mark : m_marks)
            mark &= static_cast<quint8>(~Changed);
        emitAll({ChangedRole});
    });
}

IndexedModel::~IndexedModel() = default;

int IndexedModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int IndexedModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_setup.columns.size());
}

QVariant IndexedModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    return cellData(sourceRow(index.row()), index.column(), role);
}

QVariant IndexedModel::cellData(SourceRow row, int column, int role) const {
    switch (role) {
    case Qt::DisplayRole:
        return cellText(row, column);
    case Qt::ToolTipRole: {
        const QString detail = detailText(row, column);
        return literalToolTip(detail.isEmpty() ? cellText(row, column) : detail);
    }
    case Qt::AccessibleDescriptionRole:
        return detailText(row, column);
    case Qt::TextAlignmentRole:
        return static_cast<int>((m_setup.columns[column].alignRight ? Qt::AlignRight : Qt::AlignLeft)
                                | Qt::AlignVCenter);
    case IdRole:
        return idText(row);
    case SelectedRole:
        return m_selection.contains(row);
    case MatchesRole:
        if (m_query.isEmpty() || !showsWhatIsSearched(row, column))
            return {};
        return QVariant::fromValue(m_query.matchesIn(cellText(row, column), column));
    case ToneRole:
        return QVariant::fromValue((m_marks[row] & Vanished) != 0 ? Tone::Faint : tone(row, column));
    case MarkRole:
        return QVariant::fromValue(mark(row, column));
    case CopyRole:
        return copyText(row, column);
    case ChangedRole:
        return (m_marks[row] & Changed) != 0;
    default:
        return {};
    }
}

QVariant IndexedModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= m_setup.columns.size())
        return {};
    const Column& column = m_setup.columns[section];
    switch (role) {
    case Qt::DisplayRole:
        // The view's own sign is the first key's
        if (const auto second = m_index.secondSort(); second && second->column == section)
            return column.title + (second->order == Qt::AscendingOrder ? QStringLiteral(" ▴²") : QStringLiteral(" ▾²"));
        return column.title;
    case Qt::TextAlignmentRole:
        return static_cast<int>((column.alignRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::InitialSortOrderRole:
        return column.firstOrder;
    default:
        return {};
    }
}

void IndexedModel::sort(int column, Qt::SortOrder order) {
    sortBy({{column, order}});
}

void IndexedModel::sortBy(const SortKeys& keys) {
    const auto isColumn = [this](int column) { return column >= 0 && column < m_setup.columns.size(); };
    RowIndex::SortKey first{m_setup.baseColumn, Qt::AscendingOrder};
    std::optional<RowIndex::SortKey> second;
    if (!keys.isEmpty() && isColumn(keys[0].first))
        first = {keys[0].first, keys[0].second};
    if (keys.size() > 1 && isColumn(keys[1].first) && keys[1].first != first.column)
        second = RowIndex::SortKey{keys[1].first, keys[1].second};
    if (first == m_index.sort() && second == m_index.secondSort())
        return;
    m_index.setSort(first, second);
    m_isTaking = false; // somebody waits for it: the rest at once
    reindex();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

IndexedModel::SortKeys IndexedModel::sortKeys() const {
    SortKeys keys{{m_index.sort().column, m_index.sort().order}};
    if (const auto second = m_index.secondSort())
        keys.append({second->column, second->order});
    return keys;
}

SearchKeys::KindWord IndexedModel::kindWords() const {
    return [this](int column, int kind) { return kindWord(column, kind); };
}

int IndexedModel::rowOfId(const QString& id) const {
    const auto row = recordOfId(id);
    if (!row)
        return -1;
    const auto found = std::find(m_shown.begin(), m_shown.end(), *row);
    return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
}

std::vector<SourceRow> IndexedModel::rowsWhere(const std::function<bool(SourceRow)>& takes) const {
    std::vector<SourceRow> rows;
    for (const SourceRow row : m_index.lastSorted()) {
        if ((m_looks[row] & (Matching | LeftOut)) == Matching && takes(row))
            rows.push_back(row);
    }
    return rows;
}

int IndexedModel::findRow(const QString& text, int from) const {
    const QByteArray begin = folded(text);
    const int rows = rowCount();
    if (begin.isEmpty() || rows == 0)
        return -1;
    const int column = m_index.sort().column;
    const auto words = kindWords();
    from = std::max(from, 0) % rows;
    for (int i = 0; i < rows; ++i) {
        const int row = (from + i) % rows;
        if (sourceRow(row) < m_keyed && m_keys.beginsWith(sourceRow(row), column, begin, words))
            return row;
    }
    return -1;
}

QList<QStringList> IndexedModel::copyTable(const QList<int>& rows, const QList<int>& columns) const {
    QList<QStringList> table;
    table.reserve(rows.size() + 1);
    QStringList head;
    for (const int column : columns)
        head.append(m_setup.columns[column].title);
    table.append(head);
    for (const int row : rows) {
        QStringList cells;
        cells.reserve(columns.size());
        for (const int column : columns)
            cells.append(copyText(sourceRow(row), column));
        table.append(cells);
    }
    return table;
}

void IndexedModel::emitAll(const QList<int>& roles) {
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), roles);
}

} // namespace wallaroo::models
