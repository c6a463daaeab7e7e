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

bool isPasswordLost(const Step& step, const StepOutcome& outcome) {
    if (outcome.state != State::Done || !outcome.result.secret.isEmpty())
        return false;
    if (step.kind == "user.create"_L1 || step.kind == "user.password"_L1)
        return true;
    // The answer to an invitation may hold none, where a mail goes out
    return step.kind == "user.invite"_L1 && (outcome.result.hadSecret || outcome.result.newId.isEmpty());
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
