#include "mainwindow.h"
#include "pages/accesspage.h"
#include "pages/workspacespage.h"
#include "widgets/navigationlist.h"

#include <QStackedWidget>

namespace wallaroo {

void MainWindow::addAccessPage(WorkspacesPage& workspaces) {
    m_access = new AccessPage(m_account, m_parts, this);
    m_navigation->addPage(QStringLiteral("access"), QStringLiteral("access"), tr("Access"));
    m_pages->addWidget(m_access);
    connect(m_access, &AccessPage::listsRequested, this, &MainWindow::fetchLists);
    connect(m_access, &AccessPage::refreshed, this, &MainWindow::showLastRefresh);
    connect(m_access, &AccessPage::otherAccountRequested, this, &MainWindow::otherAccountRequested);
    connect(&workspaces, &ResourcePage::refreshed, m_access,
            [this, &workspaces] { m_access->setListFailure(workspaces.failure()); });
    connect(&workspaces, &WorkspacesPage::accessRequested, this, [this](WorkspaceId workspace) {
        openPage(QStringLiteral("access"));
        m_access->goToWorkspace(workspace);
    });
}

bool MainWindow::isAccessShown() const {
    return m_access && m_pages->currentWidget() == m_access;
}

/// The matrix stands on both lists, whichever pages were looked at.
void MainWindow::fetchLists(bool anew) {
    for (auto* page : std::as_const(m_resources)) {
        if (anew || !page->wasAsked() || page->hasFailed())
            page->refresh();
    }
}

} // namespace wallaroo
