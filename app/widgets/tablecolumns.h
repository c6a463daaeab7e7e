#pragma once

#include "models/tablemodel.h"

#include <QObject>
#include <QVariantMap>

class QHeaderView;
class QMenu;
class QTableView;

namespace wallaroo {

/// The columns of a table as a person arranged them: widths, order, which are shown, which sorts. Remembered by the
/// columns' keys, so that a new version's new column does not move the others. Until somebody drags a width, spare room
/// goes to the columns with long texts.
class TableColumns : public QObject {
    Q_OBJECT
public:
    explicit TableColumns(QTableView& table);

    /// Called when the table has a new model.
    void setModel(models::TableModel* model);
    /// Back to first widths, order, columns and sort.
    void reset();
    [[nodiscard]] QVariantMap state() const;
    /// What is unknown or damaged in it is left out.
    void restore(const QVariantMap& state);
    /// Makes the columns fit the room there is, unless widths were chosen.
    void fit();

    /// Model columns in the order they are shown.
    [[nodiscard]] QList<int> shown() const;
    [[nodiscard]] bool isShown(int column) const;
    void setShown(int column, bool shown);
    /// As a click on the head: this column, or the other way round.
    void sortBy(int column);
    /// Entries for choosing columns and order.
    void fillColumnsMenu(QMenu& menu);
    void fillSortMenu(QMenu& menu);
    /// As Shift and a click: orders what the first key leaves equal; the same column again turns it round.
    void sortAlsoBy(int column);
    void fillSecondSortMenu(QMenu& menu);
    /// Left and right, as by dragging a column's head.
    void fillOrderMenu(QMenu& menu, int column);

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QHeaderView& header() const;
    [[nodiscard]] int firstWidth(int column) const;
    [[nodiscard]] int columnOfKey(const QString& key) const;
    void restoreColumn(const QVariantMap& column, int place);

    QTableView& m_table;
    models::TableModel* m_model = nullptr;
    bool m_isSized = false;   ///< somebody dragged a width
    bool m_isOwnWork = false; ///< sections change because we change them
};

} // namespace wallaroo
