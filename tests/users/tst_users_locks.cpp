#include "support/fakeclock.h"
#include "support/fakesender.h"
#include "support/locklookup.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

QByteArray idOf(int number) {
    return "5d1f0000-0000-4000-8000-" + QByteArray::number(number).rightJustified(12, '0');
}

struct Desk {
    explicit Desk(int people) {
        std::vector<User> users;
        for (int i = 0; i < people; ++i) {
            const QByteArray name = "user" + QByteArray::number(i);
            users.emplace_back(UserId::fromUtf8(idOf(i)), User::Texts{name, name + "@example.com", "A", "B"});
            ids << QString::fromUtf8(idOf(i));
        }
        model.beginLoad();
        model.append(std::move(users));
        model.endLoad();
    }

    [[nodiscard]] UserStatus statusOf(int number) const { return model.userById(ids[number])->status; }

    test::FakeClock clock;
    test::FakeSender sender;
    api::KeycloakAdminApi api{sender,
                              {QUrl(u"https://wallaroo.example.com"_s), QUrl(u"https://wallaroo.example.com/auth"_s)}};
    models::UsersModel model{clock};
    LockLookup lookup{api, model};
    QSignalSpy finished{&lookup, &LockLookup::finished};
    QStringList ids;
};

const QByteArray locked =
    R"({"disabled":true,"numFailures":30,"lastIPFailure":"192.0.2.1","lastFailure":1765790412000})";
const QByteArray open = R"({"disabled":false,"numFailures":0,"lastIPFailure":"n/a","lastFailure":0})";

} // namespace

class UsersLocksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:

    void whatIsFoundIsInTheTable() {
        Desk desk(3);
        desk.sender.expect("admin lock state").answer(open);
        desk.sender.expect("admin lock state").answer(locked);
        desk.sender.expect("admin lock state").refuse(500);
        desk.lookup.ask(desk.ids);
        QTRY_COMPARE(desk.finished.size(), 1);
        QCOMPARE(desk.statusOf(0), UserStatus::Active);
        QCOMPARE(desk.statusOf(1), UserStatus::Locked);
        QCOMPARE(desk.statusOf(2), UserStatus::Active);
        QCOMPARE(desk.lookup.asked(), 3);
        QCOMPARE(desk.lookup.failed(), 1);
        QCOMPARE(desk.lookup.notKnown(), 1);
        QVERIFY(!desk.lookup.denial());
        desk.lookup.ask(desk.ids); // who was asked about is not asked about again
        QCOMPARE(desk.finished.size(), 2);
        QCOMPARE(desk.lookup.asked(), 3);
        QCOMPARE(desk.lookup.failed(), 1);
        desk.lookup.forget();
        desk.sender.expect("admin lock state").answer(open); // it ended meanwhile
        desk.lookup.ask({desk.ids[1]});
        QTRY_COMPARE(desk.finished.size(), 3);
        QCOMPARE(desk.statusOf(1), UserStatus::Active);
    }

    void whoMayNotReadThemAsksNoFurther() {
        Desk desk(40);
        desk.sender.expect("admin lock state").refuse(403);
        for (int i = 1; i < LockLookup::atOnce; ++i)
            desk.sender.expect("admin lock state");
        desk.lookup.ask(desk.ids);
        QTRY_COMPARE(desk.finished.size(), 1);
        QVERIFY(desk.lookup.denial());
        QCOMPARE(desk.lookup.denial()->kind, ErrorKind::NotAllowed);
        QCOMPARE(desk.lookup.notKnown(), 40);
        QCOMPARE(desk.sender.requests().size(), size_t(LockLookup::atOnce));
    }

    void othersInViewAreAskedAboutAsWell() {
        Desk desk(4);
        std::vector<test::FakeExchange*> calls;
        for (int i = 0; i < 4; ++i)
            calls.push_back(&desk.sender.expect("admin lock state"));
        desk.lookup.ask(desk.ids.mid(0, 2));
        QCOMPARE(desk.sender.requests().size(), size_t(2));
        desk.lookup.ask(desk.ids.mid(1, 3)); // the second is under way already
        QCOMPARE(desk.sender.requests().size(), size_t(4));
        QCOMPARE(desk.lookup.wanted(), 3);
        calls[0]->answer(locked); // no longer in view, and known all the same
        QTRY_COMPARE(desk.statusOf(0), UserStatus::Locked);
        QCOMPARE(desk.lookup.asked(), 0);
        for (size_t i = 1; i < 4; ++i)
            calls[i]->answer(open);
        QTRY_COMPARE(desk.finished.size(), 1);
        QCOMPARE(desk.lookup.asked(), 3);
        desk.lookup.ask(desk.ids);
        QCOMPARE(desk.lookup.asked(), 4);
        QVERIFY(!desk.lookup.isRunning());
    }

    void stoppedItKeepsWhatItFound() {
        Desk desk(LockLookup::atOnce);
        desk.sender.expect("admin lock state").answer(locked);
        for (int i = 1; i < LockLookup::atOnce; ++i)
            desk.sender.expect("admin lock state");
        desk.lookup.ask(desk.ids);
        QTRY_COMPARE(desk.lookup.asked(), 1);
        desk.lookup.stop();
        QVERIFY(!desk.lookup.isRunning());
        QCOMPARE(desk.statusOf(0), UserStatus::Locked);
        QCOMPARE(desk.finished.size(), 0);
    }

    void nobodyIsNoNeedToAsk() {
        Desk desk(0);
        desk.lookup.ask({});
        QCOMPARE(desk.finished.size(), 1);
        QVERIFY(desk.sender.requests().empty());
    }
};

QTEST_MAIN(UsersLocksTest)
#include "tst_users_locks.moc"
