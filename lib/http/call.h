#pragma once

#include "http/attempt.h"
#include "http/sender.h"

namespace wallaroo::http {

class LanePool;

/// A request from send() to its callback: waits for its turn in the lane, tries, tries again where that is allowed, and
/// calls back in a turn of the event loop of its own. Deletes itself when it is over.
class Call final : public Operation {
    Q_OBJECT
public:
    struct Listener {
        QObject* context;
        Done done;
        /// Told of the handshake right before an error about a certificate is delivered.
        std::function<void(const TlsRefusal&)> onTlsRefusal;
    };

    Call(Request request, std::shared_ptr<BodySink> sink, Listener listener);
    ~Call() override;

    void cancel() override;

    [[nodiscard]] bool mayHaveBeenSent() const override { return m_sent > 0; }

    /// Waits in the lane, which calls start().
    void enter(std::shared_ptr<LanePool> lane);
    void start();
    /// Ends without having been sent.
    void refuse(const Error& error);

private:
    void tryNow();
    void noteProgress();
    void onFailed(const Error& error);
    [[nodiscard]] bool waitsForProxy(const Error& error);
    void onProxyAnswered(const QString& proxy, bool given);
    void onOutOfTime();
    void finish(Result<Response> result);

    Request m_request;
    std::shared_ptr<BodySink> m_sink;
    Listener m_listener;
    std::shared_ptr<LanePool> m_lane;                      ///< before the attempt: outlives it
    QNetworkAccessManager* m_manager = nullptr;            ///< the lane's, acquired
    std::unique_ptr<QNetworkAccessManager> m_freshManager; ///< for attempts after the first: no old connection
    std::unique_ptr<Attempt> m_attempt;                    ///< after the manager: goes first
    QTimer m_pause;
    QTimer m_total;
    std::optional<Error> m_lastError; ///< while pausing, or waiting for a word about the proxy
    QString m_proxy;                  ///< waited for; empty: none
    quint64 m_login = 0;              ///< what the proxy was told, see ProxyAccess::Login
    qint64 m_progress = 0;            ///< records that the sink had finished when it last took bytes
    int m_sent = 0;
    bool m_finished = false;
};

} // namespace wallaroo::http
