#include "http/call.h"

#include "base/logging.h"
#include "http/lanepool.h"
#include "http/policy.h"
#include "http/proxyaccess.h"
#include "http/retry.h"
#include "http/transport.h"

#include <QNetworkAccessManager>
#include <QRandomGenerator>

#include <utility>

namespace wallaroo::http {

Call::Call(Request request, std::shared_ptr<BodySink> sink, Listener listener)
    : m_request(std::move(request)),
      m_sink(std::move(sink)),
      m_listener(std::move(listener)) {
    m_pause.setSingleShot(true);
    m_total.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &Call::tryNow);
    connect(&m_total, &QTimer::timeout, this, &Call::onOutOfTime);
    connect(m_listener.context, &QObject::destroyed, this, &Call::cancel);
}

Call::~Call() {
    m_attempt.reset();
    if (m_manager)
        m_lane->release(*m_manager);
    if (m_lane)
        m_lane->leave(this);
}

void Call::cancel() {
    delete this; // nothing after this line; whoever calls into a sink or a callback checks afterwards
}

void Call::enter(std::shared_ptr<LanePool> lane) {
    m_lane = std::move(lane);
    m_lane->enter(this);
}

void Call::start() {
    if (m_request.totalTimeout.count() > 0)
        m_total.start(m_request.totalTimeout);
    tryNow();
}

void Call::refuse(const Error& error) {
    finish(tl::unexpected(error));
}

void Call::tryNow() {
    if (!m_manager)
        m_manager = &m_lane->acquire();
    QNetworkAccessManager* manager = m_manager;
    if (const auto* access = m_lane->proxyAccess())
        m_login = access->loginFor(Transport::proxyFor(m_request.url)).number;
    if (m_sent > 0 || m_login > m_lane->logins()) {
        // The lane's other connections may be as dead as the last one.
        m_attempt.reset();
        m_freshManager = m_lane->freshManager();
        manager = m_freshManager.get();
        if (m_sink)
            m_sink->reset();
        m_progress = 0;
    }
    ++m_sent;
    m_attempt = std::make_unique<Attempt>(m_request, m_sink.get(), m_sent);
    connect(m_attempt.get(), &Attempt::failed, this, &Call::onFailed);
    connect(m_attempt.get(), &Attempt::succeeded, this, [this](const Response& response) { finish(response); });
    connect(m_attempt.get(), &Attempt::delivered, this, &Call::noteProgress);
    m_attempt->start(*manager, m_lane->tls(), m_lane->pin());
}

/// The sink accepted bytes: of a list only finished records count.
void Call::noteProgress() {
    const qint64 now = m_sink->progress();
    if (now > std::exchange(m_progress, now) && m_total.isActive())
        m_total.start();
}

void Call::onFailed(const Error& error) {
    if (waitsForProxy(error))
        return;
    const auto pause = pauseBeforeRetry(m_request.effect, error, m_sent, m_attempt->hasDelivered(),
                                        QRandomGenerator::global()->generateDouble());
    if (!pause)
        return finish(tl::unexpected(error));
    m_lastError = error;
    m_pause.start(*pause);
}

/// A proxy that wants a sign-in (407) sent it back before anything of it went out: it is held until a person has
/// answered, whatever it does.
bool Call::waitsForProxy(const Error& error) {
    auto* access = m_lane->proxyAccess();
    if (!access || error.kind != ErrorKind::ProxyFailed || error.httpStatus != 407 || m_attempt->isAnswered())
        return false;
    const QString proxy = Transport::proxyFor(m_request.url);
    if (proxy.isEmpty() || access->isDeclined(proxy))
        return false;
    m_total.stop(); // people are not hurried
    m_lastError = error;
    m_proxy = proxy;
    const quint64 known = access->loginFor(proxy).number;
    if (known != m_login) {
        onProxyAnswered(proxy, true); // given meanwhile
        return true;
    }
    connect(access, &ProxyAccess::answered, this, &Call::onProxyAnswered);
    access->ask(proxy, known != 0);
    return true;
}

void Call::onProxyAnswered(const QString& proxy, bool given) {
    if (proxy != m_proxy)
        return;
    m_proxy.clear();
    if (auto* access = m_lane->proxyAccess())
        disconnect(access, nullptr, this, nullptr);
    if (!given)
        return finish(tl::unexpected(*m_lastError));
    m_sent = 0;
    QMetaObject::invokeMethod(this, &Call::start, Qt::QueuedConnection); // the attempt may be on the way here
}

void Call::onOutOfTime() {
    if (m_pause.isActive()) {
        m_pause.stop();
        return finish(tl::unexpected(*m_lastError));
    }
    m_attempt->runOutOfTime();
}

void Call::finish(Result<Response> result) {
    if (m_finished)
        return;
    m_finished = true;
    m_total.stop();
    const int status = result ? result->status : result.error().httpStatus;
    qCInfo(logHttp).noquote() << m_request.name << verbOf(m_request.method) << m_request.url.path() << status
                              << (result ? result->bytes : 0) << "bytes," << m_sent << "sent";
    // Through the context, so that the callback dies with it; through the pointer, so that it dies with cancel().
    // Moved all the way: a body may hold tokens, and who gets it can wipe only what nobody shares.
    auto deliver = [call = QPointer<Call>(this), result = std::move(result)]() mutable {
        if (!call)
            return;
        const Listener listener = std::move(call->m_listener);
        const auto verdict = call->m_attempt ? call->m_attempt->tlsVerdict() : std::nullopt;
        delete call.data(); // first, so that the handle no longer says "running"
        if (verdict)
            listener.onTlsRefusal(verdict->refusal);
        listener.done(std::move(result));
    };
    QMetaObject::invokeMethod(m_listener.context, std::move(deliver), Qt::QueuedConnection);
}

} // namespace wallaroo::http
