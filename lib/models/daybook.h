#pragma once

#include "models/localdays.h"
#include "models/momenttext.h"

#include <QByteArray>

#include <vector>

namespace wallaroo::models {

/// The searched texts of dates, once per distinct day: 100,000 people have signed in on a few thousand days, and two
/// dates in two forms each would double their search keys.
class DayBook {
public:
    using Day = quint16;

    explicit DayBook(const MomentText& words);

    /// The entry of a moment's local day, of "never" or of "not told".
    Day dayOf(Moment moment);

    /// Folded: "2026-08-14" and "14 aug 2026".
    [[nodiscard]] const QByteArray& text(Day day) const { return m_texts[day]; }

    [[nodiscard]] size_t count() const { return m_texts.size(); }

private:
    MomentText m_words;
    LocalDays m_localDays;
    QHash<qint64, Day> m_dayOf;
    std::vector<QByteArray> m_texts;
};

} // namespace wallaroo::models
