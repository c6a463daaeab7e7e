#include "widgets/tablecolumns.h"

#include "style/look.h"
#include "widgets/celldelegate.h"

#include <QHeaderView>
#include <QMenu>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QTableView>

#include <algorithm>
#include <optional>

namespace wallaroo {
namespace {

constexpr int longText = 16; // columns from this many characters on give and take room
constexpr int stateVersion = 1;
constexpr int smallestWidth = 24;
constexpr int largestWidth = 4000;

} // namespace

TableColumns::TableColumns(QTableView& table) : QObject(&table), m_table(table) {
    header().viewport()->installEventFilter(this);
    connect(&header(), &QHeaderView::sectionResized, this, [this](int, int from, int to) {
        if (m_isOwnWork || from == 0 || to == 0) // hidden or shown
            return;
        m_isSized = true;
        Q_EMIT changed();
    });
    connect(&header(), &QHeaderView::sectionMoved, this, [this] {
        if (!m_isOwnWork)
            Q_EMIT changed();
    });
    connect(&header(), &QHeaderView::sortIndicatorChanged, this, [this] {
        if (!m_isOwnWork)
            Q_EMIT changed();
    });
}

QHeaderView& TableColumns::header() const {
    return *m_table.horizontalHeader();
}

void TableColumns::setModel(models::TableModel* model) {
    m_model = model;
    reset();
}

void TableColumns::reset() {
    if (!m_model)
        return;
    {
        const QScopedValueRollback own(m_isOwnWork, true);
        m_isSized = false;
        const auto& columns = m_model->columns();
        for (int column = 0; column < columns.size(); ++column) {
            header().moveSection(header().visualIndex(column), column);
            header().setSectionHidden(column, !columns[column].shownAtFirst);
        }
        if (!columns.isEmpty())
            m_table.sortByColumn(0, columns[0].firstOrder);
    }
    fit();
    Q_EMIT changed();
}

int TableColumns::firstWidth(int column) const {
    const QFontMetrics font(m_table.font());
    const int text = m_model->columns()[column].widthInChars * font.averageCharWidth() + 2 * CellDelegate::margin(font);
    return std::max(text, header().sectionSizeHint(column));
}

void TableColumns::fit() {
    if (!m_model || m_isSized)
        return;
    const QScopedValueRollback own(m_isOwnWork, true);
    const QList<int> columns = shown();
    int all = 0;
    int flexible = 0;
    const auto isFlexible = [this](int column) {
        return !m_model->columns()[column].alignRight && m_model->columns()[column].widthInChars >= longText;
    };
    for (const int column : columns) {
        all += firstWidth(column);
        flexible += isFlexible(column) ? firstWidth(column) : 0;
    }
    // Long texts may shrink to 60 % before the table scrolls sideways
    const int spare = std::max(m_table.viewport()->width() - all, -flexible * 2 / 5);
    int left = spare;
    int leftOf = flexible;
    for (const int column : columns) {
        int width = firstWidth(column);
        if (isFlexible(column)) {
            const int share = static_cast<int>(qint64{left} * width / leftOf);
            left -= share;
            leftOf -= width;
            width += share;
        }
        header().resizeSection(column, width);
    }
}

QList<int> TableColumns::shown() const {
    QList<int> columns;
    for (int place = 0; place < header().count(); ++place) {
        const int column = header().logicalIndex(place);
        if (!header().isSectionHidden(column))
            columns.append(column);
    }
    return columns;
}

bool TableColumns::isShown(int column) const {
    return !header().isSectionHidden(column);
}

void TableColumns::setShown(int column, bool isShown) {
    if (isShown == this->isShown(column) || (!isShown && shown().size() < 2))
        return;
    {
        const QScopedValueRollback own(m_isOwnWork, true);
        header().setSectionHidden(column, !isShown);
        if (isShown && m_isSized)
            header().resizeSection(column, firstWidth(column));
    }
    fit();
    Q_EMIT changed();
}

void TableColumns::sortBy(int column) {
    const bool isSame = header().sortIndicatorSection() == column;
    const auto first = m_model->columns()[column].firstOrder;
    const bool turn = isSame && header().sortIndicatorOrder() == first;
    const auto other = first == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
    m_table.sortByColumn(column, turn ? other : first);
}

void TableColumns::sortAlsoBy(int column) {
    auto keys = m_model->sortKeys();
    if (keys.isEmpty() || keys.first().first == column) {
        sortBy(column);
        return;
    }
    const auto first = m_model->columns()[column].firstOrder;
    const auto other = first == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
    const bool turn = keys.size() > 1 && keys[1].first == column && keys[1].second == first;
    m_model->sortBy({keys.first(), {column, turn ? other : first}});
    header().viewport()->update();
    Q_EMIT changed();
}

QVariantMap TableColumns::state() const {
    if (!m_model)
        return {};
    const auto keys = m_model->sortKeys();
    const auto second = keys.value(1, {-1, Qt::AscendingOrder}); // no column where there is none
    QVariantList columns;
    for (int place = 0; place < header().count(); ++place) {
        const int column = header().logicalIndex(place);
        columns.append(QVariantMap{{QStringLiteral("key"), m_model->columns()[column].key},
                                   {QStringLiteral("width"), header().sectionSize(column)},
                                   {QStringLiteral("shown"), isShown(column)}});
    }
    return {{QStringLiteral("version"), stateVersion},
            {QStringLiteral("columns"), columns},
            {QStringLiteral("sized"), m_isSized},
            {QStringLiteral("sort"), m_model->columns().value(header().sortIndicatorSection()).key},
            {QStringLiteral("descending"), header().sortIndicatorOrder() == Qt::DescendingOrder},
            {QStringLiteral("sort2"), m_model->columns().value(second.first).key},
            {QStringLiteral("descending2"), second.second == Qt::DescendingOrder}};
}

int TableColumns::columnOfKey(const QString& key) const {
    const auto& columns = m_model->columns();
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& one) { return one.key == key; });
    return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

