#include "style/metrics.h"
#include "style/painting.h"
#include "style/palettes.h"
#include "style/styleparts.h"

#include <QAbstractScrollArea>
#include <QListView>
#include <QVariant>

namespace wallaroo::parts {
namespace {

QFont headFont(const QWidget* widget, const QPainter* painter) {
    QFont font = widget ? widget->font() : painter->font();
    font.setWeight(QFont::Bold);
    return font;
}

int headMargin(const QStyleOption* option, const QWidget* widget) {
    return Metrics(option, widget).px(10);
}

} // namespace

void headerSection(const QStyleOption* option, QPainter* painter) {
    const auto* head = qstyleoption_cast<const QStyleOptionHeader*>(option);
    const bool usable = option->state.testFlag(QStyle::State_Enabled);
    const Tint ground = usable && option->state.testFlag(QStyle::State_Sunken)              ? Tint::Pressed
                        : usable && option->state.testFlag(QStyle::State_MouseOver) && head ? Tint::Hover
                                                                                            : Tint::HeaderGround;
    painter->fillRect(option->rect, tint(option->palette, ground));
    paint::line(painter, option->rect, Qt::BottomEdge, tint(option->palette, Tint::Line));
    if (!head || head->orientation == Qt::Vertical)
        return;
    // Where a column can be dragged wider: short, so that the heads read as one line.
    const int inset = option->rect.height() / 4;
    if (head->position != QStyleOptionHeader::End && head->position != QStyleOptionHeader::OnlyOneSection)
        paint::line(painter, option->rect.adjusted(0, inset, 0, -inset),
                    option->direction == Qt::LeftToRight ? Qt::RightEdge : Qt::LeftEdge,
                    tint(option->palette, Tint::Line));
}

void headerLabel(const QStyle* style, const QStyleOptionHeader* option, QPainter* painter, const QWidget* widget) {
    const int margin = headMargin(option, widget);
    const int arrowSide = Metrics(option, widget).px(12);
    painter->save();
    painter->setFont(headFont(widget, painter));
    QRect room = option->rect.adjusted(margin, 0, -margin, 0);
    const bool sorted = option->sortIndicator != QStyleOptionHeader::None;
    const int arrowRoom = sorted ? arrowSide + margin / 3 : 0;
    const QString text = painter->fontMetrics().elidedText(option->text, Qt::ElideRight, room.width() - arrowRoom);
    const int textWidth = painter->fontMetrics().horizontalAdvance(text);
    const bool right = option->textAlignment.testFlag(Qt::AlignRight);
    painter->setPen(option->palette.color(
        option->state.testFlag(QStyle::State_Enabled) ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    style->drawItemText(painter, QStyle::visualRect(option->direction, option->rect, room),
                        static_cast<int>(QStyle::visualAlignment(
                            option->direction, (right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter)),
                        option->palette, true, text);
    if (sorted) {
        // Inside of the text, so that right-aligned heads stay flush with their numbers.
        const int x = right ? room.right() + 1 - textWidth - arrowRoom : room.left() + textWidth + margin / 3;
        QRect arrow(x, room.center().y() - arrowSide / 2, arrowSide, arrowSide);
        // Up means rising, as Qt's flag says it the other way round: SortDown is "the arrow of an ascending order".
        paint::chevron(painter, QStyle::visualRect(option->direction, option->rect, arrow),
                       option->sortIndicator == QStyleOptionHeader::SortDown ? Qt::UpArrow : Qt::DownArrow,
                       tint(option->palette, Tint::Accent));
    }
    painter->restore();
}

void header(const QStyle* style, const QStyleOptionHeader* option, QPainter* painter, const QWidget* widget) {
    style->drawControl(QStyle::CE_HeaderSection, option, painter, widget);
    style->drawControl(QStyle::CE_HeaderLabel, option, painter, widget);
}

QSize headerSize(const QStyleOptionHeader* option, const QSize& contents, const QWidget* widget) {
    Q_UNUSED(contents) // made by Qt with its own margins and arrow
    const Metrics metrics(option, widget);
    QFont font = widget ? widget->font() : QFont();
    font.setWeight(QFont::Bold);
    const int width =
        QFontMetrics(font).horizontalAdvance(option->text) + 2 * headMargin(option, widget) + metrics.px(16);
    return {width, metrics.px(32)};
}

void itemPanel(const QStyleOptionViewItem* option, QPainter* painter, const QWidget* widget) {
    if (option->backgroundBrush.style() != Qt::NoBrush)
        painter->fillRect(option->rect, option->backgroundBrush);
    const bool selected = option->state.testFlag(QStyle::State_Selected);
    const bool list = qobject_cast<const QListView*>(widget) != nullptr;
    // In tables only one cell would light up under the pointer, which says nothing.
    const bool hovered =
        list && option->state.testFlag(QStyle::State_MouseOver) && option->state.testFlag(QStyle::State_Enabled);
    if (!selected && !hovered)
        return;
    const QColor color = tint(option->palette, selected ? Tint::SelectedRow : Tint::Hover);
    if (list)
        paint::box(painter, QRectF(option->rect).adjusted(2, 1, -2, -1), Metrics(option, widget).px(4), color);
    else
        painter->fillRect(option->rect, color);
}

void frame(const QStyleOption* option, QPainter* painter, const QWidget* widget) {
    const Metrics metrics(option, widget);
    const QColor line = tint(option->palette, Tint::Line);
    if (widget && widget->isWindow()) { // a popup: its window has corners
        paint::box(painter, option->rect, 0, Qt::transparent, line);
        return;
    }
    const bool card = widget && widget->property(cardProperty).toBool();
    const bool scrolls = qobject_cast<const QAbstractScrollArea*>(widget) != nullptr;
    const bool focused = scrolls && option->state.testFlag(QStyle::State_HasFocus);
    // What scrolls has a square viewport inside, whose corners a larger radius would show.
    paint::box(painter, option->rect, scrolls ? metrics.px(4) : metrics.cardRadius(),
               card ? tint(option->palette, Tint::Surface) : QColor(Qt::transparent),
               focused ? tint(option->palette, Tint::Accent) : line);
}

} // namespace wallaroo::parts
