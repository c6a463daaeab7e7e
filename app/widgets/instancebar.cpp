#include "widgets/instancebar.h"

#include "base/displaytext.h"
#include "style/icons.h"
#include "style/look.h"
#include "style/metrics.h"
#include "style/profilecolours.h"

#include <QEvent>
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

void asMenuButton(QToolButton* button) {
    button->setMenu(new QMenu(button));
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
}

} // namespace

InstanceBar::InstanceBar(QWidget* parent)
    : QWidget(parent),
      m_name(new QToolButton(this)),
      m_host(plainLabel(this)),
      m_mark(plainLabel(this)),
      m_startOver(new QPushButton(tr("Start over"), this)),
      m_account(new QToolButton(this)) {
    setObjectName(QStringLiteral("instanceBar"));
    m_name->setObjectName(QStringLiteral("profileMenu"));
    m_name->setAccessibleDescription(tr("Switch to another profile"));
    asMenuButton(m_name);
    setTextStyle(m_name, TextStyle::Strong);
    setTextTint(m_host, Tint::SecondaryText);
    setTextStyle(m_mark, TextStyle::Strong);
    setTextTint(m_mark, Tint::Warning);
    m_mark->setObjectName(QStringLiteral("instanceMark"));
    m_startOver->setObjectName(QStringLiteral("startOver"));
    m_startOver->setAccessibleName(m_startOver->text());
    m_startOver->setAccessibleDescription(tr("Ends this sandbox and starts a new one with fresh data"));
    connect(m_startOver, &QPushButton::clicked, this, &InstanceBar::startOverRequested);
    connect(m_name->menu(), &QMenu::aboutToShow, this, &InstanceBar::fillProfileMenu);
    m_account->setObjectName(QStringLiteral("account"));
    m_account->setAccessibleName(tr("Account"));
    asMenuButton(m_account);
    buildAccountMenu();

    auto* row = new QHBoxLayout(this);
    const Metrics metrics(this);
    row->setContentsMargins(metrics.px(14), metrics.px(8), metrics.px(12), metrics.px(8));
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

void InstanceBar::buildAccountMenu() {
    auto* menu = m_account->menu();
    const auto add = [this, menu](const QString& iconName, const QString& text, void (InstanceBar::*signal)()) {
        auto* action = iconName.isEmpty() ? menu->addAction(text) : menu->addAction(icon(iconName), text);
        connect(action, &QAction::triggered, this, signal);
        return action;
    };
    add({}, tr("Session…"), &InstanceBar::sessionRequested);
    add({}, tr("Sign in as someone else…"), &InstanceBar::otherAccountRequested);
    add({}, tr("Settings…"), &InstanceBar::settingsRequested)->setObjectName(QStringLiteral("settings"));
    add({}, tr("About Wallaroo Admin…"), &InstanceBar::aboutRequested)->setObjectName(QStringLiteral("about"));
    menu->addSeparator();
    m_lock = add(QStringLiteral("lock"), tr("Lock"), &InstanceBar::lockRequested);
    m_lock->setObjectName(QStringLiteral("lock"));
    // Shown only: the window has the key, and two of them would take it from each other.
    m_lock->setText(tr("Lock") + QStringLiteral("\tCtrl+L"));
    add(QStringLiteral("sign-out"), tr("Sign out…"), &InstanceBar::signOutRequested)
        ->setObjectName(QStringLiteral("signOut"));
    m_everywhere = add({}, tr("Sign out everywhere…"), &InstanceBar::signOutEverywhereRequested);
    m_everywhere->setObjectName(QStringLiteral("signOutEverywhere"));
}

void InstanceBar::fillProfileMenu() {
    auto* menu = m_name->menu();
    menu->clear();
    for (const auto& profile : m_profiles) {
        auto* action = menu->addAction(colourMark(profile.colour), escapedAmpersands(displayText(profile.title(), 64)));
        action->setToolTip(displayText(profile.instance.label(), 96));
        action->setCheckable(true);
        action->setChecked(profile.id == m_own);
        connect(action, &QAction::triggered, this, [this, profile] { Q_EMIT profileChosen(profile); });
    }
    if (!m_profiles.isEmpty())
        menu->addSeparator();
    auto* manage = menu->addAction(tr("Manage profiles…"));
    manage->setObjectName(QStringLiteral("manageProfiles"));
    connect(manage, &QAction::triggered, this, &InstanceBar::profilesRequested);
}

void InstanceBar::setInstance(const QString& name, const QString& host) {
    m_name->setText(escapedAmpersands(displayText(name, 64)));
    m_name->setAccessibleName(displayText(name, 64));
    m_host->setText(name == host ? QString() : displayText(host, 96));
    fit();
}

void InstanceBar::setColour(const QString& colour) {
    m_colour = profileColour(colour);
    colourName();
    update();
}

void InstanceBar::colourName() {
    QPalette own = palette();
    const QColor text = m_colour.isValid() && !isHighContrast(own) ? readableColour(m_colour, tint(own, Tint::Surface))
                                                                   : tint(own, Tint::Text);
    own.setColor(QPalette::ButtonText, text);
    own.setColor(QPalette::WindowText, text);
    if (m_name->palette().color(QPalette::ButtonText) != text)
        m_name->setPalette(own);
}

void InstanceBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourName();
}

