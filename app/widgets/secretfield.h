#pragma once

#include "base/secret.h"

#include <QLineEdit>

class QAction;

namespace wallaroo {

/// A line to type a secret into. Hidden until the eye is pressed; in either state nothing of it can be copied, cut, dragged,
/// undone or read on the accessibility bus (typing and pasting work there). Its own text() is for Qt: use secret().
class SecretField final : public QLineEdit {
    Q_OBJECT
public:
    explicit SecretField(QWidget* parent = nullptr);
    ~SecretField() override;

    /// A copy of what is typed; the field keeps it.
    [[nodiscard]] Secret secret() const;
    /// What is typed; the field is wiped, emptied and hidden again.
    [[nodiscard]] Secret takeSecret();
    /// Wiped, emptied and hidden again.
    void wipeContents();

    [[nodiscard]] bool isShown() const;
    void setShown(bool shown);
    /// What the eye shows, for its name: "Show password".
    void setEyeText(const QString& show, const QString& hide);

Q_SIGNALS:
    void shownChanged(bool shown);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void updateEye();

    QAction* m_eye;
    QString m_showText;
    QString m_hideText;
};

} // namespace wallaroo
