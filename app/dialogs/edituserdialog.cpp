#include "dialogs/edituserdialog.h"

#include "base/displaytext.h"
#include "dialogs/dialogparts.h"
#include "dialogs/fixedfont.h"
#include "exchange/invitations.h"
#include "style/look.h"
#include "style/metrics.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace wallaroo {
EditUserDialog::EditUserDialog(const User& person, const QString& calls, QWidget* parent)
    : QDialog(parent),
      m_person(person),
      m_first(field(person.firstName(), QStringLiteral("editFirst"))),
      m_last(field(person.lastName(), QStringLiteral("editLast"))),
      m_email(field(person.email(), QStringLiteral("editEmail"))),
      m_problem(paragraph({}, this)) {
    setObjectName(QStringLiteral("editUser"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Edit %1").arg(displayText(person.displayName(), 80)));
    const Metrics metrics(this);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(metrics.px(24), metrics.px(20), metrics.px(24), metrics.px(18));
    form->setVerticalSpacing(metrics.px(10));
    auto* title = paragraph(tr("Edit %1").arg(isolatedText(person.displayName(), 80)), this);
    setTextStyle(title, TextStyle::Title);
    form->addRow(title);
    auto* id = paragraph(displayText(person.id().toString()), this);
    id->setFont(fixedFont(id->font()));
    form->addRow(tr("ID"), id);
    form->addRow(tr("&First name"), m_first);
    form->addRow(tr("&Last name"), m_last);
    form->addRow(tr("&E-mail"), m_email);
    setTextTint(m_problem, Tint::Danger);
    m_problem->hide();
    form->addRow(m_problem);
    auto* how = paragraph(calls, this);
    setTextTint(how, Tint::SecondaryText);
    setTextStyle(how, TextStyle::Small);
    form->addRow(how);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_act = buttons->addButton(tr("&Save changes"), QDialogButtonBox::AcceptRole);
    m_act->setObjectName(QStringLiteral("editAct"));
    setMain(m_act);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form->addRow(buttons);
    setMinimumWidth(metrics.px(460));
    look();
    m_first->setFocus();
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
    m_problem->setVisible(!isAddress);
    setInvalid(m_email, !isAddress);
    m_act->setEnabled(isAddress && isChanged);
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
