#pragma once

#include "domain/token.h"
#include "http/sender.h"
#include "session/alarm.h"
#include "session/session.h"

namespace wallaroo::session {

class Core;

/// The way out: everything here is forgotten at once, then the server is told, by the session's own refresh token: by
/// logout, which ends this session alone, or by revocation, which ends every session of this user with this client
/// (measured). 10 s at most.
class SignOutFlow final : public QObject {
    Q_OBJECT
public:
    enum class Reach { ThisSession, Everywhere };

    explicit SignOutFlow(Core& core);

    void begin(Reach reach, bool forgetClientSecret);

    /// Looks at the clocks now.
    void checkClocks() { m_alarm.check(); }

private:
    void readToken();
    void readSecret();
    void forgetAll(bool clientSecretToo);
    void tellServer();
    void send();
    void stepDone();
    void finish();

    Core& m_core;
    Alarm m_alarm;
    http::Handle m_running;
    Reach m_reach = Reach::ThisSession;
    Client m_client;
    Secret m_refreshToken;
    int m_open = 0; ///< what is still waited for
    ServerEnd m_atServer = ServerEnd::Ended;
    quint64 m_round = 0;
};

} // namespace wallaroo::session
