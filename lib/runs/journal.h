#pragma once

#include "base/error.h"
#include "runs/outcome.h"
#include "runs/plan.h"

#include <QString>

#include <memory>
#include <vector>

namespace wallaroo::runs {

/// What a run has done so far, on disk: one file per run, one line per event, appended as it happens, so that a run
/// killed at any point is known at the next start. Holds ids, names, addresses and outcomes; no secrets. Readable by
/// its owner alone (0600, in a folder 0700).
///
/// A line is handed to the system before its request is sent, which is what survives the end of the process; it is on
/// the disk (fdatasync) within a quarter of a second and when the run ends, which is what survives a power cut. A file
/// belongs to the process that writes it (flock) and is let go when that ends, however it ends.
class RunJournal {
public:
    /// A new file in the folder, which is made where it is missing. FileFailed with a sentence.
    [[nodiscard]] static Result<std::unique_ptr<RunJournal>> begin(const QString& folder, const Plan& plan,
                                                                   qint64 nowMs);

    /// A run that did not end.
    struct Found {
        QString path;
        qint64 startedAtMs = 0;
        Plan plan;
        std::vector<Outcome> outcomes; ///< what was under way is Unknown, what did not begin NotSent
        Counts counts;
    };

    /// The runs in the folder that no living process writes. Files that cannot be read are moved aside and told of in
    /// `unreadable`.
    [[nodiscard]] static std::vector<Found> unfinished(const QString& folder, QStringList* unreadable = nullptr);
    /// Continues the file of a found run; FileFailed when another process was quicker.
    [[nodiscard]] static Result<std::unique_ptr<RunJournal>> takeUp(const Found& found);
    /// The person does not want to know any more: the file goes.
    static Result<void> drop(const Found& found);

    ~RunJournal();
    RunJournal(const RunJournal&) = delete;
    RunJournal& operator=(const RunJournal&) = delete;

    /// Before the request goes out.
    Result<void> sending(int item, int step, qint64 nowMs);
    /// After its end, whatever it is.
    Result<void> ended(int item, int step, const StepOutcome& outcome);
    Result<void> leftOut(int item, const QString& reason);
    /// An Unknown was looked at, a refused one will be sent again, ...: the item's steps from now on.
    Result<void> corrected(int item, int step, const StepOutcome& outcome);
    /// To the disk, now.
    void sync();
    /// All is known: the file goes.
    void remove();

    [[nodiscard]] QString path() const;

private:
    class Private;
    explicit RunJournal(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace wallaroo::runs
