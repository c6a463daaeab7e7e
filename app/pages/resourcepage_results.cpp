#include "models/tablemodel.h"
#include "pages/resourcepage.h"
#include "style/metrics.h"
#include "widgets/resourcetable.h"
#include "widgets/resultslist.h"
#include "widgets/statepanel.h"

#include <QEvent>
#include <QSplitter>
#include <QStackedLayout>
#include <QTreeView>

#include <algorithm>

// How a table shares a page with a list of results and with details.

namespace wallaroo {
namespace {

constexpr int rowsForBoth = 18; ///< of a page's height, from which table and results both have room

} // namespace

void ResourcePage::addInsteadOfTable(ResultsList* results) {
    addBelowTable(results);
    m_insteadOfTable << results;
    results->installEventFilter(this);
    connect(results, &ResultsList::rowsRequested, this, [this, results] {
        askForTable(false);
        results->view().setFocus();
    });
}

void ResourcePage::askForTable(bool asked) {
    m_isTableAsked = asked;
    shareHeight();
}

/// A list of results beside a table of one row helps nobody: on a low screen the one that was asked for stays.
void ResourcePage::shareHeight() {
    const bool isLow = height() < Metrics(this).rowHeight() * rowsForBoth;
    const bool isTaken = isLow && !m_isTableAsked
                         && std::any_of(m_insteadOfTable.begin(), m_insteadOfTable.end(),
                                        [](const ResultsList* results) { return !results->isHidden(); });
    for (ResultsList* results : m_insteadOfTable)
        results->setCollapsed(isLow && m_isTableAsked);
    m_split->setVisible(!isTaken);
    m_filterLine->setVisible(!isTaken);
    m_selectionBar->setVisible(!isTaken && m_model.selectedCount() > 0);
}

void ResourcePage::focusRows() {
    const auto results = std::find_if(m_insteadOfTable.begin(), m_insteadOfTable.end(),
                                      [](const ResultsList* one) { return !one->isHidden(); });
    if (m_split->isHidden() && results != m_insteadOfTable.end())
        (*results)->view().setFocus(Qt::OtherFocusReason);
    else if (m_screens->currentWidget() == m_panel)
        m_panel->takeFocusIn(*window()); // wherever else it was
    else
        m_table->setFocus(Qt::OtherFocusReason);
}

void ResourcePage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    shareHeight();
}

bool ResourcePage::eventFilter(QObject* watched, QEvent* event) {
    const bool isShown = event->type() == QEvent::ShowToParent;
    if (isShown || event->type() == QEvent::HideToParent) {
        if (watched == m_side)
            m_table->setCurrentKept(isShown); // whose details these are
        else
            askForTable(false);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace wallaroo
