#include "widgets/celldelegate.h"

#include "models/celltext.h"
#include "style/metrics.h"
#include "style/painting.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>

namespace wallaroo {

using models::TableModel;

namespace {

constexpr qsizetype mostWidths = 4096; ///< some windows full of cells

} // namespace

/// What the model says of a cell.
struct CellDelegate::Cell {
    QString text;
    TableModel::Tone tone = TableModel::Tone::Normal;
    TableModel::Mark mark = TableModel::Mark::None;
    bool isSelected = false;
    bool isChanged = false;
    bool isRight = false;
    bool elidesMiddle = false;
    QList<QPair<int, int>> matches;
};

/// Where its parts go.
struct CellDelegate::Layout {
    QString text; ///< elided
    QPointF baseline;
    QRectF mark;
    QRectF textBox; ///< the full height of the letters
};

int CellDelegate::margin(const QFontMetrics& font) {
    return Metrics(font).px(10);
}

CellDelegate::Cell CellDelegate::cellOf(const QModelIndex& index) {
    std::array<QModelRoleData, 6> roles{
        QModelRoleData(Qt::DisplayRole),         QModelRoleData(TableModel::ToneRole),
        QModelRoleData(TableModel::MarkRole),    QModelRoleData(TableModel::SelectedRole),
        QModelRoleData(TableModel::ChangedRole), QModelRoleData(TableModel::MatchesRole)};
    index.model()->multiData(index, roles);
    Cell cell;
    cell.text = roles[0].data().toString();
    cell.tone = roles[1].data().value<TableModel::Tone>();
    cell.mark = roles[2].data().value<TableModel::Mark>();
    cell.isSelected = roles[3].data().toBool();
    cell.isChanged = roles[4].data().toBool();
    cell.matches = roles[5].data().value<QList<QPair<int, int>>>();
    if (const auto* table = qobject_cast<const TableModel*>(index.model())) {
        const TableModel::Column& column = table->columns()[index.column()];
        cell.isRight = column.alignRight;
        cell.elidesMiddle = column.elideMiddle;
    }
    return cell;
}

int CellDelegate::widthOf(const QString& text, const QFontMetrics& font) const {
    if (m_widthsFont != font || m_widths.size() >= mostWidths) {
        m_widths.clear();
        m_widthsFont = font;
    }
    const auto known = m_widths.constFind(text);
    return known != m_widths.cend() ? *known : *m_widths.insert(text, font.horizontalAdvance(text));
}

CellDelegate::Layout CellDelegate::layOut(const Cell& cell, const QStyleOptionViewItem& option) const {
    const QFontMetrics& font = option.fontMetrics;
    const int space = margin(font);
    QRect room = option.rect.adjusted(space, 0, -space, 0);
    Layout layout;
    if (cell.mark != TableModel::Mark::None) {
        const int size = Metrics(font).px(9);
        QRect box(room.left(), room.center().y() - size / 2, size, size);
        layout.mark = QStyle::visualRect(option.direction, option.rect, box);
        room.setLeft(box.right() + Metrics(font).px(8));
    }
    layout.text = cell.text;
    int width = widthOf(layout.text, font);
    if (width > room.width()) {
        layout.text = font.elidedText(cell.text, cell.elidesMiddle ? Qt::ElideMiddle : Qt::ElideRight, room.width());
        width = widthOf(layout.text, font);
    }
    QRect box(cell.isRight ? room.right() + 1 - width : room.left(), 0, width, font.height());
    box.moveTop(room.top() + (room.height() - font.height()) / 2);
    box = QStyle::visualRect(option.direction, option.rect, box);
    layout.textBox = box;
    layout.baseline = QPointF(box.left(), box.top() + font.ascent());
    return layout;
}

const CellColors& CellDelegate::colors(const QPalette& palette, CellColors::Ground ground) const {
    if (palette.cacheKey() != m_paletteKey) {
        m_paletteKey = palette.cacheKey();
        for (size_t i = 0; i < m_colors.size(); ++i)
            m_colors[i] = CellColors(palette, static_cast<CellColors::Ground>(i));
    }
    return m_colors[static_cast<size_t>(ground)];
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Cell cell = cellOf(index);
    const auto ground = cell.isSelected               ? CellColors::Ground::Selected
                        : cell.isChanged              ? CellColors::Ground::Changed
                        : index.row() == m_hoveredRow ? CellColors::Ground::Hovered
                                                      : CellColors::Ground::Plain;
    const CellColors& color = colors(option.palette, ground);
    if (ground != CellColors::Ground::Plain)
        painter->fillRect(option.rect, color.ground);
    paint::line(painter, option.rect, Qt::BottomEdge, color.line);

    const Layout layout = layOut(cell, option);
    const auto direction = painter->layoutDirection();
    painter->setLayoutDirection(Qt::LayoutDirectionAuto); // a name reads by its own letters, wherever it stands
    painter->setFont(option.font);
    if (!cell.matches.isEmpty())
        drawMatches(painter, cell, layout, option.font, color);
    if (cell.mark != TableModel::Mark::None)
        drawMark(painter, layout.mark, cell.mark, color.mark(cell.mark));
    painter->setPen(color.text(cell.tone));
    painter->drawText(layout.baseline, layout.text);
    painter->setLayoutDirection(direction);
    drawFocus(painter, option, index, color);
}

void CellDelegate::drawMark(QPainter* painter, const QRectF& box, TableModel::Mark mark, const QColor& color) {
    const qreal edge = std::max(1.5, box.width() / 6);
    const QRectF inner = box.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2);
    const bool isFilled = mark == TableModel::Mark::Active;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(isFilled ? QPen(Qt::NoPen) : QPen(color, edge));
    painter->setBrush(isFilled ? QBrush(color) : QBrush(Qt::NoBrush));
    switch (mark) {
    case TableModel::Mark::None:
        break;
    case TableModel::Mark::Active:
        painter->drawEllipse(box);
        break;
    case TableModel::Mark::Inactive:
        painter->drawEllipse(inner);
        break;
    case TableModel::Mark::Locked:
        painter->drawRoundedRect(inner, edge, edge);
        break;
    case TableModel::Mark::SeveralScripts: { // a triangle
        const QPointF top(inner.center().x(), inner.top());
        painter->setPen(QPen(color, edge, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPolygon(QPolygonF{top, inner.bottomRight(), inner.bottomLeft()});
        break;
    }
    case TableModel::Mark::Archived: { // a box with its lid
        const qreal lid = inner.top() + inner.height() / 3;
        painter->drawRect(QRectF(QPointF(inner.left() + edge / 2, lid), inner.bottomRight() - QPointF(edge / 2, 0)));
        painter->drawLine(QPointF(inner.left(), lid), QPointF(inner.right(), lid));
        break;
    }
    }
    painter->restore();
}

void CellDelegate::drawMatches(QPainter* painter, const Cell& cell, const Layout& layout, const QFont& font,
                               const CellColors& colors) {
    // What is elided away cannot be marked
    const auto same = std::mismatch(cell.text.begin(), cell.text.end(), layout.text.begin(), layout.text.end());
    const int shown = static_cast<int>(same.first - cell.text.begin());
    QTextLayout text(layout.text, font);
    text.beginLayout();
    const QTextLine line = text.createLine();
    text.endLayout();
    for (const auto& [start, length] : cell.matches) {
        const int end = std::min(start + length, shown);
        if (end <= start)
            continue;
        const qreal from = line.cursorToX(start);
        const qreal to = line.cursorToX(end);
        QRectF box(layout.textBox.left() + std::min(from, to), layout.textBox.top(), std::abs(to - from),
                   layout.textBox.height());
        if (colors.matchesAreUnderlined)
            box.setTop(box.bottom() - paint::focusWidth);
        else
            box.adjust(-1, -1, 1, 1);
        painter->fillRect(box, colors.match);
    }
}

/// A line along both edges of the row, and a ring round its current cell while the keyboard is there.
void CellDelegate::drawFocus(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                             const CellColors& colors) const {
    if (!m_focused.isValid() || index.row() != m_focused.row())
        return;
    const QRectF rect = option.rect;
    if (m_hasKeyboard && index.column() == m_focused.column()) {
        paint::box(painter, rect, 0, Qt::transparent, colors.accent, paint::focusWidth);
    } else {
        paint::line(painter, option.rect, Qt::TopEdge, colors.accent);
        paint::line(painter, option.rect, Qt::BottomEdge, colors.accent);
    }
}

bool CellDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                             const QModelIndex& index) {
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const Cell cell = cellOf(index);
    QStyleOptionViewItem shown = option;
    initStyleOption(&shown, index);
    QString tip = index.data(Qt::ToolTipRole).toString();
    // The cell's own words again would only be in the way
    if (tip == models::literalToolTip(cell.text) && layOut(cell, shown).text == cell.text)
        tip.clear();
    QToolTip::showText(event->globalPos(), tip, view, option.rect);
    return true;
}

} // namespace wallaroo
