#include "exchange/commandtexts.h"
#include "exchange/csv.h"
#include "pages/workspacespage.h"
#include "support/account.h"
#include "support/clipboard.h"
#include "support/prompts.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/filterchoice.h"
#include "widgets/resourcetable.h"

#include <QCheckBox>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QPushButton>

#include <numeric>

// What leaves the program: files, and texts on the clipboard.

namespace wallaroo {

void WorkspacesPage::fillExport(QMenu& menu) {
    menu.addAction(tr("What is shown…"), this, [this] { saveTable(false); })->setEnabled(m_workspaces.shownCount() > 0);
    menu.addAction(tr("What is selected…"), this, [this] { saveTable(true); })
        ->setEnabled(m_workspaces.selectedCount() > 0);
}

void WorkspacesPage::addCopies(QMenu& menu, WorkspaceId id) {
    menu.addAction(tr("Copy as JSON"), this, &WorkspacesPage::copyJson);
    auto* call = menu.addMenu(tr("Copy the call that reads its members"));
    call->addAction(tr("As curl"), this, [this, id] { copyReadCall(exchange::Tool::Curl, id); });
    call->addAction(tr("As Python"), this, [this, id] { copyReadCall(exchange::Tool::Python, id); });
}

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

/// The columns as they are shown, and the id, by which two of one name are told apart.
Table WorkspacesPage::tableOf(bool onlySelected) const {
    QList<int> rows = m_workspaces.selectedRows();
    if (onlySelected && rows.isEmpty() && table().currentIndex().isValid())
        rows << table().currentIndex().row();
    if (!onlySelected) {
        rows.resize(m_workspaces.shownCount());
        std::iota(rows.begin(), rows.end(), 0);
    }
    QList<int> columns = table().shownColumns();
    if (!columns.contains(models::WorkspacesModel::Id))
        columns << models::WorkspacesModel::Id;
    Table made;
    made.from = m_account.provenance(tr("Workspaces"));
    made.from.filter = filterWords().join(QStringLiteral("; "));
    const QString counted = tr("%1 of %2 that this account may see; members not known for %3")
                                .arg(locale().toString(rows.size()), locale().toString(m_workspaces.totalCount()),
                                     locale().toString(m_account.access.notKnownCount(m_workspaces.showsDefault())));
    made.from.completeness =
        m_workspaces.phase() == models::TableModel::Phase::Loaded ? counted : tr("%1, not all loaded").arg(counted);
    const QList<QStringList> cells = m_workspaces.copyTable(rows, columns);
    made.head = cells.value(0);
    made.rows.assign(cells.begin() + (cells.isEmpty() ? 0 : 1), cells.end());
    return made;
}

void WorkspacesPage::saveTable(bool onlySelected) {
    const auto now = QDateTime::fromMSecsSinceEpoch(m_account.session.clock().wallMs()).toUTC();
    m_prompts.chooseNewFile(
        this, tr("Export workspaces"),
        QStringLiteral("workspaces-") + now.toString(QStringLiteral("yyyy-MM-dd-HHmm")) + QStringLiteral(".csv"),
        tr("CSV (*.csv);;JSON (*.json)"), this, [this, made = tableOf(onlySelected)](const QString& path) {
            const bool isJson = path.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive);
            const auto bytes = isJson ? exchange::jsonOf(made) : exchange::csvOf(made);
            if (const auto saved = exchange::writePrivately(path, bytes); !saved)
                banner().show(saved.error());
            else
                announce(this, tr("Exported."));
        });
}

void WorkspacesPage::copyJson() {
    m_clipboard.copyText(QString::fromUtf8(exchange::jsonOf(tableOf(true))));
    announce(this, tr("Copied as JSON"));
}

void WorkspacesPage::copyReadCall(exchange::Tool tool, WorkspaceId id) {
    const auto& instance = m_account.session.profile().instance;
    const QJsonObject body{{QStringLiteral("workspace_id"), id.number()}};
    const auto call = exchange::ApiCall::mlops(instance, QStringLiteral("workspaces/list_users"),
                                               QJsonDocument(body).toJson(QJsonDocument::Compact));
    m_clipboard.copyText(exchange::callText(tool, instance, call));
    announce(this, tool == exchange::Tool::Curl ? tr("Copied as curl. No secret is in it.")
                                                : tr("Copied as Python. No secret is in it."));
}

} // namespace wallaroo
