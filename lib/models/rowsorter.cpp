#include "models/rowsorter.h"

#include <algorithm>
#include <limits>

namespace wallaroo::models {

/// Rows by how their text can be compared.
struct RowSorter::Parts {
    struct Plain {
        TextOrder::Head head;
        SourceRow row;
    };

    struct Foreign {
        QCollatorSortKey key;
        SourceRow row;
    };

    std::vector<Plain> plain;
    std::vector<Foreign> foreign;
    std::vector<SourceRow> missing;
};

const TextOrder& RowSorter::texts() const {
    if (!m_texts)
        m_texts = std::make_unique<TextOrder>();
    return *m_texts;
}

bool RowSorter::isMissing(int column, SourceRow row) const {
    return m_values.isText(column) ? m_values.textAt(row, column, m_roomA).isEmpty()
                                   : !m_values.numberAt(row, column).has_value();
}

int RowSorter::compare(int column, SourceRow a, SourceRow b) const {
    if (!m_values.isText(column)) {
        const auto first = m_values.numberAt(a, column);
        const auto second = m_values.numberAt(b, column);
        if (!first || !second)
            return static_cast<int>(!first) - static_cast<int>(!second);
        return *first < *second ? -1 : static_cast<int>(*second < *first);
    }
    if (column == m_headColumn && std::max(a, b) < m_heads.size()) {
        const TextOrder::Head& one = m_heads[a];
        const TextOrder::Head& other = m_heads[b];
        if (one.first != 0 && other.first != 0) {
            if (one != other)
                return one < other ? -1 : 1;
            if (one.holdsAll())
                return 0;
        }
        if (m_keyAt[a] != 0 && m_keyAt[b] != 0)
            return m_sortKeys[m_keyAt[a] - 1].compare(m_sortKeys[m_keyAt[b] - 1]);
    }
    const QByteArrayView first = m_values.textAt(a, column, m_roomA);
    const QByteArrayView second = m_values.textAt(b, column, m_roomB);
    if (first.isEmpty() || second.isEmpty())
        return static_cast<int>(first.isEmpty()) - static_cast<int>(second.isEmpty());
    return texts().compare(first, second);
}

bool RowSorter::less(int column, SourceRow a, SourceRow b) const {
    int order = compare(column, a, b);
    if (order == 0 && column != m_base)
        order = compare(m_base, a, b);
    if (order == 0 && a != b)
        return isTieBefore(a, b);
    return order < 0;
}

bool RowSorter::isTieBefore(SourceRow a, SourceRow b) const {
    if (std::max(a, b) < m_ties.size() && m_ties[a] != 0 && m_ties[b] != 0 && m_ties[a] != m_ties[b])
        return m_ties[a] < m_ties[b];
    return m_values.isTieBefore(a, b);
}

void RowSorter::sort(int column, std::vector<SourceRow>& rows) const {
    sortBy(m_base, rows);
    sortFromBase(column, rows);
}

void RowSorter::sortFromBase(int column, std::vector<SourceRow>& rows) const {
    if (column != m_base)
        sortBy(column, rows);
}

void RowSorter::sortBy(int column, std::vector<SourceRow>& rows) const {
    if (m_values.isText(column))
        sortTexts(column, rows);
    else
        sortNumbers(column, rows);
}

/// Of rows with equal values in a column: in another than the base they stand in base order already.
bool RowSorter::breaksTie(int column, SourceRow a, SourceRow b) const {
    return column == m_base && isTieBefore(a, b);
}

void RowSorter::keepHeads(int column) {
    if (column == m_headColumn)
        return;
    dropHeads();
    m_headColumn = column;
}

void RowSorter::dropHeads() {
    m_headColumn = none;
    m_heads = std::vector<TextOrder::Head>(); // gives the memory back, which clear() does not
    m_ties = std::vector<quint64>();
    m_keyAt = std::vector<quint32>();
    m_sortKeys = std::vector<QCollatorSortKey>();
}

void RowSorter::forgetHead(SourceRow row) {
    if (row >= m_heads.size())
        return;
    m_heads[row] = {};
    m_keyAt[row] = 0;
}

void RowSorter::rememberKey(SourceRow row, const QCollatorSortKey& key) const {
    m_sortKeys.push_back(key);
    m_keyAt[row] = static_cast<quint32>(m_sortKeys.size());
}

RowSorter::Parts RowSorter::takeApart(int column, const std::vector<SourceRow>& rows) const {
    Parts parts;
    parts.plain.reserve(rows.size());
    const bool keepsHeads = column == m_headColumn;
    if (keepsHeads && !rows.empty()) {
        m_heads.resize(std::max<size_t>(m_heads.size(), *std::max_element(rows.begin(), rows.end()) + size_t{1}));
        m_keyAt.resize(m_heads.size());
        m_ties.resize(m_heads.size());
        for (const SourceRow row : rows)
            m_ties[row] = m_values.tieHead(row);
    }
    for (const SourceRow row : rows) {
        const QByteArrayView text = m_values.textAt(row, column, m_roomA);
        if (text.isEmpty()) {
            parts.missing.push_back(row);
        } else if (const auto head = texts().head(text)) {
            parts.plain.push_back({*head, row});
            if (keepsHeads)
                m_heads[row] = *head;
        } else {
            parts.foreign.push_back({texts().sortKey(text), row});
            if (keepsHeads)
                rememberKey(row, parts.foreign.back().key);
        }
    }
    return parts;
}

void RowSorter::sortTexts(int column, std::vector<SourceRow>& rows) const {
    Parts parts = takeApart(column, rows);
    std::stable_sort(parts.plain.begin(), parts.plain.end(), [&](const Parts::Plain& a, const Parts::Plain& b) {
        if (a.head != b.head)
            return a.head < b.head;
        const int order = compare(column, a.row, b.row);
        return order != 0 ? order < 0 : breaksTie(column, a.row, b.row);
    });
    std::stable_sort(parts.foreign.begin(), parts.foreign.end(), [&](const Parts::Foreign& a, const Parts::Foreign& b) {
        const int order = a.key.compare(b.key);
        return order != 0 ? order < 0 : breaksTie(column, a.row, b.row);
    });
    if (column == m_base)
        std::sort(parts.missing.begin(), parts.missing.end(),
                  [&](SourceRow a, SourceRow b) { return breaksTie(column, a, b); });

    rows.resize(parts.plain.size());
    std::transform(parts.plain.begin(), parts.plain.end(), rows.begin(), [](const auto& one) { return one.row; });
    if (!parts.foreign.empty()) {
        std::vector<SourceRow> foreign(parts.foreign.size());
        std::transform(parts.foreign.begin(), parts.foreign.end(), foreign.begin(),
                       [](const auto& one) { return one.row; });
        rows = RowMerge::merged(*this, column, std::move(rows), std::move(foreign));
    }
    rows.insert(rows.end(), parts.missing.begin(), parts.missing.end());
}

void RowSorter::sortNumbers(int column, std::vector<SourceRow>& rows) const {
    struct Keyed {
        qint64 key;
        SourceRow row;
    };

    std::vector<Keyed> keyed;
    std::vector<SourceRow> missing;
    keyed.reserve(rows.size());
    for (const SourceRow row : rows) {
        if (const auto number = m_values.numberAt(row, column))
            keyed.push_back({*number, row});
        else
            missing.push_back(row);
    }
    std::stable_sort(keyed.begin(), keyed.end(), [&](const Keyed& a, const Keyed& b) {
        return a.key != b.key ? a.key < b.key : breaksTie(column, a.row, b.row);
    });
    if (column == m_base)
        std::sort(missing.begin(), missing.end(), [&](SourceRow a, SourceRow b) { return breaksTie(column, a, b); });
    std::transform(keyed.begin(), keyed.end(), rows.begin(), [](const Keyed& one) { return one.row; });
    std::copy(missing.begin(), missing.end(), rows.begin() + static_cast<std::ptrdiff_t>(keyed.size()));
}

RowMerge::RowMerge(std::vector<SourceRow> a, std::vector<SourceRow> b) : m_a(std::move(a)), m_b(std::move(b)) {
    if (m_a.size() < m_b.size())
        std::swap(m_a, m_b);
    m_merged.reserve(m_a.size() + m_b.size());
}

bool RowMerge::step(const RowSorter& sorter, int column, size_t rows) {
    const size_t enough = rows > m_a.size() + m_b.size() ? std::numeric_limits<size_t>::max() : m_merged.size() + rows;
    const auto isBefore = [&](SourceRow a, SourceRow b) { return sorter.less(column, a, b); };
    while (m_nextB < m_b.size() && m_merged.size() < enough) {
        const SourceRow next = m_b[m_nextB];
        // Doubling strides to a row that is not before `next`, then halving
        size_t stride = 1;
        size_t low = m_nextA;
        while (low + stride <= m_a.size() && isBefore(m_a[low + stride - 1], next)) {
            low += stride;
            stride *= 2;
        }
        const auto begin = m_a.begin() + static_cast<std::ptrdiff_t>(m_nextA);
        const auto from = m_a.begin() + static_cast<std::ptrdiff_t>(low);
        const auto to = m_a.begin() + static_cast<std::ptrdiff_t>(std::min(low + stride, m_a.size()));
        const auto place = std::lower_bound(from, to, next, isBefore);
        m_merged.insert(m_merged.end(), begin, place);
        m_merged.push_back(next);
        m_nextA = static_cast<size_t>(place - m_a.begin());
        ++m_nextB;
    }
    if (m_nextB < m_b.size())
        return false;
    m_merged.insert(m_merged.end(), m_a.begin() + static_cast<std::ptrdiff_t>(m_nextA), m_a.end());
    m_nextA = m_a.size();
    return true;
}

std::vector<SourceRow> RowMerge::merged(const RowSorter& sorter, int column, std::vector<SourceRow> a,
                                        std::vector<SourceRow> b) {
    if (a.empty() || b.empty())
        return a.empty() ? std::move(b) : std::move(a);
    RowMerge merge(std::move(a), std::move(b));
    merge.step(sorter, column, std::numeric_limits<size_t>::max());
    return merge.take();
}

} // namespace wallaroo::models
