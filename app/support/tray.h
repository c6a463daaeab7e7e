#pragma once

#include <QObject>

#include <memory>

class QMenu;
class QSystemTrayIcon;

namespace wallaroo {

class Settings;
class TokenCopier;

/// The icon in the desktop's tray, where there is one and the settings ask for it: a token without going to the window.
class Tray final : public QObject {
    Q_OBJECT
public:
    /// Both outlive this.
    Tray(TokenCopier& copier, Settings& settings, QObject* parent = nullptr);
    ~Tray() override;

    [[nodiscard]] bool isShown() const { return m_icon != nullptr; }

    /// What the icon offers; null while there is none.
    [[nodiscard]] QMenu* menu() const { return m_menu.get(); }

Q_SIGNALS:
    void windowRequested();

private:
    void update();
    void tell(const QString& text);

    TokenCopier& m_copier;
    Settings& m_settings;
    std::unique_ptr<QMenu> m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon;
};

} // namespace wallaroo
