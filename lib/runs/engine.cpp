#include "runs/engine.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace wallaroo::runs {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::Run)
};

/// While nothing may leave: how often to look, so that the time left can be told, and a slept-through pause ends.
constexpr qint64 holdLookMs = 200;

Error stoppedBefore() {
    Error error;
    error.kind = ErrorKind::OutcomeUnknown;
    error.sentence = Say::tr("Stopped before the answer came, so the change may have been made.");
    error.advice = Say::tr("Check it before doing it again.");
    return error;
}

/// What is looked at before a run goes on: a step that is done has changed its subject, and is no reason to leave the
/// rest out; one that was left out stays so.
std::vector<int> openSteps(const Outcome& outcome) {
    std::vector<int> open;
    for (std::size_t step = 0; step < outcome.steps.size(); ++step) {
        const StepOutcome& at = outcome.steps[step];
        if (at.state != State::LeftOut && (at.state != State::Done || at.putBack))
            open.push_back(static_cast<int>(step));
    }
    return open;
}

} // namespace

Run::Private::Private(Run& run, Plan given, Actions& knows, const Clock& now, std::unique_ptr<RunJournal> kept)
    : q(run),
      plan(std::move(given)),
      actions(knows),
      clock(now),
      journal(std::move(kept)),
      ledger(plan),
      throttle(now, Run::mostAtATime),
      pace(now) {
    m_hold.setSingleShot(true);
    QObject::connect(&m_hold, &QTimer::timeout, &q, [this] {
        Q_EMIT q.progressed();
        pump();
    });
    m_progress.setSingleShot(true);
    m_progress.setInterval(100);
    QObject::connect(&m_progress, &QTimer::timeout, &q, [this] { Q_EMIT q.progressed(); });
}

const Step& Run::Private::stepAt(int item, int step) const {
    return plan.items[static_cast<std::size_t>(item)].steps[static_cast<std::size_t>(step)];
}

Step Run::Private::readyStep(int item, int step) const {
    const Step& planned = stepAt(item, step);
    return planned.needs < 0
               ? planned
               : actions.filledIn(planned, ledger.at(item).steps[static_cast<std::size_t>(planned.needs)].result);
}

void Run::Private::prepare(const std::vector<int>& items) {
    halt.reset();
    if (startedAtMs == 0)
        startedAtMs = clock.wallMs();
    endedAtMs = 0;
    std::vector<Item> subjects;
    std::vector<Looked> looked;
    subjects.reserve(items.size());
    looked.reserve(items.size());
    for (const int item : items) {
        Item& subject = subjects.emplace_back(plan.items[static_cast<std::size_t>(item)]);
        subject.steps.clear();
        looked.push_back({item, openSteps(ledger.at(item))});
        for (const int step : looked.back().steps)
            subject.steps.push_back(stepAt(item, step));
    }
    m_reader = std::make_unique<QObject>();
    setPhase(Phase::Preparing);
    if (phase != Phase::Preparing)
        return;
    actions.prepare(
        subjects, m_reader.get(),
        [this, looked = std::move(looked)](const std::vector<Hindrance>& hindrances) { prepared(looked, hindrances); });
}

void Run::Private::prepared(const std::vector<Looked>& items, const std::vector<Hindrance>& hindrances) {
    Q_ASSERT(hindrances.size() == items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        leaveOut(items[i], hindrances[i]);
        if (hindrances[i].reason.isEmpty())
            m_queue.push_back(items[i].item);
    }
    if (phase != Phase::Preparing)
        return;
    pace.begin();
    setPhase(Phase::Running);
    pump();
}

void Run::Private::leaveOut(const Looked& looked, const Hindrance& hindrance) {
    if (!hindrance.reason.isEmpty()) {
        ledger.leaveOut(looked.item, hindrance.reason);
        if (journal)
            keep(journal->leftOut(looked.item, hindrance.reason));
        return changed(looked.item);
    }
    for (const auto& [place, reason] : hindrance.steps) {
        const int step = looked.steps[place];
        StepOutcome outcome;
        outcome.state = State::LeftOut;
        outcome.result.note = reason;
        ledger.set(plan, looked.item, step, outcome);
        if (journal)
            keep(journal->corrected(looked.item, step, outcome));
        changed(looked.item);
    }
}

