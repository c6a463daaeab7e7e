#include "dialogs/addmembersdialog.h"

#include "base/displaytext.h"
#include "dialogs/dialogparts.h"
#include "dialogs/pickerentries.h"
#include "models/celltext.h"
#include "widgets/announce.h"
#include "widgets/pickerlist.h"
#include "widgets/taborder.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

constexpr qsizetype mostNamed = 3;

/// Where it is done, whom it is about, told from others of that name, and what becomes of them.
QString whoText(const Consequences& said) {
    const Consequences::Subject& subject = said.subjects.front();
    QStringList lines{
        said.title,
        AddMembersDialog::tr("%1: %2", "Ana Solano in fraud: no member → collaborator").arg(subject.name, subject.note),
        subject.address,
        AddMembersDialog::tr("ID %1").arg(subject.id),
        models::scriptsNote(subject.name),
        models::scriptsNote(subject.address)};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

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
      m_owner(new QRadioButton(tr("&Owner: may add and remove people"), this)),
      m_who(paragraph({}, this)),
      m_follows(paragraph({}, this)),
      m_act(quietButton(tr("Review…"), "reviewMembers", this)) {
    setObjectName(QStringLiteral("addMembers"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(choosesPeople ? tr("Add people to %1").arg(givenNames())
                                 : tr("Add %1 to workspaces").arg(givenNames()));
    layOut();
    watchChoice();
    setConsequences({});
    m_picker->focusFilter();
}

void AddMembersDialog::layOut() {
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
    m_who->setObjectName(QStringLiteral("addMembersWho"));
    m_follows->setObjectName(QStringLiteral("addMembersFollows"));
    setTextTint(m_follows, Tint::SecondaryText);
    m_act->setEnabled(false);
    m_act->setToolTip(tr("Ctrl+Enter"));
    m_buttons = actingRow(*this, m_act);
    auto* column = dialogColumn(*this, windowTitle(), {}, TextStyle::Heading);
    scrolledBody(*column, this)->addWidget(m_picker); // what follows stays in sight on a low screen
    column->addWidget(roles);
    column->addWidget(m_who);
    column->addWidget(m_follows);
    column->addLayout(m_buttons);
    tabInOrderOfLayout(*this);
    resizeWithinScreen(*this, 680, 560);
}

void AddMembersDialog::watchChoice() {
    connect(m_picker, &PickerList::chosenChanged, this, [this] {
        m_act->setEnabled(!m_picker->chosen().empty());
        Q_EMIT choiceChanged();
    });
    connect(m_owner, &QRadioButton::toggled, this, &AddMembersDialog::choiceChanged);
    actOnCtrlEnter(*this, m_act);
}

void AddMembersDialog::setConsequences(const std::optional<Consequences>& said) {
    m_isSheet = said.has_value();
    m_act->setText(said ? escapedAmpersands(said->act) : tr("Review…"));
    m_act->setDefault(!m_isSheet); // Enter in the filter sends nothing; Ctrl+Enter does
    const QString before = m_who->text();
    m_who->setText(said ? whoText(*said) : QString());
    QStringList follows = said ? said->follows : QStringList();
    if (said && !said->calls.isEmpty())
        follows << tr("Calls: %1", "what will be sent to the server").arg(said->calls);
    m_follows->setText(follows.join(u'\n'));
    m_who->setVisible(m_isSheet);
    m_follows->setVisible(m_isSheet);
    if (m_calls)
        m_calls->setVisible(m_isSheet);
    if (m_isSheet && m_who->text() != before)
        announce(this, m_who->text() + u'\n' + m_follows->text());
}

void AddMembersDialog::setCallsButton(QPushButton* button) {
    m_calls = button;
    m_buttons->insertWidget(1, button); // as on a sheet
    tabInOrderOfLayout(*this);
    button->setVisible(m_isSheet);
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
