#include "api/seenids.h"

#include <QHashSeed>

#include <cstring>

namespace wallaroo::api {
namespace {

constexpr std::size_t firstSize = 1024;

/// Each bit of the id moves the lowest bits of the result, also where ids were counted up by hand and differ at the end
/// only.
quint64 mixed(const QUuid& uuid) {
    static const quint64 seed = QHashSeed::globalSeed();
    constexpr quint64 odd = 0x9E37'79B9'7F4A'7C15;
    quint64 halves[2];
    static_assert(sizeof(halves) == sizeof(QUuid));
    std::memcpy(halves, &uuid, sizeof(halves));
    quint64 hash = halves[0] ^ seed;
    hash = (hash ^ (hash >> 32)) * odd;
    hash ^= (hash >> 32) ^ halves[1];
    hash = (hash ^ (hash >> 32)) * odd;
    return hash ^ (hash >> 32);
}

} // namespace

bool SeenIds::insert(const UserId& id) {
    if (id.uuid().isNull()) {
        const auto known = m_others.size();
        m_others.insert(id.toUtf8());
        return m_others.size() > known;
    }
    if (2 * (m_count + 1) > m_table.size())
        grow();
    QUuid& slot = m_table[slotOf(id.uuid())];
    if (!slot.isNull())
        return false;
    slot = id.uuid();
    ++m_count;
    return true;
}

/// Where it is, or where it would go.
std::size_t SeenIds::slotOf(const QUuid& uuid) const {
    const std::size_t mask = m_table.size() - 1;
    std::size_t slot = static_cast<std::size_t>(mixed(uuid)) & mask;
    while (!m_table[slot].isNull() && m_table[slot] != uuid)
        slot = (slot + 1) & mask;
    return slot;
}

void SeenIds::grow() {
    std::vector<QUuid> old(std::max(firstSize, 2 * m_table.size()));
    old.swap(m_table);
    for (const QUuid& uuid : old) {
        if (!uuid.isNull())
            m_table[slotOf(uuid)] = uuid;
    }
}

} // namespace wallaroo::api
