#include "style/metrics.h"
#include "style/painting.h"
#include "style/palettes.h"
#include "style/styleparts.h"

#include <QAbstractScrollArea>

namespace wallaroo::parts {
namespace {

/// What lies under a scroll bar: the ground of what it scrolls, or a strip of another colour would stand beside every
/// table.
QColor groundUnder(const QStyleOption* option, const QWidget* widget) {
    for (const QWidget* parent = widget; parent; parent = parent->parentWidget()) {
        if (const auto* area = qobject_cast<const QAbstractScrollArea*>(parent))
            return area->viewport()->palette().color(area->viewport()->backgroundRole());
    }
    return option->palette.color(QPalette::Window);
}

} // namespace

void scrollBar(const QStyle* style, const QStyleOptionSlider* option, QPainter* painter, const QWidget* widget) {
    painter->fillRect(option->rect, groundUnder(option, widget));
    if (option->maximum <= option->minimum)
        return;
    const Metrics metrics(option, widget);
    const bool used = option->state.testFlag(QStyle::State_MouseOver) || option->state.testFlag(QStyle::State_Sunken);
    const bool grabbed =
        option->state.testFlag(QStyle::State_Sunken) && option->activeSubControls.testFlag(QStyle::SC_ScrollBarSlider);
    QRectF handle = style->subControlRect(QStyle::CC_ScrollBar, option, QStyle::SC_ScrollBarSlider, widget);
    const qreal inset = metrics.px(used ? 2 : 3);
    handle.adjust(inset, inset, -inset, -inset);
    paint::box(painter, handle, qMin(handle.width(), handle.height()) / 2,
               tint(option->palette, grabbed ? Tint::SecondaryText
                                     : used  ? Tint::MarkLine
                                             : Tint::ScrollHandle));
}

QRect scrollBarRect(const QStyle* style, const QStyleOptionSlider* option, QStyle::SubControl part,
                    const QWidget* widget) {
    const bool horizontal = option->orientation == Qt::Horizontal;
    const int span = horizontal ? option->rect.width() : option->rect.height();
    const qint64 range = qint64(option->maximum) - option->minimum;
    int length = span;
    if (range > 0) {
        length = static_cast<int>(qint64(span) * option->pageStep / (range + option->pageStep));
        length = qMin(span, qMax(length, style->pixelMetric(QStyle::PM_ScrollBarSliderMin, option, widget)));
    }
    const int start = QStyle::sliderPositionFromValue(option->minimum, option->maximum, option->sliderPosition,
                                                      span - length, option->upsideDown);
    const auto along = [&](int from, int size) {
        const QRect rect = horizontal ? QRect(option->rect.x() + from, option->rect.y(), size, option->rect.height())
                                      : QRect(option->rect.x(), option->rect.y() + from, option->rect.width(), size);
        return QStyle::visualRect(option->direction, option->rect, rect);
    };
    switch (part) {
    case QStyle::SC_ScrollBarSlider:
        return along(start, length);
    case QStyle::SC_ScrollBarSubPage:
        return along(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return along(start + length, span - start - length);
    case QStyle::SC_ScrollBarGroove:
        return option->rect;
    default:
        return {}; // no arrows at the ends
    }
}

void scrollCorner(const QStyleOption* option, QPainter* painter, const QWidget* widget) {
    painter->fillRect(option->rect, groundUnder(option, widget));
}

void progressGroove(const QStyleOption* option, QPainter* painter, const QWidget* widget) {
    const int thickness = qMin(option->rect.height(), Metrics(option, widget).px(6));
    QRect bar(option->rect.x(), option->rect.center().y() - thickness / 2, option->rect.width(), thickness);
    const QColor groove = tint(option->palette, Tint::Groove);
    const bool unseen = groove == option->palette.color(QPalette::Window); // a foreign palette: an edge instead
    paint::box(painter, bar, thickness / 2.0, groove,
               unseen ? tint(option->palette, Tint::Line) : QColor(Qt::transparent));
}

void progressContents(const QStyleOptionProgressBar* option, QPainter* painter, const QWidget* widget) {
    const int thickness = qMin(option->rect.height(), Metrics(option, widget).px(6));
    const qint64 range = qint64(option->maximum) - option->minimum;
    // No end known: all of it, half bright; ProgressLine is the one that moves.
    const double part = range > 0 ? double(qint64(option->progress) - option->minimum) / double(range) : 1.0;
    const int top = option->rect.center().y() - thickness / 2;
    QRectF bar(option->rect.x(), top, option->rect.width() * qBound(0.0, part, 1.0), thickness);
    if (bar.width() < 1)
        return;
    bar.setWidth(qMax(bar.width(), qreal(thickness)));
    if (option->invertedAppearance != (option->direction == Qt::RightToLeft))
        bar.moveRight(option->rect.right() + 1);
    painter->save();
    if (range <= 0)
        painter->setOpacity(0.5);
    paint::box(painter, bar, thickness / 2.0, tint(option->palette, Tint::Accent));
    painter->restore();
}

void splitter(const QStyleOption* option, QPainter* painter) {
    const bool used = option->state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    const QColor color = tint(option->palette, used ? Tint::Accent : Tint::Line);
    QRect rect = option->rect;
    if (option->state.testFlag(QStyle::State_Horizontal)) {
        rect.setLeft(rect.center().x());
        paint::line(painter, rect, Qt::LeftEdge, color);
    } else {
        rect.setTop(rect.center().y());
        paint::line(painter, rect, Qt::TopEdge, color);
    }
}

} // namespace wallaroo::parts
