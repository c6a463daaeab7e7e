#include "models/rowsorter.h"

#include <algorithm>
#include <limits>

namespace wallaroo::models {

/// Rows by how their text can be compared.
struct RowSorter::Parts {
    struct Plain {
        quint64 head;
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
    QByteArray room;
    return m_values.isText(column) ? m_values.textAt(row, column, room).isEmpty()
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
    QByteArray roomA;
    QByteArray roomB;
    const QByteArrayView first = m_values.textAt(a, column, roomA);
    const QByteArrayView second = m_values.textAt(b, column, roomB);
    if (first.isEmpty() || second.isEmpty())
        return static_cast<int>(first.isEmpty()) - static_cast<int>(second.isEmpty());
    return texts().compare(first, second);
}

bool RowSorter::less(int column, SourceRow a, SourceRow b) const {
    int order = compare(column, a, b);
    if (order == 0 && column != m_base)
        order = compare(m_base, a, b);
    if (order == 0 && a != b)
        order = m_values.tieBreakAt(a).compare(m_values.tieBreakAt(b));
    return order < 0;
}

void RowSorter::sort(int column, std::vector<SourceRow>& rows) const {
    sortBase(rows);
    if (column != m_base)
        sortFromBase(column, rows);
}

void RowSorter::sortFromBase(int column, std::vector<SourceRow>& rows) const {
    if (column == m_base)
        return;
    if (m_values.isText(column))
        sortTexts(column, rows);
    else
        sortNumbers(column, rows);
}

void RowSorter::sortBase(std::vector<SourceRow>& rows) const {
    if (m_values.isText(m_base))
        sortTexts(m_base, rows);
    else
        sortNumbers(m_base, rows);
    // Names that are the same, by id
    for (size_t begin = 0; begin < rows.size();) {
        size_t end = begin + 1;
        while (end < rows.size() && compare(m_base, rows[begin], rows[end]) == 0)
            ++end;
        if (end - begin > 1) {
            std::sort(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                      rows.begin() + static_cast<std::ptrdiff_t>(end),
                      [this](SourceRow a, SourceRow b) { return m_values.tieBreakAt(a) < m_values.tieBreakAt(b); });
        }
        begin = end;
    }
}

RowSorter::Parts RowSorter::takeApart(int column, const std::vector<SourceRow>& rows) const {
    Parts parts;
    parts.plain.reserve(rows.size());
    QByteArray room;
    for (const SourceRow row : rows) {
        const QByteArrayView text = m_values.textAt(row, column, room);
        if (text.isEmpty())
            parts.missing.push_back(row);
        else if (const auto head = texts().head(text))
            parts.plain.push_back({*head, row});
        else
            parts.foreign.push_back({texts().sortKey(text), row});
    }
    return parts;
}

void RowSorter::sortTexts(int column, std::vector<SourceRow>& rows) const {
    Parts parts = takeApart(column, rows);
    std::stable_sort(parts.plain.begin(), parts.plain.end(), [&](const Parts::Plain& a, const Parts::Plain& b) {
        return a.head != b.head ? a.head < b.head : compare(column, a.row, b.row) < 0;
    });
    std::stable_sort(parts.foreign.begin(), parts.foreign.end(),
                     [](const Parts::Foreign& a, const Parts::Foreign& b) { return a.key < b.key; });

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
    std::stable_sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) { return a.key < b.key; });
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
