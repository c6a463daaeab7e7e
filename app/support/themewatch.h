#pragma once

#include "style/theme.h"

#include <QDBusVariant>
#include <QObject>
#include <QPointer>

class QDBusPendingCallWatcher;
class QWidget;

namespace wallaroo {

/// Knows whether the desktop wants light or dark, and tells when that changes.
///
/// From Qt 6.5 on QStyleHints knows the scheme. Below, and for the wish for more contrast, the desktop portal is asked
/// (org.freedesktop.portal.Settings, namespace org.freedesktop.appearance): asynchronously and not before the first paint,
/// since the session bus costs more than the bare window.
class ThemeWatch final : public QObject {
    Q_OBJECT
public:
    /// remembered: the answer of the last run, so that a dark desktop does not see a light window flash.
    explicit ThemeWatch(const DesktopLook& remembered = {}, QObject* parent = nullptr);

    [[nodiscard]] DesktopLook look() const { return m_look; }

    /// Waits until the window has been painted, then asks.
    void startAfterFirstPaint(QWidget* window);
    /// Asks now.
    void start();

Q_SIGNALS:
    /// look() is another one.
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private Q_SLOTS:
    void onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void readPortal(const QString& key);
    void take(const QString& key, const QVariant& value);
    void takeStyleHints();
    void setLook(const DesktopLook& look);

    DesktopLook m_look;
    QPointer<QWidget> m_window;
    bool m_started = false;
};

} // namespace wallaroo
