#pragma once

#include "http/errors.h"
#include "http/pin.h"
#include "http/sender.h"
#include "http/tlscheck.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QTimer>

namespace wallaroo::http {

class OneShotDevice;
class StreamPump;

/// One copy of a request on the wire and what came back, checked. Ends exactly once, by ended(), never from inside
/// start().
class Attempt final : public QObject {
    Q_OBJECT
public:
    /// `sink` is null for an answer collected whole; then and `request` outlive the attempt.
    Attempt(const Request& request, BodySink* sink, int number);
    ~Attempt() override;

    void start(QNetworkAccessManager& manager, const std::optional<QSslConfiguration>& tls, const Pin& pin);
    /// The call's total deadline has passed.
    void runOutOfTime();

    /// Whether the sink has got anything: then there is no other attempt.
    [[nodiscard]] bool hasDelivered() const;

    /// Whether a status line came.
    [[nodiscard]] bool isAnswered() const { return m_status != 0; }

    /// What the certificate was refused for, if it was.
    [[nodiscard]] const std::optional<TlsVerdict>& tlsVerdict() const { return m_tlsVerdict; }

Q_SIGNALS:
    void succeeded(const wallaroo::http::Response& response);
    void failed(const wallaroo::Error& error);
    /// The sink accepted bytes.
    void delivered();

private:
    void watch();
    void onSent();
    void onHeaders();
    void onReadable();
    void onFinished();
    void onEncrypted();
    void onSslErrors(const QList<QSslError>& errors);
    void onDrained();

    /// The reason to stop reading that the status and the headers give, if any.
    [[nodiscard]] std::optional<ErrorKind> faultInHeaders();
    [[nodiscard]] std::optional<ErrorKind> faultInBody() const;
    [[nodiscard]] std::optional<ErrorKind> faultInEnd() const;
    [[nodiscard]] bool isEndByClose() const;
    [[nodiscard]] bool readLength();
    [[nodiscard]] Response whole();
    [[nodiscard]] Error brokenOff() const;
    [[nodiscard]] Error refusedCertificate() const;
    [[nodiscard]] bool isPinBroken(const QSslCertificate& shown) const;
    [[nodiscard]] Error refusedByStatus();

    [[nodiscard]] bool isSuccess() const { return m_status >= 200 && m_status < 300; }

    [[nodiscard]] bool isOnWire() const;
    [[nodiscard]] qint64 received() const;
    [[nodiscard]] qint64 cap() const;
    [[nodiscard]] CallReport report() const;

    void fail(ErrorKind kind, const QString& subject = {}, const QString& note = {});
    void fail(const Error& error);
    void succeed(const Response& response);
    void stop();
    void hangUp();

    const Request& m_request;
    BodySink* m_sink;
    const int m_number;
    Pin m_pin;
    QPointer<QNetworkReply> m_reply;
    OneShotDevice* m_device = nullptr; ///< lives as long as the reply
    StreamPump* m_pump = nullptr;
    QTimer m_idle;
    QElapsedTimer m_clock;
    std::optional<TlsVerdict> m_tlsVerdict;
    int m_status = 0;
    QByteArray m_mediaType;
    std::optional<qint64> m_length; ///< as Content-Length says
    bool m_headersSeen = false;
    bool m_requestSent = false;
    bool m_ended = false;
};

} // namespace wallaroo::http
