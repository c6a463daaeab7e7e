#pragma once

#include "models/filterquery.h"
#include "models/rowindex.h"
#include "models/rowstore.h"
#include "models/searchkeys.h"
#include "models/selection.h"
#include "models/tablemodel.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>

namespace wallaroo::models {

/// What every table of records has in common: merging, filter, order, selection, phases. A concrete model keeps the
/// records (a RowStore) and says what a cell shows. Here rows are SourceRows, numbered as they came; `m_shown` makes
/// them rows of the table.
///
/// A row index that changed is told as a reset, with aboutToReindex() and reindexed() around it: at 100,000 rows that
/// takes 2 ms where rowsMoved or layoutChanged takes hundreds.
class IndexedModel : public TableModel, protected RowValues {
    Q_OBJECT
public:
    [[nodiscard]] const QList<Column>& columns() const override { return m_setup.columns; }

    void beginLoad() override;
    void endLoad() override;
    void endLoadSoon() override;
    void failLoad() override;
    void clear() override;

    [[nodiscard]] Phase phase() const override { return m_phase; }

    void setFilter(const QString& text) override;

    [[nodiscard]] QString filter() const override { return m_filter; }

    [[nodiscard]] bool isFilterSettled() const override { return !m_nextQuery; }

    [[nodiscard]] int totalCount() const override { return m_counts.total; }

    [[nodiscard]] int selectedCount() const override { return m_selection.count(); }

    [[nodiscard]] int selectedHiddenCount() const override { return m_selection.count() - m_counts.selectedShown; }

    void setSelected(int firstRow, int lastRow, bool selected) override;
    void toggleSelected(int row) override;
    void selectAllShown() override;
    void clearSelection() override;
    [[nodiscard]] QList<int> selectedRows() const override;
    [[nodiscard]] QStringList selectedIds() const override;

    [[nodiscard]] int rowOfId(const QString& id) const override;
    [[nodiscard]] int findRow(const QString& text, int from) const override;
    [[nodiscard]] QList<QStringList> copyTable(const QList<int>& rows, const QList<int>& columns) const override;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    void sortBy(const SortKeys& keys) override;
    [[nodiscard]] SortKeys sortKeys() const override;

protected:
    struct Setup {
        QList<Column> columns;
        QList<SearchPlace> places; ///< per column
        int kinds = 1;             ///< how many row kinds kindWord() tells apart
        int baseColumn = 0;        ///< orders what another column leaves equal
    };

    IndexedModel(Setup setup, const MomentText& words, QObject* parent);
    ~IndexedModel() override;

    // What a concrete model tells of its records, beside RowValues
    [[nodiscard]] virtual SourceRow recordCount() const = 0;
    [[nodiscard]] virtual QString idText(SourceRow row) const = 0;
    [[nodiscard]] virtual std::optional<SourceRow> recordOfId(const QString& id) const = 0;
    /// As shown: safe for one line.
    [[nodiscard]] virtual QString cellText(SourceRow row, int column) const = 0;

    [[nodiscard]] virtual QString copyText(SourceRow row, int column) const { return cellText(row, column); }

    /// More than the cell says, in plain text; empty where there is no more.
    [[nodiscard]] virtual QString detailText(SourceRow, int) const { return {}; }

    [[nodiscard]] virtual Tone tone(SourceRow, int) const { return Tone::Normal; }

    [[nodiscard]] virtual Mark mark(SourceRow, int) const { return Mark::None; }

    /// Whether the cell shows what the filter looks at ("2 h ago" is not).
    [[nodiscard]] virtual bool showsWhatIsSearched(SourceRow, int) const { return true; }

    /// Kept out of the table whatever the filter, such as default workspaces.
    [[nodiscard]] virtual bool isLeftOut(SourceRow) const { return false; }

    /// Narrowed away by a choice beside the filter's words: not shown, but counted among all.
    [[nodiscard]] virtual bool isSievedOut(SourceRow) const { return false; }

