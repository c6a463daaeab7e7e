#include "models/rowindex.h"

#include <algorithm>
#include <deque>
#include <numeric>

namespace wallaroo::models {
namespace {

constexpr size_t chunkRows = 2048; // sorted or merged between two looks at the clock: about 1 ms

} // namespace

/// Sorting by chunks, then merging them pair by pair.
struct RowIndex::Job {
    int column = 0;
    std::vector<SourceRow> pending;
    bool isBaseOrdered = false;
    bool wantsGroups = true;
    size_t next = 0;
    std::vector<SourceRow> sorted; ///< from before; large, so merged once and last
    std::deque<std::vector<SourceRow>> runs;
    std::optional<RowMerge> merge;
    std::vector<bool> isGroupBegin;

    /// True when the one order is made, and its groups found.
    bool step(const RowSorter& sorter) {
        if (next < pending.size()) {
            const auto begin = pending.begin() + static_cast<std::ptrdiff_t>(next);
            next = std::min(next + chunkRows, pending.size());
            std::vector<SourceRow> run(begin, pending.begin() + static_cast<std::ptrdiff_t>(next));
            if (isBaseOrdered)
                sorter.sortFromBase(column, run);
            else
                sorter.sort(column, run);
            runs.push_back(std::move(run));
            return false;
        }
        if (!merge) {
            if (runs.size() < 2 && !sorted.empty())
                runs.push_back(std::exchange(sorted, {}));
            if (runs.size() < 2)
                return runs.empty() || !wantsGroups || findGroups(sorter);
            merge.emplace(std::move(runs[0]), std::move(runs[1]));
            runs.erase(runs.begin(), runs.begin() + 2);
        }
        if (merge->step(sorter, column, chunkRows)) {
            runs.push_back(merge->take());
            merge.reset();
        }
        return false;
    }

