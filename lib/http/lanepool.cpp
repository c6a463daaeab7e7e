#include "http/lanepool.h"

#include "http/call.h"

#include <algorithm>

namespace wallaroo::http {

void LanePool::enter(Call* call) {
    m_waiting.push_back(call);
    startNext();
}

void LanePool::leave(Call* call) {
    const auto waiting = std::find(m_waiting.begin(), m_waiting.end(), call);
    if (waiting != m_waiting.end()) {
        m_waiting.erase(waiting);
        return;
    }
    --m_running;
    startNext();
}

void LanePool::open(std::optional<QSslConfiguration> tls) {
    m_tls = std::move(tls);
    m_open = true;
    startNext();
}

QNetworkAccessManager& LanePool::acquire() {
    Pool& pool =
        *std::min_element(m_pools.begin(), m_pools.end(), [](const Pool& a, const Pool& b) { return a.busy < b.busy; });
    if (!pool.manager)
        pool.manager = freshManager();
    ++pool.busy;
    return *pool.manager;
}

void LanePool::release(const QNetworkAccessManager& manager) {
    for (Pool& pool : m_pools) {
        if (pool.manager.get() == &manager)
            --pool.busy;
    }
}

std::unique_ptr<QNetworkAccessManager> LanePool::freshManager() const {
    auto manager = std::make_unique<QNetworkAccessManager>();
    manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    manager->setAutoDeleteReplies(false);
    manager->setProxyFactory(ProxyAccess::factory(m_access).release()); // the manager's from now on
    return manager;
}

void LanePool::startNext() {
    while (m_open && m_running < mostRunning() && !m_waiting.empty()) {
        Call* call = m_waiting.front();
        m_waiting.pop_front();
        ++m_running;
        call->start();
    }
}

} // namespace wallaroo::http
