#pragma once

#include <QObject>
#include <QSslCertificate>
#include <QTimer>

namespace wallaroo::http {

/// Reads the system's authorities in slices of a few milliseconds.
///
/// Needed only beside authorities of one's own: without, Qt 6 on Linux looks them up in the hashed directory as each
/// handshake needs them (first use measured: 6 ms). Adding one by QSslConfiguration::addCaCertificates() switches that
/// look-up off, so that nothing signed by the system's authorities is accepted any more (measured on 6.4.2), and
/// systemCaCertificates() holds up the window for 75–206 ms. The bundle holds the same 144 certificates: 30 ms, in
/// slices.
class AuthorityReader final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// finished() follows, never from inside here.
    void start();

Q_SIGNALS:
    void finished(const QList<QSslCertificate>& authorities);

private:
    void readSome();

    QByteArray m_pem;
    qsizetype m_at = 0;
    QList<QSslCertificate> m_read;
    QTimer m_next;
};

} // namespace wallaroo::http
