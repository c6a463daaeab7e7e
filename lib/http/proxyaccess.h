#pragma once

#include "base/secret.h"

#include <QList>
#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QObject>

#include <map>
#include <memory>
#include <set>

namespace wallaroo::http {

/// User names and passwords for the proxies that ask for them (407, RFC 9110 §15.5.8), for all transports of a program;
/// in memory only. A call that a proxy sent back waits until a person has answered: nothing of it has gone out. Proxies
/// are named as by Transport::proxyFor(), "host:port".
class ProxyAccess final : public QObject {
    Q_OBJECT
public:
    struct Login {
        QString user;
        Secret password;
        quint64 number = 0; ///< counts what was given, over all proxies; 0: nothing
    };

    using QObject::QObject;

    [[nodiscard]] Login loginFor(const QString& proxy) const;

    /// Whether a person said no: not asked again before allowAsking().
    [[nodiscard]] bool isDeclined(const QString& proxy) const { return m_declined.count(proxy) > 0; }

    /// A call waits. One question however many do. refused: what it came with was not accepted.
    void ask(const QString& proxy, bool refused);
    void give(const QString& proxy, const QString& user, const Secret& password);
    void decline(const QString& proxy);

    /// Nobody will answer any more: declined, unless it was answered.
    void dropQuestion(const QString& proxy);

    /// How often something was given.
    [[nodiscard]] quint64 given() const { return m_given; }

    /// A person wants something of the network again.
    void allowAsking() { m_declined.clear(); }

    /// Forgets all of them.
    void forget() { m_logins.clear(); }

    /// What managers ask for the way to a server: as the system says, with what is known here. `access` may be null, or
    /// go before the factory.
    [[nodiscard]] static std::unique_ptr<QNetworkProxyFactory> factory(const ProxyAccess* access);

Q_SIGNALS:
    /// A person is to be asked; ends in give() or decline().
    void needed(const QString& proxy, bool refused);
    void answered(const QString& proxy, bool given);

private:
    std::map<QString, Login> m_logins;
    std::set<QString> m_asking;
    std::set<QString> m_declined;
    quint64 m_given = 0;
};

/// "host:port".
[[nodiscard]] QString nameOf(const QNetworkProxy& proxy);

} // namespace wallaroo::http
