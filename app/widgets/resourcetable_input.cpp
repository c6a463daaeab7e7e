#include "models/folding.h"
#include "widgets/resourcetable.h"
#include "widgets/tableaccessible.h"
#include "widgets/tablecolumns.h"

#include <QAccessible>
#include <QApplication>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace wallaroo {

using models::TableModel;

namespace {

bool isTyped(const QKeyEvent& event) {
    const bool isPlain = (event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
    return isPlain && !event.text().isEmpty() && event.text().front().isPrint();
}

bool isNavigation(int key) {
    switch (key) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        return true;
    default:
        return false;
    }
}

} // namespace

void ResourceTable::announceCurrent() {
    const int child = QAccessible::isActive() ? accessibleChild(*this, currentIndex()) : -1;
    if (child < 0)
        return;
    QAccessibleEvent event(this, QAccessible::Focus);
    event.setChild(child);
    QAccessible::updateAccessibility(&event);
}

bool ResourceTable::event(QEvent* event) {
    // What is typed here is meant for here, whatever shortcuts the window has
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll) || isTyped(*key)) {
            event->accept();
            return true;
        }
    }
    return QTableView::event(event);
}

bool ResourceTable::viewportEvent(QEvent* event) {
    if (m_model && (event->type() == QEvent::Leave || event->type() == QEvent::HoverLeave))
        setHoveredRow(-1);
    return QTableView::viewportEvent(event);
}

void ResourceTable::focusInEvent(QFocusEvent* event) {
    QTableView::focusInEvent(event);
    updateFocus();
}

void ResourceTable::focusOutEvent(QFocusEvent* event) {
    QTableView::focusOutEvent(event);
    updateFocus();
}

void ResourceTable::keyPressEvent(QKeyEvent* event) {
    if (!m_model || handleCommand(event))
        return;
    if (isNavigation(event->key()))
        moveByKey(event);
    else if (isTyped(*event))
        keyboardSearch(event->text());
    else
        event->ignore(); // Delete, F5 and the rest are the page's
}

bool ResourceTable::handleCommand(QKeyEvent* event) {
    const bool isSearching = !m_search.isEmpty() && m_sinceSearch.isValid()
                             && m_sinceSearch.elapsed() <= QApplication::keyboardInputInterval();
    if (event->matches(QKeySequence::Copy)) {
        Q_EMIT copyRequested();
    } else if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (event->matches(QKeySequence::Find) || (isTyped(*event) && event->text() == u'/')) {
        Q_EMIT filterRequested();
    } else if (event->key() == Qt::Key_Space && !isSearching) {
        toggleCurrent();
    } else if (event->key() == Qt::Key_Escape && m_model->selectedCount() > 0) {
        m_model->clearSelection();
        m_isFollowing = false;
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
               && (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier && currentIndex().isValid()) {
        Q_EMIT rowActivated(currentIndex().row());
    } else {
        return false;
    }
    return true;
}

void ResourceTable::moveByKey(QKeyEvent* event) {
    const int before = currentIndex().row();
    if (m_anchorRow < 0)
        m_anchorRow = before;
    // Its own handling of Shift and Ctrl is for a selection that is not used here
    QKeyEvent plain(event->type(), event->key(), event->modifiers() & Qt::KeypadModifier, event->text());
    QTableView::keyPressEvent(&plain);
    event->setAccepted(plain.isAccepted());
    const int row = currentIndex().row();
    m_hasBeenMoved = m_hasBeenMoved || row >= 0;
    if (row == before)
        return;
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        selectRangeTo(row, event->modifiers().testFlag(Qt::ControlModifier));
    } else {
        m_anchorRow = row;
        if (m_isFollowing && !event->modifiers().testFlag(Qt::ControlModifier))
            selectOnly(row);
    }
}

QModelIndex ResourceTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) {
    const QModelIndex current = currentIndex();
    if (m_model && m_model->rowCount() > 0 && (action == MoveHome || action == MoveEnd)) {
        const int column = current.isValid() ? current.column() : shownColumns().value(0);
        return m_model->index(action == MoveHome ? 0 : m_model->rowCount() - 1, column);
    }
    return QTableView::moveCursor(action, modifiers);
}

void ResourceTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    // Not QTableView's: that tells screen readers of the cell by its own numbering of children
    QAbstractItemView::currentChanged(current, previous); // NOLINT(bugprone-parent-virtual-call)
    if (previous.isValid())
        updateRow(previous.row());
    updateFocus();
    if (!m_isRestoring && hasFocus())
        announceCurrent();
    if (m_isDragging && current.isValid() && current.row() != previous.row())
        selectRangeTo(current.row(), false);
}

void ResourceTable::selectAll() {
    if (!m_model)
        return;
    m_model->selectAllShown();
    m_isFollowing = false;
}

void ResourceTable::toggleCurrent() {
    if (!currentIndex().isValid())
        return;
    m_hasBeenMoved = true;
    m_isFollowing = false;
    m_anchorRow = currentIndex().row();
    m_model->toggleSelected(m_anchorRow);
}

void ResourceTable::selectOnly(int row) {
    const bool isAlready =
        m_model->selectedCount() == 1 && m_model->index(row, 0).data(TableModel::SelectedRole).toBool();
    if (!isAlready) {
        m_model->clearSelection();
        m_model->setSelected(row, row, true);
    }
    m_isFollowing = true;
}

