#include "http/proxyaccess.h"

#include <QPointer>

namespace wallaroo::http {
namespace {

class KnownProxies final : public QNetworkProxyFactory {
public:
    explicit KnownProxies(const ProxyAccess* access) : m_access(access) {}

    Q_DISABLE_COPY_MOVE(KnownProxies)

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override {
        auto proxies = proxyForQuery(query);
        if (!m_access)
            return proxies;
        for (QNetworkProxy& proxy : proxies) {
            const auto login = m_access->loginFor(nameOf(proxy));
            if (login.number == 0)
                continue;
            proxy.setUser(login.user);
            proxy.setPassword(QString::fromUtf8(login.password.reveal()));
        }
        return proxies;
    }

private:
    QPointer<const ProxyAccess> m_access;
};

} // namespace

QString nameOf(const QNetworkProxy& proxy) {
    return proxy.hostName() + QLatin1Char(':') + QString::number(proxy.port());
}

ProxyAccess::Login ProxyAccess::loginFor(const QString& proxy) const {
    const auto found = m_logins.find(proxy);
    return found == m_logins.end() ? Login() : found->second;
}

void ProxyAccess::ask(const QString& proxy, bool refused) {
    if (m_asking.insert(proxy).second)
        Q_EMIT needed(proxy, refused);
}

void ProxyAccess::give(const QString& proxy, const QString& user, const Secret& password) {
    m_asking.erase(proxy);
    m_declined.erase(proxy);
    m_logins[proxy] = {user, password, ++m_given};
    Q_EMIT answered(proxy, true);
}

void ProxyAccess::decline(const QString& proxy) {
    m_asking.erase(proxy);
    m_declined.insert(proxy);
    Q_EMIT answered(proxy, false);
}

void ProxyAccess::dropQuestion(const QString& proxy) {
    if (m_asking.count(proxy) > 0)
        decline(proxy);
}

std::unique_ptr<QNetworkProxyFactory> ProxyAccess::factory(const ProxyAccess* access) {
    return std::make_unique<KnownProxies>(access);
}

} // namespace wallaroo::http
