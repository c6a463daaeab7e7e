#pragma once

#include "base/clock.h"
#include "runs/journal.h"
#include "runs/outcome.h"
#include "runs/plan.h"

#include <QObject>

#include <memory>
#include <optional>

namespace wallaroo::runs {

/// Carries out a plan: several items at a time, each step once, and tells of each what became of it.
///
/// A step whose answer is lost is Unknown and stays so until checkUnknown() has looked. 429 holds all of them back for
/// as long as the server asks, and none is lost: the refused one waits for its turn again. A 401 is the session's: it
/// refreshes once and sends the refused request once more, which the outcome tells. When the session ends, what was not
/// sent is NotSent and can be resumed after signing in.
///
/// A run without a journal is one that nobody will ask about after a crash: a single action of one person.
class Run final : public QObject {
    Q_OBJECT
public:
    /// One manager opens six connections to a host; the lane of bulk runs has two.
    static constexpr int mostAtATime = 12;

    enum class Phase : quint8 {
        Ready,
        Preparing, ///< the subjects are read again
        Running,
        Reading, ///< all is sent; the effects are read back
        Over     ///< finished, or stopped: see counts()
    };

    /// actions and clock outlive the run; the journal belongs to it and may be null.
    Run(Plan plan, Actions& actions, const Clock& clock, std::unique_ptr<RunJournal> journal = nullptr,
        QObject* parent = nullptr);
    ~Run() override;

    /// Continues what a journal tells: as if stopped, with what was under way Unknown. See RunJournal::unfinished().
    void takeUp(std::vector<Outcome> outcomes, qint64 startedAtMs);

    /// Reads the subjects again, leaves out who changed, and sends.
    void start();
    /// Ends at once: nothing more is sent; what waits for a connection is taken back and NotSent; what is on the wire
    /// is Unknown, until its answer comes after all, which still counts. Emits finished().
    void stop();
    /// Sends what is NotSent.
    void resume();
    /// Reads back what is Unknown: it becomes Done, or Failed and not applied, or stays. What is still on its way is
    /// left alone: its answer, or the lack of one, comes by itself.
    void checkUnknown();
    /// Sends the failed once more, each from the step that failed.
    void retryFailed();
    /// A plan that takes back what is done, of these items, or of all: not those without an inverse. To be shown and
    /// run like any other.
    [[nodiscard]] Plan undoPlan(const std::vector<int>& items) const;
    [[nodiscard]] Plan undoPlan() const;

    [[nodiscard]] const Plan& plan() const;
    [[nodiscard]] Phase phase() const;
    [[nodiscard]] const Outcome& outcome(int item) const;
    [[nodiscard]] const std::vector<Outcome>& outcomes() const;
    [[nodiscard]] const Counts& counts() const;
    /// By how quickly it went so far; nothing before the first answers.
    [[nodiscard]] std::optional<qint64> msLeft() const;
    /// While the server asked to wait (429): how long still; else 0.
    [[nodiscard]] qint64 msHeldBack() const;
    /// UTC; 0: not yet.
    [[nodiscard]] qint64 startedAtMs() const;
    [[nodiscard]] qint64 endedAtMs() const;
    /// The run stopped by itself, because the session ended or the journal could not be written.
    [[nodiscard]] std::optional<Error> halt() const;

    /// The result list was seen: the journal of this run is not needed any more.
    void forgetJournal();

Q_SIGNALS:
    void phaseChanged();
    /// An item's state or read-back changed.
    void outcomeChanged(int item);
    /// counts(), msLeft() or msHeldBack() changed; at most ten times a second, and at the end.
    void progressed();
    /// Nothing is going on any more; comes again after resume(), checkUnknown() and retryFailed(). The run may be
    /// deleted later, not from in here.
    void finished();
    /// A step is known to be done, or was refused, or is unknown, also because of a stop; comes again when more becomes
    /// known, or when its effect is not found: for the journal of own actions.
    void stepEnded(int item, int step);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace wallaroo::runs
