#include "widgets/statusline.h"

#include "style/icons.h"
#include "style/look.h"
#include "style/metrics.h"
#include "widgets/wraplayout.h"

#include <QPainter>
#include <QPushButton>

namespace wallaroo {
namespace {

QPushButton* part(QWidget* parent, const QString& objectName, const QString& name) {
    auto* button = new QPushButton(parent);
    button->setObjectName(objectName);
    button->setAccessibleName(name);
    button->setFlat(true);
    setTextTint(button, Tint::SecondaryText);
    button->setAutoDefault(false);
    button->setVisible(false);
    return button;
}

void showText(QPushButton* button, const QString& text) {
    if (button->text() == text && button->isVisibleTo(button->parentWidget()))
        return;
    button->setText(escapedAmpersands(text));
    button->setAccessibleDescription(text);
    button->setVisible(!text.isEmpty());
}

} // namespace

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent),
      m_session(part(this, QStringLiteral("statusSession"), tr("Session"))),
      m_token(part(this, QStringLiteral("statusToken"), tr("Token time left"))),
      m_keychain(part(this, QStringLiteral("statusKeychain"), tr("Keychain"))),
      m_refresh(part(this, QStringLiteral("statusRefresh"), tr("Last refresh"))) {
    setObjectName(QStringLiteral("statusLine"));
    setAutoFillBackground(true);
    setGroundTint(this, Tint::Ground);
    const Metrics metrics(this);
    auto* row = new WrapLayout(metrics.px(4), this); // on a small screen it takes two lines
    row->setContentsMargins(metrics.px(8), metrics.px(2), metrics.px(8), metrics.px(2));
    row->addWidget(m_session);
    row->addWidget(m_token);
    row->addWidget(m_keychain);
    row->addTail(m_refresh);
    connect(m_session, &QPushButton::clicked, this, &StatusLine::sessionPressed);
    connect(m_token, &QPushButton::clicked, this, &StatusLine::tokenPressed);
    connect(m_keychain, &QPushButton::clicked, this, &StatusLine::keychainPressed);
    connect(m_refresh, &QPushButton::clicked, this, &StatusLine::refreshPressed);
}

void StatusLine::setSession(const QString& text) {
    showText(m_session, text);
}

void StatusLine::setTokenTimeLeft(const QString& text) {
    showText(m_token, text);
}

void StatusLine::setKeychain(const QString& text, bool warns) {
    m_keychain->setIcon(warns ? icon(QStringLiteral("warning"), Tint::Warning) : QIcon());
    showText(m_keychain, text);
}

void StatusLine::setLastRefresh(const QString& text) {
    showText(m_refresh, text);
}

void StatusLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), tint(palette(), Tint::Line));
}

} // namespace wallaroo
