#include "support/instanceprobe.h"

namespace wallaroo {

InstanceProbe::InstanceProbe(QObject* parent) : QObject(parent) {
}

InstanceProbe::~InstanceProbe() {
    cancel();
}

void InstanceProbe::look(const Instance& instance, const QList<QSslCertificate>& authorities,
                         const QSslCertificate& pinned) {
    cancel();
    if (!m_transport) {
        m_transport = std::make_unique<http::Transport>();
        if (m_access)
            m_transport->setProxyAccess(*m_access);
    }
    if (authorities != m_authorities || pinned != m_pinned) {
        // A connection that was refused, or trusted, before must not decide about this look.
        m_transport->reset();
        m_transport->setExtraAuthorities(authorities);
        m_authorities = authorities;
        m_pinned = pinned;
    }
    m_transport->setPin(instance.authBase.host(), pinned);
    m_api = std::make_unique<api::TokenApi>(*m_transport, instance);
    m_running = m_api->discovery(this, [this, instance](const Result<api::Discovery>& found) {
        if (found)
            Q_EMIT reached(instance, *found);
        else
            Q_EMIT failed(instance, found.error());
    });
}

void InstanceProbe::cancel() {
    m_running.cancel();
    m_running = {};
}

void InstanceProbe::allowAsking() {
    if (m_access)
        m_access->allowAsking();
}

http::TlsRefusal InstanceProbe::tlsRefusal() const {
    return m_transport ? m_transport->lastTlsRefusal() : http::TlsRefusal{};
}

} // namespace wallaroo
