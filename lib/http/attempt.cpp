#include "http/attempt.h"

#include "http/errortexts.h"
#include "http/headers.h"
#include "http/oneshotdevice.h"
#include "http/policy.h"
#include "http/replyfault.h"
#include "http/streampump.h"
#include "http/tlscheck.h"
#include "http/transport.h"

#include <QDateTime>
#include <QNetworkAccessManager>

namespace wallaroo::http {

Attempt::Attempt(const Request& request, BodySink* sink, int number)
    : m_request(request),
      m_sink(sink),
      m_number(number) {
    m_idle.setSingleShot(true);
    m_idle.setInterval(request.idleTimeout);
    connect(&m_idle, &QTimer::timeout, this, &Attempt::runOutOfTime);
}

Attempt::~Attempt() {
    m_ended = true; // abort() below reports at once, to nobody
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    hangUp();
    m_reply->deleteLater();
}

void Attempt::start(QNetworkAccessManager& manager, const std::optional<QSslConfiguration>& tls, const Pin& pin) {
    m_pin = pin;
    QNetworkRequest made = networkRequest(m_request);
    if (tls)
        made.setSslConfiguration(*tls);
    m_clock.start();
    m_idle.start();
    // Custom for every method: so a request without a body has the device too, and Qt sends none of them twice.
    auto device = std::make_unique<OneShotDevice>(m_request.body);
    m_device = device.get();
    m_reply = manager.sendCustomRequest(made, verbOf(m_request.method), m_device);
    device.release()->setParent(m_reply);
    watch();
}

void Attempt::watch() {
    QNetworkReply* reply = m_reply;
    connect(reply, &QNetworkReply::requestSent, this, &Attempt::onSent);
    // That stays away when the body is empty; uploadProgress(0, 0) comes then. It comes at the end of what failed as
    // well, also where nothing was sent: a body tells better.
    if (m_request.body.isEmpty())
        connect(reply, &QNetworkReply::uploadProgress, this, &Attempt::onSent);
    connect(reply, &QNetworkReply::metaDataChanged, this, &Attempt::onHeaders);
    connect(reply, &QNetworkReply::readyRead, this, &Attempt::onReadable);
    connect(reply, &QNetworkReply::finished, this, &Attempt::onFinished);
    connect(reply, &QNetworkReply::encrypted, this, &Attempt::onEncrypted);
    connect(reply, &QNetworkReply::sslErrors, this, &Attempt::onSslErrors);
}

void Attempt::onSent() {
    if (m_ended)
        return;
    m_requestSent = true;
    m_idle.start();
}

void Attempt::onHeaders() {
    if (m_ended || m_headersSeen)
        return;
    m_idle.start();
    m_headersSeen = true;
    m_status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_mediaType = mediaType(m_reply->rawHeader("Content-Type"));
    const auto fault = faultInHeaders();
    if (fault)
        return fail(*fault);
    if (m_sink && isSuccess()) {
        m_pump = new StreamPump(*m_reply, *m_sink, this);
        connect(m_pump, &StreamPump::moved, this, [this] {
            m_idle.start();
            Q_EMIT delivered();
        });
        connect(m_pump, &StreamPump::drained, this, &Attempt::onDrained);
        connect(m_pump, &StreamPump::refused, this, [this](const Error& error) { fail(error); });
    }
}

std::optional<ErrorKind> Attempt::faultInHeaders() {
    const bool lengthReadable = readLength();
    if (!isSuccess())
        return std::nullopt; // an error answer is told by its status, in whatever state its body is
    if (!lengthReadable || !isIdentity(m_reply->rawHeader("Content-Encoding")))
        return ErrorKind::Damaged;
    if (m_length && *m_length > m_request.maxBytes)
        return ErrorKind::TooLarge;
    return std::nullopt;
}

bool Attempt::readLength() {
    if (m_reply->hasRawHeader("Transfer-Encoding")) // then the length does not count (RFC 9112 §6.3)
        return true;
    const ContentLength read = contentLength(m_reply->rawHeader("Content-Length"));
    m_length = read.bytes;
    return read.readable;
}

void Attempt::onReadable() {
    if (m_ended)
        return;
    m_idle.start();
    onHeaders();
    if (m_ended)
        return;
    if (received() > cap()) {
        if (isSuccess())
            return fail(ErrorKind::TooLarge);
        return fail(refusedByStatus());
    }
    const auto fault = faultInBody();
    if (fault)
        return fail(*fault);
    if (m_pump)
        m_pump->wake();
}

/// What a body of one byte or more may not be.
std::optional<ErrorKind> Attempt::faultInBody() const {
    if (!isSuccess())
        return std::nullopt;
    if (isWebPage(m_mediaType) && !isWebPage(mediaType(m_request.accept)))
        return ErrorKind::WebPage;
    if (m_sink && !mayBeJson(m_mediaType))
        return ErrorKind::UnexpectedShape;
    return std::nullopt;
}

void Attempt::onFinished() {
    if (m_ended)
        return;
    m_idle.stop();
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 0)
        onHeaders();
    if (m_ended)
        return;
    if (m_status == 0)
        return fail(brokenOff());
    if (!isSuccess())
        return fail(refusedByStatus());
    const auto fault = faultInEnd();
    if (fault)
        return fail(*fault, {}, faultNote(*m_reply));
    if (m_pump)
        return m_pump->sourceEnded(); // what is still buffered goes on in slices
    succeed(whole());
}

