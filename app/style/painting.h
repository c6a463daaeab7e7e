#pragma once

#include <QColor>
#include <QPainter>
#include <QRectF>

class QPalette;

namespace wallaroo::paint {

/// One logical pixel, rounded down to whole device pixels: 1 at 100 and 150 %, 2 at 200 %.
[[nodiscard]] qreal hairline(const QPainter* painter);
/// The edges moved to whole device pixels.
[[nodiscard]] QRectF snapped(const QPainter* painter, const QRectF& rect);

/// Filled and with an edge inside it; width 0: a hairline. Transparent colours leave their part out.
void box(QPainter* painter, const QRectF& rect, qreal radius, const QColor& fill, const QColor& edge = Qt::transparent,
         qreal width = 0);
/// 2 pixels of accent inside rect: where the keyboard is.
void focusRing(QPainter* painter, const QRectF& rect, qreal radius, const QPalette& palette);
/// A small arrow of two strokes in the middle of rect.
void chevron(QPainter* painter, const QRectF& rect, Qt::ArrowType direction, const QColor& color);
void tick(QPainter* painter, const QRectF& rect, const QColor& color);
/// A hairline along one edge of rect.
void line(QPainter* painter, const QRectF& rect, Qt::Edge edge, const QColor& color);

constexpr qreal focusWidth = 2;

} // namespace wallaroo::paint
