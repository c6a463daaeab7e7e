#pragma once

#include "support/testauthority.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QUrl>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

class QTcpServer;
class QTcpSocket;

namespace wallaroo::test {

/// What a connection does next. Made by the functions below.
struct Step {
    enum class Kind { Read, Send, Wait, Fin, Reset, Stall, Drip, Flood } kind;
    QByteArray bytes{};
    int ms = 0;
};

using Script = std::deque<Step>;

/// Waits for one whole request and records it.
[[nodiscard]] Step readRequest();
/// These bytes exactly.
[[nodiscard]] Step sendBytes(const QByteArray& bytes);
[[nodiscard]] Step waitMs(int ms);
[[nodiscard]] Step closeByFin();
/// RST, by lingering for 0 seconds.
[[nodiscard]] Step closeByReset();
/// Nothing any more; the connection stays open.
[[nodiscard]] Step stall();
/// One byte at a time, for ever from the start again.
[[nodiscard]] Step drip(const QByteArray& bytes, int everyMs);
/// The same bytes as fast as they are taken, for ever.
[[nodiscard]] Step flood(const QByteArray& bytes);

/// "HTTP/1.1 <status>" with type, length and body. Extra headers each end in CRLF.
[[nodiscard]] QByteArray answerBytes(int status, const QByteArray& body, const QByteArray& type = "application/json",
                                     const QByteArray& extraHeaders = {});
/// readRequest(), an answer; the connection then waits for another request that gets the same, for ever.
[[nodiscard]] Script answering(int status, const QByteArray& body, const QByteArray& type = "application/json",
                               const QByteArray& extraHeaders = {});

/// A byte-exact server on loopback: each connection plays the next script; the last one is played by all that follow.
/// Plays in the event loop of the test, so that nothing happens behind its back.
class ScriptedServer final : public QObject {
    Q_OBJECT
public:
    explicit ScriptedServer(QObject* parent = nullptr);
    /// Over TLS.
    explicit ScriptedServer(const Identity& identity, QObject* parent = nullptr);
    ~ScriptedServer() override;

    /// Shown from the next connection on, with those who signed it. Only where it speaks TLS.
    void setIdentity(const Identity& identity, const QList<QSslCertificate>& signers = {});

    /// Hangs up on everybody and listens no more; then again at the same port.
    void goAway();
    void comeBack();

    /// For the next connection that has none.
    void play(Script script);

    /// Instead of scripts: asked for each request what to do after it.
    void onRequest(std::function<Script(const QByteArray&)> handler) { m_handler = std::move(handler); }

    /// "http://127.0.0.1:PORT" or "https://localhost:PORT", and the path.
    [[nodiscard]] QUrl url(const QString& path = QStringLiteral("/v1/api/users/query")) const;
    [[nodiscard]] quint16 port() const;

    /// Whole requests as they came: head, empty line, body.
    [[nodiscard]] const QList<QByteArray>& requests() const { return m_requests; }

    [[nodiscard]] int count() const { return static_cast<int>(m_requests.size()); }

    /// All bytes that arrived, of unfinished requests too; after the handshake where there is TLS.
    [[nodiscard]] qint64 bytesReceived() const { return m_bytesReceived; }

    [[nodiscard]] int connections() const { return m_connections; }

    /// Now, and the most there were at one time.
    [[nodiscard]] int openConnections() const { return m_open; }

    [[nodiscard]] int mostOpenConnections() const { return m_mostOpen; }

    /// The value of a header in a request, empty when absent.
    [[nodiscard]] static QByteArray header(const QByteArray& request, const QByteArray& name);
    [[nodiscard]] static QByteArray body(const QByteArray& request);

private:
    class Connection;
    friend class Connection;

    void listen(quint16 port = 0);
    void accept();
    Script scriptForNext();

    std::unique_ptr<QTcpServer> m_server;
    bool m_tls = false;
    quint16 m_port = 0; ///< while it is away
    std::deque<Script> m_scripts;
    std::function<Script(const QByteArray&)> m_handler;
    QList<QByteArray> m_requests;
    qint64 m_bytesReceived = 0;
    int m_connections = 0;
    int m_open = 0;
    int m_mostOpen = 0;
};

} // namespace wallaroo::test
