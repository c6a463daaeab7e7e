#include "http/tlscheck.h"

#include "base/displaytext.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QHostAddress>
#include <QLocale>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::http {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(Transport)
};

bool isAboutAuthority(QSslError::SslError error) {
    switch (error) {
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::CertificateUntrusted:
        return true;
    default:
        return false;
    }
}

QString firstOf(const QStringList& common, const QStringList& organisation) {
    const QStringList all = common + organisation;
    return all.isEmpty() ? QString() : displayText(all.front(), 100);
}

QString issuerOf(const QSslCertificate& certificate) {
    return firstOf(certificate.issuerInfo(QSslCertificate::CommonName),
                   certificate.issuerInfo(QSslCertificate::Organization));
}

QString dateText(const QDateTime& date) {
    return QLocale().toString(date.toLocalTime().date(), QLocale::ShortFormat);
}

QString otherHostText(const QSslCertificate& certificate) {
    const auto names = certificate.subjectAlternativeNames();
    QStringList shown;
    for (const QString& name : names) {
        if (shown.size() < 3)
            shown << displayText(name, 100);
    }
    if (shown.isEmpty())
        return Say::tr("it names no host");
    if (names.size() > shown.size())
        shown << u"…"_s;
    return Say::tr("it is for %1").arg(shown.join(u", "_s));
}

QString reasonText(const QSslError& error) {
    switch (error.error()) {
    case QSslError::CertificateExpired:
        return Say::tr("it ended on %1").arg(dateText(error.certificate().expiryDate()));
    case QSslError::CertificateNotYetValid:
        return Say::tr("it begins on %1").arg(dateText(error.certificate().effectiveDate()));
    case QSslError::HostNameMismatch:
        return otherHostText(error.certificate());
    default:
        return displayText(error.errorString(), 200);
    }
}

/// One label of a pattern may be "*", the first, and stands for exactly one label (RFC 9525 §6.3).
bool dnsMatches(const QString& pattern, const QString& host) {
    if (!pattern.startsWith("*."_L1))
        return pattern.compare(host, Qt::CaseInsensitive) == 0;
    const qsizetype dot = host.indexOf(u'.');
    return dot > 0 && pattern.count(u'.') >= 2
           && QStringView(pattern).sliced(1).compare(QStringView(host).sliced(dot), Qt::CaseInsensitive) == 0;
}

} // namespace

TlsVerdict judgeTlsErrors(const QList<QSslError>& errors) {
    TlsVerdict verdict;
    bool selfSigned = false;
    QStringList wrong;
    for (const QSslError& error : errors) {
        const QString reason = reasonText(error);
        if (!verdict.refusal.reasons.contains(reason))
            verdict.refusal.reasons << reason;
        if (!isAboutAuthority(error.error())) {
            wrong << reason;
            continue;
        }
        selfSigned = selfSigned || error.error() == QSslError::SelfSignedCertificate;
        if (verdict.refusal.issuer.isEmpty())
            verdict.refusal.issuer = issuerOf(error.certificate());
    }
    if (wrong.isEmpty() && !errors.isEmpty()) {
        verdict.kind = ErrorKind::UnknownAuthority;
        verdict.refusal.unknownAuthority = true;
        verdict.subject = selfSigned ? QString() : verdict.refusal.issuer;
    } else {
        verdict.subject = wrong.join(u", "_s);
    }
    return verdict;
}

bool areAboutAuthority(const QList<QSslError>& errors) {
    return std::all_of(errors.begin(), errors.end(),
                       [](const QSslError& error) { return isAboutAuthority(error.error()); });
}

QString fingerprintOf(const QSslCertificate& certificate) {
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
}

TlsVerdict otherThanPinnedVerdict(const QSslCertificate& certificate) {
    TlsVerdict verdict;
    verdict.isOtherThanPinned = true;
    verdict.subject = fingerprintOf(certificate);
    verdict.refusal.issuer = issuerOf(certificate);
    verdict.refusal.reasons << u"another certificate than the one that is trusted"_s;
    return verdict;
}

TlsVerdict otherHostVerdict(const QSslCertificate& certificate) {
    TlsVerdict verdict;
    verdict.subject = otherHostText(certificate);
    verdict.refusal.issuer = issuerOf(certificate);
    verdict.refusal.reasons << verdict.subject;
    return verdict;
}

bool namesHost(const QSslCertificate& certificate, const QString& host) {
    const auto names = certificate.subjectAlternativeNames();
    const QHostAddress address(host);
    if (!address.isNull()) {
        const QStringList addresses = names.values(QSsl::IpAddressEntry);
        return std::any_of(addresses.begin(), addresses.end(),
                           [&](const QString& name) { return QHostAddress(name) == address; });
    }
    const QString encoded = QString::fromLatin1(QUrl::toAce(host));
    const QStringList hosts = names.values(QSsl::DnsEntry);
    return std::any_of(hosts.begin(), hosts.end(), [&](const QString& name) { return dnsMatches(name, encoded); });
}

} // namespace wallaroo::http
