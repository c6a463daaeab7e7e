#include "dialogs/clientfields.h"

#include "dialogs/fieldmessage.h"
#include "dialogs/wheresecretpanel.h"
#include "style/metrics.h"
#include "widgets/linkbutton.h"
#include "widgets/secretfield.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

QString missingSecretWords() {
    return ClientFields::tr("Enter the client secret.");
}

} // namespace

ClientFields::ClientFields(const Desktop& desktop, Kind kind, QWidget* parent) : QObject(parent), m_desktop(desktop) {
    buildRow(kind, parent);
    buildBelow(kind, parent);
    connect(m_id, &QLineEdit::textChanged, this, [this] {
        m_idMessage->clear();
        updateWhere();
        Q_EMIT idChanged();
    });
    connect(m_secret, &QLineEdit::textChanged, m_secretMessage, &FieldMessage::clear);
    connect(m_secret, &QLineEdit::textChanged, this, &ClientFields::secretChanged);
    connect(m_where, &QAbstractButton::clicked, this, [this] { showWhere(!m_panel || m_panel->isHidden()); });
}

void ClientFields::buildRow(Kind kind, QWidget* parent) {
    const bool signIn = kind == Kind::SignIn;
    const Metrics metrics(parent);
    m_row = new QWidget(parent);
    auto* line = new QHBoxLayout(m_row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(metrics.px(9));
    m_id = new QLineEdit(m_row);
    m_id->setObjectName(signIn ? QStringLiteral("clientId") : QStringLiteral("inferenceClientId"));
    m_id->setAccessibleName(signIn ? tr("Client ID") : tr("Inference client ID"));
    m_secret = new SecretField(m_row);
    m_secret->setObjectName(signIn ? QStringLiteral("clientSecret") : QStringLiteral("inferenceSecret"));
    m_secret->setAccessibleName(signIn ? tr("Client secret") : tr("Inference client secret"));
    m_secret->setEyeTexts(tr("Show client secret"), tr("Hide client secret"));
    auto* label = new QLabel(signIn ? tr("Client &secret") : tr("Its secret"), m_row);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(m_secret);
    line->addWidget(m_id, 2);
    line->addWidget(label);
    line->addWidget(m_secret, 3);
}

void ClientFields::buildBelow(Kind kind, QWidget* parent) {
    const bool signIn = kind == Kind::SignIn;
    m_below = new QWidget(parent);
    m_column = new QVBoxLayout(m_below);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(Metrics(parent).px(8));
    m_idMessage = new FieldMessage(
        m_id, signIn ? QStringLiteral("clientIdMessage") : QStringLiteral("inferenceClientIdMessage"), m_below);
    m_secretMessage = new FieldMessage(
        m_secret, signIn ? QStringLiteral("clientSecretMessage") : QStringLiteral("inferenceSecretMessage"), m_below);
    m_where = new LinkButton(signIn ? tr("W&here is the secret?") : tr("Where is the secret?"), m_below);
    m_where->setObjectName(signIn ? QStringLiteral("whereIsTheSecret") : QStringLiteral("whereIsTheInferenceSecret"));
    m_column->addWidget(m_idMessage);
    m_column->addWidget(m_secretMessage);
    m_column->addWidget(m_where, 0, Qt::AlignLeft);
}

void ClientFields::takeTabAfter(QWidget* before) {
    QWidget::setTabOrder(before, m_id);
    QWidget::setTabOrder(m_id, m_secret);
    QWidget::setTabOrder(m_secret, m_where);
}

QString ClientFields::id() const {
    return m_id->text().trimmed();
}

void ClientFields::setId(const QString& id) {
    m_id->setText(id);
    m_id->setCursorPosition(0);
}

void ClientFields::setIdFixed(bool fixed) {
    m_id->setReadOnly(fixed);
    m_id->setAccessibleDescription(fixed ? tr("Only its secret is asked for.") : QString());
}

void ClientFields::setKeptIn(const QString& place) {
    m_keptIn = place;
    if (!place.isEmpty() && m_secretMessage->text() == missingSecretWords())
        m_secretMessage->clear(); // it is not missing any more
    showStanding();
}

void ClientFields::setSecretNeed(SecretNeed need) {
    m_need = need;
    showStanding();
}

void ClientFields::showStanding() {
    //: %1 is the name of the keychain: GNOME Keyring, KWallet, ...
    const QString words = !m_keptIn.isEmpty()              ? tr("kept in %1").arg(m_keptIn)
                          : m_need == SecretNeed::None     ? tr("none: a public client")
                          : m_need == SecretNeed::NotKnown ? tr("none if it is a public client")
                                                           : QString();
    m_where->setVisible(m_need != SecretNeed::None);
    m_secret->setPlaceholderText(words);
    m_secretMessage->setStanding(words);
}

void ClientFields::setInstance(const std::optional<Instance>& instance) {
    m_instance = instance;
    updateWhere();
}

bool ClientFields::check(bool secretNeeded, bool focus) {
    QLineEdit* first = nullptr;
    if (id().isEmpty()) {
        m_idMessage->say(FieldMessage::Tone::Error, tr("Enter the client ID: api-client on most instances."));
        first = m_id;
    }
    if (secretNeeded && m_keptIn.isEmpty() && m_secret->secret().isEmpty()) {
        m_secretMessage->say(FieldMessage::Tone::Error, missingSecretWords());
        first = first ? first : m_secret;
    }
    if (first && focus)
        first->setFocus();
    return !first;
}

void ClientFields::showFailure(const Error& error) {
    m_secretMessage->say(error);
    showWhere(true);
    m_secret->setFocus();
    m_secret->selectAll();
}

void ClientFields::clearMessages() {
    m_idMessage->clear();
    m_secretMessage->clear();
}

void ClientFields::showWhere(bool open) {
    if (open && !m_panel) {
        m_panel = new WhereSecretPanel(m_desktop, m_below);
        m_column->addWidget(m_panel);
        m_panel->takeTabAfter(m_where);
        updateWhere();
    }
    if (m_panel)
        m_panel->setVisible(open);
}

void ClientFields::updateWhere() {
    if (m_panel)
        m_panel->setSubject(id(), m_instance);
}

} // namespace wallaroo
