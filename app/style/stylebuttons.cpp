#include "style/metrics.h"
#include "style/painting.h"
#include "style/palettes.h"
#include "style/styleparts.h"

#include <QVariant>
#include <QWidget>

namespace wallaroo::parts {
namespace {

struct Colors {
    QColor fill;
    QColor edge;
    QColor text;
};

bool isMain(const QWidget* widget) {
    // What the page says decides, never that Enter would press it: that is often the safe button, and the accent would
    // wander with the focus through every autoDefault button of a dialog.
    return widget && widget->property(mainProperty).toBool();
}

bool isFlat(const QStyleOption* option) {
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    return button ? button->features.testFlag(QStyleOptionButton::Flat)
                  : option->state.testFlag(QStyle::State_AutoRaise);
}

QFont labelFont(const QFont& font, bool main) {
    QFont result = font;
    if (main)
        result.setWeight(QFont::Bold);
    return result;
}

Colors mainColors(const QStyleOption* option) {
    const auto color = [option](Tint role) { return tint(option->palette, role); };
    if (!option->state.testFlag(QStyle::State_Enabled))
        return {color(Tint::Groove), Qt::transparent, option->palette.color(QPalette::Disabled, QPalette::ButtonText)};
    const Tint fill = option->state.testFlag(QStyle::State_Sunken)      ? Tint::AccentPressed
                      : option->state.testFlag(QStyle::State_MouseOver) ? Tint::AccentHover
                                                                        : Tint::Accent;
    return {color(fill), Qt::transparent, color(Tint::OnAccent)};
}

Colors colorsOf(const QStyleOption* option, const QWidget* widget) {
    if (isMain(widget))
        return mainColors(option);
    const auto color = [option](Tint role) { return tint(option->palette, role); };
    const bool enabled = option->state.testFlag(QStyle::State_Enabled);
    const bool flat = isFlat(option);
    Colors colors{flat ? QColor(Qt::transparent) : color(Tint::Surface),
                  flat ? QColor(Qt::transparent) : color(Tint::FieldLine),
                  color(flat ? Tint::SecondaryText : Tint::Text)};
    if (!enabled) {
        colors.fill = flat ? QColor(Qt::transparent) : color(Tint::Ground);
        colors.edge = flat ? QColor(Qt::transparent) : color(Tint::Line);
        colors.text = option->palette.color(QPalette::Disabled, QPalette::ButtonText);
    } else if (option->state.testFlag(QStyle::State_Sunken)) {
        colors.fill = color(Tint::Pressed);
        colors.text = color(Tint::Text);
    } else if (option->state.testFlag(QStyle::State_On)) {
        colors = flat ? Colors{color(Tint::Pressed), Qt::transparent, color(Tint::Text)}
                      : Colors{color(Tint::NavigationCurrent), color(Tint::Accent), color(Tint::SelectedText)};
    } else if (option->state.testFlag(QStyle::State_MouseOver)) {
        colors.fill = color(Tint::Hover);
        colors.text = color(Tint::Text);
    }
    return colors;
}

void label(const QStyleOptionButton* option, QPainter* painter, const QWidget* widget, const QColor& color) {
    const Metrics metrics(option, widget);
    const bool main = isMain(widget);
    painter->setFont(labelFont(painter->font(), main));
    painter->setPen(color);
    QRect room = option->rect;
    if (option->features.testFlag(QStyleOptionButton::HasMenu)) {
        const int width = metrics.px(14);
        const int inset = metrics.px(8);
        const QRect arrow(room.right() - inset - width, room.top(), width, room.height());
        paint::chevron(painter, QStyle::visualRect(option->direction, option->rect, arrow), Qt::DownArrow, color);
        room.setRight(arrow.left() + inset);
        room = QStyle::visualRect(option->direction, option->rect, room);
    }
    const bool hasIcon = !option->icon.isNull();
    const int gap = hasIcon && !option->text.isEmpty() ? metrics.px(6) : 0;
    const QSize iconSize = hasIcon ? option->iconSize : QSize(0, 0);
    const int textWidth = painter->fontMetrics().size(Qt::TextShowMnemonic, option->text).width();
    const int width = qMin(room.width() - metrics.px(8), iconSize.width() + gap + textWidth);
    QRect content(room.left() + (room.width() - width) / 2, room.top(), width, room.height());
    if (hasIcon) {
        const QRect place(content.left(), room.top() + (room.height() - iconSize.height()) / 2, iconSize.width(),
                          iconSize.height());
        const QIcon::Mode mode = !option->state.testFlag(QStyle::State_Enabled)   ? QIcon::Disabled
                                 : color == tint(option->palette, Tint::OnAccent) ? QIcon::Selected
                                                                                  : QIcon::Normal;
        option->icon.paint(painter, QStyle::visualRect(option->direction, room, place), Qt::AlignCenter, mode,
                           option->state.testFlag(QStyle::State_On) ? QIcon::On : QIcon::Off);
        content.setLeft(place.right() + 1 + gap);
        content = QStyle::visualRect(option->direction, room, content);
    }
    painter->drawText(content, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, option->text);
}

} // namespace

void buttonPanel(const QStyleOption* option, QPainter* painter, const QWidget* widget) {
    const Colors colors = colorsOf(option, widget);
    const int radius = Metrics(option, widget).radius();
    const bool focused = option->state.testFlag(QStyle::State_HasFocus);
    if (!focused) {
        paint::box(painter, option->rect, radius, colors.fill, colors.edge);
    } else if (isMain(widget)) {
        // The ring would vanish on the accent, so a gap of the ground lies between.
        paint::focusRing(painter, option->rect, radius, option->palette);
        paint::box(painter, QRectF(option->rect).adjusted(3, 3, -3, -3), qMax(2, radius - 2), colors.fill);
    } else {
        paint::box(painter, option->rect, radius, colors.fill);
        paint::focusRing(painter, option->rect, radius, option->palette);
    }
}

void pushButton(const QStyleOptionButton* option, QPainter* painter, const QWidget* widget) {
    buttonPanel(option, painter, widget);
    painter->save();
    label(option, painter, widget, colorsOf(option, widget).text);
    painter->restore();
}

QSize pushButtonSize(const QStyleOptionButton* option, const QSize& contents, const QWidget* widget) {
    const Metrics metrics(option, widget);
    const bool flat = isFlat(option);
    int width = contents.width() + metrics.px(flat ? 16 : 28);
    if (isMain(widget)) {
        const QFontMetrics bold(labelFont(widget->font(), true));
        width += bold.size(Qt::TextShowMnemonic, option->text).width()
                 - option->fontMetrics.size(Qt::TextShowMnemonic, option->text).width();
    }
    if (!flat && !option->text.isEmpty())
        width = qMax(width, metrics.px(64));
    return {width, qMax(contents.height() + metrics.px(8), metrics.buttonHeight())};
}

void toolButton(const QStyle* style, const QStyleOptionToolButton* option, QPainter* painter, const QWidget* widget) {
    const Metrics metrics(option, widget);
    buttonPanel(option, painter, widget);
    QStyleOptionToolButton label(*option);
    const bool split = option->features.testFlag(QStyleOptionToolButton::MenuButtonPopup);
    if (split || option->features.testFlag(QStyleOptionToolButton::HasMenu)) {
        const int width = metrics.px(12);
        QRect arrow(option->rect.right() - metrics.px(6) - width, option->rect.top(), width, option->rect.height());
        if (option->text.isEmpty() && option->icon.isNull())
            arrow.moveCenter(option->rect.center());
        arrow = QStyle::visualRect(option->direction, option->rect, arrow);
        const QColor color = option->state.testFlag(QStyle::State_Enabled)
                                 ? tint(option->palette, Tint::SecondaryText)
                                 : option->palette.color(QPalette::Disabled, QPalette::ButtonText);
        paint::chevron(painter, arrow, Qt::DownArrow, color);
        if (split)
            paint::line(
                painter,
                QRect(arrow.left() - metrics.px(4), arrow.top() + metrics.px(5), 1, arrow.height() - metrics.px(10)),
                Qt::LeftEdge, tint(option->palette, Tint::FieldLine));
        label.rect.setRight(option->rect.right() - width - metrics.px(4));
        label.rect = QStyle::visualRect(option->direction, option->rect, label.rect);
    }
    label.features = QStyleOptionToolButton::None;    // the arrow stands already
    label.state.setFlag(QStyle::State_Sunken, false); // the label does not move when pressed
    style->drawControl(QStyle::CE_ToolButtonLabel, &label, painter, widget);
}

QSize toolButtonSize(const QStyleOptionToolButton* option, const QSize& contents, const QWidget* widget) {
    const Metrics metrics(option, widget);
    const bool hasText = option->toolButtonStyle != Qt::ToolButtonIconOnly && !option->text.isEmpty();
    QSize size(contents.width() + metrics.px(hasText ? 14 : 8), contents.height() + metrics.px(8));
    if (option->features.testFlag(QStyleOptionToolButton::HasMenu)
        && !option->features.testFlag(QStyleOptionToolButton::MenuButtonPopup))
        size.rwidth() += metrics.px(16);
    if (hasText)
        size.setHeight(qMax(size.height(), metrics.buttonHeight()));
    return size;
}

void checkIndicator(const QStyleOption* option, QPainter* painter) {
    const QRectF box = option->rect;
    const qreal radius = box.width() / 4.5;
    const bool enabled = option->state.testFlag(QStyle::State_Enabled);
    const bool marked = option->state & (QStyle::State_On | QStyle::State_NoChange);
    const auto color = [option](Tint role) { return tint(option->palette, role); };
    if (!marked) {
        const QColor edge = !enabled                                          ? color(Tint::FieldLine)
                            : option->state.testFlag(QStyle::State_MouseOver) ? color(Tint::Accent)
                                                                              : color(Tint::MarkLine);
        paint::box(painter, box, radius, enabled ? color(Tint::Surface) : color(Tint::Ground), edge, 1.5);
        return;
    }
    const QColor fill = enabled
                            ? color(option->state.testFlag(QStyle::State_MouseOver) ? Tint::AccentHover : Tint::Accent)
                            : color(Tint::ScrollHandle);
    const QColor sign = enabled ? color(Tint::OnAccent) : color(Tint::Ground);
    paint::box(painter, box, radius, fill);
    if (option->state.testFlag(QStyle::State_On)) {
        paint::tick(painter, box, sign);
    } else {
        const qreal w = box.width();
        paint::box(painter, QRectF(box.x() + w * 0.25, box.center().y() - w / 16, w / 2, w / 8), w / 16, sign);
    }
}

void radioIndicator(const QStyleOption* option, QPainter* painter) {
    const QRectF circle = option->rect;
    const qreal radius = circle.width() / 2;
    const bool enabled = option->state.testFlag(QStyle::State_Enabled);
    const bool hovered = option->state.testFlag(QStyle::State_MouseOver);
    const auto color = [option](Tint role) { return tint(option->palette, role); };
    if (!option->state.testFlag(QStyle::State_On)) {
        paint::box(painter, circle, radius, enabled ? color(Tint::Surface) : color(Tint::Ground),
                   !enabled  ? color(Tint::FieldLine)
                   : hovered ? color(Tint::Accent)
                             : color(Tint::MarkLine),
                   1.5);
        return;
    }
    paint::box(painter, circle, radius,
               !enabled ? color(Tint::ScrollHandle) : color(hovered ? Tint::AccentHover : Tint::Accent));
    const qreal dot = circle.width() * 0.3;
    paint::box(painter, circle.adjusted(dot, dot, -dot, -dot), radius,
               enabled ? color(Tint::OnAccent) : color(Tint::Ground));
}

} // namespace wallaroo::parts
