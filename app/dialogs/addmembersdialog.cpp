#include "dialogs/addmembersdialog.h"

#include "base/displaytext.h"
#include "dialogs/pickerentries.h"
#include "widgets/pickerlist.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

constexpr qsizetype mostNamed = 3;

} // namespace

AddMembersDialog* AddMembersDialog::toWorkspaces(const models::AccessMatrix& matrix, std::vector<Number> workspaces,
                                                 QWidget* parent) {
    return new AddMembersDialog(matrix, std::move(workspaces), true, parent);
}

AddMembersDialog* AddMembersDialog::people(const models::AccessMatrix& matrix, std::vector<Number> people,
                                           QWidget* parent) {
    return new AddMembersDialog(matrix, std::move(people), false, parent);
}

AddMembersDialog::AddMembersDialog(const models::AccessMatrix& matrix, std::vector<Number> given, bool choosesPeople,
                                   QWidget* parent)
    : QDialog(parent),
      m_matrix(matrix),
      m_given(std::move(given)),
      m_choosesPeople(choosesPeople),
      m_picker(choosesPeople ? new PickerList(tr("People"), tr("Filter people"), peopleEntries(matrix),
                                              PickerList::Mode::Several, this)
                             : new PickerList(tr("Workspaces"), tr("Filter workspaces"), workspaceEntries(matrix),
                                              PickerList::Mode::Several, this)),
      m_owner(new QRadioButton(tr("&Owner: may add and remove people"), this)) {
    setObjectName(QStringLiteral("addMembers"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(choosesPeople ? tr("Add people to %1").arg(givenNames())
                                 : tr("Add %1 to workspaces").arg(givenNames()));
    auto* title = new QLabel(windowTitle(), this);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    auto* collaborator = new QRadioButton(tr("&Collaborator"), this);
    collaborator->setChecked(true);
    auto* roles = new QWidget(this);
    roles->setAccessibleName(tr("As"));
    auto* row = new QHBoxLayout(roles);
    row->setContentsMargins({});
    row->addWidget(new QLabel(tr("As"), roles));
    row->addWidget(collaborator);
    row->addWidget(m_owner);
    row->addStretch(1);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    auto* go = buttons->addButton(tr("Review…"), QDialogButtonBox::AcceptRole);
    go->setObjectName(QStringLiteral("reviewMembers"));
    go->setEnabled(false);
    auto* column = new QVBoxLayout(this);
    column->addWidget(title);
    column->addWidget(m_picker, 1);
    column->addWidget(roles);
    column->addWidget(buttons);
    connect(m_picker, &PickerList::chosenChanged, go, [this, go] { go->setEnabled(!m_picker->chosen().empty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_picker->focusFilter();
}

QString AddMembersDialog::givenNames() const {
    QStringList names;
    for (const Number number : m_given) {
        if (names.size() == mostNamed)
            break;
        names << (m_choosesPeople ? m_matrix.workspaceLabel(number) : m_matrix.person(number).displayName());
    }
    const auto more = static_cast<int>(m_given.size()) - static_cast<int>(names.size());
    const QString text = displayText(names.join(QStringLiteral(", ")), 160);
    return more == 0 ? text : tr("%1 and %Ln more", "names", more).arg(text);
}

std::vector<AddMembersDialog::Number> AddMembersDialog::chosenPeople() const {
    return m_choosesPeople ? m_picker->chosen() : m_given;
}

std::vector<AddMembersDialog::Number> AddMembersDialog::chosenWorkspaces() const {
    return m_choosesPeople ? m_given : m_picker->chosen();
}

MemberRole AddMembersDialog::role() const {
    return m_owner->isChecked() ? MemberRole::Owner : MemberRole::Collaborator;
}

} // namespace wallaroo