void InstanceBar::setProfiles(const QList<session::Profile>& profiles, const QUuid& own) {
    m_profiles = profiles;
    m_own = own;
}

void InstanceBar::setAccountName(const QString& name) {
    m_account->setText(escapedAmpersands(isolatedText(name, 64)));
    m_account->setAccessibleDescription(displayText(name, 256));
    fit();
}

void InstanceBar::setSandbox(bool sandbox) {
    m_sandbox = sandbox;
    m_startOver->setVisible(sandbox);
    m_lock->setVisible(!sandbox);
    showMark();
    update();
}

void InstanceBar::setInferenceOnly(bool only) {
    m_everywhere->setVisible(!only);
}

void InstanceBar::setNotEncrypted(bool notEncrypted) {
    m_notEncrypted = notEncrypted;
    showMark();
}

void InstanceBar::setReadOnly(bool readOnly) {
    m_readOnly = readOnly;
    showMark();
}

void InstanceBar::showMark() {
    QStringList marks;
    if (m_sandbox)
        marks << tr("Sandbox: nothing here is real");
    else if (m_notEncrypted)
        marks << tr("Not encrypted: this computer only");
    if (m_readOnly)
        marks << tr("Read only");
    m_mark->setText(marks.join(QStringLiteral(" · ")));
    fit();
}

int InstanceBar::buttonsWidth() const {
    const Metrics metrics(this);
    return m_name->sizeHint().width() + (m_sandbox ? m_startOver->sizeHint().width() : 0)
           + m_account->sizeHint().width() + metrics.px(8 * 6 + 26); // and what lies between them
}

void InstanceBar::fit() {
    const int wanted = buttonsWidth() + m_host->fontMetrics().horizontalAdvance(m_host->text())
                       + m_mark->fontMetrics().horizontalAdvance(m_mark->text());
    m_host->setVisible(wanted <= width());
    m_mark->setWordWrap(wanted > width());
}

QSize InstanceBar::minimumSizeHint() const {
    const int mark = m_mark->fontMetrics().horizontalAdvance(m_mark->text());
    return {buttonsWidth() + mark * 2 / 3, QWidget::minimumSizeHint().height()};
}

void InstanceBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

QColor InstanceBar::edgeColor() const {
    if (m_sandbox)
        return tint(palette(), Tint::Warning);
    return m_colour.isValid() ? markColour(m_colour, tint(palette(), Tint::Surface)) : tint(palette(), Tint::Accent);
}

void InstanceBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), tint(palette(), Tint::Line));
    painter.fillRect(QRect(0, 0, Metrics(this).px(5), height()), edgeColor());
}

} // namespace wallaroo
