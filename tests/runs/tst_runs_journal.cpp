#include "runs/gatedactions.h"
#include "runs/journal.h"
#include "runs/journallines.h"
#include "runs/run.h"
#include "support/fakeclock.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::runs;
using test::GatedActions;
using test::planFor;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int modeOf(const QString& path) {
    struct stat status {};

    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? static_cast<int>(status.st_mode & 0777) : -1;
}

StepOutcome outcomeOf(State state) {
    StepOutcome outcome;
    outcome.state = state;
    outcome.sentAtMs = 11;
    outcome.endedAtMs = 22;
    return outcome;
}

/// A run's journal, written by hand.
std::unique_ptr<RunJournal> begun(const QString& folder, const Plan& plan) {
    auto journal = RunJournal::begin(folder, plan, test::FakeClock::startWallMs);
    return journal ? std::move(*journal) : nullptr;
}

} // namespace

class TestRunsJournal final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void aLineSaysAllOfAnOutcome() {
        Plan plan = planFor(2, {u"a"_s, u"b"_s}, AfterFailure::PutBack);
        plan.items[1].steps[1].needs = 0;
        plan.items[1].leftOut = u"your own account"_s;
        StepOutcome outcome = outcomeOf(State::Failed);
        outcome.error =
            Error{ErrorKind::NotAllowed, u"sentence"_s, u"advice"_s, u"details"_s, 403, {}, u"half-done"_s, {}};
        outcome.result.requestId = "req-1";
        outcome.result.newId = u"new"_s;
        outcome.result.note = u"note"_s;
        outcome.result.sentAgain = true;
        outcome.result.before[u"x"_s] = 1;
        outcome.result.secret = Secret("Temp-8841-kelp");
        outcome.readBack = {ReadBack::Applied::No, u"enabled: true"_s, {}};
        outcome.putBack = true;
        const QByteArray lines = headLine(plan, 7) + outcomeLine(0, 1, outcome);
        QVERIFY(!lines.contains("kelp"));
        const auto content = readJournal(lines);
        QVERIFY(content.has_value());
        QCOMPARE(content->startedAtMs, 7);
        QCOMPARE(content->damagedLines, 0);
        QCOMPARE(content->plan.verb, plan.verb);
        QCOMPARE(content->plan.instance, plan.instance);
        QCOMPARE(content->plan.actor, plan.actor);
        QCOMPARE(content->plan.items[1].steps, plan.items[1].steps);
        QCOMPARE(content->plan.items[1].afterFailure, AfterFailure::PutBack);
        QCOMPARE(content->outcomes[1].state, State::LeftOut);
        const StepOutcome& read = content->outcomes[0].steps[1];
        QCOMPARE(read.state, State::Failed);
        QCOMPARE(read.sentAtMs, 11);
        QCOMPARE(read.endedAtMs, 22);
        QCOMPARE(read.error->kind, ErrorKind::NotAllowed);
        QCOMPARE(read.error->sentence, u"sentence"_s);
        QCOMPARE(read.error->httpStatus, 403);
        QCOMPARE(read.error->serverCode, u"half-done"_s); // by which a change of role is known to be put back
        QCOMPARE(read.result.requestId, QByteArray("req-1"));
        QCOMPARE(read.result.newId, u"new"_s);
        QCOMPARE(read.result.note, u"note"_s);
        QVERIFY(read.result.sentAgain);
        QCOMPARE(read.result.before, outcome.result.before);
        QVERIFY(read.result.secret.isEmpty());
        QVERIFY(read.result.hadSecret);
        QCOMPARE(read.readBack.applied, ReadBack::Applied::No);
        QCOMPARE(read.readBack.text, u"enabled: true"_s);
        QVERIFY(read.putBack);
    }

    void whatWasUnderWayIsUnknownAndTheRestNotSent() {
        const QByteArray lines = headLine(planFor(4), 1) + sendingLine(0, 0, 5) + sendingLine(1, 0, 5)
                                 + outcomeLine(0, 0, outcomeOf(State::Done)) + leftOutLine(2, u"gone"_s);
        const auto content = readJournal(lines);
        QVERIFY(content.has_value());
        QCOMPARE(content->outcomes[0].state, State::Done);
        QCOMPARE(content->outcomes[1].state, State::Unknown);
        QCOMPARE(content->outcomes[1].error()->kind, ErrorKind::OutcomeUnknown);
        QCOMPARE(content->outcomes[2].state, State::LeftOut);
        QCOMPARE(content->outcomes[2].reason, u"gone"_s);
        QCOMPARE(content->outcomes[3].state, State::NotSent);
    }

    void killedBetweenTwoStepsTheItemCanGoOn() {
        const QByteArray lines = headLine(planFor(1, {u"a"_s, u"b"_s}), 1) + sendingLine(0, 0, 5)
                                 + outcomeLine(0, 0, outcomeOf(State::Done));
        const auto content = readJournal(lines);
        QVERIFY(content.has_value());
        QCOMPARE(content->outcomes[0].state, State::NotSent);
        QCOMPARE(content->outcomes[0].steps[0].state, State::Done);
    }

    /// Cut at any byte: never wrong, never more than was written.
    void cutAnywhereItTellsWhatCameBefore() {
        const QByteArray head = headLine(planFor(3), 1);
        const QByteArray lines = head + sendingLine(0, 0, 5) + sendingLine(1, 0, 6)
                                 + outcomeLine(0, 0, outcomeOf(State::Done)) + outcomeLine(1, 0, outcomeOf(State::Done))
                                 + sendingLine(2, 0, 7) + outcomeLine(2, 0, outcomeOf(State::Done));
        int lastKnown = 0;
        for (qsizetype size = 0; size <= lines.size(); ++size) {
            const auto content = readJournal(QByteArrayView(lines).first(size));
            QCOMPARE(content.has_value(), size >= head.size());
            if (!content)
                continue;
            QCOMPARE(content->damagedLines, 0);
            int known = 0; // events told of: sent counts one, done two
            for (const Outcome& outcome : content->outcomes)
                known += outcome.state == State::Done ? 2 : (outcome.state == State::Unknown ? 1 : 0);
            QVERIFY(known >= lastKnown);
            lastKnown = known;
        }
        QCOMPARE(lastKnown, 6);
    }

    void damageInTheMiddleIsCountedNotFollowed() {
        const QByteArray lines = headLine(planFor(2), 1) + "not json\n" + R"({"at":[9,0],"sent":1})" + "\n"
                                 + R"({"at":[0,-1],"state":2})" + "\n" + R"({"left":77,"why":"x"})" + "\n"
                                 + R"({"at":[1,0],"state":99})" + "\n" + outcomeLine(0, 0, outcomeOf(State::Done));
        const auto content = readJournal(lines);
        QVERIFY(content.has_value());
        QCOMPARE(content->damagedLines, 4);
        QCOMPARE(content->outcomes[0].state, State::Done);
    }

    void aStepCannotNeedItselfOrALaterOne() {
        QByteArray lines = headLine(planFor(1, {u"a"_s}), 1);
        lines.replace(R"("kind":"a")", R"("kind":"a","needs":5)");
        const auto content = readJournal(lines);
        QVERIFY(content.has_value());
        QCOMPARE(content->plan.items[0].steps[0].needs, -1);
    }

    void foreignFilesAreNoJournal() {
        QVERIFY(!readJournal("").has_value());
        QVERIFY(!readJournal("{}\n").has_value());
        QVERIFY(!readJournal(R"({"run":2})"
                             "\n")
                     .has_value());
        QVERIFY(!readJournal("\x00\xff\n").has_value());
    }

    void isTheOwnersAlone() {
        QTemporaryDir home;
        const QString folder = home.filePath(u"runs"_s);
        const auto journal = begun(folder, planFor(1));
        QVERIFY(journal);
        QCOMPARE(modeOf(journal->path()), 0600);
        QCOMPARE(modeOf(folder), 0700);
    }

    void aRunUnderWayIsNobodyElses() {
        QTemporaryDir home;
        const auto journal = begun(home.path(), planFor(1));
        QVERIFY(journal);
        QVERIFY(RunJournal::unfinished(home.path()).empty()); // this process has it
    }

    void foundContinuedAndDropped() {
        QTemporaryDir home;
        auto journal = begun(home.path(), planFor(3));
        QVERIFY(journal);
        QVERIFY(journal->sending(0, 0, 5));
        QVERIFY(journal->ended(0, 0, outcomeOf(State::Done)));
        QVERIFY(journal->sending(1, 0, 6));
        journal.reset(); // as if killed: nothing is closed in order
        auto found = RunJournal::unfinished(home.path());
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].counts.done, 1);
        QCOMPARE(found[0].counts.unknown, 1);
        QCOMPARE(found[0].counts.notSent, 1);
        QCOMPARE(found[0].startedAtMs, test::FakeClock::startWallMs);
        {
            const auto again = RunJournal::takeUp(found[0]);
            QVERIFY(again);
            QVERIFY((*again)->corrected(1, 0, outcomeOf(State::Done)));
            QVERIFY(!RunJournal::takeUp(found[0])); // it is taken
            QVERIFY(RunJournal::unfinished(home.path()).empty());
        }
        found = RunJournal::unfinished(home.path());
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].counts.done, 2);
        QVERIFY(RunJournal::drop(found[0]));
        QVERIFY(RunJournal::unfinished(home.path()).empty());
        QVERIFY(QDir(home.path()).entryList(QDir::Files).isEmpty());
    }

    void aLineCutShortIsClosedBeforeTheNext() {
        QTemporaryDir home;
        auto journal = begun(home.path(), planFor(2));
        QVERIFY(journal);
        const QString path = journal->path();
        QVERIFY(journal->sending(0, 0, 5));
        journal.reset();
        QFile::resize(path, QFileInfo(path).size() - 3);
        auto found = RunJournal::unfinished(home.path());
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].counts.notSent, 2);
        {
            auto again = RunJournal::takeUp(found[0]);
            QVERIFY(again);
            QVERIFY((*again)->sending(1, 0, 6));
        }
        found = RunJournal::unfinished(home.path());
        QCOMPARE(found[0].counts.unknown, 1);
    }

    void whatIsWhollyKnownIsNotAskedAbout() {
        QTemporaryDir home;
        auto journal = begun(home.path(), planFor(1));
        QVERIFY(journal);
        QVERIFY(journal->sending(0, 0, 5));
        QVERIFY(journal->ended(0, 0, outcomeOf(State::Failed)));
        journal.reset();
        QVERIFY(RunJournal::unfinished(home.path()).empty());
        QVERIFY(QDir(home.path()).entryList(QDir::Files).isEmpty());
    }

    void anUnreadableFileIsMovedAside() {
        QTemporaryDir home;
        QFile file(home.filePath(u"x.run"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("garbage\n");
        file.close();
        QStringList unreadable;
        QVERIFY(RunJournal::unfinished(home.path(), &unreadable).empty());
        QCOMPARE(unreadable, QStringList{file.fileName() + u".unreadable"_s});
        QCOMPARE(contentOf(unreadable[0]), QByteArray("garbage\n")); // not thrown away
    }

    void aFolderThatCannotBeMadeIsAnError() {
        const auto journal = RunJournal::begin(u"/proc/no-such/runs"_s, planFor(1), 1);
        QVERIFY(!journal);
        QCOMPARE(journal.error().kind, ErrorKind::FileFailed);
        QVERIFY(!journal.error().sentence.isEmpty());
    }

    void aRunWritesBeforeItSendsAndForgetsAtTheEnd() {
        QTemporaryDir home;
        test::FakeClock clock;
        GatedActions actions;
        const Plan plan = planFor(2);
        Run run(plan, actions, clock, begun(home.path(), plan));
        run.start();
        QTRY_COMPARE(actions.calls.size(), std::size_t(2));
        const QString path = home.filePath(QDir(home.path()).entryList(QDir::Files).value(0));
        auto content = readJournal(contentOf(path));
        QVERIFY(content.has_value());
        QCOMPARE(content->outcomes[0].state, State::Unknown); // were it killed now
        actions.accept(0);
        actions.refuse(1, ErrorKind::TooManyRequests, 429, 30);
        QTRY_VERIFY(run.msHeldBack() > 0);
        content = readJournal(contentOf(path));
        QCOMPARE(content->outcomes[0].state, State::Done);
        QCOMPARE(content->outcomes[1].state, State::NotSent); // refused: nothing to doubt
        run.stop();
        run.forgetJournal();
        QVERIFY(!QFile::exists(path));
    }

    void whatCannotBeJournalledIsNotSent() {
        QTemporaryDir home;
        test::FakeClock clock;
        GatedActions actions;
        const Plan plan = planFor(2);
        auto journal = begun(home.path(), plan);
        QVERIFY(journal);
        RunJournal* full = journal.get();
        Run run(plan, actions, clock, std::move(journal));
        full->remove(); // closed: from now on no line is kept
        run.start();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QVERIFY(actions.calls.empty());
        QVERIFY(run.halt().has_value());
        QCOMPARE(run.halt()->kind, ErrorKind::FileFailed);
        QCOMPARE(run.counts().notSent, 2);
    }
};

QTEST_GUILESS_MAIN(TestRunsJournal)
#include "tst_runs_journal.moc"
