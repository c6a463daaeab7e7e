#include "runs/engine.h"

#include <QCoreApplication>

#include <algorithm>

namespace wallaroo::runs {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::Run)
};

Error notApplied() {
    Error error;
    error.kind = ErrorKind::ConnectionLost;
    error.sentence = Say::tr("The answer was lost, and the change was not made.");
    error.advice = Say::tr("It can be sent once more.");
    return error;
}

/// Read back together: the server answers for many at once, and a run can be stopped in between.
constexpr std::size_t batch = 200;

} // namespace

std::vector<int> Run::Private::itemsIn(State state) const {
    std::vector<int> items;
    for (int item = 0; item < ledger.size(); ++item) {
        if (ledger.at(item).state == state)
            items.push_back(item);
    }
    return items;
}

bool Run::Private::isOnItsWay(int item, int step) const {
    return std::any_of(m_flights.begin(), m_flights.end(), [item, step](const auto& flight) {
        return flight.second.item == item && flight.second.step == step;
    });
}

std::vector<std::pair<int, int>> Run::Private::unknownSteps() const {
    std::vector<std::pair<int, int>> steps;
    for (int item = 0; item < ledger.size(); ++item) {
        const Outcome& outcome = ledger.at(item);
        for (int step = 0; step < static_cast<int>(outcome.steps.size()); ++step) {
            const StepOutcome& at = outcome.steps[static_cast<std::size_t>(step)];
            const bool unread = at.state == State::Done && at.readBack.applied == ReadBack::Applied::NotTold;
            // What is still on its way may be applied later: reading it now would say "no" too early
            if ((at.state == State::Unknown && !isOnItsWay(item, step)) || (unread && !at.putBack))
                steps.emplace_back(item, step);
        }
    }
    return steps;
}

void Run::Private::read(std::vector<std::pair<int, int>> steps) {
    m_toRead.assign(steps.begin(), steps.end());
    setPhase(Phase::Reading);
    if (phase == Phase::Reading)
        readNext();
}

void Run::Private::readNext() {
    if (m_toRead.empty()) {
        m_reader.reset();
        setPhase(Phase::Over);
        return over();
    }
    std::vector<std::pair<int, int>> places;
    std::vector<Sent> steps;
    while (!m_toRead.empty() && places.size() < batch) {
        places.push_back(m_toRead.front());
        const auto [item, step] = places.back();
        steps.push_back({readyStep(item, step), ledger.at(item).steps[static_cast<std::size_t>(step)].result});
        m_toRead.pop_front();
    }
    m_reader = std::make_unique<QObject>();
    actions.readBack(steps, m_reader.get(), [this, places = std::move(places)](const std::vector<ReadBack>& answers) {
        wasRead(places, answers);
    });
}

void Run::Private::wasRead(const std::vector<std::pair<int, int>>& places, const std::vector<ReadBack>& answers) {
    Q_ASSERT(places.size() == answers.size());
    for (std::size_t i = 0; i < places.size() && i < answers.size(); ++i)
        takeReading(places[i].first, places[i].second, answers[i]);
    if (m_reader) // by way of it, so that it dies with a stop
        QMetaObject::invokeMethod(
            m_reader.get(), [this] { readNext(); }, Qt::QueuedConnection);
}

void Run::Private::takeReading(int item, int step, const ReadBack& read) {
    StepOutcome outcome = ledger.at(item).steps[static_cast<std::size_t>(step)];
    const State before = outcome.state;
    const bool wasSeen = outcome.readBack.applied == ReadBack::Applied::No;
    outcome.readBack = read;
    if (before != State::Done && read.applied == ReadBack::Applied::Yes) {
        outcome.state = State::Done;
        outcome.error.reset();
    } else if (before == State::Unknown && read.applied == ReadBack::Applied::No) {
        outcome.state = State::Failed;
        outcome.error = read.error.value_or(notApplied());
    }
    if (outcome.result.newId.isEmpty())
        outcome.result.newId = read.newId;
    ledger.set(plan, item, step, outcome);
    ledger.notSent(item); // of what became known, later steps can be resumed
    if (journal)
        keep(journal->corrected(item, step, outcome));
    if (outcome.state != before || (read.applied == ReadBack::Applied::No && !wasSeen))
        Q_EMIT q.stepEnded(item, step);
    changed(item);
}

} // namespace wallaroo::runs
