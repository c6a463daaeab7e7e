#include "http/errors.h"

#include "base/displaytext.h"
#include "http/errorbody.h"
#include "http/errortexts.h"
#include "http/headers.h"

#include <QDateTime>
#include <QStringList>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::http {
namespace {

QString verb(Method method) {
    switch (method) {
    case Method::Get:
        return u"GET"_s;
    case Method::Post:
        return u"POST"_s;
    case Method::Put:
        return u"PUT"_s;
    case Method::Delete:
        return u"DELETE"_s;
    }
    return {};
}

/// For support: what, where, when, how long. Never a header, a body, a query or user info (rules 40, 61).
QString detailsOf(const CallReport& report, const QString& note) {
    const QUrl shownUrl = report.url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    QStringList lines{verb(report.method) + u' ' + displayText(shownUrl.toDisplayString())};
    lines << u"request: "_s + report.name;
    lines << (report.status == 0 ? u"status: none"_s : u"status: %1"_s.arg(report.status));
    if (!report.contentType.isEmpty())
        lines << u"type: "_s + displayText(QString::fromLatin1(report.contentType), 100);
    lines << u"received: %1 bytes"_s.arg(report.bytes);
    lines << u"took: %1 ms, %2 sent"_s.arg(report.elapsedMs).arg(report.requestsSent);
    if (!report.requestId.isEmpty())
        lines << u"request id: "_s + displayText(QString::fromLatin1(report.requestId), 64);
    if (!note.isEmpty())
        lines << note;
    lines << u"at: "_s + QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    return lines.join(u'\n');
}

ErrorKind kindOf(int status) {
    switch (status) {
    case 401:
        return ErrorKind::Unauthorized;
    case 403:
        return ErrorKind::NotAllowed;
    case 404:
    case 405:
        return ErrorKind::NotOffered;
    case 407:
        return ErrorKind::ProxyFailed;
    case 429:
        return ErrorKind::TooManyRequests;
    case 502:
    case 503:
    case 504:
        return ErrorKind::ServerBusy;
    default:
        break;
    }
    if (status >= 500)
        return ErrorKind::ServerFailed;
    return status >= 400 ? ErrorKind::Refused : ErrorKind::UnexpectedShape;
}

/// Plain http at a port for https, as nginx, Apache and Go answer it.
bool saysWantsTls(const CallReport& report, QByteArrayView body) {
    if (report.status != 400 || report.url.scheme() != "http"_L1)
        return false;
    const QByteArray said = body.toByteArray().toLower();
    return said.contains("plain http request was sent to https port")
           || said.contains("speaking plain http to an ssl-enabled server port")
           || said.contains("client sent an http request to an https server");
}

} // namespace

CallReport reportOf(const Request& request) {
    CallReport report;
    report.name = request.name;
    report.method = request.method;
    report.effect = request.effect;
    report.url = request.url;
    report.credentials = mediaType(request.contentType) == "application/x-www-form-urlencoded";
    return report;
}

Error callError(ErrorKind kind, const CallReport& report, const QString& subject, const QString& note) {
    const ErrorText text = errorText(kind, report, subject);
    Error error;
    error.kind = kind;
    error.sentence = text.sentence;
    error.advice = text.advice;
    error.details = detailsOf(report, note);
    error.httpStatus = report.status;
    error.retryAfterSeconds = report.retryAfterSeconds;
    return error;
}

Error statusError(const CallReport& report, QByteArrayView body) {
    if (saysWantsTls(report, body)) {
        Error error = callError(ErrorKind::NotHttp, report);
        ErrorText text = wantsTlsText(report);
        error.sentence = std::move(text.sentence);
        error.advice = std::move(text.advice);
        return error;
    }
    const ErrorBody read = readErrorBody(body, report.contentType, report.credentials);
    QString note;
    if (!read.code.isEmpty())
        note = u"error: "_s + read.code;
    if (!read.text.isEmpty() && read.text != read.code)
        note += (note.isEmpty() ? u""_s : u"\n"_s) + u"server: "_s + read.text;
    Error error = callError(kindOf(report.status), report, read.text, note);
    error.serverCode = read.code;
    error.serverText = read.text;
    return error;
}

} // namespace wallaroo::http
