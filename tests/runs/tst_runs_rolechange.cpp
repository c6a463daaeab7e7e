#include "membershipbench.h"
#include "runs/actionlog.h"
#include "runs/leaver.h"
#include "runs/report.h"
#include "runs/rolechange.h"
#include "runs/run.h"
#include "support/fakeclock.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::runs;

namespace {

using test::anaHelps;
using test::anaOwns;
using test::boOwns;
using test::change;
using test::collaborator;
using test::MembershipBench;
using test::none;
using test::owner;
using test::owners;
using test::person;

const QByteArray anaIsThere = R"({"user_id":"ana"})";
const QByteArray danaOwns = R"({"user_id":"dana","user_type":"OWNER"})";
const QByteArray noId = R"({"user_type":"OWNER"})";

Step demotion(const MembershipBench& bench) {
    return roleStep(bench.api, WorkspaceId(12), person("ana"), MemberRole::Owner, MemberRole::Collaborator);
}

Plan handover(const MembershipBench& bench, const std::vector<MembershipChange>& changes) {
    return membershipPlan(bench.api, changes, {owners({"ana", "dana"})},
                          {{WorkspaceId(12), person("bo"), u"Bo Lind"_s, collaborator}});
}

const QByteArray boHelps = R"({"user_id":"bo","user_type":"COLLABORATOR"})";
const QByteArray boIsThere = R"({"user_id":"bo"})";

/// Ana is the last owner, and Bo, who is no member yet, is to be it.
Plan handoverToAStranger(const MembershipBench& bench) {
    return membershipPlan(bench.api, {change("ana", owner, none)}, {owners({"ana"})},
                          {{WorkspaceId(12), person("bo"), u"Bo Lind"_s, none}});
}

LeavingMembership leavingToAStranger(const MembershipBench& bench, const char* id) {
    LeavingMembership membership;
    membership.workspace = u"fraud"_s;
    membership.role = MemberRole::Owner;
    membership.newOwnerName = u"Bo Lind"_s;
    membership.newOwner =
        addStep(bench.api, WorkspaceId(12), person("bo"), MemberRole::Owner, {u"Bo Lind in fraud"_s, true});
    membership.remove = removeStep(WorkspaceId(12), person(id), MemberRole::Owner);
    return membership;
}

} // namespace

/// Changes of role that go wrong halfway, and new owners who come first.
class TestRoleChange final : public QObject {
    Q_OBJECT

    /// Up to the second half, which is refused by `how`.
    static void takeOut(MembershipBench& bench) {
        bench.members(anaOwns + ',' + boOwns); // before
        bench.sender.expect("workspaces/add_user").answer("{}");
        bench.members(anaOwns + ',' + boOwns);
        bench.sender.expect("workspaces/remove_user").answer(R"({"affected_rows":1})");
    }

private Q_SLOTS:

    /// The promotion of a new owner is theirs, not of whoever leaves.
    void aNewOwnerIsNotedByName() {
        MembershipBench bench;
        const test::FakeClock clock;
        Run run(handover(bench, {change("ana", owner, none), change("dana", owner, none)}), bench.actions, clock);
        const ActionRecord record = ActionLog::recordOf(run, 0, 0);
        QCOMPARE(record.subjectId, u"12/bo"_s);
        QCOMPARE(record.subject, u"bo@example.com"_s);
        const Table table = reportTable(run);
        QCOMPARE(table.rows.size(), 3);
        QCOMPARE(table.rows[0].mid(0, 4),
                 (QStringList{u"12/bo"_s, u"Bo Lind in fraud"_s, u"bo@example.com"_s, u"workspace.role"_s}));
        QCOMPARE(table.rows[2].mid(0, 4),
                 (QStringList{u"12/dana"_s, u"dana in fraud"_s, u"dana@example.com"_s, u"workspace.remove"_s}));
        QVERIFY(reportJson(run).contains("\"id\": \"12/bo\""));
    }

