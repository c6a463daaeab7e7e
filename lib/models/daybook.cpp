#include "models/daybook.h"

#include "models/folding.h"

#include <limits>

namespace wallaroo::models {
namespace {

enum FixedDay : DayBook::Day { NotTold, Never, BeyondAll, firstDay };

constexpr qint64 unixEpochJulianDay = 2'440'588;

} // namespace

DayBook::DayBook(const MomentText& words)
    : m_words(words),
      m_texts{folded(MomentText::notToldWord()), folded(MomentText::neverWord()), {}} {
    Q_ASSERT(m_texts.size() == firstDay);
}

DayBook::Day DayBook::dayOf(Moment moment) {
    if (!moment.isKnown())
        return moment.isNever() ? Never : NotTold;
    const qint64 number = m_localDays.dayOf(moment.ms());
    const auto known = m_dayOf.constFind(number);
    if (known != m_dayOf.constEnd())
        return *known;
    const QDate date = QDate::fromJulianDay(number + unixEpochJulianDay);
    if (!date.isValid() || m_texts.size() > std::numeric_limits<Day>::max())
        return BeyondAll; // 179 years of different days: nobody's sign-ins
    const auto day = static_cast<Day>(m_texts.size());
    m_texts.push_back(folded(QString(date.toString(Qt::ISODate) + u'\x1f' + m_words.date(date))));
    m_dayOf.insert(number, day);
    return day;
}

} // namespace wallaroo::models
