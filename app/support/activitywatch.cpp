#include "support/activitywatch.h"

#include <QEvent>

namespace wallaroo {
namespace {

bool isOfAPerson(const QEvent& event) {
    switch (event.type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TabletPress:
    case QEvent::InputMethod:
        return true;
    default:
        return false;
    }
}

} // namespace

ActivityWatch::ActivityWatch(QObject& application, const Clock& clock, QObject* parent)
    : QObject(parent),
      m_clock(clock) {
    auto* const filtered = &application; // clazy 1.11 ends at a call on the reference itself
    filtered->installEventFilter(this);
}

bool ActivityWatch::eventFilter(QObject* watched, QEvent* event) {
    if (isOfAPerson(*event) && m_next.isPast(m_clock)) {
        m_next = Deadline(m_clock, quietMs);
        Q_EMIT personActive();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace wallaroo
