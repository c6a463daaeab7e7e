#include "dialogs/requireactionsdialog.h"

#include "dialogs/dialogparts.h"
#include "widgets/taborder.h"

#include <QCheckBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace wallaroo {

RequireActionsDialog::RequireActionsDialog(int people, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("requireActions"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Require at the next sign-in"));
    auto* column = dialogColumn(*this, tr("What are %n people asked for at their next sign-in?", nullptr, people), {},
                                TextStyle::Heading);
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
    m_next = quietButton(tr("&Go on…"), "requireNext", this);
    m_next->setEnabled(false);
    column->addLayout(actingRow(*this, m_next));
    tabInOrderOfLayout(*this);
    m_next->setDefault(true);
    resizeToContent(*this, 420);
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
