#include "support/firstpaint.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimer>

namespace wallaroo {

FirstPaint::FirstPaint() {
    QCoreApplication::instance()->installEventFilter(this);
}

bool FirstPaint::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Paint && watched->isWidgetType()) {
        QCoreApplication::instance()->removeEventFilter(this);
        QTimer::singleShot(0, this, &FirstPaint::happened);
    }
    return false;
}

} // namespace wallaroo
