#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace wallaroo::bench {

/// A timer that wants to tick every millisecond: how much later it ticks is how long the event loop was busy with
/// something else.
class StallProbe final : public QObject {
public:
    StallProbe() {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &StallProbe::tick);
        m_since.start();
        m_timer.start(1);
    }

    void stop() {
        tick();
        m_timer.stop();
    }

    /// Milliseconds beyond the one wanted, of each tick.
    [[nodiscard]] const std::vector<double>& gaps() const { return m_gaps; }

private:
    void tick() {
        const double gap = static_cast<double>(m_since.nsecsElapsed()) / 1e6 - 1;
        m_since.restart();
        m_gaps.push_back(gap > 0 ? gap : 0);
    }

    QElapsedTimer m_since;
    QTimer m_timer;
    std::vector<double> m_gaps;
};

} // namespace wallaroo::bench
