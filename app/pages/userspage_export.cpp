#include "exchange/commandtexts.h"
#include "exchange/csv.h"
#include "pages/userfilters.h"
#include "pages/userspage.h"
#include "support/account.h"
#include "support/clipboard.h"
#include "support/prompts.h"
#include "support/windowparts.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/resourcetable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMenu>

// What leaves the program: files, and texts on the clipboard.

namespace wallaroo {

void UsersPage::fillExport(QMenu& menu) {
    menu.addAction(tr("What is shown…"), this, [this] { saveTable(false); })->setEnabled(m_users.shownCount() > 0);
    menu.addAction(tr("What is selected…"), this, [this] { saveTable(true); })->setEnabled(m_users.selectedCount() > 0);
    if (isReadOnly())
        return;
    menu.addSeparator();
    menu.addAction(tr("Dormant people…"), this, &UsersPage::openDormant);
}

Table UsersPage::tableOf(bool onlySelected) const {
    QList<int> rows = m_users.selectedRows();
    if (onlySelected && rows.isEmpty() && table().currentIndex().isValid())
        rows << table().currentIndex().row();
    if (!onlySelected) {
        rows.clear();
        for (int row = 0; row < m_users.rowCount(); ++row)
            rows << row;
    }
    QList<int> columns = table().shownColumns();
    if (!columns.contains(models::UsersModel::Id))
        columns << models::UsersModel::Id;
    Table made;
    made.from = m_account.provenance(tr("Users"));
    QStringList filters;
    if (!m_users.filter().isEmpty())
        filters << m_users.filter();
    if (!m_filters->facets().isEmpty())
        filters << m_filters->words();
    made.from.filter = filters.join(QStringLiteral("; "));
    const QString counted = tr("%1 of %2, visible to this account")
                                .arg(locale().toString(rows.size()), locale().toString(m_users.totalCount()));
    made.from.completeness =
        m_users.phase() == models::TableModel::Phase::Loaded ? counted : tr("%1, not all loaded").arg(counted);
    const auto cells = m_users.copyTable(rows, columns);
    made.head = cells.value(0);
    made.rows.assign(cells.begin() + (cells.isEmpty() ? 0 : 1), cells.end());
    return made;
}

void UsersPage::saveTable(bool onlySelected) {
    m_parts.prompts.chooseNewFile(
        this, tr("Export users"), QStringLiteral("users.csv"), tr("CSV (*.csv);;JSON (*.json)"), this,
        [this, onlySelected](const QString& path) {
            const Table made = tableOf(onlySelected);
            const bool asJson = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
            const auto saved = exchange::writePrivately(path, asJson ? exchange::jsonOf(made) : exchange::csvOf(made));
            if (!saved)
                banner().show(saved.error());
            else
                notice(tr("%n rows saved as %1", nullptr, static_cast<int>(made.rows.size())).arg(path), {}, {});
        });
}

void UsersPage::copyJson() {
    m_parts.clipboard.copyText(QString::fromUtf8(exchange::jsonOf(tableOf(true))));
    announce(this, tr("Copied as JSON"));
}

void UsersPage::copyReadCall(exchange::Tool tool, const QString& id) {
    const auto& instance = m_account.session.profile().instance;
    const QJsonObject body{{QStringLiteral("user_ids"), QJsonArray{id}}};
    const auto call = exchange::ApiCall::mlops(instance, QStringLiteral("users/query"),
                                               QJsonDocument(body).toJson(QJsonDocument::Compact));
    m_parts.clipboard.copyText(exchange::callText(tool, instance, call));
    announce(this, tool == exchange::Tool::Curl ? tr("Copied as curl. No secret is in it.")
                                                : tr("Copied as Python. No secret is in it."));
}

} // namespace wallaroo
