#include "api/memberloader.h"

#include <algorithm>

namespace wallaroo::api {
namespace {

constexpr int pauseWithoutHint = 5; // seconds

/// Whether the next workspace would fare no better.
bool isOfTheWay(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::HostNotFound:
    case ErrorKind::ConnectionRefused:
    case ErrorKind::TookTooLong:
    case ErrorKind::ConnectionLost:
    case ErrorKind::ProxyFailed:
    case ErrorKind::UnknownAuthority:
    case ErrorKind::WrongCertificate:
    case ErrorKind::ServerBusy:
    case ErrorKind::NotOffered:
        return true;
    default:
        return false;
    }
}

bool isOfTheSession(ErrorKind kind) {
    return kind == ErrorKind::SessionEnded || kind == ErrorKind::SignInNeeded || kind == ErrorKind::Unauthorized;
}

} // namespace

MemberLoader::MemberLoader(WorkspacesApi& api, QObject* parent) : QObject(parent), m_api(api) {
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &MemberLoader::startNext);
}

MemberLoader::~MemberLoader() {
    for (Running& running : m_running)
        running.call.cancel();
}

void MemberLoader::want(const std::vector<WorkspaceId>& workspaces) {
    const bool wasRunning = isRunning();
    for (const WorkspaceId workspace : workspaces) {
        if (m_isWaiting.contains(workspace) || m_running.contains(workspace))
            continue;
        m_waiting.push_back(workspace);
        m_isWaiting.insert(workspace);
    }
    if (!wasRunning && isRunning())
        Q_EMIT started();
    startNext();
}

void MemberLoader::wantAnew(WorkspaceId workspace) {
    if (const auto running = m_running.find(workspace); running != m_running.end()) {
        running->askAgain = true;
        return;
    }
    want({workspace});
    prefer({workspace});
}

void MemberLoader::prefer(const std::vector<WorkspaceId>& workspaces) {
    QSet<WorkspaceId> first;
    std::deque<WorkspaceId> order;
    for (const WorkspaceId workspace : workspaces) {
        if (m_isWaiting.contains(workspace) && !first.contains(workspace)) {
            first.insert(workspace);
            order.push_back(workspace);
        }
    }
    if (first.isEmpty())
        return;
    std::copy_if(m_waiting.begin(), m_waiting.end(), std::back_inserter(order),
                 [&first](WorkspaceId workspace) { return !first.contains(workspace); });
    m_waiting = std::move(order);
}

void MemberLoader::stop() {
    m_waiting.clear();
    m_isWaiting.clear();
    for (Running& running : m_running)
        running.call.cancel();
    m_running.clear();
    m_pause.stop();
    m_isHalted = false;
    m_failuresInARow = 0;
}

void MemberLoader::resume() {
    if (!m_isHalted)
        return;
    m_isHalted = false;
    m_failuresInARow = 0;
    if (!m_waiting.empty())
        Q_EMIT started();
    startNext();
}

void MemberLoader::startNext() {
    while (!m_isHalted && !m_pause.isActive() && !m_waiting.empty() && m_running.size() < mostAtATime) {
        const WorkspaceId next = m_waiting.front();
        m_waiting.pop_front();
        m_isWaiting.remove(next);
        ask(next);
    }
}

void MemberLoader::ask(WorkspaceId workspace) {
    m_running.insert(workspace, {});
    m_running[workspace].call =
        m_api.listUsers(workspace, http::Lane::Bulk, this,
                        [this, workspace](Result<Members> result) { ended(workspace, std::move(result)); });
}

void MemberLoader::ended(WorkspaceId workspace, Result<Members> result) {
    const bool askAgain = m_running.take(workspace).askAgain;
    if (result) {
        m_failuresInARow = 0;
        Q_EMIT answered(workspace, *result);
    } else {
        fellBack(workspace, result.error());
    }
    if (askAgain)
        wantAnew(workspace);
    startNext();
    if (m_running.isEmpty() && m_waiting.empty())
        Q_EMIT finished();
}

/// Refused or failed: not known. Of what concerns all of them the rest is spared.
void MemberLoader::fellBack(WorkspaceId workspace, const Error& error) {
    if (error.kind == ErrorKind::TooManyRequests && !m_isHalted) {
        m_waiting.push_front(workspace);
        m_isWaiting.insert(workspace);
        m_pause.start(std::chrono::seconds(std::max(1, error.retryAfterSeconds.value_or(pauseWithoutHint))));
        return;
    }
    Q_EMIT failed(workspace, error);
    if (isOfTheWay(error.kind))
        ++m_failuresInARow;
    else
        m_failuresInARow = 0;
    if (m_isHalted || (!isOfTheSession(error.kind) && m_failuresInARow < mostFailuresInARow))
        return;
    m_isHalted = true;
    Q_EMIT halted(error);
}

} // namespace wallaroo::api
