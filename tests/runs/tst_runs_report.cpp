#include "runs/actionlog.h"
#include "runs/actionslist.h"
#include "runs/gatedactions.h"
#include "runs/leaver.h"
#include "runs/report.h"
#include "runs/run.h"
#include "support/fakeclock.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::runs;
using test::GatedActions;
using test::planFor;

namespace {

/// One of each: done, refused, lost, not sent, left out.
struct Bench {
    Bench() {
        Plan plan = planFor(20);
        plan.items[15].leftOut = u"your own account"_s;
        plan.items[0].name = u"=1+1 \u202Eevil"_s;
        run = std::make_unique<Run>(plan, actions, clock);
        run->start();
    }

    void play() {
        QTRY_COMPARE(actions.calls.size(), std::size_t(12));
        StepResult result;
        result.requestId = "req-7";
        result.sentAgain = true;
        result.secret = Secret("Temp-8841-kelp");
        clock.advance(1500);
        actions.answer(0, result);
        actions.refuse(1, ErrorKind::NotAllowed, 403);
        actions.refuse(2, ErrorKind::OutcomeUnknown, 0);
        QTRY_COMPARE(run->counts().done + run->counts().failed + run->counts().unknown, 3);
        run->stop();
        actions.read[u"do i2"_s] = {ReadBack::Applied::NotTold, {}, {}};
        actions.read[u"do i0"_s] = {ReadBack::Applied::No, u"enabled: true"_s, {}};
        run->checkUnknown();
        QTRY_COMPARE(run->phase(), Run::Phase::Over);
    }

    test::FakeClock clock;
    GatedActions actions;
    std::unique_ptr<Run> run;
};

} // namespace

