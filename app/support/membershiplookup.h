#pragma once

#include "api/memberloader.h"
#include "api/workspacesapi.h"

#include <QHash>
#include <QObject>

#include <optional>
#include <vector>

namespace wallaroo {

/// In which workspaces some people are, with which role, and whether they are the only owner there: asked when it is
/// looked at, not for everybody. One list of the workspaces of all of them, then the members of each, so it is bounded:
/// what lies beyond `most` is counted as not looked at.
class MembershipLookup final : public QObject {
    Q_OBJECT
public:
    static constexpr int most = 200; ///< workspaces

    struct Place {
        Workspace workspace;
        MemberRole role = MemberRole::NotTold;
        bool isOnlyOwner = false;
        QString otherRole{}; ///< see Member
    };

    /// The api outlives the lookup.
    explicit MembershipLookup(api::WorkspacesApi& api, QObject* parent = nullptr);
    ~MembershipLookup() override;

    /// Anew; an earlier one is dropped.
    void start(const std::vector<UserId>& people);
    void stop();

    [[nodiscard]] bool isRunning() const { return m_isRunning; }

    /// As far as known; default workspaces too.
    [[nodiscard]] const std::vector<Place>& placesOf(const UserId& person) const;
    /// Of a workspace that was looked at; empty: not known.
    [[nodiscard]] const std::vector<Member>& membersOf(WorkspaceId workspace) const;
    /// Names of what they alone own, without default workspaces.
    [[nodiscard]] QStringList onlyOwnedBy(const UserId& person) const;
    /// "fraud, churn: sole owner"; "member of 4 workspaces"; empty: of none.
    [[nodiscard]] QString summaryOf(const UserId& person) const;

    /// Workspaces whose members could not be had, or were too many to ask.
    [[nodiscard]] int notLookedAt() const { return m_notLookedAt; }

    /// What is not known, in sentences, where these people are some of so many; empty: nothing is missing.
    [[nodiscard]] QString gaps(int people) const;

    /// Why nothing is known at all.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

Q_SIGNALS:
    void progressed();
    void finished();

private:
    void listed(const Result<api::ListSummary>& result);
    void take(WorkspaceId workspace, const api::Members& members);
    void end();

    api::WorkspacesApi& m_api;
    api::MemberLoader m_loader;
    http::Handle m_list;
    std::vector<Workspace> m_workspaces;
    QHash<UserId, std::vector<Place>> m_places;
    QHash<WorkspaceId, std::vector<Member>> m_members;
    std::optional<Error> m_error;
    int m_notLookedAt = 0;
    bool m_isRunning = false;
};

} // namespace wallaroo
