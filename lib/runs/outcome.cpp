#include "runs/outcome.h"

#include <algorithm>

namespace wallaroo::runs {

const Error* Outcome::error() const {
    const auto found =
        std::find_if(steps.begin(), steps.end(), [](const StepOutcome& step) { return step.error.has_value(); });
    return found == steps.end() ? nullptr : &*found->error;
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