    bool findGroups(const RowSorter& sorter) {
        const std::vector<SourceRow>& rows = runs.front();
        const size_t end = std::min(isGroupBegin.size() + chunkRows, rows.size());
        for (size_t i = isGroupBegin.size(); i < end; ++i)
            isGroupBegin.push_back(i == 0 || sorter.compare(column, rows[i - 1], rows[i]) != 0);
        return end == rows.size();
    }
};

RowIndex::RowIndex(const RowValues& values, int columns, int baseColumn)
    : m_sorter(values, baseColumn),
      m_orders(static_cast<size_t>(columns)),
      m_sort{baseColumn, Qt::AscendingOrder} {
}

RowIndex::~RowIndex() = default;

void RowIndex::setRowCount(SourceRow rows) {
    Q_ASSERT(rows >= m_rowCount);
    if (rows == m_rowCount)
        return;
    m_rowCount = rows;
    m_isArranged = false;
    dropJob();
    m_sorter.keepHeads(m_sort.column);
}

void RowIndex::rowChanged(SourceRow row) {
    m_isArranged = false;
    dropJob();
    m_sorter.forgetHead(row);
    for (Order& order : m_orders) {
        if (row >= order.covered)
            continue;
        if (order.isChanged.empty())
            order.isChanged.resize(order.covered);
        if (!order.isChanged[row]) {
            order.isChanged[row] = true;
            order.changed.push_back(row);
        }
    }
}

void RowIndex::columnChanged(int column) {
    dropJob();
    m_sorter.dropHeads();
    m_orders[static_cast<size_t>(column)] = {};
    if (column == m_sorter.baseColumn())
        m_orders.assign(m_orders.size(), {});
    m_isArranged = false;
}

void RowIndex::renumber(const Renumbering& numbers) {
    dropJob();
    m_sorter.dropHeads();
    const auto stay = [&](std::vector<SourceRow>& rows) {
        const auto end = std::remove_if(rows.begin(), rows.end(),
                                        [&](SourceRow row) { return numbers.to[row] == Renumbering::gone; });
        rows.erase(end, rows.end());
        for (SourceRow& row : rows)
            row = numbers.to[row];
    };
    for (Order& order : m_orders) {
        order.isGroupBegin.clear();
        stay(order.rows);
        stay(order.changed);
        order.covered = static_cast<SourceRow>(order.rows.size());
        order.isChanged.clear();
        if (!order.changed.empty())
            order.isChanged.resize(order.covered);
        for (const SourceRow row : order.changed)
            order.isChanged[row] = true;
    }
    m_rowCount = numbers.left;
    m_isArranged = false;
}

void RowIndex::clear() {
    dropJob();
    m_sorter.dropHeads();
    m_orders.assign(m_orders.size(), {});
    m_rowCount = 0;
    m_isArranged = false;
}

void RowIndex::setSort(SortKey key, std::optional<SortKey> second) {
    if (key == m_sort && second == m_second)
        return;
    m_sort = key;
    m_second = second;
    m_isArranged = false;
}

bool RowIndex::isSorted(int column) const {
    const Order& order = m_orders[static_cast<size_t>(column)];
    return order.covered == m_rowCount && order.changed.empty();
}

bool RowIndex::isReady(int column) const {
    return isSorted(column) && m_orders[static_cast<size_t>(column)].isGroupBegin.size() == m_rowCount;
}

/// The rows that are not yet, or no longer, at their place; taken out of the order.
std::vector<SourceRow> RowIndex::takePending(Order& order) {
    order.isGroupBegin.clear();
    if (!order.changed.empty()) {
        const auto end =
            std::remove_if(order.rows.begin(), order.rows.end(), [&](SourceRow row) { return order.isChanged[row]; });
        order.rows.erase(end, order.rows.end());
    }
    std::vector<SourceRow> pending = std::exchange(order.changed, {});
    const size_t kept = pending.size();
    pending.resize(kept + (m_rowCount - order.covered));
    std::iota(pending.begin() + static_cast<std::ptrdiff_t>(kept), pending.end(), order.covered);
    order.isChanged.clear();
    order.covered = m_rowCount;
    return pending;
}

/// For many rows at once it is quicker to pick them from the base order than to sort them.
std::vector<SourceRow> RowIndex::inBaseOrder(std::vector<SourceRow> rows) {
    const int base = m_sorter.baseColumn();
    if (rows.size() < m_rowCount / 8) {
        m_sorter.sort(base, rows);
        return rows;
    }
    update(base);
    const std::vector<SourceRow>& all = m_orders[static_cast<size_t>(base)].rows;
    if (rows.size() == all.size())
        return all;
    std::vector<bool> wanted(m_rowCount);
    for (const SourceRow row : rows)
        wanted[row] = true;
    std::copy_if(all.begin(), all.end(), rows.begin(), [&](SourceRow row) { return wanted[row]; });
    return rows;
}

void RowIndex::update(int column) {
    if (isSorted(column))
        return;
    if (m_job && m_job->column == column) { // what is done of it is not done again
        while (!m_job->step(m_sorter)) {
        }
        finishJob();
        return;
    }
    dropJob();
    Order& order = m_orders[static_cast<size_t>(column)];
    std::vector<SourceRow> pending = takePending(order);
    if (column == m_sorter.baseColumn()) {
        m_sorter.sort(column, pending);
    } else {
        pending = inBaseOrder(std::move(pending));
        m_sorter.sortFromBase(column, pending);
    }
    order.rows = RowMerge::merged(m_sorter, column, std::move(order.rows), std::move(pending));
}

const std::vector<SourceRow>& RowIndex::sorted() {
    if (!m_isArranged)
        arrange();
    return m_sorted;
}

void RowIndex::arrange() {
    m_sorted = arranged(m_sort);
    if (m_second)
        arrangeGroups(*m_second);
    m_isArranged = true;
}

std::vector<SourceRow> RowIndex::arranged(SortKey key) {
    update(key.column);
    return key.order == Qt::AscendingOrder ? m_orders[static_cast<size_t>(key.column)].rows
                                           : arrangedDescending(key.column);
}

/// Each stretch of rows that the first key leaves equal goes by its places in the order of the second, which is total:
/// numbers are compared, no texts.
void RowIndex::arrangeGroups(SortKey second) {
    const std::vector<SourceRow> wanted = arranged(second);
    std::vector<SourceRow> place(m_rowCount);
    for (size_t i = 0; i < wanted.size(); ++i)
        place[wanted[i]] = static_cast<SourceRow>(i);
    const int column = m_sort.column;
    for (auto begin = m_sorted.begin(); begin != m_sorted.end();) {
        const auto end = std::find_if(begin + 1, m_sorted.end(),
                                      [&](SourceRow row) { return m_sorter.compare(column, *begin, row) != 0; });
        std::sort(begin, end, [&place](SourceRow a, SourceRow b) { return place[a] < place[b]; });
        begin = end;
    }
}

void RowIndex::findGroups(int column) {
    Order& order = m_orders[static_cast<size_t>(column)];
    order.isGroupBegin.resize(order.rows.size());
    for (size_t i = 0; i < order.rows.size(); ++i)
        order.isGroupBegin[i] = i == 0 || m_sorter.compare(column, order.rows[i - 1], order.rows[i]) != 0;
}

/// Turned round by groups of equal values: within a group names still go up, and missing values stay last.
std::vector<SourceRow> RowIndex::arrangedDescending(int column) {
    if (!isReady(column))
        findGroups(column);
    const Order& order = m_orders[static_cast<size_t>(column)];
    const auto at = [&order](size_t place) { return order.rows.begin() + static_cast<std::ptrdiff_t>(place); };
    std::vector<SourceRow> turned;
    turned.reserve(order.rows.size());
    size_t known = order.rows.size();
    if (known > 0 && m_sorter.isMissing(column, order.rows.back())) {
        do
            --known;
        while (!order.isGroupBegin[known]);
    }
    for (size_t end = known; end > 0;) {
        size_t begin = end - 1;
        while (!order.isGroupBegin[begin])
            --begin;
        turned.insert(turned.end(), at(begin), at(end));
        end = begin;
    }
    turned.insert(turned.end(), at(known), order.rows.end());
    return turned;
}

void RowIndex::startJob(int column, Groups groups) {
    Order& order = m_orders[static_cast<size_t>(column)];
    std::vector<SourceRow> pending = takePending(order);
    order.covered = 0; // until the job is done there is no order to rely on
    const bool isBase = column == m_sorter.baseColumn();
    if (!isBase)
        pending = inBaseOrder(std::move(pending));
    m_job = std::make_unique<Job>();
    m_job->column = column;
    m_job->wantsGroups = groups == Groups::Wanted;
    m_job->pending = std::move(pending);
    m_job->isBaseOrdered = !isBase;
    m_job->sorted = std::exchange(order.rows, {});
}

void RowIndex::finishJob() {
    Order& order = m_orders[static_cast<size_t>(m_job->column)];
    if (!m_job->runs.empty())
        order.rows = std::move(m_job->runs.front());
    order.isGroupBegin = std::move(m_job->isGroupBegin);
    order.covered = m_rowCount;
    m_job.reset();
}

/// A job that was overtaken by a change: its column starts again.
void RowIndex::dropJob() {
    m_job.reset();
}

bool RowIndex::prepare(const std::function<bool()>& isTimeUp) {
    while (true) {
        if (!m_job) {
            const int base = m_sorter.baseColumn();
            int column = base;
            for (int next = 0; isReady(column) && next < static_cast<int>(m_orders.size()); ++next)
                column = next;
            if (isReady(column)) {
                m_sorter.dropHeads();
                return false;
            }
            startJob(column, Groups::Wanted);
        }
        if (m_job->step(m_sorter))
            finishJob();
        if (isTimeUp())
            return true;
    }
}

bool RowIndex::advance(const std::function<bool()>& isTimeUp) {
    const int base = m_sorter.baseColumn();
    while (!isSorted(base) || !isSorted(m_sort.column)) {
        const int column = isSorted(base) ? m_sort.column : base; // the others are made from it
        if (m_job && m_job->column != column)
            dropJob();
        if (!m_job)
            startJob(column, Groups::NotNow);
        if (m_job->step(m_sorter))
            finishJob();
        if (isTimeUp())
            return !isSorted(base) || !isSorted(m_sort.column);
    }
    return false;
}

} // namespace wallaroo::models
