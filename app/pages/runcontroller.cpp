#include "pages/runcontroller.h"

#include "base/displaytext.h"
#include "exchange/csv.h"
#include "runs/actionlog.h"
#include "runs/membershipsteps.h"
#include "runs/report.h"
#include "support/prompts.h"
#include "widgets/resultslist.h"

#include <QDateTime>
#include <QSet>

#include <utility>

namespace wallaroo {
namespace {

constexpr qint64 msOfASecond = 1000;
constexpr qint64 msOfAMinute = 60'000;

RowOutcome rowOutcome(const runs::Outcome& outcome) {
    switch (outcome.state) {
    case runs::State::Waiting:
        return RowOutcome::Waiting;
    case runs::State::Running:
        return RowOutcome::Running;
    case runs::State::Done:
        return outcome.isDoubtful() ? RowOutcome::Warning : RowOutcome::Done;
    case runs::State::Failed:
        return RowOutcome::Failed;
    case runs::State::NotSent:
        return RowOutcome::NotSent;
    case runs::State::Unknown:
        return RowOutcome::Unknown;
    case runs::State::LeftOut:
        break;
    }
    return RowOutcome::LeftOut;
}

/// Somebody was created, and what followed was not all done: that is said first, as the account is there.
QString whyHalfCreated(const runs::Item& item, const runs::Outcome& outcome, const QString& reason) {
    const bool isCreated = item.steps.size() > 1 && item.steps.front().kind == QLatin1String("user.create")
                           && outcome.steps.front().state == runs::State::Done;
    if (!isCreated)
        return reason;
    const bool isKnown = outcome.steps[1].state == runs::State::Failed;
    QString text = isKnown ? RunController::tr("Created, but not as administrator: %1").arg(reason)
                           : RunController::tr("Created. Whether as administrator is not known: %1").arg(reason);
    if (runs::isPasswordLost(item.steps.front(), outcome.steps.front()))
        text += u' ' + RunController::tr("Its temporary password is not known: set a new one.");
    return text;
}

QString whyOfWhole(const runs::Item& item, const runs::Outcome& outcome) {
    if (outcome.isDoubtful())
        return RunController::tr("The server said yes, and nothing had changed when it was read again.");
    if (const Error* error = outcome.error())
        return whyHalfCreated(item, outcome,
                              error->advice.isEmpty() ? error->sentence : error->sentence + u' ' + error->advice);
    if (outcome.wasSentAgain())
        return RunController::tr("sent once more after the token was renewed");
    QStringList notes;
    for (size_t i = 0; i < outcome.steps.size(); ++i) {
        const auto& step = outcome.steps[i];
        if (runs::isPasswordLost(item.steps[i], step))
            notes << RunController::tr("temporary password not known: set a new one");
        if (step.state == runs::State::Done && step.readBack.applied == runs::ReadBack::Applied::NotTold)
            notes << step.readBack.text;
        if (step.state != runs::State::LeftOut)
            notes << step.result.note;
        if (outcome.state == runs::State::NotSent && i > 0 && item.steps[i].kind == QLatin1String("user.give-admin"))
            notes << RunController::tr("the role of administrator is not given yet");
    }
    notes.removeAll(QString());
    return notes.join(QStringLiteral("; "));
}

/// Several may share an item; some of them may have been left out, or not sent as there is no new owner.
QString why(const runs::Item& item, const runs::Outcome& outcome) {
    if (outcome.state == runs::State::LeftOut)
        return displayText(outcome.reason);
    QStringList parts;
    for (size_t i = 0; i < outcome.steps.size(); ++i)
        parts << displayText(runs::whyNotSent(item, outcome, i));
    parts.removeDuplicates();
    parts << whyOfWhole(item, outcome);
    for (size_t i = 0; i < outcome.steps.size(); ++i) {
        if (outcome.steps[i].state == runs::State::LeftOut)
            parts << RunController::tr("%1: left out, %2", "Bo Lind in fraud: left out, is collaborator by now")
                         .arg(displayText(runs::subjectOf(item, item.steps[i]).name), outcome.steps[i].result.note);
    }
    parts.removeAll(QString());
    return parts.join(QStringLiteral("; "));
}

} // namespace

RunController::RunController(ResultsList& list, const RunTools& tools, QObject* parent)
    : QObject(parent),
      m_list(list),
      m_tools(tools) {
    connectList();
}

RunController::~RunController() = default;

void RunController::connectList() {
    connect(&m_list, &ResultsList::stopRequested, this, [this] {
        if (m_run)
            m_run->stop();
    });
    connect(&m_list, &ResultsList::retryRequested, this, [this] {
        showList();
        m_run->retryFailed();
    });
    connect(&m_list, &ResultsList::resumeRequested, this, [this] {
        showList();
        m_run->resume();
    });
    connect(&m_list, &ResultsList::checkRequested, this, [this] {
        showList();
        m_run->checkUnknown();
    });
    connect(&m_list, &ResultsList::undoRequested, this,
            [this](const QStringList& ids) { Q_EMIT undoPlanned(m_run->undoPlan(itemsOf(ids))); });
    connect(&m_list, &ResultsList::reportRequested, this, &RunController::saveReport);
    connect(&m_list, &ResultsList::dismissed, this, [this] {
        if (m_run && !isRunning())
            m_run->forgetJournal();
    });
}

bool RunController::isRunning() const {
    return m_run && m_run->phase() != runs::Run::Phase::Ready && m_run->phase() != runs::Run::Phase::Over;
}

Error RunController::busyError() {
    Error error;
    error.kind = ErrorKind::BadInput;
    error.sentence = tr("A run is under way.");
    error.advice = tr("Wait for its end, or stop it.");
    return error;
}

bool RunController::isBusy() {
    const bool busyNow = isRunning();
    if (busyNow)
        Q_EMIT busy(busyError());
    return busyNow;
}

void RunController::make(runs::Plan plan, std::unique_ptr<runs::RunJournal> journal) {
    Q_ASSERT(!isRunning());
    if (m_run) {
        m_run->disconnect(this);
        m_run->forgetJournal(); // its result list gives way to the next one's
    }
    m_run = std::make_unique<runs::Run>(std::move(plan), m_tools.actions, m_tools.clock, std::move(journal));
    connect(m_run.get(), &runs::Run::outcomeChanged, this, &RunController::showOutcome);
    connect(m_run.get(), &runs::Run::progressed, this, &RunController::showProgress);
    connect(m_run.get(), &runs::Run::finished, this, &RunController::runEnded);
    connect(m_run.get(), &runs::Run::stepEnded, this, &RunController::note);
}

void RunController::start(runs::Plan plan, const QString& title) {
    if (isBusy())
        return;
    std::unique_ptr<runs::RunJournal> journal;
    if (!m_tools.journalFolder.isEmpty()) {
        auto begun = runs::RunJournal::begin(m_tools.journalFolder, plan, m_tools.clock.wallMs());
        if (!begun) {
            Q_EMIT fileFailed(begun.error()); // nothing is sent that could not be found again after a crash
            return;
        }
        journal = std::move(*begun);
    }
    m_title = title;
    m_isQuiet = false;
    make(std::move(plan), std::move(journal));
    showList();
    m_run->start();
    Q_EMIT started();
}

void RunController::startQuietly(runs::Plan plan, const QString& title) {
    if (isBusy())
        return;
    m_title = title;
    m_isQuiet = true;
    m_list.hide(); // the last run's
    make(std::move(plan), nullptr);
    m_run->start();
    Q_EMIT started();
}

Result<void> RunController::takeUp(const runs::RunJournal::Found& found, const QString& title) {
    if (isRunning())
        return tl::unexpected(busyError());
    auto journal = runs::RunJournal::takeUp(found);
    if (!journal)
        return tl::unexpected(journal.error());
    m_title = title;
    m_isQuiet = false;
    make(found.plan, std::move(*journal));
    m_run->takeUp(found.outcomes, found.startedAtMs);
    showList();
    runEnded();
    return {};
}

void RunController::showList() {
    QList<ResultRow> rows;
    const auto& items = m_run->plan().items;
    rows.reserve(static_cast<qsizetype>(items.size()));
    for (size_t i = 0; i < items.size(); ++i) {
        const auto& outcome = m_run->outcome(static_cast<int>(i));
        if (!items[i].leftOut.isEmpty())
            continue; // the sheet said so
        rows.append({items[i].id, displayText(items[i].name), displayText(items[i].email), rowOutcome(outcome),
                     why(items[i], outcome)});
    }
    m_list.begin(m_title, std::move(rows));
}

void RunController::showOutcome(int item) {
    if (!isRunning())
        Q_EMIT answeredLate();
    if (m_isQuiet)
        return;
    const auto& outcome = m_run->outcome(item);
    const auto& planned = m_run->plan().items[static_cast<size_t>(item)];
    m_list.setOutcome(planned.id, rowOutcome(outcome), why(planned, outcome));
}

void RunController::showProgress() {
    if (m_isQuiet)
        return;
    if (const qint64 held = m_run->msHeldBack(); held > 0) {
        const auto seconds = static_cast<int>((held + msOfASecond - 1) / msOfASecond);
        m_list.setTimeLeft(tr("the server asked to wait %n s", nullptr, seconds));
    } else if (m_run->phase() == runs::Run::Phase::Preparing) {
        m_list.setTimeLeft(tr("reading the chosen rows again"));
    } else if (m_run->phase() == runs::Run::Phase::Reading) {
        m_list.setTimeLeft(tr("reading back"));
    } else if (const auto left = m_run->msLeft(); left && *left < msOfAMinute) {
        m_list.setTimeLeft(tr("about %n s left", nullptr, static_cast<int>(*left / msOfASecond) + 1));
    } else if (left) {
        m_list.setTimeLeft(tr("about %n min left", nullptr, static_cast<int>(*left / msOfAMinute) + 1));
    }
}

QString RunController::summary() const {
    QStringList parts;
    if (const auto halt = m_run->halt())
        parts << halt->sentence << halt->advice;
    if (const int again = m_run->counts().sentAgain; again > 0)
        parts << tr("%n requests were sent once more, after the token was renewed.", nullptr, again);
    parts.removeAll(QString());
    return parts.join(u' ');
}

void RunController::runEnded() {
    const auto& counts = m_run->counts();
    if (m_isQuiet && counts.done == counts.all && counts.doubtful == 0) {
        Q_EMIT quietlyDone();
        return;
    }
    if (m_isQuiet) {
        m_isQuiet = false; // something is amiss: now it is to be seen
        showList();
    }
    m_list.setResumable(counts.notSent > 0);
    m_list.finish(summary(), !m_run->plan().isUndo && !m_run->undoPlan().items.empty());
    Q_EMIT ended();
}

void RunController::note(int item, int step) {
    if (!m_tools.log)
        return;
    const auto noted = m_tools.log->append(runs::ActionLog::recordOf(*m_run, item, step));
    if (!noted && !std::exchange(m_noteFailed, true))
        Q_EMIT fileFailed(noted.error());
}

std::vector<int> RunController::itemsOf(const QStringList& ids) const {
    const QSet<QString> wanted(ids.begin(), ids.end());
    std::vector<int> items;
    const auto& all = m_run->plan().items;
    for (size_t i = 0; i < all.size(); ++i) {
        if (wanted.contains(all[i].id))
            items.push_back(static_cast<int>(i));
    }
    return items;
}

void RunController::saveReport() {
    const QString day =
        QDateTime::fromMSecsSinceEpoch(m_run->startedAtMs()).toUTC().toString(QStringLiteral("yyyy-MM-dd-HHmm"));
    const QString name = m_run->plan().verb + u'-' + day + QStringLiteral(".csv");
    m_tools.prompts.chooseNewFile(&m_list, tr("Save report"), name, tr("CSV (*.csv);;JSON (*.json);;Text (*.txt)"),
                                  this, [this](const QString& path) {
                                      QByteArray bytes;
                                      if (path.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive))
                                          bytes = runs::reportJson(*m_run);
                                      else if (path.endsWith(QStringLiteral(".txt"), Qt::CaseInsensitive))
                                          bytes = runs::reportText(*m_run).toUtf8();
                                      else
                                          bytes = exchange::csvOf(runs::reportTable(*m_run));
                                      if (const auto saved = exchange::writePrivately(path, bytes); !saved)
                                          Q_EMIT fileFailed(saved.error());
                                      else
                                          Q_EMIT reportSaved(path);
                                  });
}

} // namespace wallaroo
