#include "widgets/accessmarks.h"

#include "style/painting.h"
#include "widgets/cellcolors.h"

#include <QPainter>

namespace wallaroo {

using models::Access;
using models::AccessCell;

namespace {

CellColors colorsOf(const QPalette& palette, AccessMarks::Ground ground) {
    return {palette,
            ground == AccessMarks::Ground::Selected ? CellColors::Ground::Selected : CellColors::Ground::Plain};
}

void paintShape(QPainter* painter, const QRectF& box, AccessCell cell, const CellColors& colors) {
    const qreal edge = std::max(1.5, box.width() / 7);
    const QRectF inner = box.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2);
    QPen pen(cell.access == Access::Owner ? colors.accent : colors.text(models::TableModel::Tone::Secondary), edge);
    if (cell.isStale) {
        pen.setDashPattern({1.2, 1.2});
        pen.setCapStyle(Qt::FlatCap); // a square one closes the gaps
    }
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    switch (cell.access) {
    case Access::Owner:
        if (!cell.isStale)
            painter->setBrush(colors.accent);
        painter->drawRect(inner);
        break;
    case Access::Collaborator:
        painter->drawEllipse(inner);
        break;
    case Access::NotTold: {
        painter->drawEllipse(inner);
        painter->setPen(Qt::NoPen);
        painter->setBrush(pen.color());
        const qreal dot = box.width() / 8;
        painter->drawEllipse(box.center(), dot, dot);
        break;
    }
    case Access::NotKnown:
        painter->setPen(colors.text(models::TableModel::Tone::Secondary));
        painter->drawText(box.adjusted(-edge, -edge, edge, edge), Qt::AlignCenter, QStringLiteral("?"));
        break;
    case Access::None:
        if (cell.isStale) { // nothing, to be confirmed
            const qreal dot = box.width() / 10;
            painter->setPen(Qt::NoPen);
            painter->setBrush(pen.color());
            painter->drawEllipse(box.center(), dot, dot);
        }
        break;
    }
}

} // namespace

void AccessMarks::paint(QPainter* painter, const QRectF& box, AccessCell cell, const QPalette& palette, Ground ground) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintShape(painter, box, cell, colorsOf(palette, ground));
    painter->restore();
}

void AccessMarks::prepare(const QSize& size, const QPalette& palette, const QFont& font, qreal scale) {
    if (size == m_size && palette.cacheKey() == m_paletteKey && font.key() == m_font && qFuzzyCompare(scale, m_scale))
        return;
    m_size = size;
    m_paletteKey = palette.cacheKey();
    m_font = font.key();
    m_scale = scale;
    const qreal markSize = std::round(std::min(size.width(), size.height()) * 0.46);
    for (size_t access = 0; access < accesses; ++access) {
        for (const bool isStale : {false, true}) {
            for (const Ground ground : {Ground::Plain, Ground::Selected}) {
                const AccessCell cell{static_cast<Access>(access), isStale};
                const CellColors colors = colorsOf(palette, ground);
                QPixmap pixmap(size * scale);
                pixmap.setDevicePixelRatio(scale);
                pixmap.fill(colors.ground);
                QPainter painter(&pixmap);
                painter.setFont(font);
                const QRectF rect(QPointF(0, 0), size);
                paint::line(&painter, rect, Qt::BottomEdge, colors.line);
                paint::line(&painter, rect, Qt::RightEdge, colors.line);
                QRectF box(0, 0, markSize, markSize);
                box.moveTopLeft(
                    QPointF(std::floor((size.width() - markSize) / 2), std::floor((size.height() - markSize) / 2)));
                painter.setRenderHint(QPainter::Antialiasing);
                paintShape(&painter, box, cell, colors);
                painter.end();
                m_cells[place(cell, ground)] = pixmap;
            }
        }
    }
}

} // namespace wallaroo
