#include "widgets/factdelegate.h"

#include "style/metrics.h"

#include <QPainter>
#include <QStyle>
#include <QTextLayout>
#include <QtMath>

#include <utility>

namespace wallaroo {
namespace {

struct Room {
    int beside;
    int above; ///< and below
};

Room roomOf(const QStyleOptionViewItem& option) {
    const Metrics metrics(option.widget);
    return {metrics.px(9), metrics.px(4)};
}

/// Identifiers and addresses have no words: they are broken anywhere.
QSizeF layOut(QTextLayout& text, const QStyleOptionViewItem& option, qreal width) {
    QTextOption how;
    how.setTextDirection(option.direction);
    how.setAlignment(Qt::AlignLeading);
    how.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    text.setTextOption(how);
    qreal height = 0;
    qreal widest = 0;
    text.beginLayout();
    for (QTextLine line = text.createLine(); line.isValid(); line = text.createLine()) {
        line.setLineWidth(width);
        line.setPosition(QPointF(0, height));
        height += line.height();
        widest = qMax(widest, line.naturalTextWidth());
    }
    text.endLayout();
    return {widest, height};
}

} // namespace

void FactDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    const QString words = std::exchange(cell.text, QString());
    cell.widget->style()->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    const Room room = roomOf(cell);
    const QRect place = cell.rect.adjusted(room.beside, room.above, -room.beside, -room.above);
    QTextLayout text(words, cell.font);
    layOut(text, cell, place.width());
    painter->save();
    painter->setClipRect(cell.rect);
    painter->setPen(cell.palette.color(QPalette::Text));
    text.draw(painter, place.topLeft());
    painter->restore();
}

QSize FactDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    const Room room = roomOf(cell);
    const int width = cell.rect.width() - 2 * room.beside;
    QTextLayout text(cell.text, cell.font);
    const QSizeF size = layOut(text, cell, width > 0 ? width : QWIDGETSIZE_MAX);
    return {qCeil(size.width()) + 2 * room.beside, qCeil(size.height()) + 2 * room.above};
}

} // namespace wallaroo
