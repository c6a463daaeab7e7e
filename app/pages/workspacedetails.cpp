#include "pages/workspacedetails.h"

#include "base/displaytext.h"
#include "pages/membershipdesk.h"
#include "style/look.h"
#include "style/metrics.h"
#include "support/account.h"
#include "widgets/detailspanel.h"
#include "widgets/membersview.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

using models::AccessMatrix;
using models::MembersModel;

QString countAndIds(const QList<qint64>& ids) {
    QString count = QLocale().toString(ids.size());
    if (ids.isEmpty())
        return count;
    QStringList texts;
    for (const qint64 id : ids)
        texts << (id == Workspace::unreadId ? QStringLiteral("?") : QString::number(id));
    return WorkspaceDetails::tr("%1 · ID %2", "of models: 2 · ID 41, 43").arg(count, texts.join(QStringLiteral(", ")));
}

} // namespace

WorkspaceDetails::WorkspaceDetails(DetailsPanel& panel, Account& account, MembershipDesk& desk, QObject* parent)
    : QObject(parent),
      m_panel(panel),
      m_account(account),
      m_desk(desk),
      m_members(account.access, account.session.clock()),
      m_moments(account.session.clock()) {
    panel.addWidget(buildMembers());
    connect(&account.access, &AccessMatrix::membersChanged, this, [this](quint32 workspace) {
        if (m_shown && m_account.access.workspace(workspace).id == *m_shown)
            update();
    });
    connect(&account.access, &AccessMatrix::sidesChanged, this, &WorkspaceDetails::update);
}

QWidget* WorkspaceDetails::buildMembers() {
    auto* box = new QWidget(&m_panel);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins({});
    auto* title = new QLabel(tr("Members"), box);
    setTextStyle(title, TextStyle::Strong);
    m_note = new QLabel(box);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setObjectName(QStringLiteral("membersNote"));
    setTextTint(m_note, Tint::SecondaryText);
    column->addWidget(title);
    column->addWidget(m_note);
    column->addWidget(buildTable(box), 1);
    column->addLayout(buildButtons(box));
    return box;
}

MembersView* WorkspaceDetails::buildTable(QWidget* box) {
    m_view = new MembersView(m_members, box);
    m_view->setObjectName(QStringLiteral("membersTable"));
    m_view->setAccessibleName(tr("Members"));
    connect(m_view, &MembersView::removeRequested, this, [this] {
        if (m_remove->isEnabled() && m_desk.mayAct())
            propose(std::nullopt);
    });
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        auto* menu = new QMenu(m_view);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillMenu(*menu);
        menu->popup(m_view->viewport()->mapToGlobal(at));
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &WorkspaceDetails::updateButtons);
    connect(&m_members, &QAbstractItemModel::modelReset, this, &WorkspaceDetails::updateButtons);
    return m_view;
}

QHBoxLayout* WorkspaceDetails::buildButtons(QWidget* box) {
    auto* row = new QHBoxLayout;
    m_add = new QPushButton(tr("Add people…"), box);
    m_add->setObjectName(QStringLiteral("addPeople"));
    m_role = new QPushButton(tr("Change role"), box);
    m_role->setObjectName(QStringLiteral("changeRole"));
    m_remove = new QPushButton(tr("Remove…"), box);
    m_remove->setObjectName(QStringLiteral("removePeople"));
    auto* roles = new QMenu(m_role);
    roles->addAction(tr("Make owner…"), this, [this] { propose(MemberRole::Owner); });
    roles->addAction(tr("Make collaborator…"), this, [this] { propose(MemberRole::Collaborator); });
    m_role->setMenu(roles);
    connect(m_add, &QPushButton::clicked, this, &WorkspaceDetails::addRequested);
    connect(m_remove, &QPushButton::clicked, this, [this] { propose(std::nullopt); });
    for (QWidget* button : std::initializer_list<QWidget*>{m_add, m_role, m_remove})
        row->addWidget(button);
    row->addStretch(1);
    return row;
}

void WorkspaceDetails::show(WorkspaceId id) {
    const bool isOther = m_shown != id;
    m_shown = id;
    m_account.accessFeed.lookAt({id});
    m_members.setWorkspace(m_account.access.findWorkspace(id));
    if (isOther)
        m_panel.showTitle({});
    update();
}