    /// Two owners leave, one comes: sent once, before both, and taken back last.
    void oneNewOwnerForTwoWhoLeave() {
        MembershipBench bench;
        const Plan plan = handover(bench, {change("ana", owner, none), change("dana", owner, none)});
        QCOMPARE(plan.items.size(), size_t(1));
        QCOMPARE(plan.items[0].id, u"12"_s);
        QCOMPARE(test::kindsOf(plan.items[0]),
                 (QStringList{u"workspace.role"_s, u"workspace.remove"_s, u"workspace.remove"_s}));
        QCOMPARE(plan.items[0].steps[2].needs, 0);
        bench.members(anaOwns + ',' + danaOwns + ',' + boHelps);
        bench.sender.expect("workspaces/add_user").answer("{}");
        bench.members(anaOwns + ',' + danaOwns + ',' + boOwns);
        bench.sender.expect("workspaces/remove_user").refuse(403, R"({"msg":"no","code":403})");
        bench.sender.expect("workspaces/remove_user").answer(R"({"affected_rows":1})"); // not held up by the other
        bench.members(anaOwns + ',' + boOwns);
        const test::FakeClock clock;
        Run run(plan, bench.actions, clock);
        run.start();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(run.outcome(0).steps[1].state, State::Failed);
        QCOMPARE(run.outcome(0).steps[2].state, State::Done);
        const Plan undo = run.undoPlan();
        QCOMPARE(undo.items.size(), size_t(1));
        QCOMPARE(test::kindsOf(undo.items[0]), (QStringList{u"workspace.add"_s, u"workspace.role"_s}));
        QCOMPARE(membershipOf(undo.items[0].steps[0])->person, person("dana"));
        QCOMPARE(membershipOf(undo.items[0].steps[1])->person, person("bo"));
    }

    /// Both accounts of one person own it.
    void aLeaversAccountsShareTheNewOwner() {
        MembershipBench bench;
        std::vector<LeavingAccount> accounts;
        for (const char* id : {"ana", "dana"}) {
            accounts.push_back({User(UserId::fromUtf8(id), {}), false, {leavingToAStranger(bench, id)}});
        }
        const Plan plan = leaverRestPlan({}, accounts);
        QCOMPARE(plan.items.size(), size_t(1));
        QCOMPARE(test::kindsOf(plan.items[0]),
                 (QStringList{u"workspace.add"_s, u"workspace.remove"_s, u"workspace.remove"_s}));
    }

    void nobodyLeavesWithoutTheNewOwner() {
        MembershipBench bench;
        bench.members(anaOwns + ',' + danaOwns + ',' + boHelps);
        bench.sender.expect("workspaces/add_user").refuse(403, R"({"msg":"no","code":403})");
        const test::FakeClock clock;
        Run run(handover(bench, {change("ana", owner, none), change("dana", owner, none)}), bench.actions, clock);
        run.start();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(run.counts().failed, 1);
        QVERIFY(!bench.calls().contains(u"remove_user"_s));
    }

