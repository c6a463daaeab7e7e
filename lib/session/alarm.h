#pragma once

#include "base/clock.h"

#include <QTimer>

#include <functional>
#include <optional>

namespace wallaroo::session {

/// Rings once a deadline is past by either clock. Looks at the clocks at least every 30 s, because a timer alone stands
/// still while the computer sleeps and knows nothing of a changed wall clock.
class Alarm final : public QObject {
    Q_OBJECT
public:
    Alarm(const Clock& clock, std::function<void()> ring);

    void set(const Deadline& deadline);
    void clear();

    [[nodiscard]] bool isSet() const { return m_deadline.has_value(); }

    /// Looks at the clocks now.
    void check();

private:
    const Clock& m_clock;
    std::function<void()> m_ring;
    std::optional<Deadline> m_deadline;
    QTimer m_timer;
};

} // namespace wallaroo::session
