#include "dialogs/foldbutton.h"

#include "style/icons.h"
#include "style/metrics.h"
#include "style/palettes.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>

namespace wallaroo {

FoldButton::FoldButton(const QString& text, QWidget* parent) : QAbstractButton(parent) {
    setText(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

QSize FoldButton::sizeHint() const {
    const Metrics metrics(this);
    const QSize words = fontMetrics().size(Qt::TextShowMnemonic, text());
    return {metrics.icon() + metrics.px(4) + words.width() + metrics.px(4), words.height() + metrics.px(4)};
}

void FoldButton::paintEvent(QPaintEvent*) {
    const Metrics metrics(this);
    QPainter painter(this);
    const QPalette::ColorGroup group = isEnabled() ? QPalette::Active : QPalette::Disabled;
    const QColor color = palette().color(group, QPalette::WindowText);
    const int side = metrics.icon();
    const QRect chevron = QStyle::visualRect(layoutDirection(), rect(), QRect(0, (height() - side) / 2, side, side));
    paintIcon(&painter, chevron, isChecked() ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), color);
    const QRect words = QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(side + metrics.px(4), 0, 0, 0));
    painter.setPen(color);
    const int mnemonic =
        style()->styleHint(QStyle::SH_UnderlineShortcut, nullptr, this) ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
    painter.drawText(words, mnemonic | static_cast<int>(Qt::AlignVCenter | Qt::AlignLeading), text());
    if (hasFocus()) {
        QStyleOptionFocusRect focus;
        focus.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
    }
}

void FoldButton::keyPressEvent(QKeyEvent* event) {
    // Enter opens what has the focus; it must not reach the dialog's main button.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

} // namespace wallaroo
