#include "http/authorities.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSslConfiguration>

namespace wallaroo::http {
namespace {

constexpr qint64 msPerTurn = 5;

/// The bundles of Debian, Fedora, openSUSE and Alpine.
QByteArray systemBundle() {
    for (const auto* path : {u"/etc/ssl/certs/ca-certificates.crt", u"/etc/pki/tls/certs/ca-bundle.crt",
                             u"/etc/ssl/ca-bundle.pem", u"/etc/ssl/cert.pem"}) {
        QFile file(QString::fromUtf16(path));
        if (file.open(QIODevice::ReadOnly))
            return file.readAll();
    }
    return {};
}

} // namespace

void AuthorityReader::start() {
    m_next.setInterval(0);
    connect(&m_next, &QTimer::timeout, this, &AuthorityReader::readSome);
    m_next.start();
}

void AuthorityReader::readSome() {
    static const QByteArray endMark = QByteArrayLiteral("-----END CERTIFICATE-----");
    QElapsedTimer clock;
    clock.start();
    if (m_pem.isEmpty())
        m_pem = systemBundle();
    while (clock.elapsed() < msPerTurn) {
        const qsizetype end = m_pem.indexOf(endMark, m_at);
        if (end < 0) {
            m_next.stop();
            if (m_read.isEmpty()) // no bundle where we know one: Qt's own way, at once
                m_read = QSslConfiguration::systemCaCertificates();
            Q_EMIT finished(m_read);
            return;
        }
        const qsizetype next = end + endMark.size();
        m_read += QSslCertificate::fromData(m_pem.mid(m_at, next - m_at), QSsl::Pem);
        m_at = next;
    }
}

} // namespace wallaroo::http
