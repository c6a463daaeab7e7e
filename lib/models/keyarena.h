#pragma once

#include "models/renumbering.h"

#include <QByteArray>

#include <bitset>
#include <vector>

namespace wallaroo::models {

/// A text per row, all in one allocation: 100,000 QByteArrays would take 5 MB more, and a scan would jump about.
class KeyArena {
public:
    /// Texts of rows that changed are left behind as waste until renumber().
    void set(SourceRow row, QByteArrayView text);

    [[nodiscard]] QByteArrayView at(SourceRow row) const {
        return {m_bytes.constData() + m_places[row].begin, m_places[row].size};
    }

    /// False where a text can be in no row, because a letter of it is in none.
    [[nodiscard]] bool mayHold(QByteArrayView text) const;

    void renumber(const Renumbering& numbers);
    void clear();

private:
    struct Place {
        quint32 begin = 0;
        quint32 size = 0;
    };

    QByteArray m_bytes;
    std::vector<Place> m_places;
    std::bitset<256> m_letters; ///< bytes that occur, or did
};

} // namespace wallaroo::models
