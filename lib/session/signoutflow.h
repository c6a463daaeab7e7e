#pragma once

#include "domain/token.h"
#include "http/sender.h"
#include "session/alarm.h"

namespace wallaroo::session {

class Core;

/// The way out: everything here is forgotten at once, then the server is told, by the session's own refresh token (not
/// by /revoke, which would end every session of this user with this client: measured). 10 s at most.
class SignOutFlow final : public QObject {
    Q_OBJECT
public:
    explicit SignOutFlow(Core& core);

    void begin(bool forgetClientSecret);

    /// Looks at the clocks now.
    void checkClocks() { m_alarm.check(); }

private:
    void tellServer(const Client& client, const Secret& refreshToken, bool lost);
    void stepDone();
    void finish();

    Core& m_core;
    Alarm m_alarm;
    http::Handle m_running;
    int m_open = 0; ///< what is still waited for
    bool m_serverEnded = false;
    quint64 m_round = 0;
};

} // namespace wallaroo::session
