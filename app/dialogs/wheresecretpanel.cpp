#include "dialogs/wheresecretpanel.h"

#include "base/displaytext.h"
#include "style/look.h"
#include "style/metrics.h"
#include "support/clipboard.h"
#include "support/prompts.h"
#include "widgets/announce.h"
#include "widgets/linkbutton.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

QLabel* addLabel(QVBoxLayout* column, const QString& objectName, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    column->addWidget(label);
    return label;
}

QHBoxLayout* addButtons(QVBoxLayout* column, const QList<QWidget*>& buttons, int spacing) {
    auto* row = new QHBoxLayout;
    row->setSpacing(spacing);
    for (QWidget* button : buttons)
        row->addWidget(button);
    row->addStretch(1);
    column->addLayout(row);
    return row;
}

} // namespace

WhereSecretPanel::WhereSecretPanel(const Desktop& desktop, QWidget* parent) : QFrame(parent), m_desktop(desktop) {
    setObjectName(QStringLiteral("whereSecretPanel"));
    setCard(this);
    const Metrics metrics(this);
    auto* column = new QVBoxLayout(this);
    const int edge = metrics.px(12);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(metrics.px(8));

    m_path = addLabel(column, QStringLiteral("secretPath"), this);
    m_open = new QPushButton(tr("Open &Keycloak's client list"), this);
    m_open->setObjectName(QStringLiteral("openClients"));
    m_openOlder = new LinkButton(tr("Ke&ycloak older than 22"), this);
    m_openOlder->setObjectName(QStringLiteral("openClientsBefore22"));
    m_openOlder->setAccessibleDescription(tr("Opens the client list at the address of older versions"));
    addButtons(column, {m_open, m_openOlder}, metrics.px(12));

    m_question = addLabel(column, QStringLiteral("secretQuestion"), this);
    m_copy = new QPushButton(tr("Copy this &question"), this);
    m_copy->setObjectName(QStringLiteral("copyQuestion"));
    addButtons(column, {m_copy}, metrics.px(12));

    connect(m_open, &QPushButton::clicked, this, [this] {
        if (m_instance)
            m_desktop.prompts.openAddress(m_instance->clientsConsole());
    });
    connect(m_openOlder, &QAbstractButton::clicked, this, [this] {
        if (m_instance)
            m_desktop.prompts.openAddress(m_instance->clientsConsoleBefore22());
    });
    connect(m_copy, &QPushButton::clicked, this, &WhereSecretPanel::copyQuestion);
}

void WhereSecretPanel::takeTabAfter(QWidget* before) {
    setTabOrder(before, m_open);
    setTabOrder(m_open, m_openOlder);
    setTabOrder(m_openOlder, m_copy);
}

void WhereSecretPanel::setSubject(const QString& clientId, const std::optional<Instance>& instance) {
    m_clientId = displayText(clientId, 64);
    m_instance = instance;
    const QString name = m_clientId.isEmpty() ? QStringLiteral("api-client") : m_clientId;
    //: %1 is the name of a Keycloak client; the words between › are Keycloak's own
    m_path->setText(tr("In Keycloak: Clients › %1 › Credentials › Client secret. It needs the role admin.").arg(name));
    m_question->setText(tr("Without that role: Ask whoever runs Keycloak for the secret of %1.").arg(name));
    m_open->setEnabled(m_instance.has_value());
    m_openOlder->setEnabled(m_instance.has_value());
    const QString description = m_instance ? QString() : tr("Enter the instance first");
    m_open->setAccessibleDescription(description);
    m_open->setToolTip(description);
}

QString WhereSecretPanel::question() const {
    const QString name = m_clientId.isEmpty() ? QStringLiteral("api-client") : m_clientId;
    if (!m_instance)
        return tr("What is the client secret of %1 in the Keycloak of our Wallaroo instance? "
                  "It stands under Clients › %1 › Credentials › Client secret.")
            .arg(name);
    return tr("What is the client secret of %1 in the Keycloak at %2? "
              "It stands under Clients › %1 › Credentials › Client secret.")
        .arg(name, m_instance->authBase.toString(QUrl::FullyEncoded));
}

void WhereSecretPanel::copyQuestion() {
    m_desktop.clipboard.copyText(question());
    m_copy->setText(tr("Question copied"));
    announce(this, m_copy->text());
}

} // namespace wallaroo
