#include "runs/gatedactions.h"
#include "runs/journallines.h"
#include "runs/run.h"
#include "support/fakeclock.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::runs;
using test::GatedActions;
using test::planFor;

namespace {

/// The server's truth about each step: how often it was applied.
using Truth = QHash<QString, int>;

/// One random life of a run: answers in any order, refusals, losses, 429, stops and resumes; what it says at any moment
/// is held against what really happened.
class Life {
public:
    explicit Life(quint32 seed) : m_random(seed), m_home(), m_plan(makePlan()) {
        auto journal = RunJournal::begin(m_home.path(), m_plan, 1);
        m_journalPath = (*journal)->path();
        m_run = std::make_unique<Run>(m_plan, m_actions, m_clock, std::move(*journal));
        m_run->start();
    }

    void live() {
        for (int turn = 0; turn < 250 && !isSettled(); ++turn) {
            QCoreApplication::sendPostedEvents();
            act();
            QCoreApplication::sendPostedEvents();
            hold();
        }
    }

    [[nodiscard]] const Run& run() const { return *m_run; }

    [[nodiscard]] const QString& complaint() const { return m_complaint; }

private:
    Plan makePlan() {
        Plan plan = planFor(m_random.bounded(1, 30));
        for (Item& item : plan.items) {
            const int steps = m_random.bounded(1, 4);
            item.afterFailure = static_cast<AfterFailure>(m_random.bounded(3));
            const Step first = item.steps.front();
            for (int i = 1; i < steps; ++i) {
                item.steps.push_back(first);
                item.steps.back().kind = u"do%1"_s.arg(i);
                if (m_random.bounded(3) == 0)
                    item.steps.back().needs = m_random.bounded(i);
            }
        }
        return plan;
    }

    void act() {
        const int what = m_random.bounded(20);
        if (what == 0) {
            m_run->stop();
        } else if (what == 1) {
            m_clock.advance(m_random.bounded(5000));
        } else if (m_run->phase() == Run::Phase::Over && (what < 15 || m_actions.underWay() == 0)) {
            tellReadings();
            if (what < 8)
                m_run->resume();
            else if (what < 12)
                m_run->checkUnknown();
            else
                m_run->retryFailed();
        } else {
            answerOne();
        }
    }

    /// What is read back is the truth.
    void tellReadings() {
        for (const Item& item : m_plan.items) {
            for (const Step& step : item.steps) {
                const QString key = GatedActions::keyOf(step);
                m_actions.read[key] = {m_truth.value(key) > 0 ? ReadBack::Applied::Yes : ReadBack::Applied::No, {}, {}};
            }
        }
    }

    void answerOne() {
        QList<std::size_t> open;
        for (std::size_t i = 0; i < m_actions.calls.size(); ++i) {
            if (m_actions.calls[i].gate && !m_actions.calls[i].gate->over)
                open << i;
        }
        tellReadings();
        if (open.isEmpty()) {
            m_clock.advance(1000);
            QTest::qWait(m_run->msHeldBack() > 0 ? 210 : 0); // its timer looks five times a second
            return;
        }
        const std::size_t which = open[m_random.bounded(static_cast<int>(open.size()))];
        const Step step = m_actions.calls[which].step;
        const bool undoes = step.kind.startsWith(u"un-"_s);
        const QString key = GatedActions::keyOf(step).mid(undoes ? 3 : 0);
        const int fate = m_random.bounded(10);
        const bool applies = fate < 7 || (fate == 9 && m_random.bounded(2));
        if (applies)
            m_truth[key] = undoes ? 0 : m_truth.value(key) + 1;
        tellReadings();
        if (fate < 7)
            m_actions.accept(which);
        else if (fate == 7)
            m_actions.refuse(which, ErrorKind::Refused);
        else if (fate == 8)
            m_actions.refuse(which, ErrorKind::TooManyRequests, 429, 0);
        else
            m_actions.refuse(which, ErrorKind::OutcomeUnknown, 0);
    }

    [[nodiscard]] bool isSettled() const {
        const Counts& counts = m_run->counts();
        return m_run->phase() == Run::Phase::Over && counts.done == counts.all;
    }

    void claim(bool holds, const QString& what) {
        if (!holds && m_complaint.isEmpty())
            m_complaint = what;
    }

    /// What is true at any moment.
    void hold() {
        Counts sum;
        for (const Outcome& outcome : m_run->outcomes()) {
            sum.done += outcome.state == State::Done ? 1 : 0;
            sum.unknown += outcome.state == State::Unknown ? 1 : 0;
            sum.notSent += outcome.state == State::NotSent ? 1 : 0;
        }
        const Counts& counts = m_run->counts();
        claim(sum.done == counts.done && sum.unknown == counts.unknown && sum.notSent == counts.notSent,
              u"the counts are not those of the outcomes"_s);
        claim(counts.all == static_cast<int>(m_plan.items.size()), u"items were lost"_s);
        claim(counts.waiting + counts.running + counts.over() + counts.leftOut == counts.all,
              u"states do not add up"_s);
        claim(m_actions.underWay() <= 2 * Run::mostAtATime, u"too many at a time"_s);
        for (auto step = m_truth.begin(); step != m_truth.end(); ++step)
            claim(step.value() <= 1, u"applied twice: "_s + step.key());
        holdAgainstTheJournal();
    }

    /// Were the process killed now: whatever the server applied is told as done or unknown.
    void holdAgainstTheJournal() {
        QFile file(m_journalPath);
        if (!file.open(QIODevice::ReadOnly))
            return claim(false, u"the journal is gone"_s);
        const auto content = readJournal(file.readAll());
        if (!content)
            return claim(false, u"the journal cannot be read"_s);
        claim(content->damagedLines == 0, u"damaged lines"_s);
        for (std::size_t i = 0; i < m_plan.items.size(); ++i) {
            for (std::size_t s = 0; s < m_plan.items[i].steps.size(); ++s) {
                const QString key = GatedActions::keyOf(m_plan.items[i].steps[s]);
                const StepOutcome& told = content->outcomes[i].steps[s];
                const bool mayBeThere = told.state == State::Done || told.state == State::Unknown;
                claim(m_truth.value(key) == 0 || mayBeThere, u"applied, and the journal does not know: "_s + key);
                const bool isSaidToBe = told.state == State::Done && !told.putBack;
                claim(!isSaidToBe || m_truth.value(key) == 1, u"told as done, and it is not there: "_s + key);
            }
        }
    }

    QRandomGenerator m_random;
    QTemporaryDir m_home;
    test::FakeClock m_clock;
    GatedActions m_actions;
    Plan m_plan;
    QString m_journalPath;
    Truth m_truth;
    std::unique_ptr<Run> m_run;
    QString m_complaint;
};

} // namespace

/// Many random lives of a run: nothing is ever applied twice, nothing applied is ever told as not sent, and the journal
/// on disk knows as much at any moment.
class TestRunsRandom final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void whateverHappensItTellsTheTruth() {
        for (quint32 seed = 1; seed <= 80; ++seed) {
            Life life(seed);
            life.live();
            QVERIFY2(life.complaint().isEmpty(), qPrintable(u"seed %1: "_s.arg(seed) + life.complaint()));
        }
    }
};

QTEST_GUILESS_MAIN(TestRunsRandom)
#include "tst_runs_random.moc"
