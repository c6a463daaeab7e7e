#include "http/transport.h"

#include "http/authorities.h"
#include "http/call.h"
#include "http/errors.h"
#include "http/lanepool.h"
#include "http/policy.h"
#include "http/proxyaccess.h"

#include <QNetworkProxyFactory>

namespace wallaroo::http {

class Transport::Private {
public:
    ~Private() { cancelAll(); }

    Handle begin(Request&& request, std::shared_ptr<BodySink>&& sink, QObject* context, Done&& done);
    void cancelAll();
    void makeLanes();

    /// For calls from now on there are new ones.
    void dropLanes() {
        interactive.reset();
        bulk.reset();
    }

    QList<QSslCertificate> extraAuthorities;
    Pin pin;
    TlsRefusal lastRefusal;
    ProxyAccess* proxyAccess = nullptr;
    // Shared with the calls in them: replaced lanes live on until their last call is over.
    std::shared_ptr<LanePool> interactive;
    std::shared_ptr<LanePool> bulk;
    QObject owned; ///< parent of the calls and of the reader
};

Handle Transport::Private::begin(Request&& request, std::shared_ptr<BodySink>&& sink, QObject* context, Done&& done) {
    Q_ASSERT(context);
    std::optional<ErrorKind> refusal;
    if (!http::mayBeCalled(request.url))
        refusal = ErrorKind::NotEncrypted;
    else if (!hasCleanHeaders(request))
        refusal = ErrorKind::BadInput;
    const Lane lane = request.lane;
    const CallReport report = reportOf(request);
    auto* call = new Call(std::move(request), std::move(sink),
                          {context, std::move(done), [this](const TlsRefusal& seen) { lastRefusal = seen; }});
    call->setParent(&owned);
    Handle handle(call);
    if (refusal) {
        call->refuse(callError(*refusal, report));
        return handle;
    }
    if (!interactive)
        makeLanes();
    call->enter(lane == Lane::Bulk ? bulk : interactive);
    return handle;
}

void Transport::Private::cancelAll() {
    for (const auto& lane : {interactive, bulk}) {
        if (lane)
            lane->close();
    }
    qDeleteAll(owned.children());
    dropLanes();
}

void Transport::Private::makeLanes() {
    interactive = std::make_shared<LanePool>(1, proxyAccess, pin);
    bulk = std::make_shared<LanePool>(2, proxyAccess,
                                      pin); // twelve at a time: a thousand calls of 50 ms take 4.2 s instead of 8.4
    if (extraAuthorities.isEmpty()) {
        interactive->open(std::nullopt);
        bulk->open(std::nullopt);
        return;
    }
    auto* reader = new AuthorityReader(&owned);
    const auto openWith = [reader, extra = extraAuthorities, first = std::weak_ptr(interactive),
                           second = std::weak_ptr(bulk)](const QList<QSslCertificate>& system) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates(system + extra);
        for (const auto& waiting : {first, second}) {
            if (const auto lane = waiting.lock())
                lane->open(tls);
        }
        reader->deleteLater();
    };
    QObject::connect(reader, &AuthorityReader::finished, reader, openWith);
    reader->start();
}

Transport::Transport(QObject* parent) : QObject(parent), d(std::make_unique<Private>()) {
}

Transport::~Transport() = default;

Handle Transport::send(Request request, QObject* context, Done done) {
    return d->begin(std::move(request), nullptr, context, std::move(done));
}

Handle Transport::stream(Request request, std::shared_ptr<BodySink> sink, QObject* context, Done done) {
    return d->begin(std::move(request), std::move(sink), context, std::move(done));
}

void Transport::setExtraAuthorities(const QList<QSslCertificate>& authorities) {
    if (authorities == d->extraAuthorities)
        return;
    d->extraAuthorities = authorities;
    d->dropLanes(); // a connection keeps the authorities it was opened with
}

void Transport::setPin(const QString& host, const QSslCertificate& certificate) {
    const Pin pin{host, certificate};
    if (pin == d->pin)
        return;
    d->pin = pin;
    d->dropLanes(); // a connection is judged once, when it is opened
}

void Transport::setProxyAccess(ProxyAccess& access) {
    d->proxyAccess = &access;
    d->dropLanes();
    // A connection keeps the password it was opened with.
    connect(&access, &ProxyAccess::answered, this, [this](const QString&, bool given) {
        if (given)
            d->dropLanes();
    });
}

TlsRefusal Transport::lastTlsRefusal() const {
    return d->lastRefusal;
}

void Transport::reset() {
    d->cancelAll();
    d->lastRefusal = {};
}

bool Transport::mayBeCalled(const QUrl& url) {
    return http::mayBeCalled(url);
}

QString Transport::proxyFor(const QUrl& url) {
    const auto proxies = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(url));
    for (const QNetworkProxy& proxy : proxies) {
        if (proxy.type() == QNetworkProxy::NoProxy || proxy.type() == QNetworkProxy::DefaultProxy)
            break;
        return nameOf(proxy);
    }
    return {};
}

} // namespace wallaroo::http