void TableColumns::restore(const QVariantMap& state) {
    if (!m_model || state.value(QStringLiteral("version")).toInt() != stateVersion)
        return;
    {
        const QScopedValueRollback own(m_isOwnWork, true);
        m_isSized = state.value(QStringLiteral("sized")).toBool();
        int place = 0;
        const QVariantList columns = state.value(QStringLiteral("columns")).toList();
        for (const QVariant& column : columns)
            restoreColumn(column.toMap(), place++);
        if (shown().isEmpty())
            header().setSectionHidden(0, false);
        const int sort = columnOfKey(state.value(QStringLiteral("sort")).toString());
        if (sort >= 0) {
            const bool isDescending = state.value(QStringLiteral("descending")).toBool();
            m_table.sortByColumn(sort, isDescending ? Qt::DescendingOrder : Qt::AscendingOrder);
        }
        const int also = columnOfKey(state.value(QStringLiteral("sort2")).toString());
        const auto keys = m_model->sortKeys();
        if (sort >= 0 && also >= 0 && also != sort && !keys.isEmpty()) {
            const bool isDescending = state.value(QStringLiteral("descending2")).toBool();
            m_model->sortBy({keys.first(), {also, isDescending ? Qt::DescendingOrder : Qt::AscendingOrder}});
        }
    }
    fit();
}

void TableColumns::restoreColumn(const QVariantMap& saved, int place) {
    const int column = columnOfKey(saved.value(QStringLiteral("key")).toString());
    if (column < 0 || place >= header().count())
        return;
    header().moveSection(header().visualIndex(column), place);
    const bool isShown = saved.value(QStringLiteral("shown"), true).toBool();
    header().setSectionHidden(column, !isShown);
    const int width = saved.value(QStringLiteral("width")).toInt();
    if (isShown && width > 0)
        header().resizeSection(column, std::clamp(width, smallestWidth, largestWidth));
}

void TableColumns::fillColumnsMenu(QMenu& menu) {
    const QList<int> now = shown();
    for (int column = 0; column < m_model->columns().size(); ++column) {
        QAction* action = menu.addAction(escapedAmpersands(m_model->columns()[column].title));
        action->setCheckable(true);
        action->setChecked(now.contains(column));
        action->setEnabled(now.size() > 1 || !now.contains(column)); // one is always there
        connect(action, &QAction::toggled, this, [this, column](bool on) { setShown(column, on); });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Reset columns")), &QAction::triggered, this, &TableColumns::reset);
}

void TableColumns::fillSortMenu(QMenu& menu) {
    for (const int column : shown()) {
        QAction* action = menu.addAction(escapedAmpersands(m_model->columns()[column].title));
        action->setCheckable(true);
        action->setChecked(header().sortIndicatorSection() == column);
        connect(action, &QAction::triggered, this, [this, column] { sortBy(column); });
    }
}

void TableColumns::fillSecondSortMenu(QMenu& menu) {
    const auto keys = m_model->sortKeys();
    for (const int column : shown()) {
        if (!keys.isEmpty() && keys.first().first == column)
            continue;
        QAction* action = menu.addAction(escapedAmpersands(m_model->columns()[column].title));
        action->setCheckable(true);
        action->setChecked(keys.size() > 1 && keys[1].first == column);
        connect(action, &QAction::triggered, this, [this, column] { sortAlsoBy(column); });
    }
}

void TableColumns::fillOrderMenu(QMenu& menu, int column) {
    const int place = header().visualIndex(column);
    const auto move = [this, column](int by) {
        int to = header().visualIndex(column) + by;
        while (to >= 0 && to < header().count() && header().isSectionHidden(header().logicalIndex(to)))
            to += by; // over what is not shown
        if (to >= 0 && to < header().count())
            header().moveSection(header().visualIndex(column), to);
    };
    menu.addAction(tr("Move column left"), this, [move] { move(-1); })->setEnabled(place > 0);
    menu.addAction(tr("Move column right"), this, [move] { move(1); })->setEnabled(place + 1 < header().count());
}

/// Shift and a click on a head: a second key.
bool TableColumns::eventFilter(QObject* watched, QEvent* event) {
    const bool isButton = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease;
    if (!isButton || !m_model)
        return QObject::eventFilter(watched, event);
    const auto* mouse = static_cast<QMouseEvent*>(event);
    if (mouse->button() != Qt::LeftButton || !mouse->modifiers().testFlag(Qt::ShiftModifier))
        return QObject::eventFilter(watched, event);
    const int column = header().logicalIndexAt(mouse->position().toPoint());
    if (event->type() == QEvent::MouseButtonRelease && column >= 0)
        sortAlsoBy(column);
    return true;
}

} // namespace wallaroo
