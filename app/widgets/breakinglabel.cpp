#include "widgets/breakinglabel.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace wallaroo {

BreakingLabel::BreakingLabel(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
}

bool BreakingLabel::hasHeightForWidth() const {
    return true;
}

int BreakingLabel::heightForWidth(int width) const {
    return fontMetrics().boundingRect(QRect(0, 0, width, QWIDGETSIZE_MAX), flagsFor(width), text()).height();
}

QSize BreakingLabel::sizeHint() const {
    return fontMetrics().size(0, text());
}

QSize BreakingLabel::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth(), fontMetrics().height()};
}

void BreakingLabel::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    const int direction = layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    style()->drawItemText(&painter, rect(), flagsFor(width()) | direction | Qt::AlignTop, palette(), isEnabled(),
                          text(), foregroundRole());
}

int BreakingLabel::flagsFor(int width) const {
    const QStringList words = text().split(QLatin1Char(' '));
    const bool fit = std::all_of(words.begin(), words.end(),
                                 [&](const QString& word) { return fontMetrics().horizontalAdvance(word) <= width; });
    return fit ? Qt::TextWordWrap : Qt::TextWrapAnywhere;
}

} // namespace wallaroo
