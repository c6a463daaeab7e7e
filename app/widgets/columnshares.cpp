#include "widgets/columnshares.h"

#include <QEvent>
#include <QHeaderView>
#include <QTreeView>

#include <algorithm>
#include <numeric>

namespace wallaroo {

ColumnShares::ColumnShares(QTreeView& list, int whole) : QObject(&list), m_list(list), m_whole(whole) {
    list.header()->setStretchLastSection(true);
    list.viewport()->installEventFilter(this);
}

void ColumnShares::setWidths(const QList<int>& widths) {
    m_widths = widths;
    m_room = -1;
    share();
}

bool ColumnShares::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize)
        share();
    return QObject::eventFilter(watched, event);
}

void ColumnShares::share() {
    const int kept = m_widths.value(m_whole);
    const int wanted = std::accumulate(m_widths.begin(), m_widths.end(), 0) - kept;
    const int room = std::max(0, m_list.viewport()->width() - kept);
    if (room == m_room)
        return; // what somebody made of the columns stays
    m_room = room;
    for (int i = 0; i < m_widths.size(); ++i) {
        const bool shrinks = room < wanted && i != m_whole;
        m_list.header()->resizeSection(i, shrinks ? std::max(1, m_widths[i] * room / wanted) : m_widths[i]);
    }
}

} // namespace wallaroo
