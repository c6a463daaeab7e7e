#include "http/policy.h"

#include <QHostAddress>
#include <QLibraryInfo>
#include <QVersionNumber>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::http {
namespace {

/// 127.0.0.0/8 and ::1 as written, and the one name. Not what a name resolves to: that is the network's to say.
bool isLoopback(const QString& host) {
    if (host == "localhost"_L1)
        return true;
    const QHostAddress address(host);
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return address.isInSubnet(QHostAddress(u"127.0.0.0"_s), 8);
    return address == QHostAddress(QHostAddress::LocalHostIPv6);
}

/// HPACK overflow (CVE-2023-51714) and decisions made before encrypted() (CVE-2024-39936) are open in older ones,
/// Debian 12's 6.4.2 among them. The Qt that runs counts, not the one compiled against.
bool isHttp2Safe() {
    return QLibraryInfo::version() >= QVersionNumber(6, 7, 3);
}

bool isClean(QByteArrayView header) {
    return std::none_of(header.begin(), header.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
}

} // namespace

bool mayBeCalled(const QUrl& url) {
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasFragment())
        return false;
    if (url.scheme() == "https"_L1)
        return true;
    return url.scheme() == "http"_L1 && isLoopback(url.host());
}

QNetworkRequest networkRequest(const Request& request) {
    QNetworkRequest made(request.url);
    made.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    made.setAttribute(QNetworkRequest::Http2AllowedAttribute, isHttp2Safe());
    made.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    made.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    made.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    made.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    // Named by us, so that Qt leaves the body as it came: its inflater stalls, can be bombed and loses the length (rule
    // 8).
    made.setRawHeader("Accept-Encoding", "identity");
    made.setRawHeader("Accept", request.accept);
    made.setRawHeader("User-Agent", "WallarooAdmin/" WALLAROO_VERSION);
    // Of GET too: without a length of its own Qt leaves the device aside and sends the request twice when the
    // connection drops.
    made.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    if (!request.body.isEmpty())
        made.setRawHeader("Content-Type", request.contentType);
    if (!request.authorization.isEmpty())
        made.setRawHeader("Authorization", request.authorization.reveal().toByteArray());
    return made;
}

bool hasCleanHeaders(const Request& request) {
    return isClean(request.contentType) && isClean(request.accept) && isClean(request.authorization.reveal());
}

QByteArray verbOf(Method method) {
    switch (method) {
    case Method::Get:
        return "GET";
    case Method::Post:
        return "POST";
    case Method::Put:
        return "PUT";
    case Method::Delete:
        return "DELETE";
    }
    return {};
}

} // namespace wallaroo::http
