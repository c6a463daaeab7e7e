#include "dialogs/signoutdialog.h"

#include "base/displaytext.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace wallaroo {

SignOutDialog::SignOutDialog(const QString& host, const QString& keychainName, bool secretKept, QWidget* parent)
    : QDialog(parent),
      m_forget(new QCheckBox(tr("Forget the client secret too"), this)) {
    setObjectName(QStringLiteral("signOutDialog"));
    setWindowTitle(tr("Sign out"));
    auto* text = new QLabel(this);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setText(
        tr("This ends your session at %1. Sessions of other programs and notebooks go on. Copies of the token "
           "that you handed out work until they end by themselves.")
            .arg(displayText(host, 96)));
    m_forget->setObjectName(QStringLiteral("forgetSecret"));
    m_forget->setToolTip(tr("Otherwise it stays in %1 for the next sign-in").arg(keychainName));
    m_forget->setVisible(secretKept);

    auto* buttons = new QDialogButtonBox(this);
    auto* leave = buttons->addButton(tr("Sign out"), QDialogButtonBox::AcceptRole);
    leave->setObjectName(QStringLiteral("signOutNow"));
    leave->setDefault(true);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* column = new QVBoxLayout(this);
    const int gap = fontMetrics().height();
    column->setContentsMargins(gap, gap, gap, gap);
    column->setSpacing(gap);
    column->addWidget(text);
    column->addWidget(m_forget);
    column->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
}

bool SignOutDialog::forgetsClientSecret() const {
    return m_forget->isChecked();
}

} // namespace wallaroo
