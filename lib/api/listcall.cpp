#include "api/listcall.h"

namespace wallaroo::api {

http::Request listRequest(const QString& name, const QUrl& url) {
    http::Request request;
    request.name = name;
    request.url = url;
    request.effect = http::Effect::Reads;
    request.lane = http::Lane::Bulk;
    request.body = Secret("{}");
    request.totalTimeout = std::chrono::seconds(60);
    request.maxBytes = 1024LL * 1024 * 1024;
    return request;
}

} // namespace wallaroo::api
