#include "style/metrics.h"
#include "style/painting.h"
#include "style/palettes.h"
#include "style/styleparts.h"

namespace wallaroo::parts {
namespace {

bool hasSignColumn(const QStyleOptionMenuItem* option) {
    return option->menuHasCheckableItems || option->maxIconWidth > 0;
}

void sign(const QStyleOptionMenuItem* option, QPainter* painter, const QRect& place, bool enabled) {
    if (option->checkType != QStyleOptionMenuItem::NotCheckable) {
        if (!option->checked)
            return;
        const QColor color = enabled ? tint(option->palette, Tint::Accent)
                                     : option->palette.color(QPalette::Disabled, QPalette::ButtonText);
        if (option->checkType == QStyleOptionMenuItem::Exclusive) {
            const qreal inset = place.width() * 0.3;
            paint::box(painter, QRectF(place).adjusted(inset, inset, -inset, -inset), place.width(), color);
        } else {
            paint::tick(painter, place, color);
        }
    } else if (!option->icon.isNull()) {
        option->icon.paint(painter, place, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    }
}

void texts(const QStyle* style, const QStyleOptionMenuItem* option, QPainter* painter, const QRect& room,
           bool enabled) {
    const auto text = QStringView(option->text);
    const qsizetype tab = text.indexOf(u'\t');
    const int flags =
        Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip
        | (style->styleHint(QStyle::SH_UnderlineShortcut, option) ? Qt::TextShowMnemonic : Qt::TextHideMnemonic);
    painter->setPen(enabled ? tint(option->palette, Tint::Text)
                            : option->palette.color(QPalette::Disabled, QPalette::ButtonText));
    const Qt::Alignment left = QStyle::visualAlignment(option->direction, Qt::AlignLeft);
    const Qt::Alignment right = QStyle::visualAlignment(option->direction, Qt::AlignRight);
    painter->drawText(room, flags | static_cast<int>(left), (tab < 0 ? text : text.left(tab)).toString());
    if (tab >= 0) {
        if (enabled)
            painter->setPen(tint(option->palette, Tint::SecondaryText));
        painter->drawText(room, flags | static_cast<int>(right), text.mid(tab + 1).toString());
    }
}

} // namespace

void menuItem(const QStyle* style, const QStyleOptionMenuItem* option, QPainter* painter, const QWidget* widget) {
    const Metrics metrics(option, widget);
    const QRect rect = option->rect;
    painter->fillRect(rect, tint(option->palette, Tint::Surface));
    if (option->menuItemType == QStyleOptionMenuItem::Separator && !option->text.isEmpty()) { // a section
        painter->setFont(option->font);
        painter->setPen(tint(option->palette, Tint::SecondaryText));
        painter->drawText(rect.adjusted(metrics.px(12), 0, -metrics.px(12), 0),
                          Qt::AlignVCenter | Qt::TextSingleLine
                              | static_cast<int>(QStyle::visualAlignment(option->direction, Qt::AlignLeft)),
                          option->text);
        return;
    }
    if (option->menuItemType == QStyleOptionMenuItem::Separator) {
        paint::line(painter, QRect(rect.x() + metrics.px(8), rect.center().y(), rect.width() - metrics.px(16), 1),
                    Qt::TopEdge, tint(option->palette, Tint::Line));
        return;
    }
    const bool enabled = option->state.testFlag(QStyle::State_Enabled);
    QStyleOptionMenuItem shown(*option);
    if (enabled && option->state.testFlag(QStyle::State_Selected)) {
        const QColor ground = tint(option->palette, Tint::SelectedRow);
        paint::box(painter, QRectF(rect).adjusted(metrics.px(4), 0, -metrics.px(4), 0), metrics.px(4), ground);
        if (ground == option->palette.color(QPalette::Highlight)) // a foreign palette: text in its own pair
            for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText, QPalette::Highlight})
                shown.palette.setColor(role, option->palette.color(QPalette::HighlightedText));
    }
    painter->save();
    painter->setFont(option->font);
    const int side = metrics.icon();
    const int margin = metrics.px(12);
    const int lead = hasSignColumn(option) ? side + metrics.px(8) : 0;
    const auto visual = [option](const QRect& r) { return QStyle::visualRect(option->direction, option->rect, r); };
    sign(&shown, painter, visual({rect.x() + margin, rect.center().y() - side / 2, side, side}), enabled);
    const bool leads = option->menuItemType == QStyleOptionMenuItem::SubMenu;
    texts(style, &shown, painter, visual(rect.adjusted(margin + lead, 0, -margin - (leads ? side : 0), 0)), enabled);
    if (leads)
        paint::chevron(painter,
                       visual({rect.right() - margin - side + metrics.px(6), rect.center().y() - side / 2, side, side}),
                       option->direction == Qt::LeftToRight ? Qt::RightArrow : Qt::LeftArrow,
                       tint(shown.palette, Tint::SecondaryText));
    painter->restore();
}

QSize menuItemSize(const QStyleOptionMenuItem* option, const QSize& contents, const QWidget* widget) {
    const Metrics metrics(option, widget);
    if (option->menuItemType == QStyleOptionMenuItem::Separator && !option->text.isEmpty()) // Qt measures no section
        return {option->fontMetrics.horizontalAdvance(option->text) + 2 * metrics.px(12), metrics.px(28)};
    if (option->menuItemType == QStyleOptionMenuItem::Separator)
        return {contents.width(), metrics.px(9)};
    int width = contents.width() + 2 * metrics.px(12) + metrics.px(4);
    if (hasSignColumn(option))
        width += metrics.icon() + metrics.px(8);
    if (option->menuItemType == QStyleOptionMenuItem::SubMenu)
        width += metrics.icon();
    else if (option->text.contains(u'\t'))
        width += metrics.px(24); // between the text and its key
    return {width, metrics.px(28)};
}

} // namespace wallaroo::parts
