#pragma once

#include "models/rowsorter.h"

#include <Qt>

#include <functional>
#include <optional>
#include <vector>

namespace wallaroo::models {

/// The orders of all rows by each column, kept while rows come, change and leave: a column that was sorted once is
/// sorted by a click in no time. Only row numbers are kept, 4 bytes a row and column; new and changed rows are sorted
/// by themselves and merged into what is there.
class RowIndex {
public:
    RowIndex(const RowValues& values, int columns, int baseColumn);
    ~RowIndex();
    RowIndex(const RowIndex&) = delete;
    RowIndex& operator=(const RowIndex&) = delete;

    [[nodiscard]] SourceRow rowCount() const { return m_rowCount; }

    void setRowCount(SourceRow rows); ///< grown at the end
    void rowChanged(SourceRow row);
    /// A value of this column may have changed in any row.
    void columnChanged(int column);
    void renumber(const Renumbering& numbers);
    void clear();

    struct SortKey {
        int column = 0;
        Qt::SortOrder order = Qt::AscendingOrder;
        friend bool operator==(const SortKey&, const SortKey&) = default;
    };

    /// Rows that the first key leaves equal go by the second, then by the base column, ascending, then by the tie
    /// break.
    void setSort(SortKey key, std::optional<SortKey> second = std::nullopt);

    [[nodiscard]] SortKey sort() const { return m_sort; }

    [[nodiscard]] std::optional<SortKey> secondSort() const { return m_second; }

    /// All rows in the chosen order, brought up to date.
    [[nodiscard]] const std::vector<SourceRow>& sorted();

    /// The same as it was last arranged, without the rows that came since.
    [[nodiscard]] const std::vector<SourceRow>& lastSorted() const { return m_sorted; }

    /// Brings the chosen order up to date by steps, until `isTimeUp` says so; false when it is. Meanwhile sorted()
    /// would do the rest at once.
    bool advance(const std::function<bool()>& isTimeUp);

    /// Works ahead on columns that are not chosen, the base first, until `isTimeUp` says so; false when nothing is left
    /// to do.
    bool prepare(const std::function<bool()>& isTimeUp);
    /// Whether a column's order needs no work, in either direction.
    [[nodiscard]] bool isReady(int column) const;

private:
    struct Order {
        std::vector<SourceRow> rows;
        std::vector<bool> isGroupBegin; ///< per place in `rows`: differs from the one before; empty: not known
        SourceRow covered = 0;          ///< rows from here on are not in `rows`
        std::vector<SourceRow> changed; ///< may stand at a wrong place in `rows`
        std::vector<bool> isChanged;    ///< the same as bits; empty when `changed` is
    };
    struct Job; ///< work ahead on one column, in steps

    [[nodiscard]] std::vector<SourceRow> takePending(Order& order);
    [[nodiscard]] std::vector<SourceRow> inBaseOrder(std::vector<SourceRow> rows);
    [[nodiscard]] bool isSorted(int column) const;
    void update(int column);
    void arrange();
    void findGroups(int column);
    [[nodiscard]] std::vector<SourceRow> arranged(SortKey key);
    [[nodiscard]] std::vector<SourceRow> arrangedDescending(int column);
    void arrangeGroups(SortKey second);
    enum class Groups { Wanted, NotNow };

    void startJob(int column, Groups groups);
    void finishJob();
    void dropJob();

    RowSorter m_sorter;
    std::vector<Order> m_orders; // per column
    SourceRow m_rowCount = 0;
    SortKey m_sort;
    std::optional<SortKey> m_second;
    std::vector<SourceRow> m_sorted; // the chosen order, turned round if descending
    bool m_isArranged = false;
    std::unique_ptr<Job> m_job;
};

} // namespace wallaroo::models
