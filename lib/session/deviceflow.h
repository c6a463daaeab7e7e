#pragma once

#include "api/tokenapi.h"
#include "session/alarm.h"
#include "session/session.h"

namespace wallaroo::session {

class Core;

/// A sign-in that somebody approves in a browser (RFC 8628): asks at the server's pace until it is approved, refused or
/// too late. Each slow_down adds 5 s for good (§3.5), also where the server's own pace stays; what goes wrong on the
/// way ends nothing and makes the next question come later.
class DeviceFlow final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(const Result<TokenAnswer>&)>;

    explicit DeviceFlow(Core& core);

    void begin(const Client& client, api::Scope scope, Done done);
    void cancel();

    [[nodiscard]] const std::optional<DevicePrompt>& prompt() const { return m_prompt; }

    /// Looks at the clocks now.
    void checkClocks() { m_alarm.check(); }

private:
    void started(const Result<DeviceAnswer>& answer);
    void poll();
    void polled(const Result<TokenAnswer>& answer);
    void waitOn(qint64 ms);
    void finish(const Result<TokenAnswer>& outcome);

    Core& m_core;
    Alarm m_alarm;
    Client m_client;
    Secret m_deviceCode;
    qint64 m_intervalMs = 0;
    std::optional<DevicePrompt> m_prompt;
    Done m_done;
    http::Handle m_running;
};

} // namespace wallaroo::session
