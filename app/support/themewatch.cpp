#include "support/themewatch.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QStyleHints>

namespace wallaroo {
namespace {

constexpr QLatin1StringView portalService("org.freedesktop.portal.Desktop");
constexpr QLatin1StringView portalPath("/org/freedesktop/portal/desktop");
constexpr QLatin1StringView settingsInterface("org.freedesktop.portal.Settings");
constexpr QLatin1StringView appearance("org.freedesktop.appearance");
constexpr QLatin1StringView schemeKey("color-scheme"); // 0 no preference, 1 dark, 2 light
constexpr QLatin1StringView contrastKey("contrast");   // 0 no preference, 1 higher

constexpr bool qtKnowsTheScheme = QT_VERSION >= QT_VERSION_CHECK(6, 5, 0);

} // namespace

ThemeWatch::ThemeWatch(QApplication& app, Theme theme, const DesktopLook& remembered, QObject* parent)
    : QObject(parent),
      m_app(app),
      m_theme(theme),
      m_look(remembered) {
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &ThemeWatch::takeStyleHints);
    takeStyleHints();
#endif
}

void ThemeWatch::setTheme(Theme theme) {
    m_theme = theme;
    applyTheme(m_app, m_theme, m_look);
}

void ThemeWatch::start() {
    if (m_started)
        return;
    m_started = true;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return; // no desktop to follow: the palette of the start stays
    bus.connect(portalService, portalPath, settingsInterface, QStringLiteral("SettingChanged"), this,
                // Normalized, as the string is compared.
                // clang-format off
                SLOT(onSettingChanged(QString,QString,QDBusVariant)));
    // clang-format on
    if (!qtKnowsTheScheme)
        readPortal(schemeKey);
    readPortal(contrastKey);
}

void ThemeWatch::readPortal(const QString& key) {
    // Read, not ReadOne: portals before 1.17 (Debian 12 has 1.14) know only this one, which wraps its answer twice.
    QDBusMessage question =
        QDBusMessage::createMethodCall(portalService, portalPath, settingsInterface, QStringLiteral("Read"));
    question << QString(appearance) << key;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, key] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid())
            take(key, reply.value().variant());
        watcher->deleteLater();
    });
}

void ThemeWatch::onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
    if (group == appearance)
        take(key, value.variant());
}

void ThemeWatch::take(const QString& key, QVariant value) {
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    bool isNumber = false;
    const uint number = value.toUInt(&isNumber);
    if (!isNumber)
        return;
    DesktopLook look = m_look;
    if (key == contrastKey)
        look.highContrast = number == 1;
    else if (key == schemeKey && !qtKnowsTheScheme)
        look.scheme = number == 1   ? DesktopLook::Scheme::Dark
                      : number == 2 ? DesktopLook::Scheme::Light
                                    : DesktopLook::Scheme::NotTold;
    setLook(look);
}

void ThemeWatch::takeStyleHints() {
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    DesktopLook look = m_look;
    const Qt::ColorScheme scheme = QGuiApplication::styleHints()->colorScheme();
    look.scheme = scheme == Qt::ColorScheme::Dark    ? DesktopLook::Scheme::Dark
                  : scheme == Qt::ColorScheme::Light ? DesktopLook::Scheme::Light
                                                     : DesktopLook::Scheme::NotTold;
    setLook(look);
#endif
}

void ThemeWatch::setLook(const DesktopLook& look) {
    if (look == m_look)
        return;
    m_look = look;
    applyTheme(m_app, m_theme, m_look);
    Q_EMIT changed();
}

} // namespace wallaroo
