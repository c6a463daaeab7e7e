#include "support/scriptedserver.h"

#include <QSslConfiguration>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <sys/socket.h>

namespace wallaroo::test {

Step readRequest() {
    return {Step::Kind::Read};
}

Step sendBytes(const QByteArray& bytes) {
    return {Step::Kind::Send, bytes};
}

Step waitMs(int ms) {
    return {Step::Kind::Wait, {}, ms};
}

Step closeByFin() {
    return {Step::Kind::Fin};
}

Step closeByReset() {
    return {Step::Kind::Reset};
}

Step stall() {
    return {Step::Kind::Stall};
}

Step drip(const QByteArray& bytes, int everyMs) {
    return {Step::Kind::Drip, bytes, everyMs};
}

Step flood(const QByteArray& bytes) {
    return {Step::Kind::Flood, bytes};
}

QByteArray answerBytes(int status, const QByteArray& body, const QByteArray& type, const QByteArray& extraHeaders) {
    return "HTTP/1.1 " + QByteArray::number(status) + " Text\r\n"
           + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n") + extraHeaders
           + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

Script answering(int status, const QByteArray& body, const QByteArray& type, const QByteArray& extraHeaders) {
    const QByteArray bytes = answerBytes(status, body, type, extraHeaders);
    Script script;
    for (int i = 0; i < 64; ++i) { // more than any test sends over one connection
        script.push_back(readRequest());
        script.push_back(sendBytes(bytes));
    }
    return script;
}

class ScriptedServer::Connection final : public QObject {
public:
    Connection(ScriptedServer& server, QTcpSocket* socket, Script script)
        : QObject(&server),
          m_server(server),
          m_socket(socket),
          m_script(std::move(script)) {
        m_socket->setParent(this);
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, &Connection::run);
        connect(m_socket, &QTcpSocket::readyRead, this, &Connection::receive);
        connect(m_socket, &QTcpSocket::bytesWritten, this, &Connection::refill);
        connect(m_socket, &QTcpSocket::disconnected, this, [this] { over(); });
        m_server.m_mostOpen = std::max(m_server.m_mostOpen, ++m_server.m_open);
        receive();
        run();
    }

private:
    void receive() {
        const QByteArray arrived = m_socket->readAll();
        m_server.m_bytesReceived += arrived.size();
        m_buffer += arrived;
        if (m_reading)
            run();
    }

    /// Steps until one has to wait.
    void run() {
        while (!m_over && !m_script.empty() && step(m_script.front()))
            m_script.pop_front();
    }

    /// Whether the step is done.
    bool step(Step& step) {
        switch (step.kind) {
        case Step::Kind::Read:
            return takeRequest();
        case Step::Kind::Send:
            m_socket->write(step.bytes);
            m_socket->flush();
            return true;
        case Step::Kind::Wait:
            return waited(step.ms);
        case Step::Kind::Fin:
            m_socket->disconnectFromHost();
            return true;
        case Step::Kind::Reset:
            reset();
            return true;
        case Step::Kind::Stall:
            return false;
        case Step::Kind::Drip:
            m_socket->write(step.bytes.mid(m_at++ % step.bytes.size(), 1));
            m_socket->flush();
            m_timer.start(step.ms);
            return false;
        case Step::Kind::Flood:
            refill();
            return false;
        }
        return false;
    }

    bool takeRequest() {
        const qsizetype headEnd = m_buffer.indexOf("\r\n\r\n");
        const qsizetype length = headEnd < 0 ? 0 : header(m_buffer, "Content-Length").toLongLong();
        m_reading = headEnd < 0 || m_buffer.size() < headEnd + 4 + length;
        if (m_reading)
            return false;
        const QByteArray request = m_buffer.left(headEnd + 4 + length);
        m_buffer.remove(0, request.size());
        m_server.m_requests << request;
        if (m_server.m_handler) {
            Script next = m_server.m_handler(request);
            next.push_back(readRequest());
            next.push_front(stall()); // stands for the step that run() takes away
            m_script = std::move(next);
        }
        return true;
    }

    bool waited(int ms) {
        if (std::exchange(m_waiting, false))
            return !m_timer.isActive();
        m_waiting = true;
        m_timer.start(ms);
        return false;
    }

    void refill() {
        if (m_over || m_script.empty() || m_script.front().kind != Step::Kind::Flood)
            return;
        while (m_socket->bytesToWrite() < 1024 * 1024)
            m_socket->write(m_script.front().bytes);
    }

    void reset() {
        const linger now{1, 0};
        ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        m_socket->abort();
    }

    void over() {
        if (std::exchange(m_over, true))
            return;
        --m_server.m_open;
        m_timer.stop();
        deleteLater();
    }

    ScriptedServer& m_server;
    QTcpSocket* m_socket;
    Script m_script;
    QByteArray m_buffer;
    QTimer m_timer;
    qsizetype m_at = 0;
    bool m_reading = false;
    bool m_waiting = false;
    bool m_over = false;
};

ScriptedServer::ScriptedServer(QObject* parent) : QObject(parent), m_server(std::make_unique<QTcpServer>()) {
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &ScriptedServer::accept);
    listen();
}

ScriptedServer::ScriptedServer(const Identity& identity, QObject* parent) : QObject(parent), m_tls(true) {
    m_server = std::make_unique<QSslServer>();
    setIdentity(identity);
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &ScriptedServer::accept);
    listen();
}

void ScriptedServer::setIdentity(const Identity& identity, const QList<QSslCertificate>& signers) {
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(QList<QSslCertificate>{identity.certificate} + signers);
    tls.setPrivateKey(identity.key);
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    static_cast<QSslServer&>(*m_server).setSslConfiguration(tls);
}

ScriptedServer::~ScriptedServer() {
    qDeleteAll(children()); // connections count themselves out of members that go next
}

void ScriptedServer::listen(quint16 port) {
    if (!m_server->listen(QHostAddress::LocalHost, port))
        qFatal("no port on loopback");
}

void ScriptedServer::goAway() {
    m_port = m_server->serverPort();
    m_server->close();
    qDeleteAll(children());
}

void ScriptedServer::comeBack() {
    listen(m_port);
}

void ScriptedServer::accept() {
    while (QTcpSocket* socket = m_server->nextPendingConnection()) {
        ++m_connections;
        new Connection(*this, socket, scriptForNext());
    }
}

Script ScriptedServer::scriptForNext() {
    if (m_handler || m_scripts.empty())
        return {readRequest()};
    Script script = m_scripts.front();
    if (m_scripts.size() > 1)
        m_scripts.pop_front();
    return script;
}

void ScriptedServer::play(Script script) {
    m_scripts.push_back(std::move(script));
}

QUrl ScriptedServer::url(const QString& path) const {
    return QUrl(QStringLiteral("%1:%2%3")
                    .arg(m_tls ? QStringLiteral("https://localhost") : QStringLiteral("http://127.0.0.1"))
                    .arg(port())
                    .arg(path));
}

quint16 ScriptedServer::port() const {
    return m_server->serverPort();
}

QByteArray ScriptedServer::header(const QByteArray& request, const QByteArray& name) {
    const QByteArray head = request.left(request.indexOf("\r\n\r\n"));
    for (const QByteArray& line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

QByteArray ScriptedServer::body(const QByteArray& request) {
    return request.mid(request.indexOf("\r\n\r\n") + 4);
}

} // namespace wallaroo::test
