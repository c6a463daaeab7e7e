#pragma once

#include "models/tablemodel.h"

#include <QColor>
#include <QPalette>

namespace wallaroo {

/// The colours of a table's cells on one ground, from a palette: texts have at least 4.5:1 on that ground, marks 3:1,
/// or the strongest the palette has takes their place.
struct CellColors {
    enum class Ground { Plain, Hovered, Selected, Changed };

    CellColors() = default;
    CellColors(const QPalette& palette, Ground ground);

    [[nodiscard]] QColor text(models::TableModel::Tone tone) const;
    [[nodiscard]] QColor mark(models::TableModel::Mark mark) const;

    QColor ground;
    QColor line;                       ///< between rows
    QColor accent;                     ///< where the keyboard is
    QColor match;                      ///< behind matched letters
    bool matchesAreUnderlined = false; ///< where letters would not stand out from `match`

private:
    QColor m_normal;
    QColor m_secondary;
    QColor m_faint;
    QColor m_good;
    QColor m_warning;
};

} // namespace wallaroo
