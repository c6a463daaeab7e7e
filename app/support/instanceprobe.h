#pragma once

#include "api/tokenapi.h"
#include "base/error.h"
#include "domain/instance.h"
#include "http/proxyaccess.h"
#include "http/transport.h"

#include <QObject>
#include <QSslCertificate>

#include <memory>

namespace wallaroo {

/// Looks at an address while it is being typed: fetches the discovery document, never with credentials. Its transport
/// is its own and is made by the first look, so that nothing TLS happens before the first paint.
class InstanceProbe final : public QObject {
    Q_OBJECT
public:
    explicit InstanceProbe(QObject* parent = nullptr);
    ~InstanceProbe() override;

    /// Cancels the look before. Ends in reached() or failed().
    void look(const Instance& instance, const QList<QSslCertificate>& authorities, const QSslCertificate& pinned);
    void cancel();

    /// Outlives the probe. Before the first look.
    void setProxyAccess(http::ProxyAccess& access) { m_access = &access; }

    /// A person wants to be asked by a proxy that they declined.
    void allowAsking();

    /// Who signed the certificate that was refused, after failed() with UnknownAuthority or WrongCertificate.
    [[nodiscard]] http::TlsRefusal tlsRefusal() const;

Q_SIGNALS:
    void reached(const wallaroo::Instance& instance, const wallaroo::api::Discovery& discovery);
    void failed(const wallaroo::Instance& instance, const wallaroo::Error& error);

private:
    http::ProxyAccess* m_access = nullptr;
    std::unique_ptr<http::Transport> m_transport;
    std::unique_ptr<api::TokenApi> m_api;
    QList<QSslCertificate> m_authorities; ///< what m_transport trusts besides the system
    QSslCertificate m_pinned;             ///< what alone it accepts at the host that was looked at
    http::Handle m_running;
};

} // namespace wallaroo
