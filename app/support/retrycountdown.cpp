#include "support/retrycountdown.h"

#include <algorithm>

namespace wallaroo {
namespace {

constexpr int tickMs = 250; // so that no second is skipped
constexpr int mostInARow = 3;
constexpr int pauseWithoutHint = 10; // seconds

} // namespace

RetryCountdown::RetryCountdown(const Clock& clock, QObject* parent) : QObject(parent), m_clock(clock) {
    m_timer.setInterval(tickMs);
    connect(&m_timer, &QTimer::timeout, this, &RetryCountdown::tick);
}

bool RetryCountdown::begin(const Error& failure) {
    stop();
    const bool passes = failure.kind == ErrorKind::TooManyRequests
                        || (failure.kind == ErrorKind::ServerBusy && failure.retryAfterSeconds);
    if (!passes || m_inARow == mostInARow)
        return false;
    ++m_inARow;
    const int seconds = std::max(failure.retryAfterSeconds.value_or(pauseWithoutHint), 1);
    m_until = Deadline(m_clock, seconds * 1000LL);
    m_timer.start();
    return true;
}

void RetryCountdown::stop() {
    m_timer.stop();
}

void RetryCountdown::reset() {
    stop();
    m_inARow = 0;
}

QString RetryCountdown::buttonText() const {
    if (!isRunning())
        return tr("Try again");
    const qint64 seconds = (m_until.leftMs(m_clock) + 999) / 1000;
    //: %1 is the time until it is tried by itself: "0:42"
    return tr("Try again now (%1)")
        .arg(QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0')));
}

void RetryCountdown::tick() {
    if (!m_until.isPast(m_clock)) {
        Q_EMIT ticked();
        return;
    }
    stop();
    Q_EMIT due();
}

} // namespace wallaroo
