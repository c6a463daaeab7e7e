#pragma once

#include <QAccessible>
#include <QPointer>

namespace wallaroo {

class ResourceTable;

/// A cell, or a column's head, for screen readers. It is a place, not a record: after a sort or a reset the same object
/// tells what stands there now, so that reading does not break off while rows arrive.
class TableCellAccessible final : public QAccessibleInterface,
                                  public QAccessibleTableCellInterface,
                                  public QAccessibleActionInterface {
public:
    static constexpr int headRow = -1;

    /// `column` is the model's.
    TableCellAccessible(ResourceTable& table, int row, int column) : m_table(&table), m_row(row), m_column(column) {}

    ~TableCellAccessible() override = default;
    TableCellAccessible(const TableCellAccessible&) = delete;
    TableCellAccessible& operator=(const TableCellAccessible&) = delete;

    [[nodiscard]] int row() const { return m_row; }

    [[nodiscard]] int column() const { return m_column; }

    bool isValid() const override;

    QObject* object() const override { return nullptr; }

    QWindow* window() const override;

    QAccessibleInterface* childAt(int, int) const override { return nullptr; }

    QAccessibleInterface* parent() const override;

    QAccessibleInterface* child(int) const override { return nullptr; }

    int childCount() const override { return 0; }

    int indexOfChild(const QAccessibleInterface*) const override { return -1; }

    QString text(QAccessible::Text text) const override;

    void setText(QAccessible::Text, const QString&) override {}

    QRect rect() const override;
    QAccessible::Role role() const override;
    QAccessible::State state() const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    bool isSelected() const override;
    QList<QAccessibleInterface*> columnHeaderCells() const override;

    QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }

    int columnIndex() const override;

    int rowIndex() const override { return m_row; }

    int columnExtent() const override { return 1; }

    int rowExtent() const override { return 1; }

    QAccessibleInterface* table() const override { return parent(); }

    QStringList actionNames() const override;
    void doAction(const QString& actionName) override;

    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    [[nodiscard]] bool isHead() const { return m_row == headRow; }

    [[nodiscard]] QModelIndex index() const;
    [[nodiscard]] QRect viewRect() const;
    [[nodiscard]] QString headDescription() const;

    QPointer<ResourceTable> m_table;
    int m_row;
    int m_column;
};

} // namespace wallaroo
