#pragma once

#include <QNetworkAccessManager>
#include <QObject>
#include <QSslConfiguration>

#include <deque>
#include <memory>
#include <optional>

namespace wallaroo::http {

class Call;

/// One connection pool and the queue before it. As many calls as one manager has connections to a host are under way;
/// the others wait here, where no deadline runs and cancelling costs nothing.
class LanePool final : public QObject {
    Q_OBJECT
public:
    /// Qt opens six connections to a host.
    static constexpr int mostRunning = 6;

    using QObject::QObject;

    /// Starts the call now or when its turn comes.
    void enter(Call* call);
    void leave(Call* call);
    /// Lets calls start; until then they wait.
    void open(std::optional<QSslConfiguration> tls);

    /// Lets none start any more: the end is near.
    void close() { m_open = false; }

    [[nodiscard]] QNetworkAccessManager& manager();
    [[nodiscard]] std::unique_ptr<QNetworkAccessManager> freshManager() const;

    /// What handshakes use; nothing: Qt's default, which reads the system's authorities as they are needed.
    [[nodiscard]] const std::optional<QSslConfiguration>& tls() const { return m_tls; }

private:
    void startNext();

    std::unique_ptr<QNetworkAccessManager> m_manager;
    std::optional<QSslConfiguration> m_tls;
    std::deque<Call*> m_waiting;
    int m_running = 0;
    bool m_open = false;
};

} // namespace wallaroo::http
