#pragma once

#include <QStyledItemDelegate>

namespace wallaroo {

/// Paints the cells of a FactTable: text over as many lines as it needs, with room above and below.
class FactDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// For the width in the option's rectangle; one line where it has none.
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace wallaroo