void Run::Private::pump() {
    if (phase != Phase::Running)
        return;
    const qint64 hold = throttle.holdMs();
    if (hold > 0) {
        m_hold.start(static_cast<int>(std::min(hold, holdLookMs)));
        return;
    }
    while (phase == Phase::Running && !m_queue.empty() && static_cast<int>(m_flights.size()) < throttle.width()) {
        const int item = m_queue.front();
        m_queue.pop_front();
        sendNext(item);
    }
    if (phase == Phase::Running && m_queue.empty() && m_flights.empty()) {
        setPhase(Phase::Reading);
        if (phase == Phase::Reading) // who heard of it may have stopped
            readNext();
    }
}

bool Run::Private::sendNext(int item) {
    if (const auto step = ledger.next(plan, item)) {
        send(item, *step, false, readyStep(item, *step));
        return true;
    }
    for (const int step : ledger.toPutBack(plan, item)) {
        if (const auto inverse =
                actions.inverse(readyStep(item, step), ledger.at(item).steps[static_cast<std::size_t>(step)].result)) {
            send(item, step, true, *inverse);
            return true;
        }
    }
    return false;
}

void Run::Private::send(int item, int step, bool back, const Step& what) {
    const qint64 now = clock.wallMs();
    if (journal) {
        const auto written = journal->sending(item, step, now);
        if (!written) {
            m_queue.push_front(item); // not sent: what nobody would know of after a crash is not done
            return stop(written.error());
        }
    }
    if (!back)
        ledger.sending(item, step, now);
    const int number = ++m_lastFlight;
    Flight& flight = m_flights.emplace(number, Flight{item, step, back, {}, now}).first->second;
    flight.handle =
        actions.perform(what, &q, [this, number](const Result<StepResult>& result) { answered(number, result); });
    changed(item);
}

void Run::Private::answered(int number, const Result<StepResult>& result) {
    const auto found = m_flights.find(number);
    if (found == m_flights.end())
        return;
    const Flight flight = found->second;
    m_flights.erase(found);
    if (!result && result.error().kind == ErrorKind::TooManyRequests)
        return heldBack(flight, result.error());
    if (result)
        throttle.accepted();
    if (flight.back)
        putBackEnded(flight, result);
    else
        stepEnded(flight, result);
    // A step that went half before the session ended is refused, but no further one can be sent either
    if (!result && (endsSession(result.error()) || result.error().httpStatus == 401) && phase != Phase::Over)
        return stop(result.error());
    goOn(flight.item);
}

/// Not applied, so nothing is lost: its turn comes again, before those that never had one.
void Run::Private::heldBack(const Flight& flight, const Error& error) {
    throttle.refused(error.retryAfterSeconds);
    if (!flight.back)
        ledger.set(plan, flight.item, flight.step, StepOutcome());
    if (journal)
        keep(journal->corrected(flight.item, flight.step,
                                ledger.at(flight.item).steps[static_cast<std::size_t>(flight.step)]));
    if (phase == Phase::Over) {
        ledger.notSent(flight.item);
        Q_EMIT q.stepEnded(flight.item, flight.step); // not unknown any more, as was said at the stop
    } else {
        m_queue.push_front(flight.item);
    }
    changed(flight.item);
    pump();
}

void Run::Private::putBackEnded(const Flight& flight, const Result<StepResult>& result) {
    StepOutcome outcome = ledger.at(flight.item).steps[static_cast<std::size_t>(flight.step)];
    outcome.state = result || !isOpen(result.error()) ? State::Done : State::Unknown;
    outcome.putBack = result.has_value();
    outcome.error = result ? std::nullopt : std::optional(result.error());
    outcome.endedAtMs = clock.wallMs();
    ledger.set(plan, flight.item, flight.step, outcome);
    if (journal)
        keep(journal->ended(flight.item, flight.step, outcome));
    Q_EMIT q.stepEnded(flight.item, flight.step);
}

