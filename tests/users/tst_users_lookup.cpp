#include "support/fakesender.h"
#include "support/membershiplookup.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

const QByteArray ana = "5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911";
const QByteArray bo = "c83e27a4-51bb-4f0e-9d1c-6fa0837d2245";

QByteArray workspace(int id, const QByteArray& name) {
    return "{\"id\":" + QByteArray::number(id) + ",\"name\":\"" + name + "\"}";
}

QByteArray member(const QByteArray& id, const QByteArray& type) {
    return R"({"user_id":")" + id + R"(","user_type":")" + type + "\"}";
}

struct Desk {
    test::FakeSender sender;
    api::WorkspacesApi api{sender,
                           {QUrl(u"https://wallaroo.example.com"_s), QUrl(u"https://wallaroo.example.com/auth"_s)}};
    MembershipLookup lookup{api};
    QSignalSpy finished{&lookup, &MembershipLookup::finished};
};

} // namespace

class UsersLookupTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsWhoIsTheOnlyOwner();
    void manyWorkspacesAreCounted();
    void aSecondOwnerIsEnough();
    void whatCouldNotBeHadIsCounted();
    void notAllowedSaysNothingOfOwners();
    void nobodyIsNoNeedToAsk();
    void whatIsMissingIsSaid();
};

void UsersLookupTest::tellsWhoIsTheOnlyOwner() {
    Desk desk;
    desk.sender.expect("workspaces/list")
        .answer(R"({"workspaces":[)" + workspace(1, "ana@example.com - Default Workspace") + "," + workspace(2, "fraud")
                + "," + workspace(3, "churn") + "]}");
    // Default workspaces come last, so fraud and churn are asked first
    desk.sender.expect("workspaces/list_users").answer(R"({"users":[)" + member(ana, "OWNER") + "]}");
    desk.sender.expect("workspaces/list_users")
        .answer(R"({"users":[)" + member(ana, "COLLABORATOR") + "," + member(bo, "OWNER") + "]}");
    desk.sender.expect("workspaces/list_users").answer(R"({"users":[)" + member(ana, "OWNER") + "]}");
    desk.lookup.start({UserId::fromUtf8(ana), UserId::fromUtf8(bo)});
    QVERIFY(desk.lookup.isRunning());
    QTRY_COMPARE(desk.finished.size(), 1);
    QCOMPARE(desk.lookup.onlyOwnedBy(UserId::fromUtf8(ana)), QStringList(u"fraud"_s)); // not the default one
    QCOMPARE(desk.lookup.summaryOf(UserId::fromUtf8(ana)), u"fraud: sole owner"_s);
    QCOMPARE(desk.lookup.onlyOwnedBy(UserId::fromUtf8(bo)), QStringList(u"churn"_s));
    QCOMPARE(desk.lookup.placesOf(UserId::fromUtf8(ana)).size(), 3u);
    QVERIFY(desk.lookup.placesOf(UserId::fromUtf8("nobody")).empty());
}

void UsersLookupTest::manyWorkspacesAreCounted() {
    Desk desk;
    QByteArrayList rows;
    for (int id = 1; id <= 6; ++id)
        rows << workspace(id, "w" + QByteArray::number(id));
    desk.sender.expect("workspaces/list").answer(R"({"workspaces":[)" + rows.join(',') + "]}");
    for (int id = 1; id <= 6; ++id)
        desk.sender.expect("workspaces/list_users").answer(R"({"users":[)" + member(ana, "OWNER") + "]}");
    desk.lookup.start({UserId::fromUtf8(ana)});
    QTRY_COMPARE(desk.finished.size(), 1);
    const QString summary = desk.lookup.summaryOf(UserId::fromUtf8(ana));
    QVERIFY2(summary.endsWith(u", … (6): sole owner"_s), qPrintable(summary));
}

