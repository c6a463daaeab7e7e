#include "mainwindow.h"
#include "pages/accesspage.h"
#include "pages/userspage.h"
#include "pages/workspacespage.h"
#include "widgets/navigationlist.h"
#include "widgets/toast.h"

#include <QStackedWidget>

namespace wallaroo {
namespace {

constexpr int interruptedShownMs = 60'000; ///< the offer itself stays, on its page

} // namespace

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

/// Runs that a crash ended are offered on the page that goes on with them; of another page than the first it is said
/// here.
void MainWindow::offerInterrupted() {
    m_users->offerInterrupted();
    const int count = m_workspaces->offerInterrupted();
    if (count == 0)
        return;
    m_toast->showText(tr("%Ln changes of who is in which workspace did not end.", nullptr, count), tr("Show"),
                      interruptedShownMs);
    connect(m_toast, &Toast::actionTriggered, m_workspaces, [this, mine = m_toast->shown()] {
        if (m_toast->shown() == mine)
            openPage(QStringLiteral("workspaces"));
    });
}

} // namespace wallaroo
