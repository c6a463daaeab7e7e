#include "http/headers.h"

#include "base/displaytext.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>
#include <QUrl>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::http {
namespace {

constexpr qint64 longestWait = 120;

/// The three forms of RFC 9110 §5.6.7. The day's name is not checked: a server that has it wrong still means the date.
QDateTime httpDate(const QString& text) {
    static constexpr const char16_t* formats[] = {u"dd MMM yyyy HH:mm:ss 'GMT'", u"dd-MMM-yy HH:mm:ss 'GMT'",
                                                  u"MMM d HH:mm:ss yyyy"};
    const qsizetype dayName = text.indexOf(u' ');
    if (dayName < 0)
        return {};
    const QString rest = text.mid(dayName + 1).simplified();
    for (const char16_t* format : formats) {
        QDateTime read = QLocale::c().toDateTime(rest, QString::fromUtf16(format));
        if (!read.isValid())
            continue;
        if (read.date().year() < 1970) // two digits
            read = read.addYears(100);
        return QDateTime(read.date(), read.time(), QTimeZone::utc());
    }
    return {};
}

} // namespace

QByteArray mediaType(const QByteArray& contentTypeHeader) {
    const qsizetype parameters = contentTypeHeader.indexOf(';');
    return (parameters < 0 ? contentTypeHeader : contentTypeHeader.left(parameters)).trimmed().toLower();
}

bool isJson(const QByteArray& mediaType) {
    return mediaType == "application/json" || mediaType.endsWith("+json");
}

bool mayBeJson(const QByteArray& mediaType) {
    return isJson(mediaType) || mediaType.isEmpty() || mediaType == "text/plain"
           || mediaType == "application/octet-stream";
}

bool isWebPage(const QByteArray& mediaType) {
    return mediaType == "text/html" || mediaType == "application/xhtml+xml";
}

std::optional<int> retryAfter(const QByteArray& header, qint64 nowMsUtc) {
    const QByteArray text = header.trimmed();
    if (text.isEmpty())
        return std::nullopt;
    if (std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        bool fits = false;
        const qint64 seconds = text.toLongLong(&fits);
        return static_cast<int>(fits ? std::min(seconds, longestWait) : longestWait);
    }
    const QDateTime date = httpDate(QString::fromLatin1(text));
    if (!date.isValid())
        return std::nullopt;
    const qint64 seconds = (date.toMSecsSinceEpoch() - nowMsUtc + 999) / 1000;
    return static_cast<int>(std::clamp<qint64>(seconds, 0, longestWait));
}

ContentLength contentLength(const QByteArray& header) {
    if (header.isEmpty())
        return {};
    ContentLength read;
    for (const QByteArray& part : header.split(',')) {
        const QByteArray digits = part.trimmed();
        const bool plain =
            !digits.isEmpty() && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
        bool fits = false;
        const qint64 bytes = digits.toLongLong(&fits);
        if (!plain || !fits || (read.bytes && *read.bytes != bytes))
            return {false, std::nullopt};
        read.bytes = bytes;
    }
    return read;
}

bool isIdentity(const QByteArray& contentEncoding) {
    const QByteArray coding = contentEncoding.trimmed().toLower();
    return coding.isEmpty() || coding == "identity";
}

QString redirectTarget(const QUrl& from, const QByteArray& location) {
    const QUrl to = from.resolved(QUrl::fromEncoded(location));
    return isolatedText(to.host().isEmpty() ? to.scheme() : to.host(), 100);
}

} // namespace wallaroo::http
