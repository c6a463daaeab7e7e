#include "api/certsapi.h"

#include "http/errors.h"
#include "http/headers.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::api {

http::Handle CertsApi::fetch(QObject* context, Done done) {
    http::Request request;
    request.name = u"certs"_s;
    request.method = http::Method::Get;
    request.url = m_instance.openIdConnect(u"certs"_s);
    request.effect = http::Effect::Reads;
    request.contentType.clear();
    request.totalTimeout = std::chrono::seconds(30);
    request.maxBytes = 256 * 1024;
    const http::CallReport sent = http::reportOf(request);
    auto answered = [sent, done = std::move(done)](Result<http::Response> response) {
        if (!response)
            return done(tl::unexpected(response.error()));
        if (http::isWebPage(response->contentType))
            return done(tl::unexpected(http::callError(ErrorKind::WebPage, sent)));
        done(std::move(response->body));
    };
    return m_sender->send(std::move(request), context, std::move(answered));
}

} // namespace wallaroo::api
