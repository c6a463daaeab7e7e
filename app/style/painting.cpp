#include "style/painting.h"

#include "style/palettes.h"

#include <cmath>

namespace wallaroo::paint {
namespace {

class Saved {
public:
    explicit Saved(QPainter* painter) : m_painter(painter) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
    }

    ~Saved() { m_painter->restore(); }

    Saved(const Saved&) = delete;
    Saved& operator=(const Saved&) = delete;

private:
    QPainter* m_painter;
};

QPen strokes(const QColor& color, qreal width) {
    return QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

} // namespace

qreal hairline(const QPainter* painter) {
    const qreal ratio = painter->device()->devicePixelRatioF();
    return std::max(1.0, std::floor(ratio)) / ratio;
}

QRectF snapped(const QPainter* painter, const QRectF& rect) {
    const QTransform transform = painter->deviceTransform();
    if (transform.type() > QTransform::TxScale)
        return rect;
    const QRectF device = transform.mapRect(rect);
    const QRectF whole(QPointF(std::round(device.left()), std::round(device.top())),
                       QPointF(std::round(device.right()), std::round(device.bottom())));
    return transform.inverted().mapRect(whole);
}

void box(QPainter* painter, const QRectF& rect, qreal radius, const QColor& fill, const QColor& edge, qreal width) {
    const Saved saved(painter);
    QRectF shape = snapped(painter, rect);
    painter->setBrush(fill.alpha() ? QBrush(fill) : QBrush(Qt::NoBrush));
    if (edge.alpha()) {
        const qreal stroke = width > 0 ? width : hairline(painter);
        painter->setPen(QPen(edge, stroke));
        shape.adjust(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2);
        radius = qMax(0.0, radius - stroke / 2);
    } else {
        painter->setPen(Qt::NoPen);
    }
    painter->drawRoundedRect(shape, radius, radius);
}

void focusRing(QPainter* painter, const QRectF& rect, qreal radius, const QPalette& palette) {
    box(painter, rect, radius, Qt::transparent, tint(palette, Tint::Accent), focusWidth);
}

void chevron(QPainter* painter, const QRectF& rect, Qt::ArrowType direction, const QColor& color) {
    const Saved saved(painter);
    const qreal size = qMin(rect.width(), rect.height());
    const qreal reach = size * 0.27;
    painter->setPen(strokes(color, qMax(1.2, size / 11)));
    painter->translate(rect.center());
    switch (direction) {
    case Qt::UpArrow:
        painter->rotate(180);
        break;
    case Qt::LeftArrow:
        painter->rotate(90);
        break;
    case Qt::RightArrow:
        painter->rotate(-90);
        break;
    default:
        break;
    }
    const QPointF points[]{{-reach, -reach / 2}, {0, reach / 2}, {reach, -reach / 2}};
    painter->drawPolyline(points, 3);
}

void tick(QPainter* painter, const QRectF& rect, const QColor& color) {
    const Saved saved(painter);
    const qreal w = rect.width();
    const qreal h = rect.height();
    painter->setPen(strokes(color, qMax(1.6, w / 8)));
    const QPointF points[]{{rect.x() + w * 0.25, rect.y() + h * 0.53},
                           {rect.x() + w * 0.43, rect.y() + h * 0.70},
                           {rect.x() + w * 0.76, rect.y() + h * 0.32}};
    painter->drawPolyline(points, 3);
}

void line(QPainter* painter, const QRectF& rect, Qt::Edge edge, const QColor& color) {
    QRectF bar = snapped(painter, rect);
    const qreal width = hairline(painter);
    switch (edge) {
    case Qt::TopEdge:
        bar.setBottom(bar.top() + width);
        break;
    case Qt::BottomEdge:
        bar.setTop(bar.bottom() - width);
        break;
    case Qt::LeftEdge:
        bar.setRight(bar.left() + width);
        break;
    case Qt::RightEdge:
        bar.setLeft(bar.right() - width);
        break;
    }
    painter->fillRect(bar, color);
}

} // namespace wallaroo::paint
