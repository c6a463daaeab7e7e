#include "models/keyarena.h"

#include <algorithm>

namespace wallaroo::models {

void KeyArena::set(SourceRow row, QByteArrayView text) {
    if (m_places.size() <= row)
        m_places.resize(row + 1);
    Place& place = m_places[row];
    if (QByteArrayView(m_bytes.constData() + place.begin, place.size) == text)
        return;
    place = {static_cast<quint32>(m_bytes.size()), static_cast<quint32>(text.size())};
    m_bytes.append(text);
    for (const char c : text)
        m_letters.set(static_cast<quint8>(c));
}

bool KeyArena::mayHold(QByteArrayView text) const {
    return std::all_of(text.begin(), text.end(), [this](char c) { return m_letters.test(static_cast<quint8>(c)); });
}

void KeyArena::renumber(const Renumbering& numbers) {
    KeyArena kept;
    kept.m_bytes.reserve(m_bytes.size());
    for (SourceRow row = 0; row < numbers.to.size(); ++row) {
        if (numbers.to[row] != Renumbering::gone)
            kept.set(numbers.to[row], at(row));
    }
    *this = std::move(kept);
}

void KeyArena::clear() {
    *this = KeyArena();
}

} // namespace wallaroo::models
