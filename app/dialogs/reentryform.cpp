#include "dialogs/reentryform.h"

#include "base/displaytext.h"
#include "dialogs/devicepanel.h"
#include "dialogs/fieldmessage.h"
#include "dialogs/signinerrors.h"
#include "style/look.h"
#include "style/metrics.h"
#include "style/painting.h"
#include "widgets/announce.h"
#include "widgets/linkbutton.h"
#include "widgets/progressline.h"
#include "widgets/secretfield.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

QLabel* plainLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

SecretField* secretField(const QString& objectName, const QString& name, QLabel* label, QWidget* parent) {
    auto* field = new SecretField(parent);
    field->setObjectName(objectName);
    field->setAccessibleName(name);
    label->setBuddy(field);
    return field;
}

} // namespace

ReentryForm::ReentryForm(const Desktop& desktop, QWidget* parent)
    : QFrame(parent),
      m_why(plainLabel({}, this)),
      m_advice(plainLabel({}, this)),
      m_whose(plainLabel({}, this)),
      m_fields(new QWidget(this)),
      m_passwordLabel(plainLabel(tr("Password"), m_fields)),
      m_password(secretField(QStringLiteral("reentryPassword"), tr("Password"), m_passwordLabel, m_fields)),
      m_codeLabel(plainLabel(tr("One-time code"), m_fields)),
      m_code(new QLineEdit(m_fields)),
      m_secretLabel(plainLabel(tr("Client secret"), m_fields)),
      m_secret(secretField(QStringLiteral("reentrySecret"), tr("Client secret"), m_secretLabel, m_fields)),
      m_go(new QPushButton(m_fields)),
      m_cancel(new QPushButton(tr("Cancel"), m_fields)),
      m_other(new LinkButton(tr("Sign in as someone else…"), m_fields)),
      m_message(new FieldMessage(m_password, QStringLiteral("reentryMessage"), this)),
      m_device(new DevicePanel(desktop, this)),
      m_progress(new ProgressLine(this)),
      m_verb(tr("Sign in")) {
    setObjectName(QStringLiteral("reentry"));
    build();
    connect(m_go, &QPushButton::clicked, this, &ReentryForm::submit);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        setBusy(false);
        Q_EMIT canceled();
    });
    connect(m_other, &QAbstractButton::clicked, this, &ReentryForm::otherAccountRequested);
    for (QLineEdit* edit : {static_cast<QLineEdit*>(m_password), m_code, static_cast<QLineEdit*>(m_secret)}) {
        connect(edit, &QLineEdit::returnPressed, this, &ReentryForm::submit);
        connect(edit, &QLineEdit::textEdited, m_message, &FieldMessage::clear);
    }
    hide();
}

void ReentryForm::build() {
    const Metrics metrics(this);
    m_why->setObjectName(QStringLiteral("reentryWhy"));
    m_why->setWordWrap(true);
    setTextStyle(m_why, TextStyle::Strong);
    m_advice->setWordWrap(true);
    m_whose->setObjectName(QStringLiteral("reentryWhose"));
    m_whose->setWordWrap(true);
    setTextTint(m_whose, Tint::SecondaryText);
    m_code->setObjectName(QStringLiteral("reentryCode"));
    m_code->setAccessibleName(tr("One-time code"));
    m_code->setPlaceholderText(tr("if you have one"));
    m_codeLabel->setBuddy(m_code);
    m_go->setObjectName(QStringLiteral("reentryGo"));
    setMain(m_go);
    m_cancel->setObjectName(QStringLiteral("reentryCancel"));
    m_other->setObjectName(QStringLiteral("reentryOther"));
    m_password->setEyeTexts(tr("Show password"), tr("Hide password"));
    m_secret->setEyeTexts(tr("Show client secret"), tr("Hide client secret"));

    auto* line = new QHBoxLayout(m_fields);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(metrics.px(8));
    line->addWidget(m_passwordLabel);
    line->addWidget(m_password, 3);
    line->addWidget(m_codeLabel);
    line->addWidget(m_code, 2);
    line->addWidget(m_secretLabel);
    line->addWidget(m_secret, 3);
    line->addWidget(m_go);
    line->addWidget(m_cancel);
    line->addWidget(m_other);
    line->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.px(16), metrics.px(10), metrics.px(16), metrics.px(10));
    column->setSpacing(metrics.px(8));
    for (QWidget* part :
         std::initializer_list<QWidget*>{m_why, m_advice, m_whose, m_fields, m_progress, m_message, m_device})
        column->addWidget(part);
}

void ReentryForm::setAccountShown(bool shown) {
    m_whose->setVisible(shown);
}

void ReentryForm::setVerb(const QString& verb) {
    m_verb = verb;
}

