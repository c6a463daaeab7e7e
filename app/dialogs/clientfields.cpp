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

ClientFields::ClientFields(Prompts& prompts, QWidget* parent) : QObject(parent), m_prompts(prompts) {
    buildRow(parent);
    buildBelow(parent);
    connect(m_id, &QLineEdit::textChanged, this, [this] {
        m_idMessage->clear();
        updateWhere();
        Q_EMIT idChanged();
    });
    connect(m_secret, &QLineEdit::textChanged, m_secretMessage, &FieldMessage::clear);
    connect(m_where, &QAbstractButton::clicked, this, [this] { showWhere(!m_panel || m_panel->isHidden()); });
}

void ClientFields::buildRow(QWidget* parent) {
    const Metrics metrics(parent);
    m_row = new QWidget(parent);
    auto* line = new QHBoxLayout(m_row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(metrics.px(9));
    m_id = new QLineEdit(m_row);
    m_id->setObjectName(QStringLiteral("clientId"));
    m_id->setAccessibleName(tr("Client ID"));
    m_secret = new SecretField(m_row);
    m_secret->setObjectName(QStringLiteral("clientSecret"));
    m_secret->setAccessibleName(tr("Client secret"));
    m_secret->setEyeTexts(tr("Show client secret"), tr("Hide client secret"));
    auto* label = new QLabel(tr("Client &secret"), m_row);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(m_secret);
    line->addWidget(m_id, 2);
    line->addWidget(label);
    line->addWidget(m_secret, 3);
}

void ClientFields::buildBelow(QWidget* parent) {
    m_below = new QWidget(parent);
    m_column = new QVBoxLayout(m_below);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(Metrics(parent).px(8));
    m_idMessage = new FieldMessage(m_id, QStringLiteral("clientIdMessage"), m_below);
    m_secretMessage = new FieldMessage(m_secret, QStringLiteral("clientSecretMessage"), m_below);
    m_where = new LinkButton(tr("W&here is the secret?"), m_below);
    m_where->setObjectName(QStringLiteral("whereIsTheSecret"));
    m_column->addWidget(m_idMessage);
    m_column->addWidget(m_secretMessage);
    m_column->addWidget(m_where, 0, Qt::AlignLeft);
}

QString ClientFields::id() const {
    return m_id->text().trimmed();
}

void ClientFields::setId(const QString& id) {
    m_id->setText(id);
    m_id->setCursorPosition(0);
}

void ClientFields::setKeptIn(const QString& place) {
    m_kept = !place.isEmpty();
    //: %1 is the name of the keychain: GNOME Keyring, KWallet, ...
    const QString words = m_kept ? tr("kept in %1").arg(place) : QString();
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
    if (secretNeeded && !m_kept && m_secret->secret().isEmpty()) {
        m_secretMessage->say(FieldMessage::Tone::Error, tr("Enter the client secret."));
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
        m_panel = new WhereSecretPanel(m_prompts, m_below);
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
