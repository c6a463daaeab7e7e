#include "widgets/navigationlist.h"

#include "style/look.h"
#include "style/metrics.h"
#include "style/painting.h"
#include "widgets/navigationdelegate.h"

#include <QEvent>
#include <QPainter>
#include <QStandardItemModel>

namespace wallaroo {

using Role = NavigationDelegate::Role;

NavigationList::NavigationList(QWidget* parent)
    : QListView(parent),
      m_rows(new QStandardItemModel(this)),
      m_delegate(new NavigationDelegate(this)) {
    setObjectName(QStringLiteral("pages"));
    setAccessibleName(tr("Pages"));
    setModel(m_rows);
    setItemDelegate(m_delegate);
    setFrameShape(NoFrame);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setGroundTint(viewport(), Tint::Navigation);
    setGroundTint(this, Tint::Navigation);
}

void NavigationList::addGroup(const QString& title) {
    auto* item = new QStandardItem(title); // owned by the model, as all are
    item->setFlags(Qt::NoItemFlags);
    item->setEditable(false);
    m_rows->appendRow(item);
    updateWidth();
}

void NavigationList::addPage(const QString& id, const QString& iconName, const QString& text) {
    auto* item = new QStandardItem(text);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren);
    item->setData(id, Role::PageRole);
    item->setData(iconName, Role::IconRole);
    item->setData(text, Qt::AccessibleTextRole);
    if (m_compact)
        item->setToolTip(text);
    m_rows->appendRow(item);
    updateWidth();
}

void NavigationList::setCount(const QString& id, const QString& count) {
    if (QStandardItem* item = itemOf(id)) {
        item->setData(count, Role::CountRole);
        item->setData(count, Qt::AccessibleDescriptionRole);
    }
}

void NavigationList::setCompact(bool compact) {
    if (m_compact == compact)
        return;
    m_compact = compact;
    m_delegate->setCompact(compact);
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        QStandardItem* item = m_rows->item(row);
        if (item->data(Role::PageRole).isValid())
            item->setToolTip(compact ? item->text() : QString());
    }
    scheduleDelayedItemsLayout();
    updateWidth();
}

QString NavigationList::currentPage() const {
    return currentIndex().data(Role::PageRole).toString();
}

void NavigationList::setCurrentPage(const QString& id) {
    if (const QStandardItem* item = itemOf(id))
        setCurrentIndex(item->index());
}

QStringList NavigationList::pages() const {
    QStringList ids;
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        if (const QVariant id = m_rows->item(row)->data(Role::PageRole); id.isValid())
            ids << id.toString();
    }
    return ids;
}

QStandardItem* NavigationList::itemOf(const QString& id) const {
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        QStandardItem* item = m_rows->item(row);
        if (const QVariant its = item->data(Role::PageRole); its.isValid() && its.toString() == id)
            return item;
    }
    return nullptr;
}

QModelIndex NavigationList::nextPage(int from, int step) const {
    for (int row = from; row >= 0 && row < m_rows->rowCount(); row += step) {
        if (m_rows->item(row)->isEnabled())
            return m_rows->item(row)->index();
    }
    return {};
}

QModelIndex NavigationList::moveCursor(CursorAction action, Qt::KeyboardModifiers) {
    const int row = currentIndex().row();
    QModelIndex next;
    switch (action) {
    case MoveDown:
    case MoveNext:
    case MoveRight:
        next = nextPage(row + 1, 1);
        break;
    case MoveUp:
    case MovePrevious:
    case MoveLeft:
        next = nextPage(row - 1, -1);
        break;
    case MoveHome:
    case MovePageUp:
        next = nextPage(0, 1);
        break;
    case MoveEnd:
    case MovePageDown:
        next = nextPage(m_rows->rowCount() - 1, -1);
        break;
    }
    return next.isValid() ? next : currentIndex(); // never from the first or last page onto a heading
}

void NavigationList::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QListView::currentChanged(current, previous);
    const QString id = current.data(Role::PageRole).toString();
    if (!id.isEmpty() && current != previous)
        Q_EMIT pageChosen(id);
}

void NavigationList::changeEvent(QEvent* event) {
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateWidth();
}

void NavigationList::paintEvent(QPaintEvent* event) {
    QListView::paintEvent(event);
    QPainter painter(viewport());
    paint::line(&painter, viewport()->rect(), isRightToLeft() ? Qt::LeftEdge : Qt::RightEdge,
                tint(palette(), Tint::Line));
}

QSize NavigationList::sizeHint() const {
    const int width = m_compact ? Metrics(this).px(48) : qMax(Metrics(this).px(180), sizeHintForColumn(0));
    return {width, QListView::sizeHint().height()};
}

void NavigationList::updateWidth() {
    updateGeometry();
    viewport()->update();
}

} // namespace wallaroo
