#pragma once

#include "domain/token.h"
#include "http/sender.h"
#include "session/alarm.h"

#include <QLockFile>

namespace wallaroo::session {

class Core;

/// New tokens by the refresh token, agreed on with the other processes of this user on the same profile (rule 17): a
/// lock file decides who asks the server. Whoever comes later reads the keychain again and takes the tokens that it
/// finds there; with rotation on, a refresh token that is used twice ends the session. Nothing waits here but by
/// timers; without a folder, or where the file cannot be made, nobody else is expected.
class Renewal final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(const Result<TokenAnswer>&)>;

    explicit Renewal(Core& core);

    /// One at a time. `done` is never called from inside.
    void start(const Client& client, Done done);
    /// Without asking for anything: `mine` comes once nobody else is at it, at once where that is so.
    void hold(std::function<void()> mine);

    /// Whether hold() still waits.
    [[nodiscard]] bool isHeldUp() const { return m_hold != nullptr; }

    /// What came is in the keychain, or will never be: the next process may go on.
    void release();
    void cancel();

    [[nodiscard]] bool isRunning() const { return m_done != nullptr; }

    /// Looks at the clocks now.
    void checkClocks() { m_alarm.check(); }

private:
    void open();
    void enter();
    void compare();
    void adopt();
    void ask();
    void finish(const Result<TokenAnswer>& outcome);

    Core& m_core;
    Alarm m_alarm;
    Client m_client;
    Done m_done;
    std::function<void()> m_hold;
    std::unique_ptr<QLockFile> m_lock;
    std::optional<Deadline> m_patience; ///< after that the holder is taken for dead
    http::Handle m_running;
    quint64 m_round = 0; ///< tells what belongs to one that was canceled
};

} // namespace wallaroo::session
