#include "runs/run.h"

#include "runs/engine.h"

#include <algorithm>
#include <numeric>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {

Run::Run(Plan plan, Actions& actions, const Clock& clock, std::unique_ptr<RunJournal> journal, QObject* parent)
    : QObject(parent),
      d(std::make_unique<Private>(*this, std::move(plan), actions, clock, std::move(journal))) {
}

Run::~Run() = default;

void Run::takeUp(std::vector<Outcome> outcomes, qint64 startedAtMs) {
    d->ledger = Ledger(d->plan, std::move(outcomes));
    d->startedAtMs = startedAtMs;
    d->phase = Phase::Over;
}

void Run::start() {
    if (d->phase == Phase::Ready)
        d->prepare(d->itemsIn(State::Waiting));
}

void Run::stop() {
    d->stop(std::nullopt);
}

void Run::resume() {
    if (d->phase != Phase::Over)
        return;
    const std::vector<int> items = d->itemsIn(State::NotSent);
    for (const int item : items)
        d->ledger.again(item);
    if (!items.empty())
        d->prepare(items);
}

void Run::checkUnknown() {
    if (d->phase == Phase::Over)
        d->read(d->unknownSteps());
}

void Run::retryFailed() {
    if (d->phase != Phase::Over)
        return;
    const std::vector<int> items = d->itemsIn(State::Failed);
    for (const int item : items) {
        d->ledger.again(item);
        Q_EMIT outcomeChanged(item);
    }
    if (!items.empty())
        d->prepare(items);
}

Plan Run::undoPlan(const std::vector<int>& items) const {
    Plan undo;
    undo.verb = u"undo:"_s + d->plan.verb;
    undo.instance = d->plan.instance;
    undo.instanceId = d->plan.instanceId;
    undo.actor = d->plan.actor;
    undo.isUndo = true;
    for (const int index : items) {
        const Item& done = d->plan.items[static_cast<std::size_t>(index)];
        const Outcome& outcome = d->ledger.at(index);
        Item item{done.id, done.name, done.email, {}, AfterFailure::StopHere, {}, {}};
        for (std::size_t step = done.steps.size(); step-- > 0;) {
            const StepOutcome& at = outcome.steps[step];
            if (at.state != State::Done || at.putBack)
                continue;
            if (auto inverse = d->actions.inverse(done.steps[step], at.result))
                item.steps.push_back(std::move(*inverse));
        }
        if (!item.steps.empty())
            undo.items.push_back(std::move(item));
    }
    return undo;
}

Plan Run::undoPlan() const {
    std::vector<int> all(d->plan.items.size());
    std::iota(all.begin(), all.end(), 0);
    return undoPlan(all);
}

const Plan& Run::plan() const {
    return d->plan;
}

Run::Phase Run::phase() const {
    return d->phase;
}

const Outcome& Run::outcome(int item) const {
    return d->ledger.at(item);
}

const std::vector<Outcome>& Run::outcomes() const {
    return d->ledger.all();
}

const Counts& Run::counts() const {
    return d->ledger.counts();
}

std::optional<qint64> Run::msLeft() const {
    if (d->phase != Phase::Running)
        return std::nullopt;
    const auto left = d->pace.msLeft(counts().waiting + counts().running);
    return left ? std::optional(*left + msHeldBack()) : std::nullopt;
}

qint64 Run::msHeldBack() const {
    return d->phase == Phase::Running ? d->throttle.holdMs() : 0;
}

qint64 Run::startedAtMs() const {
    return d->startedAtMs;
}

qint64 Run::endedAtMs() const {
    return d->endedAtMs;
}

std::optional<Error> Run::halt() const {
    return d->halt;
}

void Run::forgetJournal() {
    if (d->journal)
        d->journal->remove();
    d->journal.reset();
}

} // namespace wallaroo::runs
