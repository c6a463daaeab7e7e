#include "dialogs/subjectcolumns.h"

#include "dialogs/subjectsmodel.h"

#include <QFontMetrics>
#include <QHeaderView>
#include <QTreeView>

#include <algorithm>
#include <array>
#include <numeric>

namespace wallaroo {
namespace {

constexpr int rowsMeasured = 200;

/// In letters of the list's font.
struct Bounds {
    int least;
    int most;
};

constexpr std::array<Bounds, SubjectsModel::ColumnCount> bounds{{{16, 60}, {8, 40}, {20, 64}, {20, 80}}};

/// Which column gives way, down to how many letters, in this order.
constexpr std::array<std::pair<int, int>, 6> givesWay{{{SubjectsModel::Id, 20},
                                                       {SubjectsModel::Note, 36},
                                                       {SubjectsModel::Address, 22},
                                                       {SubjectsModel::Name, 30},
                                                       {SubjectsModel::Address, 8},
                                                       {SubjectsModel::Name, 16}}};

int contentWidth(const QTreeView& list, int column) {
    const QAbstractItemModel& model = *list.model();
    const QVariant font = model.index(0, column).data(Qt::FontRole);
    const QFontMetrics metrics(font.isValid() ? font.value<QFont>() : list.font());
    const int rows = std::min(model.rowCount(), rowsMeasured);
    int widest = 0;
    bool hasIcon = false;
    for (int row = 0; row < rows; ++row) {
        const QModelIndex index = model.index(row, column);
        widest = std::max(widest, metrics.horizontalAdvance(index.data().toString()));
        hasIcon = hasIcon || index.data(Qt::DecorationRole).isValid();
    }
    const int letter = list.fontMetrics().averageCharWidth();
    return widest + 6 * letter + (hasIcon ? 2 * list.fontMetrics().height() : 0);
}

} // namespace

int fitSubjectColumns(QTreeView& list, int room) {
    const int letter = list.fontMetrics().averageCharWidth();
    std::array<int, SubjectsModel::ColumnCount> widths{};
    for (int column = 0; column < SubjectsModel::ColumnCount; ++column) {
        const Bounds& in = bounds.at(static_cast<size_t>(column));
        widths.at(static_cast<size_t>(column)) =
            std::clamp(std::max(contentWidth(list, column), list.header()->sectionSizeHint(column)), in.least * letter,
                       in.most * letter);
    }
    const int wanted = std::accumulate(widths.begin(), widths.end(), 0);
    int over = wanted - room;
    for (const auto& [column, least] : givesWay) {
        int& width = widths.at(static_cast<size_t>(column));
        const int given = std::clamp(over, 0, std::max(0, width - least * letter));
        width -= given;
        over -= given;
    }
    for (int column = 0; column < SubjectsModel::Note; ++column)
        list.header()->resizeSection(column, widths.at(static_cast<size_t>(column)));
    return wanted;
}

} // namespace wallaroo
