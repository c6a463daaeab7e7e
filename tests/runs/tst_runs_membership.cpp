#include "membershipbench.h"
#include "runs/journallines.h"
#include "runs/ledger.h"
#include "runs/membershipplan.h"
#include "runs/membershipsteps.h"
#include "runs/report.h"
#include "runs/rolechange.h"
#include "runs/run.h"
#include "support/fakeclock.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::runs;

using Desk = test::MembershipBench;
using test::anaHelps;
using test::anaOwns;
using test::boOwns;
using test::change;
using test::cleoOwns;
using test::collaborator;
using test::kindsOf;
using test::none;
using test::owner;
using test::owners;
using test::person;

class TestMembership final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void oneItemPerPersonAndWorkspace() {
        Desk desk;
        const Plan plan = membershipPlan(desk.api, {change("ana", none, owner), change("ana", none, owner, 7)}, {});
        QCOMPARE(plan.verb, u"members.add"_s);
        QCOMPARE(plan.taking(), 2);
        QCOMPARE(plan.items[0].id, u"12/ana"_s);
        QCOMPARE(plan.items[1].id, u"7/ana"_s);
        QCOMPARE(kindsOf(plan.items[0]), QStringList{u"workspace.add"_s});
        QVERIFY(plan.items[0].steps[0].preview.body.contains(u"OWNER"_s));
        QVERIFY(plan.consequences.join(u' ').contains(u"https://wallaroo.example.com"_s)); // the mail
        QVERIFY(plan.canBeUndone);
    }

    void leavesOutWhoIsSoAlready() {
        Desk desk;
        const Plan plan = membershipPlan(
            desk.api, {change("ana", owner, owner), change("bo", none, none), change("cleo", collaborator, owner)}, {});
        QCOMPARE(plan.taking(), 1);
        QCOMPARE(plan.items[0].leftOut, u"already owner"_s);
        QCOMPARE(plan.items[1].leftOut, u"no member"_s);
    }

    void nobodyLeavesTheirOwnDefaultWorkspace() {
        Desk desk;
        MembershipChange own = change("ana", owner, none);
        own.isDefault = true;
        own.workspaceName = u"old-address@example.com - Default Workspace"_s; // its owner's whatever it is called
        MembershipChange guest = change("bo", collaborator, none);
        guest.isDefault = true;
        guest.workspaceName = own.workspaceName;
        MembershipChange lesser = change("cleo", collaborator, none);
        lesser.isDefault = lesser.isNamedForThem = true;
        const Plan plan = membershipPlan(desk.api, {own, guest, lesser}, {owners({"ana"})});
        QVERIFY(!plan.items[2].leftOut.isEmpty());
        QVERIFY(!plan.items[0].leftOut.isEmpty());
        QVERIFY(plan.items[1].leftOut.isEmpty());
        QVERIFY(orphansOf({own, guest}, {owners({"ana"})}).empty());
    }

    void lastOwnersAreFound_data() {
        QTest::addColumn<std::vector<MembershipChange>>("changes");
        QTest::addColumn<bool>("isOrphan");
        using Changes = std::vector<MembershipChange>;
        QTest::newRow("the last one leaves") << Changes{change("ana", owner, none), change("bo", owner, none)} << true;
        QTest::newRow("one of two leaves") << Changes{change("ana", owner, none)} << false;
        QTest::newRow("both become less")
            << Changes{change("ana", owner, collaborator), change("bo", owner, collaborator)} << true;
        QTest::newRow("another takes over")
            << Changes{change("ana", owner, none), change("bo", owner, none), change("cleo", none, owner)} << false;
        MembershipChange asleep = change("cleo", none, owner);
        asleep.isInactive = true;
        QTest::newRow("by somebody inactive")
            << Changes{change("ana", owner, none), change("bo", owner, none), asleep} << true;
        QTest::newRow("a collaborator leaves") << Changes{change("cleo", collaborator, none)} << false;
        QTest::newRow("an inactive owner leaves, beside active ones") << Changes{change("dana", owner, none)} << false;
    }

    void lastOwnersAreFound() {
        QFETCH(const std::vector<MembershipChange>, changes);
        QFETCH(const bool, isOrphan);
        QCOMPARE(!orphansOf(changes, {owners({"ana", "bo"})}).empty(), isOrphan);
    }

    void theNewOwnerComesFirst() {
        Desk desk;
        const std::vector changes{change("ana", owner, none)};
        const Plan plan = membershipPlan(desk.api, changes, {owners({"ana"})},
                                         {{WorkspaceId(12), person("bo"), u"Bo"_s, collaborator}});
        QCOMPARE(kindsOf(plan.items[0]), (QStringList{u"workspace.role"_s, u"workspace.remove"_s}));
        QCOMPARE(plan.items[0].steps[1].needs, 0); // not without the first
        QCOMPARE(plan.items[0].afterFailure, AfterFailure::StopHere);
        const Plan stranger =
            membershipPlan(desk.api, changes, {owners({"ana"})}, {{WorkspaceId(12), person("bo"), u"Bo"_s, none}});
        QCOMPARE(kindsOf(stranger.items[0]), (QStringList{u"workspace.add"_s, u"workspace.remove"_s}));
    }

    void stepsAreReadAsWritten() {
        Desk desk;
        const auto read = membershipOf(roleStep(desk.api, WorkspaceId(9'007'199'254'740'993), person("ana"),
                                                MemberRole::Owner, MemberRole::Collaborator));
        QVERIFY(read);
        QCOMPARE(read->workspace, WorkspaceId(9'007'199'254'740'993)); // more than a double holds
        QCOMPARE(read->person, person("ana"));
        QCOMPARE(read->before, owner);
        QCOMPARE(read->after, collaborator);
        QVERIFY(!membershipOf(createStep(u"a"_s)));
        Step broken = removeStep(WorkspaceId(1), person("ana"), MemberRole::Owner);
        broken.arguments.remove(u"user"_s);
        QVERIFY(!membershipOf(broken));
    }

    void removingWhoIsNoMemberIsAnError() {
        Desk desk;
        desk.sender.expect("workspaces/remove_user").answer(R"({"affected_rows":0})");
        const auto result = desk.perform(removeStep(WorkspaceId(12), person("ana"), MemberRole::Owner));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::NotFound);
    }

    void aRoleIsChangedByAddingAgain() {
        Desk desk;
        desk.sender.expect("workspaces/add_user").answer("{}");
        desk.members(boOwns + ',' + anaHelps);
        const auto result = desk.perform(
            roleStep(desk.api, WorkspaceId(12), person("ana"), MemberRole::Owner, MemberRole::Collaborator));
        QVERIFY(result);
        QCOMPARE(desk.calls(), (QStringList{u"add_user"_s, u"list_users"_s})); // never without the member
    }

    void elseByTakingOutAndAddingAnew_data() {
        QTest::addColumn<bool>("refuses");
        QTest::newRow("the server said yes and changed nothing") << false;
        QTest::newRow("the server refused") << true;
    }

    void elseByTakingOutAndAddingAnew() {
        QFETCH(const bool, refuses);
        Desk desk;
        auto& first = desk.sender.expect("workspaces/add_user");
        refuses ? first.refuse(400, R"({"msg":"duplicate key","code":400})") : first.answer("{}");
        desk.members(boOwns + ',' + anaOwns);
        desk.sender.expect("workspaces/remove_user").answer(R"({"affected_rows":1})");
        desk.sender.expect("workspaces/add_user").answer("{}");
        const auto result = desk.perform(
            roleStep(desk.api, WorkspaceId(12), person("ana"), MemberRole::Owner, MemberRole::Collaborator));
        QVERIFY(result);
        QVERIFY(!result->note.isEmpty());
        QCOMPARE(desk.calls(), (QStringList{u"add_user"_s, u"list_users"_s, u"remove_user"_s, u"add_user"_s}));
    }

    void theOnlyOwnerIsNotTakenOutForAMoment() {
        Desk desk;
        desk.sender.expect("workspaces/add_user").answer("{}");
        desk.members(anaOwns);
        const auto result = desk.perform(
            roleStep(desk.api, WorkspaceId(12), person("ana"), MemberRole::Owner, MemberRole::Collaborator));
        QVERIFY(!result);
        QCOMPARE(desk.calls().size(), 2);
        QVERIFY(!RoleChange::isHalfDone(result.error()));
    }

    void theSecondHalfFails() {
        Desk desk;
        desk.sender.expect("workspaces/add_user").answer("{}");
        desk.members(boOwns + ',' + anaOwns);
        desk.sender.expect("workspaces/remove_user").answer(R"({"affected_rows":1})");
        desk.sender.expect("workspaces/add_user").refuse(500, R"({"msg":"database is down","code":500})");
        const auto result = desk.perform(
            roleStep(desk.api, WorkspaceId(12), person("ana"), MemberRole::Owner, MemberRole::Collaborator));
        QVERIFY(!result);
        QVERIFY(RoleChange::isHalfDone(result.error()));
        QVERIFY(result.error().sentence.contains(u"no member now"_s));
    }

    void theFirstHalfFails() {
        Desk desk;
        desk.sender.expect("workspaces/add_user").answer("{}");
        desk.members(boOwns + ',' + anaOwns);
        desk.sender.expect("workspaces/remove_user").refuse(403, R"({"msg":"no","code":403})");
        const auto result = desk.perform(
            roleStep(desk.api, WorkspaceId(12), person("ana"), MemberRole::Owner, MemberRole::Collaborator));
        QVERIFY(!result);
        QVERIFY(!RoleChange::isHalfDone(result.error())); // still an owner
    }

    void whoWasTakenOutMeanwhileIsNotAdded() {
        Desk desk;
        desk.sender.expect("workspaces/add_user").refuse(500, R"({"msg":"x","code":500})");
        desk.members(boOwns);
        const auto result = desk.perform(
            roleStep(desk.api, WorkspaceId(12), person("ana"), MemberRole::Owner, MemberRole::Collaborator));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::NotFound);
    }

    void lostAnswersStayUnknown() {
        Desk desk;
        desk.sender.expect("workspaces/add_user").fail(ErrorKind::OutcomeUnknown);
        const auto result = desk.perform(
            roleStep(desk.api, WorkspaceId(12), person("ana"), MemberRole::Owner, MemberRole::Collaborator));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::OutcomeUnknown);
        QCOMPARE(desk.calls().size(), 1);
    }

    void readsThemAgainBefore_data() {
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<bool>("goesOn");
        QTest::newRow("as planned") << anaOwns + ',' + boOwns << true;
        QTest::newRow("no member any more") << boOwns << false;
        QTest::newRow("less by now") << anaHelps + ',' + boOwns << false;
        QTest::newRow("the last owner by now") << anaOwns << false;
    }

    void readsThemAgainBefore() {
        QFETCH(const QByteArray, now);
        QFETCH(const bool, goesOn);
        Desk desk;
        desk.members(now);
        const Plan plan = membershipPlan(desk.api, {change("ana", owner, none)}, {owners({"ana", "bo"})});
        const auto reasons = desk.prepare(plan.items);
        QCOMPARE(reasons.size(), size_t(1));
        QCOMPARE(reasons[0].isEmpty(), goesOn);
    }

    /// Two old owners share the item that makes the new one first; one of them is not what they were.
    void whoChangedMeanwhileHoldsUpNobodyElse() {
        Desk desk;
        const std::vector changes{change("ana", owner, none), change("cleo", owner, none)};
        const NewOwner heir{WorkspaceId(12), person("bo"), u"Bo"_s, none};
        const Plan plan = membershipPlan(desk.api, changes, {owners({"ana", "cleo"})}, {heir});
        QCOMPARE(plan.items.size(), size_t(1));
        desk.members(anaHelps + "," + cleoOwns);
        const test::FakeClock clock;
        desk.sender.expect("workspaces/add_user").answer("{}");
        desk.members(boOwns + "," + anaHelps + "," + cleoOwns); // before anybody goes
        desk.sender.expect("workspaces/remove_user").answer(R"({"affected_rows":1})");
        Run run(plan, desk.actions, clock);
        desk.members(boOwns + "," + anaHelps);
        run.start();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        const Outcome& outcome = run.outcome(0);
        QCOMPARE(outcome.state, State::Done);
        QCOMPARE(outcome.steps[0].state, State::Done);
        QCOMPARE(outcome.steps[1].state, State::LeftOut);
        QCOMPARE(outcome.steps[1].result.note, u"is collaborator by now"_s);
        QCOMPARE(outcome.steps[2].state, State::Done);
        const Plan undo = run.undoPlan();
        QCOMPARE(undo.items[0].steps.size(), size_t(2));                  // and not of who was left out
        QVERIFY(makesNeededOwner(*membershipOf(undo.items[0].steps[0]))); // before the new one goes again
        const Table report = reportTable(run);
        QCOMPARE(report.rows[1][1], u"ana in fraud"_s);
        QCOMPARE(report.rows[1][4], u"left out"_s);
        QCOMPARE(report.rows[1][9], u"is collaborator by now"_s);
    }

    void whereNobodyIsLeftToGoNobodyBecomesOwner_data() {
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QStringList>("reasons");
        QTest::newRow("all of them changed")
            << anaHelps << QStringList{u"ana in fraud: is collaborator by now"_s, u"already no member meanwhile"_s};
        QTest::newRow("the new owner did")
            << anaOwns + ',' + cleoOwns + ',' + boOwns << QStringList{u"already owner"_s};
    }

    void whereNobodyIsLeftToGoNobodyBecomesOwner() {
        QFETCH(const QByteArray, now);
        QFETCH(const QStringList, reasons);
        Desk desk;
        desk.members(now);
        const NewOwner heir{WorkspaceId(12), person("bo"), u"Bo"_s, none};
        const auto found = desk.hindrances(
            membershipPlan(desk.api, {change("ana", owner, none), change("cleo", owner, none)}, {}, {heir}).items);
        QCOMPARE(found.size(), size_t(1));
        QVERIFY(found[0].steps.empty());
        for (const QString& reason : reasons)
            QVERIFY2(found[0].reason.contains(reason), qPrintable(found[0].reason));
    }

    /// Who is left out makes nobody an owner: then the last one stays.
    void whoIsLeftOutIsNoOwnerToCountOn() {
        Desk desk;
        desk.members(anaOwns + "," + R"({"user_id":"bo","user_type":"COLLABORATOR"})");
        const auto reasons = desk.prepare(
            membershipPlan(desk.api, {change("bo", none, owner), change("ana", owner, none)}, {owners({"ana"})}).items);
        QCOMPARE(reasons[0], u"is collaborator by now"_s);
        QCOMPARE(reasons[1], u"is the last owner by now"_s);
    }

    void aWorkspaceThatVanishedIsLeftOut() {
        Desk desk;
        desk.sender.expect("workspaces/list_users")
            .refuse(400, R"({"msg":"The provided workspace id was not found.","code":400})");
        desk.members(anaOwns);
        const Plan plan =
            membershipPlan(desk.api, {change("ana", owner, collaborator), change("ana", owner, owner, 7)}, {});
        const auto reasons = desk.prepare({plan.items[0]});
        QVERIFY(!reasons[0].isEmpty());
        QVERIFY(desk.prepare({}).empty());
        desk.prepare(membershipPlan(desk.api, {change("ana", owner, collaborator, 7)}, {}).items);
    }

    void readsBackOncePerWorkspace() {
        Desk desk;
        desk.members(anaHelps);
        std::optional<std::vector<ReadBack>> got;
        desk.actions.readBack({{addStep(desk.api, WorkspaceId(12), person("ana"), MemberRole::Collaborator), {}},
                               {removeStep(WorkspaceId(12), person("bo"), MemberRole::Owner), {}},
                               {addStep(desk.api, WorkspaceId(12), person("cleo"), MemberRole::Owner), {}}},
                              &desk.context, [&got](std::vector<ReadBack> read) { got = std::move(read); });
        QTRY_VERIFY(got);
        QCOMPARE(got->size(), size_t(3));
        QCOMPARE((*got)[0].applied, ReadBack::Applied::Yes);
        QCOMPARE((*got)[1].applied, ReadBack::Applied::Yes);
        QCOMPARE((*got)[2].applied, ReadBack::Applied::No);
        QCOMPARE((*got)[2].text, u"no member"_s);
        QCOMPARE(desk.calls().size(), 1);
    }

    /// The program ended after the first half of a change of role: that is not "nothing was changed".
    void readsBackThatARoleChangeStoppedHalfway() {
        Desk desk;
        desk.members(boOwns);
        const Plan plan = membershipPlan(desk.api, {change("ana", collaborator, owner)}, {});
        const test::FakeClock clock;
        Run run(plan, desk.actions, clock);
        std::vector<Outcome> outcomes(1);
        outcomes[0].steps.resize(1);
        outcomes[0].steps[0].state = State::Unknown;
        run.takeUp(Ledger::settled(plan, std::move(outcomes)), 1);
        run.checkUnknown();
        QTRY_COMPARE(run.outcome(0).state, State::Failed);
        QVERIFY(RoleChange::isHalfDone(*run.outcome(0).error()));
        QVERIFY2(run.outcome(0).error()->sentence.contains(u"no member now"_s),
                 qPrintable(run.outcome(0).error()->sentence));
        // Kept so, should the program end again
        const auto kept = readJournal(headLine(plan, 1) + outcomeLine(0, 0, run.outcome(0).steps[0]));
        QVERIFY(kept && RoleChange::isHalfDone(*kept->outcomes[0].error()));
    }

    /// Somebody who got a new owner first: when the run goes on, that is done and no reason to leave the rest out.
    void goesOnAfterTheNewOwnerWasMade() {
        Desk desk;
        const NewOwner heir{WorkspaceId(12), person("bo"), u"Bo"_s, collaborator};
        const Plan plan = membershipPlan(desk.api, {change("ana", owner, none)}, {owners({"ana"})}, {heir});
        QCOMPARE(plan.items[0].steps.size(), size_t(2));
        const test::FakeClock clock;
        Run run(plan, desk.actions, clock);
        std::vector<Outcome> outcomes(1);
        outcomes[0].steps.resize(2);
        outcomes[0].steps[0].state = State::Done;
        run.takeUp(Ledger::settled(plan, std::move(outcomes)), 1);
        QCOMPARE(run.counts().notSent, 1);
        desk.members(anaOwns + "," + boOwns);
        desk.sender.expect("workspaces/remove_user").answer(R"({"affected_rows":1})");
        desk.members(boOwns);
        run.resume();
        QTRY_COMPARE(run.phase(), Run::Phase::Over);
        QCOMPARE(run.outcome(0).state, State::Done);
    }

    void everyStepHasItsInverse() {
        Desk desk;
        const auto check = [&desk](const Step& step) {
            const auto back = desk.actions.inverse(step, {});
            const auto there = membershipOf(step);
            const auto here = back ? membershipOf(*back) : std::nullopt;
            return here && here->before == there->after && here->after == there->before
                   && here->person == there->person;
        };
        QVERIFY(check(addStep(desk.api, WorkspaceId(1), person("ana"), MemberRole::Owner)));
        QVERIFY(check(removeStep(WorkspaceId(1), person("ana"), MemberRole::Owner)));
        QVERIFY(check(roleStep(desk.api, WorkspaceId(1), person("ana"), MemberRole::Owner, MemberRole::Collaborator)));
        QVERIFY(!desk.actions.inverse(createStep(u"a"_s), {})); // nothing deletes a workspace
    }

    void creates() {
        Desk desk;
        desk.sender.expect("workspaces/create").answer(R"({"workspace_id":27})");
        const auto result = desk.perform(createStep(u"fraud-watch"_s));
        QVERIFY(result);
        QCOMPARE(result->newId, u"27"_s);
    }
};

QTEST_GUILESS_MAIN(TestMembership)
#include "tst_runs_membership.moc"
