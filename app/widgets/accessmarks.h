#pragma once

#include "models/accessmatrix.h"

#include <QPalette>
#include <QPixmap>

#include <array>

namespace wallaroo {

/// The marks of the access matrix, told apart by their form: owner a filled square, collaborator a ring, a member of
/// unknown role a ring with a dot, not known a question mark, no access nothing. What is to be confirmed is hollow or
/// broken. Ready pixmaps, one per mark and ground, with the lines between cells in them.
class AccessMarks {
public:
    enum class Ground { Plain, Selected };

    /// Makes the pixmaps anew where size, palette or scale are others than at the last time.
    void prepare(const QSize& cell, const QPalette& palette, const QFont& font, qreal scale);

    [[nodiscard]] const QPixmap& cell(models::AccessCell cell, Ground ground) const {
        return m_cells[place(cell, ground)];
    }

    /// For a legend: a mark alone.
    static void paint(QPainter* painter, const QRectF& box, models::AccessCell cell, const QPalette& palette,
                      Ground ground);

private:
    static constexpr size_t accesses = 5;

    static size_t place(models::AccessCell cell, Ground ground) {
        return (static_cast<size_t>(cell.access) * 2 + (cell.isStale ? 1 : 0)) * 2 + static_cast<size_t>(ground);
    }

    std::array<QPixmap, accesses * 4> m_cells;
    QSize m_size;
    qint64 m_paletteKey = 0;
    QString m_font;
    qreal m_scale = 0;
};

} // namespace wallaroo
