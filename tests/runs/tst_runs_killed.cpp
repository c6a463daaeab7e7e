#include "runs/gatedactions.h"
#include "runs/journal.h"
#include "runs/run.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::runs;
using test::GatedActions;
using test::planFor;

namespace {

constexpr int items = 60;

/// The server's own memory: a line in a file for each request that reached it, before it is answered.
class RememberedActions final : public Actions {
public:
    explicit RememberedActions(const QString& file)
        : m_fd(::open(QFile::encodeName(file).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {}

    ~RememberedActions() override { ::close(m_fd); }

    RememberedActions(const RememberedActions&) = delete;
    RememberedActions& operator=(const RememberedActions&) = delete;

    [[nodiscard]] bool knows(const QString&) const override { return true; }

    api::Handle perform(const Step& step, QObject* context, Performed done) override {
        const QByteArray line = step.arguments["id"_L1].toString().toUtf8() + '\n';
        if (::write(m_fd, line.constData(), static_cast<std::size_t>(line.size())) != line.size())
            std::abort();
        // Answered a little later and not in order
        QTimer::singleShot(1 + static_cast<int>(line.size() * 7 + line[1]) % 9, context,
                           [done = std::move(done)] { done(StepResult()); });
        return {};
    }

private:
    int m_fd;
};

QStringList reached(const QString& file) {
    QFile memory(file);
    if (!memory.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(memory.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

/// The process that is going to be killed: runs a plan and says so.
int victim(const QString& folder) {
    RememberedActions actions(folder + u"/server"_s);
    const SystemClock clock;
    const Plan plan = planFor(items);
    auto journal = RunJournal::begin(folder + u"/runs"_s, plan, clock.wallMs());
    if (!journal)
        return 1;
    Run run(plan, actions, clock, std::move(*journal));
    QObject::connect(&run, &Run::finished, qApp, [] { QCoreApplication::exit(0); });
    run.start();
    return QCoreApplication::exec();
}

} // namespace

/// kill -9 in the middle of a run, with a real process and a server that remembers what reached it.
class TestRunsKilled final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void killedAtAnyPointItTellsTheTruth_data() {
        QTest::addColumn<int>("requests");
        for (const int requests : {1, 5, 13, 30, 47, 59})
            QTest::addRow("after %d", requests) << requests;
    }

    void killedAtAnyPointItTellsTheTruth() {
        QFETCH(int, requests);
        QTemporaryDir home;
        const QString server = home.filePath(u"server"_s);
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {u"--victim"_s, home.path()});
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(reached(server).size() >= requests || process.state() == QProcess::NotRunning, 20'000);
        process.kill(); // SIGKILL; nothing where it has come to its end: kill(0) would be the whole group
        QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished());
        const QStringList there = reached(server);
        const auto found = RunJournal::unfinished(home.filePath(u"runs"_s));
        if (found.empty()) { // it had come to its end first
            QCOMPARE(there.size(), items);
            return;
        }
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].plan.verb, u"things.do"_s);
        QCOMPARE(found[0].counts.all, items);
        for (int i = 0; i < items; ++i) {
            const State state = found[0].outcomes[static_cast<std::size_t>(i)].state;
            const bool arrived = there.contains(u"i%1"_s.arg(i));
            QVERIFY2(!arrived || state == State::Done || state == State::Unknown, "it reached the server, untold");
            QVERIFY2(arrived || state == State::NotSent || state == State::Unknown, "done, and never sent");
        }
        continuesWithoutSendingTwice(found[0], there, server);
    }

private:
    static void continuesWithoutSendingTwice(const RunJournal::Found& found, const QStringList& there,
                                             const QString& server) {
        const SystemClock clock;
        GatedActions actions;
        actions.answersAtOnce = true;
        for (int i = 0; i < items; ++i) {
            const QString id = u"i%1"_s.arg(i);
            if (!there.contains(id))
                actions.read[u"do "_s + id] = {ReadBack::Applied::No, {}, {}};
        }
        auto journal = RunJournal::takeUp(found);
        QVERIFY(journal);
        Run run(found.plan, actions, clock, std::move(*journal));
        run.takeUp(found.outcomes, found.startedAtMs);
        run.checkUnknown();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(run.counts().unknown, 0);
        actions.read.clear(); // from now on what is sent is applied
        run.retryFailed();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        run.resume();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(run.counts().done, items);
        for (const QString& id : reached(server))
            QCOMPARE(actions.sent(u"do "_s + id), 0);
    }
};

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--victim"_L1)
        return victim(arguments.value(2));
    TestRunsKilled test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_runs_killed.moc"
