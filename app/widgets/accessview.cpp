#include "widgets/accessview.h"

#include "style/metrics.h"
#include "style/painting.h"
#include "style/palettes.h"
#include "widgets/accesshead.h"
#include "widgets/cellcolors.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

namespace wallaroo {
namespace {

constexpr int cellAtSketchFont = 24;
constexpr int columnsAhead = 8;     ///< asked for before they are seen
constexpr int searchPauseMs = 1000; ///< after it, typing begins a new search

} // namespace

AccessView::AccessView(QWidget* parent) : QTableView(parent) {
    setHorizontalHeader(new AccessHead(Qt::Horizontal, this));
    setVerticalHeader(new AccessHead(Qt::Vertical, this));
    setSelectionMode(QAbstractItemView::ContiguousSelection);
    setSelectionBehavior(QAbstractItemView::SelectItems);
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSizes();
}

AccessView::~AccessView() = default;

void AccessView::setAccessModel(models::AccessModel* model) {
    m_model = model;
    setModel(model);
    connect(model, &models::AccessModel::aboutToArrange, this, &AccessView::keepPlace);
    connect(model, &models::AccessModel::arranged, this, &AccessView::restorePlace);
}

void AccessView::setSizes() {
    const int side = Metrics(this).px(cellAtSketchFont);
    for (QHeaderView* head : {horizontalHeader(), verticalHeader()}) {
        head->setMinimumSectionSize(side);
        head->setDefaultSectionSize(side);
        head->setSectionResizeMode(QHeaderView::Fixed);
    }
    horizontalScrollBar()->setSingleStep(side);
    verticalScrollBar()->setSingleStep(side);
}

std::vector<WorkspaceId> AccessView::workspacesInSight() const {
    std::vector<WorkspaceId> ids;
    if (!m_model || m_model->columnCount() == 0)
        return ids;
    const int first = std::max(0, columnAt(0));
    int last = columnAt(viewport()->width() - 1);
    last = last < 0 ? m_model->columnCount() - 1 : std::min(m_model->columnCount() - 1, last + columnsAhead);
    for (int column = first; column <= last; ++column)
        ids.push_back(m_model->matrix().workspace(m_model->workspaceAt(column)).id);
    for (int column = std::max(0, first - columnsAhead); column < first; ++column)
        ids.push_back(m_model->matrix().workspace(m_model->workspaceAt(column)).id);
    return ids;
}

void AccessView::goTo(int row, int column) {
    if (!m_model || m_model->rowCount() == 0 || m_model->columnCount() == 0)
        return;
    const QModelIndex now = currentIndex();
    const QModelIndex index =
        m_model->index(row < 0 ? std::max(0, now.row()) : row, column < 0 ? std::max(0, now.column()) : column);
    setCurrentIndex(index);
    scrollTo(index, QAbstractItemView::PositionAtCenter);
}

QRect AccessView::selectedBlock() const {
    const QItemSelection selection = selectionModel() ? selectionModel()->selection() : QItemSelection();
    if (!selection.isEmpty()) {
        const QItemSelectionRange& range = selection.first();
        return {QPoint(range.left(), range.top()), QPoint(range.right(), range.bottom())};
    }
    const QModelIndex now = currentIndex();
    return now.isValid() ? QRect(now.column(), now.row(), 1, 1) : QRect();
}

/// A person's place is a person and a workspace, not a row and a column.
void AccessView::keepPlace() {
    const QModelIndex now = currentIndex();
    if (!now.isValid())
        return;
    m_keptPerson = m_model->personAt(now.row());
    m_keptWorkspace = m_model->workspaceAt(now.column());
}

void AccessView::restorePlace() {
    const int row = m_keptPerson ? std::max(0, m_model->rowOf(*m_keptPerson)) : 0;
    const int column = m_keptWorkspace ? std::max(0, m_model->columnOf(*m_keptWorkspace)) : 0;
    if (m_model->rowCount() > 0 && m_model->columnCount() > 0)
        setCurrentIndex(m_model->index(row, column));
    Q_EMIT sightChanged();
}

void AccessView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.fillRect(event->rect(), tint(palette(), Tint::Surface));
    if (!m_model || m_model->rowCount() == 0 || m_model->columnCount() == 0)
        return;
    const QSize cell(horizontalHeader()->defaultSectionSize(), verticalHeader()->defaultSectionSize());
    m_marks.prepare(cell, palette(), font(), devicePixelRatioF());
    paintCells(painter, event->rect());
    paintCurrent(painter);
}

