#include "widgets/tableaccessible.h"

#include "widgets/resourcetable.h"
#include "widgets/tablecellaccessible.h"

#include <QAccessibleWidget>
#include <QHash>
#include <QHeaderView>

namespace wallaroo {
namespace {

using models::TableModel;

constexpr int mostCells = 20'000;        // of those a reader touched, kept at a time
constexpr int mostSelectedCells = 2'000; // told at once; the rest by isRowSelected()

class TableAccessible final : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    explicit TableAccessible(ResourceTable& table) : QAccessibleWidget(&table, QAccessible::Table), m_table(table) {}

    ~TableAccessible() override {
        for (const QAccessible::Id id : std::as_const(m_cells))
            QAccessible::deleteAccessibleInterface(id);
    }

    void* interface_cast(QAccessible::InterfaceType type) override {
        if (type == QAccessible::TableInterface)
            return static_cast<QAccessibleTableInterface*>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    QAccessible::State state() const override {
        QAccessible::State state = QAccessibleWidget::state();
        state.multiSelectable = true;
        state.extSelectable = true;
        return state;
    }

    // As a tree: heads, then cells row by row
    int childCount() const override { return (rowCount() + 1) * columnCount(); }

    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessibleInterface* focusChild() const override;

    // As a table
    QAccessibleInterface* caption() const override { return nullptr; }

    QAccessibleInterface* summary() const override { return nullptr; }

    QAccessibleInterface* cellAt(int row, int column) const override;

    int selectedCellCount() const override { return selectedRowCount() * columnCount(); }

    QList<QAccessibleInterface*> selectedCells() const override;
    QString columnDescription(int column) const override;

    QString rowDescription(int) const override { return {}; }

    int selectedColumnCount() const override { return 0; }

    int selectedRowCount() const override {
        return model() ? model()->selectedCount() - model()->selectedHiddenCount() : 0;
    }

    int columnCount() const override { return static_cast<int>(m_table.shownColumns().size()); }

    int rowCount() const override { return model() ? model()->rowCount() : 0; }

    QList<int> selectedColumns() const override { return {}; }

    QList<int> selectedRows() const override { return model() ? model()->selectedRows() : QList<int>(); }

    bool isColumnSelected(int) const override { return false; }

    bool isRowSelected(int row) const override;

    bool selectRow(int row) override { return setSelected(row, true); }

    bool selectColumn(int) override { return false; }

    bool unselectRow(int row) override { return setSelected(row, false); }

    bool unselectColumn(int) override { return false; }

    void modelChange(QAccessibleTableModelChangeEvent* event) override;

private:
    [[nodiscard]] TableModel* model() const { return m_table.tableModel(); }

    [[nodiscard]] bool isRow(int row) const { return row >= 0 && row < rowCount(); }

    [[nodiscard]] QAccessibleInterface* cell(int row, int modelColumn) const;
    bool setSelected(int row, bool selected);

    ResourceTable& m_table;
    mutable QHash<QPair<int, int>, QAccessible::Id> m_cells; // by row and model column, made when asked for
};

QAccessibleInterface* TableAccessible::cell(int row, int modelColumn) const {
    const QPair<int, int> place(row, modelColumn);
    const auto known = m_cells.constFind(place);
    if (known != m_cells.constEnd())
        return QAccessible::accessibleInterface(*known);
    auto* made = new TableCellAccessible(m_table, row, modelColumn);
    m_cells.insert(place, QAccessible::registerAccessibleInterface(made));
    return made;
}

QAccessibleInterface* TableAccessible::child(int index) const {
    const QList<int> columns = m_table.shownColumns();
    if (index < 0 || columns.isEmpty() || index >= childCount())
        return nullptr;
    return cell(static_cast<int>(index / columns.size()) - 1, columns[index % columns.size()]);
}

int TableAccessible::indexOfChild(const QAccessibleInterface* child) const {
    const auto* cell = dynamic_cast<const TableCellAccessible*>(child);
    if (!cell || !cell->isValid())
        return -1;
    return (cell->row() + 1) * columnCount() + cell->columnIndex();
}

QAccessibleInterface* TableAccessible::childAt(int x, int y) const {
    const QPoint global(x, y);
    const QHeaderView* header = m_table.horizontalHeader();
    const QPoint onHeader = header->viewport()->mapFromGlobal(global);
    if (header->viewport()->rect().contains(onHeader)) {
        const int column = header->logicalIndexAt(onHeader);
        return column < 0 ? nullptr : cell(TableCellAccessible::headRow, column);
    }
    const QModelIndex index = m_table.indexAt(m_table.viewport()->mapFromGlobal(global));
    return index.isValid() ? cell(index.row(), index.column()) : nullptr;
}

QAccessibleInterface* TableAccessible::focusChild() const {
    const QModelIndex current = m_table.currentIndex();
    return m_table.hasFocus() && current.isValid() ? cell(current.row(), current.column()) : nullptr;
}

QAccessibleInterface* TableAccessible::cellAt(int row, int column) const {
    const int modelColumn = m_table.shownColumns().value(column, -1);
    return isRow(row) && modelColumn >= 0 ? cell(row, modelColumn) : nullptr;
}

QList<QAccessibleInterface*> TableAccessible::selectedCells() const {
    QList<QAccessibleInterface*> cells;
    const QList<int> columns = m_table.shownColumns();
    const QList<int> rows = selectedRows();
    for (const int row : rows) {
        for (const int column : columns)
            cells.append(cell(row, column));
        if (cells.size() >= mostSelectedCells)
            break;
    }
    return cells;
}

QString TableAccessible::columnDescription(int column) const {
    const int modelColumn = m_table.shownColumns().value(column, -1);
    return modelColumn < 0 ? QString() : model()->columns()[modelColumn].title;
}

bool TableAccessible::isRowSelected(int row) const {
    return isRow(row) && model()->index(row, 0).data(TableModel::SelectedRole).toBool();
}

bool TableAccessible::setSelected(int row, bool selected) {
    if (!isRow(row))
        return false;
    model()->setSelected(row, row, selected);
    return true;
}

/// Cells are places and stay; only places that are no more, or too many, are given up. Heads stay always: one of them
/// may be what is sorting right now.
void TableAccessible::modelChange(QAccessibleTableModelChangeEvent*) {
    const bool areTooMany = m_cells.size() > mostCells;
    m_cells.removeIf([&](const QHash<QPair<int, int>, QAccessible::Id>::iterator& cell) {
        const int row = cell.key().first;
        const bool goes = row != TableCellAccessible::headRow && (areTooMany || row >= rowCount());
        if (goes)
            QAccessible::deleteAccessibleInterface(*cell);
        return goes;
    });
}

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    auto* table = qobject_cast<ResourceTable*>(object);
    return table ? new TableAccessible(*table) : nullptr;
}

} // namespace

void installTableAccessibility() {
    QAccessible::installFactory(makeInterface);
}

int accessibleChild(const ResourceTable& table, const QModelIndex& index) {
    const QList<int> columns = table.shownColumns();
    const auto place = columns.indexOf(index.column());
    return index.isValid() && place >= 0 ? static_cast<int>((index.row() + 1) * columns.size() + place) : -1;
}

} // namespace wallaroo