class TestRunsReport final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void theTableHasALineForEachStep() {
        Bench bench;
        bench.play();
        const Table table = reportTable(*bench.run);
        QCOMPARE(table.rows.size(), std::size_t(20));
        QCOMPARE(table.from.instance, u"wallaroo.example.com"_s);
        QCOMPARE(table.from.account, u"ana"_s);
        QCOMPARE(table.from.madeAtMs, test::FakeClock::startWallMs);
        const auto cell = [&table](std::size_t row, const char* head) {
            return table.rows[row][table.head.indexOf(QString::fromLatin1(head))];
        };
        QCOMPARE(cell(0, "id"), u"i0"_s);
        QCOMPARE(cell(0, "outcome"), u"done"_s);
        QCOMPARE(cell(0, "read back"), u"NOT CHANGED: enabled: true"_s);
        QCOMPARE(cell(0, "request id"), u"req-7"_s);
        QCOMPARE(cell(0, "sent (UTC)"), u"2025-01-01T00:00:00.000Z"_s);
        QCOMPARE(cell(0, "ended (UTC)"), u"2025-01-01T00:00:01.500Z"_s);
        QVERIFY(cell(0, "note").contains(u"401"_s));
        QCOMPARE(cell(1, "outcome"), u"failed"_s);
        QCOMPARE(cell(2, "outcome"), u"unknown"_s);
        QCOMPARE(cell(19, "outcome"), u"not sent"_s);
        QCOMPARE(cell(15, "outcome"), u"left out"_s);
        QCOMPARE(cell(15, "note"), u"your own account"_s);
        for (const QStringList& row : table.rows)
            QCOMPARE(row.size(), table.head.size());
    }

    void aPasswordNobodyKnowsIsSaid() {
        const Plan plan = planFor(5, {u"user.create"_s});
        std::vector<Outcome> outcomes(5);
        for (Outcome& one : outcomes) {
            one.state = State::Done;
            one.steps.resize(1);
            one.steps[0].state = State::Done;
        }
        outcomes[1].steps[0].result.secret = Secret("Temp-8841-kelp");
        outcomes[2].state = outcomes[2].steps[0].state = State::Failed;
        Plan mixed = plan;
        mixed.items[3].steps[0].kind = mixed.items[4].steps[0].kind = u"user.invite"_s;
        outcomes[3].steps[0].result.newId = u"n"_s; // answered, without one: a mail goes out there
        outcomes[4].steps[0].result.newId = u"n"_s;
        outcomes[4].steps[0].result.hadSecret = true; // before the program ended
        test::FakeClock clock;
        GatedActions actions;
        mixed.goOnAs(u"bob"_s);
        Run run(mixed, actions, clock);
        run.takeUp(outcomes, 1000);
        const Table table = reportTable(run);
        const auto note = [&table](std::size_t row) { return table.rows[row].last(); };
        for (const std::size_t lost : {0u, 4u})
            QVERIFY2(note(lost).contains(u"password not known"_s), qPrintable(note(lost)));
        for (const std::size_t known : {1u, 2u, 3u})
            QVERIFY2(!note(known).contains(u"password"_s), qPrintable(note(known)));
        QCOMPARE(table.from.account, u"bob (begun by ana)"_s);
        QVERIFY(reportText(run).contains(u"Account:  bob (begun by ana)"_s));
        QCOMPARE(run.undoPlan().actor, u"bob"_s);
    }

    void whoWasCreatedGoesByTheNewId() {
        Plan plan = planFor(2, {u"user.create"_s, u"user.give-admin"_s});
        for (Item& item : plan.items)
            item.steps[1].needs = 0;
        std::vector<Outcome> outcomes(2);
        for (Outcome& one : outcomes)
            one.steps.resize(2);
        outcomes[0].state = outcomes[0].steps[0].state = outcomes[0].steps[1].state = State::Done;
        outcomes[0].steps[0].result.newId = u"n7"_s;
        outcomes[1].state = outcomes[1].steps[0].state = State::Failed;
        test::FakeClock clock;
        GatedActions actions;
        Run run(plan, actions, clock);
        run.takeUp(outcomes, 1000);
        const Table table = reportTable(run);
        for (const std::size_t row : {0u, 1u}) {
            QCOMPARE(table.rows[row][0], u"n7"_s);
            QCOMPARE(table.rows[row][2], u"t0@example.com"_s);
            QCOMPARE(ActionLog::recordOf(run, 0, static_cast<int>(row)).subjectId, u"n7"_s);
        }
        QCOMPARE(table.rows[2][0], u"i1"_s); // nobody was made
        QVERIFY(reportJson(run).contains("\"n7\""));
    }

    void theTextIsForReading() {
        Bench bench;
        bench.play();
        const QString text = reportText(*bench.run);
        QVERIFY(text.contains(u"Instance: wallaroo.example.com"_s));
        QVERIFY(text.contains(u"Account:  ana"_s));
        QVERIFY(text.contains(u"20 chosen"_s));
        QVERIFY(text.contains(u"1 changed nothing"_s));
        QVERIFY(text.contains(u"[i1]"_s));
        QVERIFY(!text.contains(QChar(0x202E))); // what turns text round is shown as a mark
        QVERIFY(!text.contains(u"kelp"_s));
    }

    void theJsonIsForPrograms() {
        Bench bench;
        bench.play();
        const QByteArray json = reportJson(*bench.run);
        QVERIFY(!json.contains("kelp"));
        const QJsonObject report = QJsonDocument::fromJson(json).object();
        QCOMPARE(report["items"_L1].toArray().size(), 20);
        QCOMPARE(report["counts"_L1]["failed"_L1].toInt(), 1);
        const QJsonObject first = report["items"_L1].toArray()[0].toObject();
        QCOMPARE(first["name"_L1].toString(), u"=1+1 \u202Eevil"_s); // as it came
        QCOMPARE(first["steps"_L1].toArray()[0]["requestId"_L1].toString(), u"req-7"_s);
        QCOMPARE(report["items"_L1].toArray()[15]["reason"_L1].toString(), u"your own account"_s);
    }

    // --- the journal of own actions ---

    void ownActionsAreKeptAndFound() {
        Bench bench;
        QTemporaryDir home;
        ActionLog log(home.filePath(u"sub/actions.jsonl"_s));
        QObject::connect(bench.run.get(), &Run::stepEnded, bench.run.get(),
                         [&](int item, int step) { QVERIFY(log.append(ActionLog::recordOf(*bench.run, item, step))); });
        QCOMPARE(log.read()->records.size(), std::size_t(0)); // no file yet
        bench.play();
        const auto page = log.read();
        QVERIFY(page);
        QVERIFY(page->records.size() >= 3);
        QVERIFY(!page->more);

        struct stat status {};

        QCOMPARE(::stat(QFile::encodeName(log.file()).constData(), &status), 0);
        QCOMPARE(static_cast<int>(status.st_mode & 0777), 0600);
        const ActionRecord& first = page->records.back();
        QCOMPARE(first.actor, u"ana"_s);
        QCOMPARE(first.action, u"do"_s);
        QCOMPARE(first.subjectId, u"i0"_s);
        QCOMPARE(first.subject, u"t0@example.com"_s);
        QCOMPARE(first.outcome, u"done"_s);
        QCOMPARE(first.requestId, u"req-7"_s);
        QVERIFY(ActionLog::matches(first, u"T0@ DONE"_s));
        QVERIFY(ActionLog::matches(first, QString()));
        QVERIFY(!ActionLog::matches(first, u"t0@ failed"_s));
        const Table table = ActionLog::table(page->records);
        QCOMPARE(table.rows.size(), page->records.size());
        QCOMPARE(table.rows[0].size(), table.head.size());
        QFile file(log.file());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("kelp"));
    }

    void damagedLinesAreCounted() {
        QTemporaryDir home;
        ActionLog log(home.filePath(u"a.jsonl"_s));
        ActionRecord record;
        record.atMs = 5;
        record.action = u"user.delete"_s;
        record.subject = u"line\nbreak\"quote"_s;
        QVERIFY(log.append(record));
        QFile file(log.file());
        QVERIFY(file.open(QIODevice::Append));
        file.write("garbage\n{}\n");
        file.close();
        QVERIFY(log.append(record));
        const auto page = log.read();
        QCOMPARE(page->unreadable, 2);
        QCOMPARE(page->records, (std::vector<ActionRecord>{record, record}));
        QVERIFY(log.read(1)->more);
        QCOMPARE(log.read(1)->records.size(), std::size_t(1));
    }

    void aJournalThatCannotBeWrittenIsAnError() {
        ActionLog log(u"/proc/no-such/a.jsonl"_s);
        ActionRecord record;
        record.atMs = 5;
        record.action = u"x"_s;
        const auto written = log.append(record);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::FileFailed);
    }

    // --- several actions as one ---

    void eachStepGoesToWhoKnowsIt() {
        class Only final : public Actions {
        public:
            explicit Only(QString kind) : m_kind(std::move(kind)) {}

            [[nodiscard]] bool knows(const QString& kind) const override { return kind == m_kind; }

            api::Handle perform(const Step& step, QObject* context, Performed done) override {
                ++performed;
                StepResult result;
                result.note = step.kind;
                QMetaObject::invokeMethod(
                    context, [done = std::move(done), result] { done(result); }, Qt::QueuedConnection);
                return {};
            }

            void readBack(const std::vector<Sent>& steps, QObject* context, Read done) override {
                std::vector<ReadBack> answers(steps.size(), {ReadBack::Applied::Yes, m_kind, {}});
                QMetaObject::invokeMethod(
                    context, [done = std::move(done), answers] { done(answers); }, Qt::QueuedConnection);
            }

            int performed = 0;

        private:
            QString m_kind;
        };

        Only users(u"a"_s);
        Only workspaces(u"b"_s);
        ActionsList both({&users, &workspaces});
        test::FakeClock clock;
        Run run(planFor(3, {u"a"_s, u"b"_s, u"c"_s}, AfterFailure::GoOn), both, clock);
        run.start();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(users.performed, 3);
        QCOMPARE(workspaces.performed, 3);
        QCOMPARE(run.outcome(1).steps[0].readBack.text, u"a"_s);
        QCOMPARE(run.outcome(1).steps[1].readBack.text, u"b"_s);
        QCOMPARE(run.outcome(1).steps[2].state, State::Failed); // nobody knows it
        QVERIFY(!both.knows(u"c"_s));
    }

    // --- somebody has left ---

    void theLeaversReportIsWhatAnAuditorTakes() {
        test::FakeClock clock;
        GatedActions actions;
        actions.answersAtOnce = true;
        User oskar(UserId::fromUtf8("c83e27a4-51bb-4f0e-9d1c-6fa0837d2245"),
                   {"oskar", "oskar@example.com", "Oskar", "Lind"});
        oskar.type = UserType::User;
        AccessGuard guard(UserId::fromUtf8("5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911"));
        User admin(UserId::fromUtf8("5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911"), {"ana", {}, {}, {}});
        admin.type = UserType::Administrator;
        guard.see(admin);
        guard.see(oskar);
        const Actor actor{u"wallaroo.example.com"_s, {}, u"ana"_s};
        const QString id = oskar.id().toString();
        actions.read[u"user.deactivate "_s + id] = {ReadBack::Applied::Yes, u"enabled: false"_s, {}};
        actions.read[u"user.logout "_s + id] = {ReadBack::Applied::NotTold, {}, {}};
        Run first(leaverDeactivatePlan(actor, {oskar}, guard), actions, clock);
        first.start();
        QTRY_COMPARE(first.phase(), Run::Phase::Over);
        Step remove;
        remove.kind = u"workspace.remove"_s;
        remove.arguments[u"id"_s] = u"fraud"_s;
        LeaverFacts facts;
        facts.accounts = {{oskar, true, {{u"fraud"_s, MemberRole::Owner, std::nullopt, remove}}}};
        facts.tokensEndAtMs = test::FakeClock::startWallMs + 3'600'000;
        facts.inferenceClient = u"api-client"_s;
        Run rest(leaverRestPlan(actor, facts.accounts), actions, clock);
        rest.start();
        QTRY_COMPARE(rest.phase(), Run::Phase::Over);
        const QString text = leaverReportText(first, &rest, facts);
        for (const QString& wanted :
             {u"Instance: wallaroo.example.com"_s, u"Account:  ana"_s, id, u"account:  enabled: false"_s,
              u"sessions: not known"_s, u"workspace fraud: before OWNER, after no member (read back)"_s,
              u"2025-01-01T01:00:00Z"_s, u"secret of api-client"_s})
            QVERIFY2(text.contains(wanted), qPrintable(wanted + u"\n"_s + text));
        const QJsonObject json = QJsonDocument::fromJson(leaverReportJson(first, &rest, facts)).object();
        QCOMPARE(json["accounts"_L1][0]["account"_L1].toString(), u"enabled: false"_s);
        QCOMPARE(json["accounts"_L1][0]["memberships"_L1][0]["after"_L1].toString(), u"no member (read back)"_s);
        QCOMPARE(json["runs"_L1].toArray().size(), 2);
        QVERIFY(leaverReportText(first, nullptr, facts).contains(u"nobody was signed out"_s));
        facts.accounts[0].memberships[0].role = MemberRole::NotTold; // no guess is made
        QVERIFY(leaverReportText(first, &rest, facts).contains(u"workspace fraud: before a member, role not told, "_s));
        // What an answer by id says of whom a lock holds, where nobody may look further, is not told as read
        actions.read[u"user.deactivate "_s + id] = {
            ReadBack::Applied::NotTold, u"enabled: false (inactive, or locked)"_s, {}};
        Run again(leaverDeactivatePlan(actor, {oskar}, guard), actions, clock);
        again.start();
        QTRY_COMPARE(again.phase(), Run::Phase::Over);
        QVERIFY(leaverReportText(again, nullptr, facts)
                    .contains(u"account:  not known: enabled: false (inactive, or locked)"_s));
    }
};

QTEST_GUILESS_MAIN(TestRunsReport)
#include "tst_runs_report.moc"