    /// 200 is said to the new owner, and it is not what they are then: whoever goes would leave nobody behind.
    void yesIsNotEnoughForANewOwner_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("why");
        const QString isNot = u"not sent: Bo Lind in fraud did not become owner"_s;
        const QString mayBe = u"not sent: whether Bo Lind in fraud became owner is not known"_s;
        QTest::newRow("less") << anaOwns + ',' + boHelps << State::Failed << isNot;
        QTest::newRow("nothing") << anaOwns << State::Failed << isNot;
        QTest::newRow("no role told") << anaOwns + ',' + boIsThere << State::Unknown << mayBe;
        QTest::newRow("perhaps unread") << anaOwns + ',' + noId << State::Unknown << mayBe;
        QTest::newRow("not readable") << QByteArray() << State::Unknown << mayBe;
    }

    void yesIsNotEnoughForANewOwner() {
        QFETCH(const QByteArray, members);
        QFETCH(const State, state);
        QFETCH(const QString, why);
        MembershipBench bench;
        bench.members(anaOwns);
        bench.sender.expect("workspaces/add_user").answer("{}");
        if (members.isEmpty())
            bench.sender.expect("workspaces/list_users").refuse(403, R"({"msg":"no","code":403})");
        else
            bench.members(members);
        const test::FakeClock clock;
        Run run(handoverToAStranger(bench), bench.actions, clock);
        run.start();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(bench.calls(), (QStringList{u"list_users"_s, u"add_user"_s, u"list_users"_s}));
        QCOMPARE(run.outcome(0).state, state);
        QCOMPARE(run.outcome(0).steps[0].state, state);
        QCOMPARE(run.outcome(0).steps[1].state, State::Waiting);
        QCOMPARE(whyNotSent(run.plan().items[0], run.outcome(0), 1), why);
        QVERIFY(run.undoPlan().items.empty());
        const Table table = reportTable(run);
        QCOMPARE(table.rows[1][4], u"not sent"_s);
        QVERIFY2(why.endsWith(table.rows[1][9]), qPrintable(table.rows[1][9]));
    }

    void aNewOwnerWhoIsReadBackMakesRoom() {
        MembershipBench bench;
        bench.members(anaOwns);
        bench.sender.expect("workspaces/add_user").answer("{}");
        bench.members(anaOwns + ',' + boOwns);
        bench.sender.expect("workspaces/remove_user").answer(R"({"affected_rows":1})");
        bench.members(boOwns);
        const test::FakeClock clock;
        Run run(handoverToAStranger(bench), bench.actions, clock);
        run.start();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(run.outcome(0).state, State::Done);
        QVERIFY(!run.outcome(0).isDoubtful());
        QVERIFY(whyNotSent(run.plan().items[0], run.outcome(0), 1).isEmpty());
        // And back: Bo goes only where Ana is owner again
        bench.members(boOwns);
        bench.sender.expect("workspaces/add_user").answer("{}");
        bench.members(boOwns + ',' + anaHelps);
        Run undo(run.undoPlan(), bench.actions, clock);
        undo.start();
        QTRY_COMPARE(undo.phase(), Run::Phase::Over);
        QCOMPARE(undo.outcome(0).state, State::Failed);
        QCOMPARE(bench.calls().count(u"remove_user"_s), 1); // Ana's, of before
    }

    /// Taken out and added anew as owner, a collaborator may come back as what they were, or not at all.
    void addedAnewIsNotEnoughForANewOwner_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<bool>("isHalfDone");
        QTest::newRow("less") << anaOwns + ',' + boHelps << false;
        QTest::newRow("nothing") << anaOwns << true;
    }

    void addedAnewIsNotEnoughForANewOwner() {
        QFETCH(const QByteArray, members);
        QFETCH(const bool, isHalfDone);
        MembershipBench bench;
        bench.members(anaOwns + ',' + boHelps);
        bench.sender.expect("workspaces/add_user").answer("{}");
        bench.members(anaOwns + ',' + boHelps);
        bench.sender.expect("workspaces/remove_user").answer(R"({"affected_rows":1})");
        bench.sender.expect("workspaces/add_user").answer("{}");
        bench.members(members);
        const test::FakeClock clock;
        Run run(handover(bench, {change("ana", owner, none)}), bench.actions, clock);
        run.start();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(run.outcome(0).state, State::Failed);
        QCOMPARE(RoleChange::isHalfDone(*run.outcome(0).error()), isHalfDone);
        QCOMPARE(bench.calls().count(u"remove_user"_s), 1); // Bo's own
        QCOMPARE(whyNotSent(run.plan().items[0], run.outcome(0), 1),
                 u"not sent: Bo Lind in fraud did not become owner"_s);
    }

    /// Both accounts of somebody who left stay owners where the new one did not become it.
    void aLeaverStaysWithoutTheNewOwner() {
        MembershipBench bench;
        LeaverFacts facts;
        for (const char* id : {"ana", "dana"})
            facts.accounts.push_back({User(UserId::fromUtf8(id), {}), false, {leavingToAStranger(bench, id)}});
        bench.members(anaOwns + ',' + danaOwns);
        bench.sender.expect("workspaces/add_user").answer("{}");
        bench.members(anaOwns + ',' + danaOwns + ',' + boHelps);
        const test::FakeClock clock;
        Run run(leaverRestPlan({}, facts.accounts), bench.actions, clock);
        run.start();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QVERIFY(!bench.calls().contains(u"remove_user"_s));
        QCOMPARE(run.outcome(0).steps[0].state, State::Failed);
        for (const size_t step : {size_t(1), size_t(2)})
            QCOMPARE(whyNotSent(run.plan().items[0], run.outcome(0), step),
                     u"not sent: Bo Lind in fraud did not become owner"_s);
        const Run nobody(Plan(), bench.actions, clock);
        const QString report = leaverReportText(nobody, &run, facts);
        QCOMPARE(report.count(u"after still a member: not sent; Bo Lind was not made its owner"_s), 2);
    }

    void aSecondHalfThatIsRefusedForNowIsHalfDone_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("stops");
        QTest::newRow("signed out") << 401 << true;
        QTest::newRow("too many") << 429 << false;
    }

    /// Of its own kind the engine would take it for "nothing happened" of the whole step.
    void aSecondHalfThatIsRefusedForNowIsHalfDone() {
        QFETCH(const int, status);
        QFETCH(const bool, stops);
        MembershipBench bench;
        takeOut(bench);
        bench.sender.expect("workspaces/add_user").refuse(status, R"({"msg":"later","code":1})");
        const test::FakeClock clock;
        Run run(membershipPlan(bench.api, {change("ana", owner, collaborator)}, {}), bench.actions, clock);
        run.start();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(run.outcome(0).state, State::Failed);
        QVERIFY(RoleChange::isHalfDone(*run.outcome(0).error()));
        QCOMPARE(run.halt().has_value(), stops);
        QCOMPARE(bench.calls().last(), u"add_user"_s);
    }

    void theFirstHalfWaitsForItsTurn() {
        MembershipBench bench;
        bench.sender.expect("workspaces/add_user").answer("{}");
        bench.members(anaOwns + ',' + boOwns);
        bench.sender.expect("workspaces/remove_user").refuse(429, R"({"msg":"later","code":1})");
        const auto result = bench.perform(demotion(bench));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::TooManyRequests);
    }

    void whoWasNotThereToTakeOutIsNotAdded() {
        MembershipBench bench;
        bench.sender.expect("workspaces/add_user").answer("{}");
        bench.members(anaOwns + ',' + boOwns);
        bench.sender.expect("workspaces/remove_user").answer(R"({"affected_rows":0})");
        const auto result = bench.perform(demotion(bench));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::NotFound);
        QCOMPARE(bench.calls().size(), 3);
    }

    void whatIsNotToldIsNoReasonToTakeOut_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::newRow("no role") << anaIsThere + ',' + boOwns;
        QTest::newRow("an entry that cannot be read") << noId + ',' + boOwns;
    }

    void whatIsNotToldIsNoReasonToTakeOut() {
        QFETCH(const QByteArray, members);
        MembershipBench bench;
        bench.sender.expect("workspaces/add_user").answer("{}");
        bench.members(members);
        const auto result = bench.perform(demotion(bench));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::OutcomeUnknown);
        QCOMPARE(bench.calls().size(), 2);
    }

    void whatIsNotToldIsNotReadBackAsUnchanged() {
        MembershipBench bench;
        bench.members(anaIsThere + ',' + noId);
        std::optional<std::vector<ReadBack>> got;
        bench.actions.readBack({{demotion(bench), {}},
                                {removeStep(WorkspaceId(12), person("ana"), MemberRole::Owner), {}},
                                {addStep(bench.api, WorkspaceId(12), person("bo"), MemberRole::Owner), {}}},
                               &bench.context, [&got](std::vector<ReadBack> read) { got = std::move(read); });
        QTRY_VERIFY(got);
        QCOMPARE((*got)[0].applied, ReadBack::Applied::NotTold);
        QCOMPARE((*got)[1].applied, ReadBack::Applied::No); // is there, as whatever
        QCOMPARE((*got)[2].applied, ReadBack::Applied::NotTold);
    }

    void nobodyIsAddedWhoMayBeThereUnread() {
        MembershipBench bench;
        bench.members(boOwns + ',' + noId);
        const auto reasons = bench.prepare(membershipPlan(bench.api, {change("ana", none, collaborator)}, {}).items);
        QVERIFY2(reasons.at(0).contains(u"not known"_s), qPrintable(reasons.at(0)));
    }

    void stoppedNobodyIsTakenOut_data() {
        QTest::addColumn<bool>("whileLooking");
        QTest::newRow("while the first answer is waited for") << false;
        QTest::newRow("while it is looked what came of it") << true;
    }

    void stoppedNobodyIsTakenOut() {
        QFETCH(const bool, whileLooking);
        MembershipBench bench;
        bench.members(anaOwns + ',' + boOwns);
        auto& first = bench.sender.expect("workspaces/add_user");
        const test::FakeClock clock;
        Run run(membershipPlan(bench.api, {change("ana", owner, collaborator)}, {}), bench.actions, clock);
        run.start();
        QTRY_VERIFY(first.hasArrived());
        if (whileLooking) {
            auto& look = bench.sender.expect("workspaces/list_users");
            first.answer("{}");
            QTRY_VERIFY(look.hasArrived());
            run.stop();
            look.answer("{\"users\":[" + anaOwns + ',' + boOwns + "]}");
            QTRY_COMPARE(run.outcome(0).state, State::Failed); // it is known that nothing happened
        } else {
            run.stop();
            first.answer("{}");
            QTRY_VERIFY(first.isDone());
            QCOMPARE(run.outcome(0).state, State::Unknown);
        }
        QVERIFY(!bench.calls().contains(u"remove_user"_s));
    }

    void stoppedInTheMiddleThePersonIsStillAdded() {
        MembershipBench bench;
        bench.members(anaOwns + ',' + boOwns);
        bench.sender.expect("workspaces/add_user").answer("{}");
        bench.members(anaOwns + ',' + boOwns);
        auto& out = bench.sender.expect("workspaces/remove_user");
        auto& in = bench.sender.expect("workspaces/add_user");
        const test::FakeClock clock;
        Run run(membershipPlan(bench.api, {change("ana", owner, collaborator)}, {}), bench.actions, clock);
        run.start();
        QTRY_VERIFY(out.hasArrived());
        run.stop();
        out.answer(R"({"affected_rows":1})");
        QTRY_VERIFY(in.hasArrived());
        in.answer("{}");
        QTRY_COMPARE(run.outcome(0).state, State::Done);
    }

    /// Whoever is deactivated does not own a workspace for anybody.
    void deactivatedOwnersDoNotCount() {
        MembershipBench bench;
        WorkspaceActions actions(bench.api, [](const UserId& id) { return id == person("bo").id; });
        bench.members(anaOwns + ',' + boOwns);
        std::optional<std::vector<QString>> got;
        actions.prepare(membershipPlan(bench.api, {change("ana", owner, none)}, {}).items, &bench.context,
                        [&got](const std::vector<Hindrance>& found) { got = test::reasonsIn(found); });
        QTRY_VERIFY(got);
        QCOMPARE(got->at(0), u"is the last owner by now"_s);
        bench.sender.expect("workspaces/add_user").answer("{}");
        bench.members(anaOwns + ',' + boOwns);
        std::optional<Result<StepResult>> result;
        actions.perform(demotion(bench), &bench.context, [&result](Result<StepResult> is) { result = std::move(is); });
        QTRY_VERIFY(result);
        QVERIFY(!*result);
        QVERIFY(!bench.calls().contains(u"remove_user"_s));
    }

    /// Ana was made the owner of a workspace that had none: that can be taken back, though she is the last one.
    void undoMayLeaveAWorkspaceAsItWas() {
        MembershipBench bench;
        const test::FakeClock clock;
        Run run(membershipPlan(bench.api, {change("ana", collaborator, owner)}, {owners({})}), bench.actions, clock);
        bench.members(anaHelps);
        bench.sender.expect("workspaces/add_user").answer("{}");
        bench.members(anaOwns);
        bench.members(anaOwns);
        run.start();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(run.outcome(0).state, State::Done);
        const Plan undo = run.undoPlan();
        bench.members(anaOwns);
        QVERIFY(bench.prepare(undo.items).at(0).isEmpty());
        // Of a workspace that had others it cannot
        Plan other = membershipPlan(bench.api, {change("ana", owner, collaborator)}, {});
        bench.members(anaOwns);
        QVERIFY(!bench.prepare(other.items).at(0).isEmpty());
    }

    void anUndoThatAddsSaysThatAMailMayGoOut() {
        MembershipBench bench;
        Plan plan;
        plan.items.push_back({u"12/ana"_s, u"Ana"_s, {}, {}, AfterFailure::StopHere, {}, {}});
        plan.items[0].steps.push_back(removeStep(WorkspaceId(12), person("ana"), MemberRole::Owner));
        noteMails(plan, bench.api.instance());
        QVERIFY(plan.consequences.isEmpty());
        plan.items[0].steps.push_back(*bench.actions.inverse(plan.items[0].steps[0], {}));
        noteMails(plan, bench.api.instance());
        QVERIFY(plan.consequences.join(u' ').contains(u"https://wallaroo.example.com"_s));
    }

    void whatWasNotReadIsSaidSo() {
        MembershipBench bench;
        MembershipChange unread = change("ana", none, collaborator);
        unread.isBeforeKnown = false;
        QVERIFY(!membershipPlan(bench.api, {unread}, {}).items[0].leftOut.isEmpty());
        unread.isAddition = true;
        const Plan plan = membershipPlan(bench.api, {unread}, {});
        QVERIFY(!membershipOf(plan.items[0].steps[0])->notes.isBeforeKnown);
        bench.members(anaOwns + ',' + boOwns);
        QVERIFY(!bench.prepare(plan.items).at(0).isEmpty()); // owner, as it turns out
    }
};

QTEST_GUILESS_MAIN(TestRoleChange)
#include "tst_runs_rolechange.moc"
