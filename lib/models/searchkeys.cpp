#include "models/searchkeys.h"

#include "models/folding.h"

#include <string_view>

namespace wallaroo::models {
namespace {

constexpr char separator = '\x1f'; // displayText() leaves none of these in a text

bool holds(QByteArrayView text, const QByteArray& word) {
    const std::string_view where(text.data(), static_cast<size_t>(text.size()));
    return where.find(std::string_view(word.constData(), static_cast<size_t>(word.size()))) != std::string_view::npos;
}

/// "active" is not in "inactive", though its letters are: nobody who types it means the others.
bool beginsAWord(const QByteArray& text, const QByteArray& word) {
    return text.startsWith(word) || text.contains(' ' + word);
}

QByteArrayView piece(QByteArrayView text, int slot) {
    qsizetype begin = 0;
    for (; slot > 0; --slot) {
        const qsizetype end = text.indexOf(separator, begin);
        if (end < 0)
            return {};
        begin = end + 1;
    }
    const qsizetype end = text.indexOf(separator, begin);
    return text.sliced(begin, (end < 0 ? text.size() : end) - begin);
}

bool anyPieceBeginsWith(QByteArrayView text, QByteArrayView begin) {
    for (int slot = 0;; ++slot) {
        const QByteArrayView one = piece(text, slot);
        if (one.isNull())
            return false;
        if (one.startsWith(begin))
            return true;
    }
}

} // namespace

void SearchKeys::Entry::addText(QByteArrayView serverUtf8) {
    appendFolded(serverUtf8, texts);
    texts.append(separator);
}

void SearchKeys::Entry::clear() {
    texts.resize(0); // keeps the allocation for the next row
    id.resize(0);
    kind = 0;
    days = {};
}

void SearchKeys::set(SourceRow row, const Entry& entry) {
    Q_ASSERT(entry.kind < maxKinds);
    if (m_kinds.size() <= row) {
        m_kinds.resize(row + 1);
        m_rowDays.resize(row + 1);
    }
    m_texts.set(row, entry.texts);
    m_ids.set(row, entry.id);
    m_kinds[row] = entry.kind;
    m_rowDays[row] = entry.days;
}

void SearchKeys::renumber(const Renumbering& numbers) {
    m_texts.renumber(numbers);
    m_ids.renumber(numbers);
    numbers.apply(m_kinds);
    numbers.apply(m_rowDays);
}

void SearchKeys::clear() {
    m_texts.clear();
    m_ids.clear();
    m_kinds.clear();
    m_rowDays.clear();
}

QByteArrayView SearchKeys::text(SourceRow row, int slot) const {
    return piece(m_texts.at(row), slot);
}

SearchKeys::Scan SearchKeys::scan(const FilterQuery& query, int kinds, const KindWord& kindWord) const {
    Scan scan;
    scan.m_keys = this;
    for (const FilterQuery::Word& asked : query.words()) {
        Scan::Word word;
        word.folded = asked.folded;
        if (asked.column != FilterQuery::anyColumn) {
            addPlace(word, asked.column, kinds, kindWord);
        } else {
            for (int column = 0; column < m_places.size(); ++column)
                addPlace(word, column, kinds, kindWord);
            word.text = Scan::anyText;
        }
        if (!m_texts.mayHold(word.folded))
            word.text = Scan::noText;
        word.id = word.id && m_ids.mayHold(word.folded);
        scan.m_words.push_back(std::move(word));
    }
    return scan;
}

void SearchKeys::addPlace(Scan::Word& word, int column, int kinds, const KindWord& kindWord) const {
    const SearchPlace place = m_places[column];
    switch (place.kind) {
    case SearchPlace::Nowhere:
        break;
    case SearchPlace::Text:
        word.text = place.slot;
        break;
    case SearchPlace::Id:
        word.id = true;
        break;
    case SearchPlace::Word:
        for (int kind = 0; kind < kinds; ++kind) {
            if (beginsAWord(folded(kindWord(column, kind)), word.folded))
                word.kinds.set(static_cast<size_t>(kind));
        }
        break;
    case SearchPlace::Day: {
        auto& days = word.days[static_cast<size_t>(place.slot)];
        days.resize(m_days.count());
        for (size_t day = 0; day < days.size(); ++day)
            days[day] = holds(m_days.text(static_cast<DayBook::Day>(day)), word.folded);
        if (std::find(days.begin(), days.end(), true) == days.end())
            days.clear();
        break;
    }
    }
}

bool SearchKeys::Scan::matches(SourceRow row) const {
    return std::all_of(m_words.begin(), m_words.end(), [&](const Word& word) { return matches(row, word); });
}

bool SearchKeys::Scan::matches(SourceRow row, const Word& word) const {
    if (word.kinds.test(m_keys->m_kinds[row]))
        return true;
    for (size_t slot = 0; slot < maxDays; ++slot) {
        if (!word.days[slot].empty() && word.days[slot][m_keys->m_rowDays[row][slot]])
            return true;
    }
    if (word.text == anyText && holds(m_keys->m_texts.at(row), word.folded))
        return true;
    if (word.text >= 0 && holds(m_keys->text(row, word.text), word.folded))
        return true;
    return word.id && holds(m_keys->m_ids.at(row), word.folded);
}

bool SearchKeys::beginsWith(SourceRow row, int column, QByteArrayView folded, const KindWord& kindWord) const {
    const SearchPlace place = m_places[column];
    switch (place.kind) {
    case SearchPlace::Nowhere:
        return false;
    case SearchPlace::Text:
        return text(row, place.slot).startsWith(folded);
    case SearchPlace::Id:
        return m_ids.at(row).startsWith(folded);
    case SearchPlace::Word:
        return models::folded(kindWord(column, m_kinds[row])).startsWith(folded);
    case SearchPlace::Day:
        return anyPieceBeginsWith(m_days.text(m_rowDays[row][static_cast<size_t>(place.slot)]), folded);
    }
    return false;
}

} // namespace wallaroo::models
