#pragma once

#include <QWidget>

class QPushButton;

namespace wallaroo {

/// The line at the bottom. Each part is a button: its name says what it is about, its description carries the value.
class StatusLine final : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);

    void setSession(const QString& text);
    void setTokenTimeLeft(const QString& text); ///< empty hides it
    void setKeychain(const QString& text, bool warns);
    void setLastRefresh(const QString& text); ///< empty hides it

Q_SIGNALS:
    void sessionPressed();
    void tokenPressed();
    void keychainPressed();
    void refreshPressed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showText(QPushButton* button, const QString& text);
    void fit();

    QPushButton* m_session;
    QPushButton* m_token;
    QPushButton* m_keychain;
    QPushButton* m_refresh;
};

} // namespace wallaroo
