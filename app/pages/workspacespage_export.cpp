#include "pages/tableexport.h"
#include "pages/workspacespage.h"
#include "support/account.h"
#include "widgets/filterchoice.h"

#include <QJsonDocument>
#include <QJsonObject>

// What leaves the program.

namespace wallaroo {

QStringList WorkspacesPage::filterWords() const {
    QStringList words;
    if (!m_workspaces.filter().isEmpty())
        words << m_workspaces.filter();
    if (hasChoices())
        words << m_facet->text();
    if (m_workspaces.showsDefault())
        words << tr("with default workspaces");
    if (m_workspaces.showsArchived())
        words << tr("with archived ones");
    return words;
}

Provenance WorkspacesPage::described(int rows) const {
    Provenance from = m_account.provenance(tr("Workspaces"));
    from.filter = filterWords().join(QStringLiteral("; "));
    from.completeness = m_export->completeness(
        tr("%1 of %2 that this account may see; members not known for %3")
            .arg(locale().toString(rows), locale().toString(m_workspaces.totalCount()),
                 locale().toString(m_account.access.notKnownCount(m_workspaces.showsDefault()))));
    return from;
}

exchange::ApiCall WorkspacesPage::readCall(WorkspaceId id) const {
    const QJsonObject body{{QStringLiteral("workspace_id"), id.number()}};
    return exchange::ApiCall::mlops(m_account.session.profile().instance, QStringLiteral("workspaces/list_users"),
                                    QJsonDocument(body).toJson(QJsonDocument::Compact));
}

} // namespace wallaroo
