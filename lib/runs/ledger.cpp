#include "runs/ledger.h"

#include <algorithm>

namespace wallaroo::runs {
namespace {

bool anyIs(const Outcome& outcome, State state) {
    return std::any_of(outcome.steps.begin(), outcome.steps.end(),
                       [state](const StepOutcome& step) { return step.state == state; });
}

bool isBad(State state) {
    return state == State::Failed || state == State::Unknown;
}

} // namespace

Ledger::Ledger(const Plan& plan) {
    m_outcomes.resize(plan.items.size());
    for (std::size_t i = 0; i < m_outcomes.size(); ++i) {
        m_outcomes[i].steps.resize(plan.items[i].steps.size());
        if (!plan.items[i].leftOut.isEmpty()) {
            m_outcomes[i].state = State::LeftOut;
            m_outcomes[i].reason = plan.items[i].leftOut;
        }
        count(m_outcomes[i], 1);
    }
}

Ledger::Ledger(const Plan& plan, std::vector<Outcome> outcomes) : m_outcomes(std::move(outcomes)) {
    m_outcomes.resize(plan.items.size());
    for (std::size_t i = 0; i < m_outcomes.size(); ++i) {
        m_outcomes[i].steps.resize(plan.items[i].steps.size());
        count(m_outcomes[i], 1);
    }
}

std::vector<Outcome> Ledger::settled(const Plan& plan, std::vector<Outcome> outcomes) {
    Ledger ledger(plan, std::move(outcomes));
    for (int item = 0; item < ledger.size(); ++item) {
        Outcome& outcome = ledger.m_outcomes[static_cast<std::size_t>(item)];
        if (outcome.state == State::LeftOut)
            continue;
        outcome.state = ledger.stateOf(plan, item);
        if (outcome.state == State::Waiting)
            outcome.state = State::NotSent;
    }
    return ledger.m_outcomes;
}

void Ledger::count(const Outcome& outcome, int by) {
    static constexpr int Counts::*members[] = {&Counts::waiting, &Counts::running, &Counts::done,   &Counts::failed,
                                               &Counts::notSent, &Counts::unknown, &Counts::leftOut};
    m_counts.all += by;
    m_counts.*members[static_cast<int>(outcome.state)] += by;
    m_counts.doubtful += outcome.isDoubtful() ? by : 0;
    m_counts.sentAgain += outcome.wasSentAgain() ? by : 0;
}

std::optional<int> Ledger::next(const Plan& plan, int item) const {
    const Outcome& outcome = at(item);
    const Item& planned = plan.items[static_cast<std::size_t>(item)];
    const bool goesOn = planned.afterFailure == AfterFailure::GoOn;
    for (int i = 0; i < static_cast<int>(outcome.steps.size()); ++i) {
        const State state = outcome.steps[static_cast<std::size_t>(i)].state;
        if (isBad(state) && !goesOn)
            return std::nullopt;
        if (state != State::Waiting)
            continue;
        const int needs = planned.steps[static_cast<std::size_t>(i)].needs;
        if (needs < 0 || outcome.steps[static_cast<std::size_t>(needs)].state == State::Done)
            return i;
    }
    return std::nullopt;
}

std::vector<int> Ledger::toPutBack(const Plan& plan, int item) const {
    std::vector<int> steps;
    const Outcome& outcome = at(item);
    if (plan.items[static_cast<std::size_t>(item)].afterFailure != AfterFailure::PutBack
        || !anyIs(outcome, State::Failed) || anyIs(outcome, State::Unknown))
        return steps;
    for (int i = static_cast<int>(outcome.steps.size()) - 1; i >= 0; --i) {
        const StepOutcome& step = outcome.steps[static_cast<std::size_t>(i)];
        if (step.state != State::Done || step.putBack)
            continue;
        if (step.error) // it could not be taken back: what came before it stays, too
            break;
        steps.push_back(i);
    }
    return steps;
}

State Ledger::stateOf(const Plan& plan, int item) const {
    const Outcome& outcome = at(item);
    if (anyIs(outcome, State::Running))
        return State::Running;
    if (next(plan, item))
        return outcome.state == State::NotSent ? State::NotSent : State::Waiting;
    if (anyIs(outcome, State::Unknown))
        return State::Unknown;
    return anyIs(outcome, State::Failed) ? State::Failed : State::Done;
}

void Ledger::leaveOut(int item, const QString& reason) {
    Outcome& outcome = m_outcomes[static_cast<std::size_t>(item)];
    count(outcome, -1);
    outcome.state = State::LeftOut;
    outcome.reason = reason;
    count(outcome, 1);
}

void Ledger::set(const Plan& plan, int item, int step, const StepOutcome& changed) {
    Outcome& outcome = m_outcomes[static_cast<std::size_t>(item)];
    count(outcome, -1);
    outcome.steps[static_cast<std::size_t>(step)] = changed;
    outcome.state = stateOf(plan, item);
    count(outcome, 1);
}

void Ledger::sending(int item, int step, qint64 nowMs) {
    Outcome& outcome = m_outcomes[static_cast<std::size_t>(item)];
    count(outcome, -1);
    StepOutcome& under = outcome.steps[static_cast<std::size_t>(step)];
    under = StepOutcome();
    under.state = State::Running;
    under.sentAtMs = nowMs;
    outcome.state = State::Running;
    count(outcome, 1);
}

bool Ledger::notSent(int item) {
    Outcome& outcome = m_outcomes[static_cast<std::size_t>(item)];
    if (outcome.state != State::Waiting)
        return false;
    count(outcome, -1);
    outcome.state = State::NotSent;
    count(outcome, 1);
    return true;
}

void Ledger::again(int item) {
    Outcome& outcome = m_outcomes[static_cast<std::size_t>(item)];
    count(outcome, -1);
    for (StepOutcome& step : outcome.steps) {
        if (step.putBack || step.state == State::Failed)
            step = StepOutcome();
        else if (step.state == State::Done)
            step.error.reset(); // of putting it back, which may be tried again
    }
    outcome.state = State::Waiting;
    count(outcome, 1);
}

/// Lost, or answered by 2xx that could not be read, or by a gateway that does not know what became of the request.
bool isOpen(const Error& error) {
    return error.kind == ErrorKind::OutcomeUnknown || error.kind == ErrorKind::ServerBusy
           || (error.httpStatus >= 200 && error.httpStatus < 300 && error.kind != ErrorKind::Refused);
}

bool endsSession(const Error& error) {
    return error.kind == ErrorKind::SignInNeeded || error.kind == ErrorKind::SessionEnded
           || error.kind == ErrorKind::Unauthorized;
}

} // namespace wallaroo::runs