std::optional<ErrorKind> Attempt::faultInEnd() const {
    // A reset in mid-body is NoError in three of four runs: the length decides (rule 9).
    if ((m_reply->error() != QNetworkReply::NoError && !isEndByClose()) || (m_length && received() < *m_length))
        return ErrorKind::Incomplete;
    if (m_length && received() > *m_length)
        return ErrorKind::Damaged;
    return received() > 0 ? faultInBody() : std::nullopt;
}

/// The end of the connection was the end of the body, which is legal (RFC 9112 §6.3), and whether it is whole is for
/// its reader to say. With a body that cannot be sent again Qt 6.4 calls this ContentReSendError now and then: 1 to 10
/// of 300.
bool Attempt::isEndByClose() const {
    const auto error = m_reply->error();
    return (error == QNetworkReply::ContentReSendError || error == QNetworkReply::RemoteHostClosedError)
           && received() > 0 && !m_length && !m_reply->hasRawHeader("Transfer-Encoding")
           && !m_reply->attribute(QNetworkRequest::Http2WasUsedAttribute).toBool();
}

void Attempt::onDrained() {
    if (m_pump->accepted() == 0)
        return fail(ErrorKind::UnexpectedShape, {}, QStringLiteral("the answer is empty"));
    const QPointer<Attempt> self(this);
    const Result<void> complete = m_sink->end();
    if (!self)
        return;
    if (!complete)
        return fail(complete.error());
    succeed(whole());
}

Response Attempt::whole() {
    Response response;
    response.status = m_status;
    response.contentType = m_mediaType;
    response.requestId = m_reply->rawHeader("X-Request-Id");
    if (m_status == 201)
        response.location = m_reply->rawHeader("Location");
    response.bytes = received();
    response.elapsedMs = m_clock.elapsed();
    response.requestsSent = m_number;
    if (!m_pump)
        response.body = m_reply->readAll();
    return response;
}

void Attempt::onEncrypted() {
    if (m_ended)
        return;
    m_idle.start();
    const QSslCertificate certificate = m_reply->sslConfiguration().peerCertificate();
    const bool isOther = isPinBroken(certificate); // asked here as well: Qt remembers which errors were let pass
    if (!isOther && namesHost(certificate, m_request.url.host()))
        return;
    m_tlsVerdict = isOther ? otherThanPinnedVerdict(certificate) : otherHostVerdict(certificate);
    m_tlsVerdict->refusal.certificate = certificate;
    fail(refusedCertificate());
}

void Attempt::onSslErrors(const QList<QSslError>& errors) {
    if (m_ended)
        return;
    const QSslCertificate certificate = m_reply->sslConfiguration().peerCertificate();
    const bool isOther = isPinBroken(certificate);
    if (!isOther && m_pin.isFor(m_request.url.host()) && areAboutAuthority(errors)) {
        m_reply->ignoreSslErrors(errors); // the pin stands in for the authority
        return;
    }
    m_tlsVerdict = isOther ? otherThanPinnedVerdict(certificate) : judgeTlsErrors(errors);
    m_tlsVerdict->refusal.certificate = certificate; // finished() follows: nobody ignores them
}

