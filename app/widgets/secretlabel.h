#pragma once

#include "base/secret.h"

#include <QTimer>
#include <QWidget>

class QAbstractButton;

namespace wallaroo {

/// A token as a masked line, "eyJh ···· 4fQ": the first 4 and, of 24 characters and more, the last 3. Whole only while
/// a reveal button is held, or for 30 s after Space; loss of focus, hiding and a new token end that. Nothing of it can
/// be selected, dragged, copied or read on the accessibility bus, which hears "hidden" or "shown on screen" (rule 46).
class SecretLabel final : public QWidget {
    Q_OBJECT
public:
    static constexpr int revealMs = 30'000;

    explicit SecretLabel(QWidget* parent = nullptr);
    ~SecretLabel() override;

    void setSecret(const Secret& secret);
    void clear();

    [[nodiscard]] bool isRevealed() const { return m_revealed; }

    void conceal() { setRevealed(false); }

    /// Revealed while it is held down, by mouse or Space. The button stays the caller's.
    void setRevealButton(QAbstractButton* button);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }

    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    void revealedChanged(bool revealed);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setRevealed(bool revealed);
    void updateDescription();
    [[nodiscard]] QFont monospaced() const;
    [[nodiscard]] QString maskedText(int width) const;

    Secret m_secret;
    bool m_revealed = false;
    QTimer m_end;
};

} // namespace wallaroo
