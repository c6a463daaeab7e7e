#include "api/answer.h"

#include "http/headers.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::api {

Receipt receiptOf(const http::Response& response) {
    return {response.requestId, response.sentAgain};
}

http::CallReport reportOf(http::CallReport sent, const http::Response& response) {
    sent.status = response.status;
    sent.contentType = response.contentType;
    sent.requestId = response.requestId;
    sent.bytes = response.bytes;
    sent.elapsedMs = response.elapsedMs;
    sent.requestsSent = response.requestsSent;
    return sent;
}

Result<QJsonObject> readObject(const http::Response& response, const http::CallReport& sent) {
    const http::CallReport report = reportOf(sent, response);
    if (http::isWebPage(response.contentType))
        return tl::unexpected(http::callError(ErrorKind::WebPage, report));
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(response.body, &fault);
    if (fault.error != QJsonParseError::NoError)
        return tl::unexpected(http::callError(ErrorKind::Damaged, report, {}, u"json: "_s + fault.errorString()));
    if (!document.isObject())
        return tl::unexpected(http::callError(ErrorKind::UnexpectedShape, report, {}, u"json: no object"_s));
    return document.object();
}

http::Request changeRequest(const QString& name, const QUrl& url, Secret body, http::Lane lane) {
    http::Request request;
    request.name = name;
    request.url = url;
    request.body = std::move(body);
    request.lane = lane;
    request.totalTimeout = std::chrono::seconds(30);
    request.maxBytes = 1024LL * 1024;
    return request;
}

http::Request changeRequest(const QString& name, const QUrl& url, const QJsonObject& body, http::Lane lane) {
    QByteArray json = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return changeRequest(name, url, Secret::taking(json), lane);
}

http::Handle sendForReceipt(http::Sender& sender, http::Request request, QObject* context, Explain explain,
                            ReceiptDone done) {
    const http::CallReport sent = http::reportOf(request);
    auto answered = [sent, explain = std::move(explain),
                     done = std::move(done)](const Result<http::Response>& response) {
        if (!response)
            return done(tl::unexpected(explain ? explain(response.error()) : response.error()));
        if (http::isWebPage(response->contentType))
            return done(tl::unexpected(http::callError(ErrorKind::WebPage, reportOf(sent, *response))));
        done(receiptOf(*response));
    };
    return sender.send(std::move(request), context, std::move(answered));
}

} // namespace wallaroo::api