bool Attempt::isPinBroken(const QSslCertificate& shown) const {
    return m_pin.isFor(m_request.url.host()) && shown != m_pin.certificate;
}

void Attempt::runOutOfTime() {
    if (m_ended)
        return;
    // A change that went out and was not answered may have been made; any other deadline says no more than itself.
    if (m_request.effect == Effect::Changes && isOnWire() && (m_status == 0 || m_status >= 300))
        return fail(ErrorKind::OutcomeUnknown, QStringLiteral("late"));
    fail(ErrorKind::TookTooLong);
}

Error Attempt::refusedCertificate() const {
    Error error = callError(m_tlsVerdict->kind, report(), m_tlsVerdict->subject,
                            QStringLiteral("tls: ") + m_tlsVerdict->refusal.reasons.join(QStringLiteral("; ")));
    if (m_tlsVerdict->isOtherThanPinned) {
        ErrorText text = otherThanPinnedText(report(), fingerprintOf(m_pin.certificate), m_tlsVerdict->subject);
        error.sentence = std::move(text.sentence);
        error.advice = std::move(text.advice);
    }
    return error;
}

/// No status line came.
Error Attempt::brokenOff() const {
    if (m_tlsVerdict)
        return refusedCertificate();
    ErrorKind kind = kindOfFault(m_reply->error());
    const QString proxy = Transport::proxyFor(m_request.url);
    // Qt has no name for a tunnel that the proxy does not open: nobody there, or an answer such as 403.
    if (m_reply->error() == QNetworkReply::UnknownNetworkError && !isOnWire() && !proxy.isEmpty())
        kind = ErrorKind::ProxyFailed;
    if (kind == ErrorKind::ConnectionLost && m_request.effect == Effect::Changes && isOnWire())
        kind = ErrorKind::OutcomeUnknown;
    const QString subject = kind == ErrorKind::ProxyFailed ? proxy : QString();
    CallReport told = report();
    if (m_reply->error() == QNetworkReply::ProxyAuthenticationRequiredError)
        told.status = 407; // it came before the tunnel was there, so Qt tells no status
    return callError(kind, told, subject, faultNote(*m_reply));
}

Error Attempt::refusedByStatus() {
    if (m_status >= 300 && m_status < 400 && m_reply->hasRawHeader("Location"))
        return callError(ErrorKind::Redirected, report(),
                         redirectTarget(m_request.url, m_reply->rawHeader("Location")));
    if (m_status == 407)
        return callError(ErrorKind::ProxyFailed, report(), Transport::proxyFor(m_request.url));
    return statusError(report(), received() > errorBodyLimit ? QByteArray() : m_reply->readAll());
}

bool Attempt::isOnWire() const {
    return m_requestSent || m_device->wasRead();
}

bool Attempt::hasDelivered() const {
    return m_pump && m_pump->accepted() > 0;
}

qint64 Attempt::received() const {
    return (m_pump ? m_pump->accepted() : 0) + m_reply->bytesAvailable();
}

qint64 Attempt::cap() const {
    return isSuccess() ? m_request.maxBytes : errorBodyLimit;
}

CallReport Attempt::report() const {
    CallReport report = reportOf(m_request);
    report.status = m_status;
    report.contentType = m_mediaType;
    report.requestId = m_reply->rawHeader("X-Request-Id");
    report.bytes = received();
    report.elapsedMs = m_clock.elapsed();
    report.requestsSent = m_number;
    report.retryAfterSeconds = retryAfter(m_reply->rawHeader("Retry-After"), QDateTime::currentMSecsSinceEpoch());
    return report;
}

void Attempt::fail(ErrorKind kind, const QString& subject, const QString& note) {
    fail(callError(kind, report(), subject, note));
}

void Attempt::fail(const Error& error) {
    stop();
    Q_EMIT failed(error);
}

void Attempt::succeed(const Response& response) {
    stop();
    Q_EMIT succeeded(response);
}

void Attempt::stop() {
    m_ended = true;
    m_idle.stop();
    if (m_pump)
        m_pump->stop();
    hangUp();
}

void Attempt::hangUp() {
    // A reply that has its error ends by itself, and Qt complains about a second one.
    if (m_reply->error() == QNetworkReply::NoError)
        m_reply->abort();
}

} // namespace wallaroo::http
