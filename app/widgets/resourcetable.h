#pragma once

#include "models/tablemodel.h"

#include <QElapsedTimer>
#include <QTableView>
#include <QVariantMap>

class QMenu;

namespace wallaroo {

class CellDelegate;
class TableColumns;

/// A TableModel seen and worked in. The selection is the model's; Qt's selection model holds the current row alone.
///
/// Click and arrows select one row as everywhere. A selection that was made with Ctrl, Shift, Space or Ctrl+A is not
/// lost by moving: arrows then move without selecting, so that arrow, Space, arrow, Space collects rows.
class ResourceTable : public QTableView {
    Q_OBJECT
public:
    explicit ResourceTable(QWidget* parent = nullptr);
    ~ResourceTable() override;

    /// The model outlives the table or is replaced first.
    void setTableModel(models::TableModel* model);

    [[nodiscard]] models::TableModel* tableModel() const { return m_model; }

    /// Head line and the selected rows that are shown, else the current row, as tab-separated text; empty without
    /// either.
    [[nodiscard]] QString copySelection() const;
    /// Model columns in the order they are shown.
    [[nodiscard]] QList<int> shownColumns() const;

    /// Widths, order, shown columns and sort, by column keys; for settings.
    [[nodiscard]] QVariantMap columnState() const;
    void restoreColumnState(const QVariantMap& state);
    /// Keeps the current row marked without the focus, too: more is shown of it elsewhere.
    void setCurrentKept(bool kept);
    /// As a click on a column's head.
    void sortByHead(int column);
    /// For a button or a menu of the page: which columns are shown.
    void fillColumnsMenu(QMenu& menu);

    void keyboardSearch(const QString& search) override;
    void selectAll() override;

Q_SIGNALS:
    void filterRequested();
    void copyRequested();
    void textCopyRequested(const QString& text); ///< one cell, an id
    void rowActivated(int row);                  ///< Enter or double click
    /// A menu for `row` is about to show: add what else can be done. Also by keyboard.
    void rowMenuRequested(QMenu* menu, int row);
    void columnStateChanged();

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;

private:
    /// Where a person was, so that a table with other rows can be put back there.
    struct Place {
        QString currentId;
        int currentColumn = 0;
        QString anchorId; ///< the row that keeps its place on the screen
        int anchorY = 0;
        int sideways = 0;
    };

    void setRowHeight();
    void keepPlace();
    void restorePlace();
    void announceSelection();
    void announceCurrent();
    void updateRow(int row);
    void updateFocus();
    void setHoveredRow(int row);

    bool handleCommand(QKeyEvent* event);
    void moveByKey(QKeyEvent* event);
    void toggleCurrent();
    void selectOnly(int row);
    void selectRangeTo(int row, bool keepOthers);
    void addRowActions(QMenu& menu, int row);

    models::TableModel* m_model = nullptr;
    CellDelegate* m_delegate;
    TableColumns* m_columns;
    Place m_place;
    int m_anchorRow = -1;        ///< where a range begins
    bool m_isFollowing = false;  ///< the selection is the current row, and moves with it
    bool m_isDragging = false;   ///< the mouse draws a range
    bool m_hasBeenMoved = false; ///< a person chose the current row: it is followed through loads
    bool m_isRestoring = false;  ///< the current row is put back, nobody moved it
    bool m_isCurrentKept = false;
    QString m_search;
    QElapsedTimer m_sinceSearch;
};

} // namespace wallaroo
