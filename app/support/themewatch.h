#pragma once

#include "style/theme.h"

#include <QDBusVariant>
#include <QObject>

namespace wallaroo {

/// Follows the desktop's wish for light or dark and for more contrast while the program runs: applies the theme again
/// whenever the answer changes.
///
/// From Qt 6.5 on QStyleHints knows the scheme. Below, and for the contrast, the desktop portal is asked
/// (org.freedesktop.portal.Settings, namespace org.freedesktop.appearance): asynchronously, and not before start(),
/// since the session bus costs more than the bare window.
class ThemeWatch final : public QObject {
    Q_OBJECT
public:
    /// app outlives this. remembered: the last run's answer, so that a dark desktop need not see a light window flash.
    ThemeWatch(QApplication& app, Theme theme, const DesktopLook& remembered = {}, QObject* parent = nullptr);

    [[nodiscard]] DesktopLook look() const { return m_look; }

    void setTheme(Theme theme);

    /// Asks the portal. To be called once, after the first paint.
    void start();

Q_SIGNALS:
    /// look() is another one; the theme has been applied.
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void readPortal(const QString& key);
    void take(const QString& key, QVariant value);
    void takeStyleHints();
    void setLook(const DesktopLook& look);

    QApplication& m_app;
    Theme m_theme;
    DesktopLook m_look;
    bool m_started = false;
};

} // namespace wallaroo
