#pragma once

#include "runs/actions.h"

namespace wallaroo::runs {

enum class State : quint8 {
    Waiting, ///< its turn has not come
    Running, ///< a step is on its way
    Done,
    Failed,  ///< refused, or known not to have been applied; see Outcome::error
    NotSent, ///< the run was stopped before
    Unknown, ///< sent, and the answer was lost: it may have been applied. Never sent again by itself
    LeftOut  ///< nothing will be sent for it; see Outcome::reason, and of a step the result's note
};

struct StepOutcome {
    State state = State::Waiting;
    std::optional<Error> error{};
    StepResult result{};
    ReadBack readBack{};
    qint64 sentAtMs = 0;  ///< UTC; 0: not sent
    qint64 endedAtMs = 0; ///< UTC; 0: not yet
    bool putBack = false; ///< it was done, and its inverse was carried out because a later one failed
};

/// x-request-id, of a refusal too, where its details tell it; empty where none was sent.
[[nodiscard]] QString requestIdOf(const StepOutcome& step);

/// Done, but the temporary password that it made was told to nobody: its answer was lost, or the program ended before
/// somebody had it.
[[nodiscard]] bool isPasswordLost(const Step& step, const StepOutcome& outcome);

/// How an item fared.
struct Outcome {
    State state = State::Waiting;
    QString reason; ///< LeftOut: why
    std::vector<StepOutcome> steps;

    /// The first step's error that matters, if any.
    [[nodiscard]] const Error* error() const;
    /// Done, and read back without its effect: the server said yes and changed nothing.
    [[nodiscard]] bool isDoubtful() const;
    /// Some step went twice because of a 401.
    [[nodiscard]] bool wasSentAgain() const;
};

/// How many items are in each state.
struct Counts {
    int all = 0;
    int waiting = 0;
    int running = 0;
    int done = 0;
    int failed = 0;
    int notSent = 0;
    int unknown = 0;
    int leftOut = 0;
    int doubtful = 0;  ///< of those done
    int sentAgain = 0; ///< of all: after a 401 and one refresh

    /// Of those that take part, how many are over.
    [[nodiscard]] int over() const { return done + failed + unknown + notSent; }

    [[nodiscard]] int taking() const { return all - leftOut; }
};

} // namespace wallaroo::runs
