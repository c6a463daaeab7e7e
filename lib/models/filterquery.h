#pragma once

#include "models/tablemodel.h"

#include <QByteArray>

#include <vector>

namespace wallaroo::models {

/// What somebody typed into a filter field: words of which all must be found, each anywhere in a row or, as
/// `field:word`, in one column. "Quotes" keep words together. A prefix that names no column is part of the word (a
/// time, an address); `field:` without a word asks for nothing yet.
class FilterQuery {
public:
    static constexpr int anyColumn = -1;

    struct Word {
        QByteArray folded;
        int column = anyColumn;

        friend bool operator==(const Word& a, const Word& b) { return a.column == b.column && a.folded == b.folded; }
    };

    FilterQuery() = default;
    FilterQuery(QStringView text, const QList<TableModel::Column>& columns);

    [[nodiscard]] bool isEmpty() const { return m_words.empty(); }

    [[nodiscard]] const std::vector<Word>& words() const { return m_words; }

    /// Whether no row can match this that did not match `wider`: then only the shown rows need a look.
    [[nodiscard]] bool narrows(const FilterQuery& wider) const;

    /// Start and length of what matched in a text of the given column, in its UTF-16 units; in order, without overlaps.
    [[nodiscard]] QList<QPair<int, int>> matchesIn(QStringView text, int column) const;

private:
    void addWord(QStringView text, const QList<TableModel::Column>& columns);
    std::vector<Word> m_words;
};

} // namespace wallaroo::models
