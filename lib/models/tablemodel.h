#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <QStringList>

#include <memory>

namespace wallaroo::models {

/// What a page and a view know of every table: rows in an own index (filter and sort by prepared keys), selection as a
/// set of ids, merge by id on refresh. Concrete models (UsersModel, WorkspacesModel) say what their columns are.
///
/// Why not QSortFilterProxyModel: at 100,000 rows its worst keystroke takes 1,150–1,320 ms, an own index 8.4–8.7 ms.
class TableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< the id as text
        SelectedRole,              ///< bool, for the whole row
        MatchesRole, ///< QList<QPair<int,int>>: start and length of the filter's matches in the display text
        ToneRole,    ///< Tone: secondary text, marks
        MarkRole,    ///< Mark: the small sign before a status word, or before a name that is not what it seems
        CopyRole,    ///< the text for copies: exact times, nothing elided
        ChangedRole  ///< bool: changed by the last refresh
    };
    enum class Tone { Normal, Secondary, Faint };
    Q_ENUM(Tone)
    enum class Mark { None, Active, Inactive, Locked, Archived, SeveralScripts };
    Q_ENUM(Mark)
    enum class Phase { Idle, Loading, Loaded, Failed };
    Q_ENUM(Phase)

    struct Column {
        QString key;   ///< for `field:word` and for remembering: "email"
        QString title; ///< translated
        bool alignRight = false;
        bool elideMiddle = false;
        bool shownAtFirst = true;
        int widthInChars = 16; ///< a first width, in average characters of the font
        Qt::SortOrder firstOrder = Qt::AscendingOrder;
    };

    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] virtual const QList<Column>& columns() const = 0;

    // Loading, driven by the page that talks to the API
    virtual void beginLoad() = 0;
    /// With all rows in: rows that did not come again leave (selected ones stay, greyed, until the next refresh).
    virtual void endLoad() = 0;
    /// The same, but not in one go where much is left to do; loadEnded() tells when it is done.
    virtual void endLoadSoon() = 0;
    /// Keeps what there is, old rows included.
    virtual void failLoad() = 0;
    /// Forgets everything (sign-out).
    virtual void clear() = 0;
    [[nodiscard]] virtual Phase phase() const = 0;

    /// Substring, case and accent folded, several words = all of them, `field:word` for one column.
    virtual void setFilter(const QString& text) = 0;
    [[nodiscard]] virtual QString filter() const = 0;

    /// Whether it is applied: right after thousands of rows came that takes a moment, in slices.
    [[nodiscard]] virtual bool isFilterSettled() const { return true; }

    [[nodiscard]] virtual int totalCount() const = 0;

    [[nodiscard]] int shownCount() const { return rowCount(); }

    /// Two keys: the second orders what the first leaves equal (shift-click). sort() is the same with one.
    using SortKeys = QList<QPair<int, Qt::SortOrder>>;
    virtual void sortBy(const SortKeys& keys) = 0;
    [[nodiscard]] virtual SortKeys sortKeys() const = 0;

    // Selection: a set of ids, independent of sort and filter
    [[nodiscard]] virtual int selectedCount() const = 0;
    [[nodiscard]] virtual int selectedHiddenCount() const = 0;
    virtual void setSelected(int firstRow, int lastRow, bool selected) = 0;
    virtual void toggleSelected(int row) = 0;
    virtual void selectAllShown() = 0;
    virtual void clearSelection() = 0;
    /// Shown rows that are selected, in their order; all selected rows where none of the filter hides.
    [[nodiscard]] virtual QList<int> selectedRows() const = 0;
    /// The ids of all selected rows, hidden ones too, in no particular order.
    [[nodiscard]] virtual QStringList selectedIds() const = 0;

    [[nodiscard]] virtual int rowOfId(const QString& id) const = 0; ///< -1: not shown
    /// For "type to go to the row": the next row from `from` (inclusive, wrapping) whose sort column's text starts with
    /// `text`.
    [[nodiscard]] virtual int findRow(const QString& text, int from) const = 0;
    /// Head line and rows as copied: exact values of the given columns (model columns, in view order).
    [[nodiscard]] virtual QList<QStringList> copyTable(const QList<int>& rows, const QList<int>& columns) const = 0;

Q_SIGNALS:
    void countsChanged(); ///< total, shown, selected
    void phaseChanged();
    void loadEnded(); ///< a load came to its good end, and rows that did not come again have left
    void selectionChanged();
    /// Before and after the index is rebuilt as a reset, so that a view can put current row and scroll place back by
    /// id.
    void aboutToReindex();
    void reindexed();
};

} // namespace wallaroo::models
