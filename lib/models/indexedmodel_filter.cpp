#include "models/indexedmodel.h"

// What the filter looks at, and when.

namespace wallaroo::models {
namespace {

constexpr SourceRow fewKeys = 8'000;          // written in a few milliseconds; more of them in slices
constexpr SourceRow mostKeysBehind = 120'000; // a tenth of a second
constexpr SourceRow keysBetweenLooks = 64;    // at the clock

} // namespace

/// While rows come and nothing is filtered, nobody needs what a filter looks at: a fifth of the time to the last row
/// of 100,000. It is written afterwards, or when it is asked for.
bool IndexedModel::mayKeysWait() const {
    return m_phase == Phase::Loading && m_query.isEmpty() && recordCount() > fewKeys
           && recordCount() - m_keyed <= mostKeysBehind;
}

void IndexedModel::noteKeys(SourceRow row, Merged merged) {
    if (merged != Merged::Added) {
        if (row < m_keyed)
            writeRowKeys(row);
    } else if (!mayKeysWait()) {
        writeRowKeys(m_keyed++); // the one that waits longest, which is this one where none does
    }
}

void IndexedModel::writeRowKeys(SourceRow row) {
    m_entry.clear();
    writeKeys(row, m_entry);
    m_keys.set(row, m_entry);
}

bool IndexedModel::advanceKeys(const std::function<bool()>& isTimeUp) {
    while (m_keyed < recordCount()) {
        for (SourceRow i = 0; i < keysBetweenLooks && m_keyed < recordCount(); ++i)
            writeRowKeys(m_keyed++);
        if (isTimeUp())
            return true;
    }
    return false;
}

void IndexedModel::finishKeys() {
    while (m_keyed < recordCount())
        writeRowKeys(m_keyed++);
}

void IndexedModel::setFilter(const QString& text) {
    if (text == m_filter)
        return;
    m_filter = text;
    m_nextQuery = FilterQuery(text, m_setup.columns);
    if (m_nextQuery->words() == m_query.words())
        m_nextQuery.reset();
    else if (m_nextQuery->isEmpty() || recordCount() - m_keyed <= fewKeys)
        settleFilter();
    else
        m_idleTimer.start();
}

/// Nothing that is typed waits any longer.
void IndexedModel::settleFilter() {
    if (!m_nextQuery)
        return;
    if (!m_nextQuery->isEmpty())
        finishKeys();
    applyQuery(*std::exchange(m_nextQuery, std::nullopt));
}

void IndexedModel::applyQuery(FilterQuery query) {
    const bool narrows = query.narrows(m_query);
    m_query = std::move(query);
    const SearchKeys::Scan scan = m_keys.scan(m_query, m_setup.kinds, kindWords());
    for (SourceRow row = 0; row < m_index.rowCount(); ++row) {
        quint8& look = m_looks[row];
        if (narrows && (look & Matching) == 0)
            continue;
        look = static_cast<quint8>((look & ~Matching) | (scan.matches(row) ? Matching : 0));
    }
    reindex();
    emitAll({MatchesRole});
}

void IndexedModel::lookAt(SourceRow row, const SearchKeys::Scan& scan) {
    m_looks[row] = static_cast<quint8>((scan.matches(row) ? Matching : 0) | (isLeftOut(row) ? LeftOut : 0)
                                       | (isSievedOut(row) ? SievedOut : 0));
}

void IndexedModel::lookAtAll() {
    const SearchKeys::Scan scan = m_keys.scan(m_query, m_setup.kinds, kindWords());
    for (SourceRow row = 0; row < m_index.rowCount(); ++row)
        lookAt(row, scan);
}

} // namespace wallaroo::models
