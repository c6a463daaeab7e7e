#include "style/metrics.h"

#include <QApplication>

namespace wallaroo {

Metrics::Metrics(const QStyleOption* option, const QWidget* widget)
    : m_lineHeight(widget   ? widget->fontMetrics().height()
                   : option ? option->fontMetrics.height()
                            : QFontMetrics(QApplication::font()).height()) {
}

} // namespace wallaroo
