#include "models/people.h"
#include "support/accessfeed.h"
#include "support/fakeclock.h"
#include "support/fakesender.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using Known = models::AccessMatrix::Known;

namespace {

const Instance instance{QUrl(u"https://wallaroo.example.com"_s), QUrl(u"https://wallaroo.example.com/auth"_s)};
const QByteArray call = "workspaces/list_users";

Workspace named(qint64 id, const QString& name) {
    Workspace workspace;
    workspace.id = WorkspaceId(id);
    workspace.name = name;
    return workspace;
}

QByteArray ownedBy(int number) {
    return R"({"users":[{"user_id":")" + test::idOf(number) + R"(","user_type":"OWNER"}]})";
}

struct Desk {
    test::FakeSender sender;
    api::WorkspacesApi api{sender, instance};
    test::FakeClock clock;
    models::UsersModel users{clock};
    models::WorkspacesModel workspaces{clock};
    models::AccessMatrix matrix;
    AccessFeed feed{api, users, workspaces, matrix, u"p2@example.com"_s};

    Desk() { workspaces.setMatrix(matrix); }

    void loadUsers(int count = 3) {
        users.beginLoad();
        users.append(test::plainUsers(1, count));
        users.endLoad();
    }

    void loadWorkspaces(std::vector<Workspace> list) {
        workspaces.beginLoad();
        workspaces.append(std::move(list));
        workspaces.endLoad();
    }

    Known known(qint64 id) const {
        const auto number = matrix.findWorkspace(WorkspaceId(id));
        return number ? matrix.known(*number) : Known::No;
    }

    models::AccessCell cell(int person, qint64 id) const {
        return matrix.cell(*matrix.findPerson(UserId::fromUtf8(test::idOf(person))),
                           *matrix.findWorkspace(WorkspaceId(id)));
    }
};

} // namespace

