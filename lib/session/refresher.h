#pragma once

#include "domain/token.h"
#include "http/sender.h"
#include "session/alarm.h"
#include "session/refreshgate.h"

namespace wallaroo::session {

class Core;

/// Keeps the user's token fresh: one refresh at a time, when it is due, when a call needs it or when a person asks.
/// After a failure that ends nothing it tries again by itself, after 1 s, 2 s, 4 s, … 60 s.
class Refresher final : public QObject {
    Q_OBJECT
public:
    explicit Refresher(Core& core);

    /// Starts a refresh or joins the one that runs. `passed` comes once its new tokens are in use, never from inside.
    void refresh(QObject* context, RefreshGate::Passed passed);
    /// A person asks: ends in tokensChanged() or renewFailed().
    void renew();
    /// Plans the next one, after this answer came.
    void planFor(const TokenAnswer& answer);
    /// Ends a refresh that runs and the plan; who waits hears why.
    void stop(const Error& why);

    /// Looks at the clocks now.
    void checkClocks() { m_alarm.check(); }

private:
    [[nodiscard]] bool isPossible() const;
    void start();
    void answered(const Result<TokenAnswer>& answer);
    void use(const TokenAnswer& answer);
    void failed(const Error& error);

    Core& m_core;
    RefreshGate m_gate;
    Alarm m_alarm;
    http::Handle m_running;
    quint64 m_round = 0; ///< tells what belongs to a refresh that was stopped meanwhile
    qint64 m_pauseMs;
};

} // namespace wallaroo::session
