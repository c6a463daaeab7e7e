#include "models/localdays.h"

#include <QDateTime>

namespace wallaroo::models {
namespace {

constexpr qint64 msPerDay = 86'400'000;

qint64 floorDay(qint64 ms) {
    return ms >= 0 ? ms / msPerDay : -((-ms + msPerDay - 1) / msPerDay);
}

qint32 offsetAt(qint64 ms) {
    return QDateTime::fromMSecsSinceEpoch(ms).offsetFromUtc();
}

} // namespace

qint64 LocalDays::dayOf(qint64 msSinceEpoch) {
    const qint64 utcDay = floorDay(msSinceEpoch);
    if (!m_offsets.contains(utcDay)) {
        const qint64 begin = utcDay * msPerDay;
        m_offsets.insert(utcDay, {offsetAt(begin), offsetAt(begin + msPerDay - 1)});
    }
    const Offsets known = m_offsets.value(utcDay);
    // On the two days a year when the clocks change, ask
    const qint32 offset = known.atBegin == known.atEnd ? known.atBegin : offsetAt(msSinceEpoch);
    return floorDay(msSinceEpoch + qint64{offset} * 1000);
}

} // namespace wallaroo::models
