#include "widgets/tablecellaccessible.h"

#include "widgets/resourcetable.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QWindow>

namespace wallaroo {

using models::TableModel;

bool TableCellAccessible::isValid() const {
    if (!m_table || !m_table->tableModel())
        return false;
    return m_row < m_table->tableModel()->rowCount() && m_column < m_table->tableModel()->columnCount()
           && !m_table->isColumnHidden(m_column);
}

QModelIndex TableCellAccessible::index() const {
    return isValid() && !isHead() ? m_table->tableModel()->index(m_row, m_column) : QModelIndex();
}

QWindow* TableCellAccessible::window() const {
    return m_table ? m_table->window()->windowHandle() : nullptr;
}

QAccessibleInterface* TableCellAccessible::parent() const {
    return QAccessible::queryAccessibleInterface(m_table.data());
}

QString TableCellAccessible::text(QAccessible::Text text) const {
    if (!isValid())
        return {};
    if (isHead()) {
        const auto title = m_table->tableModel()->columns()[m_column].title;
        return text == QAccessible::Name ? title : text == QAccessible::Description ? headDescription() : QString();
    }
    switch (text) {
    case QAccessible::Name:
    case QAccessible::Value:
        return index().data(Qt::DisplayRole).toString();
    case QAccessible::Description:
        return index().data(Qt::AccessibleDescriptionRole).toString();
    default:
        return {};
    }
}

QString TableCellAccessible::headDescription() const {
    const QHeaderView* header = m_table->horizontalHeader();
    if (header->sortIndicatorSection() != m_column)
        return {};
    return header->sortIndicatorOrder() == Qt::AscendingOrder
               ? QCoreApplication::translate("ResourceTable", "sorted, ascending")
               : QCoreApplication::translate("ResourceTable", "sorted, descending");
}

QRect TableCellAccessible::viewRect() const {
    if (!isValid())
        return {};
    if (!isHead())
        return m_table->visualRect(index());
    const QHeaderView* header = m_table->horizontalHeader();
    return {header->sectionViewportPosition(m_column), -header->height(), header->sectionSize(m_column),
            header->height()};
}

QRect TableCellAccessible::rect() const {
    const QRect rect = viewRect();
    return rect.isEmpty() ? QRect() : QRect(m_table->viewport()->mapToGlobal(rect.topLeft()), rect.size());
}

QAccessible::Role TableCellAccessible::role() const {
    return isHead() ? QAccessible::ColumnHeader : QAccessible::Cell;
}

QAccessible::State TableCellAccessible::state() const {
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    state.disabled = !m_table->isEnabled();
    state.invisible = !m_table->isVisible();
    state.readOnly = true;
    if (isHead())
        return state;
    state.offscreen = !viewRect().intersects(m_table->viewport()->rect());
    state.selectable = true;
    state.selected = isSelected();
    state.focusable = true;
    state.focused = m_table->hasFocus() && m_table->currentIndex() == index();
    state.active = state.focused;
    return state;
}

void* TableCellAccessible::interface_cast(QAccessible::InterfaceType type) {
    if (type == QAccessible::TableCellInterface)
        return static_cast<QAccessibleTableCellInterface*>(this);
    if (type == QAccessible::ActionInterface)
        return static_cast<QAccessibleActionInterface*>(this);
    return nullptr;
}

bool TableCellAccessible::isSelected() const {
    return index().data(TableModel::SelectedRole).toBool();
}

QList<QAccessibleInterface*> TableCellAccessible::columnHeaderCells() const {
    QAccessibleInterface* table = parent();
    if (!table || isHead())
        return {};
    return {table->child(columnIndex())};
}

int TableCellAccessible::columnIndex() const {
    return m_table ? static_cast<int>(m_table->shownColumns().indexOf(m_column)) : -1;
}

QStringList TableCellAccessible::actionNames() const {
    return isHead() ? QStringList{pressAction()} : QStringList{pressAction(), toggleAction(), setFocusAction()};
}

void TableCellAccessible::doAction(const QString& actionName) {
    if (!isValid())
        return;
    if (isHead()) {
        if (actionName == pressAction())
            m_table->sortByHead(m_column);
        return;
    }
    if (actionName == toggleAction()) {
        m_table->tableModel()->toggleSelected(m_row);
    } else if (actionName == setFocusAction()) {
        m_table->setFocus();
        m_table->setCurrentIndex(index());
    } else if (actionName == pressAction()) {
        m_table->setCurrentIndex(index());
        Q_EMIT m_table->rowActivated(m_row);
    }
}

} // namespace wallaroo
