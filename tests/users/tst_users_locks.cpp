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
        desk.lookup.start(desk.ids);
        QTRY_COMPARE(desk.finished.size(), 1);
        QCOMPARE(desk.statusOf(0), UserStatus::Active);
        QCOMPARE(desk.statusOf(1), UserStatus::Locked);
        QCOMPARE(desk.statusOf(2), UserStatus::Active);
        QCOMPARE(desk.lookup.asked(), 3);
        QCOMPARE(desk.lookup.failed(), 1);
        QVERIFY(!desk.lookup.denial());
        desk.sender.expect("admin lock state").answer(open); // it ended meanwhile
        desk.lookup.start({desk.ids[1]});
        QTRY_COMPARE(desk.finished.size(), 2);
        QCOMPARE(desk.statusOf(1), UserStatus::Active);
    }

    void whoMayNotReadThemAsksNoFurther() {
        Desk desk(40);
        desk.sender.expect("admin lock state").refuse(403);
        for (int i = 1; i < LockLookup::atOnce; ++i)
            desk.sender.expect("admin lock state");
        desk.lookup.start(desk.ids);
        QTRY_COMPARE(desk.finished.size(), 1);
        QVERIFY(desk.lookup.denial());
        QCOMPARE(desk.lookup.denial()->kind, ErrorKind::NotAllowed);
        QCOMPARE(desk.sender.requests().size(), size_t(LockLookup::atOnce));
    }

    void stoppedItKeepsWhatItFound() {
        Desk desk(LockLookup::atOnce);
        desk.sender.expect("admin lock state").answer(locked);
        for (int i = 1; i < LockLookup::atOnce; ++i)
            desk.sender.expect("admin lock state");
        desk.lookup.start(desk.ids);
        QTRY_COMPARE(desk.lookup.asked(), 1);
        desk.lookup.stop();
        QVERIFY(!desk.lookup.isRunning());
        QCOMPARE(desk.statusOf(0), UserStatus::Locked);
        QCOMPARE(desk.finished.size(), 0);
    }

    void nobodyIsNoNeedToAsk() {
        Desk desk(0);
        desk.lookup.start({});
        QCOMPARE(desk.finished.size(), 1);
        QVERIFY(desk.sender.requests().empty());
    }
};

QTEST_MAIN(UsersLocksTest)
#include "tst_users_locks.moc"
