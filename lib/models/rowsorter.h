#pragma once

#include "models/rowvalues.h"
#include "models/textorder.h"

#include <memory>
#include <vector>

namespace wallaroo::models {

/// Puts row numbers in the order of a column: missing values last, equal ones by the base column (the name), then by
/// the tie break. The order is total, so that a sorted whole and sorted parts merged are the same.
class RowSorter {
public:
    RowSorter(const RowValues& values, int baseColumn) : m_values(values), m_base(baseColumn) {}

    [[nodiscard]] int baseColumn() const { return m_base; }

    /// The column's own order alone: 0 for rows that only base and tie break tell apart.
    [[nodiscard]] int compare(int column, SourceRow a, SourceRow b) const;
    [[nodiscard]] bool less(int column, SourceRow a, SourceRow b) const;
    [[nodiscard]] bool isMissing(int column, SourceRow row) const;

    /// Remembers the heads of a text column's rows, or the collator's keys of those that have none, while they are
    /// sorted and merged again and again, as in a load: merging then hardly looks at the rows. 3 MB for 100,000 rows,
    /// and about 130 bytes for each whose text is left to the collator.
    void keepHeads(int column);
    void dropHeads();
    void forgetHead(SourceRow row);

    /// Any order in.
    void sort(int column, std::vector<SourceRow>& rows) const;
    /// Rows that are in base order already: what is left is a stable sort by one key.
    void sortFromBase(int column, std::vector<SourceRow>& rows) const;

private:
    struct Parts;
    [[nodiscard]] Parts takeApart(int column, const std::vector<SourceRow>& rows) const;
    void sortTexts(int column, std::vector<SourceRow>& rows) const;
    void sortNumbers(int column, std::vector<SourceRow>& rows) const;
    void sortBy(int column, std::vector<SourceRow>& rows) const;
    [[nodiscard]] bool breaksTie(int column, SourceRow a, SourceRow b) const;
    [[nodiscard]] bool isTieBefore(SourceRow a, SourceRow b) const;
    [[nodiscard]] const TextOrder& texts() const;
    void rememberKey(SourceRow row, const QCollatorSortKey& key) const;

    const RowValues& m_values;
    int m_base;
    static constexpr int none = -1;
    int m_headColumn = none;
    mutable std::vector<TextOrder::Head> m_heads; ///< by row; zero: not known, or foreign
    mutable std::vector<quint64> m_ties;          ///< by row: RowValues::tieHead(); namesakes are many
    mutable std::vector<quint32> m_keyAt;         ///< by row: where its key is, from 1 on; 0: none
    mutable std::vector<QCollatorSortKey> m_sortKeys;
    mutable QByteArray m_roomA; // kept: an allocation a comparison would double its time
    mutable QByteArray m_roomB;
    mutable std::unique_ptr<TextOrder> m_texts; // opened when first needed: it loads the locale's collation
};

/// Two sorted lists made one, by steps of the caller's choosing. Jumps over stretches: a small list merged into a large
/// one costs comparisons by the small one's size.
class RowMerge {
public:
    RowMerge(std::vector<SourceRow> a, std::vector<SourceRow> b);

    /// Takes about `rows` more rows over; true when done.
    bool step(const RowSorter& sorter, int column, size_t rows);

    [[nodiscard]] std::vector<SourceRow> take() { return std::move(m_merged); }

    [[nodiscard]] static std::vector<SourceRow> merged(const RowSorter& sorter, int column, std::vector<SourceRow> a,
                                                       std::vector<SourceRow> b);

private:
    std::vector<SourceRow> m_a; ///< the longer one
    std::vector<SourceRow> m_b;
    std::vector<SourceRow> m_merged;
    size_t m_nextA = 0;
    size_t m_nextB = 0;
};

} // namespace wallaroo::models
