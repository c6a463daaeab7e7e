#include "widgets/navigationdelegate.h"

#include "style/icons.h"
#include "style/metrics.h"
#include "style/painting.h"

#include <QPainter>

namespace wallaroo {
namespace {

QFont headingFont(QFont font) {
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 0.82);
    else
        font.setPixelSize(qRound(font.pixelSize() * 0.82));
    font.setWeight(QFont::Bold);
    font.setCapitalization(QFont::AllUppercase);
    return font;
}

QRect visual(const QStyleOptionViewItem& option, const QRect& rect) {
    return QStyle::visualRect(option.direction, option.rect, rect);
}

} // namespace

void NavigationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    if (index.data(PageRole).isNull())
        paintHeading(painter, option, index.data().toString());
    else
        paintPage(painter, option, index);
    painter->restore();
}

void NavigationDelegate::paintHeading(QPainter* painter, const QStyleOptionViewItem& option,
                                      const QString& text) const {
    const Metrics metrics(&option, option.widget);
    if (m_compact) {
        const int inset = metrics.px(12);
        paint::line(painter,
                    QRect(option.rect.x() + inset, option.rect.center().y(), option.rect.width() - 2 * inset, 1),
                    Qt::TopEdge, tint(option.palette, Tint::FieldLine));
        return;
    }
    painter->setFont(headingFont(option.font));
    painter->setPen(tint(option.palette, Tint::SecondaryText));
    const QRect room = option.rect.adjusted(metrics.px(14), 0, -metrics.px(8), -metrics.px(4));
    painter->drawText(visual(option, room),
                      static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignBottom)
                          | Qt::TextSingleLine,
                      text);
}

void NavigationDelegate::paintPage(QPainter* painter, const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const {
    const Metrics metrics(&option, option.widget);
    const auto color = [&option](Tint role) { return tint(option.palette, role); };
    const bool current = option.state.testFlag(QStyle::State_Selected);
    const QRect row = option.rect.adjusted(metrics.px(8), 1, -metrics.px(8), -1);
    if (current) {
        paint::box(painter, row, metrics.radius(), color(Tint::NavigationCurrent));
        const QRect edge(row.x(), row.y() + metrics.px(6), metrics.px(3), row.height() - 2 * metrics.px(6));
        paint::box(painter, visual(option, edge), metrics.px(3) / 2.0, color(Tint::Accent));
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        QColor hover = color(Tint::NavigationCurrent);
        hover.setAlphaF(0.45F);
        paint::box(painter, row, metrics.radius(), hover);
    }
    if (option.state.testFlag(QStyle::State_HasFocus))
        paint::focusRing(painter, row, metrics.radius(), option.palette);

    const QColor text = current ? color(Tint::SelectedText) : color(Tint::Text);
    const bool accented = current && !isHighContrast(option.palette);
    const int side = metrics.icon();
    QRect sign(row.x() + metrics.px(12), row.center().y() - side / 2, side, side);
    if (m_compact)
        sign.moveLeft(row.center().x() - side / 2);
    paintIcon(painter, visual(option, sign), index.data(IconRole).toString(),
              accented  ? color(Tint::Accent)
              : current ? text
                        : color(Tint::SecondaryText));
    if (m_compact)
        return;

    const int start = static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter);
    const int end = static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignRight) | Qt::AlignVCenter);
    const QRect words(sign.right() + metrics.px(9), row.y(),
                      row.right() - metrics.px(10) - sign.right() - metrics.px(9), row.height());
    const QString count = index.data(CountRole).toString();
    const int countWidth = count.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(count) + metrics.px(8);
    painter->setPen(accented || !current ? color(Tint::SecondaryText) : text);
    painter->drawText(visual(option, words), end | Qt::TextSingleLine, count);
    QFont font = option.font;
    font.setWeight(current ? QFont::Bold : QFont::Normal);
    painter->setFont(font);
    painter->setPen(text);
    const QString shown =
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, words.width() - countWidth);
    painter->drawText(visual(option, words), start | Qt::TextSingleLine, shown);
}

QSize NavigationDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Metrics metrics(&option, option.widget);
    const bool heading = index.data(PageRole).isNull();
    if (m_compact)
        return {metrics.px(48), heading ? metrics.px(13) : metrics.rowHeight()};
    const int words = QFontMetrics(option.font).horizontalAdvance(index.data().toString());
    // Room for a count of five figures, so that the list does not grow when counts come in.
    const int counts = QFontMetrics(option.font).horizontalAdvance(QStringLiteral("00,000"));
    return {metrics.px(8 + 12 + 16 + 9 + 18 + 8) + words + (heading ? 0 : counts),
            heading ? metrics.px(33) : metrics.rowHeight()};
}

} // namespace wallaroo