void UsersLookupTest::aSecondOwnerIsEnough() {
    Desk desk;
    desk.sender.expect("workspaces/list").answer(R"({"workspaces":[)" + workspace(2, "fraud") + "]}");
    desk.sender.expect("workspaces/list_users")
        .answer(R"({"users":[)" + member(ana, "OWNER") + "," + member(bo, "OWNER") + "]}");
    desk.lookup.start({UserId::fromUtf8(ana)});
    QTRY_COMPARE(desk.finished.size(), 1);
    QVERIFY(desk.lookup.onlyOwnedBy(UserId::fromUtf8(ana)).isEmpty());
    QCOMPARE(desk.lookup.summaryOf(UserId::fromUtf8(ana)), u"member of 1 workspaces"_s);
}

void UsersLookupTest::whatCouldNotBeHadIsCounted() {
    Desk desk;
    desk.sender.expect("workspaces/list")
        .answer(R"({"workspaces":[)" + workspace(2, "fraud") + "," + workspace(3, "churn") + "]}");
    desk.sender.expect("workspaces/list_users").refuse(403);
    desk.sender.expect("workspaces/list_users").answer(R"({"users":[)" + member(ana, "OWNER") + "]}");
    desk.lookup.start({UserId::fromUtf8(ana)});
    QTRY_COMPARE(desk.finished.size(), 1);
    QCOMPARE(desk.lookup.notLookedAt(), 1);
    QCOMPARE(desk.lookup.onlyOwnedBy(UserId::fromUtf8(ana)).size(), 1);
}

void UsersLookupTest::notAllowedSaysNothingOfOwners() {
    Desk desk;
    desk.sender.expect("workspaces/list").refuse(403);
    desk.lookup.start({UserId::fromUtf8(ana)});
    QTRY_COMPARE(desk.finished.size(), 1);
    QVERIFY(desk.lookup.error());
    QCOMPARE(desk.lookup.error()->kind, ErrorKind::NotAllowed);
}

void UsersLookupTest::nobodyIsNoNeedToAsk() {
    Desk desk;
    auto& list = desk.sender.expect("workspaces/list");
    desk.lookup.start({UserId::fromUtf8(ana)});
    desk.lookup.stop();
    list.answer(R"({"workspaces":[]})");
    QTRY_VERIFY(list.wasCanceled());
    QVERIFY(!desk.lookup.isRunning());
    QCOMPARE(desk.finished.size(), 0);
}

void UsersLookupTest::whatIsMissingIsSaid() {
    Desk desk;
    desk.sender.expect("workspaces/list").answer(R"({"workspaces":[)" + workspace(2, "fraud") + "]}");
    desk.sender.expect("workspaces/list_users").refuse(500);
    desk.lookup.start({UserId::fromUtf8(ana), UserId::fromUtf8(bo)});
    QTRY_COMPARE(desk.finished.size(), 1);
    QCOMPARE(desk.lookup.gaps(2), u"1 workspaces were not looked at."_s); // no catalogue here
    QCOMPARE(desk.lookup.gaps(140),
             u"1 workspaces were not looked at. Workspaces were looked up for the first 2 people."_s);
    desk.sender.expect("workspaces/list").answer(R"({"workspaces":[]})");
    desk.lookup.start({UserId::fromUtf8(ana), UserId::fromUtf8(bo)});
    QTRY_COMPARE(desk.finished.size(), 2);
    QCOMPARE(desk.lookup.gaps(2), QString());
    desk.sender.expect("workspaces/list").refuse(403);
    desk.lookup.start({UserId::fromUtf8(ana)});
    QTRY_COMPARE(desk.finished.size(), 3);
    QVERIFY(desk.lookup.gaps(140).startsWith(u"What they own is not known: "_s)); // of nobody
    QVERIFY(!desk.lookup.gaps(140).contains(u"first"_s));
}

QTEST_MAIN(UsersLookupTest)
#include "tst_users_lookup.moc"
