// The words of the sheet that a change of memberships is reviewed on.
#include "pages/membershipsheet.h"
#include "runs/membershipbench.h"
#include "runs/run.h"
#include "support/fakeclock.h"

using namespace wallaroo;
using namespace wallaroo::test;

class TestAccessSheet final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void saysVerbAndNumber_data() {
        QTest::addColumn<Plan>("plan");
        QTest::addColumn<QString>("title");
        MembershipBench bench;
        const auto of = [&bench](const std::vector<MembershipChange>& changes) {
            return membershipPlan(bench.api, changes, {});
        };
        QTest::newRow("add") << of({change("ana", none, owner), change("bo", none, owner)}) << u"Add 2 members"_s;
        QTest::newRow("remove") << of({change("ana", collaborator, none), change("bo", owner, none)})
                                << u"Remove 2 members"_s;
        QTest::newRow("role") << of({change("ana", collaborator, owner), change("bo", owner, collaborator)})
                              << u"Change 2 roles"_s;
        QTest::newRow("both") << of({change("ana", collaborator, owner), change("bo", none, owner)})
                              << u"Change 2 memberships"_s;
        const std::vector some{change("ana", none, owner), change("bo", none, none), change("cleo", none, owner)};
        QTest::newRow("who is left out is not counted") << of(some) << u"Add 2 members"_s;
        Plan undo = of({change("ana", none, owner), change("bo", none, owner)});
        undo.isUndo = true;
        QTest::newRow("undo") << undo << u"Undo: Add 2 members"_s;
    }

    void saysVerbAndNumber() {
        QFETCH(const Plan, plan);
        QFETCH(const QString, title);
        QCOMPARE(membershipTitle(plan), title);
        const Consequences sheet = membershipSheet(plan, u"staging"_s);
        QCOMPARE(sheet.title, title + u" on staging"_s);
        QCOMPARE(sheet.act, title);
    }

    void saysWhatEachBecomes() {
        MembershipBench bench;
        const Consequences sheet = membershipSheet(
            membershipPlan(bench.api,
                           {change("ana", collaborator, owner), change("bo", owner, none), change("cleo", none, owner)},
                           {}),
            u"staging"_s);
        QCOMPARE(sheet.subjects[0].note, u"collaborator → owner"_s);
        QCOMPARE(sheet.subjects[1].note, u"owner → no member"_s);
        QCOMPARE(sheet.subjects[2].note, u"no member → owner"_s);
        QCOMPARE(sheet.subjects[0].name, u"ana in fraud"_s);
        QCOMPARE(sheet.subjects[0].id, u"12/ana"_s);
        QCOMPARE(sheet.subjects[0].address, u"ana@example.com"_s);
    }

    /// Whoever is added where the members could not be read is not said to be no member.
    void whatWasNotReadIsSaid() {
        MembershipBench bench;
        MembershipChange unread = change("ana", none, collaborator);
        unread.isBeforeKnown = false;
        unread.isAddition = true;
        const Consequences sheet = membershipSheet(membershipPlan(bench.api, {unread}, {}), u"staging"_s);
        QCOMPARE(sheet.subjects.size(), 1);
        QCOMPARE(sheet.subjects[0].note, u"not known → collaborator"_s);
    }

    void whoIsLeftOutIsNamedWithTheReason_data() {
        QTest::addColumn<MembershipChange>("change");
        QTest::addColumn<QString>("reason");
        QTest::newRow("is it already") << change("ana", owner, owner) << u"already owner"_s;
        QTest::newRow("is not there") << change("ana", none, none) << u"no member"_s;
        MembershipChange unread = change("ana", none, none);
        unread.isBeforeKnown = false;
        QTest::newRow("not known") << unread << u"what they are there is not known"_s;
        MembershipChange added = change("ana", owner, collaborator);
        added.isAddition = true;
        QTest::newRow("would become less by being added") << added << u"already owner"_s;
        MembershipChange own = change("ana", owner, none);
        own.isDefault = true;
        QTest::newRow("own default workspace") << own << u"it is their own default workspace"_s;
    }

    void whoIsLeftOutIsNamedWithTheReason() {
        QFETCH(const MembershipChange, change);
        QFETCH(const QString, reason);
        MembershipBench bench;
        const Consequences sheet = membershipSheet(membershipPlan(bench.api, {change}, {}), u"staging"_s);
        QVERIFY(sheet.subjects.isEmpty());
        QCOMPARE(sheet.leftOut.size(), 1);
        QCOMPARE(sheet.leftOut[0].name, u"ana in fraud"_s);
        QCOMPARE(sheet.leftOut[0].reason, reason);
        QCOMPARE(sheet.summary, u"Nothing is left to do."_s);
        QVERIFY(sheet.calls.isEmpty() && sheet.follows.isEmpty());
        QVERIFY2(sheet.title.contains(u" 1 "_s), qPrintable(sheet.title)); // what was asked for
    }

    void whatFollowsIsSaid() {
        MembershipBench bench;
        MembershipChange asleep = change("cleo", none, collaborator);
        asleep.isInactive = true;
        const NewOwner heir{WorkspaceId(12), person("bo"), u"Bo Lind"_s, collaborator};
        const Consequences sheet = membershipSheet(
            membershipPlan(bench.api, {change("ana", owner, none), asleep}, {owners({"ana"})}, {heir}), u"staging"_s);
        QVERIFY2(sheet.subjects[0].note.contains(u"Bo Lind becomes owner first"_s), qPrintable(sheet.subjects[0].note));
        QVERIFY(sheet.subjects[0].warns);
        QVERIFY2(sheet.subjects[1].note.contains(u"inactive: cannot sign in"_s), qPrintable(sheet.subjects[1].note));
        const QString follows = sheet.follows.join(u'\n');
        QVERIFY2(follows.contains(u"an e-mail with the address https://wallaroo.example.com"_s), qPrintable(follows));
        QVERIFY2(follows.contains(u"no call that changes a role"_s), qPrintable(follows));
        QCOMPARE(sheet.calls,
                 u"2 × workspaces/add_user, 1 × workspaces/remove_user; members are read before and after"_s);
    }

    void thatNoOwnerIsLeftIsSaid() {
        MembershipBench bench;
        const Consequences alone =
            membershipSheet(membershipPlan(bench.api, {change("ana", owner, none)}, {owners({"ana"})}), u"staging"_s);
        QVERIFY2(alone.subjects[0].note.contains(u"fraud is left without an active owner"_s),
                 qPrintable(alone.subjects[0].note));
        const Consequences unread =
            membershipSheet(membershipPlan(bench.api, {change("ana", owner, none)}, {}), u"staging"_s);
        QVERIFY2(unread.follows.contains(u"Whether an active owner is left is not known for every workspace."_s),
                 qPrintable(unread.follows.join(u'\n')));
    }

    /// Somebody was made the owner of a workspace that had none: to take that back leaves none again.
    void anUndoThatLeavesNoOwnerSaysSo() {
        MembershipBench bench;
        const FakeClock clock;
        const Plan plan = membershipPlan(bench.api, {change("ana", none, owner)}, {owners({})});
        Run run(plan, bench.actions, clock);
        std::vector<Outcome> outcomes(1);
        outcomes[0].state = State::Done;
        outcomes[0].steps.resize(1);
        outcomes[0].steps[0].state = State::Done;
        run.takeUp(std::move(outcomes), 1);
        const Consequences sheet = membershipSheet(run.undoPlan(), u"staging"_s);
        QCOMPARE(sheet.subjects[0].note, u"owner → no member; without an active owner again, as it was before"_s);
        QCOMPARE(sheet.calls, u"1 × workspaces/remove_user; members are read before and after"_s);
    }
};

QTEST_MAIN(TestAccessSheet)
#include "tst_access_sheet.moc"
