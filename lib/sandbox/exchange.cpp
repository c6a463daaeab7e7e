#include "sandbox/exchange.h"

namespace wallaroo::sandbox {

namespace {

Reply reply(int status, std::string contentType, std::string body) {
    Reply made;
    made.status = status;
    made.contentType = std::move(contentType);
    made.body = std::move(body);
    return made;
}

} // namespace

Reply jsonReply(int status, std::string body) {
    return reply(status, "application/json", std::move(body));
}

Reply textReply(int status, std::string text) {
    return reply(status, "text/plain", std::move(text));
}

Reply htmlReply(int status, const std::string& title, const std::string& sentence) {
    return reply(status, "text/html;charset=utf-8",
                 "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title
                     + "</title></head>\n<body><h1>" + title + "</h1><p>" + sentence + "</p></body></html>\n");
}

Reply emptyReply(int status) {
    return reply(status, {}, {});
}

} // namespace wallaroo::sandbox