class TestAccessFeed final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void asksAsSoonAsWorkspacesAreListed() {
        Desk desk;
        desk.loadUsers();
        desk.sender.expect(call).answer(ownedBy(1));
        desk.sender.expect(call).answer(ownedBy(2));
        QSignalSpy finished(&desk.feed, &AccessFeed::finished);
        desk.loadWorkspaces({named(12, u"fraud"_s), named(7, u"churn"_s), named(1, u"a - Default Workspace"_s)});
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(desk.cell(1, 12).access, models::Access::Owner);
        QCOMPARE(desk.cell(1, 7).access, models::Access::None);
        QCOMPARE(desk.known(1), Known::No); // default ones only when somebody wants to see them
        desk.sender.expect(call).answer(ownedBy(1));
        desk.feed.wantDefaults();
        QTRY_COMPARE(desk.known(1), Known::Yes);
    }

    void peopleAreTakenOverForWorkspaces() {
        Desk desk;
        desk.loadUsers();
        QTRY_COMPARE(desk.feed.me(), UserId::fromUtf8(test::idOf(2)));
        QVERIFY(!desk.matrix.hasPeople());
        QCOMPARE(desk.matrix.personCount(), 0U); // nobody asked for workspaces: nothing is kept twice
        desk.users.beginLoad();                  // a refresh under way is no reason to wait
        desk.sender.expect(call).answer(ownedBy(1));
        desk.loadWorkspaces({named(12, u"fraud"_s)});
        QTRY_COMPARE(desk.known(12), Known::Yes);
        QVERIFY(desk.matrix.hasPeople());
        QCOMPARE(desk.cell(1, 12).access, models::Access::Owner);
        desk.users.append(test::plainUsers(1, 5));
        desk.users.endLoad();
        QTRY_COMPARE(desk.matrix.personCount(), 5U);
    }

    void gapsOfTheListsAreToldToTheMatrix() {
        Desk desk;
        desk.feed.setUnreadablePeople(1);
        desk.loadUsers();
        desk.feed.setUnreadableWorkspaces(2);
        desk.sender.expect(call).answer(ownedBy(1));
        desk.loadWorkspaces({named(12, u"fraud"_s)});
        QTRY_COMPARE(desk.known(12), Known::Yes);
        QVERIFY(!desk.matrix.arePeopleWhole());
        QVERIFY(!desk.matrix.areWorkspacesWhole());
    }

    void gatedAnswersOutOfOrder() {
        Desk desk;
        desk.loadUsers();
        auto& first = desk.sender.expect(call);
        auto& second = desk.sender.expect(call);
        auto& third = desk.sender.expect(call);
        desk.loadWorkspaces({named(12, u"fraud"_s), named(7, u"churn"_s), named(3, u"demand"_s)});
        third.answer(ownedBy(3));
        QTRY_COMPARE(desk.known(3), Known::Yes);
        QCOMPARE(desk.known(12), Known::No);
        first.refuse(403, R"({"msg":"Forbidden","code":403})");
        QTRY_COMPARE(desk.known(12), Known::Failed);
        second.answer(R"({"users":[]})");
        QTRY_COMPARE(desk.known(7), Known::Yes);
        QCOMPARE(desk.cell(1, 7).access, models::Access::None);
        QCOMPARE(desk.cell(1, 12).access, models::Access::NotKnown); // refused is not "nobody"
    }

    void aWorkspaceVanishesWhileItIsAsked() {
        Desk desk;
        desk.loadUsers();
        auto& gone = desk.sender.expect(call);
        auto& stays = desk.sender.expect(call);
        desk.loadWorkspaces({named(12, u"fraud"_s), named(7, u"churn"_s)});
        stays.answer(ownedBy(1));
        QTRY_COMPARE(desk.known(7), Known::Yes);
        auto& again = desk.sender.expect(call);
        desk.loadWorkspaces({named(7, u"churn"_s)});
        QTRY_COMPARE(desk.known(7), Known::Stale); // asked again with the list
        gone.answer(ownedBy(2));
        again.answer(ownedBy(2));
        QTRY_COMPARE(desk.known(7), Known::Yes);
        QCOMPARE(desk.cell(2, 12).access, models::Access::NotKnown);
        QCOMPARE(desk.workspaces.rowOfId(u"12"_s), -1);
    }

    void aChangeIsReadBack() {
        Desk desk;
        desk.loadUsers();
        desk.sender.expect(call).answer(ownedBy(1));
        desk.loadWorkspaces({named(12, u"fraud"_s)});
        QTRY_COMPARE(desk.known(12), Known::Yes);
        auto& reading = desk.sender.expect(call);
        desk.feed.changed(WorkspaceId(12));
        QCOMPARE(desk.cell(1, 12), (models::AccessCell{models::Access::Owner, true}));
        reading.answer(ownedBy(2));
        QTRY_COMPARE(desk.cell(2, 12), (models::AccessCell{models::Access::Owner, false}));
    }

    void goesOnAfterAHalt() {
        Desk desk;
        desk.loadUsers();
        QSignalSpy halted(&desk.feed, &AccessFeed::halted);
        desk.sender.expect(call).fail(ErrorKind::SessionEnded);
        desk.loadWorkspaces({named(12, u"fraud"_s)});
        QTRY_COMPARE(halted.count(), 1);
        QCOMPARE(desk.known(12), Known::Failed);
        desk.sender.expect(call).answer(ownedBy(1));
        desk.feed.tryAgain();
        QTRY_COMPARE(desk.known(12), Known::Yes);
    }

    void manyWaitUntilTheyAreWanted() {
        Desk desk;
        desk.loadUsers();
        std::vector<Workspace> many;
        for (int i = 1; i <= AccessFeed::mostByItself + 1; ++i)
            many.push_back(named(i, u"w%1"_s.arg(i)));
        desk.loadWorkspaces(many);
        QTRY_COMPARE(desk.matrix.workspaceCount(), models::AccessMatrix::Number(AccessFeed::mostByItself + 1));
        QCOMPARE(desk.sender.requests().size(), size_t(0));
        desk.sender.expect(call).answer(ownedBy(1));
        desk.feed.lookAt({WorkspaceId(1400)});
        QTRY_COMPARE(desk.known(1400), Known::Yes);
        QCOMPARE(desk.known(1), Known::No);
    }

    void whoIsSignedInIsFound() {
        Desk desk;
        desk.loadUsers();
        QTRY_COMPARE(desk.feed.me(), UserId::fromUtf8(test::idOf(2)));
        desk.sender.expect(call).answer(ownedBy(2));
        desk.sender.expect(call).answer(ownedBy(1));
        desk.loadWorkspaces({named(12, u"fraud"_s), named(7, u"churn"_s)});
        desk.workspaces.setFacet(models::WorkspacesModel::Facet::Mine);
        QTRY_COMPARE(desk.workspaces.shownCount(), 1);
        QCOMPARE(desk.workspaces.workspaceAt(0).id, WorkspaceId(12));
        QCOMPARE(desk.workspaces.totalCount(), 2);
    }

    void aPersonDeactivatedMeanwhile() {
        Desk desk;
        desk.loadUsers();
        desk.sender.expect(call).answer(ownedBy(1));
        desk.loadWorkspaces({named(12, u"fraud"_s)});
        QTRY_COMPARE(desk.known(12), Known::Yes);
        desk.workspaces.setFacet(models::WorkspacesModel::Facet::WithoutActiveOwner);
        QCOMPARE(desk.workspaces.shownCount(), 0);
        auto people = test::plainUsers(1, 3);
        people[0].status = UserStatus::Inactive;
        desk.users.beginLoad();
        desk.users.append(people);
        desk.users.endLoad();
        QTRY_COMPARE(desk.workspaces.shownCount(), 1);
        QVERIFY(desk.workspaces.index(0, models::WorkspacesModel::Owners).data().toString().contains(u"inactive"_s));
    }
};

QTEST_MAIN(TestAccessFeed)
#include "tst_access_feed.moc"
