#include "base/displaytext.h"
#include "dialogs/likedialog.h"
#include "exchange/cells.h"
#include "exchange/csv.h"
#include "pages/accesspage.h"
#include "pages/membershipdesk.h"
#include "style/look.h"
#include "support/account.h"
#include "support/clipboard.h"
#include "support/prompts.h"
#include "support/windowparts.h"
#include "widgets/accessview.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/filterchoice.h"
#include "widgets/filterfield.h"

#include <QCheckBox>
#include <QDateTime>
#include <QLabel>
#include <QMenu>

namespace wallaroo {

using models::AccessModel;

void AccessPage::focusFilter() {
    m_peopleFilter->setFocus(Qt::ShortcutFocusReason);
    m_peopleFilter->selectAll();
}

void AccessPage::clearFilters() {
    m_peopleFilter->clear();
    m_workspaceFilter->clear();
    m_peopleKind->setCurrent({});
    m_workspaceKind->setCurrent({});
    m_model.setPeopleKind(AccessModel::PeopleKind::All);
    m_model.setWorkspaceKind(AccessModel::WorkspaceKind::All);
}

void AccessPage::choose(FindingsBar::Finding finding) {
    clearFilters();
    const auto show = [](FilterChoice* choice, auto kind) {
        choice->setCurrent(QString::number(static_cast<int>(kind)));
    };
    if (finding == FindingsBar::WithoutActiveOwner) {
        const auto kind = AccessModel::WorkspaceKind::WithoutActiveOwner;
        show(m_workspaceKind, kind);
        m_model.setWorkspaceKind(kind);
    } else {
        const auto kind = finding == FindingsBar::InactiveWithAccess ? AccessModel::PeopleKind::InactiveWithAccess
                                                                     : AccessModel::PeopleKind::WithoutAccess;
        show(m_peopleKind, kind);
        m_model.setPeopleKind(kind);
    }
    m_view->setFocus(Qt::OtherFocusReason);
}

/// A person first, else a workspace; what is typed again goes to the next.
void AccessPage::goTo(const QString& text) {
    const QModelIndex now = m_view->currentIndex();
    int row = m_model.findPerson(text, now.row() + 1);
    const int column = row < 0 ? m_model.findWorkspace(text, now.column() + 1) : -1;
    if (row < 0 && column < 0) {
        announce(this, tr("Nobody and nothing shown is called “%1”").arg(displayText(text, 60)));
        m_current->setText(tr("Nobody and nothing shown is called “%1”").arg(displayText(text, 60)));
        return;
    }
    m_view->goTo(row, column);
    m_view->setFocus(Qt::OtherFocusReason);
}

void AccessPage::goToPerson(const UserId& id) {
    const auto person = m_account.access.findPerson(id);
    if (!person)
        return;
    if (m_model.rowOf(*person) < 0)
        clearFilters();
    m_view->goTo(m_model.rowOf(*person), -1);
}

void AccessPage::goToWorkspace(WorkspaceId id) {
    const auto workspace = m_account.access.findWorkspace(id);
    if (!workspace)
        return;
    if (m_model.columnOf(*workspace) < 0)
        clearFilters();
    if (m_account.access.workspace(*workspace).isDefault())
        m_defaults->setChecked(true);
    if (m_account.access.workspace(*workspace).archived)
        m_archived->setChecked(true);
    m_view->goTo(-1, m_model.columnOf(*workspace));
}

void AccessPage::fillMenu(QMenu& menu) {
    if (m_desk->mayAct()) {
        menu.addAction(tr("Make owner…"), this, [this] { propose(MemberRole::Owner); });
        menu.addAction(tr("Make collaborator…"), this, [this] { propose(MemberRole::Collaborator); });
        menu.addAction(tr("Remove…"), this, [this] { propose(std::nullopt); });
        const QRect block = m_view->selectedBlock();
        if (block.height() == 1) {
            const auto person = m_model.personAt(block.top());
            const QString name = escapedAmpersands(displayText(m_model.personName(person), 40));
            menu.addAction(tr("Make %1 like somebody else…").arg(name), this, [this, person] { makeLike(person); });
        }
        menu.addSeparator();
    }
    menu.addAction(tr("Copy cells"), this, &AccessPage::copyCells);
}

void AccessPage::makeLike(models::AccessMatrix::Number person) {
    auto* dialog = new LikeDialog(m_account.access, person, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        std::vector<runs::MembershipChange> changes;
        for (const LikeDialog::Difference& difference : dialog->chosen())
            changes.push_back(m_desk->change(dialog->person(), difference.workspace, difference.after));
        m_desk->propose(changes);
    });
    dialog->open();
}

