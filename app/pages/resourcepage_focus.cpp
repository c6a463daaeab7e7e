#include "pages/resourcepage.h"
#include "widgets/filterfield.h"
#include "widgets/navigationlist.h"
#include "widgets/resourcetable.h"
#include "widgets/statepanel.h"
#include "widgets/taborder.h"

#include <QShowEvent>
#include <QStackedLayout>

#include <utility>

// Where the keyboard is in a page.

namespace wallaroo {

/// By now the heirs have added what is theirs.
void ResourcePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!event->spontaneous())
        tabInOrderOfLayout(*this);
}

/// A table cannot have the focus while the page says that it is loading: the first rows get it, unless somebody is at
/// work in the page already.
void ResourcePage::focusFirstRows() {
    if (std::exchange(m_hadRows, true))
        return;
    const auto* focused = window()->focusWidget();
    if (isVisible() && (!focused || !isAncestorOf(focused)))
        m_table->setFocus(Qt::OtherFocusReason);
}

/// The rows, too, leave it to whoever walks through the pages or types.
void ResourcePage::focusScreen() {
    if (m_screens->currentWidget() == m_panel) {
        m_panel->takeFocusIn(*this);
        return;
    }
    const auto* focused = window()->focusWidget();
    const bool isTyping = qobject_cast<const QLineEdit*>(focused) != nullptr;
    const bool isWalking = qobject_cast<const NavigationList*>(focused) != nullptr;
    if (!isTyping && !isWalking)
        focusRows();
}

void ResourcePage::focusFilter() {
    if (m_filterLine->isHidden())
        askForTable(true);
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

} // namespace wallaroo
