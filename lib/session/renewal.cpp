#include "session/renewal.h"

#include "base/logging.h"
#include "session/core.h"

#include <QDir>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::session {
namespace {

constexpr qint64 pauseMs = 200;
/// A refresh takes 30 s at most, the keychain 10 s.
constexpr qint64 patienceMs = 45'000;

} // namespace

Renewal::Renewal(Core& core) : m_core(core), m_alarm(core.clock, [this] { enter(); }) {
}

void Renewal::start(const Client& client, Done done) {
    cancel();
    m_client = client;
    m_done = std::move(done);
    if (m_core.lockFolder.isEmpty() || !m_core.keeper.isShared())
        return ask();
    open();
}

void Renewal::hold(std::function<void()> mine) {
    cancel();
    if (m_core.lockFolder.isEmpty() || !m_core.keeper.isShared())
        return mine();
    m_hold = std::move(mine);
    open();
}

void Renewal::open() {
    QDir().mkpath(m_core.lockFolder);
    m_lock = std::make_unique<QLockFile>(
        QDir(m_core.lockFolder).filePath(u"refresh-%1.lock"_s.arg(m_core.profile.id.toString(QUuid::WithoutBraces))));
    m_lock->setStaleLockTime(static_cast<int>(patienceMs));
    m_patience = Deadline(m_core.clock, patienceMs);
    enter();
}

void Renewal::enter() {
    const bool mine = m_lock->tryLock(0); // once: it never waits
    if (!mine && m_lock->error() == QLockFile::LockFailedError && !m_patience->isPast(m_core.clock))
        return m_alarm.set(Deadline(m_core.clock, pauseMs));
    if (!mine)
        qCInfo(logSession, "refreshing without the lock file: error %d", static_cast<int>(m_lock->error()));
    if (m_hold)
        return std::exchange(m_hold, nullptr)();
    compare();
}

/// Another process may have been here since ours was read or written.
void Renewal::compare() {
    m_core.keeper.peek(secrets::Kind::RefreshToken, this, [this, round = m_round](const std::optional<Secret>& found) {
        if (round != m_round)
            return;
        if (!found || *found == m_core.tokens.refresh)
            return ask();
        qCInfo(logSession, "another process has refreshed meanwhile");
        if (m_core.isOtherPerson(*found)) // who signed in there: asking would spend their token
            return finish(tl::unexpected(m_core.otherPersonHere()));
        m_core.tokens.refresh = *found;
        adopt();
    });
}

void Renewal::adopt() {
    m_core.keeper.peek(secrets::Kind::AccessToken, this, [this, round = m_round](const std::optional<Secret>& found) {
        if (round != m_round)
            return;
        auto shared = found ? unpackedTokens(*found, m_core.clock) : std::nullopt;
        if (!shared || shared->expiresInMs < adoptableMs)
            return ask();
        shared->refreshToken = m_core.tokens.refresh;
        finish(*shared);
    });
}

void Renewal::ask() {
    m_running = m_core.tokenApi.refresh(m_client, m_core.tokens.refresh, this,
                                        [this](const Result<TokenAnswer>& answer) { finish(answer); });
}

void Renewal::finish(const Result<TokenAnswer>& outcome) {
    const Done done = std::exchange(m_done, nullptr);
    m_client = {};
    if (!outcome)
        release();
    done(outcome);
}

void Renewal::release() {
    m_lock.reset(); // removes the file where it is ours
}

void Renewal::cancel() {
    ++m_round;
    m_running.cancel();
    m_alarm.clear();
    m_client = {};
    m_done = nullptr;
    m_hold = nullptr;
    release();
}

} // namespace wallaroo::session
