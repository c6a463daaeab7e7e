#pragma once

#include "http/pin.h"
#include "http/proxyaccess.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QSslConfiguration>

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace wallaroo::http {

class Call;

/// One connection pool and the queue before it. As many calls as its managers have connections to a host are under way;
/// the others wait here, where no deadline runs and cancelling costs nothing.
class LanePool final : public QObject {
    Q_OBJECT
public:
    /// Qt opens six connections to a host for each manager.
    static constexpr int perManager = 6;

    /// access: who knows about proxies that ask for a sign-in; may be null.
    LanePool(int managers, ProxyAccess* access, Pin pin)
        : m_pools(static_cast<std::size_t>(managers)),
          m_access(access),
          m_pin(std::move(pin)),
          m_logins(access ? access->given() : 0) {}

    /// Starts the call now or when its turn comes.
    void enter(Call* call);
    void leave(Call* call);
    /// Lets calls start; until then they wait.
    void open(std::optional<QSslConfiguration> tls);

    /// Lets none start any more: the end is near.
    void close() { m_open = false; }

    /// The one with the most free connections, for a call that begins; it is busier by one until release().
    [[nodiscard]] QNetworkAccessManager& acquire();
    void release(const QNetworkAccessManager& manager);
    [[nodiscard]] std::unique_ptr<QNetworkAccessManager> freshManager() const;

    [[nodiscard]] ProxyAccess* proxyAccess() const { return m_access; }

    /// ProxyAccess::given() when this began: its connections know none after that.
    [[nodiscard]] quint64 logins() const { return m_logins; }

    /// What handshakes use; nothing: Qt's default, which reads the system's authorities as they are needed.
    [[nodiscard]] const std::optional<QSslConfiguration>& tls() const { return m_tls; }

    [[nodiscard]] const Pin& pin() const { return m_pin; }

private:
    struct Pool {
        std::unique_ptr<QNetworkAccessManager> manager;
        int busy = 0;
    };

    void startNext();

    [[nodiscard]] int mostRunning() const { return perManager * static_cast<int>(m_pools.size()); }

    std::vector<Pool> m_pools;
    QPointer<ProxyAccess> m_access;
    Pin m_pin;
    quint64 m_logins;
    std::optional<QSslConfiguration> m_tls;
    std::deque<Call*> m_waiting;
    int m_running = 0;
    bool m_open = false;
};

} // namespace wallaroo::http
