#include "models/indexedmodel.h"

#include <algorithm>

namespace wallaroo::models {
namespace {

constexpr int flushEveryMs = 50;
constexpr SourceRow mostWaiting = 12'000;
constexpr SourceRow mostAtOnce = 2'000; // sorted and merged in a millisecond or two; more of them in slices
constexpr int takeSliceMs = 3;          // beside a slice of decoding in the same turn
constexpr size_t mostToldSingly = 200;
constexpr int changedShownMs = 4000;
constexpr int idleSliceMs = 6; // a step more may follow the look at the clock: 8 in all

} // namespace

void IndexedModel::setPhase(Phase phase) {
    if (phase == m_phase)
        return;
    m_phase = phase;
    Q_EMIT phaseChanged();
}

void IndexedModel::beginLoad() {
    if (m_isEndAwaited)
        endLoad();
    flush();
    m_isRefresh = recordCount() > 0;
    m_fadeTimer.stop();
    bool anyChanged = false;
    for (quint8& mark : m_marks) {
        anyChanged = anyChanged || (mark & Changed) != 0;
        mark &= Vanished;
    }
    if (anyChanged)
        emitAll({ChangedRole});
    if (!m_nextQuery)
        m_idleTimer.stop();
    setPhase(Phase::Loading);
}

void IndexedModel::noteMerged(SourceRow row, Merged merged) {
    if (m_marks.size() <= row) {
        m_marks.resize(row + 1);
        m_looks.resize(row + 1);
        m_selection.resize(row + 1);
    }
    quint8& mark = m_marks[row];
    const bool isBack = (mark & Vanished) != 0;
    mark = static_cast<quint8>((mark | Seen) & ~Vanished);
    if (merged == Merged::Same && !isBack)
        return;
    noteKeys(row, merged);
    if (merged == Merged::Added)
        return;
    if (m_isRefresh)
        mark |= Changed;
    m_index.rowChanged(row);
    m_changedRows.push_back(row);
}

void IndexedModel::noteBatch() {
    const SourceRow waiting = recordCount() - m_index.rowCount();
    if (!m_flushTimer.isActive() || waiting > std::max(mostWaiting, m_index.rowCount()))
        takeIn();
}

/// Makes rows that came part of the table: a few at once, many in slices, so that nobody feels it. At 100,000 rows one
/// go took 50 ms.
void IndexedModel::takeIn() {
    if (m_isTaking)
        return; // what comes meanwhile has its turn afterwards
    const SourceRow known = m_index.rowCount();
    const SourceRow records = recordCount();
    if (m_phase != Phase::Loading || records - known <= mostAtOnce || !m_changedRows.empty()) {
        flush();
        return;
    }
    const SearchKeys::Scan scan = m_keys.scan(m_query, m_setup.kinds, kindWords());
    for (SourceRow row = known; row < records; ++row)
        lookAt(row, scan);
    m_index.setRowCount(records);
    m_isTaking = true;
    m_takeTimer.start();
    m_takenSince.start();
}

void IndexedModel::takeInSlice() {
    QElapsedTimer clock;
    clock.start();
    if (m_isTaking && m_index.advance([&clock] { return clock.elapsed() >= takeSliceMs; }))
        return;
    m_takeTimer.stop();
    if (std::exchange(m_isTaking, false))
        reindex();
    m_flushTimer.start(std::max(flushEveryMs, static_cast<int>(m_takenSince.elapsed())));
    if (!m_isEndAwaited)
        return;
    takeIn();
    if (!m_isTaking)
        endLoad();
}

void IndexedModel::noteAnswers() {
    for (const SourceRow row : m_changedRows)
        m_marks[row] |= Changed;
    flush();
    startFade();
}

/// Makes rows that came or changed since the last time part of the table.
void IndexedModel::flush() {
    const SourceRow known = m_index.rowCount();
    const SourceRow records = recordCount();
    const bool wasTaking = std::exchange(m_isTaking, false);
    if (known == records && m_changedRows.empty()) {
        if (wasTaking)
            reindex();
        return;
    }
    QElapsedTimer clock;
    clock.start();
    if (wasTaking)
        (void)m_index.sorted(); // the slices that are left, before there are more rows
    const SearchKeys::Scan scan = m_keys.scan(m_query, m_setup.kinds, kindWords());
    for (SourceRow row = known; row < records; ++row)
        lookAt(row, scan);
    for (const SourceRow row : m_changedRows)
        lookAt(row, scan);
    m_index.setRowCount(records);
    reindex();
    emitChangedRows();
    // Not more than a fifth of the time, however many rows there are
    m_flushTimer.start(std::max(flushEveryMs, static_cast<int>(clock.elapsed()) * 4));
}

std::vector<SourceRow> IndexedModel::arrangedRows() {
    std::vector<SourceRow> rows;
    const std::vector<SourceRow>& sorted = m_isTaking ? m_index.lastSorted() : m_index.sorted();
    rows.reserve(sorted.size());
    Counts counts;
    for (const SourceRow row : sorted) {
        const quint8 look = m_looks[row];
        counts.total += (look & LeftOut) == 0 ? 1 : 0;
        if (look != Matching)
            continue;
        rows.push_back(row);
        counts.selectedShown += m_selection.contains(row) ? 1 : 0;
    }
    m_counts = counts;
    return rows;
}

void IndexedModel::reindex() {
    show(arrangedRows());
}

void IndexedModel::show(std::vector<SourceRow> rows) {
    if (rows != m_shown) {
        Q_EMIT aboutToReindex();
        beginResetModel();
        m_shown = std::move(rows);
        endResetModel();
        Q_EMIT reindexed();
    }
    Q_EMIT countsChanged();
    if (m_phase != Phase::Loading)
        m_idleTimer.start();
}

/// Told one by one while there are few: a view then draws those alone.
void IndexedModel::emitChangedRows() {
    const std::vector<SourceRow> changed = std::exchange(m_changedRows, {});
    if (changed.empty())
        return;
    if (changed.size() > mostToldSingly) {
        emitAll({});
        return;
    }
    std::vector<bool> isChanged(recordCount());
    for (const SourceRow row : changed)
        isChanged[row] = true;
    for (int row = 0; row < rowCount(); ++row) {
        if (isChanged[sourceRow(row)])
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
}

void IndexedModel::endLoad() {
    m_isEndAwaited = false;
    if (m_phase != Phase::Loading)
        return;
    flush();
    setPhase(Phase::Loaded);
    removeUnseen();
    startFade();
    m_idleTimer.start();
    Q_EMIT loadEnded();
}

void IndexedModel::endLoadSoon() {
    takeIn();
    if (m_isTaking)
        m_isEndAwaited = true;
    else
        endLoad();
}

void IndexedModel::failLoad() {
    m_isEndAwaited = false;
    if (m_phase != Phase::Loading)
        return;
    flush();
    setPhase(Phase::Failed);
    startFade();
    m_idleTimer.start();
}

void IndexedModel::startFade() {
    if (std::any_of(m_marks.begin(), m_marks.end(), [](quint8 mark) { return (mark & Changed) != 0; }))
        m_fadeTimer.start(changedShownMs);
}

/// Rows that did not come again leave; a selected one stays once, greyed, so that a selection does not shrink unseen.
void IndexedModel::removeUnseen() {
    Renumbering numbers;
    numbers.to.resize(recordCount());
    bool anyVanished = false;
    for (SourceRow row = 0; row < numbers.to.size(); ++row) {
        quint8& mark = m_marks[row];
        const bool stays = (mark & Seen) != 0 || ((mark & Vanished) == 0 && m_selection.contains(row));
        if (stays && (mark & Seen) == 0) {
            mark |= Vanished;
            anyVanished = true;
        }
        numbers.to[row] = stays ? numbers.left++ : Renumbering::gone;
    }
    if (anyVanished)
        emitAll({ToneRole});
    if (numbers.left == numbers.to.size())
        return;
    finishKeys();
    const int selectedBefore = m_selection.count();
    Q_EMIT aboutToReindex();
    beginResetModel();
    renumberRecords(numbers);
    m_index.renumber(numbers);
    m_keys.renumber(numbers);
    m_keyed = numbers.left;
    m_selection.renumber(numbers);
    numbers.apply(m_marks);
    numbers.apply(m_looks);
    m_shown = arrangedRows();
    endResetModel();
    Q_EMIT reindexed();
    if (m_selection.count() != selectedBefore)
        Q_EMIT selectionChanged();
    Q_EMIT countsChanged();
}

void IndexedModel::clear() {
    m_isTaking = false;
    m_isEndAwaited = false;
    m_takeTimer.stop();
    m_flushTimer.stop();
    m_idleTimer.stop();
    m_fadeTimer.stop();
    const bool hadSelection = m_selection.count() > 0;
    Q_EMIT aboutToReindex();
    beginResetModel();
    clearRecords();
    m_index.clear();
    m_keys.clear();
    m_keyed = 0;
    if (m_nextQuery)
        m_query = *std::exchange(m_nextQuery, std::nullopt);
    m_selection = Selection();
    m_marks = std::vector<quint8>();
    m_looks = std::vector<quint8>();
    m_shown = std::vector<SourceRow>();
    m_changedRows.clear();
    m_counts = {};
    endResetModel();
    Q_EMIT reindexed();
    if (hadSelection)
        Q_EMIT selectionChanged();
    Q_EMIT countsChanged();
    setPhase(Phase::Idle);
}

void IndexedModel::noteColumnChanged(int column, bool newKeys) {
    flush();
    for (SourceRow row = 0; newKeys && row < m_keyed; ++row)
        writeRowKeys(row);
    m_index.columnChanged(column);
    if (!m_query.isEmpty())
        lookAtAll();
    reindex();
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column));
}

void IndexedModel::noteLeftOutChanged() {
    lookAtAll();
    reindex();
}

void IndexedModel::prepareAhead() {
    QElapsedTimer clock;
    clock.start();
    const auto isTimeUp = [&clock] { return clock.elapsed() >= idleSliceMs; };
    if (advanceKeys(isTimeUp))
        return;
    settleFilter();
    if (m_phase == Phase::Loading || !m_index.prepare(isTimeUp))
        m_idleTimer.stop();
}

} // namespace wallaroo::models
