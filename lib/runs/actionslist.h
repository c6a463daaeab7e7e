#pragma once

#include "runs/actions.h"

namespace wallaroo::runs {

/// Several Actions as one, for a run whose items hold steps of different kinds: each step goes to the first that knows
/// it.
class ActionsList final : public Actions {
public:
    /// All outlive this.
    explicit ActionsList(std::vector<Actions*> parts) : m_parts(std::move(parts)) {}

    [[nodiscard]] bool knows(const QString& kind) const override;
    void prepare(const std::vector<Item>& items, QObject* context, Prepared done) override;
    api::Handle perform(const Step& step, QObject* context, Performed done) override;
    [[nodiscard]] Step filledIn(const Step& step, const StepResult& needed) const override;
    void sendNoMore(const Step& step) override;
    void readBack(const std::vector<Sent>& steps, QObject* context, Read done) override;
    [[nodiscard]] std::optional<Step> inverse(const Step& step, const StepResult& result) const override;

private:
    [[nodiscard]] Actions* partFor(const QString& kind) const;

    std::vector<Actions*> m_parts;
};

} // namespace wallaroo::runs
