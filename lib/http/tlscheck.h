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
    bool isOtherThanPinned = false; ///< then the subject is the fingerprint of what was shown
};

[[nodiscard]] TlsVerdict judgeTlsErrors(const QList<QSslError>& errors);
/// Whether all that is wrong is that nobody known signed it: what a pin stands in for (rule 56), and nothing else.
[[nodiscard]] bool areAboutAuthority(const QList<QSslError>& errors);
/// "AB:CD:…", SHA-256 of the whole certificate (DER).
[[nodiscard]] QString fingerprintOf(const QSslCertificate& certificate);
[[nodiscard]] TlsVerdict otherThanPinnedVerdict(const QSslCertificate& certificate);
[[nodiscard]] TlsVerdict otherHostVerdict(const QSslCertificate& certificate);

/// Whether a subject alternative name names this host (RFC 9525 §6). The common name does not count: Qt 6.4 takes it
/// even when the alternative names say otherwise (measured), so this is asked again after every handshake.
[[nodiscard]] bool namesHost(const QSslCertificate& certificate, const QString& host);

} // namespace wallaroo::http
