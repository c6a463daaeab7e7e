#include "widgets/linkbutton.h"

#include "style/metrics.h"
#include "style/painting.h"
#include "style/palettes.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

namespace wallaroo {

LinkButton::LinkButton(const QString& text, QWidget* parent) : QAbstractButton(parent) {
    setText(text);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

QSize LinkButton::sizeHint() const {
    const Metrics metrics(this);
    const QSize text = fontMetrics().size(Qt::TextShowMnemonic, this->text());
    return {text.width() + 2 * metrics.px(4), text.height() + 2 * metrics.px(4)};
}

void LinkButton::paintEvent(QPaintEvent*) {
    const Metrics metrics(this);
    QPainter painter(this);
    QFont linkFont = font();
    linkFont.setUnderline(isEnabled() && underMouse());
    painter.setFont(linkFont);
    painter.setPen(isEnabled() ? tint(palette(), isDown() ? Tint::Accent : Tint::Link)
                               : palette().color(QPalette::Disabled, QPalette::ButtonText));
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextShowMnemonic, text());
    if (hasFocus())
        paint::focusRing(&painter, rect(), metrics.px(4), palette());
}

void LinkButton::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click(); // as links do; in a dialog Enter would press the default button
    else
        QAbstractButton::keyPressEvent(event);
}

void LinkButton::changeEvent(QEvent* event) {
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace wallaroo
