#include "base/clock.h"

#include <QDateTime>

#include <algorithm>
#include <chrono>

namespace wallaroo {

qint64 SystemClock::steadyMs() const {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

qint64 SystemClock::wallMs() const {
    return QDateTime::currentMSecsSinceEpoch();
}

qint64 Deadline::leftMs(const Clock& clock) const {
    const qint64 left = std::min(m_steadyMs - clock.steadyMs(), m_wallMs - clock.wallMs());
    return std::max<qint64>(left, 0);
}

} // namespace wallaroo