void AccessView::paintCells(QPainter& painter, const QRect& area) {
    const int width = horizontalHeader()->defaultSectionSize();
    const int height = verticalHeader()->defaultSectionSize();
    // Sections are all of one size and none is moved or hidden, so places are sums
    const int left = columnViewportPosition(0);
    const int top = rowViewportPosition(0);
    const bool isMirrored = isRightToLeft();
    const int rows = m_model->rowCount();
    const int columns = m_model->columnCount();
    const int firstRow = std::max(0, (area.top() - top) / height);
    const int lastRow = std::min(rows - 1, (area.bottom() - top) / height);
    const int one = isMirrored ? (left - area.right()) / width : (area.left() - left) / width;
    const int other = isMirrored ? (left - area.left()) / width + 1 : (area.right() - left) / width;
    const int firstColumn = std::max(0, std::min(one, other));
    const int lastColumn = std::min(columns - 1, std::max(one, other));
    const QRect block = selectionModel()->selection().isEmpty() ? QRect() : selectedBlock();
    for (int column = firstColumn; column <= lastColumn; ++column) {
        const int x = isMirrored ? left - column * width : left + column * width;
        for (int row = firstRow; row <= lastRow; ++row) {
            const auto ground =
                block.contains(column, row) ? AccessMarks::Ground::Selected : AccessMarks::Ground::Plain;
            painter.drawPixmap(x, top + row * height, m_marks.cell(m_model->cellAt(row, column), ground));
        }
    }
}

void AccessView::paintCurrent(QPainter& painter) {
    const QModelIndex now = currentIndex();
    if (!now.isValid() || !hasFocus())
        return;
    const CellColors colors(palette(), CellColors::Ground::Selected);
    paint::box(&painter, visualRect(now), 0, Qt::transparent, colors.accent, paint::focusWidth);
}

void AccessView::scrollContentsBy(int dx, int dy) {
    QTableView::scrollContentsBy(dx, dy);
    if (dx != 0)
        Q_EMIT sightChanged();
}

void AccessView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    Q_EMIT sightChanged();
}

void AccessView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        setSizes();
}

void AccessView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    // The stock view draws the old and the new cell; the heads show where they are, too
    horizontalHeader()->viewport()->update();
    verticalHeader()->viewport()->update();
    if (current.isValid())
        Q_EMIT currentCellChanged(current.row(), current.column());
}

void AccessView::keyboardSearch(const QString& search) {
    if (!m_model)
        return;
    const bool isNew = !m_sinceSearch.isValid() || m_sinceSearch.hasExpired(searchPauseMs);
    m_search = isNew ? search : m_search + search;
    m_sinceSearch.start();
    const int from = currentIndex().row() + (isNew ? 1 : 0);
    const int row = m_model->findPerson(m_search, from);
    if (row >= 0)
        goTo(row, -1);
}

void AccessView::keyPressEvent(QKeyEvent* event) {
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentIndex().isValid()) {
        showMenu(viewport()->mapToGlobal(visualRect(currentIndex()).center()));
        return;
    }
    QTableView::keyPressEvent(event);
}

void AccessView::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() == QContextMenuEvent::Keyboard) {
        showMenu(viewport()->mapToGlobal(visualRect(currentIndex()).center()));
        return;
    }
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid() && !selectedBlock().contains(index.column(), index.row()))
        setCurrentIndex(index);
    showMenu(event->globalPos());
}

void AccessView::showMenu(const QPoint& global) {
    if (!currentIndex().isValid())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    Q_EMIT blockMenuRequested(menu);
    if (menu->isEmpty())
        return menu->deleteLater();
    menu->popup(global);
}

} // namespace wallaroo
