#include "dialogs/personfields.h"

#include "dialogs/fieldmessage.h"
#include "style/look.h"
#include "style/metrics.h"
#include "widgets/secretfield.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

namespace wallaroo {

PersonFields::PersonFields(QWidget* parent) : QObject(parent) {
    m_userName = new QLineEdit(parent);
    m_userName->setObjectName(QStringLiteral("userName"));
    m_userName->setAccessibleName(tr("User name"));
    m_userNameMessage = new FieldMessage(m_userName, QStringLiteral("userNameMessage"), parent);
    buildPassword(parent);
    m_code = new QLineEdit(parent);
    m_code->setObjectName(QStringLiteral("oneTimeCode"));
    m_code->setAccessibleName(tr("One-time code"));
    m_code->setPlaceholderText(tr("only if your account has one"));
    m_code->setAccessibleDescription(m_code->placeholderText());
    connect(m_userName, &QLineEdit::textChanged, m_userNameMessage, &FieldMessage::clear);
    connect(m_password, &QLineEdit::textChanged, m_passwordMessage, &FieldMessage::clear);
}

void PersonFields::buildPassword(QWidget* parent) {
    m_passwordRow = new QWidget(parent);
    auto* line = new QHBoxLayout(m_passwordRow);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(Metrics(parent).px(9));
    m_password = new SecretField(m_passwordRow);
    m_password->setObjectName(QStringLiteral("password"));
    m_password->setAccessibleName(tr("Password"));
    m_password->setEyeTexts(tr("Show password"), tr("Hide password"));
    auto* promise = new QLabel(tr("never stored"), m_passwordRow);
    promise->setTextFormat(Qt::PlainText);
    setTextTint(promise, Tint::SecondaryText);
    line->addWidget(m_password, 1);
    line->addWidget(promise);
    m_passwordMessage = new FieldMessage(m_password, QStringLiteral("passwordMessage"), parent);
    m_passwordMessage->setStanding(promise->text());
}

QString PersonFields::userName() const {
    return m_userName->text().trimmed();
}

Secret PersonFields::oneTimeCode() const {
    QString code = m_code->text().simplified().remove(u' ');
    return Secret::taking(code);
}

void PersonFields::forgetSecrets() {
    m_password->wipeContents();
    m_code->clear();
}

bool PersonFields::check(bool userNeeded, bool passwordNeeded, bool focus) {
    QLineEdit* first = nullptr;
    if (userNeeded && userName().isEmpty()) {
        m_userNameMessage->say(FieldMessage::Tone::Error, tr("Enter your user name."));
        first = m_userName;
    }
    if (passwordNeeded && m_password->secret().isEmpty()) {
        m_passwordMessage->say(FieldMessage::Tone::Error, tr("Enter your password."));
        first = first ? first : m_password;
    }
    if (first && focus)
        first->setFocus();
    return !first;
}

void PersonFields::clearMessages() {
    m_userNameMessage->clear();
    m_passwordMessage->clear();
}

} // namespace wallaroo
