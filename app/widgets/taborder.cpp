#include "widgets/taborder.h"

#include <QFormLayout>
#include <QScrollArea>
#include <QSplitter>

#include <utility>

namespace wallaroo {
namespace {

/// What can have the focus, hidden or not, each behind the one before.
class Walk {
public:
    ~Walk() {
        for (const auto& [widget, proxy] : m_proxies)
            widget->setFocusProxy(proxy);
    }

    void through(QWidget& widget) {
        visit(widget);
        if (const auto* area = qobject_cast<QScrollArea*>(&widget)) {
            if (area->widget())
                through(*area->widget());
        } else if (const auto* split = qobject_cast<QSplitter*>(&widget)) {
            for (int i = 0; i < split->count(); ++i)
                through(*split->widget(i));
        } else if (widget.layout()) {
            through(*widget.layout());
        }
    }

private:
    void through(QLayout& layout) {
        if (auto* form = qobject_cast<QFormLayout*>(&layout)) {
            throughRows(*form);
            return;
        }
        for (int i = 0; i < layout.count(); ++i)
            through(layout.itemAt(i));
    }

    /// Its items are in the order in which they came.
    void throughRows(QFormLayout& form) {
        for (int row = 0; row < form.rowCount(); ++row) {
            for (const auto role : {QFormLayout::SpanningRole, QFormLayout::LabelRole, QFormLayout::FieldRole})
                through(form.itemAt(row, role));
        }
    }

    void through(QLayoutItem* item) {
        if (item && item->widget())
            through(*item->widget());
        else if (item && item->layout())
            through(*item->layout());
    }

    /// A row of buttons hands the focus on to its first one. It goes before that, by itself: Qt would move all that
    /// stands between it and them, too.
    void visit(QWidget& widget) {
        if (QWidget* proxy = widget.focusProxy()) {
            m_proxies.emplaceBack(&widget, proxy);
            widget.setFocusProxy(nullptr);
        } else if (widget.focusPolicy() == Qt::NoFocus) {
            return;
        }
        if (QWidget* before = std::exchange(m_last, &widget))
            QWidget::setTabOrder(before, &widget);
    }

    QWidget* m_last = nullptr;
    QList<std::pair<QWidget*, QWidget*>> m_proxies;
};

} // namespace

void tabInOrderOfLayout(QWidget& whole) {
    Walk().through(whole);
}

} // namespace wallaroo
