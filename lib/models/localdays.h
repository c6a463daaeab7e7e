#pragma once

#include <QHash>

namespace wallaroo::models {

/// The local date of a moment, quickly: QDateTime asks the time zone each time (1–2 µs), this once per UTC day (20 ns).
class LocalDays {
public:
    /// Days since 1970-01-01 by the wall of this computer's time zone.
    [[nodiscard]] qint64 dayOf(qint64 msSinceEpoch);

private:
    struct Offsets {
        qint32 atBegin = 0; ///< seconds east of UTC
        qint32 atEnd = 0;
    };

    QHash<qint64, Offsets> m_offsets; // by UTC day
};

} // namespace wallaroo::models
