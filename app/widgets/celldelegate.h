#pragma once

#include "widgets/cellcolors.h"

#include <QFontMetrics>
#include <QHash>
#include <QStyledItemDelegate>

#include <array>
#include <optional>

namespace wallaroo {

/// Draws a table's cells from the model's roles alone: text with its matches marked, the sign of a status, grounds of
/// selected, hovered and changed rows, where the keyboard is. One line, elided; never more than the text's letters.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit CellDelegate(QObject* parent = nullptr) : QStyledItemDelegate(parent) {}

    /// The row under the pointer, -1 for none.
    void setHoveredRow(int row) { m_hoveredRow = row; }

    [[nodiscard]] int hoveredRow() const { return m_hoveredRow; }

    /// The marked row; invalid for none. hasKeyboard: the table has the focus, and the cell is marked as well.
    void setFocused(const QModelIndex& index, bool hasKeyboard = true) {
        m_focused = index;
        m_hasKeyboard = hasKeyboard;
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

    /// Space at both ends of a cell.
    [[nodiscard]] static int margin(const QFontMetrics& font);

private:
    struct Cell;
    struct Layout;

    [[nodiscard]] const CellColors& colors(const QPalette& palette, CellColors::Ground ground) const;
    [[nodiscard]] static Cell cellOf(const QModelIndex& index);
    [[nodiscard]] Layout layOut(const Cell& cell, const QStyleOptionViewItem& option) const;
    [[nodiscard]] int widthOf(const QString& text, const QFontMetrics& font) const;
    static void drawMark(QPainter* painter, const QRectF& box, models::TableModel::Mark mark, const QColor& color);
    static void drawMatches(QPainter* painter, const Cell& cell, const Layout& layout, const QFont& font,
                            const CellColors& colors);
    void drawFocus(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                   const CellColors& colors) const;

    int m_hoveredRow = -1;
    QPersistentModelIndex m_focused;
    bool m_hasKeyboard = true;
    mutable QHash<QString, int> m_widths; ///< in the font below: measuring takes as long as drawing
    mutable std::optional<QFontMetrics> m_widthsFont;
    mutable qint64 m_paletteKey = 0;
    mutable std::array<CellColors, 4> m_colors; // by ground, of the palette with that key
};

} // namespace wallaroo
