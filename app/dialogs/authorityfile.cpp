#include "dialogs/authorityfile.h"

#include "base/displaytext.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QSslCertificateExtension>

#include <algorithm>

namespace wallaroo {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::AuthorityFile)
};

QString nameOf(const QStringList& commonName, const QStringList& organisation) {
    QStringList parts;
    for (const QString& part : commonName + organisation) {
        if (!part.isEmpty() && !parts.contains(part))
            parts << part;
    }
    return isolatedText(parts.join(QStringLiteral(", ")), 160);
}

/// RFC 5280 §4.2.1.9. A certificate without the extension (version 1) is no CA.
bool isAuthority(const QSslCertificate& certificate) {
    const auto extensions = certificate.extensions();
    return std::any_of(extensions.begin(), extensions.end(), [](const QSslCertificateExtension& extension) {
        return extension.oid() == QLatin1String("2.5.29.19")
               && extension.value().toMap().value(QStringLiteral("ca")).toBool();
    });
}

QString day(const QDateTime& moment) {
    return QLocale().toString(moment.date(), QLocale::ShortFormat);
}

QString refusalOf(const QSslCertificate& certificate, const QString& subject, const QDateTime& now) {
    if (now > certificate.expiryDate())
        return Say::tr("“%1” expired on %2.").arg(subject, day(certificate.expiryDate()));
    if (now < certificate.effectiveDate())
        return Say::tr("“%1” is not valid before %2.").arg(subject, day(certificate.effectiveDate()));
    if (!isAuthority(certificate) && !certificate.isSelfSigned())
        return Say::tr("“%1” is not a CA: it cannot vouch for an instance.").arg(subject);
    return {};
}

Authority describe(const QSslCertificate& certificate, const QDateTime& now) {
    Authority authority = shownCertificate(certificate);
    authority.refusal = refusalOf(certificate, authority.subject, now);
    return authority;
}

QList<QSslCertificate> certificatesIn(const QByteArray& bytes) {
    QList<QSslCertificate> found;
    const auto all = bytes.contains("-----BEGIN ") ? QSslCertificate::fromData(bytes, QSsl::Pem)
                                                   : QSslCertificate::fromData(bytes, QSsl::Der);
    for (const QSslCertificate& certificate : all) {
        if (!certificate.isNull() && !found.contains(certificate))
            found << certificate;
    }
    return found;
}

Result<QByteArray> contentsOf(const QString& path, const QString& name) {
    QFile file(path);
    // A pipe or a device would never end.
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::FileFailed, Say::tr("%1 cannot be read.").arg(name),
                       Say::tr("Check that it is a file and that you may read it."), file.errorString());
    const QByteArray bytes = file.read(maxAuthorityFileBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorKind::FileFailed, Say::tr("%1 cannot be read.").arg(name), {}, file.errorString());
    if (bytes.size() > maxAuthorityFileBytes)
        return failure(ErrorKind::BadInput, Say::tr("%1 is too large for a CA file.").arg(name),
                       Say::tr("Choose a PEM or DER file of at most 1 MiB."));
    return bytes;
}

} // namespace

Authority shownCertificate(const QSslCertificate& certificate) {
    Authority authority;
    authority.certificate = certificate;
    authority.subject = nameOf(certificate.subjectInfo(QSslCertificate::CommonName),
                               certificate.subjectInfo(QSslCertificate::Organization));
    if (authority.subject.isEmpty())
        authority.subject = Say::tr("(no name)", "a certificate whose subject is empty");
    if (!certificate.isSelfSigned()) {
        authority.issuer = nameOf(certificate.issuerInfo(QSslCertificate::CommonName),
                                  certificate.issuerInfo(QSslCertificate::Organization));
    }
    authority.sha256 = QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
    return authority;
}

Result<QList<Authority>> readAuthorities(const QString& path, const QDateTime& now) {
    const QString name = isolatedText(QFileInfo(path).fileName(), 80);
    const auto bytes = contentsOf(path, name);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto certificates = certificatesIn(*bytes);
    if (certificates.isEmpty())
        return failure(ErrorKind::BadInput, Say::tr("%1 holds no certificate.").arg(name),
                       Say::tr("Choose the CA file of the instance, in PEM or DER form."));
    if (certificates.size() > maxAuthorities)
        return failure(
            ErrorKind::BadInput, Say::tr("%1 holds %2 certificates.").arg(name).arg(certificates.size()),
            Say::tr("Choose a file with the CA of this instance alone, %1 certificates at most.").arg(maxAuthorities));
    QList<Authority> authorities;
    for (const QSslCertificate& certificate : certificates)
        authorities << describe(certificate, now);
    if (std::none_of(authorities.begin(), authorities.end(), [](const Authority& one) { return one.isUsable(); }))
        return failure(ErrorKind::BadInput, authorities.constFirst().refusal,
                       Say::tr("Ask the administrator of the instance for its CA file."));
    return authorities;
}

QByteArray pemOf(const QList<Authority>& authorities) {
    QByteArray pem;
    for (const Authority& authority : authorities) {
        if (authority.isUsable())
            pem += authority.certificate.toPem();
    }
    return pem;
}

QString trustWords(const QByteArray& authoritiesPem, const QByteArray& pinnedPem) {
    QString authorities = authorityWords(authoritiesPem);
    if (pinnedPem.isEmpty())
        return authorities;
    const QString pinned = Say::tr("this certificate alone:") + u'\n' + authorityWords(pinnedPem);
    return authorities.isEmpty() ? pinned : pinned + u'\n' + authorities;
}

QString authorityWords(const QByteArray& pem) {
    QStringList words;
    const auto certificates = pem.isEmpty() ? QList<QSslCertificate>() : certificatesIn(pem);
    for (const QSslCertificate& certificate : certificates) {
        const auto authority = shownCertificate(certificate);
        //: a certificate: its subject, two dates, its fingerprint
        words << Say::tr("%1\nvalid %2 to %3\nSHA-256 %4")
                     .arg(authority.subject, day(certificate.effectiveDate()), day(certificate.expiryDate()),
                          authority.sha256);
    }
    return words.join(u'\n');
}

} // namespace wallaroo
