#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

namespace wallaroo::test {

/// A proxy on loopback that wants a sign-in (Basic) before it opens a tunnel, and leads every tunnel to one port here,
/// whatever it was asked for.
class ScriptedProxy final : public QObject {
public:
    explicit ScriptedProxy(quint16 target, const QByteArray& login = "ana:pass:word")
        : m_target(target),
          m_expected("Basic " + login.toBase64()) {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (auto* client = m_server.nextPendingConnection()) {
                connect(client, &QTcpSocket::readyRead, this, [this, client] { read(client); });
                connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
            }
        });
    }

    /// From now on each request is answered by this status line, whoever asks.
    void answerOnly(const QByteArray& statusLine) { m_only = statusLine; }

    /// "127.0.0.1:PORT"
    [[nodiscard]] QString name() const { return QStringLiteral("127.0.0.1:%1").arg(m_server.serverPort()); }

    /// For $https_proxy.
    [[nodiscard]] QByteArray address() const { return "http://" + name().toUtf8(); }

    /// Heads of requests for a tunnel, as they came.
    [[nodiscard]] const QList<QByteArray>& requests() const { return m_requests; }

    /// How many were answered by 407.
    [[nodiscard]] int refused() const { return m_refused; }

private:
    void read(QTcpSocket* client) {
        const QByteArray head = client->peek(16 * 1024);
        const auto end = head.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        client->skip(end + 4);
        m_requests << head.left(end);
        if (!m_only.isEmpty()) {
            client->write("HTTP/1.1 " + m_only + "\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        if (!head.startsWith("CONNECT ") || !head.left(end).contains("\r\nProxy-Authorization: " + m_expected)) {
            ++m_refused;
            client->write(
                "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"Example\"\r\n"
                "Content-Length: 0\r\n\r\n");
            return;
        }
        client->disconnect(this);
        auto* server = new QTcpSocket(client);
        connect(server, &QTcpSocket::connected, client,
                [client] { client->write("HTTP/1.1 200 Connection established\r\n\r\n"); });
        connect(server, &QTcpSocket::readyRead, client, [server, client] { client->write(server->readAll()); });
        connect(client, &QTcpSocket::readyRead, server, [server, client] { server->write(client->readAll()); });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        server->connectToHost(QHostAddress::LocalHost, m_target);
    }

    QTcpServer m_server;
    quint16 m_target;
    QByteArray m_expected;
    QByteArray m_only;
    QList<QByteArray> m_requests;
    int m_refused = 0;
};

} // namespace wallaroo::test
