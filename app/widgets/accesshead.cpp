#include "widgets/accesshead.h"

#include "style/metrics.h"
#include "style/painting.h"
#include "style/palettes.h"

#include <QAbstractItemView>
#include <QPainter>

#include <algorithm>

namespace wallaroo {
namespace {

constexpr int nameChars = 26;      // of a person
constexpr int workspaceChars = 25; // of a workspace
constexpr int linesAtLeast = 3;    // of the height of the heads above the columns

} // namespace

AccessHead::AccessHead(Qt::Orientation orientation, QWidget* parent) : QHeaderView(orientation, parent) {
    setSectionsClickable(true);
    setSectionsMovable(false);
    setHighlightSections(false);
}

QSize AccessHead::sizeHint() const {
    const int chars = orientation() == Qt::Vertical ? nameChars : workspaceChars;
    const int length = fontMetrics().averageCharWidth() * chars + Metrics(this).px(16);
    if (orientation() == Qt::Vertical)
        return {length, defaultSectionSize()};
    // On a low screen names are cut for the rows under them.
    const int most = parentWidget() ? parentWidget()->height() * 2 / 5 : length;
    return {defaultSectionSize(), std::clamp(most, std::min(length, fontMetrics().height() * linesAtLeast), length)};
}

QSize AccessHead::sectionSizeFromContents(int) const {
    return sizeHint();
}

bool AccessHead::isCurrent(int section) const {
    const auto* view = qobject_cast<const QAbstractItemView*>(parentWidget());
    const QModelIndex now = view ? view->currentIndex() : QModelIndex();
    return now.isValid() && (orientation() == Qt::Vertical ? now.row() : now.column()) == section;
}

void AccessHead::paintSection(QPainter* painter, const QRect& rect, int section) const {
    painter->save();
    const bool current = isCurrent(section);
    painter->fillRect(rect, tint(palette(), current ? Tint::SelectedRow : Tint::HeaderGround));
    paint::line(painter, rect, orientation() == Qt::Vertical ? Qt::BottomEdge : Qt::RightEdge,
                tint(palette(), Tint::RowLine));
    paint::line(painter, rect, orientation() == Qt::Vertical ? Qt::RightEdge : Qt::BottomEdge,
                tint(palette(), Tint::Line));
    painter->setPen(tint(palette(), current ? Tint::SelectedText : Tint::Text));
    QFont strong = font();
    strong.setBold(current);
    painter->setFont(strong);
    const QFontMetrics metrics(strong);
    const QString name = model()->headerData(section, orientation(), Qt::DisplayRole).toString();
    const int inset = Metrics(this).px(8);
    if (orientation() == Qt::Vertical) {
        const QRect room = rect.adjusted(inset, 0, -inset, 0);
        painter->drawText(room, Qt::AlignVCenter | Qt::TextSingleLine | static_cast<int>(Qt::AlignLeading),
                          metrics.elidedText(name, Qt::ElideRight, room.width()));
    } else {
        painter->translate(rect.left(), rect.bottom() + 1);
        painter->rotate(-90);
        const QRect room(inset, 0, rect.height() - 2 * inset, rect.width());
        painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                          metrics.elidedText(name, Qt::ElideMiddle, room.width()));
    }
    painter->restore();
}

} // namespace wallaroo
