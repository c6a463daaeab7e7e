#pragma once

#include "runs/journal.h"
#include "runs/ledger.h"
#include "runs/run.h"
#include "runs/throttle.h"

#include <QElapsedTimer>
#include <QTimer>

#include <deque>
#include <map>

namespace wallaroo::runs {

/// What is behind a Run: the queue, what is on its way, and what follows each answer.
class Run::Private final {
public:
    Private(Run& run, Plan plan, Actions& actions, const Clock& clock, std::unique_ptr<RunJournal> journal);

    void prepare(const std::vector<int>& items);
    void stop(const std::optional<Error>& why);
    void read(std::vector<std::pair<int, int>> steps);

    [[nodiscard]] std::vector<int> itemsIn(State state) const;
    [[nodiscard]] std::vector<std::pair<int, int>> unknownSteps() const;

    Run& q;
    Plan plan;
    Actions& actions;
    const Clock& clock;
    std::unique_ptr<RunJournal> journal;
    Ledger ledger;
    Throttle throttle;
    Pace pace;
    Phase phase = Phase::Ready;
    std::optional<Error> halt;
    qint64 startedAtMs = 0;
    qint64 endedAtMs = 0;

private:
    /// A request on its way. It is known by its number, so that an answer of an earlier one is told apart.
    struct Flight {
        int item;
        int step;
        bool back; ///< the inverse, to put the step back
        api::Handle handle;
        qint64 sentAtMs = 0;
    };

    [[nodiscard]] const Step& stepAt(int item, int step) const;
    /// The same as it is sent: with what the step it needs has told.
    [[nodiscard]] Step readyStep(int item, int step) const;
    [[nodiscard]] bool isOnItsWay(int item, int step) const;

    /// Of an item that is looked at again: its steps by their numbers in the plan.
    struct Looked {
        int item;
        std::vector<int> steps;
    };

    void prepared(const std::vector<Looked>& items, const std::vector<Hindrance>& hindrances);
    void leaveOut(const Looked& looked, const Hindrance& hindrance);
    void pump();
    /// What is next for this item; false when it is over.
    bool sendNext(int item);
    void send(int item, int step, bool back, const Step& what);
    void answered(int number, const Result<StepResult>& result);
    void heldBack(const Flight& flight, const Error& error);
    void putBackEnded(const Flight& flight, const Result<StepResult>& result);
    void stepEnded(const Flight& flight, const Result<StepResult>& result);
    void goOn(int item);
    void callOff(const Flight& flight);
    void readNext();
    void wasRead(const std::vector<std::pair<int, int>>& steps, const std::vector<ReadBack>& answers);
    void takeReading(int item, int step, const ReadBack& read);
    void over();
    void setPhase(Phase next);
    void changed(int item);
    void keep(const Result<void>& written);

    std::deque<int> m_queue;
    std::map<int, Flight> m_flights;
    int m_lastFlight = 0;
    std::deque<std::pair<int, int>> m_toRead;
    std::unique_ptr<QObject> m_reader; ///< context of preparing and reading: gone, it is called off
    QTimer m_hold;
    QTimer m_progress;
};

} // namespace wallaroo::runs
