#include "widgets/iconmark.h"

#include "style/icons.h"
#include "style/metrics.h"

#include <QPainter>

namespace wallaroo {

IconMark::IconMark(int side, QWidget* parent) : QWidget(parent), m_side(side) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::NoFocus);
}

void IconMark::setIcon(const QString& name, Tint tint) {
    m_name = name;
    m_tint = tint;
    update();
}

QSize IconMark::sizeHint() const {
    const int side = Metrics(this).px(m_side);
    return {side, side};
}

void IconMark::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintIcon(&painter, rect(), m_name, tint(palette(), m_tint));
}

} // namespace wallaroo
