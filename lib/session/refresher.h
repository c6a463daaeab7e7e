#pragma once

#include "domain/token.h"
#include "http/sender.h"
#include "session/alarm.h"
#include "session/refreshgate.h"
#include "session/renewal.h"

namespace wallaroo::session {

class Core;

/// Keeps the user's token fresh: one refresh at a time, when it is due, when a call needs it or when a person asks.
/// After a failure that ends nothing it tries again by itself, after 1 s, 2 s, 4 s, … 60 s. By itself it does nothing
/// while nobody is at the program: a refresh would keep the server's session from going idle (rule 49).
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
    /// Somebody is at the program: what was put off is made up for.
    void personActive();
    void setIdleLimit(qint64 limitMs);
    /// Ends a refresh that runs and the plan; who waits hears why.
    void stop(const Error& why);

    /// From the question to the server until the answer is in the keychain and in use.
    [[nodiscard]] bool isRunning() const { return m_gate.isClosed(); }

    /// Looks at the clocks now.
    void checkClocks();

private:
    [[nodiscard]] bool isPossible() const;
    [[nodiscard]] Error whyNot() const;
    [[nodiscard]] bool isUnattended() const;
    void due();
    void start();
    void answered(const Result<TokenAnswer>& answer);
    void use(const TokenAnswer& answer);
    void failed(const Error& error);

    Core& m_core;
    RefreshGate m_gate;
    Alarm m_alarm;
    Renewal m_renewal;
    quint64 m_round = 0; ///< tells what belongs to a refresh that was stopped meanwhile
    qint64 m_pauseMs;
    qint64 m_idleLimitMs;
    std::optional<Deadline> m_idle; ///< when the person counts as gone
    bool m_putOff = false;          ///< it was due while nobody was there
};

} // namespace wallaroo::session
