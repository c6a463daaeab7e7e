#pragma once

#include "http/sender.h"

#include <memory>
#include <optional>

namespace wallaroo::session {

class Core;

/// One call with the session's token: waits at the gate where the token is not fresh, is sent again once after a 401
/// and a refresh, is called off when its context dies. Its request is kept without the token, so that each attempt
/// carries the one of its time.
class AuthorizedCall final : public QObject {
    Q_OBJECT
public:
    struct Order {
        http::Request request;
        std::shared_ptr<http::BodySink> sink; ///< for stream()
        QObject* context = nullptr;
        http::Done done;
    };

    AuthorizedCall(Core& core, Order order, QObject* parent);
    ~AuthorizedCall() override;

    /// What the caller holds.
    [[nodiscard]] http::Handle handle() const;
    void begin();
    /// Its session is over: the answer will not come.
    void endWithSession();

private:
    class Ticket;

    void cancel();
    void pass();
    void dispatch();
    void answered(const Result<http::Response>& response);
    void refused(const Error& error);
    void finishLater(const Error& error);
    void finish(const Result<http::Response>& response);

    Core& m_core;
    Order m_order;
    QPointer<QObject> m_context;
    std::unique_ptr<Ticket>
        m_ticket; ///< gone as soon as the call is over, though this object lives until the next turn
    http::Handle m_running;
    Secret m_tokenUsed;
    int m_attempts = 0;
    bool m_ended = false; ///< with its session; the caller hears so in the next turn
};

/// The calls that run, to be ended together.
class CallList final : public QObject {
    Q_OBJECT
public:
    explicit CallList(Core& core) : m_core(core) {}

    http::Handle start(AuthorizedCall::Order order);
    void endAll();

private:
    Core& m_core;
};

} // namespace wallaroo::session
