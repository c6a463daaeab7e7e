#include "base/displaytext.h"
#include "dialogs/addmembersdialog.h"
#include "dialogs/createworkspacedialog.h"
#include "pages/interruptedruns.h"
#include "pages/membershipdesk.h"
#include "pages/tableexport.h"
#include "pages/workspacedetails.h"
#include "pages/workspacespage.h"
#include "support/account.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/detailspanel.h"
#include "widgets/pagehead.h"
#include "widgets/resourcetable.h"
#include "widgets/resultslist.h"
#include "widgets/toast.h"

#include <QMenu>
#include <QPushButton>

#include <utility>

namespace wallaroo {
namespace {

QString refusalText(const Error& error) {
    QStringList parts{error.sentence, error.advice};
    if (!error.serverText.isEmpty() && !error.sentence.contains(error.serverText)) // which may be in it already
        parts << WorkspacesPage::tr("The server says: %1").arg(error.serverText);
    parts.removeAll(QString());
    return parts.join(u' ');
}

} // namespace

void WorkspacesPage::buildActs() {
    if (m_desk->mayAct()) {
        auto* create = head().setMainAction(tr("Create…"), QStringLiteral("add"));
        create->setObjectName(QStringLiteral("createWorkspaceAction"));
        create->setToolTip(tr("Ctrl+N"));
        connect(&head(), &PageHead::mainActionRequested, this, &WorkspacesPage::startMainAction);
        // Not the words of the details panel's button, which is for one workspace
        auto* add = new QPushButton(tr("Add people to selected…"), this);
        add->setObjectName(QStringLiteral("addPeopleToSelected"));
        addSelectionButton(add);
        connect(add, &QPushButton::clicked, this, [this] { addPeople(selectedWorkspaces()); });
    }
    head().addButton(m_export->button(this));
    connect(m_export, &TableExport::failed, this, [this](const Error& error) { banner().show(error); });
    connect(m_export, &TableExport::saved, this,
            [this](const QString& text) { banner().showMessage(Banner::Kind::Info, text); });
    connect(&table(), &ResourceTable::rowActivated, this, &WorkspacesPage::openDetails);
    connect(&table(), &ResourceTable::rowMenuRequested, this,
            [this](QMenu* menu, int row) { fillRowMenu(*menu, row); });
    connect(table().selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (m_panel->isVisible() && current.isValid())
                    m_details->show(m_workspaces.workspaceAt(current.row()).id);
            });
    connect(m_panel, &DetailsPanel::closed, this, [this] {
        m_details->clear();
        table().setFocus(Qt::OtherFocusReason);
    });
    connect(m_details, &WorkspaceDetails::addRequested, this, [this] {
        if (m_details->shown())
            addPeople({*m_details->shown()});
    });
    connect(m_details, &WorkspaceDetails::accessRequested, this, [this] {
        if (m_details->shown())
            Q_EMIT accessRequested(*m_details->shown());
    });
    followDesk();
}

void WorkspacesPage::followDesk() {
    connect(m_desk, &MembershipDesk::created, this, &WorkspacesPage::workspaceCreated);
    connect(m_desk, &MembershipDesk::notCreated, this, [this](const QString& name, const Error& error) {
        if (error.kind == ErrorKind::OutcomeUnknown)
            return refresh(); // it may be there: the list of results says so
        m_results->hide();    // said where the name is
        create(name, refusalText(error));
    });
    connect(m_desk, &MembershipDesk::failed, this, [this](const Error& error) { banner().show(error); });
    connect(m_interrupted, &InterruptedRuns::failed, this, [this](const Error& error) { banner().show(error); });
    connect(m_results, &ResultsList::dismissed, m_interrupted, &InterruptedRuns::offerNext);
    auto* toast = new Toast(m_account.session.clock(), this);
    toast->setObjectName(QStringLiteral("workspacesToast"));
    addBelowTable(toast);
    connect(m_desk, &MembershipDesk::noticed, this,
            [this, toast](const QString& text, const QString& action, const std::function<void()>& onAction) {
                m_onToast = onAction;
                toast->showText(text, action);
            });
    connect(toast, &Toast::actionTriggered, this, [this, toast] {
        toast->dismiss();
        if (const auto action = std::exchange(m_onToast, nullptr))
            action();
    });
    auto* putBack = new Banner(this);
    putBack->setObjectName(QStringLiteral("workspacesPutBack"));
    addAboveTable(putBack);
    m_desk->setPutBackBanner(*putBack);
}

void WorkspacesPage::openDetails(int row) {
    m_details->show(m_workspaces.workspaceAt(row).id);
    m_panel->show();
    m_panel->setFocus(Qt::OtherFocusReason);
}

void WorkspacesPage::fillRowMenu(QMenu& menu, int row) {
    const WorkspaceId id = m_workspaces.workspaceAt(row).id;
    menu.addSeparator();
    menu.addAction(tr("Show members"), this,
                   [this, id] { openDetails(m_workspaces.rowOfId(QString::number(id.number()))); });
    menu.addAction(tr("Show in Access"), this, [this, id] { Q_EMIT accessRequested(id); });
    m_export->addCopies(menu, tr("Copy the call that reads its members"), readCall(id));
    if (m_desk->mayAct())
        menu.addAction(tr("Add people…"), this, [this, id] { addPeople({id}); });
}

std::vector<WorkspaceId> WorkspacesPage::selectedWorkspaces() const {
    std::vector<WorkspaceId> ids;
    const QStringList selected = m_workspaces.selectedIds();
    for (const QString& id : selected)
        ids.emplace_back(id.toLongLong());
    return ids;
}

void WorkspacesPage::addPeople(const std::vector<WorkspaceId>& workspaces) {
    std::vector<models::AccessMatrix::Number> numbers;
    for (const WorkspaceId id : workspaces) {
        if (const auto number = m_account.access.findWorkspace(id))
            numbers.push_back(*number);
    }
    if (numbers.empty())
        return;
    m_account.accessFeed.lookAt(workspaces); // what they are there now is part of the review
    m_desk->ask(AddMembersDialog::toWorkspaces(m_account.access, numbers, this));
}

void WorkspacesPage::startMainAction() {
    if (m_desk->mayAct())
        create({}, {});
}

void WorkspacesPage::create(const QString& name, const QString& refusal) {
    auto* dialog = new CreateWorkspaceDialog(m_workspaces, this);
    dialog->setName(name, refusal);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_desk->create(dialog->name()); });
    dialog->open();
}

void WorkspacesPage::workspaceCreated(const QString& name) {
    banner().showMessage(Banner::Kind::Info, tr("The workspace %1 was created. You are its owner.").arg(name));
    announce(this, tr("Workspace %1 created").arg(name));
    refresh();
}

} // namespace wallaroo
