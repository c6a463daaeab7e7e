#include "widgets/wraplayout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace wallaroo {

WrapLayout::WrapLayout(int spacing, QWidget* parent) : QLayout(parent) {
    setContentsMargins({});
    setSpacing(spacing);
}

WrapLayout::~WrapLayout() {
    qDeleteAll(m_items);
}

void WrapLayout::addTail(QWidget* widget) {
    m_tail = widget;
    addWidget(widget);
}

void WrapLayout::addBefore(QWidget* next, QWidget* widget) {
    addWidget(widget);
    m_items.move(indexOf(widget), indexOf(next));
}

void WrapLayout::addItem(QLayoutItem* item) {
    const bool behindTail = m_tail && !m_items.isEmpty() && item->widget() != m_tail;
    m_items.insert(behindTail ? m_items.size() - 1 : m_items.size(), item);
}

int WrapLayout::count() const {
    return static_cast<int>(m_items.size());
}

QLayoutItem* WrapLayout::itemAt(int index) const {
    return m_items.value(index);
}

QLayoutItem* WrapLayout::takeAt(int index) {
    if (index < 0 || index >= count())
        return nullptr;
    auto* item = m_items.takeAt(index);
    if (item->widget() == m_tail)
        m_tail = nullptr;
    return item;
}

QList<QLayoutItem*> WrapLayout::shown() const {
    QList<QLayoutItem*> items;
    std::copy_if(m_items.begin(), m_items.end(), std::back_inserter(items),
                 [](auto* item) { return !item->isEmpty(); });
    return items;
}

QList<WrapLayout::Line> WrapLayout::lines(int width) const {
    QList<Line> lines;
    const auto items = shown();
    for (auto* item : items) {
        const QSize size = item->sizeHint();
        if (lines.isEmpty() || lines.last().width + spacing() + size.width() > width)
            lines.append(Line());
        Line& line = lines.last();
        line.width += size.width() + (line.items.isEmpty() ? 0 : spacing());
        line.height = std::max(line.height, size.height());
        line.items << item;
    }
    return lines;
}

int WrapLayout::heightOf(const QList<Line>& lines) const {
    int height = lines.isEmpty() ? 0 : static_cast<int>(lines.size() - 1) * spacing();
    for (const Line& line : lines)
        height += line.height;
    return height;
}

int WrapLayout::heightForWidth(int width) const {
    const QMargins margins = contentsMargins();
    return heightOf(lines(width - margins.left() - margins.right())) + margins.top() + margins.bottom();
}

QSize WrapLayout::sizeHint() const {
    const auto one = lines(QLAYOUTSIZE_MAX);
    const QMargins margins = contentsMargins();
    return QSize(one.isEmpty() ? 0 : one.first().width, heightOf(one)).grownBy(margins);
}

QSize WrapLayout::minimumSize() const {
    QSize least;
    const auto items = shown();
    for (auto* item : items)
        least = least.expandedTo(item->minimumSize());
    return least.grownBy(contentsMargins());
}

void WrapLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    QRect room = rect.marginsRemoved(contentsMargins());
    const auto all = lines(room.width());
    for (const Line& line : all) {
        place(line, QRect(room.left(), room.top(), room.width(), line.height));
        room.setTop(room.top() + line.height + spacing());
    }
}

void WrapLayout::place(const Line& line, const QRect& room) const {
    const auto direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    int left = room.left();
    for (auto* item : line.items) {
        QSize size = item->sizeHint();
        size.setWidth(std::min(size.width(), room.width()));
        if (item->widget() == m_tail)
            left = std::max(left, room.right() + 1 - size.width());
        const QRect place(QPoint(left, room.top() + (room.height() - size.height()) / 2), size);
        item->setGeometry(QStyle::visualRect(direction, room, place));
        left += size.width() + spacing();
    }
}

} // namespace wallaroo