    virtual void writeKeys(SourceRow row, SearchKeys::Entry& entry) const = 0;

    [[nodiscard]] virtual QString kindWord(int, int) const { return {}; }

    virtual void renumberRecords(const Renumbering& numbers) = 0;
    virtual void clearRecords() = 0;

    // What a concrete model calls
    [[nodiscard]] SourceRow sourceRow(int row) const { return m_shown[static_cast<size_t>(row)]; }

    [[nodiscard]] DayBook::Day dayOf(Moment moment) const { return m_keys.days().dayOf(moment); }

    /// After each record that was merged, and once after a batch of them.
    void noteMerged(SourceRow row, Merged merged);
    void noteBatch();
    /// Instead of noteBatch() where records changed outside a load: shown at once, and marked for a while.
    void noteAnswers();
    /// The words or the values of a column changed in rows that were already there.
    void noteColumnChanged(int column, bool newKeys);
    /// isLeftOut() or isSievedOut() may say otherwise now.
    void noteLeftOutChanged();
    /// Rows that the filter's words leave and `takes` takes, shown or not, in the table's order. Without those that
    /// came since it was last put in order: countsChanged() tells of them.
    [[nodiscard]] std::vector<SourceRow> rowsWhere(const std::function<bool(SourceRow)>& takes) const;

private:
    enum RowMark : quint8 { Seen = 1, Vanished = 2, Changed = 4 };

    enum Look : quint8 { Matching = 1, LeftOut = 2, SievedOut = 4 };

    struct Counts {
        int total = 0;
        int selectedShown = 0;
        friend bool operator==(const Counts&, const Counts&) = default;
    };

    [[nodiscard]] QVariant cellData(SourceRow row, int column, int role) const;
    [[nodiscard]] SearchKeys::KindWord kindWords() const;
    void setPhase(Phase phase);
    [[nodiscard]] bool mayKeysWait() const;
    void noteKeys(SourceRow row, Merged merged);
    void writeRowKeys(SourceRow row);
    bool advanceKeys(const std::function<bool()>& isTimeUp);
    void finishKeys();
    void settleFilter();
    void applyQuery(FilterQuery query);
    void lookAt(SourceRow row, const SearchKeys::Scan& scan);
    void lookAtAll();
    void takeIn();
    void takeInSlice();
    void flush();
    void reindex();
    void removeUnseen();
    [[nodiscard]] std::vector<SourceRow> arrangedRows();
    void show(std::vector<SourceRow> rows);
    void emitChangedRows();
    void emitAll(const QList<int>& roles);
    void startFade();
    void prepareAhead();
    void select(int firstRow, int lastRow, bool selected);

    Setup m_setup;
    Phase m_phase = Phase::Idle;
    bool m_isRefresh = false; ///< there were rows before this load
    QString m_filter;
    FilterQuery m_query;                    ///< what is shown goes by it
    std::optional<FilterQuery> m_nextQuery; ///< waits until all rows have their keys
    SourceRow m_keyed = 0;                  ///< rows below have them
    mutable SearchKeys m_keys;              // its book of days grows while keys are written
    SearchKeys::Entry m_entry;
    RowIndex m_index;
    Selection m_selection;
    std::vector<quint8> m_marks; ///< RowMark
    std::vector<quint8> m_looks; ///< Look; a row is shown when it is Matching and nothing else
    std::vector<SourceRow> m_shown;
    std::vector<SourceRow> m_changedRows; ///< since the last flush
    Counts m_counts;
    bool m_isTaking = false;     ///< rows came that are being sorted in slices and do not show yet
    bool m_isEndAwaited = false; ///< the load ends when they do
    QTimer m_takeTimer;
    QElapsedTimer m_takenSince;
    QTimer m_flushTimer;
    QTimer m_idleTimer;
    QTimer m_fadeTimer;
};

} // namespace wallaroo::models
