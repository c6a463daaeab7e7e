#pragma once

#include "api/memberloader.h"
#include "runs/actions.h"
#include "runs/membershipsteps.h"

#include <QPointer>

#include <functional>

namespace wallaroo::runs {

class RoleChange;

/// Carries out the steps of membershipsteps.h.
class WorkspaceActions final : public Actions {
public:
    /// Who is known to be deactivated: no owner to count on, as they cannot sign in.
    using IsInactive = std::function<bool(const UserId&)>;

    /// The api outlives the actions.
    explicit WorkspaceActions(api::WorkspacesApi& api, IsInactive isInactive = {});
    ~WorkspaceActions() override;

    [[nodiscard]] bool knows(const QString& kind) const override;
    /// Reads the members of every workspace again: whoever is not any more what they were when the plan was made is
    /// left out, and so is whoever has become a workspace's last active owner, unless that is taken back. Of several
    /// who share an item the others go on.
    void prepare(const std::vector<Item>& items, QObject* context, Prepared done) override;
    api::Handle perform(const Step& step, QObject* context, Performed done) override;
    void sendNoMore(const Step& step) override;
    void readBack(const std::vector<Sent>& sent, QObject* context, Read done) override;
    [[nodiscard]] std::optional<Step> inverse(const Step& step, const StepResult& result) const override;

private:
    api::Handle changeRole(const MembershipStep& step, QObject* context, Performed done);

    api::WorkspacesApi& m_api;
    IsInactive m_isInactive;
    std::vector<QPointer<RoleChange>> m_roleChanges; ///< on their way
};

} // namespace wallaroo::runs
