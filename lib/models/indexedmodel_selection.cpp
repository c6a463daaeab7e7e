#include "models/indexedmodel.h"

#include <algorithm>

namespace wallaroo::models {

void IndexedModel::select(int firstRow, int lastRow, bool selected) {
    firstRow = std::max(firstRow, 0);
    lastRow = std::min(lastRow, rowCount() - 1);
    int changed = 0;
    for (int row = firstRow; row <= lastRow; ++row)
        changed += m_selection.set(sourceRow(row), selected) ? 1 : 0;
    if (changed == 0)
        return;
    m_counts.selectedShown += selected ? changed : -changed;
    Q_EMIT dataChanged(index(firstRow, 0), index(lastRow, columnCount() - 1), {SelectedRole});
    Q_EMIT selectionChanged();
    Q_EMIT countsChanged();
}

void IndexedModel::setSelected(int firstRow, int lastRow, bool selected) {
    select(std::min(firstRow, lastRow), std::max(firstRow, lastRow), selected);
}

void IndexedModel::toggleSelected(int row) {
    if (row >= 0 && row < rowCount())
        select(row, row, !m_selection.contains(sourceRow(row)));
}

void IndexedModel::selectAllShown() {
    settleFilter(); // all that are shown: not those which what was typed will take away
    select(0, rowCount() - 1, true);
}

void IndexedModel::clearSelection() {
    if (m_selection.count() == 0)
        return;
    m_selection.clear();
    m_counts.selectedShown = 0;
    emitAll({SelectedRole});
    Q_EMIT selectionChanged();
    Q_EMIT countsChanged();
}

QList<int> IndexedModel::selectedRows() const {
    QList<int> rows;
    rows.reserve(m_counts.selectedShown);
    for (int row = 0; row < rowCount() && rows.size() < m_counts.selectedShown; ++row) {
        if (m_selection.contains(sourceRow(row)))
            rows.append(row);
    }
    return rows;
}

QStringList IndexedModel::selectedIds() const {
    QStringList ids;
    ids.reserve(m_selection.count());
    for (SourceRow row = 0; row < m_marks.size() && ids.size() < m_selection.count(); ++row) {
        if (m_selection.contains(row))
            ids.append(idText(row));
    }
    return ids;
}

} // namespace wallaroo::models
