#include "session/deviceflow.h"

#include "base/logging.h"
#include "session/core.h"
#include "session/sessionerrors.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::session {
namespace {

constexpr qint64 slowerByMs = 5'000;
constexpr qint64 longestIntervalMs = 60'000;

/// Whether the server has not decided: it said so, or it did not get to say anything.
bool isUndecided(const Error& error) {
    if (!error.serverCode.isEmpty())
        return error.serverCode == "authorization_pending"_L1 || error.serverCode == "slow_down"_L1;
    switch (error.kind) {
    case ErrorKind::HostNotFound:
    case ErrorKind::ConnectionRefused:
    case ErrorKind::TookTooLong:
    case ErrorKind::ConnectionLost:
    case ErrorKind::OutcomeUnknown:
    case ErrorKind::ProxyFailed:
    case ErrorKind::NotHttp:
    case ErrorKind::WebPage:
    case ErrorKind::Incomplete:
    case ErrorKind::Damaged:
    case ErrorKind::TooManyRequests:
    case ErrorKind::ServerFailed:
    case ErrorKind::ServerBusy:
        return true;
    default:
        return false;
    }
}

} // namespace

DeviceFlow::DeviceFlow(Core& core) : m_core(core), m_alarm(core.clock, [this] { poll(); }) {
}

void DeviceFlow::begin(const Client& client, api::Scope scope, Done done) {
    cancel();
    m_client = client;
    m_done = std::move(done);
    m_running = m_core.tokenApi.startDevice(client, scope, this,
                                            [this](const Result<DeviceAnswer>& answer) { started(answer); });
}

void DeviceFlow::cancel() {
    m_running.cancel();
    m_alarm.clear();
    m_deviceCode.clear();
    m_client = {};
    m_prompt.reset();
    m_done = nullptr;
}

void DeviceFlow::started(const Result<DeviceAnswer>& answer) {
    if (!answer)
        return finish(tl::unexpected(answer.error()));
    m_deviceCode = answer->deviceCode;
    m_intervalMs = answer->intervalMs;
    m_prompt = DevicePrompt{answer->userCode, answer->page,
                            answer->completePage.isEmpty() ? answer->page : answer->completePage,
                            Deadline(m_core.clock, answer->expiresInMs)};
    waitOn(m_intervalMs);
    Q_EMIT m_core.session.deviceCodeReady();
}

void DeviceFlow::waitOn(qint64 ms) {
    // Not beyond its end: then nobody needs to ask any more.
    m_alarm.set(Deadline(m_core.clock, std::min(ms, std::max<qint64>(m_prompt->end.leftMs(m_core.clock), 1))));
}

void DeviceFlow::poll() {
    if (m_prompt->end.isPast(m_core.clock))
        return finish(tl::unexpected(deviceCodeExpired()));
    m_running = m_core.tokenApi.pollDevice(m_client, m_deviceCode, this,
                                           [this](const Result<TokenAnswer>& answer) { polled(answer); });
}

void DeviceFlow::polled(const Result<TokenAnswer>& answer) {
    if (answer || !isUndecided(answer.error()))
        return finish(answer);
    const Error& error = answer.error();
    if (error.serverCode != "authorization_pending"_L1) {
        qCInfo(logSession, "device sign-in: asked in vain, kind %d, status %d", static_cast<int>(error.kind),
               error.httpStatus);
        m_intervalMs = std::min(m_intervalMs + slowerByMs, std::max(longestIntervalMs, m_intervalMs));
    }
    waitOn(std::max<qint64>(m_intervalMs, 1000LL * error.retryAfterSeconds.value_or(0)));
}

void DeviceFlow::finish(const Result<TokenAnswer>& outcome) {
    const Result<TokenAnswer> told = outcome; // NOLINT(performance-unnecessary-copy-initialization): what it is in dies
    const Done done = std::move(m_done);
    cancel();
    done(told);
}

} // namespace wallaroo::session
