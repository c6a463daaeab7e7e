#include "http/replyfault.h"

#include <QMetaEnum>

namespace wallaroo::http {

ErrorKind kindOfFault(QNetworkReply::NetworkError error) {
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return ErrorKind::HostNotFound;
    case QNetworkReply::ConnectionRefusedError:
        return ErrorKind::ConnectionRefused;
    case QNetworkReply::TimeoutError:           // of the socket: connecting
    case QNetworkReply::OperationCanceledError: // a timeout inside Qt; our own cancels are not listened to
        return ErrorKind::TookTooLong;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return ErrorKind::ProxyFailed;
    case QNetworkReply::SslHandshakeFailedError: // with a certificate there would have been sslErrors(): this is no TLS
                                                 // at all
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
        return ErrorKind::NotHttp;
    default:
        return ErrorKind::ConnectionLost;
    }
}

QString faultNote(const QNetworkReply& reply) {
    const char* name = QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(reply.error());
    return QStringLiteral("fault: %1 (%2)").arg(QLatin1StringView(name ? name : "unknown")).arg(reply.error());
}

} // namespace wallaroo::http
