#include "runs/outcome.h"

#include <algorithm>

namespace wallaroo::runs {

const Error* Outcome::error() const {
    const Error* found = nullptr;
    for (const StepOutcome& step : steps) {
        if (!step.error)
            continue;
        if (step.state == State::Failed || step.state == State::Unknown)
            return &*step.error;
        found = &*step.error;
    }
    return found;
}

bool Outcome::isDoubtful() const {
    return state == State::Done && std::any_of(steps.begin(), steps.end(), [](const StepOutcome& step) {
               return step.readBack.applied == ReadBack::Applied::No;
           });
}

bool Outcome::wasSentAgain() const {
    return std::any_of(steps.begin(), steps.end(), [](const StepOutcome& step) { return step.result.sentAgain; });
}

} // namespace wallaroo::runs
