#pragma once

#include "base/clock.h"
#include "domain/user.h"

#include <QCoreApplication>
#include <QDate>
#include <QLocale>

namespace wallaroo::models {

/// Moments in words, for cells, tooltips and copies. Local time is that of this computer.
class MomentText {
    Q_DECLARE_TR_FUNCTIONS(MomentText)
public:
    explicit MomentText(const Clock& clock, const QLocale& locale = QLocale());

    /// "just now", "3 min ago", "2 h ago", "yesterday", "6 days ago", from then on the date; "never"; "not told".
    [[nodiscard]] QString relative(Moment moment) const;
    /// "14 Aug 2026" in the locale's order; "never"; "not told".
    [[nodiscard]] QString date(Moment moment) const;

    [[nodiscard]] QString date(QDate date) const { return m_locale.toString(date, m_dateFormat); }

    /// The same for who has no clock.
    [[nodiscard]] static QString dateIn(const QLocale& locale, QDate date);

    /// Whether relative() is a date rather than something that changes by itself.
    [[nodiscard]] bool isDate(Moment moment) const;
    /// Two lines: local time with its zone, and UTC; one where they are the same. The word alone for a moment that is
    /// not known.
    [[nodiscard]] QString exact(Moment moment) const;
    /// ISO 8601 in UTC, for copies; "never"; empty when not told.
    [[nodiscard]] static QString iso(Moment moment);

    [[nodiscard]] static QString neverWord();
    [[nodiscard]] static QString notToldWord();

private:
    /// Empty when it is to be a date.
    [[nodiscard]] QString relativeWords(Moment moment) const;

    const Clock& m_clock;
    QLocale m_locale;
    QString m_dateFormat;
};

} // namespace wallaroo::models
