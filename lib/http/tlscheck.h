#pragma once

#include "base/error.h"
#include "http/transport.h"

#include <QSslError>

namespace wallaroo::http {

/// Why a handshake was refused: by Qt's errors, or by us because the names do not match.
struct TlsVerdict {
    ErrorKind kind = ErrorKind::WrongCertificate;
    QString subject; ///< for the sentence: the authority, or the reason; empty for a certificate signed by itself
    TlsRefusal refusal;
};

[[nodiscard]] TlsVerdict judgeTlsErrors(const QList<QSslError>& errors);
[[nodiscard]] TlsVerdict otherHostVerdict(const QSslCertificate& certificate);

/// Whether a subject alternative name names this host (RFC 9525 §6). The common name does not count: Qt 6.4 takes it
/// even when the alternative names say otherwise (measured), so this is asked again after every handshake.
[[nodiscard]] bool namesHost(const QSslCertificate& certificate, const QString& host);

} // namespace wallaroo::http
