#pragma once

#include "runs/outcome.h"
#include "runs/plan.h"

#include <vector>

namespace wallaroo::runs {

/// The outcomes of a run and what is counted of them: the rules by which steps make up an item, without any sending.
class Ledger {
public:
    explicit Ledger(const Plan& plan);
    Ledger(const Plan& plan, std::vector<Outcome> outcomes);

    /// Works out the items' states from their steps, as after a stop: what is not over is NotSent.
    [[nodiscard]] static std::vector<Outcome> settled(const Plan& plan, std::vector<Outcome> outcomes);

    [[nodiscard]] const Outcome& at(int item) const { return m_outcomes[static_cast<std::size_t>(item)]; }

    [[nodiscard]] const std::vector<Outcome>& all() const { return m_outcomes; }

    [[nodiscard]] const Counts& counts() const { return m_counts; }

    [[nodiscard]] int size() const { return static_cast<int>(m_outcomes.size()); }

    /// The step to send next; nothing when the item is over.
    [[nodiscard]] std::optional<int> next(const Plan& plan, int item) const;
    /// The steps to take back, the last one first, where the item wants to be put back.
    [[nodiscard]] std::vector<int> toPutBack(const Plan& plan, int item) const;

    void leaveOut(int item, const QString& reason);
    /// Replaces a step's outcome and works out the item's.
    void set(const Plan& plan, int item, int step, const StepOutcome& outcome);
    void sending(int item, int step, qint64 nowMs);
    /// What has not begun, or is not over and not under way, will not be sent.
    bool notSent(int item);
    /// Not sent, or failed: its turn comes again, with what failed and what was put back.
    void again(int item);

private:
    void count(const Outcome& outcome, int by);
    [[nodiscard]] State stateOf(const Plan& plan, int item) const;

    std::vector<Outcome> m_outcomes;
    Counts m_counts;
};

/// Whether the outcome of a step that ended so is open: it may have been applied.
[[nodiscard]] bool isOpen(const Error& error);
/// Whether the error says that the session is over, so that nothing else would go out either.
[[nodiscard]] bool endsSession(const Error& error);

} // namespace wallaroo::runs
