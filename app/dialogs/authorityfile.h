#pragma once

#include "base/error.h"

#include <QDateTime>
#include <QList>
#include <QSslCertificate>

namespace wallaroo {

/// A certificate of a file that somebody wants to trust, ready to be shown: texts are safe for one line.
struct Authority {
    QSslCertificate certificate;
    QString subject; ///< "Example Corp CA, Example Corp"
    QString issuer;  ///< empty when signed by itself
    QString sha256;  ///< "AB:CD:…", of the whole certificate (DER)
    /// Why it cannot be trusted: expired, not yet valid, not a CA. Empty: it can.
    QString refusal;

    [[nodiscard]] bool isUsable() const { return refusal.isEmpty(); }
};

inline constexpr qint64 maxAuthorityFileBytes = 1024 * 1024;
inline constexpr qsizetype maxAuthorities = 16;

/// The certificates of a PEM or DER file, each once, in its order. At least one is usable, else the error says why none
/// is. FileFailed when it cannot be read; BadInput when it is too large, holds no certificate or more than
/// maxAuthorities.
///
/// A CA is what its basic constraints call one (RFC 5280 §4.2.1.9); a certificate that signed itself stands for itself
/// alone and is taken too, since many private instances have nothing else.
[[nodiscard]] Result<QList<Authority>> readAuthorities(const QString& path, const QDateTime& now);

/// One that a server showed, to be compared; `refusal` stays empty.
[[nodiscard]] Authority shownCertificate(const QSslCertificate& certificate);

/// The usable ones, as a profile keeps them.
[[nodiscard]] QByteArray pemOf(const QList<Authority>& authorities);

/// What a profile trusts, to be read: subject, validity and SHA-256 of each; empty where it trusts none of its own.
[[nodiscard]] QString authorityWords(const QByteArray& pem);
/// The same with the one certificate that a profile accepts where it has one.
[[nodiscard]] QString trustWords(const QByteArray& authoritiesPem, const QByteArray& pinnedPem);

} // namespace wallaroo
