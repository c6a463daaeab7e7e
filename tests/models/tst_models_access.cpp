#include "models/accessdesk.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using models::Access;
using models::AccessCell;
using models::AccessFindings;
using models::AccessMatrix;
using models::Ownership;
using Known = AccessMatrix::Known;

namespace {

Error refused() {
    return {ErrorKind::Refused, u"The workspace is gone."_s, {}, {}, 400, std::nullopt, {}, {}};
}

} // namespace

class TestAccess final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void nothingIsKnownAtFirst() {
        test::AccessDesk desk;
        QCOMPARE(desk.cell(1, 12), AccessCell{});
        QCOMPARE(desk.matrix.known(desk.workspace(12)), Known::No);
        QCOMPARE(desk.matrix.notKnownCount(false), 4);
        QCOMPARE(desk.matrix.notKnownCount(true), 5);
    }

    void anAnswerTellsOfEverybody() {
        test::AccessDesk desk;
        QSignalSpy changed(&desk.matrix, &AccessMatrix::membersChanged);
        desk.answer(12, {test::collaborator(2), test::owner(1), {test::userId(4), MemberRole::NotTold}});
        QCOMPARE(desk.cell(1, 12).access, Access::Owner);
        QCOMPARE(desk.cell(2, 12).access, Access::Collaborator);
        QCOMPARE(desk.cell(3, 12).access, Access::None);
        QCOMPARE(desk.cell(4, 12).access, Access::NotTold);
        QCOMPARE(desk.cell(1, 7).access, Access::NotKnown);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.front().front().toUInt(), desk.workspace(12));
    }

    void answersInAnyOrder() {
        test::AccessDesk first;
        first.answerAll();
        test::AccessDesk second;
        second.answer(1, {test::owner(1)});
        second.answer(5, {test::collaborator(3)});
        second.answer(12, {test::owner(2)}); // older than what comes
        second.answer(3, {test::owner(2), test::owner(1)});
        second.answer(7, {test::collaborator(1), test::owner(3)});
        second.answer(12, {test::collaborator(2), test::owner(1)});
        for (int person = 1; person <= 4; ++person) {
            for (const qint64 id : {12, 7, 3, 5, 1})
                QCOMPARE(second.cell(person, id), first.cell(person, id));
        }
    }

    void aFailureLeavesNothingKnown() {
        test::AccessDesk desk;
        desk.answerAll();
        desk.matrix.setFailed(WorkspaceId(12), refused());
        QCOMPARE(desk.cell(1, 12), AccessCell{}); // not "owner, as it was"
        QCOMPARE(desk.matrix.failure(desk.workspace(12))->sentence, refused().sentence);
        desk.answer(12, {test::owner(2)});
        QCOMPARE(desk.matrix.failure(desk.workspace(12)), nullptr);
        QCOMPARE(desk.cell(1, 12).access, Access::None);
    }

    void whatCouldNotBeReadIsNotNo() {
        test::AccessDesk desk;
        desk.answer(12, {test::owner(1)}, false);
        QCOMPARE(desk.cell(1, 12).access, Access::Owner);
        QCOMPARE(desk.cell(2, 12).access, Access::NotKnown);
        QCOMPARE(models::ownershipOf(desk.matrix, desk.workspace(12)), Ownership::NotKnown);
    }

    void staleIsSaid() {
        test::AccessDesk desk;
        desk.answerAll();
        desk.matrix.setStale(WorkspaceId(12));
        QCOMPARE(desk.cell(1, 12), (AccessCell{Access::Owner, true}));
        QCOMPARE(desk.cell(3, 12), (AccessCell{Access::None, true}));
        desk.matrix.setStale(WorkspaceId(99)); // nobody's
        desk.matrix.setAllStale();
        QCOMPARE(desk.matrix.notKnownCount(true), 5);
    }

    void aWorkspaceThatVanishedTakesNoAnswers() {
        test::AccessDesk desk;
        desk.answerAll();
        desk.matrix.setWorkspaces({test::workspaceNamed(7, "churn")});
        QVERIFY(!desk.matrix.isWorkspaceListed(desk.workspace(12)));
        desk.answer(12, {test::owner(4)}); // was under way
        QCOMPARE(desk.cell(4, 12), AccessCell{});
        QCOMPARE(desk.cell(3, 7).access, Access::Owner);
        QVERIFY(desk.matrix.workspacesOf(desk.person(1)).size() == 1);
        desk.setWorkspaces(); // back again: asked anew
        QCOMPARE(desk.cell(1, 12), AccessCell{});
    }

    void membersWhomNobodyListsAreThere() {
        test::AccessDesk desk;
        desk.answer(12, {{UserId::fromString(u"gone"_s), MemberRole::Owner}});
        const auto stranger = desk.matrix.findPerson(UserId::fromString(u"gone"_s));
        QVERIFY(stranger);
        QVERIFY(!desk.matrix.isPersonListed(*stranger));
        QCOMPARE(desk.matrix.cell(*stranger, desk.workspace(12)).access, Access::Owner);
        QCOMPARE(models::ownershipOf(desk.matrix, desk.workspace(12)), Ownership::NotKnown); // active? nobody knows
    }

    void ownership_data() {
        QTest::addColumn<std::vector<Member>>("members");
        QTest::addColumn<Ownership>("ownership");
        using test::collaborator;
        using test::owner;
        QTest::newRow("nobody") << std::vector<Member>{} << Ownership::NoActiveOwner;
        QTest::newRow("no owner") << std::vector{collaborator(1)} << Ownership::NoActiveOwner;
        QTest::newRow("inactive owner") << std::vector{owner(3), collaborator(1)} << Ownership::NoActiveOwner;
        QTest::newRow("one") << std::vector{owner(1), owner(3)} << Ownership::OneActiveOwner;
        QTest::newRow("two") << std::vector{owner(1), owner(2)} << Ownership::Several;
        QTest::newRow("one, and a role not told")
            << std::vector{owner(1), Member{test::userId(2), MemberRole::NotTold}} << Ownership::NotKnown;
        QTest::newRow("two, and a role not told")
            << std::vector{owner(1), owner(2), Member{test::userId(4), MemberRole::NotTold}} << Ownership::Several;
    }

    void ownership() {
        QFETCH(const std::vector<Member>, members);
        test::AccessDesk desk;
        desk.answer(12, members);
        QTEST(models::ownershipOf(desk.matrix, desk.workspace(12)), "ownership");
    }

    void findings() {
        test::AccessDesk desk;
        desk.answerAll();
        const AccessFindings found = models::findingsOf(desk.matrix);
        QCOMPARE(found.withoutActiveOwner.notKnown, 0);
        QCOMPARE(found.withoutActiveOwner.who, std::vector{desk.workspace(7)}); // neither the archived nor a default
        QCOMPARE(found.inactiveWithAccess.who, std::vector{desk.person(3)});
        QCOMPARE(found.withoutAccess.who, std::vector{desk.person(4)});
    }

    void findingsSayWhatIsMissing() {
        test::AccessDesk desk;
        desk.answerAll();
        desk.matrix.setFailed(WorkspaceId(3), refused());
        desk.matrix.setStale(WorkspaceId(5));
        const AccessFindings found = models::findingsOf(desk.matrix);
        QCOMPARE(found.withoutActiveOwner.notKnown, 1); // the archived one needs no owner
        QCOMPARE(found.inactiveWithAccess.notKnown, 2);
        QCOMPARE(found.withoutAccess.notKnown, 2);
    }

    /// Who is not in the list of users may be deactivated.
    void membersNobodyListsMayBeDeactivated() {
        test::AccessDesk desk;
        desk.answerAll();
        desk.answer(12, {test::owner(1), test::collaborator(9)});
        const AccessFindings found = models::findingsOf(desk.matrix);
        QCOMPARE(found.inactiveWithAccess.notKnown, 1);
        QCOMPARE(found.withoutAccess.notKnown, 0);
        QVERIFY(found.isAccessKnown());
    }

    void listsWithGapsAreNoAnswer() {
        test::AccessDesk desk;
        desk.answerAll();
        desk.matrix.setPeople({}, false);
        QVERIFY(!models::findingsOf(desk.matrix).arePeopleWhole);
        QVERIFY(!models::findingsOf(desk.matrix).isAccessKnown());
        desk.setPeople();
        QVERIFY(models::findingsOf(desk.matrix).isAccessKnown());
        desk.matrix.setWorkspaces({test::workspaceNamed(12, "fraud")}, false);
        QVERIFY(!models::findingsOf(desk.matrix).areWorkspacesWhole);
        QVERIFY(!models::findingsOf(desk.matrix).isAccessKnown());
    }

    void oneActiveOwnerIsEnoughToKnow() {
        test::AccessDesk desk;
        desk.answerAll();
        desk.answer(12, {test::owner(1), {UserId::fromString(u"gone"_s), MemberRole::Owner}});
        QCOMPARE(models::findingsOf(desk.matrix).withoutActiveOwner.notKnown, 0);
    }

    void onePersonDeactivatedMeanwhile() {
        test::AccessDesk desk;
        desk.answerAll();
        QCOMPARE(models::ownershipOf(desk.matrix, desk.workspace(12)), Ownership::OneActiveOwner);
        desk.setPeople({1, 3});
        QCOMPARE(models::ownershipOf(desk.matrix, desk.workspace(12)), Ownership::NoActiveOwner);
        QCOMPARE(models::findingsOf(desk.matrix).withoutActiveOwner.who.size(), size_t(2));
    }

    void beforePeopleAreThereNothingIsFound() {
        AccessMatrix matrix;
        matrix.setWorkspaces({test::workspaceNamed(12, "fraud")});
        matrix.setMembers(WorkspaceId(12), {test::owner(1)});
        const AccessFindings found = models::findingsOf(matrix);
        QVERIFY(!found.isPeopleKnown);
        QCOMPARE(found.withoutActiveOwner.notKnown, 1);
        QVERIFY(found.withoutActiveOwner.who.empty());
    }

    void beforeWorkspacesAreThereNobodyIsWithoutAccess() {
        AccessMatrix matrix;
        matrix.setPeople({test::user({1, "Ana", "Solano", "ana@example.com", "ana"})});
        QVERIFY(!models::findingsOf(matrix).areWorkspacesKnown);
        QVERIFY(models::findingsOf(matrix).withoutAccess.who.empty());
        matrix.setWorkspaces({}); // an answer: there are none
        QVERIFY(models::findingsOf(matrix).areWorkspacesKnown);
        QCOMPARE(models::findingsOf(matrix).withoutAccess.who.size(), size_t(1));
        matrix.clear();
        QVERIFY(!models::findingsOf(matrix).areWorkspacesKnown);
    }

    void numbersStay() {
        test::AccessDesk desk;
        const auto fraud = desk.workspace(12);
        const auto ana = desk.person(1);
        desk.answer(12, {test::owner(1)});
        desk.matrix.setWorkspaces({test::workspaceNamed(99, "new"), test::workspaceNamed(12, "fraud")});
        desk.matrix.setPeople({test::user({9, "New", "One", "n@example.com", "n"}),
                               test::user({1, "Ana", "Solano", "ana@example.com", "ana"})});
        QCOMPARE(desk.workspace(12), fraud);
        QCOMPARE(desk.person(1), ana);
        QCOMPARE(desk.matrix.cell(ana, fraud).access, Access::Owner);
    }

    void twoOfOneNameAreToldApart() {
        test::AccessDesk desk;
        QCOMPARE(desk.matrix.workspaceLabel(desk.workspace(12)), u"fraud (ID 12)"_s);
        QCOMPARE(desk.matrix.workspaceLabel(desk.workspace(3)), u"fraud (ID 3)"_s);
        QCOMPARE(desk.matrix.workspaceLabel(desk.workspace(7)), u"churn"_s);
    }

    void tenThousandMembers() {
        AccessMatrix matrix;
        std::vector<User> people;
        std::vector<Member> members;
        for (int i = 1; i <= 10'000; ++i) {
            people.push_back(test::user({i, "P", "Q", "", "p"}));
            members.push_back(i % 100 == 0 ? test::owner(i) : test::collaborator(i));
        }
        matrix.setPeople(people);
        matrix.setWorkspaces({test::workspaceNamed(1, "all"), test::workspaceNamed(2, "none")});
        matrix.setMembers(WorkspaceId(1), members);
        matrix.setMembers(WorkspaceId(2), {});
        QCOMPARE(matrix.memberCount(0), 10'000);
        QCOMPARE(models::activeOwners(matrix, 0).size(), size_t(100));
        QCOMPARE(matrix.cell(*matrix.findPerson(test::userId(9'999)), 0).access, Access::Collaborator);
        QCOMPARE(matrix.cell(*matrix.findPerson(test::userId(9'999)), 1).access, Access::None);
        matrix.clear();
        QCOMPARE(matrix.personCount(), 0U);
    }
};

QTEST_GUILESS_MAIN(TestAccess)
#include "tst_models_access.moc"
