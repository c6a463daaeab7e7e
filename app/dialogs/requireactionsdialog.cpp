#include "dialogs/requireactionsdialog.h"

#include "style/look.h"
#include "style/metrics.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace wallaroo {

RequireActionsDialog::RequireActionsDialog(int people, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("requireActions"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Require at the next sign-in"));
    const Metrics metrics(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.px(22), metrics.px(18), metrics.px(22), metrics.px(16));
    column->setSpacing(metrics.px(10));
    auto* heading = new QLabel(tr("What are %n people asked for at their next sign-in?", nullptr, people), this);
    heading->setTextFormat(Qt::PlainText);
    setTextStyle(heading, TextStyle::Heading);
    column->addWidget(heading);
    const QList<std::pair<QString, QString>> choices{
        {QStringLiteral("UPDATE_PASSWORD"), tr("Change the &password")},
        {QStringLiteral("CONFIGURE_TOTP"), tr("Set up &one-time codes")},
        {QStringLiteral("VERIFY_EMAIL"), tr("Confirm the &e-mail address")},
        {QStringLiteral("UPDATE_PROFILE"), tr("Complete &names and e-mail")}};
    for (const auto& [action, text] : choices) {
        auto* box = new QCheckBox(text, this);
        box->setObjectName(action);
        column->addWidget(box);
        m_boxes << box;
        connect(box, &QCheckBox::toggled, this, [this] { m_next->setEnabled(!actions().isEmpty()); });
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_next = buttons->addButton(tr("&Go on…"), QDialogButtonBox::AcceptRole);
    m_next->setObjectName(QStringLiteral("requireNext"));
    m_next->setEnabled(false);
    setMain(m_next);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    m_boxes.first()->setFocus();
}

QStringList RequireActionsDialog::actions() const {
    QStringList actions;
    for (const auto* box : m_boxes) {
        if (box->isChecked())
            actions << box->objectName();
    }
    return actions;
}

} // namespace wallaroo
