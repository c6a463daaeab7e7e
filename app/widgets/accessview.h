#pragma once

#include "models/accessmodel.h"
#include "widgets/accessmarks.h"

#include <QElapsedTimer>
#include <QTableView>

class QMenu;

namespace wallaroo {

class AccessHead;

/// The access matrix to look at and to work in: people at the left, workspaces on top, both stay while the cells
/// scroll. A block of cells can be selected (Shift and arrows, or the mouse). Typing goes to a person.
///
/// Cells are drawn here rather than by a delegate: a table view asks a style option, a delegate and four variants of
/// every one of the thousand cells of a page, where a ready pixmap and a look into the matrix do (tests/bench).
class AccessView final : public QTableView {
    Q_OBJECT
public:
    explicit AccessView(QWidget* parent = nullptr);
    ~AccessView() override;

    /// The model outlives the view.
    void setAccessModel(models::AccessModel* model);

    [[nodiscard]] models::AccessModel* accessModel() const { return m_model; }

    /// The columns that are seen, with some on either side.
    [[nodiscard]] std::vector<WorkspaceId> workspacesInSight() const;
    void goTo(int row, int column);
    /// Rows and columns of the selected block, or of the current cell.
    [[nodiscard]] QRect selectedBlock() const;

    void keyboardSearch(const QString& search) override;

Q_SIGNALS:
    void sightChanged(); ///< other columns are seen
    void currentCellChanged(int row, int column);
    /// A menu for the selected block is about to show, at a cell; by mouse or keyboard (Enter, menu key).
    void blockMenuRequested(QMenu* menu);

protected:
    void paintEvent(QPaintEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void setSizes();
    void keepPlace();
    void restorePlace();
    void showMenu(const QPoint& global);
    void paintCells(QPainter& painter, const QRect& area);
    void paintCurrent(QPainter& painter);

    models::AccessModel* m_model = nullptr;
    AccessMarks m_marks;
    std::optional<models::AccessMatrix::Number> m_keptPerson; ///< while the sides are arranged anew
    std::optional<models::AccessMatrix::Number> m_keptWorkspace;
    QString m_search;
    QElapsedTimer m_sinceSearch;
};

} // namespace wallaroo
