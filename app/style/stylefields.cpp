#include "style/metrics.h"
#include "style/painting.h"
#include "style/palettes.h"
#include "style/styleparts.h"

#include <QAbstractSpinBox>
#include <QVariant>

namespace wallaroo::parts {
namespace {

/// Surface, quiet edge; the accent's ring with the focus; red when what it holds was refused, ring or not.
void field(const QStyleOption* option, QPainter* painter, const QWidget* widget, bool readOnly) {
    const int radius = Metrics(option, widget).radius();
    const bool enabled = option->state.testFlag(QStyle::State_Enabled);
    const bool focused = enabled && option->state.testFlag(QStyle::State_HasFocus);
    const bool invalid = enabled && widget && widget->property(invalidProperty).toBool();
    const QColor fill = tint(option->palette, enabled && !readOnly ? Tint::Surface : Tint::Ground);
    const Tint edge = invalid ? Tint::Danger : focused ? Tint::Accent : enabled ? Tint::MarkLine : Tint::Line;
    paint::box(painter, option->rect, radius, fill, tint(option->palette, edge), focused ? paint::focusWidth : 0);
}

int arrowWidth(const QStyleOption* option, const QWidget* widget) {
    return Metrics(option, widget).px(26);
}

QColor arrowColor(const QStyleOption* option, bool enabled) {
    return enabled ? tint(option->palette, Tint::SecondaryText)
                   : option->palette.color(QPalette::Disabled, QPalette::ButtonText);
}

} // namespace

void linePanel(const QStyleOption* option, QPainter* painter, const QWidget* widget) {
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
    if (frame && frame->lineWidth <= 0)
        return; // inside a combo or spin box, which has drawn the field
    field(option, painter, widget, option->state.testFlag(QStyle::State_ReadOnly));
}

void comboBox(const QStyleOptionComboBox* option, QPainter* painter, const QWidget* widget) {
    if (option->frame)
        field(option, painter, widget, false);
    const QRect arrow = comboBoxRect(option, QStyle::SC_ComboBoxArrow, widget);
    const int side = Metrics(option, widget).px(14);
    QRect place(0, 0, side, side);
    place.moveCenter(arrow.center());
    paint::chevron(painter, place, Qt::DownArrow, arrowColor(option, option->state.testFlag(QStyle::State_Enabled)));
}

QRect comboBoxRect(const QStyleOptionComboBox* option, QStyle::SubControl part, const QWidget* widget) {
    const QRect whole = option->rect;
    const int arrow = arrowWidth(option, widget);
    QRect rect = whole;
    if (part == QStyle::SC_ComboBoxArrow)
        rect.setLeft(whole.right() - arrow + 1);
    else if (part == QStyle::SC_ComboBoxEditField)
        rect.adjust(Metrics(option, widget).px(8), 2, -arrow, -2);
    return QStyle::visualRect(option->direction, whole, rect);
}

void spinBox(const QStyle* style, const QStyleOptionSpinBox* option, QPainter* painter, const QWidget* widget) {
    if (option->frame)
        field(option, painter, widget, false);
    const int side = Metrics(option, widget).px(11);
    const auto arrow = [&](QStyle::SubControl part, Qt::ArrowType direction, QAbstractSpinBox::StepEnabledFlag step) {
        QRect place(0, 0, side, side);
        place.moveCenter(style->subControlRect(QStyle::CC_SpinBox, option, part, widget).center());
        const bool usable = option->state.testFlag(QStyle::State_Enabled) && option->stepEnabled.testFlag(step);
        paint::chevron(painter, place, direction, arrowColor(option, usable));
    };
    if (option->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    arrow(QStyle::SC_SpinBoxUp, Qt::UpArrow, QAbstractSpinBox::StepUpEnabled);
    arrow(QStyle::SC_SpinBoxDown, Qt::DownArrow, QAbstractSpinBox::StepDownEnabled);
}

} // namespace wallaroo::parts
