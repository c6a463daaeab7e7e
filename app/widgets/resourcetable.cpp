#include "widgets/resourcetable.h"

#include "exchange/cells.h"
#include "style/metrics.h"
#include "widgets/celldelegate.h"
#include "widgets/tableaccessible.h"
#include "widgets/tablecolumns.h"

#include <QAccessible>
#include <QEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace wallaroo {

using models::TableModel;

ResourceTable::ResourceTable(QWidget* parent)
    : QTableView(parent),
      m_delegate(new CellDelegate(this)),
      m_columns(new TableColumns(*this)) {
    setItemDelegate(m_delegate);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    viewport()->setMouseTracking(true);
    // ResizeToContents takes 8.3 s at 100,000 rows
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setSortIndicatorShown(true);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QHeaderView::customContextMenuRequested, this, [this](QPoint at) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillColumnsMenu(*menu);
        menu->popup(horizontalHeader()->mapToGlobal(at));
    });
    connect(m_columns, &TableColumns::changed, this, &ResourceTable::columnStateChanged);
    setRowHeight();
}

ResourceTable::~ResourceTable() = default;

void ResourceTable::setTableModel(TableModel* model) {
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    setModel(model);
    m_columns->setModel(model);
    if (!model)
        return;
    setSortingEnabled(true);
    connect(model, &TableModel::aboutToReindex, this, &ResourceTable::keepPlace);
    connect(model, &TableModel::reindexed, this, &ResourceTable::restorePlace);
    connect(model, &TableModel::selectionChanged, this, &ResourceTable::announceSelection);
}

void ResourceTable::announceSelection() {
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent within(this, QAccessible::SelectionWithin);
    QAccessible::updateAccessibility(&within);
    const int child = hasFocus() ? accessibleChild(*this, currentIndex()) : -1;
    if (child < 0)
        return;
    QAccessible::State changed;
    changed.selected = true;
    QAccessibleStateChangeEvent state(this, changed);
    state.setChild(child);
    QAccessible::updateAccessibility(&state);
}

void ResourceTable::setRowHeight() {
    const int height = Metrics(this).rowHeight();
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
}

QString ResourceTable::copySelection() const {
    if (!m_model)
        return {};
    QList<int> rows = m_model->selectedRows();
    if (rows.isEmpty() && currentIndex().isValid())
        rows.append(currentIndex().row());
    return rows.isEmpty() ? QString() : exchange::tabSeparated(m_model->copyTable(rows, shownColumns()));
}

QList<int> ResourceTable::shownColumns() const {
    return m_columns->shown();
}

QVariantMap ResourceTable::columnState() const {
    return m_columns->state();
}

void ResourceTable::restoreColumnState(const QVariantMap& state) {
    m_columns->restore(state);
}

void ResourceTable::sortByHead(int column) {
    m_columns->sortBy(column);
}

void ResourceTable::fillColumnsMenu(QMenu& menu) {
    m_columns->fillColumnsMenu(menu);
}

/// Before the rows become others. The current row keeps its place on the screen if it can be seen, else the topmost
/// does; a table that shows its beginning goes on showing its beginning.
void ResourceTable::keepPlace() {
    const QModelIndex current = currentIndex();
    if (current.isValid() && m_hasBeenMoved) {
        m_place.currentId = current.data(TableModel::IdRole).toString();
        m_place.currentColumn = current.column();
    }
    m_place.sideways = horizontalScrollBar()->value();
    m_place.anchorId.clear();
    const bool isCurrentSeen = m_hasBeenMoved && visualRect(current).intersects(viewport()->rect());
    const QModelIndex anchor = isCurrentSeen ? current : indexAt(QPoint(0, 0));
    if (anchor.isValid() && (isCurrentSeen || verticalScrollBar()->value() > 0)) {
        m_place.anchorId = anchor.data(TableModel::IdRole).toString();
        m_place.anchorY = rowViewportPosition(anchor.row());
    }
    m_anchorRow = -1;
}

void ResourceTable::restorePlace() {
    if (m_model->totalCount() == 0 && m_model->phase() != TableModel::Phase::Loading) {
        m_place = {};
        m_hasBeenMoved = false;
    }
    const QScopedValueRollback restoring(m_isRestoring, true);
    const bool wasScrolling = hasAutoScroll();
    setAutoScroll(false);
    const int row = m_place.currentId.isEmpty() ? -1 : m_model->rowOfId(m_place.currentId);
    // Without a row that somebody chose the keyboard starts at the top
    if (row >= 0)
        selectionModel()->setCurrentIndex(m_model->index(row, m_place.currentColumn), QItemSelectionModel::NoUpdate);
    else if (hasFocus() && m_model->rowCount() > 0)
        selectionModel()->setCurrentIndex(m_model->index(0, shownColumns().value(0)), QItemSelectionModel::NoUpdate);
    m_hasBeenMoved = m_hasBeenMoved && row >= 0;
    setAutoScroll(wasScrolling);
    executeDelayedItemsLayout(); // or the scroll bar still ends where the old rows did
    const int anchor = m_place.anchorId.isEmpty() ? -1 : m_model->rowOfId(m_place.anchorId);
    verticalScrollBar()->setValue(anchor < 0 ? 0 : anchor * verticalHeader()->defaultSectionSize() - m_place.anchorY);
    horizontalScrollBar()->setValue(m_place.sideways);
    updateFocus();
}

void ResourceTable::updateRow(int row) {
    if (row >= 0)
        viewport()->update(0, rowViewportPosition(row), viewport()->width(), rowHeight(row));
}

void ResourceTable::updateFocus() {
    const bool isMarked = hasFocus() || m_isCurrentKept;
    m_delegate->setFocused(isMarked ? currentIndex() : QModelIndex(), hasFocus());
    updateRow(currentIndex().row());
}

void ResourceTable::setCurrentKept(bool kept) {
    m_isCurrentKept = kept;
    updateFocus();
}

void ResourceTable::setHoveredRow(int row) {
    const int old = m_delegate->hoveredRow();
    if (row == old)
        return;
    m_delegate->setHoveredRow(row);
    if (old < m_model->rowCount())
        updateRow(old);
    updateRow(row);
}

void ResourceTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        setRowHeight();
        m_columns->fit();
    }
}

void ResourceTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    m_columns->fit();
}

} // namespace wallaroo
