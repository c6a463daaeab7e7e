#pragma once

#include "base/clock.h"
#include "base/error.h"

#include <QTimer>

namespace wallaroo {

/// The wait before a list is asked for once more, where the server has asked for patience: shown while it runs, and
/// left out by whoever does not want to wait (rule 51). Three times in a row by itself: a window that nobody looks at
/// does not go on asking for ever.
class RetryCountdown final : public QObject {
    Q_OBJECT
public:
    /// The clock outlives this.
    explicit RetryCountdown(const Clock& clock, QObject* parent = nullptr);

    /// Begins to count where this failure passes by waiting, and tells whether it did.
    bool begin(const Error& failure);
    /// Somebody tries now.
    void stop();
    /// It worked: what comes next is a first failure again.
    void reset();

    [[nodiscard]] bool isRunning() const { return m_timer.isActive(); }

    /// For the button that tries at once: "Try again now (0:42)", or without a wait "Try again".
    [[nodiscard]] QString buttonText() const;

Q_SIGNALS:
    void ticked();
    void due();

private:
    void tick();

    const Clock& m_clock;
    QTimer m_timer;
    Deadline m_until;
    int m_inARow = 0;
};

} // namespace wallaroo
