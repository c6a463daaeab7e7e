#include "models/filterquery.h"

#include "models/folding.h"

#include <algorithm>

namespace wallaroo::models {
namespace {

int columnOf(QStringView name, const QList<TableModel::Column>& columns) {
    const QByteArray wanted = folded(name);
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const TableModel::Column& column) { return folded(column.key) == wanted; });
    return found == columns.end() ? FilterQuery::anyColumn : static_cast<int>(found - columns.begin());
}

QList<QPair<int, int>> joined(QList<QPair<int, int>> ranges) {
    std::sort(ranges.begin(), ranges.end());
    QList<QPair<int, int>> result;
    for (const auto& range : std::as_const(ranges)) {
        if (!result.isEmpty() && range.first <= result.last().first + result.last().second) {
            auto& last = result.last();
            last.second = std::max(last.second, range.first + range.second - last.first);
        } else {
            result.append(range);
        }
    }
    return result;
}

} // namespace

FilterQuery::FilterQuery(QStringView text, const QList<TableModel::Column>& columns) {
    qsizetype begin = 0;
    bool quoted = false;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        const bool end = i == text.size();
        if (!end && text[i] == u'"')
            quoted = !quoted;
        if (end || (!quoted && text[i].isSpace())) {
            addWord(text.mid(begin, i - begin), columns);
            begin = i + 1;
        }
    }
}

void FilterQuery::addWord(QStringView text, const QList<TableModel::Column>& columns) {
    Word word;
    const qsizetype colon = text.indexOf(u':');
    if (colon > 0)
        word.column = columnOf(text.left(colon), columns);
    QString rest = (word.column == anyColumn ? text : text.mid(colon + 1)).toString();
    rest.remove(u'"');
    word.folded = folded(rest);
    if (!word.folded.isEmpty() && std::find(m_words.begin(), m_words.end(), word) == m_words.end())
        m_words.push_back(std::move(word));
}

bool FilterQuery::narrows(const FilterQuery& wider) const {
    return std::all_of(wider.m_words.begin(), wider.m_words.end(), [this](const Word& old) {
        return std::any_of(m_words.begin(), m_words.end(), [&old](const Word& word) {
            return (old.column == anyColumn || old.column == word.column) && word.folded.contains(old.folded);
        });
    });
}

QList<QPair<int, int>> FilterQuery::matchesIn(QStringView text, int column) const {
    QList<QPair<int, int>> ranges;
    FoldedText key;
    for (const Word& word : m_words) {
        if (word.column != anyColumn && word.column != column)
            continue;
        if (key.from.isEmpty())
            key = foldedWithPlaces(text);
        for (qsizetype at = key.bytes.indexOf(word.folded); at >= 0; at = key.bytes.indexOf(word.folded, at + 1)) {
            const int begin = key.from[at];
            // The last letter goes whole: of ß, which is "ss" in the key, one s may have matched
            qsizetype end = at + word.folded.size();
            while (key.from[end] == key.from[end - 1])
                ++end;
            ranges.append({begin, key.from[end] - begin});
        }
    }
    return joined(std::move(ranges));
}

} // namespace wallaroo::models