void ReentryForm::ask(const session::Profile& profile, Need need, const Error& why) {
    m_profile = profile;
    m_need = need;
    m_why->setText(why.sentence);
    m_why->setVisible(!why.sentence.isEmpty());
    m_advice->setText(why.advice);
    m_advice->setVisible(!why.advice.isEmpty());
    const QString who = profile.username.isEmpty() ? profile.clientId : profile.username;
    //: %1 is a user name, %2 the name of a profile
    m_whose->setText(tr("As %1 at %2").arg(isolatedText(who, 96), isolatedText(profile.title(), 96)));
    m_message->clear();
    m_device->clear();
    setBusy(false);
    showFields();
    show();
    if (!why.sentence.isEmpty())
        announce(this, wordsOf(why));
    focusField();
}

ReentryForm::Need ReentryForm::needOf(const session::Profile& profile) {
    if (session::isDeviceWay(profile.way))
        return Need::Device;
    return profile.way == session::Way::InferenceOnly ? Need::ClientSecret : Need::Password;
}

ReentryForm::Need ReentryForm::needWithoutKeychain(const session::Profile& profile) {
    const Need need = needOf(profile);
    return need == Need::Password && !profile.hasPublicClient() ? Need::Both : need;
}

void ReentryForm::showFields() {
    for (QWidget* part : std::initializer_list<QWidget*>{m_passwordLabel, m_password, m_codeLabel, m_code})
        part->setVisible(asksPassword());
    for (QWidget* part : std::initializer_list<QWidget*>{m_secretLabel, m_secret})
        part->setVisible(asksSecret());
    m_message->setField(asksPassword() ? m_password : m_secret);
    //: %1 is the name of a Keycloak client
    m_secretLabel->setText(
        tr("Client secret of %1")
            .arg(displayText(m_need == Need::ClientSecret && m_profile.way == session::Way::InferenceOnly
                                 ? m_profile.inferenceClient()
                                 : m_profile.clientId,
                             64)));
    QString verb = m_verb;
    if (m_need == Need::Device)
        verb = m_profile.way == session::Way::DeviceCode ? tr("Sign in with a code") : tr("Sign in in the browser");
    m_go->setText(verb);
    m_go->setAccessibleName(verb);
}

void ReentryForm::focusField() {
    if (asksPassword())
        m_password->setFocus();
    else if (asksSecret())
        m_secret->setFocus();
    else
        m_go->setFocus();
}

bool ReentryForm::check() {
    if (asksPassword() && m_password->secret().isEmpty()) {
        m_message->setField(m_password);
        m_message->say(FieldMessage::Tone::Error, tr("Enter your password."));
        m_password->setFocus();
        return false;
    }
    const bool secretNeeded = m_need == Need::ClientSecret || !m_profile.hasPublicClient();
    if (asksSecret() && secretNeeded && m_secret->secret().isEmpty()) {
        m_message->setField(m_secret);
        m_message->say(FieldMessage::Tone::Error, tr("Enter the client secret."));
        m_secret->setFocus();
        return false;
    }
    return true;
}

void ReentryForm::submit() {
    if (m_busy || !check())
        return;
    m_message->clear();
    Answer answer;
    answer.need = m_need;
    if (asksPassword()) {
        answer.password = m_password->secret();
        QString code = m_code->text().simplified().remove(u' ');
        answer.oneTimeCode = Secret::taking(code);
    }
    if (asksSecret())
        answer.clientSecret = m_secret->secret();
    setBusy(true);
    Q_EMIT answered(answer);
}

void ReentryForm::setBusy(bool busy) {
    m_busy = busy;
    m_progress->setRunning(busy);
    for (QWidget* part : std::initializer_list<QWidget*>{m_password, m_code, m_secret, m_go, m_other})
        part->setEnabled(!busy);
    m_cancel->setVisible(busy);
    if (busy)
        m_cancel->setFocus();
    else
        m_device->clear();
}

void ReentryForm::showFailure(const Error& error) {
    setBusy(false);
    if (refusesPassword(error.kind)) {
        m_password->wipeContents();
        m_code->clear(); // good for once
    }
    // What the keychain had was refused, or cannot be had: typed, it does without.
    const bool secretToo =
        error.field == Field::ClientSecret || error.field == Field::Keychain || error.kind == ErrorKind::SignInNeeded;
    if (secretToo && m_need == Need::Password)
        m_need = Need::Both;
    showFields();
    const bool aboutSecret = secretToo && asksSecret();
    m_message->setField(aboutSecret ? m_secret : m_password);
    m_message->say(error);
    if (aboutSecret)
        m_secret->setFocus();
    else
        focusField();
}

void ReentryForm::showDevice(const session::DevicePrompt& prompt, const Clock& clock) {
    m_device->showPrompt(prompt, m_profile.way, clock);
}

void ReentryForm::forgetSecrets() {
    m_password->wipeContents();
    m_secret->wipeContents();
    m_code->clear();
}

void ReentryForm::clear() {
    forgetSecrets();
    m_message->clear();
    setBusy(false);
    hide();
}

void ReentryForm::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && m_busy)
        m_cancel->click();
    else
        QFrame::keyPressEvent(event);
}

void ReentryForm::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    // Not the ground of a banner: this one waits for an answer.
    paint::box(&painter, contentsRect(), Metrics(this).cardRadius(), tint(palette(), Tint::Surface),
               tint(palette(), Tint::Accent));
}

} // namespace wallaroo
