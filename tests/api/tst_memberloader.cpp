#include "api/memberloader.h"
#include "support/fakesender.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

const Instance instance{QUrl(u"https://wallaroo.example.com"_s), QUrl(u"https://wallaroo.example.com/auth"_s)};
const QByteArray call = "workspaces/list_users";
const QByteArray oneMember = R"({"users":[{"user_id":"a","user_type":"OWNER"}]})";

std::vector<WorkspaceId> ids(std::initializer_list<int> numbers) {
    std::vector<WorkspaceId> made;
    for (const int number : numbers)
        made.emplace_back(number);
    return made;
}

std::vector<WorkspaceId> idsTo(int count) {
    std::vector<WorkspaceId> made;
    for (int i = 1; i <= count; ++i)
        made.emplace_back(i);
    return made;
}

struct Desk {
    test::FakeSender sender;
    api::WorkspacesApi api{sender, instance};
    api::MemberLoader loader{api};
    QSignalSpy answered{&loader, &api::MemberLoader::answered};
    QSignalSpy failed{&loader, &api::MemberLoader::failed};
    QSignalSpy finished{&loader, &api::MemberLoader::finished};
    QSignalSpy halted{&loader, &api::MemberLoader::halted};

    /// Numbers that were asked for, in order.
    QList<int> asked() const {
        QList<int> numbers;
        for (const auto& seen : sender.requests())
            numbers << QString::fromUtf8(seen.body).section(u':', 1).chopped(1).toInt();
        return numbers;
    }
};

} // namespace

