#pragma once

#include "models/renumbering.h"

#include <QHashFunctions>

#include <deque>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace wallaroo::models {

enum class Merged : quint8 { Same, Changed, Added };

/// Records in the order of their arrival, found by their id. `idOf` is a member function or a data member of Row.
///
/// The records stand in a deque: growing copies nothing. The way from an id is a table of row numbers (open addressing,
/// at most half full): 0.5–1 MB for 100,000 people, where a QHash with the ids in it takes 8.
template <typename Row, auto idOf>
class RowStore {
public:
    using Id = std::decay_t<std::invoke_result_t<decltype(idOf), const Row&>>;

    [[nodiscard]] SourceRow size() const { return static_cast<SourceRow>(m_rows.size()); }

    [[nodiscard]] const Row& at(SourceRow row) const { return m_rows[row]; }

    [[nodiscard]] std::optional<SourceRow> find(const Id& id) const {
        if (m_slots.empty())
            return std::nullopt;
        const SourceRow row = m_slots[slotOf(id)];
        return row == empty ? std::nullopt : std::optional(row);
    }

    /// Puts a record in the place of the one with its id, or at the end.
    std::pair<SourceRow, Merged> merge(Row&& row) {
        if (m_slots.size() < (m_rows.size() + 1) * 2)
            rehash((m_rows.size() + 1) * 4);
        SourceRow& slot = m_slots[slotOf(std::invoke(idOf, row))];
        if (slot == empty) {
            slot = size();
            m_rows.push_back(std::move(row));
            return {slot, Merged::Added};
        }
        Row& old = m_rows[slot];
        if (old == row)
            return {slot, Merged::Same};
        old = std::move(row);
        return {slot, Merged::Changed};
    }

    void renumber(const Renumbering& numbers) {
        numbers.apply(m_rows);
        rehash(m_rows.size() * 2 + 2);
    }

    void clear() {
        m_rows.clear();
        m_slots.clear();
    }

private:
    static constexpr SourceRow empty = Renumbering::gone;

    /// Where the id is, or where it would go.
    [[nodiscard]] size_t slotOf(const Id& id) const {
        const size_t mask = m_slots.size() - 1;
        size_t slot = qHash(id, m_seed) & mask;
        while (m_slots[slot] != empty && !(std::invoke(idOf, m_rows[m_slots[slot]]) == id))
            slot = (slot + 1) & mask;
        return slot;
    }

    void rehash(size_t atLeast) {
        size_t count = 16;
        while (count < atLeast)
            count *= 2;
        m_slots.assign(count, empty);
        for (SourceRow row = 0; row < size(); ++row)
            m_slots[slotOf(std::invoke(idOf, m_rows[row]))] = row;
    }

    std::deque<Row> m_rows;
    std::vector<SourceRow> m_slots;
    size_t m_seed = QHashSeed::globalSeed(); // ids come from a server: nobody shall choose where they fall
};

} // namespace wallaroo::models
