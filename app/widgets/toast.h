#pragma once

#include "base/clock.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;

namespace wallaroo {

/// A line at the bottom that says what was just done, for a while, with one thing to do about it. Never takes the
/// focus.
class Toast final : public QFrame {
    Q_OBJECT
public:
    static constexpr int shortMs = 8'000;

    /// clock outlives the toast.
    explicit Toast(const Clock& clock, QWidget* parent = nullptr);

    /// Stays for lifetimeMs; longer while the pointer or the focus is in it.
    void showText(const QString& text, const QString& action = {}, int lifetimeMs = shortMs);
    /// text holds %1, the time left ("0:52"), and goes when that is 0. Said aloud once, not each second.
    void showCountdown(const QString& text, const Deadline& until, const QString& action);
    void dismiss();

    [[nodiscard]] QString text() const;

    /// Counts what was shown, so that who showed something knows whether it is still that.
    [[nodiscard]] int shown() const { return m_shown; }

Q_SIGNALS:
    void actionTriggered();
    void finished(); ///< gone by itself or by dismiss()

private:
    void start(const QString& text, const QString& action);
    void tick();
    [[nodiscard]] QString filled() const;
    [[nodiscard]] bool isBeingUsed() const;

    const Clock& m_clock;
    Deadline m_until;
    QString m_template;
    bool m_countdown = false;
    int m_shown = 0;
    QTimer m_timer{this};
    QLabel* m_label;
    QPushButton* m_action;
};

} // namespace wallaroo
