#pragma once

#include "api/memberloader.h"
#include "runs/actions.h"

namespace wallaroo::runs {

/// Carries out the steps of membershipsteps.h.
class WorkspaceActions final : public Actions {
public:
    /// The api outlives the actions.
    explicit WorkspaceActions(api::WorkspacesApi& api) : m_api(api) {}

    [[nodiscard]] bool knows(const QString& kind) const override;
    /// Reads the members of every workspace again: whoever is not any more what they were when the plan was made is
    /// left out, and so is whoever has become a workspace's last owner.
    void prepare(const std::vector<Item>& items, QObject* context, Prepared done) override;
    api::Handle perform(const Step& step, QObject* context, Performed done) override;
    void readBack(const std::vector<Sent>& sent, QObject* context, Read done) override;
    [[nodiscard]] std::optional<Step> inverse(const Step& step, const StepResult& result) const override;

private:
    api::WorkspacesApi& m_api;
};

} // namespace wallaroo::runs
