#include "dialogs/edituserdialog.h"

#include "base/displaytext.h"
#include "dialogs/dialogparts.h"
#include "dialogs/fixedfont.h"
#include "exchange/invitations.h"
#include "style/look.h"
#include "style/metrics.h"
#include "widgets/taborder.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace wallaroo {

EditUserDialog::EditUserDialog(const User& person, const QString& calls, QWidget* parent)
    : QDialog(parent),
      m_person(person),
      m_first(field(person.firstName(), QStringLiteral("editFirst"))),
      m_last(field(person.lastName(), QStringLiteral("editLast"))),
      m_email(field(person.email(), QStringLiteral("editEmail"))),
      m_problem(paragraph({}, this)),
      m_form(new QFormLayout),
      m_act(quietButton(tr("&Save changes"), "editAct", this)) {
    setObjectName(QStringLiteral("editUser"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Edit %1").arg(displayText(person.displayName(), 80)));
    auto* column = dialogColumn(*this, tr("Edit %1").arg(isolatedText(person.displayName(), 80)));
    m_form->setVerticalSpacing(Metrics(this).px(10));
    column->addLayout(m_form);
    auto* id = paragraph(displayText(person.id().toString()), this);
    id->setFont(fixedFont(id->font()));
    m_form->addRow(tr("ID"), id);
    m_form->addRow(tr("&First name"), m_first);
    m_form->addRow(tr("&Last name"), m_last);
    m_form->addRow(tr("&E-mail"), m_email);
    m_problem->setObjectName(QStringLiteral("editProblem"));
    setTextTint(m_problem, Tint::Danger);
    m_form->addRow(nullptr, m_problem);
    auto* how = paragraph(calls, this);
    setTextTint(how, Tint::SecondaryText);
    setTextStyle(how, TextStyle::Small);
    column->addWidget(how);
    column->addStretch(1);
    m_buttons = actingRow(*this, m_act);
    m_act->setDefault(true); // nothing is lost
    column->addLayout(m_buttons);
    tabInOrderOfLayout(*this);
    look();
    resizeToContent(*this, 520);
    m_first->setFocus();
}

void EditUserDialog::setCallsButton(QPushButton* button) {
    m_calls = button;
    m_buttons->insertWidget(0, button);
    tabInOrderOfLayout(*this);
    look();
}

QLineEdit* EditUserDialog::field(const QString& value, const QString& objectName) {
    auto* field = new QLineEdit(value, this);
    field->setObjectName(objectName);
    connect(field, &QLineEdit::textChanged, this, &EditUserDialog::look);
    return field;
}

void EditUserDialog::look() {
    const bool isAddress = email().isEmpty() || exchange::looksLikeAddress(email());
    const bool isChanged =
        firstName() != m_person.firstName() || lastName() != m_person.lastName() || email() != m_person.email();
    m_problem->setText(isAddress ? QString() : tr("This is not an e-mail address."));
    setInvalid(m_email, !isAddress);
    showProblem(!isAddress);
    m_act->setEnabled(isAddress && isChanged);
    if (m_calls)
        m_calls->setEnabled(m_act->isEnabled());
}

/// The dialog grows for it: the fields keep their height.
void EditUserDialog::showProblem(bool isThere) {
    if (m_form->isRowVisible(m_problem) == isThere)
        return;
    m_form->setRowVisible(m_problem, isThere);
    layout()->activate();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

QString EditUserDialog::firstName() const {
    return m_first->text();
}

QString EditUserDialog::lastName() const {
    return m_last->text();
}

QString EditUserDialog::email() const {
    return m_email->text().trimmed();
}

} // namespace wallaroo
