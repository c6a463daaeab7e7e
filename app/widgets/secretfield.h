#pragma once

#include "base/secret.h"
#include "widgets/secretbuffer.h"

#include <QLineEdit>

class QToolButton;

namespace wallaroo {

/// A line to type a secret into. Hidden until the eye is pressed; shown or not, nothing of it can be copied, cut,
/// dragged, undone or read on the accessibility bus, and nothing of it is in Qt's hands: the line edit below holds as
/// many bullets as there are characters, so that text() tells the length only.
///
/// Why not QLineEdit::Password alone: Qt 6.4 puts the plain text of every change into its accessibility events, in
/// password mode too (measured: setText("hello") sends TextChanged "hello" on the AT-SPI bus), keeps it in its undo
/// history, and hands it to X11's primary selection once it is shown. Text set from outside (setText(), assistive
/// technology, input methods) is taken over.
class SecretField final : public QLineEdit {
    Q_OBJECT
public:
    explicit SecretField(QWidget* parent = nullptr);
    ~SecretField() override;

    /// A copy of what is typed; the field keeps it.
    [[nodiscard]] Secret secret() const { return m_buffer.secret(); }

    void setSecret(const Secret& secret);
    /// What is typed; the field is wiped, emptied and hidden again.
    [[nodiscard]] Secret takeSecret();
    /// Wiped, emptied and hidden again.
    void wipeContents();

    [[nodiscard]] bool isShown() const { return m_shown; }

    void setShown(bool shown);
    /// The names of the eye: "Show password", "Hide password".
    void setEyeTexts(const QString& show, const QString& hide);

    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

Q_SIGNALS:
    void shownChanged(bool shown);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void insertSecret(QString text);
    void paste(bool primarySelection);
    void follow(const QString& text);
    void putBullets(qsizetype cursor);
    void updateEye();
    [[nodiscard]] QRect textRect() const;

    SecretBuffer m_buffer;
    QToolButton* m_eye;
    QString m_showText;
    QString m_hideText;
    bool m_shown = false;
    bool m_changing = false; ///< the buffer is changed already, the bullets follow
    int m_anchor = 0;        ///< of a selection by mouse while shown
};

} // namespace wallaroo
