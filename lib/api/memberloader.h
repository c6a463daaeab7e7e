#pragma once

#include "api/workspacesapi.h"

#include <QHash>
#include <QTimer>

#include <deque>

namespace wallaroo::api {

/// Asks for the members of many workspaces, several at a time, what is looked at first.
///
/// One `list_users` per workspace rather than one `workspaces/list` with `user_ids` per person: only the former tells
/// roles, so the latter would have to be followed by the former anyway (tests/bench measures both).
class MemberLoader final : public QObject {
    Q_OBJECT
public:
    /// As many connections as the lane of long work has; what a person does meanwhile has its own.
    static constexpr int mostAtATime = 12;
    /// So many failures of the way to the server one after the other, and the rest is not tried.
    static constexpr int mostFailuresInARow = 4;

    /// The api outlives the loader.
    explicit MemberLoader(WorkspacesApi& api, QObject* parent = nullptr);
    ~MemberLoader() override;

    /// Asks for these, after those that wait already. One that waits or is under way is not asked twice.
    void want(const std::vector<WorkspaceId>& workspaces);
    /// Asks for this one before all others; if it is under way, once more after that, since its answer may be older
    /// than what is wanted.
    void wantAnew(WorkspaceId workspace);
    /// Of those that wait, these come first.
    void prefer(const std::vector<WorkspaceId>& workspaces);
    /// Nothing more; what is under way is dropped.
    void stop();
    /// After halted(): goes on with what waits.
    void resume();

    [[nodiscard]] bool isRunning() const { return !m_running.isEmpty() || (!m_waiting.empty() && !m_isHalted); }

    [[nodiscard]] bool isHalted() const { return m_isHalted; }

    /// Waiting and under way.
    [[nodiscard]] int left() const { return static_cast<int>(m_waiting.size()) + static_cast<int>(m_running.size()); }

Q_SIGNALS:
    void answered(wallaroo::WorkspaceId workspace, const wallaroo::api::Members& members);
    void failed(wallaroo::WorkspaceId workspace, const wallaroo::Error& error);
    void started();
    void finished(); ///< nothing waits any more
    /// The server cannot be reached, or the session has ended: what waits is kept for resume().
    void halted(const wallaroo::Error& error);

private:
    struct Running {
        http::Handle call;
        bool askAgain = false;
    };

    void startNext();
    void ask(WorkspaceId workspace);
    void ended(WorkspaceId workspace, Result<Members> result);
    void fellBack(WorkspaceId workspace, const Error& error);

    WorkspacesApi& m_api;
    std::deque<WorkspaceId> m_waiting;
    QSet<WorkspaceId> m_isWaiting;
    QHash<WorkspaceId, Running> m_running;
    QTimer m_pause; ///< the server asked to wait (429)
    int m_failuresInARow = 0;
    bool m_isHalted = false;
};

} // namespace wallaroo::api
