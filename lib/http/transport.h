#pragma once

#include "http/sender.h"

#include <QSslCertificate>
#include <QStringList>

class QNetworkAccessManager;

namespace wallaroo::http {

class ProxyAccess;

/// What a failed handshake showed, for "signed by 'Example Corp CA', unknown to this computer".
struct TlsRefusal {
    QString issuer; ///< common name or organisation of the authority that signed
    QStringList reasons;
    bool unknownAuthority = false; ///< true: a CA file would help, or a pin
    QSslCertificate certificate{}; ///< of the server, as shown; null where it showed none
};

/// The only owner of QNetworkAccessManagers: every request of the program goes through here with the same policy
/// (reference/security-rules.md rules 1–14): manual redirects, HTTP/2 off below Qt 6.7.3, cookies and cached
/// credentials off, no cache, identity encoding, idle and total deadline, caps, length check, https only but for
/// loopback, TLS errors final, a one-shot upload device for every request, so that Qt sends none of them twice.
///
/// Costs the window's thread 6 ms at the first https request (Qt's TLS defaults), 4 ms a turn while the system's
/// authorities are read beside a CA file, and under 1 ms per 512 KiB of a 45 MB list (Qt 6.4.2, CPU time); handshakes
/// and decryption run in Qt's own thread.
///
/// One per profile: nothing is shared between accounts. Created cheaply: managers and TLS are set up by the first
/// request.
class Transport final : public QObject, public Sender {
    Q_OBJECT
public:
    explicit Transport(QObject* parent = nullptr);
    ~Transport() override;

    Handle send(Request request, QObject* context, Done done) override;
    Handle stream(Request request, std::shared_ptr<BodySink> sink, QObject* context, Done done) override;

    /// Trusted in addition to the system's store, for this transport's servers (a profile's CA file). Counts for
    /// requests sent from now on.
    void setExtraAuthorities(const QList<QSslCertificate>& authorities);
    /// The one certificate to accept from this host, whoever signed it; every other one is refused with both
    /// fingerprints, before a byte of the request is sent (rule 56). Its dates and its names count all the same. Null:
    /// none. Counts for requests sent from now on.
    void setPin(const QString& host, const QSslCertificate& certificate);
    /// Where a call waits that a proxy sent back for want of a sign-in (407). Outlives the transport; without it such a
    /// call fails.
    void setProxyAccess(ProxyAccess& access);
    /// The last handshake that failed, while a request with UnknownAuthority or WrongCertificate is being reported.
    [[nodiscard]] TlsRefusal lastTlsRefusal() const;
    /// Cancels all requests, closes all connections, forgets TLS sessions (after sign-out).
    void reset();

    /// https, or http to a loopback literal (127.0.0.0/8, ::1, localhost); no user info, no fragment. A query is
    /// allowed here: whoever takes a base address from a person refuses it there.
    [[nodiscard]] static bool mayBeCalled(const QUrl& url);
    /// The name of the proxy the system would use for this address, empty when none (rule 59).
    [[nodiscard]] static QString proxyFor(const QUrl& url);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace wallaroo::http