class TestMemberLoader final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void asksAllOfThem() {
        Desk desk;
        for (int i = 0; i < 30; ++i)
            desk.sender.expect(call).answer(oneMember);
        desk.loader.want(idsTo(30));
        QVERIFY(desk.loader.isRunning());
        QTRY_COMPARE(desk.finished.count(), 1);
        QCOMPARE(desk.answered.count(), 30);
        QCOMPARE(desk.loader.left(), 0);
        QVERIFY(!desk.loader.isRunning());
    }

    void notMoreThanSoManyAtATime() {
        Desk desk;
        std::vector<test::FakeExchange*> held;
        for (int i = 0; i < 20; ++i)
            held.push_back(&desk.sender.expect(call));
        desk.loader.want(idsTo(20));
        QCOMPARE(desk.sender.requests().size(), size_t(api::MemberLoader::mostAtATime));
        QCOMPARE(desk.loader.left(), 20);
        held[4]->answer(oneMember); // answers come in any order
        QTRY_COMPARE(desk.answered.count(), 1);
        QCOMPARE(desk.answered.front().front().value<WorkspaceId>(), WorkspaceId(5));
        QCOMPARE(desk.sender.requests().size(), size_t(api::MemberLoader::mostAtATime) + 1);
        for (test::FakeExchange* exchange : held) {
            if (!exchange->isDone())
                exchange->answer(oneMember);
        }
        QTRY_COMPARE(desk.finished.count(), 1);
    }

    void whatIsLookedAtComesFirst() {
        Desk desk;
        std::vector<test::FakeExchange*> held;
        for (int i = 0; i < 20; ++i)
            held.push_back(&desk.sender.expect(call));
        desk.loader.want(idsTo(20));
        desk.loader.prefer(ids({19, 18, 3, 77})); // 3 is under way, 77 is not wanted
        for (test::FakeExchange* exchange : held)
            exchange->answer(oneMember);
        QTRY_COMPARE(desk.finished.count(), 1);
        QCOMPARE(desk.asked().mid(api::MemberLoader::mostAtATime, 3), (QList<int>{19, 18, 13}));
    }

    void nothingTwice() {
        Desk desk;
        auto& first = desk.sender.expect(call);
        desk.loader.want(ids({1}));
        desk.loader.want(ids({1, 1}));
        QCOMPARE(desk.sender.requests().size(), size_t(1));
        first.answer(oneMember);
        QTRY_COMPARE(desk.finished.count(), 1);
    }

    void anewOnceMoreAfterWhatIsUnderWay() {
        Desk desk;
        auto& old = desk.sender.expect(call);
        desk.sender.expect(call).answer(R"({"users":[]})");
        desk.loader.want(ids({1}));
        desk.loader.wantAnew(WorkspaceId(1)); // its answer may be older than the change
        desk.loader.wantAnew(WorkspaceId(1));
        old.answer(oneMember);
        QTRY_COMPARE(desk.finished.count(), 1);
        QCOMPARE(desk.answered.count(), 2);
        QVERIFY(desk.answered.last().at(1).value<api::Members>().members.empty());
    }

    void oneRefusalIsOnesOwn() {
        Desk desk;
        for (int i = 0; i < 8; ++i)
            desk.sender.expect(call).refuse(403, R"({"msg":"Forbidden","code":403})");
        desk.sender.expect(call).answer(oneMember);
        desk.loader.want(idsTo(9));
        QTRY_COMPARE(desk.finished.count(), 1);
        QCOMPARE(desk.failed.count(), 8);
        QCOMPARE(desk.answered.count(), 1);
        QCOMPARE(desk.halted.count(), 0);
    }

    void haltsWhereTheServerIsGone() {
        Desk desk;
        std::vector<test::FakeExchange*> held;
        for (int i = 0; i < api::MemberLoader::mostAtATime; ++i)
            held.push_back(&desk.sender.expect(call));
        // each failure makes room for one more, until it halts
        for (int i = 1; i < api::MemberLoader::mostFailuresInARow; ++i)
            held.push_back(&desk.sender.expect(call));
        desk.loader.want(idsTo(20));
        for (int i = 0; i < api::MemberLoader::mostFailuresInARow; ++i)
            held[static_cast<size_t>(i)]->fail(ErrorKind::ConnectionRefused);
        QTRY_COMPARE(desk.halted.count(), 1);
        QVERIFY(desk.loader.isHalted());
        QCOMPARE(desk.failed.count(), api::MemberLoader::mostFailuresInARow);
        const int left = desk.loader.left();
        QCOMPARE(left, 20 - api::MemberLoader::mostFailuresInARow);
        for (size_t i = api::MemberLoader::mostFailuresInARow; i < held.size(); ++i)
            held[i]->answer(oneMember);
        QTRY_COMPARE(desk.answered.count(), api::MemberLoader::mostAtATime - 1);
        const int waiting = desk.loader.left(); // nothing more was sent
        QVERIFY(waiting > 0);
        for (int i = 0; i < waiting; ++i)
            desk.sender.expect(call).answer(oneMember);
        desk.loader.resume();
        QTRY_COMPARE(desk.finished.count(), 1);
        QCOMPARE(desk.answered.count(), 20 - api::MemberLoader::mostFailuresInARow);
    }

    void haltsWhenTheSessionEnds() {
        Desk desk;
        desk.sender.expect(call).fail(ErrorKind::SessionEnded);
        desk.loader.want(ids({1}));
        QTRY_COMPARE(desk.halted.count(), 1);
        desk.loader.want(ids({2}));
        QCOMPARE(desk.sender.requests().size(), size_t(1)); // waits for resume()
        desk.sender.expect(call).answer(oneMember);
        desk.loader.resume();
        QTRY_COMPARE(desk.answered.count(), 1);
    }

    void waitsAsTheServerAsks() {
        Desk desk;
        desk.sender.expect(call).refuse(429, {}, "text/plain", 1);
        desk.sender.expect(call).answer(oneMember);
        desk.loader.want(ids({1}));
        QTRY_COMPARE_WITH_TIMEOUT(desk.answered.count(), 1, 10'000);
        QCOMPARE(desk.failed.count(), 0); // put back, not lost
        QCOMPARE(desk.finished.count(), 1);
    }

    void stopDropsEverything() {
        Desk desk;
        auto& held = desk.sender.expect(call);
        desk.loader.want(ids({1}));
        desk.loader.stop();
        held.answer(oneMember);
        QTest::qWait(0);
        QCOMPARE(desk.answered.count(), 0);
        QVERIFY(held.wasCanceled());
        QCOMPARE(desk.loader.left(), 0);
    }
};

QTEST_GUILESS_MAIN(TestMemberLoader)
#include "tst_memberloader.moc"
