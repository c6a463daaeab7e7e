#include "dialogs/formscroll.h"

#include "style/metrics.h"

#include <QEvent>
#include <QLayout>
#include <QScreen>
#include <QScrollBar>

namespace wallaroo {

FormScroll::FormScroll(QWidget* form, QWidget* parent) : QScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setWidget(form);
    // After setWidget(), which makes the form fill itself: the dialog's ground shows through.
    form->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    form->installEventFilter(this);
}

int FormScroll::formHeight(int width) const {
    const QWidget* form = widget();
    return form->layout()->hasHeightForWidth() ? form->layout()->totalHeightForWidth(width) : form->sizeHint().height();
}

QSize FormScroll::sizeHint() const {
    const Metrics metrics(this);
    const int width = qMax(metrics.px(552), widget()->minimumSizeHint().width());
    const QSize screenSize = screen()->availableSize();
    return {qMin(width, screenSize.width() * 9 / 10), qMin(formHeight(width), screenSize.height() * 6 / 10)};
}

QSize FormScroll::minimumSizeHint() const {
    const Metrics metrics(this);
    return {qMin(metrics.px(320), sizeHint().width()), metrics.px(80)};
}

bool FormScroll::eventFilter(QObject* watched, QEvent* event) {
    if (watched == widget() && event->type() == QEvent::LayoutRequest && isVisible())
        QMetaObject::invokeMethod(this, &FormScroll::fitWindow, Qt::QueuedConnection);
    return QScrollArea::eventFilter(watched, event);
}

void FormScroll::fitWindow() {
    QWidget* top = window();
    if (top->isMaximized() || top->isFullScreen())
        return;
    const int others = top->height() - viewport()->height();
    const int frame = top->frameGeometry().height() - top->height();
    const int room = top->screen()->availableGeometry().height() - frame;
    const int wanted = qMin(others + formHeight(viewport()->width()), room);
    const bool sizeIsOurs = m_fittedHeight == 0 || top->height() == m_fittedHeight;
    if (wanted > top->height() || (sizeIsOurs && wanted != top->height()))
        top->resize(top->width(), wanted);
    m_fittedHeight = sizeIsOurs || wanted == top->height() ? top->height() : m_fittedHeight;
}

} // namespace wallaroo
