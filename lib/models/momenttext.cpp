#include "models/momenttext.h"

#include <QDateTime>
#include <QRegularExpression>

namespace wallaroo::models {
namespace {

constexpr qint64 msPerMinute = 60'000;
constexpr qint64 msPerHour = 60 * msPerMinute;

/// The locale's long date with a short month and no weekday: "d MMM yyyy", "MMM d, yyyy", "d. MMM yyyy". Its own short
/// form is digits alone, and 3/4/26 is March in one office and April in the next.
QString dateFormatOf(const QLocale& locale) {
    static const QRegularExpression weekday(QStringLiteral("^dddd?[\\s,،.]*|[\\s,،]*dddd?$|dddd?[\\s,،.]*"));
    QString format = locale.dateFormat(QLocale::LongFormat);
    format.remove(weekday);
    format.replace(QLatin1String("MMMM"), QLatin1String("MMM"));
    return format.trimmed();
}

QDateTime localTime(Moment moment) {
    return QDateTime::fromMSecsSinceEpoch(moment.ms());
}

QDateTime utcTime(Moment moment) {
    return localTime(moment).toUTC(); // of the kind that toString() ends in Z, not +00:00
}

} // namespace

MomentText::MomentText(const Clock& clock, const QLocale& locale)
    : m_clock(clock),
      m_locale(locale),
      m_dateFormat(dateFormatOf(locale)) {
}

QString MomentText::dateIn(const QLocale& locale, QDate date) {
    return locale.toString(date, dateFormatOf(locale));
}

QString MomentText::neverWord() {
    return tr("never");
}

QString MomentText::notToldWord() {
    return tr("not told");
}

QString MomentText::date(Moment moment) const {
    if (!moment.isKnown())
        return moment.isNever() ? neverWord() : notToldWord();
    return date(localTime(moment).date());
}

bool MomentText::isDate(Moment moment) const {
    return moment.isKnown() && relativeWords(moment).isEmpty();
}

QString MomentText::relative(Moment moment) const {
    if (!moment.isKnown())
        return date(moment);
    const QString text = relativeWords(moment);
    return text.isEmpty() ? date(moment) : text;
}

QString MomentText::relativeWords(Moment moment) const {
    const qint64 now = m_clock.wallMs();
    const qint64 ago = now - moment.ms();
    if (ago < -msPerMinute || ago > 9 * 24 * msPerHour)
        return {}; // ahead of this clock, or long ago: the date says it
    if (ago < msPerMinute)
        return tr("just now");
    if (ago < msPerHour)
        return tr("%n min ago", nullptr, static_cast<int>(ago / msPerMinute));
    const qint64 days = localTime(moment).date().daysTo(QDateTime::fromMSecsSinceEpoch(now).date());
    // Late yesterday is still "5 h ago" in the small hours; by noon it is "yesterday"
    if (days <= 0 || ago < 6 * msPerHour)
        return tr("%n h ago", nullptr, static_cast<int>(ago / msPerHour));
    if (days == 1)
        return tr("yesterday");
    return days <= 7 ? tr("%n days ago", nullptr, static_cast<int>(days)) : QString();
}

QString MomentText::exact(Moment moment) const {
    if (!moment.isKnown())
        return date(moment);
    const QDateTime local = localTime(moment);
    const QDateTime utc = utcTime(moment);
    const auto line = [this](const QDateTime& time, const QString& zone) {
        return QStringLiteral("%1, %2 %3").arg(date(time.date()), time.toString(QStringLiteral("HH:mm:ss")), zone);
    };
    const QString here = line(local, local.timeZoneAbbreviation());
    const QString there = line(utc, QStringLiteral("UTC"));
    return here == there ? there : here + u'\n' + there;
}

QString MomentText::iso(Moment moment) {
    if (!moment.isKnown())
        return moment.isNever() ? neverWord() : QString();
    return utcTime(moment).toString(moment.ms() % 1000 == 0 ? Qt::ISODate : Qt::ISODateWithMs);
}

} // namespace wallaroo::models
