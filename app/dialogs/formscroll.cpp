#include "dialogs/formscroll.h"

#include "style/metrics.h"
#include "style/painting.h"

#include <QApplication>
#include <QEvent>
#include <QLayout>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScreen>
#include <QScrollBar>

#include <algorithm>

namespace wallaroo {

FormScroll::FormScroll(QWidget* form, int widthAtSketchFont, QWidget* parent)
    : QScrollArea(parent),
      m_widthAtSketchFont(widthAtSketchFont) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setWidget(form);
    // After setWidget(), which makes the form fill itself: the dialog's ground shows through.
    form->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    form->installEventFilter(this);
    // QScrollArea follows the Tab key within itself alone, not a focus that comes from outside or is set.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (now && widget()->isAncestorOf(now))
            ensureWidgetVisible(now);
    });
    parent->installEventFilter(this);
    connect(verticalScrollBar(), &QAbstractSlider::rangeChanged, this, &FormScroll::updateFocusPolicy);
}

/// A form without a field, such as a list of facts, is scrolled by the keys of the area itself, where it has to be.
void FormScroll::updateFocusPolicy() {
    const auto parts = widget()->findChildren<QWidget*>();
    const bool hasField =
        std::any_of(parts.begin(), parts.end(), [](const QWidget* part) { return part->focusPolicy() & Qt::TabFocus; });
    setFocusPolicy(!hasField && verticalScrollBar()->maximum() > 0 ? Qt::StrongFocus : Qt::NoFocus);
}

void FormScroll::paintEvent(QPaintEvent* event) {
    QScrollArea::paintEvent(event);
    if (!hasFocus())
        return;
    QPainter painter(viewport());
    paint::focusRing(&painter, viewport()->rect(), Metrics(this).px(4), palette());
}

void FormScroll::scrollContentsBy(int dx, int dy) {
    QScrollArea::scrollContentsBy(dx, dy);
    if (hasFocus())
        viewport()->update(); // the ring does not go with it
}

int FormScroll::formHeight(int width) const {
    const QWidget* form = widget();
    return form->layout()->hasHeightForWidth() ? form->layout()->totalHeightForWidth(width) : form->sizeHint().height();
}

QSize FormScroll::sizeHint() const {
    const int width = qMax(Metrics(this).px(m_widthAtSketchFont), widget()->minimumSizeHint().width());
    return {width, formHeight(width)};
}

QSize FormScroll::minimumSizeHint() const {
    const Metrics metrics(this);
    return {qMin(metrics.px(320), sizeHint().width()), metrics.px(80)};
}

bool FormScroll::eventFilter(QObject* watched, QEvent* event) {
    // Of the form, and of what stands around it.
    const bool isLayout = event->type() == QEvent::LayoutRequest;
    if (isLayout && isVisible() && (watched == widget() || watched == parent()))
        QMetaObject::invokeMethod(this, &FormScroll::fitWindow, Qt::QueuedConnection);
    return QScrollArea::eventFilter(watched, event);
}

void FormScroll::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    dropNeedlessBar();
}

void FormScroll::fitFirst() {
    QWidget* top = window();
    if (top->testAttribute(Qt::WA_Resized))
        return; // by somebody who knows better
    top->ensurePolished();
    const QSize room = top->screen()->availableSize();
    const QSize wanted = top->sizeHint();
    const int bar = wanted.height() > room.height() ? verticalScrollBar()->sizeHint().width() : 0;
    top->resize(qMin(wanted.width() + bar, room.width()), qMin(wanted.height(), room.height()));
    top->layout()->activate();
    fitWindow();
}

void FormScroll::fitWindow() {
    QWidget* top = window();
    if (top->isMaximized() || top->isFullScreen())
        return;
    // Of the area and not of its viewport, whose scroll bars may be about to go.
    const int width = maximumViewportSize().width();
    const int height = top->height() - this->height() + formHeight(width);
    const int frame = top->frameGeometry().height() - top->height();
    const QSize room = top->screen()->availableSize() - QSize(0, frame);
    const bool sizeIsOurs = m_fittedHeight == 0 || top->height() == m_fittedHeight;
    if (height <= top->height() && !sizeIsOurs)
        return;
    int missing = 0; // the width that the scroll bar takes from the form
    if (height > room.height())
        missing = qMax(0, widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width() - width);
    top->resize(qMin(top->width() + missing, room.width()), qMin(height, room.height()));
    m_fittedHeight = top->height();
    dropNeedlessBar();
}

/// A bar that was there while there was less room takes room from the form, which is higher for that: Qt then takes it
/// as needed for ever.
void FormScroll::dropNeedlessBar() {
    const QSize room = maximumViewportSize();
    if (m_isDropping || !verticalScrollBar()->isVisible() || formHeight(room.width()) > room.height())
        return;
    const QScopedValueRollback dropping(m_isDropping, true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    // A QFormLayout goes on giving a row the height that it had where the form was narrower.
    for (auto* layout : widget()->findChildren<QLayout*>())
        layout->invalidate();
    widget()->layout()->invalidate();
    widget()->layout()->activate();
}

} // namespace wallaroo
