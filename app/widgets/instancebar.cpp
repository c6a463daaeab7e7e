#include "widgets/instancebar.h"

#include "base/displaytext.h"
#include "style/icons.h"
#include "style/look.h"
#include "style/metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace wallaroo {
namespace {

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

InstanceBar::InstanceBar(QWidget* parent)
    : QWidget(parent),
      m_name(plainLabel(this)),
      m_host(plainLabel(this)),
      m_mark(plainLabel(this)),
      m_startOver(new QPushButton(tr("Start over"), this)),
      m_account(new QToolButton(this)) {
    setObjectName(QStringLiteral("instanceBar"));
    setTextStyle(m_name, TextStyle::Strong);
    setTextTint(m_host, Tint::SecondaryText);
    setTextStyle(m_mark, TextStyle::Strong);
    setTextTint(m_mark, Tint::Warning);
    m_startOver->setObjectName(QStringLiteral("startOver"));
    m_startOver->setAccessibleName(m_startOver->text());
    m_startOver->setAccessibleDescription(tr("Ends this sandbox and starts a new one with fresh data"));
    connect(m_startOver, &QPushButton::clicked, this, &InstanceBar::startOverRequested);

    auto* menu = new QMenu(m_account);
    auto* other = menu->addAction(tr("Sign in as someone else…"));
    connect(other, &QAction::triggered, this, &InstanceBar::otherAccountRequested);
    auto* leave = menu->addAction(icon(QStringLiteral("sign-out")), tr("Sign out…"));
    leave->setObjectName(QStringLiteral("signOut"));
    connect(leave, &QAction::triggered, this, &InstanceBar::signOutRequested);
    m_account->setObjectName(QStringLiteral("account"));
    m_account->setMenu(menu);
    m_account->setPopupMode(QToolButton::InstantPopup);
    m_account->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_account->setAutoRaise(true);
    m_account->setAccessibleName(tr("Account"));

    auto* row = new QHBoxLayout(this);
    const Metrics metrics(this);
    row->setContentsMargins(metrics.px(20), metrics.px(8), metrics.px(12), metrics.px(8));
    row->setSpacing(metrics.px(8));
    row->addWidget(m_name);
    row->addWidget(m_host);
    row->addStretch(1);
    row->addWidget(m_mark);
    row->addWidget(m_startOver);
    row->addStretch(1);
    row->addWidget(m_account);
    setAutoFillBackground(true);
    setGroundTint(this, Tint::Surface);
    setSandbox(false);
}

void InstanceBar::setInstance(const QString& name, const QString& host) {
    m_name->setText(displayText(name, 64));
    m_host->setText(name == host ? QString() : displayText(host, 96));
}

void InstanceBar::setAccountName(const QString& name) {
    m_account->setText(escapedAmpersands(isolatedText(name, 64)));
    m_account->setAccessibleDescription(displayText(name, 256));
}

void InstanceBar::setSandbox(bool sandbox) {
    m_sandbox = sandbox;
    m_startOver->setVisible(sandbox);
    m_mark->setText(sandbox ? tr("Sandbox: nothing here is real") : QString());
    update();
}

void InstanceBar::setNotEncrypted(bool notEncrypted) {
    if (!m_sandbox)
        m_mark->setText(notEncrypted ? tr("Not encrypted: this computer only") : QString());
}

QColor InstanceBar::edgeColor() const {
    return tint(palette(), m_sandbox ? Tint::Warning : Tint::Accent);
}

void InstanceBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), tint(palette(), Tint::Line));
    painter.fillRect(QRect(0, 0, Metrics(this).px(5), height()), edgeColor());
}

} // namespace wallaroo
