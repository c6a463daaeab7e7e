#include "runs/outcome.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {

QString requestIdOf(const StepOutcome& step) {
    if (!step.result.requestId.isEmpty() || !step.error)
        return QString::fromUtf8(step.result.requestId);
    static constexpr auto mark = "request id: "_L1;
    const QStringList lines = step.error->details.split(u'\n');
    const auto found =
        std::find_if(lines.begin(), lines.end(), [](const QString& line) { return line.startsWith(mark); });
    return found == lines.end() ? QString() : found->mid(mark.size());
}

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