void ResourceTable::selectRangeTo(int row, bool keepOthers) {
    if (!keepOthers)
        m_model->clearSelection();
    m_model->setSelected(std::max(m_anchorRow, 0), row, true);
    m_isFollowing = false;
}

void ResourceTable::mousePressEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->position().toPoint());
    const int anchor = m_anchorRow >= 0 ? m_anchorRow : currentIndex().row();
    QTableView::mousePressEvent(event);
    if (!m_model)
        return;
    if (!index.isValid()) {
        if (event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier)
            m_model->clearSelection();
        return;
    }
    const int row = index.row();
    m_hasBeenMoved = true;
    if (event->button() == Qt::RightButton) {
        if (!index.data(TableModel::SelectedRole).toBool())
            selectOnly(row);
    } else if (event->button() == Qt::LeftButton) {
        m_anchorRow = event->modifiers().testFlag(Qt::ShiftModifier) && anchor >= 0 ? anchor : row;
        if (event->modifiers().testFlag(Qt::ShiftModifier)) {
            selectRangeTo(row, event->modifiers().testFlag(Qt::ControlModifier));
        } else if (event->modifiers().testFlag(Qt::ControlModifier)) {
            m_model->toggleSelected(row);
            m_isFollowing = false;
        } else {
            selectOnly(row);
            m_isDragging = true;
        }
    }
}

void ResourceTable::mouseMoveEvent(QMouseEvent* event) {
    QTableView::mouseMoveEvent(event);
    if (m_model && event->buttons() == Qt::NoButton)
        setHoveredRow(indexAt(event->position().toPoint()).row());
}

void ResourceTable::mouseReleaseEvent(QMouseEvent* event) {
    m_isDragging = false;
    QTableView::mouseReleaseEvent(event);
}

void ResourceTable::mouseDoubleClickEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->position().toPoint());
    QTableView::mouseDoubleClickEvent(event);
    if (index.isValid() && event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier)
        Q_EMIT rowActivated(index.row());
}

/// Letters typed one after the other are one text; the same letter again and again goes from one row to the next.
void ResourceTable::keyboardSearch(const QString& search) {
    if (!m_model || search.isEmpty())
        return;
    const bool goesOn = m_sinceSearch.isValid() && m_sinceSearch.elapsed() <= QApplication::keyboardInputInterval();
    const int current = std::max(currentIndex().row(), 0);
    m_search = goesOn ? m_search + search : search;
    m_sinceSearch.start();
    int row = m_model->findRow(m_search, goesOn ? current : current + 1);
    const bool isOneLetter =
        std::all_of(m_search.begin(), m_search.end(), [this](QChar c) { return c == m_search[0]; });
    if (row < 0 && isOneLetter)
        row = m_model->findRow(m_search.left(1), current + 1);
    if (row < 0)
        return;
    m_hasBeenMoved = true;
    m_anchorRow = row;
    const int column = currentIndex().isValid() ? currentIndex().column() : shownColumns().value(0);
    setCurrentIndex(m_model->index(row, column));
    if (m_isFollowing)
        selectOnly(row);
}

void ResourceTable::contextMenuEvent(QContextMenuEvent* event) {
    if (!m_model)
        return;
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = isByKey ? currentIndex() : indexAt(viewport()->mapFromGlobal(event->globalPos()));
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (index.isValid()) {
        if (!isByKey && index != currentIndex())
            setCurrentIndex(index);
        addRowActions(*menu, index.row());
        Q_EMIT rowMenuRequested(menu, index.row());
        menu->addSeparator();
    }
    m_columns->fillSortMenu(*menu->addMenu(tr("Sort by")));
    m_columns->fillSecondSortMenu(*menu->addMenu(tr("Then by")));
    auto* columns = menu->addMenu(tr("Columns"));
    if (currentIndex().isValid())
        m_columns->fillOrderMenu(*columns, currentIndex().column());
    columns->addSeparator();
    m_columns->fillColumnsMenu(*columns);
    menu->popup(isByKey && index.isValid() ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
    event->accept();
}

void ResourceTable::addRowActions(QMenu& menu, int row) {
    const QModelIndex cell = m_model->index(row, std::max(currentIndex().column(), 0));
    QAction* rows = menu.addAction(tr("Copy rows"), this, &ResourceTable::copyRequested);
    rows->setShortcut(QKeySequence::Copy);
    const QString text = cell.data(TableModel::CopyRole).toString();
    menu.addAction(tr("Copy cell"), this, [this, text] { Q_EMIT textCopyRequested(text); })
        ->setEnabled(!text.isEmpty());
    const QString id = cell.data(TableModel::IdRole).toString();
    menu.addAction(tr("Copy ID"), this, [this, id] { Q_EMIT textCopyRequested(id); });
    menu.addSeparator();
    menu.addAction(tr("Select all"), this, &ResourceTable::selectAll)->setShortcut(QKeySequence::SelectAll);
    QAction* clear = menu.addAction(tr("Clear selection"), this, [this] { m_model->clearSelection(); });
    clear->setEnabled(m_model->selectedCount() > 0);
}

} // namespace wallaroo
