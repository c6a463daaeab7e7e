#include "dialogs/proxydialog.h"

#include "base/displaytext.h"
#include "dialogs/fieldmessage.h"
#include "style/look.h"
#include "style/metrics.h"
#include "widgets/secretfield.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace wallaroo {

ProxyDialog::ProxyDialog(const QString& proxy, const QString& user, bool refused, QWidget* parent)
    : QDialog(parent),
      m_user(new QLineEdit(user, this)),
      m_password(new SecretField(this)) {
    setObjectName(QStringLiteral("proxyDialog"));
    setWindowTitle(tr("Sign in to the proxy"));
    setAttribute(Qt::WA_DeleteOnClose);
    build(isolatedText(proxy, 120), refused);
    if (user.isEmpty())
        m_user->setFocus();
    else
        m_password->setFocus();
}

void ProxyDialog::build(const QString& proxy, bool refused) {
    const Metrics metrics(this);
    auto* heading = new QLabel(tr("The proxy %1 asks for a user name and a password.").arg(proxy), this);
    auto* note = new QLabel(tr("Waiting requests then go on. Both are kept in memory until the program ends or is "
                               "locked, and sent to this proxy alone."),
                            this);
    heading->setObjectName(QStringLiteral("proxyHeading"));
    for (auto* label : {heading, note}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    setTextStyle(heading, TextStyle::Strong);
    setTextTint(note, Tint::SecondaryText);
    setAccessibleDescription(heading->text() + u' ' + note->text());
    m_user->setObjectName(QStringLiteral("proxyUser"));
    m_user->setAccessibleName(tr("Proxy user name"));
    m_password->setObjectName(QStringLiteral("proxyPassword"));
    m_password->setAccessibleName(tr("Proxy password"));
    m_password->setEyeTexts(tr("Show proxy password"), tr("Hide proxy password"));
    auto* message = new FieldMessage(m_password, QStringLiteral("proxyMessage"), this);
    if (refused)
        message->say(FieldMessage::Tone::Error, tr("The proxy did not accept this user name and password."));
    for (auto* edit : {m_user, static_cast<QLineEdit*>(m_password)})
        connect(edit, &QLineEdit::textEdited, message, &FieldMessage::clear);

    auto* form = new QFormLayout;
    form->setVerticalSpacing(metrics.px(8));
    form->setLabelAlignment(Qt::AlignRight);
    form->addRow(tr("Proxy &user name"), m_user);
    form->addRow(tr("Proxy &password"), m_password);
    form->addRow(QString(), message);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.px(20), metrics.px(18), metrics.px(20), metrics.px(16));
    column->setSpacing(metrics.px(12));
    column->addWidget(heading);
    column->addLayout(form);
    column->addWidget(note);
    column->addLayout(buildButtons());
    setMinimumWidth(metrics.px(440));
}

QHBoxLayout* ProxyDialog::buildButtons() {
    auto* cancel = new QPushButton(tr("&Cancel"), this);
    auto* go = new QPushButton(tr("&Sign in"), this);
    go->setObjectName(QStringLiteral("proxyGo"));
    go->setDefault(true);
    setMain(go);
    const auto look = [this, go] { go->setEnabled(!m_user->text().isEmpty() && !m_password->text().isEmpty()); };
    connect(m_user, &QLineEdit::textChanged, go, look);
    connect(m_password, &QLineEdit::textChanged, go, look);
    look();
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(go, &QPushButton::clicked, this, [this] {
        Q_EMIT given(m_user->text(), m_password->takeSecret());
        accept();
    });
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(go);
    return buttons;
}

} // namespace wallaroo