void WorkspaceDetails::clear() {
    m_shown.reset();
    m_members.setWorkspace(std::nullopt);
}

void WorkspaceDetails::update() {
    if (!m_shown)
        return;
    const Workspace* workspace = m_account.workspaces.workspaceById(*m_shown);
    const auto number = m_account.access.findWorkspace(*m_shown);
    if (!workspace || !number || !m_account.access.isWorkspaceListed(*number)) {
        m_panel.showTitle(tr("Workspace %1").arg(m_shown->number()), tr("no longer listed"));
        m_note->setText({});
        return updateButtons();
    }
    m_members.setWorkspace(number);
    m_panel.showTitle(displayText(workspace->name), workspace->archived ? tr("Archived") : QString());
    const User* creator = m_account.workspaces.creatorOf(*workspace);
    QList<DetailsPanel::Row> about{{tr("ID"), QString::number(workspace->id.number()), {}, true}};
    const QString by = creator ? creator->displayName() : workspace->createdBy;
    about.append({tr("Created by"), by.isEmpty() ? tr("not told") : displayText(by),
                  creator ? displayText(workspace->createdBy) : QString()});
    about.append({tr("Created"), m_moments.date(workspace->created), m_moments.exact(workspace->created)});
    about.append({tr("Models"), countAndIds(workspace->models)});
    about.append({tr("Pipelines"), countAndIds(workspace->pipelines)});
    m_panel.setSection(QStringLiteral("about"), {}, about);
    m_note->setText(membersNote(*number));
    updateButtons();
}

QString WorkspaceDetails::membersNote(AccessMatrix::Number workspace) const {
    const AccessMatrix& matrix = m_account.access;
    const int count = matrix.memberCount(workspace);
    switch (matrix.known(workspace)) {
    case AccessMatrix::Known::No:
        return tr("looking up…");
    case AccessMatrix::Known::Failed: {
        const Error* error = matrix.failure(workspace);
        return tr("not known: %1 %2").arg(error->sentence, error->advice);
    }
    case AccessMatrix::Known::Partly:
        return tr("%Ln members, and some that could not be read", nullptr, count);
    case AccessMatrix::Known::Stale:
        return tr("%Ln members, being looked up again", nullptr, count);
    case AccessMatrix::Known::Yes:
        break;
    }
    if (models::ownershipOf(matrix, workspace) == models::Ownership::NoActiveOwner)
        return tr("%1; no active owner").arg(tr("%Ln members", nullptr, count));
    return tr("%Ln members", nullptr, count);
}

QString WorkspaceDetails::membersText() const {
    QString text = QStringLiteral("\n\n") + tr("Members") + QStringLiteral("\n") + m_note->text();
    for (int row = 0; row < m_members.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < MembersModel::ColumnCount; ++column)
            cells << m_members.index(row, column).data().toString();
        text += u'\n' + cells.join(QStringLiteral(" · "));
    }
    return text;
}

void WorkspaceDetails::updateButtons() {
    const bool any = m_view->selectionModel() && m_view->selectionModel()->hasSelection();
    const bool isThere = m_shown && m_members.workspace();
    for (QWidget* button : std::initializer_list<QWidget*>{m_add, m_role, m_remove})
        button->setVisible(m_desk.mayAct());
    m_add->setEnabled(isThere);
    m_role->setEnabled(isThere && any);
    m_remove->setEnabled(isThere && any);
}

void WorkspaceDetails::fillMenu(QMenu& menu) {
    if (m_desk.mayAct() && !m_view->selectedPeople().empty()) {
        menu.addAction(tr("Make owner…"), this, [this] { propose(MemberRole::Owner); });
        menu.addAction(tr("Make collaborator…"), this, [this] { propose(MemberRole::Collaborator); });
        menu.addAction(tr("Remove…"), this, [this] { propose(std::nullopt); });
        menu.addSeparator();
    }
    menu.addAction(tr("Show in Access"), this, &WorkspaceDetails::accessRequested);
}

void WorkspaceDetails::propose(std::optional<MemberRole> after) {
    if (!m_members.workspace())
        return;
    std::vector<runs::MembershipChange> changes;
    for (const AccessMatrix::Number person : m_view->selectedPeople())
        changes.push_back(m_desk.change(person, *m_members.workspace(), after));
    m_desk.propose(changes);
}

} // namespace wallaroo
