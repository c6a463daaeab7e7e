#include "widgets/progressline.h"

#include "style/metrics.h"
#include "style/painting.h"
#include "style/palettes.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>
#include <QTimerEvent>

#include <cmath>

namespace wallaroo {
namespace {

constexpr int frameMs = 33;
constexpr qint64 roundMs = 1600; // one run from end to end
constexpr double part = 0.3;     // of the line

} // namespace

ProgressLine::ProgressLine(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void ProgressLine::setRunning(bool running) {
    if (m_running == running)
        return;
    m_running = running;
    m_since.start();
    updateTimer();
    update();
}

void ProgressLine::setFraction(double fraction) {
    fraction = fraction < 0 ? -1 : qMin(1.0, fraction);
    if (qFuzzyCompare(2 + fraction, 2 + m_fraction))
        return;
    m_fraction = fraction;
    update();
}

void ProgressLine::setThickness(int thickness) {
    m_thickness = thickness;
    updateGeometry();
    update();
}

QSize ProgressLine::sizeHint() const {
    const Metrics metrics(this);
    return {metrics.px(40), metrics.px(m_thickness)};
}

void ProgressLine::updateTimer() {
    const bool moves =
        m_running && isVisible() && style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0;
    if (moves && !m_timer.isActive())
        m_timer.start(frameMs, this);
    else if (!moves)
        m_timer.stop();
}

void ProgressLine::timerEvent(QTimerEvent* event) {
    if (event->timerId() == m_timer.timerId())
        update();
    else
        QWidget::timerEvent(event);
}

void ProgressLine::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    updateTimer();
}

void ProgressLine::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    updateTimer();
}

void ProgressLine::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        updateTimer();
}

void ProgressLine::paintEvent(QPaintEvent*) {
    if (!m_running && m_fraction < 0)
        return;
    QPainter painter(this);
    const QRectF line = rect();
    const qreal radius = line.height() / 2;
    const QColor accent = tint(palette(), Tint::Accent);
    const QColor groove = tint(palette(), Tint::Groove);
    const bool unseen =
        m_thickness > 2 && groove == palette().color(QPalette::Window); // a foreign palette: an edge instead
    paint::box(&painter, line, radius, groove, unseen ? tint(palette(), Tint::Line) : QColor(Qt::transparent));
    if (!m_running) {
        if (m_fraction > 0) {
            const qreal width = qMax(line.height(), line.width() * m_fraction);
            const qreal left = isRightToLeft() ? line.right() - width : line.left();
            paint::box(&painter, {left, line.top(), width, line.height()}, radius, accent);
        }
    } else if (!m_timer.isActive()) {
        painter.setOpacity(0.5);
        paint::box(&painter, line, radius, accent);
    } else {
        const double place = double(m_since.elapsed() % roundMs) / roundMs;
        const double eased = (1 - std::cos(place * M_PI)) / 2;
        const qreal left = line.left() + line.width() * (eased * (1 + part) - part);
        painter.setClipRect(line);
        paint::box(&painter, {left, line.top(), line.width() * part, line.height()}, radius, accent);
    }
}

} // namespace wallaroo
