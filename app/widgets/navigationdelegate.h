#pragma once

#include <QStyledItemDelegate>

namespace wallaroo {

/// How the rows of NavigationList look: headings small and grey, pages with icon, name and count, the current one on a
/// pale ground with a bar of accent at its edge.
class NavigationDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum Role { PageRole = Qt::UserRole + 1, IconRole, CountRole };

    using QStyledItemDelegate::QStyledItemDelegate;

    void setCompact(bool compact) { m_compact = compact; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintHeading(QPainter* painter, const QStyleOptionViewItem& option, const QString& text) const;
    void paintPage(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;

    bool m_compact = false;
};

} // namespace wallaroo
