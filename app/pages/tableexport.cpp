#include "pages/tableexport.h"

#include "dialogs/callsbutton.h"
#include "exchange/csv.h"
#include "models/tablemodel.h"
#include "support/account.h"
#include "support/clipboard.h"
#include "support/prompts.h"
#include "support/windowparts.h"
#include "widgets/announce.h"
#include "widgets/resourcetable.h"

#include <QDateTime>
#include <QMenu>
#include <QPushButton>

#include <algorithm>
#include <numeric>

namespace wallaroo {

TableExport::TableExport(ResourceTable& table, const Account& account, const WindowParts& parts, QString name,
                         Describe describe, QWidget* page)
    : QObject(page),
      m_table(table),
      m_account(account),
      m_parts(parts),
      m_name(std::move(name)),
      m_describe(std::move(describe)),
      m_page(page) {
    const auto* model = m_table.tableModel();
    connect(model, &models::TableModel::phaseChanged, this, [this, model] {
        if (model->phase() == models::TableModel::Phase::Loaded)
            m_listedAtMs = m_account.session.clock().wallMs();
    });
}

QPushButton* TableExport::button(QWidget* parent, const std::function<void(QMenu&)>& more) {
    auto* button = new QPushButton(tr("Export"), parent);
    button->setObjectName(m_name + QStringLiteral("Export"));
    button->setAutoDefault(false);
    auto* menu = new QMenu(button);
    connect(menu, &QMenu::aboutToShow, this, [this, menu, more] {
        menu->clear();
        fill(*menu);
        if (more)
            more(*menu);
    });
    button->setMenu(menu);
    const auto* model = m_table.tableModel();
    const auto update = [button, model] {
        button->setEnabled(model->totalCount() > 0 || model->selectedCount() > 0); // what is hidden may be selected
    };
    connect(model, &models::TableModel::countsChanged, button, update);
    connect(model, &models::TableModel::phaseChanged, button, update);
    connect(model, &models::TableModel::loadEnded, button, update);
    update();
    return button;
}

void TableExport::fill(QMenu& menu) {
    const auto* model = m_table.tableModel();
    menu.addAction(tr("What is shown…"), this, [this] { save(false); })->setEnabled(model->shownCount() > 0);
    menu.addAction(tr("What is selected…"), this, [this] { save(true); })->setEnabled(model->selectedCount() > 0);
    menu.addSeparator();
    menu.addAction(tr("Copy what is shown"), this, [this] { copy(false); })->setEnabled(model->shownCount() > 0);
    menu.addAction(tr("Copy what is selected"), this, [this] { copy(true); })->setEnabled(model->selectedCount() > 0);
}

void TableExport::addCopies(QMenu& menu, const QString& title, const exchange::ApiCall& call) {
    menu.addAction(tr("Copy as JSON"), this, &TableExport::copyJson);
    auto* forms = menu.addMenu(title);
    forms->addAction(tr("As curl"), this, [this, call] { copyCall(exchange::Tool::Curl, call); });
    forms->addAction(tr("As Python"), this, [this, call] { copyCall(exchange::Tool::Python, call); });
}

Table TableExport::made(bool onlySelected) const {
    const auto* model = m_table.tableModel();
    QList<int> rows = model->selectedRows();
    if (!onlySelected) {
        rows.resize(model->shownCount());
        std::iota(rows.begin(), rows.end(), 0);
    } else if (rows.isEmpty() && m_table.currentIndex().isValid()) {
        rows << m_table.currentIndex().row();
    }
    QList<int> columns = m_table.shownColumns();
    const auto& known = model->columns();
    const auto id =
        std::find_if(known.begin(), known.end(), [](const auto& column) { return column.key == QLatin1String("id"); });
    if (const auto place = static_cast<int>(id - known.begin()); id != known.end() && !columns.contains(place))
        columns << place;
    const auto cells = model->copyTable(rows, columns);
    Table table{m_describe(static_cast<int>(rows.size())), cells.value(0), {}};
    table.rows.assign(cells.begin() + (cells.isEmpty() ? 0 : 1), cells.end());
    return table;
}

QString TableExport::completeness(const QString& counted) const {
    using Phase = models::TableModel::Phase;
    const auto phase = m_table.tableModel()->phase();
    if (phase == Phase::Loaded)
        return counted;
    if (phase != Phase::Failed || m_listedAtMs == 0)
        return tr("%1, not all loaded").arg(counted);
    const auto time = QDateTime::fromMSecsSinceEpoch(m_listedAtMs).toUTC().time().toString(QStringLiteral("HH:mm"));
    return tr("%1, as of %2 UTC: reading it again failed").arg(counted, time);
}

void TableExport::save(bool onlySelected) {
    const Table table = made(onlySelected); // as it is now, however long somebody chooses a file
    const QString day =
        QDateTime::fromMSecsSinceEpoch(table.from.madeAtMs).toUTC().toString(QStringLiteral("yyyy-MM-dd-HHmm"));
    m_parts.prompts.chooseNewFile(
        m_page, tr("Export"), m_name + u'-' + day + QStringLiteral(".csv"), tr("CSV (*.csv);;JSON (*.json)"), this,
        [this, table](const QString& path) {
            const bool asJson = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
            const auto written =
                exchange::writePrivately(path, asJson ? exchange::jsonOf(table) : exchange::csvOf(table));
            if (!written)
                Q_EMIT failed(written.error());
            else
                Q_EMIT saved(tr("%Ln rows saved as %1", nullptr, static_cast<int>(table.rows.size())).arg(path));
        });
}

void TableExport::copy(bool onlySelected) {
    const Table table = made(onlySelected);
    m_parts.clipboard.copyText(QString::fromUtf8(exchange::tsvOf(table)));
    Q_EMIT saved(tr("%Ln rows copied", nullptr, static_cast<int>(table.rows.size()))); // the page says so
}

void TableExport::copyJson() {
    m_parts.clipboard.copyText(QString::fromUtf8(exchange::jsonOf(made(true))));
    announce(m_page, tr("Copied as JSON"));
}

void TableExport::copyCall(exchange::Tool tool, const exchange::ApiCall& call) {
    m_parts.clipboard.copyText(exchange::callText(tool, m_account.session.profile().instance, call));
    CallsButton::announceCopied(m_page, tool);
}

} // namespace wallaroo
