#include "dialogs/askdialog.h"

#include "style/look.h"
#include "style/metrics.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace wallaroo {

AskDialog::AskDialog(const QString& question, const QString& label, const QString& act, QWidget* parent)
    : QDialog(parent),
      m_label(label),
      m_form(new QFormLayout) {
    setObjectName(QStringLiteral("askDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(question);
    const Metrics metrics(this);
    auto* heading = new QLabel(question, this);
    heading->setTextFormat(Qt::PlainText);
    setTextStyle(heading, TextStyle::Heading);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_act = buttons->addButton(act, QDialogButtonBox::AcceptRole);
    m_act->setObjectName(QStringLiteral("askAct"));
    m_act->setDefault(true);
    setMain(m_act);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.px(22), metrics.px(18), metrics.px(22), metrics.px(16));
    column->setSpacing(metrics.px(12));
    column->addWidget(heading);
    column->addLayout(m_form);
    column->addWidget(buttons);
    setMinimumWidth(metrics.px(380));
}

void AskDialog::askForText(int longest) {
    m_text = new QLineEdit(this);
    m_text->setObjectName(QStringLiteral("askText"));
    m_text->setMaxLength(longest);
    m_form->addRow(m_label, m_text);
    m_act->setEnabled(false);
    connect(m_text, &QLineEdit::textChanged, this, [this] { m_act->setEnabled(!text().isEmpty()); });
    m_text->setFocus();
}

void AskDialog::askForNumber(int least, int most, int first) {
    m_number = new QSpinBox(this);
    m_number->setObjectName(QStringLiteral("askNumber"));
    m_number->setRange(least, most);
    m_number->setValue(first);
    m_form->addRow(m_label, m_number);
    m_number->setFocus();
    m_number->selectAll();
}

QString AskDialog::text() const {
    return m_text ? m_text->text().trimmed() : QString();
}

int AskDialog::number() const {
    return m_number ? m_number->value() : 0;
}

} // namespace wallaroo
