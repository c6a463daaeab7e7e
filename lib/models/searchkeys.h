#pragma once

#include "models/daybook.h"
#include "models/filterquery.h"
#include "models/keyarena.h"

#include <bitset>
#include <functional>

namespace wallaroo::models {

/// Where the searched text of a column is found in a row's keys.
struct SearchPlace {
    enum Kind : quint8 {
        Nowhere,
        Text, ///< the slot-th text of the row
        Id,
        Word, ///< a word that follows from the row's kind, such as its status
        Day   ///< the slot-th date of the row
    };

    Kind kind = Nowhere;
    int slot = 0;
};

/// What a filter looks at, prepared once per record. Only what differs from row to row is kept per row; words of a
/// status and the texts of dates are looked at once per filter. A scan of 100,000 people reads 5 MB instead of 15.
class SearchKeys {
public:
    static constexpr int maxKinds = 64;
    static constexpr int maxDays = 2;

    /// The keys of one row, filled by the model.
    struct Entry {
        QByteArray texts;
        QByteArray id; ///< folded
        quint8 kind = 0;
        std::array<DayBook::Day, maxDays> days{};

        /// The next text, as the server sent it.
        void addText(QByteArrayView serverUtf8);
        void clear();
    };

    /// The word of a kind in a column: "Active".
    using KindWord = std::function<QString(int column, int kind)>;

    explicit SearchKeys(QList<SearchPlace> places, const MomentText& words)
        : m_places(std::move(places)),
          m_days(words) {}

    [[nodiscard]] DayBook& days() { return m_days; }

    void set(SourceRow row, const Entry& entry);
    void renumber(const Renumbering& numbers);
    void clear();

    /// A query made ready for a scan. Good until a row is set: a new row may bring a new day.
    class Scan {
    public:
        [[nodiscard]] bool matches(SourceRow row) const;

    private:
        friend class SearchKeys;
        static constexpr int noText = -2;
        static constexpr int anyText = -1;

        struct Word {
            QByteArray folded;
            int text = noText;
            bool id = false;
            std::bitset<maxKinds> kinds;
            std::array<std::vector<bool>, maxDays> days; ///< per slot, per day; empty: not searched
        };

        [[nodiscard]] bool matches(SourceRow row, const Word& word) const;
        const SearchKeys* m_keys = nullptr;
        std::vector<Word> m_words;
    };

    [[nodiscard]] Scan scan(const FilterQuery& query, int kinds, const KindWord& kindWord) const;

    /// Whether the searched text of a column begins with a folded text; of a date each of its forms.
    [[nodiscard]] bool beginsWith(SourceRow row, int column, QByteArrayView folded, const KindWord& kindWord) const;

private:
    void addPlace(Scan::Word& word, int column, int kinds, const KindWord& kindWord) const;
    [[nodiscard]] QByteArrayView text(SourceRow row, int slot) const;

    QList<SearchPlace> m_places; // per column
    DayBook m_days;
    KeyArena m_texts;
    KeyArena m_ids;
    std::vector<quint8> m_kinds;
    std::vector<std::array<DayBook::Day, maxDays>> m_rowDays;
};

} // namespace wallaroo::models
