#include "support/tray.h"

#include "style/icons.h"
#include "support/settings.h"
#include "support/tokencopier.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace wallaroo {

Tray::Tray(TokenCopier& copier, Settings& settings, QObject* parent)
    : QObject(parent),
      m_copier(copier),
      m_settings(settings) {
    connect(&m_settings, &Settings::changed, this, &Tray::update);
    connect(&m_copier, &TokenCopier::signInNeeded, this, &Tray::windowRequested);
    connect(&m_copier, &TokenCopier::copyFailed, this, [this](TokenKind, const Error& error) { tell(error.sentence); });
    update();
}

Tray::~Tray() = default;

void Tray::update() {
    const bool wanted = m_settings.isOn(Setting::TrayIcon) && QSystemTrayIcon::isSystemTrayAvailable();
    if (wanted == isShown())
        return;
    m_icon.reset(); // before the menu it shows
    m_menu.reset();
    if (!wanted)
        return;
    m_menu = std::make_unique<QMenu>();
    for (const TokenKind kind : {TokenKind::Mlops, TokenKind::Inference}) {
        const QString text = kind == TokenKind::Mlops ? tr("Copy MLOps token") : tr("Copy inference token");
        connect(m_menu->addAction(text), &QAction::triggered, this, [this, kind] { m_copier.copy(kind); });
    }
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Show Wallaroo Admin")), &QAction::triggered, this, &Tray::windowRequested);
    m_icon = std::make_unique<QSystemTrayIcon>(applicationIcon());
    m_icon->setToolTip(tr("Wallaroo Admin"));
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            Q_EMIT windowRequested();
    });
    m_icon->show();
}

void Tray::tell(const QString& text) {
    if (m_icon)
        m_icon->showMessage(tr("Wallaroo Admin"), text, QSystemTrayIcon::Warning);
}

} // namespace wallaroo