void Run::Private::stepEnded(const Flight& flight, const Result<StepResult>& result) {
    const bool wasCalledOff =
        ledger.at(flight.item).steps[static_cast<std::size_t>(flight.step)].state == State::Unknown;
    StepOutcome outcome;
    outcome.sentAtMs = flight.sentAtMs;
    outcome.endedAtMs = clock.wallMs();
    if (result) {
        outcome.state = State::Done;
        outcome.result = *result;
    } else if (endsSession(result.error())) {
        outcome = StepOutcome(); // refused before anything happened: it can be resumed
    } else {
        outcome.state = isOpen(result.error()) ? State::Unknown : State::Failed;
        outcome.error = result.error();
    }
    ledger.set(plan, flight.item, flight.step, outcome);
    if (journal)
        keep(journal->ended(flight.item, flight.step, outcome));
    // After a 5xx the change may be there all the same.
    if (outcome.state == State::Done || (outcome.state == State::Failed && outcome.error->httpStatus >= 500))
        m_toRead.emplace_back(flight.item, flight.step);
    if (outcome.state != (wasCalledOff ? State::Unknown : State::Waiting)) // which was said already
        Q_EMIT q.stepEnded(flight.item, flight.step);
}

void Run::Private::goOn(int item) {
    if (phase == Phase::Over) {
        ledger.notSent(item);
        changed(item);
        return;
    }
    const bool isOver = !ledger.next(plan, item) && ledger.toPutBack(plan, item).empty();
    if (throttle.holdMs() > 0 && !isOver)
        m_queue.push_front(item);
    else if (phase != Phase::Running || !sendNext(item))
        pace.oneIsOver();
    changed(item);
    pump();
}

void Run::Private::stop(const std::optional<Error>& why) {
    if (phase == Phase::Over || phase == Phase::Ready)
        return;
    halt = why;
    m_hold.stop();
    m_reader.reset();
    setPhase(Phase::Over); // before anything is called off: what comes back meets a run that is over
    for (auto flight = m_flights.begin(); flight != m_flights.end();) {
        const bool waits = flight->second.handle.isRunning() && !flight->second.handle.mayHaveBeenSent();
        callOff(flight->second);
        flight = waits ? m_flights.erase(flight) : std::next(flight);
    }
    m_queue.clear();
    for (int item = 0; item < ledger.size(); ++item) {
        if (ledger.notSent(item))
            changed(item);
    }
    over();
}

void Run::Private::callOff(const Flight& flight) {
    const bool waits = flight.handle.isRunning() && !flight.handle.mayHaveBeenSent();
    StepOutcome outcome = ledger.at(flight.item).steps[static_cast<std::size_t>(flight.step)];
    if (waits) {
        api::Handle handle = flight.handle;
        handle.cancel();
        if (!flight.back)
            outcome = StepOutcome();
    } else {
        if (!flight.back)
            actions.sendNoMore(readyStep(flight.item, flight.step));
        outcome.state = State::Unknown;
        outcome.error = stoppedBefore();
    }
    ledger.set(plan, flight.item, flight.step, outcome);
    if (journal)
        keep(journal->corrected(flight.item, flight.step, outcome));
    if (!waits)
        Q_EMIT q.stepEnded(flight.item, flight.step);
    changed(flight.item);
}

void Run::Private::over() {
    endedAtMs = clock.wallMs();
    if (journal)
        journal->sync();
    m_progress.stop();
    Q_EMIT q.progressed();
    Q_EMIT q.finished();
}

void Run::Private::setPhase(Phase next) {
    if (std::exchange(phase, next) != next)
        Q_EMIT q.phaseChanged();
}

void Run::Private::changed(int item) {
    Q_EMIT q.outcomeChanged(item);
    if (!m_progress.isActive())
        m_progress.start();
}

/// A line that could not be written after the fact: the run ends, so that it does not go on unseen.
void Run::Private::keep(const Result<void>& written) {
    if (!written && phase != Phase::Over)
        QMetaObject::invokeMethod(
            &q, [this, error = written.error()] { stop(error); }, Qt::QueuedConnection);
}

} // namespace wallaroo::runs
