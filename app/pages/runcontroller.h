#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "runs/journal.h"
#include "runs/run.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace wallaroo {

class Prompts;
class ResultsList;

namespace runs {
class ActionLog;
}

/// What runs of one account need; all outlive their controller.
struct RunTools {
    runs::Actions& actions;
    const Clock& clock;
    Prompts& prompts;
    QString journalFolder;          ///< empty: no run is found again after a crash (a sandbox ends with the program)
    runs::ActionLog* log = nullptr; ///< null: nothing is noted
};

/// Carries plans out before a person's eyes: one at a time, its rows in a ResultsList, stopped, resumed, checked,
/// retried, undone and reported from there. Neither plans nor asks: whoever starts a run has asked.
class RunController final : public QObject {
    Q_OBJECT
public:
    /// The list outlives the controller.
    RunController(ResultsList& list, const RunTools& tools, QObject* parent = nullptr);
    ~RunController() override;

    /// title: "Deactivate 40 users". While another run is under way that one goes on, nothing is begun, and busy() says
    /// so; the same with startQuietly() and, as an error, takeUp().
    void start(runs::Plan plan, const QString& title);
    /// Without a list: ends in quietlyDone(), or shows the list when something is amiss. For one person and nothing
    /// lost.
    void startQuietly(runs::Plan plan, const QString& title);
    /// A run that a crash ended: shown as stopped. An error when it cannot be taken up.
    Result<void> takeUp(const runs::RunJournal::Found& found, const QString& title);

    [[nodiscard]] bool isRunning() const;
    /// Why nothing can be begun while it is.
    [[nodiscard]] static Error busyError();

    /// Null before the first run.
    [[nodiscard]] const runs::Run* run() const { return m_run.get(); }

Q_SIGNALS:
    void started();
    /// Nothing was begun, as another run is under way.
    void busy(const wallaroo::Error& error);
    /// Shown in the list; comes again after a retry and the like.
    void ended();
    void quietlyDone();
    /// A request that was on its way when the run was stopped, or what became of one.
    void answeredLate();
    /// The plan that takes back what was done: to be shown and started like any other.
    void undoPlanned(const wallaroo::runs::Plan& plan);
    /// The journal or a report could not be written.
    void fileFailed(const wallaroo::Error& error);
    void reportSaved(const QString& path);

private:
    void connectList();
    [[nodiscard]] bool isBusy();
    void make(runs::Plan plan, std::unique_ptr<runs::RunJournal> journal);
    void showList();
    void showOutcome(int item);
    void showProgress();
    void runEnded();
    void note(int item, int step);
    void saveReport();
    [[nodiscard]] std::vector<int> itemsOf(const QStringList& ids) const;
    [[nodiscard]] QString summary() const;

    ResultsList& m_list;
    RunTools m_tools;
    std::unique_ptr<runs::Run> m_run;
    QString m_title;
    bool m_isQuiet = false;
    bool m_noteFailed = false; ///< said once
};

} // namespace wallaroo
