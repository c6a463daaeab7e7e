#include "api/dates.h"

namespace wallaroo::api {
namespace {

/// Reads a text from the left; once something did not fit, nothing fits any more.
class Reading {
public:
    explicit Reading(QByteArrayView text) : m_rest(text) {}

    [[nodiscard]] bool isGood() const { return m_good; }

    [[nodiscard]] bool isAtEnd() const { return m_rest.isEmpty(); }

    /// A number of exactly so many digits.
    int digits(int count) {
        if (m_rest.size() < count)
            m_good = false;
        int number = 0;
        for (int i = 0; m_good && i < count; ++i) {
            m_good = isDigit(m_rest[i]);
            number = number * 10 + (m_rest[i] - '0');
        }
        if (m_good)
            m_rest = m_rest.sliced(count);
        return number;
    }

    /// One of these characters, or 0.
    char oneOf(QByteArrayView characters) {
        if (m_rest.isEmpty() || !characters.contains(m_rest.front()))
            return 0;
        const char c = m_rest.front();
        m_rest = m_rest.sliced(1);
        return c;
    }

    void must(QByteArrayView characters) {
        if (oneOf(characters) == 0)
            fail();
    }

    void fail() { m_good = false; }

    /// The milliseconds of a fraction of 1 to 9 digits.
    int fraction() {
        int ms = 0;
        int count = 0;
        for (; count < m_rest.size() && isDigit(m_rest[count]); ++count) {
            if (count < 3)
                ms = ms * 10 + (m_rest[count] - '0');
        }
        if (count < 1 || count > 9)
            m_good = false;
        m_rest = m_rest.sliced(count);
        for (; count < 3; ++count)
            ms *= 10;
        return ms;
    }

private:
    static bool isDigit(char c) { return c >= '0' && c <= '9'; }

    QByteArrayView m_rest;
    bool m_good = true;
};

int daysInMonth(int year, int month) {
    static constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/// Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March.
qint64 daysFromCivil(int year, int month, int day) {
    const qint64 y = month <= 2 ? year - 1 : year;
    const qint64 era = y / 400;
    const qint64 yearOfEra = y - era * 400;
    const qint64 dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146'097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719'468;
}

/// Minutes east of UTC; Z and nothing are 0.
int offsetMinutes(Reading& reading) {
    const char sign = reading.oneOf("Zz+-");
    if (sign != '+' && sign != '-')
        return 0;
    const int hours = reading.digits(2);
    reading.must(":");
    const int minutes = reading.digits(2);
    if (hours > 23 || minutes > 59)
        reading.fail();
    return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
}

} // namespace

std::optional<qint64> msFromRfc3339(QByteArrayView text) {
    Reading reading(text);
    const int year = reading.digits(4);
    reading.must("-");
    const int month = reading.digits(2);
    reading.must("-");
    const int day = reading.digits(2);
    reading.must("Tt ");
    const int hour = reading.digits(2);
    reading.must(":");
    const int minute = reading.digits(2);
    reading.must(":");
    const int second = reading.digits(2);
    const int ms = reading.oneOf(".") != 0 ? reading.fraction() : 0;
    const int offset = offsetMinutes(reading);
    if (!reading.isGood() || !reading.isAtEnd())
        return std::nullopt;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month) || hour > 23 || minute > 59
        || second > 60) // a leap second
        return std::nullopt;
    const qint64 minutes = (daysFromCivil(year, month, day) * 24 + hour) * 60 + minute - offset;
    return (minutes * 60 + second) * 1000 + ms;
}

} // namespace wallaroo::api