void AccessPage::propose(std::optional<MemberRole> after) {
    const QRect block = m_view->selectedBlock();
    std::vector<runs::MembershipChange> changes;
    for (int column = block.left(); column <= block.right(); ++column) {
        for (int row = block.top(); row <= block.bottom(); ++row) {
            const auto cell = m_model.cellAt(row, column);
            if (after || cell.access != models::Access::None)
                changes.push_back(m_desk->change(m_model.personAt(row), m_model.workspaceAt(column), after));
        }
    }
    if (changes.empty()) {
        m_banner->showMessage(Banner::Kind::Info, tr("None of these people is a member there."));
        return;
    }
    m_desk->propose(changes);
}

void AccessPage::copyCells() {
    const QRect block = m_view->selectedBlock();
    if (block.isNull())
        return;
    QList<QStringList> table;
    QStringList head{tr("Name")};
    for (int column = block.left(); column <= block.right(); ++column)
        head << m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    table << head;
    for (int row = block.top(); row <= block.bottom(); ++row) {
        QStringList cells{m_model.headerData(row, Qt::Vertical, Qt::DisplayRole).toString()};
        for (int column = block.left(); column <= block.right(); ++column)
            cells << AccessModel::words(m_model.cellAt(row, column));
        table << cells;
    }
    m_parts.clipboard.copyText(exchange::tabSeparated(table));
    announce(this, tr("%Ln rows copied", nullptr, block.height()));
}

void AccessPage::exportTo(bool longForm) {
    const qint64 now = m_account.session.clock().wallMs();
    Table table = longForm ? m_model.longTable() : m_model.matrixTable();
    table.from.instance = m_account.session.profile().instance.label();
    table.from.account = m_account.session.profile().username;
    table.from.madeAtMs = now;
    QStringList filters;
    for (const FilterField* field : {m_peopleFilter, m_workspaceFilter}) {
        if (!field->text().isEmpty())
            filters << field->accessibleName() + QStringLiteral(": ") + field->text();
    }
    for (const FilterChoice* choice : {m_peopleKind, m_workspaceKind}) {
        if (!choice->currentText().isEmpty())
            filters << choice->accessibleName() + QStringLiteral(": ") + choice->currentText();
    }
    for (const QCheckBox* box : {m_defaults, m_archived})
        filters << box->text() + QStringLiteral(": ") + (box->isChecked() ? tr("shown") : tr("hidden"));
    table.from.filter = filters.join(QStringLiteral("; "));
    const QString day = QDateTime::fromMSecsSinceEpoch(now).toUTC().toString(QStringLiteral("yyyy-MM-dd-HHmm"));
    m_parts.prompts.chooseNewFile(this, tr("Export access"), QStringLiteral("access-") + day + QStringLiteral(".csv"),
                                  tr("CSV (*.csv)"), this, [this, table = std::move(table)](const QString& path) {
                                      if (const auto saved = exchange::writePrivately(path, exchange::csvOf(table));
                                          !saved)
                                          m_banner->show(saved.error());
                                      else
                                          announce(this, tr("Exported."));
                                  });
}

} // namespace wallaroo
